from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.person import Voortgang, voortgang_of
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.factories import (
    AanwezigheidFactory,
    CohortFactory,
    DeelnameFactory,
    mark_days,
    plan_seven_days,
)


def voortgang(deelname: Deelname) -> Voortgang:
    return voortgang_of([deelname], timezone.localdate())[0]


def test_four_full_days_and_one_today(deelname: Deelname, bijeenkomsten: list[Bijeenkomst]) -> None:
    mark_days(deelname, range(1, 5))

    stand = voortgang(deelname)

    assert [dag.vorm for dag in stand.dagen] == ["done"] * 4 + ["current", "future", "future"]
    assert (stand.behaald, stand.voorbij, stand.nog_nodig, stand.nog_mogelijk) == (8, 8, 4, 6)
    assert stand.zin == "Nog nodig voor je certificaat: 4 van de laatste 6 dagdelen."


def test_half_a_missed_day_says_which_half(
    deelname: Deelname, bijeenkomsten: list[Bijeenkomst]
) -> None:
    AanwezigheidFactory(deelname=deelname, bijeenkomst=bijeenkomsten[2], dagdeel="ochtend")
    AanwezigheidFactory(
        deelname=deelname, bijeenkomst=bijeenkomsten[2], dagdeel="middag", status="afwezig"
    )

    dag = voortgang(deelname).dagen[2]

    assert (dag.vorm, dag.label, dag.behaald) == ("half", "halve dag (ochtend)", 1)


def test_caught_up_dagdeel_counts(deelname: Deelname, bijeenkomsten: list[Bijeenkomst]) -> None:
    mark_days(deelname, range(1, 2), status="ingehaald")

    stand = voortgang(deelname)

    assert (stand.behaald, stand.dagen[0].label) == (2, "ingehaald")


def test_norm_is_met_at_twelve(deelname: Deelname, bijeenkomsten: list[Bijeenkomst]) -> None:
    mark_days(deelname, range(1, 7))

    stand = voortgang(deelname)

    assert stand.gehaald
    assert stand.zin == "Je hebt genoeg gevolgd voor je certificaat: 12 dagdelen."


def test_norm_out_of_reach_in_the_own_cohort_says_which_days_to_catch_up(
    deelname: Deelname, bijeenkomsten: list[Bijeenkomst]
) -> None:
    mark_days(deelname, range(1, 5), status="afwezig")

    stand = voortgang(deelname)

    assert not stand.haalbaar
    assert stand.zin == (
        "Nog nodig voor je certificaat: dag 1, dag 2 en dag 3 inhalen. "
        "Volg ook alle 6 dagdelen die nog komen."
    )


def test_day_before_the_start_of_a_late_starter_is_not_applicable(
    deelname: Deelname, bijeenkomsten: list[Bijeenkomst]
) -> None:
    deelname.vanaf = bijeenkomsten[1].datum

    stand = voortgang(deelname)

    assert (stand.dagen[0].vorm, stand.dagen[0].label) == ("none", "niet van toepassing")
    assert stand.nog_mogelijk == 6


def test_day_of_yesterday_without_marks_says_so(
    deelname: Deelname, bijeenkomsten: list[Bijeenkomst]
) -> None:
    bijeenkomsten[4].datum = timezone.localdate() - timedelta(days=1)
    bijeenkomsten[4].save()

    assert voortgang(deelname).dagen[4].label == "nog niet geregistreerd"


def test_unplanned_days_are_still_possible(deelname: Deelname) -> None:
    stand = voortgang(deelname)

    assert stand.nog_mogelijk == 14
    assert {dag.label for dag in stand.dagen} == {"nog niet gepland"}


@pytest.mark.parametrize("people", [1, 3, 20])
def test_two_queries_for_any_number_of_people(
    people: int, django_assert_num_queries, cohort: Cohort, bijeenkomsten: list[Bijeenkomst]
) -> None:
    DeelnameFactory.create_batch(people, cohort=cohort)
    deelnames = list(cohort.deelnames.select_related("cohort"))

    with django_assert_num_queries(2):
        standen = voortgang_of(deelnames, timezone.localdate())

    assert [stand.deelname for stand in standen] == deelnames


@given(statussen=st.lists(st.sampled_from(Aanwezigheid.Status.values), min_size=14, max_size=14))
@pytest.mark.django_db
def test_behaald_is_the_number_of_marks_that_count(db: None, statussen: list[str]) -> None:
    cohort = CohortFactory()
    bijeenkomsten = plan_seven_days(cohort)
    deelname = DeelnameFactory(cohort=cohort)
    for position, status in enumerate(statussen):
        AanwezigheidFactory(
            deelname=deelname,
            bijeenkomst=bijeenkomsten[position // 2],
            dagdeel=("ochtend", "middag")[position % 2],
            status=status,
        )

    stand = voortgang(deelname)

    assert stand.behaald == deelname.aanwezigheden.behaald().count()
    assert stand.behaald + stand.nog_mogelijk <= 14
    assert stand.gehaald == (stand.behaald >= cohort.norm_dagdelen)
