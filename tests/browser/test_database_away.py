"""The database is locked while somebody writes: the page that keeps the words, and lets go."""

import contextlib
import re
from collections.abc import Callable, Iterator

import psycopg2
import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from reflecties.models import Reflectie, Voorbereidingsvink
from tests.browser.looks import arrived, assert_accessible, assert_fits
from tests.browser.test_cursusdag import BEFORE
from tests.browser.test_logboek import sheet, status, stored_text
from tests.reflecties.writing import share, write

# The live server has its own connection: rows must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

TEKST = "Ik zei eindelijk wat ik dacht.\nEn zij luisterde, tot mijn verbazing, tot het einde."

Lock = Callable[..., contextlib.AbstractContextManager[None]]


@pytest.fixture
def programma(echt_programma):
    """The cast follows the real course."""
    return echt_programma


@pytest.fixture
def lock(live_server) -> Iterator[Lock]:
    """`with lock():` somebody else holds the journal, and the server waits a moment for it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's database of the tests is in memory, where nobody else can lock it.")
    patience(300)

    @contextlib.contextmanager
    def hold(table: str = "reflecties_reflectie") -> Iterator[None]:
        settings = connection.settings_dict
        other = psycopg2.connect(
            dbname=settings["NAME"],
            user=settings["USER"],
            password=settings["PASSWORD"],
            host=settings["HOST"],
            port=settings["PORT"],
        )
        with contextlib.closing(other):
            other.cursor().execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield
            other.rollback()

    yield hold
    patience(0)


def patience(milliseconds: int) -> None:
    """Of the server's connections, which it opens anew for each request."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET lock_timeout = {milliseconds}")


def waits(page: Page) -> Page:
    return arrived(page, "Even geduld")


def without_the_autosave(page: Page) -> Page:
    """As on a device that never got that script: the button sends the form."""
    page.route("**/logboek*.js", lambda route: route.abort())
    page.reload()
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_the_words_wait_in_the_window_and_save_themselves(browse, lock, anna, width):
    reflectie = write(anna, "Begin.")
    page = without_the_autosave(browse(anna, reflectie.get_absolute_url(), width=width))

    with lock():
        sheet(page).fill(TEKST)
        page.get_by_role("button", name="Bewaar").click()
        waits(page)
        expect(page.get_by_text("nog niet bewaard")).to_be_visible()
        expect(page.get_by_text("vanzelf opnieuw")).to_be_visible()
        page.get_by_text("Bekijk of kopieer je tekst").click()
        expect(page.get_by_text("En zij luisterde")).to_be_visible()
        assert_fits(page)
        assert_accessible(page)

    expect(sheet(page)).to_have_value(TEKST)
    assert stored_text().replace("\r\n", "\n") == TEKST
    assert Reflectie.objects.count() == 1


def test_without_scripts_the_button_sends_it_again(browse, open_context, lock, anna):
    reflectie = write(anna, "Begin.")
    signed_in = browse(anna, "/logboek/").context.storage_state()
    page = open_context(java_script_enabled=False, storage_state=signed_in).new_page()
    page.goto(reflectie.get_absolute_url())

    with lock():
        sheet(page).fill(TEKST)
        page.get_by_role("button", name="Bewaar").click()
        waits(page)
        page.get_by_role("button", name="Probeer opnieuw").click()
        waits(page)
        assert_fits(page)
    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(sheet(page)).to_have_value(TEKST)
    assert Reflectie.objects.count() == 1


def test_the_autosave_says_that_it_waits_and_saves(browse, lock, anna):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())

    with lock():
        sheet(page).fill(TEKST)
        expect(status(page)).to_contain_text("Het platform is even bezig.")
        expect(sheet(page)).to_have_value(TEKST)

    expect(status(page)).to_have_text(re.compile(r"^Opgeslagen om"))
    assert stored_text().replace("\r\n", "\n") == TEKST


def test_a_tick_goes_the_long_way_and_is_there(browse, lock, anna, cohort, bijeenkomsten):
    page = browse(anna, bijeenkomsten[BEFORE - 1].get_absolute_url())
    tick = page.get_by_label("Schrijf je kwestie om tot drie vragen")

    with lock("reflecties_voorbereidingsvink"):
        tick.check()
        waits(page)

    expect(tick).to_be_checked()
    assert Voorbereidingsvink.objects.count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_that_is_looked_at_comes_by_itself(browse, lock, anna, carla, width):
    deling = share(write(anna, TEKST), carla)
    page = browse(carla, "/gedeeld/", width=width)

    with lock("reflecties_deling"):
        page.get_by_role("link", name=anna.naam).click()
        waits(page)
        expect(page).to_have_url(re.compile(deling.get_absolute_url()))
        assert_fits(page)
        assert_accessible(page)

    expect(page.locator("article")).to_contain_text("En zij luisterde")


def test_after_some_tries_only_the_button_is_left(browse, lock, anna):
    reflectie = write(anna, "Begin.")
    page = without_the_autosave(browse(anna, reflectie.get_absolute_url()))
    page.clock.install()

    with lock():
        sheet(page).fill(TEKST)
        page.get_by_role("button", name="Bewaar").click()
        for pause in (3, 6, 12, 24, 48):
            expect(page.get_by_text(f"over {pause} seconden vanzelf opnieuw")).to_be_visible()
            page.clock.run_for(pause * 1000 + 100)
        expect(page.get_by_text("We proberen het niet meer vanzelf")).to_be_visible()
    page.get_by_role("button", name="Probeer opnieuw").click()

    expect(sheet(page)).to_have_value(TEKST)
