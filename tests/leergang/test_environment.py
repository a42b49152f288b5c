"""Reading settings: a good value is taken, any other is refused by name and never repeated."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from leergang.environment import addresses
from leergang.environment import reading as env
from leergang.environment.addresses import BROKER, DATABASE, MAIL, REPORTS, SITE
from tests.tree import ROOT

# -- Addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (MAIL, "smtp://127.0.0.1:25"),
        (MAIL, "smtp://mail.example"),
        (MAIL, "smtps://mail.example/"),
        (MAIL, "smtp+ssl://naam:w%40cht%2Fw%23oord@[2001:db8::1]:465"),
        (MAIL, "smtp+tls://naam%40stichting.example:met:dubbele:punt@smtp.example:587"),
        (DATABASE, "postgres://leergang:geheim@postgres:5432/leergang"),
        (DATABASE, "postgresql://leergang@db.example/leergang?sslmode=require"),
        (DATABASE, "postgres://a:b@een.example:5432,twee.example:5433/leergang"),
        (DATABASE, "postgres:///leergang"),
        (DATABASE, "postgres:////var/run/postgresql/leergang"),
        (DATABASE, "sqlite://:memory:"),
        (DATABASE, "sqlite:////srv/een map/@thuis/db.sqlite3"),
        (BROKER, "redis://127.0.0.1:6379/0"),
        (BROKER, "redis://:geheim@redis:6379"),
        (BROKER, "rediss://naam:geheim@valkey.example:6380/1?ssl_cert_reqs=required"),
        (REPORTS, "https://abc123@sentry.example/7"),
        (REPORTS, "http://abc:def@sentry.example:9000/onder/7"),
        (SITE, "https://leergang.example"),
        (SITE, "http://127.0.0.1:8000"),
    ],
)
def test_a_whole_address_is_taken(shape, value):
    addresses.check("X_URL", value, shape)


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (MAIL, "smtp+tls://naam:w@cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:w/cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:12/cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:12?cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:12#cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:w%cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:w cht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:w\tcht@smtp.example:587"),
        (MAIL, "smtp+tls://naam:w[cht@smtp.example:587"),
        (MAIL, "smtp+tls://@smtp.example:587"),
        (MAIL, "smtp+tls://naam:wacht@:587"),
        (MAIL, "smtp://smtp.example:"),
        (MAIL, "smtp://smtp.example:0"),
        (MAIL, "smtp://smtp.example:65536"),
        (MAIL, "smtp://smtp.example:vijf"),
        (MAIL, "smtp://een.example,twee.example:25"),
        (MAIL, "smtp:///25"),
        (MAIL, "http://smtp.example:25"),
        (MAIL, "smtp.example"),
        (MAIL, ""),
        (DATABASE, "postgres://naam:w@cht@db.example:5432/leergang"),
        (DATABASE, "postgres://naam:12/w@db.example:5432/leergang"),
        (DATABASE, "postgres://naam:wacht@/leergang"),
        (DATABASE, "postgres:leergang"),
        (DATABASE, "postgres://db.example:5432"),
        (DATABASE, "postgres://db.example:5432/"),
        (DATABASE, "mysql://db.example/leergang"),
        (DATABASE, "sqlite:db.sqlite3"),
        (DATABASE, "sqlite://db.sqlite3"),
        (DATABASE, "rubbish"),
        (DATABASE, ""),
        (BROKER, "redis://:w#cht@redis:6379/0"),
        (BROKER, "redis://redis:6379/nul"),
        (BROKER, "redis:///0"),
        (BROKER, "amqp://redis:6379/0"),
        (REPORTS, "https://sentry.example/1"),
        (REPORTS, "https://abc@sentry.example/"),
        (REPORTS, "https://abc@sentry.example/een"),
        (SITE, "leergang.example"),
        (SITE, "https://"),
        (SITE, "https://leergang.example:poort"),
    ],
)
def test_an_address_that_cannot_be_read_whole_is_refused_and_not_repeated(shape, value):
    with pytest.raises(ImproperlyConfigured) as refused:
        addresses.check("X_URL", value, shape)

    said = str(refused.value)
    expected = f"X_URL is geen adres dat te lezen is: schrijf het zoals {shape.example}"
    assert said.startswith(expected)
    assert ("%40 %2F %23 %3A %25" in said) is (shape is not SITE)
    # Nothing that quotes the value hangs behind it in a traceback.
    assert refused.value.__context__ is None


@pytest.mark.parametrize("shape", [SITE, MAIL, DATABASE, BROKER, REPORTS])
def test_each_example_is_a_whole_address(shape):
    addresses.check("X_URL", shape.example, shape)


@pytest.mark.parametrize(
    ("value", "port"),
    [
        ("smtp://a.example", 25),
        ("smtp+tls://a.example", 25),
        ("smtp+ssl://a.example", 465),
        ("smtp+tls://a.example:587", 587),
    ],
)
def test_a_mail_server_always_has_a_port_to_tell(monkeypatch, value, port):
    monkeypatch.setenv("X_URL", value)

    assert env.mail("X_URL", "smtp://127.0.0.1:25")["EMAIL_PORT"] == port


def test_encoded_signs_reach_the_server_as_themselves(monkeypatch):
    monkeypatch.setenv("X_URL", "smtp+tls://sanne:w%40cht%2Fw%23oord@smtp.example:587")

    read = env.mail("X_URL", "smtp://127.0.0.1:25")

    assert (read["EMAIL_HOST"], read["EMAIL_HOST_PASSWORD"]) == ("smtp.example", "w@cht/w#oord")


# -- Numbers, yes and no -------------------------------------------------------------------


@pytest.mark.parametrize(("value", "read"), [("0", 0), (" 2 ", 2), ("", 7)])
def test_a_number_is_read(monkeypatch, value, read):
    monkeypatch.setenv("X_COUNT", value)

    assert env.number("X_COUNT", 7) == read
    assert env.number("Y_COUNT", 7) == 7


@pytest.mark.parametrize("value", ["een", "-1", "1.0", "²", "9" * 5000])
def test_what_is_no_number_is_refused(monkeypatch, value):
    monkeypatch.setenv("X_COUNT", value)

    with pytest.raises(ImproperlyConfigured, match=r"^X_COUNT is geen heel getal: schrijf"):
        env.number("X_COUNT")


@pytest.mark.parametrize(
    ("value", "read"),
    [(word, True) for word in ("True", "true", "on", "yes", "1", " True ")]
    + [(word, False) for word in ("False", "FALSE", "off", "no", "0", "")],
)
def test_yes_and_no_are_read_in_their_usual_spellings(monkeypatch, value, read):
    monkeypatch.setenv("X", value)

    assert env.yes_or_no("X") is read
    assert env.yes_or_no("Y") is False


@pytest.mark.parametrize("value", ["ja", "nee", "Tru", "2", "aan"])
def test_what_is_neither_yes_nor_no_is_refused(monkeypatch, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match=r"^X kan alleen True of False zijn\.$"):
        env.yes_or_no("X")


# -- The file ------------------------------------------------------------------------------


def test_a_file_fills_in_what_the_environment_leaves_open(monkeypatch, tmp_path):
    monkeypatch.setenv("X_FILLED", "omgeving")
    # Put back afterwards, whatever the file sets.
    monkeypatch.setenv("X_OPEN", "")
    monkeypatch.delenv("X_OPEN")
    (tmp_path / ".env").write_text("# naam\n\n  # verder\nX_FILLED=bestand\nexport X_OPEN='a#b'\n")

    env.read_file(tmp_path / ".env")

    assert (env.text("X_FILLED"), env.text("X_OPEN")) == ("omgeving", "a#b")


@pytest.mark.parametrize(
    "line", ["X_URL = smtp://naam:geheim@mail", "X_URL smtp", "geheim", " X=1"]
)
def test_a_line_that_is_no_setting_is_refused_by_its_number(tmp_path, caplog, line):
    (tmp_path / ".env").write_text(f"# naam\n{line}\n")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.read_file(tmp_path / ".env")

    assert str(refused.value).startswith(".env, regel 2: schrijf NAAM=waarde")
    assert "geheim" not in str(refused.value) + caplog.text


def test_a_file_of_another_encoding_is_refused(tmp_path):
    (tmp_path / ".env").write_bytes("X_NAME=Zoë".encode("latin-1"))

    with pytest.raises(ImproperlyConfigured, match=r"^\.env is geen UTF-8"):
        env.read_file(tmp_path / ".env")


def test_the_example_for_production_is_read(monkeypatch):
    monkeypatch.setattr(environ.Env, "ENVIRON", {})

    env.read_file(ROOT / "docs/beheer/omgeving.voorbeeld")

    assert env.mail("EMAIL_URL", "")["EMAIL_HOST"] == "smtp.voorbeeld.example"
    assert env.number("TRUSTED_PROXY_COUNT") == 1
