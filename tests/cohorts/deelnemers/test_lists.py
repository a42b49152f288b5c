from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import User
from accounts.people.persons import Persoon
from cohorts.deelnemers.actions.lists import (
    confirm_deelnemerimport,
    create_deelnemerimport,
    enrol_deelnemers,
    judge_deelnemerimport,
)
from cohorts.deelnemers.lists.files import read_list
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.deelnemers.tasks import clean_deelnemerimports
from cohorts.models import Deelname, Dienstverband, Trainerschap
from cohorts.planning.actions.trainers import assign_trainer
from tests.cohorts.deelnemers.lists import FILES, content_of, csv_of, many
from tests.factories import UserFactory

NOOR = Persoon("Noor", "Veen", "Noor.Veen@Testdam.example", "van", "070303", "Ruimte")


def import_of(cohort, els, content: bytes) -> Deelnemerimport:
    return create_deelnemerimport(
        cohort=cohort, file=read_list(content), bestandsnaam="lijst.csv", by=els
    )


def test_enrol_deelnemer_makes_an_account_a_deelname_and_an_employment(cohort, els):
    (deelname,) = enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els)

    assert deelname.user.naam == "Noor van Veen"
    assert deelname.user.email == "noor.veen@testdam.example"
    assert not deelname.user.has_usable_password()
    assert deelname.vanaf == timezone.localdate()
    employment = deelname.dienstverbanden.get()
    assert (employment.organisatie, employment.afdeling) == (cohort.organisatie, "Ruimte")
    assert employment.personeelsnummer == "070303"


def test_enrol_deelnemer_keeps_the_account_and_the_name_of_somebody_we_know(cohort, els):
    known = UserFactory(voornaam="Nora", achternaam="Veen", email="noor.veen@testdam.example")

    (deelname,) = enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els)

    assert deelname.user == known
    known.refresh_from_db()
    assert known.naam == "Nora Veen"


def test_enrol_deelnemer_twice_gives_one_deelname(cohort, els):
    (first,) = enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els)

    assert enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els) == [first]
    assert Dienstverband.objects.count() == 1


def test_enrol_deelnemer_in_a_second_cohort_keeps_one_account(cohort, ander_cohort, els):
    enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els)
    enrol_deelnemers(cohort=ander_cohort, personen=[NOOR], by=els)

    assert User.objects.filter(email="noor.veen@testdam.example").count() == 1
    assert Deelname.objects.count() == 2


def test_enrol_deelnemer_may_start_on_another_day(cohort, els):
    (deelname,) = enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els, vanaf=date(2026, 1, 5))

    assert deelname.vanaf == deelname.dienstverbanden.get().vanaf == date(2026, 1, 5)


@pytest.mark.parametrize("count", [1, 3])
def test_enrol_deelnemers_asks_as_much_for_three_people_as_for_one(
    cohort, els, count, django_assert_num_queries
):
    personen = [Persoon("Noor", "Veen", f"noor{n}@testdam.example") for n in range(count)]

    with django_assert_num_queries(9):
        enrol_deelnemers(cohort=cohort, personen=personen, by=els)

    assert cohort.deelnames.count() == count


@pytest.mark.parametrize("name", FILES)
def test_confirm_deelnemerimport_adds_everybody_who_can_be_added(cohort, els, name):
    deelnemerimport = import_of(cohort, els, content_of(name))

    confirm_deelnemerimport(deelnemerimport=deelnemerimport, expected=FILES[name], by=els)

    assert cohort.deelnames.count() == FILES[name]


def test_confirm_deelnemerimport_forgets_the_list(cohort, els):
    deelnemerimport = import_of(cohort, els, content_of("zutphen_14.csv"))

    confirm_deelnemerimport(deelnemerimport=deelnemerimport, expected=14, by=els)

    deelnemerimport.refresh_from_db()
    assert (deelnemerimport.rijen, deelnemerimport.kolommen) == ([], {})
    assert deelnemerimport.bevestigd_op is not None


def test_confirm_deelnemerimport_twice_adds_nobody(cohort, els):
    deelnemerimport = import_of(cohort, els, content_of("zutphen_14.csv"))
    confirm_deelnemerimport(deelnemerimport=deelnemerimport, expected=14, by=els)

    added = confirm_deelnemerimport(deelnemerimport=deelnemerimport, expected=14, by=els)

    assert added == []
    assert cohort.deelnames.count() == 14


def test_confirm_deelnemerimport_refuses_when_the_list_means_something_else_by_now(cohort, els):
    deelnemerimport = import_of(cohort, els, csv_of("Noor,,Veen,noor.veen@testdam.example,,"))
    enrol_deelnemers(cohort=cohort, personen=[NOOR], by=els)

    with pytest.raises(ValidationError, match="intussen"):
        confirm_deelnemerimport(deelnemerimport=deelnemerimport, expected=1, by=els)

    assert cohort.deelnames.count() == 1
    assert deelnemerimport.bevestigd_op is None


def refuse_employments(execute, sql, params, many, context):
    """A database that fails at the last of the tables that a confirmation writes."""
    if sql.startswith('INSERT INTO "cohorts_dienstverband"'):
        raise OperationalError("disk full")
    return execute(sql, params, many, context)


def test_confirm_deelnemerimport_writes_all_or_nothing(cohort, els):
    deelnemerimport = import_of(cohort, els, content_of("zutphen_14.csv"))
    users = User.objects.count()

    with connection.execute_wrapper(refuse_employments), pytest.raises(OperationalError):
        confirm_deelnemerimport(deelnemerimport=deelnemerimport, expected=14, by=els)

    deelnemerimport.refresh_from_db()
    assert (User.objects.count(), Deelname.objects.count()) == (users, 0)
    assert len(deelnemerimport.rijen) == 15


@pytest.mark.parametrize("count", [1, 3, 2000])
def test_judging_2000_rows_asks_as_much_as_one(cohort, els, count, django_assert_num_queries):
    deelnemerimport = import_of(cohort, els, many(count))

    with django_assert_num_queries(5):
        judged = judge_deelnemerimport(deelnemerimport)

    assert sum(row.can_be_added for row in judged) == count


def test_confirming_2000_rows_is_bounded(cohort, els, django_assert_max_num_queries):
    deelnemerimport = import_of(cohort, els, many(2000))

    with django_assert_max_num_queries(70):
        added = confirm_deelnemerimport(
            deelnemerimport=deelnemerimport, expected=2000, by=els, over_capacity=True
        )

    assert len(added) == 2000


def test_formula_like_cells_stay_text(cohort, els):
    content = csv_of('"=1+1",,"=-2",noor@testdam.example,"+31",=2')
    confirm_deelnemerimport(deelnemerimport=import_of(cohort, els, content), expected=1, by=els)

    employment = Dienstverband.objects.select_related("deelname__user").get()
    assert employment.deelname.user.voornaam == "=1+1"
    assert employment.personeelsnummer == "+31"


def test_clean_deelnemerimports_forgets_lists_after_a_day(cohort, els):
    old = import_of(cohort, els, content_of("zutphen_14.csv"))
    recent = import_of(cohort, els, content_of("met_fouten.csv"))
    Deelnemerimport.objects.filter(pk=old.pk).update(
        aangemaakt_op=timezone.now() - timedelta(hours=25)
    )

    clean_deelnemerimports.delay()

    assert list(Deelnemerimport.objects.all()) == [recent]


def test_assign_trainer_makes_an_account(cohort, els):
    row = assign_trainer(
        cohort=cohort, persoon=NOOR, vanaf=date(2027, 1, 4), telefoon="06 12345678", by=els
    )

    assert (row.user.naam, row.user.telefoon) == ("Noor van Veen", "06 12345678")
    assert (row.vanaf, row.tot_en_met) == (date(2027, 1, 4), None)


def test_assign_trainer_overwrites_nothing_of_an_account(cohort, els, dirk):
    User.objects.filter(pk=dirk.pk).update(telefoon="0575 000000")
    persoon = Persoon("Iemand", "Anders", dirk.email.upper())

    row = assign_trainer(
        cohort=cohort, persoon=persoon, vanaf=date(2027, 1, 4), telefoon="06 1", by=els
    )

    assert row.user == dirk
    assert (row.user.naam, row.user.telefoon) == ("Dirk Vos", "0575 000000")


def test_assign_trainer_refuses_who_leads_the_cohort_then(cohort, els, carla):
    with pytest.raises(ValidationError, match="al trainer"):
        assign_trainer(
            cohort=cohort, persoon=Persoon("", "", carla.email), vanaf=date(2027, 1, 4), by=els
        )


def test_assign_trainer_takes_somebody_back_after_the_last_day(cohort, els, carla):
    Trainerschap.objects.get(user=carla).end(date(2026, 1, 1))

    row = assign_trainer(
        cohort=cohort, persoon=Persoon("", "", carla.email), vanaf=date(2026, 1, 2), by=els
    )

    assert row.user == carla


def test_assign_trainer_refuses_a_deelnemer_of_the_cohort(cohort, els, anna):
    with pytest.raises(ValidationError, match="deelnemer"):
        assign_trainer(
            cohort=cohort, persoon=Persoon("", "", anna.email), vanaf=date(2027, 1, 4), by=els
        )

    assert not Trainerschap.objects.filter(user=anna).exists()
