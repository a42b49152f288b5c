"""What everybody reads about a day that was missed, is being caught up, or was caught up."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.cohorts.catching_up import agreed, day, follow, mark, miss
from tests.factories import mark_days

Status = Aanwezigheid.Status


def test_own_cohort_shows_where_it_was_caught_up_and_what_stood_there(
    gemist, bijeenkomsten, host, els
):
    agreed(gemist, host, els)
    follow(gemist, host)

    stand = day(gemist)

    when, missed = date_format(host.datum, "j F"), date_format(bijeenkomsten[2].datum, "j F")
    assert stand.label == f"ingehaald op {when} (Elders B)"
    assert stand.verzuim == f"afwezig op {missed}"
    assert stand.behaald == 2
    assert stand.in_te_halen == ()


def test_half_a_day_says_which_half(gemist, bijeenkomsten, host):
    mark(gemist, bijeenkomsten[2], Status.AANWEZIG, "middag")
    follow(gemist, host, "ochtend")

    when = date_format(host.datum, "j F")
    assert day(gemist).label == f"ochtend ingehaald op {when} (Elders B)"


def test_the_sentence_names_the_fewest_days(deelname, bijeenkomsten, cohort):
    cohort.norm_dagdelen = 14
    cohort.save()
    mark_days(deelname, range(1, 8))
    miss(deelname, bijeenkomsten[2])
    miss(deelname, bijeenkomsten[4], "middag")

    def zin(norm: int) -> str:
        deelname.cohort.norm_dagdelen = norm
        return voortgang_of([deelname], timezone.localdate())[0].zin

    assert zin(14) == "Nog nodig voor je certificaat: dag 3 en dag 5 (middag) inhalen."
    assert zin(13) == "Nog nodig voor je certificaat: dag 3 inhalen."
    assert zin(12) == "Nog nodig voor je certificaat: dag 5 (middag) inhalen."
    assert zin(11).startswith("Je hebt genoeg gevolgd")


def test_two_missed_mornings_are_caught_up_separately(deelname, bijeenkomsten, hosts, els):
    mark_days(deelname, range(1, 5))
    for nummer in (3, 4):
        miss(deelname, bijeenkomsten[nummer - 1], "ochtend")

    plans = [agreed(deelname, hosts[nummer - 1], els) for nummer in (3, 4)]
    follow(deelname, hosts[2], "ochtend")

    assert [plan.dagdelen for plan in plans] == [("ochtend",), ("ochtend",)]
    [voortgang] = voortgang_of([deelname], timezone.localdate(), with_plans=True)
    assert voortgang.behaald == 7
    assert voortgang.dagen[3].gemist == ("ochtend",)


def test_the_roll_call_of_the_own_cohort_still_leaves_it_alone(
    gemist, bijeenkomsten, host, els, carla
):
    follow(gemist, host)

    with pytest.raises(ValidationError, match="al ingehaald"):
        register_aanwezigheid(
            bijeenkomst=bijeenkomsten[2],
            deelname=gemist,
            dagdeel="ochtend",
            status=Status.AFWEZIG,
            by=carla,
        )
