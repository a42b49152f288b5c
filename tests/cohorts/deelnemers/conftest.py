import pytest

from cohorts.models import Cohort
from tests.factories import CohortFactory, plan_seven_days


@pytest.fixture
def target(cohort: Cohort) -> Cohort:
    """Another cohort of the same organisation, to move to: its second day is today."""
    other = CohortFactory(naam="Testdam B", organisatie=cohort.organisatie)
    plan_seven_days(other, today_is=2)
    return other
