"""An assignment is about one half of one day of one deelname: given, approved and taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from berichten.models import Bericht
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheid, Inhaalopdracht, Inhaalplan
from cohorts.inhalen.actions.assignments import (
    approve_inhaalopdracht,
    give_inhaalopdracht,
    withdraw_inhaalopdracht,
)
from cohorts.models import Deelname
from tests.cohorts.catching_up import ask, day, follow, mark, miss
from tests.day_factories import InhaalplanFactory
from tests.factories import DeelnameFactory

TEKST = "Beschrijf een dilemma uit je eigen werk."


def give(deelname: Deelname, by, nummer: int = 3, dagdeel: str = "ochtend") -> Inhaalopdracht:
    return give_inhaalopdracht(
        deelname=deelname, nummer=nummer, dagdeel=dagdeel, opdracht=TEKST, by=by
    )


def approve(row: Inhaalopdracht, by) -> Inhaalopdracht:
    return approve_inhaalopdracht(inhaalopdracht=row, by=by)


@pytest.fixture
def colleague(cohort, bijeenkomsten) -> Deelname:
    """Missed the same day as Anna."""
    other = DeelnameFactory(cohort=cohort)
    miss(other, bijeenkomsten[2])
    return other


@pytest.mark.parametrize("status", ["aanwezig", "open", "ingehaald"])
def test_only_a_half_that_was_missed_is_made_good(gemist, bijeenkomsten, host, carla, status):
    if status == "ingehaald":
        follow(gemist, host, "ochtend")
    else:
        mark(gemist, bijeenkomsten[2], status, "ochtend")

    with pytest.raises(ValidationError, match="niet gemist"):
        give(gemist, carla)
    for nummer in (0, 4, 8):
        with pytest.raises(ValidationError):
            give(gemist, carla, nummer=nummer)
    assert give(gemist, carla, dagdeel="middag").dagdeel == "middag"


def test_one_half_has_one_assignment_and_the_day_before_none_for_who_left(gemist, carla):
    give(gemist, carla)

    with pytest.raises(ValidationError, match="niet gemist"):
        give(gemist, carla)
    gemist.tot_en_met = timezone.localdate()
    gemist.save()
    assert give(gemist, carla, dagdeel="middag").volgnummer == 2
    assert Inhaalopdracht.objects.count() == 2


def test_who_stopped_yesterday_gets_no_assignment(gemist, carla, time_machine):
    gemist.tot_en_met = timezone.localdate()
    gemist.save()
    time_machine.move_to("2026-11-24 00:30 +0100", tick=False)

    with pytest.raises(ValidationError, match="doet niet meer mee"):
        give(gemist, carla)


def test_the_maximum_is_of_each_deelname_and_an_approved_one_counts_once(
    gemist, colleague, bijeenkomsten, host, carla
):
    miss(gemist, bijeenkomsten[3])
    approve(give(gemist, carla), carla)
    give(gemist, carla, dagdeel="middag")

    with pytest.raises(ValidationError, match="ten hoogste 2"):
        give(gemist, carla, nummer=4)
    assert [give(colleague, carla, dagdeel=half).volgnummer for half in ("ochtend", "middag")] == [
        1,
        2,
    ]


def test_what_was_caught_up_with_another_group_leaves_room_for_two(
    gemist, bijeenkomsten, host, carla
):
    miss(gemist, bijeenkomsten[3])
    follow(gemist, host, "ochtend")

    numbers = [
        give(gemist, carla, nummer=nummer, dagdeel=half).volgnummer
        for nummer, half in ((3, "middag"), (4, "ochtend"))
    ]

    assert numbers == [1, 2]


def test_what_an_assignment_made_good_before_a_move_counts(gemist, bijeenkomsten, carla):
    """The mark came along; the assignment stayed where it was given."""
    miss(gemist, bijeenkomsten[3])
    row = approve(give(gemist, carla), carla)
    Inhaalopdracht.objects.filter(pk=row.pk).delete()
    assert give(gemist, carla, dagdeel="middag").volgnummer == 1

    with pytest.raises(ValidationError, match="ten hoogste 2"):
        give(gemist, carla, nummer=4)


def test_only_the_plan_of_this_person_and_day_stops_looking_for_this_half(
    gemist, colleague, bijeenkomsten, host, carla
):
    miss(gemist, bijeenkomsten[3])
    other_person, other_day, mine = (
        InhaalplanFactory(deelname=deelname, cursusdag=bijeenkomsten[number].cursusdag)
        for deelname, number in ((colleague, 2), (gemist, 3), (gemist, 2))
    )

    give(gemist, carla)
    for plan in (mine, other_day, other_person):
        plan.refresh_from_db()
    assert [plan.dagdelen for plan in (mine, other_day, other_person)] == [
        ("middag",),
        ("ochtend", "middag"),
        ("ochtend", "middag"),
    ]

    give(gemist, carla, dagdeel="middag")
    mine.refresh_from_db()
    assert (mine.vervallen_door, mine.vervallen_op is None) == (carla, False)
    assert set(Inhaalplan.objects.not_lapsed()) == {other_day, other_person}


def test_a_request_for_a_day_elsewhere_is_not_cut_by_an_assignment(
    gemist, bijeenkomsten, host, carla
):
    give(gemist, carla)
    plan = ask(gemist, host)
    assert plan.dagdelen == ("middag",)

    with pytest.raises(ValidationError, match="al geregeld"):
        give(gemist, carla, dagdeel="middag")
    plan.refresh_from_db()
    assert plan.dagdelen == ("middag",)


@pytest.mark.parametrize("before", ["afwezig", "afgemeld", "niet_geregistreerd"])
def test_an_approved_assignment_taken_back_leaves_the_mark_as_it_was(
    deelname, bijeenkomsten, carla, els, before
):
    if before == "niet_geregistreerd":
        close_dag(bijeenkomst=bijeenkomsten[2], by=None)
    else:
        mark(deelname, bijeenkomsten[2], before)
    row = approve(give(deelname, carla), els)
    assert (row.goedgekeurd_door, day(deelname).statussen) == (els, ("ingehaald", before))
    made_good: Aanwezigheid = deelname.aanwezigheden.get(dagdeel="ochtend")
    last = made_good.wijzigingen.latest("pk")
    assert (last.bron, last.door, made_good.bijeenkomst) == ("opdracht", els, None)

    withdraw_inhaalopdracht(inhaalopdracht=row, by=carla)

    assert day(deelname).statussen == (before, before)
    with pytest.raises(ValidationError, match="is ingetrokken"):
        approve(row, carla)
    assert day(deelname).statussen == (before, before)


def test_taking_back_what_was_not_approved_touches_no_mark(gemist, carla):
    row = give(gemist, carla)
    before = list(gemist.aanwezigheden.order_by("pk").values_list("status", flat=True))
    lines = sum(mark.wijzigingen.count() for mark in gemist.aanwezigheden.all())

    withdraw_inhaalopdracht(inhaalopdracht=row, by=carla)

    row.refresh_from_db()
    first = row.ingetrokken_op
    withdraw_inhaalopdracht(inhaalopdracht=row, by=carla)
    row.refresh_from_db()
    assert row.ingetrokken_op == first
    assert list(gemist.aanwezigheden.order_by("pk").values_list("status", flat=True)) == before
    assert sum(mark.wijzigingen.count() for mark in gemist.aanwezigheden.all()) == lines


def test_each_step_tells_the_deelnemer_once(gemist, colleague, carla, els):
    row = give(gemist, carla)
    for _ in range(2):
        approve(row, els)
    withdraw_inhaalopdracht(inhaalopdracht=row, by=els)

    told = [(b.soort, b.ontvanger, b.antwoord_aan) for b in Bericht.objects.order_by("pk")]
    assert told == [
        ("inhaalopdracht", gemist.user, carla.email),
        ("inhaalopdracht_goedgekeurd", gemist.user, ""),
    ]


# -- The pages -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["inhaalopdracht_goedkeuring", "inhaalopdracht_intrekking"])
def test_only_who_may_give_it_decides_about_an_assignment(
    client_for, gemist, anna, bas, dirk, hanna, carla, els, vervanger, name
):
    row = give(gemist, els)
    url = reverse(name, args=[row.pk])
    codes = [client_for(who).post(url).status_code for who in (anna, bas, dirk, hanna, vervanger)]
    row.refresh_from_db()
    assert set(codes) <= {403, 404}
    assert (row.goedgekeurd_op, row.ingetrokken_op) == (None, None)

    page = reverse("inhaalplan_create", args=[gemist.pk, 3])
    assertRedirects(client_for(carla).post(url), page, fetch_redirect_response=False)

    row.refresh_from_db()
    assert (row.goedgekeurd_op is None) != (row.ingetrokken_op is None)


def test_the_page_says_what_came_of_it(client_for, gemist, carla):
    row, client = give(gemist, carla), client_for(carla)

    def post(name: str):
        return client.post(reverse(name, args=[row.pk]), follow=True)

    assertContains(post("inhaalopdracht_goedkeuring"), "De ochtend telt nu mee")
    assertContains(post("inhaalopdracht_intrekking"), "De opdracht is ingetrokken.")
    assertContains(post("inhaalopdracht_goedkeuring"), "Deze opdracht is ingetrokken.")


def test_the_form_offers_what_was_missed_and_says_why_it_offers_nothing(
    client_for, gemist, bijeenkomsten, carla, anna
):
    url = reverse("inhaalopdracht_create", args=[gemist.pk, 3])
    mark(gemist, bijeenkomsten[2], "aanwezig", "middag")
    client = client_for(carla)

    refused = client.post(url, {"dagdeel": "middag", "opdracht": TEKST})
    assert (refused.status_code, Inhaalopdracht.objects.count()) == (422, 0)
    assert client_for(anna).get(url).status_code == 403
    assertRedirects(
        client.post(url, {"dagdeel": "ochtend", "opdracht": TEKST}),
        reverse("inhaalplan_create", args=[gemist.pk, 3]),
    )
    assertContains(client.get(url), "al geregeld")
