"""A guest is marked for what was agreed, here, and never over what was followed elsewhere."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import in_group
from cohorts.aanwezigheid.models import Aanwezigheid, Inhaalplan
from cohorts.aanwezigheid.statement import Statement
from cohorts.models import Bijeenkomst, Cohort
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from cohorts.presentie.list import presentielijst_of
from tests.cohorts.rolls import gast_at, own_mark
from tests.day_factories import AfmeldingFactory, OpmerkingFactory
from tests.factories import AanwezigheidFactory, BijeenkomstFactory, CohortFactory

Status = Aanwezigheid.Status


@pytest.fixture
def plan(vandaag: Bijeenkomst, ander_cohort: Cohort, els: User) -> Inhaalplan:
    return gast_at(vandaag, ander_cohort, els)


@pytest.fixture
def mark(vandaag: Bijeenkomst, carla: User) -> Callable[..., Aanwezigheid]:
    def register(plan: Inhaalplan, status: str = "aanwezig", dagdeel: str = "ochtend"):
        return register_aanwezigheid(
            bijeenkomst=vandaag,
            deelname=plan.deelname,
            dagdeel=dagdeel,
            status=status,
            by=carla,
        )

    return register


def on_list(vandaag: Bijeenkomst, plan: Inhaalplan, dagdeel: str = "ochtend") -> str | None:
    rij = presentielijst_of(vandaag, dagdeel).find(plan.deelname_id)
    return rij.status if rij else None


@pytest.mark.parametrize(
    ("agreed", "other", "half"),
    [("ochtend", "middag", {"middag": False}), ("middag", "ochtend", {"ochtend": False})],
)
def test_a_guest_is_marked_for_the_agreed_half_only(
    mark, vandaag, ander_cohort, els, agreed, other, half
):
    plan = gast_at(vandaag, ander_cohort, els, **half)

    for status in Aanwezigheid.BIJ_PRESENTIE:
        with pytest.raises(ValidationError, match="zit niet in dit cohort"):
            mark(plan, status, other)
    assert own_mark(plan, other) == ("open", None)
    mark(plan, "aanwezig", agreed)
    assert own_mark(plan, agreed) == (Status.INGEHAALD, vandaag)


def test_everybody_else_takes_a_guest_along_for_the_agreed_half_only(
    vandaag, ander_cohort, els, carla
):
    plan = gast_at(vandaag, ander_cohort, els, middag=False)

    counts = [
        register_overige(bijeenkomst=vandaag, dagdeel=dagdeel, by=carla)
        for dagdeel in ("ochtend", "middag")
    ]

    assert counts == [1, 0]
    assert own_mark(plan, "ochtend") == (Status.INGEHAALD, vandaag)
    assert own_mark(plan, "middag") == ("open", None)


@pytest.fixture
def third(vandaag: Bijeenkomst) -> Bijeenkomst:
    """The same day with a third group."""
    cohort = CohortFactory(programma=vandaag.cohort.programma)
    return BijeenkomstFactory(cohort=cohort, cursusdag=vandaag.cursusdag)


@pytest.mark.parametrize("where", ["by assignment", "with the own group", "in a third group"])
def test_what_was_followed_elsewhere_is_not_for_the_host_to_change(
    mark, vandaag, plan, third, carla, where
):
    own = plan.deelname.cohort.bijeenkomsten.get(cursusdag=plan.cursusdag)
    stands = {
        "by assignment": (Status.INGEHAALD, None),
        "with the own group": (Status.AANWEZIG, own),
        "in a third group": (Status.INGEHAALD, third),
    }[where]
    AanwezigheidFactory(
        deelname=plan.deelname, cursusdag=plan.cursusdag, status=stands[0], bijeenkomst=stands[1]
    )

    for status in Aanwezigheid.BIJ_PRESENTIE:
        with pytest.raises(ValidationError) as refusal:
            mark(plan, status)
        assert refusal.value.code == "ingehaald"
    register_overige(bijeenkomst=vandaag, dagdeel="ochtend", by=carla)

    assert own_mark(plan) == stands
    assert on_list(vandaag, plan) is None
    # The other half of the day is still to be caught up here.
    mark(plan, "aanwezig", "middag")
    assert own_mark(plan, "middag") == (Status.INGEHAALD, vandaag)


def test_everybody_else_of_the_morning_leaves_the_afternoon_as_it_was(vandaag, plan, carla):
    """Both halves have a mark on which nothing is said yet."""
    for dagdeel in ("ochtend", "middag"):
        key = {"deelname": plan.deelname, "cursusdag": plan.cursusdag}
        AanwezigheidFactory(**key, dagdeel=dagdeel, status=Status.OPEN, bijeenkomst=None)

    for dagdeel, other in (("ochtend", "open"), ("middag", "aanwezig")):
        assert on_list(vandaag, plan, dagdeel) == "open"
        register_overige(bijeenkomst=vandaag, dagdeel=dagdeel, by=carla)
        assert on_list(vandaag, plan, dagdeel) == "aanwezig"
        assert on_list(vandaag, plan, {"ochtend": "middag", "middag": "ochtend"}[dagdeel]) == other


def test_taking_everybody_back_leaves_guests_who_were_not_marked_with_that_tap(
    mark, vandaag, ander_cohort, els, carla, deelname
):
    by_hand, by_tap, confirmed, afternoon = (gast_at(vandaag, ander_cohort, els) for _ in range(4))
    here = {"bijeenkomst": vandaag, "by": carla}
    tap = here | {"dagdeel": "ochtend", "kenmerk": uuid4()}
    mark(by_hand)
    mark(afternoon, dagdeel="middag")
    mark(afternoon, "afwezig")
    assert register_overige(**tap) == 3
    register_overige(**here, dagdeel="middag", kenmerk=uuid4())
    mark(confirmed, "afwezig")
    mark(confirmed)

    assert take_back_overige(**(tap | {"kenmerk": uuid4()})) == 0
    assert take_back_overige(**tap) == 2

    stands = [on_list(vandaag, plan) for plan in (by_hand, by_tap, confirmed)]
    assert stands == ["aanwezig", "open", "aanwezig"]
    assert on_list(vandaag, afternoon) == "afwezig"
    assert {on_list(vandaag, plan, "middag") for plan in (by_hand, by_tap, afternoon)} == {
        "aanwezig"
    }
    assert deelname.aanwezigheden.get(dagdeel="ochtend").status == "open"
    assert deelname.aanwezigheden.get(dagdeel="middag").status == "aanwezig"


def test_one_kenmerk_for_two_halves_and_another_day_takes_back_one_half(vandaag, plan, carla):
    """A device that uses its kenmerk more than once changes nothing but what it names."""
    kenmerk, here = uuid4(), {"bijeenkomst": vandaag, "by": carla}
    another = AanwezigheidFactory(
        deelname=plan.deelname,
        cursusdag=plan.cursusdag.programma.cursusdagen.get(nummer=1),
        status=Status.AFWEZIG,
        bijeenkomst=None,
    )
    another.wijzigingen.create(
        van="open",
        naar="afwezig",
        door=carla,
        kenmerk=in_group(Statement(naar="afwezig", kenmerk=kenmerk), another).kenmerk,
    )
    for dagdeel in ("ochtend", "middag"):
        register_overige(dagdeel=dagdeel, kenmerk=kenmerk, **here)

    assert take_back_overige(dagdeel="ochtend", kenmerk=kenmerk, **here) == 1

    assert own_mark(plan, "ochtend") == ("open", None)
    assert own_mark(plan, "middag") == (Status.INGEHAALD, vandaag)
    another.refresh_from_db()
    assert another.status == Status.AFWEZIG


@pytest.mark.parametrize(("ochtend", "middag"), [(True, False), (False, True)])
def test_a_notice_for_half_a_day_is_about_that_half(
    vandaag, plan, deelname, bas, carla, ochtend, middag
):
    for person in (deelname, plan.deelname):
        AfmeldingFactory(deelname=person, bijeenkomst=vandaag, ochtend=ochtend, middag=middag)
    away, here = ("ochtend", "middag") if ochtend else ("middag", "ochtend")

    for dagdeel in (away, here):
        register_overige(bijeenkomst=vandaag, dagdeel=dagdeel, by=carla)

    marks = dict(deelname.aanwezigheden.values_list("dagdeel", "status"))
    assert marks == {away: Status.AFGEMELD, here: Status.AANWEZIG}
    assert (on_list(vandaag, plan, away), on_list(vandaag, plan, here)) == ("afgemeld", "aanwezig")
    # Bas sent no notice.
    assert set(
        Aanwezigheid.objects.filter(deelname__user=bas).values_list("status", flat=True)
    ) == {Status.AANWEZIG}


def test_only_a_notice_that_holds_and_the_remark_of_this_day_count(
    vandaag, bijeenkomsten, ander_cohort, els, carla
):
    now = timezone.now()
    away, back, lapsed, other_day = (gast_at(vandaag, ander_cohort, els) for _ in range(4))
    for plan, change in (
        (away, {}),
        (back, {"ingetrokken_op": now}),
        (lapsed, {"vervallen_op": now}),
        (other_day, {"bijeenkomst": bijeenkomsten[5]}),
    ):
        AfmeldingFactory(deelname=plan.deelname, **({"bijeenkomst": vandaag} | change))
    for day, tekst in ((vandaag, "Kwam later."), (bijeenkomsten[3], "Was stil.")):
        OpmerkingFactory(deelname=back.deelname, bijeenkomst=day, tekst=tekst)
    OpmerkingFactory(deelname=lapsed.deelname, bijeenkomst=bijeenkomsten[3], tekst="Was stil.")

    register_overige(bijeenkomst=vandaag, dagdeel="ochtend", by=carla)

    plans = (away, back, lapsed, other_day)
    rows = presentielijst_of(vandaag, "ochtend")
    assert [on_list(vandaag, plan) for plan in plans] == ["afgemeld"] + ["aanwezig"] * 3
    opmerkingen = [rows.find(plan.deelname_id).opmerking for plan in plans]
    assert opmerkingen == ["", "Kwam later.", "", ""]
    assert len(rows.rijen) == len(plans)


@pytest.mark.parametrize(
    ("edge", "days", "is_gast"),
    [
        ("tot_en_met", -1, False),
        ("tot_en_met", 0, True),
        ("tot_en_met", 1, True),
        ("vanaf", -1, True),
        ("vanaf", 0, True),
        ("vanaf", 1, False),
    ],
)
def test_a_guest_is_expected_from_the_first_to_the_last_day_of_the_own_deelname(
    mark, vandaag, plan, edge, days, is_gast
):
    setattr(plan.deelname, edge, vandaag.datum + timedelta(days=days))
    plan.deelname.save()

    assert on_list(vandaag, plan) == ("open" if is_gast else None)
    if is_gast:
        assert mark(plan).status == Status.INGEHAALD
        return
    with pytest.raises(ValidationError, match="zit niet in dit cohort"):
        mark(plan)
