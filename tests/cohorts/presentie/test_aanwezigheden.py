"""The roll call as an action: one row of history per real change, and every refusal."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models import Bijeenkomst, Cohort, Deelname
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from tests.day_factories import AfmeldingFactory
from tests.factories import AanwezigheidFactory, DeelnameFactory

Status = Aanwezigheid.Status


def changes() -> list[tuple[str, str]]:
    return list(Aanwezigheidswijziging.objects.values_list("van", "naar"))


@pytest.fixture
def mark(vandaag: Bijeenkomst, deelname: Deelname, carla: User) -> Callable[..., Aanwezigheid]:
    """Carla marks Anna this morning, unless told otherwise."""

    def register(status: str = Status.AANWEZIG, **other) -> Aanwezigheid:
        words = {
            "bijeenkomst": vandaag,
            "deelname": deelname,
            "dagdeel": Dagdeel.OCHTEND,
            "status": status,
            "by": carla,
        }
        return register_aanwezigheid(**(words | other))

    return register


def test_a_mark_says_where_it_was_held_and_keeps_who_and_when(mark, vandaag, carla):
    before = timezone.now()

    row = mark()

    wijziging = row.wijzigingen.get()
    assert (row.status, row.bijeenkomst, row.cursusdag) == (
        Status.AANWEZIG,
        vandaag,
        vandaag.cursusdag,
    )
    assert (wijziging.van, wijziging.naar, wijziging.door, wijziging.bijeenkomst) == (
        Status.OPEN,
        Status.AANWEZIG,
        carla,
        vandaag,
    )
    assert before <= wijziging.op <= timezone.now()


def test_a_mark_keeps_the_time_of_the_device_and_the_reason(mark):
    toesteltijd = timezone.now() - timedelta(hours=2)

    row = mark(toesteltijd=toesteltijd, reden="telde eerst als afwezig")

    wijziging = row.wijzigingen.get()
    assert (wijziging.toesteltijd, wijziging.reden) == (toesteltijd, "telde eerst als afwezig")


def test_morning_and_afternoon_are_marked_apart(mark):
    mark(Status.AANWEZIG, dagdeel=Dagdeel.OCHTEND)
    mark(Status.AFWEZIG, dagdeel=Dagdeel.MIDDAG)

    assert set(Aanwezigheid.objects.values_list("dagdeel", "status")) == {
        ("ochtend", "aanwezig"),
        ("middag", "afwezig"),
    }


def test_the_same_status_again_adds_no_history(mark):
    mark()
    mark()

    assert changes() == [("open", "aanwezig")]


def test_undo_goes_back_to_open_and_keeps_both_changes(mark):
    mark()
    row = mark(Status.OPEN)

    assert row.status == Status.OPEN
    assert changes() == [("open", "aanwezig"), ("aanwezig", "open")]


def test_taking_back_what_was_never_marked_adds_no_history(mark):
    mark(Status.OPEN)

    assert changes() == []


def test_a_replayed_tap_adds_nothing_even_after_a_later_change(mark):
    tap = uuid4()
    mark(Status.AANWEZIG, kenmerk=tap)
    mark(Status.AFWEZIG)

    row = mark(Status.AANWEZIG, kenmerk=tap)

    assert row.status == Status.AFWEZIG
    assert changes() == [("open", "aanwezig"), ("aanwezig", "afwezig")]


def test_a_tap_of_somebody_else_is_refused_instead_of_lost(mark, cohort):
    tap = uuid4()
    mark(kenmerk=tap)
    other = DeelnameFactory(cohort=cohort)

    with pytest.raises(ValidationError, match="voor iemand anders verwerkt"):
        mark(deelname=other, kenmerk=tap)

    assert changes() == [("open", "aanwezig")]
    assert not other.aanwezigheden.exists()


def test_a_day_to_come_is_refused_and_says_from_when(mark, bijeenkomsten):
    with pytest.raises(ValidationError, match=r"Deze dag is nog niet geweest\. .* vanaf \w+ \d"):
        mark(bijeenkomst=bijeenkomsten[5])

    assert Aanwezigheid.objects.count() == 0


def test_a_day_of_long_ago_may_be_marked(mark, bijeenkomsten):
    assert mark(bijeenkomst=bijeenkomsten[0]).status == Status.AANWEZIG


def test_a_cancelled_bijeenkomst_is_refused(mark, vandaag):
    vandaag.geannuleerd_op = timezone.now()
    vandaag.save()

    with pytest.raises(ValidationError, match="gaat niet door"):
        mark()

    assert Aanwezigheid.objects.count() == 0


def test_somebody_of_another_cohort_is_refused(mark, ander_cohort):
    with pytest.raises(ValidationError, match="zit niet in dit cohort"):
        mark(deelname=DeelnameFactory(cohort=ander_cohort))

    assert Aanwezigheid.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [(1, None, "doet pas mee vanaf"), (-30, -1, "deed mee tot en met")],
)
def test_somebody_outside_the_deelname_is_refused(mark, cohort, first, last, text):
    today = timezone.localdate()
    outside = DeelnameFactory(
        cohort=cohort,
        vanaf=today + timedelta(days=first),
        tot_en_met=today + timedelta(days=last) if last else None,
    )

    with pytest.raises(ValidationError, match=text):
        mark(deelname=outside)

    assert Aanwezigheid.objects.count() == 0


@pytest.mark.parametrize("status", ["ingehaald", "niet_geregistreerd", "ziek", ""])
def test_a_status_that_is_not_for_the_roll_call_is_refused(mark, status):
    with pytest.raises(ValidationError, match="Kies aanwezig, afwezig of afgemeld"):
        mark(status)

    assert Aanwezigheid.objects.count() == 0


def test_an_unknown_dagdeel_is_refused(mark):
    with pytest.raises(ValidationError, match="Kies ochtend of middag"):
        mark(dagdeel="avond")

    assert Aanwezigheid.objects.count() == 0


def test_what_was_caught_up_elsewhere_stays(mark, deelname, vandaag):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=Status.INGEHAALD)

    with pytest.raises(ValidationError, match="al ingehaald"):
        mark(Status.AFWEZIG)

    assert Aanwezigheid.objects.get().status == Status.INGEHAALD


# -- Everybody else ------------------------------------------------------------------------


def test_the_others_are_marked_and_the_exceptions_stay(mark, anna, bas, vandaag, cohort, carla):
    DeelnameFactory(cohort=cohort)
    mark(Status.AFWEZIG)

    count = register_overige(bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla)

    statuses = Aanwezigheid.objects.values_list("status", flat=True)
    assert count == 2
    assert sorted(statuses) == ["aanwezig", "aanwezig", "afwezig"]
    assert changes() == [("open", "afwezig"), ("open", "aanwezig"), ("open", "aanwezig")]
    assert {row.bijeenkomst for row in Aanwezigheid.objects.behaald()} == {vandaag}
    assert Aanwezigheid.objects.get(status=Status.AFWEZIG).bijeenkomst is None


def test_only_who_was_there_was_there_at_a_bijeenkomst(vandaag, deelname, bas, carla):
    """Afgemeld, not registered or taken back: that is nowhere."""
    AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag, middag=False)
    morning = {"bijeenkomst": vandaag, "dagdeel": Dagdeel.OCHTEND, "by": carla, "kenmerk": uuid4()}

    register_overige(**morning)
    stands = dict(Aanwezigheid.objects.values_list("status", "bijeenkomst"))
    assert stands == {"afgemeld": None, "aanwezig": vandaag.pk}

    take_back_overige(**morning)
    close_dag(bijeenkomst=vandaag, by=carla)
    assert set(Aanwezigheid.objects.values_list("status", "bijeenkomst")) == {
        ("niet_geregistreerd", None)
    }


def test_the_others_include_those_whose_mark_was_undone(mark, vandaag, carla):
    mark()
    mark(Status.OPEN)

    assert register_overige(bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla) == 1
    assert Aanwezigheid.objects.get().status == Status.AANWEZIG


def test_a_second_time_marks_nobody(anna, bas, vandaag, carla):
    register_overige(bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla)

    assert register_overige(bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla) == 0
    assert changes() == [("open", "aanwezig")] * 2


def test_the_others_are_those_who_take_part_on_that_day(anna, vreemd, vandaag, cohort, carla):
    today = timezone.localdate()
    DeelnameFactory(cohort=cohort, vanaf=today + timedelta(days=1))
    DeelnameFactory(cohort=cohort, vanaf=date(2020, 1, 1), tot_en_met=today - timedelta(days=1))

    assert register_overige(bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla) == 1
    assert Aanwezigheid.objects.get().deelname.user == anna


def test_the_others_of_a_day_to_come_are_refused(anna, bijeenkomsten, carla):
    with pytest.raises(ValidationError, match="nog niet geweest"):
        register_overige(bijeenkomst=bijeenkomsten[6], dagdeel=Dagdeel.OCHTEND, by=carla)

    assert Aanwezigheid.objects.count() == 0


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_others_cost_the_same_queries_however_many(
    people: int,
    vandaag: Bijeenkomst,
    cohort: Cohort,
    carla: User,
    django_assert_num_queries,
):
    DeelnameFactory.create_batch(people, cohort=cohort)

    # Five statements for the marks; the day, notices and guests; and two pairs of brackets.
    with django_assert_num_queries(14):
        register_overige(bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla)

    assert Aanwezigheid.objects.behaald().count() == people


@pytest.mark.parametrize("change", [{"naar": "open"}, {"van": "ziek"}], ids=["none", "unknown"])
def test_the_database_refuses_a_history_row_that_is_no_change(vandaag, deelname, carla, change):
    row = register_aanwezigheid(
        bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status="aanwezig", by=carla
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        row.wijzigingen.update(**change)
