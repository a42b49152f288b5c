"""A trainer with a phone, and five people in the room."""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.browser.offline.device import PEOPLE, ready
from tests.factories import DeelnameFactory


@pytest.fixture
def group(cohort: Cohort) -> list[Deelname]:
    return DeelnameFactory.create_batch(PEOPLE, cohort=cohort)


@pytest.fixture
def morning(vandaag: Bijeenkomst) -> str:
    return f"{reverse('presentie', args=[vandaag.pk])}?dagdeel=ochtend"


@pytest.fixture
def presentie(browse: Callable[..., Page], carla: User, group, morning: str) -> Page:
    return ready(browse(carla, morning))


@pytest.fixture
def sign_in(client_for, live_server) -> Callable[[Page, User], None]:
    """Another person takes over this device."""

    def take_over(page: Page, user: User) -> None:
        name = django_settings.SESSION_COOKIE_NAME
        session = client_for(user).cookies[name].value
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])

    return take_over
