"""A real Chromium against a live server: what people do by hand."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.chromium import CHROMIUM, FLAGS, PHONE
from tests.browser.server import SLOW, Door, door_of, slow_down

# Playwright's sync API runs an event loop in this thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Two busy cores now and then take longer than the five seconds that Playwright gives a page.
PATIENCE = 30_000 if SLOW == 1 else 60_000
expect.set_options(timeout=PATIENCE)

Browse = Callable[..., Page]
OpenContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def door(live_server: LiveServer) -> Door:
    return door_of(live_server)


@pytest.fixture
def open_context(chromium: Browser, live_server: LiveServer, door: Door) -> Iterator[OpenContext]:
    """`open_context(java_script_enabled=False)` is another device, with nobody signed in."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = PHONE, **options) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        if SLOW > 1:
            context.on("page", slow_down)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    door.wait_until_empty()


@pytest.fixture
def browse(
    open_context: OpenContext, live_server: LiveServer, client_for, settings
) -> Iterator[Browse]:
    """`browse(user, path="/", width=390)` opens a page in a browser of this person's own.

    A script error or a breach of the content security policy fails the test.
    """
    settings.BASE_URL = live_server.url
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(message.text)

    def open_page(user: User | None, path: str = "/", *, width: int = PHONE) -> Page:
        context = open_context(width=width)
        contexts.append(context)
        if user is not None:
            name = django_settings.SESSION_COOKIE_NAME
            session = client_for(user).cookies[name].value
            context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
