"""One filled world for the tests that walk every page: something to leak in every corner."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest

from accounts.models import User
from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat
from cohorts.aanwezigheid.models import Afmelding, Inhaalopdracht, Inhaalplan
from cohorts.deelnemers.actions.lists import create_deelnemerimport
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.models import Bijeenkomst, Cohort, Deelname, Trainerschap
from cohorts.presentie.models import Betwisting
from reflecties.actions import create_reflectie, share_reflectie
from reflecties.models import Deling, Reflectie
from tests.cohorts.deelnemers.lists import file_of
from tests.day_factories import (
    AfmeldingFactory,
    BetwistingFactory,
    InhaalopdrachtFactory,
    InhaalplanFactory,
    ToehoorderFactory,
)
from tests.factories import CohortFactory, DeelnameFactory, mark_days, plan_seven_days

MARKER = "Uilenspiegel-in-de-kelder-4711"


@dataclass(frozen=True)
class World:
    """The objects that URLs point to; all belong to Anna and to cohort A or her course before."""

    cast: dict[str, User]
    cohort: Cohort
    bijeenkomst: Bijeenkomst
    deelname: Deelname
    reflectie: Reflectie
    deling: Deling
    certificaat: Certificaat
    deelnemerimport: Deelnemerimport
    trainerschap: Trainerschap
    inhaalplan: Inhaalplan
    inhaalopdracht: Inhaalopdracht
    komende: Bijeenkomst
    afmelding: Afmelding
    betwisting: Betwisting


@pytest.fixture
def world(
    cast: dict[str, User], cohort: Cohort, bijeenkomsten: list[Bijeenkomst], deelname: Deelname
) -> World:
    """Anna has a page in her journal, shares a frozen copy with Carla, and has a certificate."""
    mark_days(deelname, range(1, 5))
    ToehoorderFactory(bijeenkomst=bijeenkomsten[4], toegevoegd_door=cast["els"])
    anna, carla = cast["anna"], cast["carla"]
    saved = create_reflectie(
        reflectie_id=uuid4(), tekst=MARKER, vraag=None, cursusdag=None, by=anna
    )
    reflectie = Reflectie.objects.get(pk=saved.reflectie_id)
    return World(
        cast=cast,
        cohort=cohort,
        bijeenkomst=bijeenkomsten[4],
        deelname=deelname,
        reflectie=reflectie,
        deling=share_reflectie(reflectie=reflectie, versie=1, met=carla, by=anna),
        certificaat=issue_certificaat(deelname=_finished(anna, cohort), by=cast["els"]),
        deelnemerimport=create_deelnemerimport(
            cohort=cohort,
            file=file_of(
                [
                    ["voornaam", "achternaam", "e-mailadres"],
                    ["Lotte", "Dekker", "lotte.dekker@testdam.example"],
                ]
            ),
            bestandsnaam="lijst.csv",
            by=cast["els"],
        ),
        trainerschap=cast["carla"].trainerschappen.get(),
        inhaalplan=InhaalplanFactory(
            deelname=deelname, cursusdag=bijeenkomsten[5].cursusdag, middag=False
        ),
        inhaalopdracht=InhaalopdrachtFactory(
            deelname=deelname, cursusdag=bijeenkomsten[5].cursusdag, dagdeel="middag"
        ),
        komende=bijeenkomsten[6],
        afmelding=AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5]),
        betwisting=BetwistingFactory(aanwezigheid=deelname.aanwezigheden.earliest("pk")),
    )


def _finished(user: User, cohort: Cohort) -> Deelname:
    """A course of the same employer that this person finished before."""
    earlier = CohortFactory(
        naam="Testdam 2025", organisatie=cohort.organisatie, programma=cohort.programma
    )
    plan_seven_days(earlier, today_is=20)
    deelname = DeelnameFactory(user=user, cohort=earlier, vanaf=date(2019, 1, 1))
    mark_days(deelname, range(1, 8))
    return deelname
