"""A database that is locked or away: a page that says so, keeps what was typed and tries again."""

import contextlib
import html
import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from leergang.views import pages
from reflecties.models import Reflectie
from reflecties.reading import text_of
from tests.reflecties.writing import fresh, share, write

GEHEIM = "Mijn geheim: ik was <bang> voor \"hem\".\r\nTweede regel, met 'haakjes' & tekens."
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
SHORT = 300

Locked = Callable[..., contextlib.AbstractContextManager[None]]


def hidden(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


@pytest.fixture
def locked(shared_database, monkeypatch) -> Locked:
    """`with locked("a_table"):` somebody else writes, and we wait for a moment only."""
    options = dict(connection.settings_dict["OPTIONS"])
    if connection.vendor == "sqlite":
        options["timeout"] = SHORT / 1000
    else:
        options["options"] = f"-c lock_timeout={SHORT}"
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    connection.close()

    @contextlib.contextmanager
    def lock(table: str) -> Iterator[None]:
        with contextlib.closing(another_connection()) as other:
            cursor = other.cursor()
            if connection.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield
            other.rollback()

    return lock


def another_connection():
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return sqlite3.connect(settings["NAME"], isolation_level=None)
    return psycopg2.connect(
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"],
    )


def browser_of(client: Client, *, strict: bool = False) -> Client:
    """The same browser, which shows an error as people see it."""
    other = Client(raise_request_exception=False, enforce_csrf_checks=strict)
    other.cookies = client.cookies
    return other


def is_waiting_page(response) -> bool:
    assert response["Retry-After"] == "5"
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    return response.status_code == 503 and "<h1>Even geduld</h1>" in page and 'lang="nl"' in page


@pytest.mark.django_db
def test_a_missing_table_stays_a_fault_of_ours(monkeypatch):
    def ask(request, template):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nergens")

    monkeypatch.setattr(pages, "render", ask)

    response = Client(raise_request_exception=False).get("/hulp/")

    assert response.status_code == 500
    assert "De fout ligt bij ons" in response.content.decode()
    assert "Retry-After" not in response


# -- Locked --------------------------------------------------------------------------------


def test_a_page_of_the_journal_waits_in_the_window_and_is_saved_once(
    locked, client_for, anna, caplog
):
    caplog.set_level(logging.DEBUG)
    reflectie = write(anna, "Begin.")
    browser = browser_of(client_for(anna))
    path = reverse("reflectie_form", args=[reflectie.pk])
    sent = {"id": reflectie.pk, "versie": 1, "eigenaar": anna.pk, "tekst": GEHEIM}

    with locked("reflecties_reflectie"):
        response = browser.post(path, sent)
    page = response.content.decode()

    assert is_waiting_page(response)
    assert "Het platform is bezig" in page
    assert f'action="{path}"' in page
    assert hidden(page)["tekst"] == GEHEIM
    assert "<bang>" not in page
    assert "geheim" not in caplog.text
    assert "haakjes" not in caplog.text
    assert text_of(Reflectie.objects.get(), owner=fresh(anna)) == "Begin."

    strict = browser_of(browser, strict=True)
    assert strict.post(path, hidden(page)).status_code == 302
    assert "ik was <bang>" in text_of(Reflectie.objects.get(), owner=fresh(anna))


def test_a_new_page_is_made_once(locked, client_for, anna, vandaag):
    browser = browser_of(client_for(anna))
    form = {"id": "8f14e45f-ceea-467f-a8f5-0e0e0e0e0e0e", "eigenaar": anna.pk, "versie": 0}

    with locked("reflecties_reflectie"):
        page = browser.post("/logboek/nieuw/", {**form, "tekst": GEHEIM}).content.decode()
    again = [browser.post("/logboek/nieuw/", hidden(page)).status_code for _ in range(2)]

    assert again[0] == 302
    assert Reflectie.objects.count() == 1


def test_a_page_that_is_only_looked_at_waits_too(locked, client_for, anna, carla):
    deling = share(write(anna), carla)
    browser = browser_of(client_for(carla))

    with locked("reflecties_deling"):
        response = browser.get(deling.get_absolute_url())

    assert is_waiting_page(response)
    page = response.content.decode()
    assert f'href="{deling.get_absolute_url()}" data-geduld' in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    assert browser.get(deling.get_absolute_url()).status_code == 200


# -- Away, whatever the engine ---------------------------------------------------------------


@contextlib.contextmanager
def away() -> Iterator[list[str]]:
    """Every query fails; gives those that were asked."""
    down = OperationalError("connection refused")
    down.__cause__ = psycopg2.OperationalError("connection refused")
    asked = []

    def refuse(execute, sql, params, many, context):
        asked.append(sql)
        raise down

    with connection.execute_wrapper(refuse):
        yield asked


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anna", None])
def test_the_page_asks_the_database_nothing(client_for, anna, who):
    browser = browser_of(client_for(anna if who else None))

    with away() as asked:
        response = browser.get("/" if who else "/controle/ABCDEFGHJKLM/")

    assert is_waiting_page(response)
    assert "Het platform is er even niet" in response.content.decode()
    # The question that failed, and no other: not by the frame, nor by what stands around it.
    assert len(asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("/account/login/", {"password": "geheim-woord-1"}),
        ("/account/login/code/confirm/", {"code": "geheim-woord-1"}),
        ("/account/beveiliging/passkeys/nieuw/", {"credential": "geheim-woord-1"}),
        ("/account/wachtwoord/", {"oldpassword": "geheim-woord-1"}),
        ("/beheer/accounts/user/1/change/", {"password1": "geheim-woord-1"}),
    ],
)
def test_a_password_and_a_code_are_not_in_the_page(client_for, anna, caplog, path, secret):
    caplog.set_level(logging.DEBUG)
    browser = browser_of(client_for(anna))

    with away():
        response = browser.post(path, {"login": anna.email, **secret})
    page = response.content.decode()

    assert is_waiting_page(response)
    assert "Je wachtwoord of code onthouden we niet" in page
    assert "geheim-woord-1" not in page
    assert "geheim-woord-1" not in caplog.text
    assert "data-geduld" not in page


@pytest.mark.django_db
def test_who_signs_in_with_a_password_reads_it_too(anna):
    with away():
        response = Client(raise_request_exception=False).post(
            "/account/login/", {"form": "password", "login": anna.email, "password": "geheim-1"}
        )

    assert is_waiting_page(response)
    assert "Je wachtwoord of code onthouden we niet" in response.content.decode()


@pytest.mark.django_db
def test_a_file_has_to_be_chosen_again(client_for, els, cohort):
    browser = browser_of(client_for(els))
    path = reverse("deelnemerimport_create", args=[cohort.pk])
    file = BytesIO(b"naam;email\nPiet;piet@organisatie.example\n")
    file.name = "lijst.csv"

    with away():
        page = browser.post(path, {"bestand": file}).content.decode()

    assert "Je bestand is niet bewaard" in page
    assert "piet@" not in page
    assert f'href="{path}"' in page


@pytest.mark.django_db
def test_what_another_site_posts_is_not_sent_again_in_our_name(client_for, anna):
    browser = browser_of(client_for(anna), strict=True)

    with away():
        response = browser.post("/logboek/nieuw/", {"tekst": "van een ander"})
    page = response.content.decode()

    assert is_waiting_page(response)
    assert "van een ander" not in page
    assert "data-geduld" not in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"hx-request": "true"}, "text/plain; charset=utf-8"),
        ({"sec-fetch-dest": "empty"}, "application/json"),
    ],
)
def test_a_script_gets_words_and_keeps_what_it_has(client_for, anna, headers, kind):
    browser = browser_of(client_for(anna))

    with away():
        response = browser.post("/logboek/nieuw/", {"tekst": GEHEIM}, headers=headers)

    assert (response.status_code, response["Content-Type"]) == (503, kind)
    assert response["Retry-After"] == "5"
    assert "geheim" not in response.content.decode()


@pytest.mark.django_db
def test_health_pages_keep_their_own_answers():
    browser = Client(raise_request_exception=False)

    with away():
        lives, ready = browser.get("/healthz"), browser.get("/readyz/web")

    assert lives.content == b"ok"
    assert ready.status_code == 503
    assert "Even geduld" not in ready.content.decode()


@pytest.mark.django_db
def test_a_session_that_cannot_be_saved_is_the_same_trouble(monkeypatch):
    """The view was done; what stands around it asked."""

    def remember(request, template, context):
        request.session["iets"] = 1
        return HttpResponse("gelukt")

    monkeypatch.setattr(pages, "render", remember)

    with away():
        response = Client(raise_request_exception=False).get("/hulp/")

    assert is_waiting_page(response)
