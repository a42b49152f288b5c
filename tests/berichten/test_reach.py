"""Whether mail can leave: a real mail server is asked, and each fault is told in words."""

import smtplib
import socket
import ssl
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from berichten import reach
from berichten.tasks import look_at_mail_server
from tests import servers
from tests.berichten.smtp import Mailserver


@pytest.fixture(autouse=True)
def nobody_looked():
    cache.clear()


@pytest.fixture
def locked_mailserver(settings):
    """A mail server that wants the password "goed" before anything else."""
    controller = Controller(
        Mailserver(),
        hostname="127.0.0.1",
        port=servers.free_port(),
        auth_required=True,
        auth_require_tls=False,
        authenticator=lambda *args: AuthResult(success=args[-1].password == b"goed", handled=False),
    )
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = "leergang"
    yield
    controller.stop()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
@pytest.mark.parametrize(
    ("password", "fault"),
    [("goed", ""), ("fout", "de mailserver weigert de naam of het wachtwoord")],
)
def test_a_password_is_tried_before_somebody_waits_for_a_mail(
    locked_mailserver, settings, password, fault
):
    settings.EMAIL_HOST_PASSWORD = password

    assert reach.look() == fault
    assert reach.known_fault() == fault


def test_nothing_is_sent_by_looking(mailserver):
    assert reach.look() == ""
    assert mailserver.taken == []


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("EMAIL_USE_TLS", "de mailserver kent geen TLS of geen wachtwoord op deze poort"),
        (
            "EMAIL_USE_SSL",
            "TLS past niet bij de poort: smtp+tls:// hoort bij 587, smtp+ssl:// bij 465",
        ),
    ],
)
def test_tls_where_there_is_none_is_told(mailserver, settings, setting, fault):
    setattr(settings, setting, True)

    assert reach.look() == fault


def test_a_port_without_a_server_is_told(mailserver, settings):
    settings.EMAIL_PORT = servers.free_port()

    assert reach.look() == "op deze poort luistert geen mailserver"


def test_a_server_that_says_nothing_is_told(mailserver, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.2

        assert reach.look() == "de mailserver antwoordt niet of hangt op"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            socket.gaierror(-2, "Name or service not known"),
            "de naam van de mailserver bestaat niet",
        ),
        (
            ssl.SSLCertVerificationError(1, "expired"),
            "het TLS-certificaat van de mailserver klopt niet",
        ),
        (
            smtplib.SMTPSenderRefused(550, b"no anna@gemeente.example here", "x"),
            "de mailserver werkt niet mee (SMTPSenderRefused 550)",
        ),
    ],
)
def test_what_the_server_quotes_is_kept_out(error, words):
    assert reach.in_words(error) == words


@pytest.mark.parametrize(
    ("https", "sender", "is_fault"),
    [
        (True, "Leergang <leergang@beroepseer.example>", True),
        (True, "Leergang <leergang@example.nl>", False),
        (False, "Leergang <leergang@beroepseer.example>", False),
    ],
)
def test_in_production_an_example_as_sender_is_a_fault(
    mailserver, settings, https, sender, is_fault
):
    settings.HTTPS, settings.DEFAULT_FROM_EMAIL = https, sender

    assert bool(reach.look()) is is_fault
    assert ("DEFAULT_FROM_EMAIL" in reach.known_fault()) is is_fault


def test_an_answer_is_known_for_a_quarter_of_an_hour(mailserver, settings):
    """The local cache counts by the clock of the machine."""
    settings.EMAIL_PORT = servers.free_port()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        look_at_mail_server()

    for later, known in ((timedelta(minutes=14), True), (timedelta(minutes=16), False)):
        with time_machine.travel(now + later, tick=False):
            assert bool(reach.known_fault()) is known


# -- testmail ------------------------------------------------------------------------------


def send_test(adres: str) -> str:
    printed = StringIO()
    call_command("testmail", adres, stdout=printed)
    return printed.getvalue()


def test_a_test_mail_arrives_as_text_and_as_page(mailserver, settings):
    printed = send_test("els@stichting.example")

    [mail] = mailserver.taken
    assert b"To: els@stichting.example" in mail
    assert b"Content-Type: text/html" in mail
    assert "nam de mail aan els@stichting.example aan" in printed
    assert f"127.0.0.1, poort {settings.EMAIL_PORT}" in printed


def test_a_refused_test_mail_says_why(mailserver):
    mailserver.refuse_at, mailserver.answer = "rcpt", "550 no els@stichting.example here"

    with pytest.raises(CommandError, match=r"ging niet weg: .*SMTPRecipientsRefused 550.*poort"):
        send_test("els@stichting.example")


def test_in_the_demo_a_test_mail_is_said_to_lie_in_its_mailbox(settings, tmp_path):
    settings.DEMO, settings.DEMO_POSTVAK_DIR = True, tmp_path / "postvak"
    settings.EMAIL_BACKEND = "berichten.backends.DemoPostvakBackend"

    printed = send_test("els@stichting.example")

    assert len(list(settings.DEMO_POSTVAK_DIR.iterdir())) == 1
    assert "postvak van de demo: http://testserver/demo/postvak/" in printed
    assert "poort" not in printed


def test_a_mailbox_of_the_demo_that_cannot_be_written_is_named(settings, tmp_path):
    (tmp_path / "postvak").write_text("no folder")
    settings.DEMO, settings.DEMO_POSTVAK_DIR = True, tmp_path / "postvak"
    settings.EMAIL_BACKEND = "berichten.backends.DemoPostvakBackend"

    with pytest.raises(CommandError, match=r"ging niet weg: .*/demo/postvak/\.$"):
        send_test("els@stichting.example")


def test_something_that_is_no_address_is_not_sent(mailserver):
    with pytest.raises(CommandError, match="‘els’ is geen e-mailadres"):
        send_test("els")

    assert mailserver.taken == []
