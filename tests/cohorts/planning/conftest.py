from collections.abc import Callable

import pytest
from django.test import Client

from cohorts.models import Cohort


@pytest.fixture
def planning_page(coordinator: Client, cohort: Cohort) -> Callable:
    """The planning page of cohort A, shown or sent."""

    def answer(data: dict | None = None, query: str = ""):
        url = f"/cohorten/{cohort.pk}/planning/?{query}"
        return coordinator.get(url) if data is None else coordinator.post(url, data)

    return answer
