"""What is printed: whose names, whose employer and whose colour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berichten.models import Bericht
from certificaten import actions
from certificaten.actions import issue_certificaat
from certificaten.facts import facts_of
from certificaten.models import Certificaat, Certificaatdocument, Certificaatgebeurtenis
from certificaten.verdict import verdicts_of
from cohorts.models import Dienstverband
from huisstijl.thema import DEFAULT_COLOUR, tokens
from tests.factories import DienstverbandFactory, TrainerschapFactory, UserFactory


@pytest.fixture
def texts(afgerond):
    """The course prints each part of a name by itself."""

    def put(**lines):
        programma = afgerond.cohort.programma
        type(programma).objects.filter(pk=programma.pk).update(
            certificaattekst=programma.certificaattekst | lines
        )

    return put


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (("Anna", "van der", "Berg"), "Anna|van der Berg"),
        (("Anna", "", "Berg"), "Anna|Berg"),
        (("", "", "Berg"), "Berg|Berg"),
    ],
)
def test_the_parts_of_a_name_are_printed_apart(afgerond, els, texts, names, printed):
    texts(slotregel="{{voornaam}}|{{achternaam}}")
    user = afgerond.user
    user.voornaam, user.tussenvoegsel, user.achternaam = names
    user.save()

    assert issue_certificaat(deelname=afgerond, by=els).teksten["slotregel"] == printed


def test_somebody_without_an_employer_of_their_own_has_that_of_the_cohort(
    afgerond, els, organisatie
):
    Dienstverband.objects.all().delete()

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert certificaat.organisatie == organisatie.volledige_naam
    assert certificaat.teksten["kleur"] == tokens(organisatie.merkkleur)["inverse-bg-default"]


def test_an_employer_that_was_entered_later_but_ended_earlier_is_not_printed(
    afgerond, els, andere_organisatie, organisatie
):
    today = timezone.localdate()
    Dienstverband.objects.all().delete()
    DienstverbandFactory(deelname=afgerond, organisatie=organisatie, vanaf=today)
    DienstverbandFactory(
        deelname=afgerond,
        organisatie=andere_organisatie,
        vanaf=today - timedelta(days=99),
        tot_en_met=today - timedelta(days=1),
    )

    assert issue_certificaat(deelname=afgerond, by=els).organisatie == "gemeente Testdam"


def test_an_employer_without_a_colour_gets_that_of_the_house(afgerond, els, organisatie):
    organisatie.merkkleur = ""
    organisatie.save()

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert certificaat.teksten["kleur"] == tokens(DEFAULT_COLOUR)["inverse-bg-default"]


def test_each_trainer_of_this_cohort_signs_in_the_order_they_came(afgerond, els, dirk):
    """Dirk leads another cohort on the same day."""
    TrainerschapFactory(
        cohort=afgerond.cohort, user=UserFactory(voornaam="Aad", achternaam="Appel")
    )

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert [who["naam"] for who in certificaat.ondertekenaars] == [
        "De directeur",
        "Carla Wit",
        "Aad Appel",
    ]


def test_a_verdict_without_a_day_gives_no_facts(deelname):
    (verdict,) = verdicts_of([deelname], timezone.localdate())

    with pytest.raises(ValueError, match="not ready for issue"):
        facts_of(deelname, verdict)


def test_an_issue_that_fails_halfway_leaves_nothing(afgerond, els, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError("out of post")

    monkeypatch.setattr(actions, "queue_bericht", fail)

    with pytest.raises(RuntimeError):
        issue_certificaat(deelname=afgerond, by=els)

    assert not Certificaat.objects.exists()
    assert not Certificaatgebeurtenis.objects.exists()


def test_the_pdf_is_made_as_soon_as_the_issue_stands(
    afgerond, els, bas, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        certificaat = issue_certificaat(deelname=afgerond, by=els)
        assert not Certificaatdocument.objects.exists()

    assert Certificaatdocument.objects.get().certificaat == certificaat
    letters = Bericht.objects.filter(soort="certificaat")
    assert [letter.ontvanger for letter in letters] == [afgerond.user]
    assert letters.get().onderwerp == "Je certificaat: Leergang Ambtelijk Vakmanschap"
