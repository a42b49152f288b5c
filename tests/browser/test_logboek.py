"""Writing in the journal as people do: with a network that fails and a second window."""

import re
from threading import Event

import pytest
from playwright.sync_api import Page, Route, expect

from reflecties.models import Reflectie
from reflecties.reading import text_of
from tests.browser.looks import assert_accessible, assert_fits, eventually
from tests.reflecties.writing import TEKST, fresh, share, write

# A browser test reads and writes through the live server: rows must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^Opgeslagen om \d{2}\.\d{2} uur$")


def sheet(page: Page):
    return page.get_by_label("Jouw tekst")


def status(page: Page):
    return page.locator("[data-status]")


def stored_text() -> str:
    reflectie = Reflectie.objects.get()
    return text_of(reflectie, owner=fresh(reflectie.eigenaar))


def test_what_is_written_saves_itself_and_is_there_after_a_reload(browse, anna, vandaag):
    page = browse(anna, "/logboek/")

    sheet(page).press_sequentially("Vandaag zei ik eindelijk wat ik dacht.")
    expect(status(page)).to_have_text(SAVED)
    page.reload()

    expect(sheet(page)).to_have_value("Vandaag zei ik eindelijk wat ik dacht.")
    expect(page).to_have_url(re.compile(f"/logboek/{Reflectie.objects.get().pk}/$"))


def test_writing_on_makes_no_second_page(browse, anna, vandaag):
    page = browse(anna, "/logboek/")

    sheet(page).press_sequentially("Eerst dit.")
    expect(status(page)).to_have_text(SAVED)
    sheet(page).press_sequentially(" En toen dat.")
    page.get_by_role("button", name="Bewaar").click()
    expect(status(page)).to_have_text(SAVED)
    page.reload()

    expect(sheet(page)).to_have_value("Eerst dit. En toen dat.")
    assert Reflectie.objects.count() == 1


def test_a_cut_network_is_told_and_made_good(browse, anna, vandaag):
    page = browse(anna, "/logboek/")

    page.context.set_offline(True)
    sheet(page).press_sequentially("In de trein, zonder bereik.")
    expect(status(page)).to_have_text("Nog niet opgeslagen, we proberen het opnieuw.")
    page.context.set_offline(False)

    expect(status(page)).to_have_text(SAVED)
    assert stored_text() == "In de trein, zonder bereik."


def test_an_answer_that_got_lost_is_no_conflict_with_oneself(browse, anna):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())

    is_cut = Event()
    is_cut.set()

    def lose_the_answer(route: Route) -> None:
        if not is_cut.is_set():
            route.continue_()
            return
        route.fetch()
        route.abort()

    page.route("**/tekst/", lose_the_answer)
    sheet(page).fill("Begin. Tweede zin.")
    expect(status(page)).to_have_text("Nog niet opgeslagen, we proberen het opnieuw.")
    is_cut.clear()
    sheet(page).fill("Begin. Tweede zin. Derde zin.")

    expect(status(page)).to_have_text(SAVED)
    assert stored_text() == "Begin. Tweede zin. Derde zin."


def test_two_windows_on_one_page_lose_no_words(browse, anna):
    reflectie = write(anna, "Begin.")
    first = browse(anna, reflectie.get_absolute_url())
    second = first.context.new_page()
    second.goto(reflectie.get_absolute_url())

    sheet(first).fill("Begin. Uit het eerste venster.")
    expect(status(first)).to_have_text(SAVED)
    sheet(second).fill("Begin. Uit het tweede venster.")

    expect(
        second.get_by_role("heading", name="Je schreef ook in een ander venster")
    ).to_be_visible()
    expect(second.get_by_label("De andere tekst")).to_have_text("Begin. Uit het eerste venster.")
    second.get_by_role("button", name="Bewaar allebei").click()
    expect(status(second)).to_have_text(SAVED)
    assert "Uit het eerste venster." in stored_text()
    assert "Uit het tweede venster." in stored_text()


def test_one_may_keep_only_the_text_of_this_window(browse, anna):
    reflectie = write(anna, "Begin.")
    first = browse(anna, reflectie.get_absolute_url())
    second = first.context.new_page()
    second.goto(reflectie.get_absolute_url())

    sheet(first).fill("Van het eerste venster.")
    expect(status(first)).to_have_text(SAVED)
    sheet(second).fill("Van het tweede venster.")
    second.get_by_role("button", name="Behoud alleen mijn tekst").click()

    expect(status(second)).to_have_text(SAVED)
    assert stored_text() == "Van het tweede venster."


def test_an_expired_session_keeps_the_text_and_saves_after_signing_in(browse, anna):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())
    cookies = page.context.cookies()

    page.context.clear_cookies(name="sessionid")
    sheet(page).fill("Begin. Geschreven na de pauze.")
    expect(status(page)).to_contain_text("Je bent uitgelogd.")
    expect(sheet(page)).to_have_value("Begin. Geschreven na de pauze.")

    page.context.add_cookies(cookies)
    expect(status(page)).to_have_text(SAVED)
    assert stored_text() == "Begin. Geschreven na de pauze."


def test_closing_the_window_at_once_still_saves(browse, anna):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())
    other = page.context.new_page()

    sheet(page).fill("Begin. Nog net op tijd.")
    page.close(run_before_unload=True)

    # A closing window waits for nobody: the words are there soon, not at once.
    eventually(stored_text, "Begin. Nog net op tijd.")
    other.goto(reflectie.get_absolute_url())
    expect(sheet(other)).to_have_value("Begin. Nog net op tijd.")


def test_leaving_with_words_that_are_not_saved_asks_first(browse, anna):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())
    page.context.set_offline(True)
    sheet(page).press_sequentially("Zonder bereik. ")
    expect(status(page)).to_have_text("Nog niet opgeslagen, we proberen het opnieuw.")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)

    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    assert "Zonder bereik." in stored_text()


def test_following_a_link_at_once_shows_the_saved_words(browse, anna, vandaag):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())

    sheet(page).fill("Begin. Nog net op tijd.")
    page.get_by_role("link", name="Logboek").first.click()

    expect(page.get_by_text("Nog net op tijd.")).to_be_visible()
    assert stored_text() == "Begin. Nog net op tijd."


def test_an_emptied_page_keeps_what_was_saved(browse, anna):
    reflectie = write(anna, "Blijft staan.")
    page = browse(anna, reflectie.get_absolute_url())

    sheet(page).fill("")

    expect(status(page)).to_contain_text("Wat er stond, is nog bewaard.")
    assert stored_text() == "Blijft staan."


def test_a_page_without_words_is_never_called_saved(browse, anna, vandaag):
    page = browse(anna, "/logboek/")

    sheet(page).fill("a")
    sheet(page).fill("")
    expect(status(page)).to_have_text("")
    sheet(page).fill("   ")
    expect(status(page)).to_have_attribute("data-kind", "empty")

    expect(status(page)).to_have_text("Een lege bladzijde bewaren we niet.")
    assert not Reflectie.objects.exists()


def test_too_long_a_page_is_told_and_nothing_is_lost(browse, anna):
    reflectie = write(anna, "Begin.")
    page = browse(anna, reflectie.get_absolute_url())

    sheet(page).fill("a" * 210_000)

    expect(status(page)).to_contain_text("Deze bladzijde is te lang")
    expect(sheet(page)).to_have_value("a" * 210_000)
    assert stored_text() == "Begin."


def test_a_page_is_shared_and_taken_back(browse, anna, carla, vandaag):
    reflectie = write(anna, vraag=vandaag.cursusdag.reflectievragen.first())
    page = browse(anna, reflectie.get_absolute_url())

    page.get_by_role("link", name="Deel met je trainer").click()
    expect(page.locator(".logboek-tekst")).to_contain_text(TEKST)
    page.get_by_role("button", name="Deel deze versie").click()
    expect(page.get_by_text("Nog niet gelezen")).to_be_visible()

    trainer = browse(carla, "/gedeeld/")
    trainer.get_by_role("link", name=anna.naam).click()
    expect(trainer.locator("article")).to_contain_text(TEKST)

    page.reload()
    expect(page.get_by_text("Gelezen op")).to_be_visible()
    page.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("Ingetrokken op")).to_be_visible()

    trainer.reload()
    expect(trainer.get_by_role("heading", name="Niet meer gedeeld")).to_be_visible()
    expect(trainer.locator("body")).not_to_contain_text(TEKST)


@pytest.mark.parametrize("width", [390, 1280])
def test_writing_on_after_sharing_says_who_reads_what(browse, anna, carla, width):
    reflectie = write(anna, "Begin.")
    share(reflectie, carla)
    page = browse(anna, reflectie.get_absolute_url(), width=width)
    now, later = "Dat is wat er nu is opgeslagen.", "Daarna bewaarde je de bladzijde opnieuw."
    expect(page.get_by_text(now)).to_be_visible()
    expect(page.get_by_text(later)).to_be_hidden()

    sheet(page).fill("Begin. En verder.")
    expect(status(page)).to_have_text(SAVED)

    expect(page.get_by_text(later)).to_be_visible()
    expect(page.get_by_text(now)).to_be_hidden()
    assert_accessible(page)
    assert_fits(page)
    page.reload()
    expect(page.get_by_text(later)).to_be_visible()
    expect(page.get_by_text(now)).to_have_count(0)


def test_without_javascript_a_page_is_written_and_saved(browse, open_context, anna, vandaag):
    signed_in = browse(anna, "/logboek/").context.storage_state()
    page = open_context(java_script_enabled=False, storage_state=signed_in).new_page()
    page.goto("/logboek/")

    sheet(page).fill("Zonder script.")
    page.get_by_role("button", name="Bewaar").click()

    expect(page.locator("[data-status]")).to_contain_text("Opgeslagen")
    assert stored_text() == "Zonder script."


@pytest.mark.parametrize(
    "name", ["lijst", "bladzijde", "delen", "verwijderen", "gedeeld", "gelezen"]
)
@pytest.mark.parametrize("width", [500, 1280])
def test_axe_finds_nothing(browse, anna, carla, vandaag, name, width):
    reflectie = write(anna, vraag=vandaag.cursusdag.reflectievragen.first())
    deling = share(reflectie, carla)
    user, path = {
        "lijst": (anna, "/logboek/"),
        "bladzijde": (anna, reflectie.get_absolute_url()),
        "delen": (anna, f"/logboek/{reflectie.pk}/delingen/"),
        "verwijderen": (anna, f"/logboek/{reflectie.pk}/verwijdering/"),
        "gedeeld": (carla, "/gedeeld/"),
        "gelezen": (carla, deling.get_absolute_url()),
    }[name]
    page = browse(user, path, width=width)

    assert_accessible(page)
    assert_fits(page)
