"""What somebody sees, and what the log says, when a request is wrong or we are."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from leergang.views import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(caplog):
    """What the log holds, as production writes it."""
    (stdout,) = settings.LOGGING["handlers"].values()
    for name in stdout["filters"]:
        caplog.handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    caplog.set_level(logging.INFO)
    return lambda: [caplog.handler.format(record) for record in caplog.records]


def test_a_request_that_we_cannot_read_gets_a_page_in_dutch_and_one_line(written, client):
    response = client.get("/", headers={"host": "kwaad.example"})

    assert response.status_code == 400
    assert "Dit verzoek klopte niet" in response.content.decode()
    assert 'lang="nl"' in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert not any("Traceback" in line for line in written())
    assert any("kwaad.example" in line for line in written())


def test_a_refusal_is_one_line_without_a_traceback(written, client_for, anna, andere_bijeenkomst):
    response = client_for(anna).get("/cohorten/nieuw/")

    assert response.status_code == 403
    (line,) = [line for line in written() if "Forbidden" in line]
    assert "\n" not in line
    assert not any("Traceback" in other for other in written())


def test_an_error_of_ours_shows_nothing_of_it_and_its_traceback_is_in_the_log(written, monkeypatch):
    def broken(request):
        geheim = "binnenkant"
        raise ValueError(geheim)

    monkeypatch.setattr(pages, "render", lambda request, template: broken(request))
    browser = Client(raise_request_exception=False)

    response = browser.get("/hulp/")

    assert response.status_code == 500
    assert "De fout ligt bij ons" in response.content.decode()
    assert "binnenkant" not in response.content.decode()
    assert "ValueError" not in response.content.decode()
    assert any("Traceback" in line for line in written())


@pytest.mark.parametrize("path", ["/healthz", "/readyz/web"])
def test_health_pages_answer_a_look_at_their_head(client, path):
    response = client.head(path)

    assert (response.status_code, response.content) == (200, b"")
