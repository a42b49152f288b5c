from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from redis.exceptions import OutOfMemoryError

from berichten.models import Bericht
from certificaten import tasks
from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat
from certificaten.verdict import ready_for_issue
from cohorts.deelnemers.actions.membership import move_deelname
from cohorts.models import Bijeenkomst, Dienstverband
from huisstijl.thema import tokens
from tests.cohorts.presentie.test_races import at_once
from tests.factories import (
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    DienstverbandFactory,
    OrganisatieFactory,
    ProgrammaFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)


@pytest.mark.time_machine("2026-11-23 12:00 +0100")
def test_all_printed_facts_are_frozen(afgerond, els, settings):
    settings.NAAM_DIRECTEUR = "Dora Vroom"

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    url = f"{settings.BASE_URL}/controle/{certificaat.code}/"
    assert certificaat.naam == "Anna Jansen"
    assert certificaat.organisatie == "gemeente Testdam"
    assert certificaat.cohort == "Testdam A"
    assert certificaat.programma == "Leergang Ambtelijk Vakmanschap"
    assert certificaat.programmaversie == afgerond.cohort.programma.versie
    assert (certificaat.startdatum, certificaat.einddatum) == (
        date(2026, 8, 31),
        date(2026, 11, 23),
    )
    assert (certificaat.dagdelen, certificaat.uren) == (12, Decimal("42.0"))
    assert certificaat.ondertekenaars == [
        {"naam": "Dora Vroom", "rol": "Stichting Beroepseer"},
        {"naam": "Carla Wit", "rol": "begeleider van Testdam A"},
    ]
    assert certificaat.teksten["regel_1"] == "Anna Jansen, werkzaam bij gemeente Testdam,"
    assert certificaat.teksten["regel_2"] == (
        "heeft tussen 31 augustus 2026 en 23 november 2026 deelgenomen."
    )
    assert certificaat.teksten["voetregel"] == (
        f"Te controleren met code {certificaat.code} op {url}."
    )
    assert certificaat.teksten["controle_url"] == url
    gebeurtenis = certificaat.gebeurtenissen.get()
    assert (gebeurtenis.soort, gebeurtenis.door) == ("uitgegeven", els)


def test_the_employer_of_the_last_part_is_printed_in_its_colour(afgerond, els, andere_organisatie):
    andere_organisatie.merkkleur = "#8a1538"
    andere_organisatie.save()
    today = timezone.localdate()
    Dienstverband.objects.update(tot_en_met=today - timedelta(days=30))
    DienstverbandFactory(
        deelname=afgerond, organisatie=andere_organisatie, vanaf=today - timedelta(days=29)
    )

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert certificaat.organisatie == "Dienst Elders"
    assert certificaat.teksten["kleur"] == tokens("#8a1538")["inverse-bg-default"]


def test_only_trainers_of_the_last_day_sign(afgerond, els):
    TrainerschapFactory(cohort=afgerond.cohort, tot_en_met=timezone.localdate() - timedelta(days=1))
    TrainerschapFactory(cohort=None, bijeenkomst=Bijeenkomst.objects.first())

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert [who["naam"] for who in certificaat.ondertekenaars] == ["De directeur", "Carla Wit"]


def test_names_are_never_read_as_placeholders(afgerond, els):
    afgerond.user.achternaam = "{{code}} {% if %}"
    afgerond.user.save()

    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert certificaat.teksten["regel_1"].startswith("Anna {{code}} {% if %}, werkzaam")


def test_a_certificate_that_was_handed_out_earlier_keeps_its_moment(afgerond, els):
    handed_out = timezone.now() - timedelta(days=3)

    certificaat = issue_certificaat(deelname=afgerond, by=els, op=handed_out)

    assert certificaat.uitgegeven_op == certificaat.gebeurtenissen.get().op == handed_out


def test_the_holder_gets_one_message_with_links_only(uitgegeven, anna, settings):
    bericht = Bericht.objects.get(ontvanger=anna, soort="certificaat")

    assert bericht.aanleiding == f"certificaat-{uitgegeven.code}"
    assert f"{settings.BASE_URL}/controle/{uitgegeven.code}/" in bericht.tekst
    assert f"{settings.BASE_URL}/certificaten/{uitgegeven.code}/pdf/" in bericht.tekst


def test_a_broker_that_takes_nothing_leaves_the_certificate_to_the_sweep(
    afgerond, els, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(*args, **kwargs):
        raise OutOfMemoryError("command not allowed when used memory > 'maxmemory'")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(tasks.render_certificaat, "delay", refuse)
        certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert list(Certificaat.objects.without_document()) == [certificaat]
    tasks.render_missing()
    assert not Certificaat.objects.without_document().exists()


def refuse(deelname, by):
    with pytest.raises(ValidationError) as refusal:
        issue_certificaat(deelname=deelname, by=by)
    assert not Bericht.objects.filter(soort="certificaat", ontvanger=deelname.user).exists()
    return " ".join(refusal.value.messages)


def test_issue_refuses_whoever_has_not_met_the_norm(cohort, deelname, els):
    plan_seven_days(cohort, today_is=7)
    mark_days(deelname, range(1, 6))

    assert refuse(deelname, els) == (
        "Anna Jansen kan nog geen certificaat krijgen. 10 van de 12 dagdelen gevolgd; nog 2 nodig."
    )
    assert not Certificaat.objects.exists()


@pytest.mark.parametrize(
    ("moment", "is_issued"),
    [("2026-11-22 23:30 +0100", False), ("2026-11-23 00:30 +0100", True)],
)
def test_issue_is_possible_from_midnight_of_the_last_day(
    afgerond, els, time_machine, moment, is_issued
):
    time_machine.move_to(moment)

    if is_issued:
        assert issue_certificaat(deelname=afgerond, by=els).einddatum == date(2026, 11, 23)
    else:
        assert refuse(afgerond, els).endswith("vanaf de laatste dag, 23 november 2026.")


def test_a_trainer_of_another_cohort_gets_the_own_certificate(afgerond, els, ander_cohort):
    TrainerschapFactory(cohort=ander_cohort, user=afgerond.user)

    assert issue_certificaat(deelname=afgerond, by=els).deelname == afgerond


def test_issue_refuses_a_trainer_of_the_cohort(afgerond, els):
    TrainerschapFactory(cohort=afgerond.cohort, user=afgerond.user)

    assert "trainer van dit cohort" in refuse(afgerond, els)


def test_nobody_issues_their_own_certificate(afgerond, anna):
    CoordinatorschapFactory(user=anna)

    assert "jezelf" in refuse(afgerond, anna)


def test_issue_refuses_somebody_without_a_name(afgerond, els):
    afgerond.user.voornaam = afgerond.user.achternaam = ""
    afgerond.user.save()

    assert "naam" in refuse(afgerond, els)


def test_issue_refuses_a_second_certificate(uitgegeven, afgerond, els):
    with pytest.raises(ValidationError, match="Anna Jansen heeft al een certificaat"):
        issue_certificaat(deelname=afgerond, by=els)

    assert Certificaat.objects.get() == uitgegeven
    assert Bericht.objects.filter(soort="certificaat").count() == 1


def test_two_coordinators_at_once_make_one_certificate(shared_database):
    cohort = CohortFactory(organisatie=OrganisatieFactory(), programma=ProgrammaFactory())
    deelname = DeelnameFactory(cohort=cohort)
    plan_seven_days(cohort, today_is=7)
    mark_days(deelname, range(1, 8))
    outcomes = []

    def issuer(by):
        return lambda: outcomes.append(_outcome_of(deelname, by))

    at_once(*(issuer(CoordinatorschapFactory().user) for _ in range(2)))

    assert sorted(outcomes) == ["issued", "made"]
    assert Certificaat.objects.count() == 1
    assert Bericht.objects.filter(soort="certificaat").count() == 1


def _outcome_of(deelname, by):
    """What one coördinator sees. Anything but an answer in words fails the test."""
    try:
        issue_certificaat(deelname=deelname, by=by)
    except ValidationError as error:
        return error.error_list[0].code
    return "made"


def test_dagdelen_of_a_certificate_give_no_second_one_after_a_move(
    afgerond, organisatie, els, bijeenkomsten
):
    other = CohortFactory(naam="Testdam B", organisatie=organisatie, programma=ProgrammaFactory())
    for row in plan_seven_days(other, today_is=6):
        row.datum += timedelta(days=1)
        row.save()
    Bijeenkomst.objects.filter(cohort=other, datum__gt=timezone.localdate()).update(
        datum=timezone.localdate()
    )
    fresh = move_deelname(deelname=afgerond, cohort=other, vanaf=timezone.localdate(), by=els)

    def ready() -> int:
        return len(ready_for_issue(timezone.localdate(), cohorten=5))

    assert ready() == 2
    first = issue_certificaat(deelname=afgerond, by=els)

    assert ready() == 0
    with pytest.raises(ValidationError, match="heeft al een certificaat van Testdam A"):
        issue_certificaat(deelname=fresh, by=els)

    first.gebeurtenissen.create(soort="ingetrokken", reden="Verkeerd cohort", door=els)
    assert ready() == 1
    assert issue_certificaat(deelname=fresh, by=els).cohort == "Testdam B"
