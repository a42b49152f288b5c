"""Who waits for a certificate, as the cockpit counts them, and whose certificate holds whom up."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat
from certificaten.verdict import Stand, ready_for_issue, verdicts_of
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.factories import (
    AanwezigheidFactory,
    CertificaatFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)


@pytest.fixture
def person(cohort: Cohort):
    """Somebody who was at the first so many days of a cohort of which the last day is today."""

    def make(days: int, *, today_is: int = 7, **values) -> Deelname:
        values.setdefault("cohort", None)
        if values["cohort"] is None:
            values["cohort"] = CohortFactory(
                organisatie=cohort.organisatie, programma=cohort.programma
            )
            plan_seven_days(values["cohort"], today_is=today_is)
        deelname = DeelnameFactory(**values)
        mark_days(deelname, range(1, days + 1))
        return deelname

    return make


def waiting() -> set[int]:
    """The deelnames that wait today; of each the verdict says the same."""
    today = timezone.localdate()
    ready = {one.voortgang.deelname.pk for one in ready_for_issue(today, cohorten=100)}
    everybody = list(Deelname.objects.select_related("cohort", "user"))
    klaar = {one.voortgang.deelname.pk for one in verdicts_of(everybody, today) if one.is_klaar}
    assert ready == klaar
    return ready


def test_whoever_met_the_norm_waits_and_a_colleague_who_did_not_does_not(person):
    ready = person(6)
    person(5, cohort=ready.cohort)
    person(0, cohort=ready.cohort)
    also = person(7, cohort=ready.cohort)
    absent = person(5)
    mark_days(absent, range(6, 8), status="afwezig")

    assert waiting() == {ready.pk, also.pk}


def test_a_colleague_with_a_certificate_of_the_same_days_holds_nobody_up(person, els):
    first, second = (person(7) for _ in range(2))
    colleague = person(7, cohort=first.cohort)
    issue_certificaat(deelname=first, by=els)

    assert waiting() == {second.pk, colleague.pk}
    issue_certificaat(deelname=colleague, by=els)
    assert waiting() == {second.pk}


def test_an_own_certificate_of_other_days_holds_nobody_up(person, els):
    first = person(7)
    issue_certificaat(deelname=first, by=els)
    again = person(7, user=first.user)

    assert waiting() == {again.pk}
    assert issue_certificaat(deelname=again, by=els).deelname == again


def absent(deelname: Deelname, bijeenkomst: Bijeenkomst, dagdeel: str) -> None:
    """An absence that names its bijeenkomst: only what was followed may count."""
    AanwezigheidFactory(
        deelname=deelname, bijeenkomst=bijeenkomst, dagdeel=dagdeel, status="afwezig"
    )


def test_a_day_that_counted_nowhere_holds_nobody_up(person, els):
    """Of a day one came to only once, and was away from the other time, both may count."""
    first = person(6)
    issue_certificaat(deelname=first, by=els)
    again = person(7, user=first.user)
    shared = Bijeenkomst.objects.get(cohort=again.cohort, cursusdag__nummer=7)
    for dagdeel in ("ochtend", "middag"):
        absent(first, shared, dagdeel)

    assert waiting() == {again.pk}
    assert issue_certificaat(deelname=again, by=els).deelname == again


def test_a_day_where_one_was_absent_this_time_holds_nobody_up(person, els):
    first = person(7)
    issue_certificaat(deelname=first, by=els)
    again = person(6, user=first.user)
    seventh = Bijeenkomst.objects.get(cohort=first.cohort, cursusdag__nummer=7)
    absent(again, seventh, "ochtend")

    assert waiting() == {again.pk}
    assert issue_certificaat(deelname=again, by=els).deelname == again


def test_people_wait_from_the_last_day_that_goes_on(person):
    today, tomorrow = person(6), person(6)
    cancelled, none = person(6), person(6)
    last = Bijeenkomst.objects.filter(cursusdag__nummer=7)
    next_day = timezone.localdate() + timedelta(days=1)
    last.filter(cohort__in=[tomorrow.cohort, cancelled.cohort]).update(datum=next_day)
    last.filter(cohort=cancelled.cohort).update(geannuleerd_op=timezone.now())
    none.cohort.bijeenkomsten.update(geannuleerd_op=timezone.now())

    assert waiting() == {today.pk, cancelled.pk}
    ready = ready_for_issue(timezone.localdate(), cohorten=3)
    dates = {one.voortgang.deelname.cohort_id: one.laatste_dag for one in ready}
    assert dates == {
        today.cohort_id: timezone.localdate(),
        cancelled.cohort_id: timezone.localdate() - timedelta(days=14),
    }
    later = {one.voortgang.deelname.pk for one in ready_for_issue(next_day, cohorten=3)}
    assert later == {today.pk, cancelled.pk, tomorrow.pk}


def test_who_waits_longest_comes_first_and_of_a_cohort_everybody(person):
    late, early = person(6), person(6, today_is=8)
    colleague = person(7, cohort=early.cohort)

    def ready(cohorten: int) -> list[int]:
        found = ready_for_issue(timezone.localdate(), cohorten=cohorten)
        return [one.voortgang.deelname.pk for one in found]

    assert ready(2) == [early.pk, colleague.pk, late.pk]
    assert ready(1) == [early.pk, colleague.pk]


def test_a_former_trainer_who_became_a_deelnemer_waits_for_nothing(person, els):
    """Nor does the trainership of another cohort, or a colleague's, hold anybody up."""
    was_trainer = person(7)
    colleague = person(7, cohort=was_trainer.cohort)
    elsewhere = person(7)
    before = timezone.localdate() - timedelta(days=400)
    for cohort in (was_trainer.cohort, CohortFactory()):
        TrainerschapFactory(user=was_trainer.user, cohort=cohort, vanaf=before, tot_en_met=before)
    TrainerschapFactory(user=elsewhere.user, cohort=was_trainer.cohort)

    assert waiting() == {colleague.pk, elsewhere.pk}
    with pytest.raises(ValidationError, match="is trainer van dit cohort") as refused:
        issue_certificaat(deelname=was_trainer, by=els)
    (verdict,) = verdicts_of([was_trainer], timezone.localdate())
    assert refused.value.messages == [verdict.zin]


def test_who_has_no_name_waits_for_nothing_until_there_is_one(person):
    nameless = person(7)
    type(nameless.user).objects.update(achternaam="")

    assert waiting() == set()
    type(nameless.user).objects.update(achternaam="Jansen")
    assert waiting() == {nameless.pk}


def test_a_cohort_without_a_single_day_gives_no_certificate_and_says_no_date(
    cohort, person, deelname, els
):
    """Everything was caught up with assignments, at no bijeenkomst."""
    person(6)
    Aanwezigheid.objects.bulk_create(
        Aanwezigheid(deelname=deelname, cursusdag=dag, dagdeel=dagdeel, status="ingehaald")
        for dag in cohort.programma.cursusdagen.all()
        for dagdeel in ("ochtend", "middag")
    )

    (verdict,) = verdicts_of([deelname], timezone.localdate())

    assert verdict.stand == Stand.NOG_NIET
    assert verdict.zin == "14 dagdelen gevolgd; de norm is 12."
    assert deelname.pk not in waiting()
    with pytest.raises(ValidationError, match="kan nog geen certificaat krijgen"):
        issue_certificaat(deelname=deelname, by=els)


def test_each_deelname_carries_the_code_of_its_own_newest_certificate(person, els):
    first, second, without = person(7), person(7), person(7)
    old = CertificaatFactory(deelname=first)
    other = CertificaatFactory(deelname=second)
    new = CertificaatFactory(deelname=first, vervangt=old)

    codes = dict(
        Deelname.objects.annotate(code_=Certificaat.objects.code_of_deelname()).values_list(
            "pk", "code_"
        )
    )

    assert codes == {first.pk: new.code, second.pk: other.code, without.pk: None}
    verdicts = verdicts_of([without, second, first], timezone.localdate())
    assert [one.certificaat for one in verdicts] == [None, other, new]
