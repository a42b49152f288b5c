"""HR's figures come from SQL, everybody else's from `cohorts.voortgang`: they are one truth."""

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.person import voortgang_of
from rapportages.models import Inzet, Voltooiing
from rapportages.overview import lines_of
from tests.factories import (
    AanwezigheidFactory,
    CohortFactory,
    DeelnameFactory,
    HRContactFactory,
    plan_seven_days,
)

FOURTEEN = st.lists(st.sampled_from(Aanwezigheid.Status.values), min_size=14, max_size=14)


@given(statussen=FOURTEEN)
@example(statussen=["aanwezig"] * 12 + ["afwezig"] * 2)
@example(statussen=["ingehaald"] * 11 + ["afwezig"] * 3)
@pytest.mark.django_db
def test_hr_counts_what_the_deelnemer_sees(db: None, statussen: list[str]) -> None:
    today = timezone.localdate()
    cohort = CohortFactory()
    hr = HRContactFactory(organisatie=cohort.organisatie)
    deelname = DeelnameFactory(cohort=cohort)
    days = plan_seven_days(cohort, today_is=9)
    for position, status in enumerate(statussen):
        AanwezigheidFactory(
            deelname=deelname,
            bijeenkomst=days[position // 2],
            dagdeel=("ochtend", "middag")[position % 2],
            status=status,
        )

    [stand] = voortgang_of([deelname], today)
    rows = Inzet.objects.managed_by_hr(hr.user).for_page()
    [line] = lines_of(rows.with_voltooiing(today).with_certificaat(), today)

    assert sum(dag.dagdelen for dag in line.dagen) == stand.behaald
    assert (line.voltooiing == Voltooiing.AFGEROND) == stand.gehaald
