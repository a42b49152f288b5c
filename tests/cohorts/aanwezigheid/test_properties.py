"""Marks, moves, cancellations, plans and guests in any order: totals always equal the history."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.aanwezigheid.models import (
    Aanwezigheid,
    Dagdeel,
    Inhaalopdracht,
    Inhaalplan,
)
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.inhalen.actions.assignments import (
    approve_inhaalopdracht,
    give_inhaalopdracht,
    withdraw_inhaalopdracht,
)
from cohorts.inhalen.actions.plans import agree_inhaalplan, withdraw_inhaalplan
from cohorts.models import Bijeenkomst
from cohorts.planning.actions.cancelling import cancel_bijeenkomst
from cohorts.planning.actions.planning import DagPlan, plan_bijeenkomsten
from tests.cohorts.catching_up import ask, follow, mark, plan_beside
from tests.database import forget_marks
from tests.factories import (
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    ProgrammaFactory,
    plan_seven_days,
)

Status = Aanwezigheid.Status
nummers = st.integers(min_value=1, max_value=3)
dagdelen = st.sampled_from(Dagdeel.values)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), nummers, dagdelen, st.sampled_from(Aanwezigheid.BIJ_PRESENTIE)),
        st.tuples(st.sampled_from(["ask", "agree", "withdraw", "attend"]), nummers),
        st.tuples(st.sampled_from(["move", "cancel"]), nummers),
        st.tuples(st.sampled_from(["give", "approve", "take back"]), nummers, dagdelen),
    ),
    max_size=16,
)


class Course:
    """One deelnemer, two cohorts, and everything that can be done to three of their days."""

    def __init__(self) -> None:
        programma = ProgrammaFactory()
        self.days = plan_seven_days(CohortFactory(programma=programma))
        self.deelname = DeelnameFactory(cohort=self.days[0].cohort)
        self.elsewhere = CohortFactory(programma=programma)
        plan_beside(self.elsewhere, today_is=0)
        self.els = CoordinatorschapFactory().user
        for day in self.days[:2]:
            mark(self.deelname, day, Status.AFWEZIG)

    def host(self, nummer: int) -> Bijeenkomst:
        return self.elsewhere.bijeenkomsten.taking_place().of_dag(nummer).get()

    def plan(self, nummer: int) -> Inhaalplan:
        plans = Inhaalplan.objects.lopend().select_related("bijeenkomst__cursusdag")
        found = plans.filter(cursusdag__nummer=nummer, deelname=self.deelname).first()
        if found is None:
            raise ValidationError("geen plan")
        return found

    def opdracht(self, nummer: int, dagdeel: str) -> Inhaalopdracht:
        rows = Inhaalopdracht.objects.not_withdrawn().filter(
            deelname=self.deelname, dagdeel=dagdeel
        )
        found = rows.filter(cursusdag__nummer=nummer, dagdeel=dagdeel).first()
        if found is None:
            raise ValidationError("geen opdracht")
        return found

    def do(self, what: str, nummer: int, *rest: str) -> None:
        act = {
            "mark": lambda: mark(self.deelname, self.days[nummer - 1], rest[1], rest[0]),
            "ask": lambda: ask(self.deelname, self.host(nummer)),
            "agree": lambda: agree_inhaalplan(inhaalplan=self.plan(nummer), by=self.els),
            "withdraw": lambda: withdraw_inhaalplan(inhaalplan=self.plan(nummer), by=self.els),
            "attend": lambda: self.attend(nummer),
            "move": lambda: self.move(nummer),
            "cancel": lambda: cancel_bijeenkomst(bijeenkomst=self.host(nummer), by=self.els),
            "give": lambda: give_inhaalopdracht(
                deelname=self.deelname,
                nummer=nummer,
                dagdeel=rest[0],
                opdracht="Beschrijf een dilemma.",
                by=self.els,
            ),
            "approve": lambda: approve_inhaalopdracht(
                inhaalopdracht=self.opdracht(nummer, *rest), by=self.els
            ),
            "take back": lambda: withdraw_inhaalopdracht(
                inhaalopdracht=self.opdracht(nummer, *rest), by=self.els
            ),
        }
        # A refusal is as good an answer as any; what counts is what stands there afterwards.
        with suppress(ValidationError, Bijeenkomst.DoesNotExist):
            act[what]()

    def attend(self, nummer: int) -> None:
        plan = self.plan(nummer)
        if plan.is_gepland and plan.bijeenkomst:
            follow(self.deelname, plan.bijeenkomst, *plan.dagdelen)

    def move(self, nummer: int) -> None:
        host = self.host(nummer)
        names = ("inlooptijd", "begintijd", "middag_vanaf", "eindtijd", "locatie")
        plan = DagPlan(
            cursusdag=host.cursusdag,
            datum=host.datum + timedelta(days=1),
            **{name: getattr(host, name) for name in names},
        )
        plan_bijeenkomsten(cohort=self.elsewhere, dagen=[plan], by=self.els)

    def check(self) -> None:
        [stand] = voortgang_of([self.deelname], timezone.localdate(), with_plans=True)
        rows = Aanwezigheid.objects.of_deelnames([self.deelname.pk])
        assert stand.behaald == rows.behaald().count() <= 14
        for row in rows:
            said = row.wijzigingen.order_by("moment", "pk")
            at = Status.OPEN
            for change in said:
                assert change.van == at
                at = change.naar
            assert row.status == at
        for plan in Inhaalplan.objects.lopend().exclude(bijeenkomst=None):
            assert plan.bijeenkomst.geannuleerd_op is None
            assert plan.versie == plan.bijeenkomst.versie
        running = Inhaalplan.objects.not_lapsed().values_list("cursusdag", flat=True)
        assert len(running) == len(set(running))
        for dag in stand.dagen:
            assert dag.behaald + len(dag.gemist) <= 2
            assert set(dag.in_te_halen) <= set(dag.gemist)
        assert Inhaalopdracht.objects.not_withdrawn().count() <= 2


@given(steps=steps)
@pytest.mark.django_db
def test_totals_equal_the_history_whatever_happens(db, steps):
    Inhaalopdracht.objects.all().delete()
    Inhaalplan.objects.all().delete()
    forget_marks()
    Bijeenkomst.objects.all().delete()
    course = Course()

    for step in steps:
        course.do(*step)
        course.check()
