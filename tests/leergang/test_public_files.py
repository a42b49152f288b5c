"""What every public site has, and how browsers are told to treat what we serve."""

import gzip
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from leergang.checks import SECURITY_TXT_EXPIRES
from leergang.middleware import CompressedTextMiddleware
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

PUBLIC = (
    "/.well-known/security.txt",
    "/robots.txt",
    "/favicon.ico",
    "/.well-known/change-password",
)


@pytest.mark.monday
def test_security_txt_says_where_to_tell_and_until_when(client, settings):
    settings.SECURITY_CONTACT = "mailto:veilig@stichting.example"

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields == {
        "Contact": "mailto:veilig@stichting.example",
        "Expires": fields["Expires"],
        "Preferred-Languages": "nl, en",
        "Canonical": "http://testserver/.well-known/security.txt",
    }
    expires = datetime.fromisoformat(fields["Expires"])
    assert expires == SECURITY_TXT_EXPIRES
    assert timedelta() < expires - timezone.now() < timedelta(days=365)


def test_the_rest_is_where_browsers_and_password_managers_look(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert client.get("/.well-known/change-password").url == "/account/wachtwoord/"
    icon = client.get("/favicon.ico", follow=True)
    assert b"".join(icon.streaming_content)[:4] == b"\0\0\1\0"
    icon.close()


@pytest.mark.parametrize("path", PUBLIC)
def test_who_still_needs_a_second_factor_gets_them_too(carla, path):
    client = Client()
    client.force_login(carla)

    assert client.get(path).get("Location", "") != "/account/beveiliging/"


@pytest.fixture
def thema_url(organisatie) -> str:
    return f"/thema/{organisatie.pk}.css"


def test_an_organisatie_that_is_not_there_has_no_colours(client, db):
    assert client.get("/thema/0.css").status_code == 404


@pytest.mark.parametrize("path", ["/privacy/", "thema", "/robots.txt", "/weg/"])
def test_no_other_site_shows_or_reads_what_we_serve(client, thema_url, path):
    response = client.get(thema_url if path == "thema" else path)

    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["css/huisstijl/base.css", "js/app.js", "img/mark.svg"])
def test_a_static_file_opened_by_itself_loads_nothing(client, path):
    response = client.get(f"/static/{path}")
    response.close()

    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


# -- Compressed ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/privacy/", "thema"])
def test_pages_and_colours_are_compressed_for_who_can_read_it(client, thema_url, path):
    path = thema_url if path == "thema" else path
    plain = client.get(path)
    packed = client.get(path, headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content)[:100] == plain.content[:100]


def test_each_compressed_answer_has_a_length_of_its_own(client, thema_url):
    lengths = {
        len(client.get(thema_url, headers={"accept-encoding": "gzip"}).content) for _ in range(12)
    }

    assert len(lengths) > 1


@pytest.mark.parametrize(
    ("kind", "packed"),
    [
        ("application/pdf", False),
        ("application/vnd.oasis.opendocument.spreadsheet", False),
        ("application/json", True),
        ("text/html; charset=utf-8", True),
    ],
)
def test_what_is_packed_already_is_left_as_it_is(rf, kind, packed):
    middleware = CompressedTextMiddleware(lambda request: HttpResponse("x" * 999, kind))

    response = middleware(rf.get("/", headers={"accept-encoding": "gzip"}))

    assert ("Content-Encoding" in response) == packed


# -- Production ----------------------------------------------------------------------------


def production(expression: str, **environment: str) -> str:
    """A setting as a server on https reads it, in a process of its own."""
    program = (
        "import environ; environ.Env.read_env = lambda *a, **k: None;"
        "from django.conf import settings;"
        f"print({expression})"
    )
    safe = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "leergang.settings",
        "SECRET_KEY": "a-long-and-random-key-for-this-test-only-0123456789",
        "JOURNAAL_SLEUTELS": "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "BASE_URL": "https://leergang.example",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
    }
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**safe, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.strip()


@pytest.mark.services
def test_cookies_belong_to_this_host_alone_on_https_and_not_on_the_demo():
    names = "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME"
    flags = (
        "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, "
        "settings.SESSION_COOKIE_PATH, settings.SESSION_COOKIE_DOMAIN"
    )

    assert production(names) == "__Host-sessionid __Host-csrftoken"
    assert production(flags) == "True True / None"
    assert production(names, BASE_URL="http://127.0.0.1:8000") == "sessionid csrftoken"


@pytest.mark.services
@pytest.mark.parametrize("name", ["INCLUDE_SUBDOMAINS", "PRELOAD"])
def test_hsts_binds_other_sites_only_when_asked(name):
    setting = f"settings.SECURE_HSTS_{name}"

    assert production(setting) == "False"
    assert production(setting, **{f"HSTS_{name}": "True"}) == "True"
    on_the_demo = {"BASE_URL": "http://127.0.0.1:8000", f"HSTS_{name}": "True"}
    assert production(setting, **on_the_demo) == "False"


def test_every_script_finds_the_token_in_either_cookie():
    scripts = [
        path for path in (ROOT / "static/js").rglob("*.js") if "csrftoken" in path.read_text()
    ]

    assert len(scripts) == 2
    assert all("(?:__Host-)?csrftoken=" in path.read_text() for path in scripts)
