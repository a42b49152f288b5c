"""A fault of ours: what was typed stays in the window, for its writer and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from reflecties.models import Reflectie
from reflecties.reading import text_of
from reflecties.views import writing
from tests.leergang.test_database_away import GEHEIM, browser_of, hidden
from tests.reflecties.writing import fresh, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(client_for, anna, monkeypatch):
    """A page of a journal, its address, what is sent to it, and a form that breaks."""
    reflectie = write(anna, "Begin.")
    path = reverse("reflectie_form", args=[reflectie.pk])
    sent = {"id": reflectie.pk, "versie": 1, "eigenaar": anna.pk, "tekst": GEHEIM}

    def broken(*args, **kwargs):
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(writing, "ReflectieForm", broken)
        yield browser_of(client_for(anna)), path, sent, patch


def test_the_text_stays_and_is_saved_once_when_somebody_presses_again(journal, anna, caplog):
    browser, path, sent, patch = journal

    response = browser.post(path, sent)
    page = response.content.decode()

    assert response.status_code == 500
    assert "De fout ligt bij ons" in page
    assert "<strong>nog niet bewaard</strong>" in page
    assert f'action="{path}"' in page
    assert hidden(page)["tekst"] == GEHEIM
    # Only a person tries again: what broke once breaks in five seconds too.
    assert "geduld.js" not in page
    assert "no-store" in response["Cache-Control"]
    assert "haakjes" not in caplog.text

    patch.undo()
    strict = browser_of(browser, strict=True)
    assert strict.post(path, hidden(page)).status_code == 302
    assert "ik was <bang>" in text_of(Reflectie.objects.get(), owner=fresh(anna))


def test_what_another_site_sends_in_my_name_does_not_come_back_with_our_token(journal):
    browser, path, sent, patch = journal

    def broken(request):
        raise ValueError

    # Before anybody looked where the form came from.
    patch.setattr("leergang.middleware.lacks_second_factor", broken)
    response = browser_of(browser, strict=True).post(path, sent)

    assert response.status_code == 500
    assert hidden(response.content.decode()) == {}


def test_a_page_that_only_was_looked_at_holds_no_form(journal):
    browser, path, _, _ = journal

    response = browser.get(path)

    assert response.status_code == 500
    assert "<form" not in response.content.decode()
    assert "Naar het begin" in response.content.decode()


def test_a_script_gets_no_copy_of_what_it_sent(journal):
    browser, path, sent, _ = journal

    page = browser.post(path, sent, headers={"Sec-Fetch-Dest": "empty"}).content.decode()

    assert "haakjes" not in page


def test_a_password_is_not_kept(monkeypatch):
    def broken(form):
        raise ValueError

    monkeypatch.setattr("accounts.forms.PasswordForm.clean", broken)
    sent = {"login": "anna@testdam.example", "password": "Welkom-in-1814"}

    response = Client(raise_request_exception=False).post("/account/login/", sent)
    page = response.content.decode()

    assert response.status_code == 500
    assert "Welkom" not in page
    assert "Je wachtwoord of code onthouden we niet." in page
