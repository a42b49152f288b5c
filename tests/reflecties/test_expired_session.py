"""Without a script, what somebody typed comes back after their session turned out to be over."""

import logging
import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.words import MAX_BYTES, Words
from reflecties.models import Reflectie
from reflecties.reading import text_of
from tests.reflecties.writing import TEKST, fresh, write

WORDS = "Dit stond nog nergens. <b>&amp; é ✍️"
PLACE = reverse("woorden")


def posted(reflectie: Reflectie, **other: object) -> dict[str, object]:
    versie, writer = reflectie.versie, reflectie.eigenaar_id
    return {"id": reflectie.pk, "versie": versie, "eigenaar": writer, "tekst": WORDS, **other}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def fields(page: str) -> dict[str, str]:
    """What pressing the button on this page sends."""
    form = page[page.index("<main") :]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    text = re.search(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S)
    return {name: unescape(value) for name, value in {**sent, text[1]: text[2]}.items()}


@pytest.fixture
def page(cast, anna) -> Reflectie:
    return write(anna)


@pytest.fixture
def waiting(page) -> str:
    """What the browser holds after posting without a session."""
    response = Client().post(page.get_absolute_url(), posted(page))
    assert response.status_code == 403
    assert "no-store" in response["Cache-Control"]
    assert WORDS not in unescape(response.text)
    return hidden(response.text, "woorden")


def test_the_words_come_back_and_are_saved_deliberately(client_for, anna, page, waiting):
    client = client_for(anna)

    back = client.post(PLACE, {"woorden": waiting})

    assert back.status_code == 200
    assert "no-store" in back["Cache-Control"]
    assert fields(back.text)["tekst"] == WORDS
    page.refresh_from_db()
    assert text_of(page, owner=fresh(anna)) == TEKST
    saved = client.post(page.get_absolute_url(), fields(back.text))
    assert saved.status_code == 302
    page.refresh_from_db()
    assert text_of(page, owner=fresh(anna)) == WORDS


def test_a_page_that_did_not_exist_yet_comes_back_as_well(cast, client_for, anna):
    sent = {"id": uuid4(), "versie": 0, "eigenaar": anna.pk, "tekst": WORDS}
    url = reverse("reflectie_create")
    sealed = hidden(Client().post(url, sent).text, "woorden")
    client = client_for(anna)

    client.post(url, fields(client.post(PLACE, {"woorden": sealed}).text))

    assert text_of(Reflectie.objects.get(pk=sent["id"]), owner=fresh(anna)) == WORDS


def test_somebody_else_who_signs_in_sees_no_word(client_for, cast, waiting):
    for name, user in cast.items():
        response = client_for(user).post(PLACE, {"woorden": waiting})

        assert (name, response.status_code) == (name, 200 if name == "anna" else 403)
        assert (WORDS in unescape(response.text)) is (name == "anna")


def test_who_is_not_signed_in_yet_keeps_waiting(client, waiting):
    response = client.post(PLACE, {"woorden": waiting})

    assert response.status_code == 403
    assert hidden(response.text, "woorden") == waiting
    assert WORDS not in unescape(response.text)


def test_nothing_is_stored_on_the_server_or_in_a_cookie(page, caplog, monkeypatch):
    kept = []
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: kept.append(args))
    client = Client()

    with caplog.at_level(logging.DEBUG, logger=""):
        client.post(page.get_absolute_url(), posted(page))

    assert not Session.objects.exists()
    assert kept == []
    assert not client.cookies.get("sessionid")
    assert "nergens" not in caplog.text + str(client.cookies)


def test_a_page_deleted_meanwhile_gives_the_words_a_new_one(client_for, anna, page, waiting):
    client, url = client_for(anna), page.get_absolute_url()
    page.delete()

    gone = client.post(url, fields(client.post(PLACE, {"woorden": waiting}).text))

    assert gone.status_code == 404
    assert "Deze bladzijde is er niet meer." in gone.text
    assert WORDS in unescape(gone.text)
    client.post(reverse("reflectie_create"), fields(gone.text))
    assert text_of(Reflectie.objects.get(), owner=fresh(anna)) == WORDS


def test_a_page_changed_meanwhile_shows_both(client_for, anna, page, waiting):
    client = client_for(anna)
    client.post(page.get_absolute_url(), posted(page, tekst="Uit een ander venster."))

    both = client.post(
        page.get_absolute_url(), fields(client.post(PLACE, {"woorden": waiting}).text)
    )

    assert both.status_code == 409
    assert "Uit een ander venster." in both.text
    assert WORDS in unescape(both.text)


def test_a_foreign_site_cannot_have_words_sealed(page):
    response = Client(enforce_csrf_checks=True).post(page.get_absolute_url(), posted(page))

    assert response.status_code == 403
    assert not hidden(response.text, "woorden")


def test_saving_after_coming_back_asks_for_a_token(client_for, anna, page, waiting):
    client = client_for(anna)
    client.handler.enforce_csrf_checks = True
    back = client.post(PLACE, {"woorden": waiting})
    sent = fields(back.text)

    without = {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
    assert client.post(page.get_absolute_url(), without).status_code == 403
    assert client.post(page.get_absolute_url(), sent).status_code == 302


@pytest.mark.parametrize("sealed", ["", "onzin", "é", "gAAAAA" + "A" * 80])
def test_what_this_server_did_not_seal_is_refused(cast, client_for, anna, sealed):
    assert client_for(anna).post(PLACE, {"woorden": sealed}).status_code == 422


def test_sealed_words_open_for_a_week(client_for, anna, waiting):
    for days, status in ((6.9, 200), (7.1, 422)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert client_for(anna).post(PLACE, {"woorden": waiting}).status_code == status


def test_sealed_words_survive_a_new_secret_key(client_for, anna, waiting, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "nieuwe-sleutel-" * 6

    assert client_for(anna).post(PLACE, {"woorden": waiting}).status_code == 200


def test_a_text_that_is_too_long_says_where_it_still_stands(page):
    long = Client().post(page.get_absolute_url(), posted(page, tekst="a" * MAX_BYTES))

    assert "hij is te lang" in long.text
    assert not hidden(long.text, "woorden")


def test_the_longest_page_of_a_journal_comes_back(client_for, anna, page):
    text = "é" * (100 * 1024)
    sealed = hidden(
        Client().post(page.get_absolute_url(), posted(page, tekst=text)).text, "woorden"
    )

    assert Words.opened(sealed).text == text
    assert client_for(anna).post(PLACE, {"woorden": sealed}).status_code == 200


@pytest.mark.parametrize("other", [{"tekst": " "}, {"eigenaar": ""}, {"eigenaar": "²"}])
def test_without_words_or_writer_the_sign_in_comes_first(page, other):
    response = Client().post(page.get_absolute_url(), posted(page, **other))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_autosave_is_sent_to_the_sign_in_as_before(page):
    response = Client().post(reverse("reflectie_tekst", args=[page.pk]), posted(page))

    assert response.status_code == 302
