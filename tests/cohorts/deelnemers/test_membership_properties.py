"""However people come, go, move and change employer: no mark and no row of history changes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.people.persons import Persoon
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.membership import (
    add_deelnemer,
    end_deelname,
    move_deelname,
    resume_deelname,
)
from cohorts.models import Cohort, Deelname
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.database import forget_marks
from tests.factories import CohortFactory, OrganisatieFactory, ProgrammaFactory, plan_seven_days

ACTS = ("join", "stop", "resume", "move", "employer", "merge", "mark")
NOOR = Persoon("Noor", "Veen", "noor@testdam.example")
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(-60, 60), st.integers(0, 2)), max_size=12
)


def rows() -> dict[str, dict[int, dict]]:
    """Every mark and every row of history, with all its values."""
    return {
        model.__name__: {row["pk"]: row for row in _values(model)}
        for model in (Aanwezigheid, Aanwezigheidswijziging)
    }


def _values(model):
    names = [field.attname for field in model._meta.concrete_fields if field.attname != "id"]
    return model.objects.values("pk", *names)


def do(act: str, shift: int, number: int, cohorten: list[Cohort], els, carla) -> None:
    """One act on one of the person's deelnames, or on a cohort."""
    day = timezone.localdate() + timedelta(days=shift)
    mine = Deelname.objects.filter(user__email=NOOR.email).order_by("-pk")
    deelname = mine[min(number, mine.count() - 1)]
    if act == "join":
        add_deelnemer(cohort=cohorten[number], persoon=NOOR, vanaf=day, by=els)
    elif act == "move":
        move_deelname(deelname=deelname, cohort=cohorten[number], vanaf=day, by=els)
    elif act == "mark":
        mark(deelname, number, shift, carla)
    else:
        ON_ONE[act](deelname, day, els)


def mark(deelname: Deelname, number: int, shift: int, carla) -> None:
    register_aanwezigheid(
        bijeenkomst=deelname.cohort.bijeenkomsten.all()[number * 2],
        deelname=deelname,
        dagdeel="ochtend" if shift % 2 else "middag",
        status="afwezig" if shift % 3 else "aanwezig",
        by=carla,
    )


def merge(deelname: Deelname, day: date, els) -> None:
    current = deelname.dienstverbanden.by_start().last()
    merge_organisatie(
        organisatie=current.organisatie, opvolger=OrganisatieFactory(), vanaf=day, by=els
    )


def employ(deelname: Deelname, day: date, els) -> None:
    fresh = OrganisatieFactory()
    everywhere = day.day % 2 == 0
    change_employer(deelname=deelname, organisatie=fresh, vanaf=day, everywhere=everywhere, by=els)


ON_ONE = {
    "stop": lambda deelname, day, els: end_deelname(deelname=deelname, tot_en_met=day, by=els),
    "resume": lambda deelname, day, els: resume_deelname(deelname=deelname, by=els),
    "employer": employ,
    "merge": merge,
}


# The old deelname, once moved, moved again on the same day to a third cohort, without an employer.
@example(steps=[("move", 0, 1), ("move", 0, 2)])
@given(steps=steps)
@pytest.mark.django_db
def test_no_act_on_people_touches_what_was_registered(steps, els, carla):
    forget_marks()
    cohorten = [CohortFactory(programma=ProgrammaFactory()) for _ in range(3)]
    for number, cohort in enumerate(cohorten):
        plan_seven_days(cohort, today_is=6 - number)
    _forget_noor()
    start = timezone.localdate() - timedelta(days=60)
    add_deelnemer(cohort=cohorten[0], persoon=NOOR, vanaf=start, by=els)

    for act, shift, number in steps:
        before = rows()
        try:
            do(act, shift, number, cohorten, els, carla)
        except ValidationError:
            assert rows() == before
        if act != "mark":
            after = rows()
            for name, kept in before.items():
                assert {pk: after[name].get(pk) for pk in kept} == kept
        _assert_periods_fit()


def _forget_noor() -> None:
    """A new Noor for each example: the old one keeps her rows under another address."""
    for row in Deelname.objects.filter(user__email=NOOR.email):
        row.user.email = f"noor{row.user.pk}@testdam.example"
        row.user.save()


def _assert_periods_fit() -> None:
    """One employer on every day of a deelname, none beside it, and no dagdeel counts twice."""
    for deelname in Deelname.objects.filter(user__email=NOOR.email).for_person():
        spans = list(deelname.dienstverbanden.order_by("vanaf"))
        assert spans[0].vanaf == deelname.vanaf
        assert spans[-1].tot_en_met == deelname.tot_en_met
        for one, next_one in pairwise(spans):
            assert one.tot_en_met + timedelta(days=1) == next_one.vanaf
        [stand] = voortgang_of([deelname], timezone.localdate())
        assert stand.behaald <= 14
