"""Who reads the logs gets no further than that."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string
from gunicorn.config import Config

from accounts.ways_in import links
from leergang.watching import web
from leergang.watching.logs import AccessLogger, without_secrets

CODE = "7K3M9QX2V5B8N4T6W1YZ"


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/account/link/5-d6x7k2-0f3c9a4be1d27a6650f3c9a4be1d27a6/", "/account/link/…/"),
        (
            "/account/wachtwoord/herstel/5-d6x7k2-0f3c9a4be1d27a665/",
            "/account/wachtwoord/herstel/…/",
        ),
        ("/account/e-mail/bevestiging/MQ:1vNQ2x:Zk3b9_x-Q/", "/account/e-mail/bevestiging/…/"),
        ("/logboek/0b6ac1c2-6d5f-4b0e-9a55-2f6d8a3f7c11/tekst/", "/logboek/…/tekst/"),
        (f"/controle/{CODE}/", "/controle/…/"),
        ("/bijeenkomsten/12/overige-aanwezigheden/", "/bijeenkomsten/12/overige-aanwezigheden/"),
        ("/toegankelijkheid/", "/toegankelijkheid/"),
    ],
)
def test_a_log_line_names_the_page_and_no_secret(path, logged):
    assert without_secrets(f"Gone: {path}") == f"Gone: {logged}"


@pytest.mark.django_db
def test_a_refused_press_on_a_link_leaves_no_link_in_the_log(anna, caplog):
    token = links.make_token(anna)
    (stdout,) = settings.LOGGING["handlers"].values()
    for name in stdout["filters"]:
        caplog.handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())

    refused = Client(enforce_csrf_checks=True).post(f"/account/link/{token}/")

    assert refused.status_code == 403
    assert links.holder_of(token) == anna
    assert "/account/link/…/" in caplog.text
    assert token not in caplog.text


def test_the_access_log_holds_no_token_no_search_and_no_referrer():
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/certificaten/{CODE}/pdf/?q=Jansen",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": f"/certificaten/{CODE}/pdf/",
        "QUERY_STRING": "q=Jansen",
        "HTTP_REFERER": f"https://leergang.example/account/link/{CODE}/",
        "REMOTE_ADDR": "10.0.0.1",
    }
    response = SimpleNamespace(status="200 OK", sent=10, headers=[])
    request = SimpleNamespace(headers=[])

    atoms = AccessLogger(Config()).atoms(response, request, environ, timedelta(seconds=1))
    line = Config().access_log_format % atoms

    assert '"GET /certificaten/…/pdf/ HTTP/1.1" 200' in line
    assert CODE not in line
    assert "Jansen" not in line


def test_production_writes_those_lines_with_our_time_and_the_id_of_the_request(capsys):
    assert "--config=python:leergang.watching.web" in (settings.BASE_DIR / "Dockerfile").read_text()
    config = Config()
    config.set("accesslog", "-")
    config.set("logger_class", web.logger_class)
    config.set("access_log_format", web.access_log_format)
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": "/", "SERVER_PROTOCOL": "HTTP/1.1"}
    response = SimpleNamespace(status="200 OK", sent=10, headers=[("X-Request-ID", "4f2a")])

    logger = config.logger_class(config)
    logger.access(response, SimpleNamespace(headers=[]), environ, timedelta(seconds=1))
    logger.error("Error handling request %s", f"/account/link/{CODE}/")

    written = capsys.readouterr()
    moment, request_id, *_ = written.out.split(" ")
    assert datetime.fromisoformat(moment).utcoffset() is not None
    assert request_id == "4f2a"
    assert datetime.fromisoformat(written.err.split(" ")[0]).utcoffset() is not None
    assert CODE not in written.err
