import pytest

from accounts.models import User
from certificaten import pdf
from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat
from cohorts.models import Bijeenkomst, Cohort, Deelname
from leergang.models import Programma
from tests.factories import ProgrammaFactory, mark_days, plan_seven_days

TEKSTEN = {
    "kop": "Certificaat Leergang Ambtelijk Vakmanschap",
    "regel_1": "{{voornaam}} {{achternaam}}, werkzaam bij {{gemeente}},",
    "regel_2": "heeft tussen {{startdatum}} en {{einddatum}} deelgenomen.",
    "toelichting": "{{voornaam}} bekeek het eigen werk.",
    "slotregel": "Wie zo blijft werken, doet het eer aan.",
    "ondertekening": (
        "{{naam_directeur}}, Stichting Beroepseer · {{naam_begeleider}}, begeleider van {{cohort}}"
    ),
    "voetregel": "Te controleren met code {{code}} op {{controle_url}}.",
}


@pytest.fixture
def programma(db: None) -> Programma:
    return ProgrammaFactory(certificaattekst=TEKSTEN)


@pytest.fixture
def bijeenkomsten(cohort: Cohort) -> list[Bijeenkomst]:
    """The seven days of cohort A; the last is today."""
    return plan_seven_days(cohort, today_is=7)


@pytest.fixture
def afgerond(bijeenkomsten: list[Bijeenkomst], carla: User, deelname: Deelname) -> Deelname:
    """Anna's deelname: she was there on six of the seven days."""
    mark_days(deelname, range(1, 7))
    return deelname


@pytest.fixture
def uitgegeven(afgerond: Deelname, els: User) -> Certificaat:
    """Anna's certificate, of which the PDF is still to be made."""
    return issue_certificaat(deelname=afgerond, by=els)


@pytest.fixture
def gedrukt(uitgegeven: Certificaat) -> Certificaat:
    """Anna's certificate with its PDF: for the tests that look at the bytes."""
    pdf.store(uitgegeven)
    return uitgegeven
