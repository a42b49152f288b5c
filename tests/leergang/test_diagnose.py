"""manage.py diagnose: what is wrong with an installation, in words somebody can act upon."""

from contextlib import nullcontext
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from kombu import Connection

from accounts.models import Coordinatorschap
from leergang.celery import app
from leergang.health import heartbeats
from programma.models import Programma
from tests import servers
from tests.reflecties.writing import write

pytestmark = pytest.mark.django_db

OTHER_KEY = "ander:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="


@pytest.fixture
def diagnose():
    """Runs the command; gives its exit ("" when all is well) and the lines it printed."""

    def run(**options) -> tuple[str, list[str]]:
        printed = StringIO()
        verdict = ""
        try:
            call_command("diagnose", stdout=printed, **options)
        except CommandError as error:
            verdict = str(error)
        return verdict, printed.getvalue().splitlines()

    return run


@pytest.fixture(autouse=True)
def well(settings, tmp_path, monkeypatch, els, programma):
    """An installation to which nothing is wrong."""
    settings.VAR_DIR = tmp_path
    # The key of the tests is short, and the browser's tests allow Django beside a running loop.
    settings.SILENCED_SYSTEM_CHECKS = [
        *settings.SILENCED_SYSTEM_CHECKS,
        *("security.W009", "async.E001"),
    ]
    cache.clear()
    monkeypatch.setattr(app, "connection_for_write", lambda: Connection("memory://"))
    heartbeats.leave(heartbeats.WORKER)
    heartbeats.leave(heartbeats.BEAT)
    become_plain()
    yield
    cache.clear()


def become_plain() -> None:
    """The tests open PostgreSQL as its superuser: be a role of less until the test ends."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain NOSUPERUSER")
        for kind in ("TABLES", "SEQUENCES"):
            cursor.execute(f"GRANT ALL ON ALL {kind} IN SCHEMA public TO plain")
        cursor.execute("SET ROLE plain")


def faults(lines: list[str]) -> list[str]:
    return [line.removeprefix("FOUT  ") for line in lines if line.startswith("FOUT")]


def test_an_installation_that_works_is_told_so(diagnose):
    verdict, lines = diagnose()

    assert (verdict, faults(lines), lines[-1]) == ("", [], "Alles werkt.")
    assert len(lines) == 13


def test_keys_that_nobody_has_yet_are_not_called_good(diagnose, anna):
    _, lines = diagnose()
    none_yet = [line for line in lines if line.endswith("er zijn er nog geen")]
    assert [line.split(":")[0] for line in none_yet] == [
        "goed  persoonssleutels",
        "goed  tweede sleutels",
    ]

    write(anna, "Niet op het scherm.")
    Authenticator.objects.create(
        user=anna, type="totp", data={"secret": encrypt_as_allauth("GEHEIM")}
    )
    _, lines = diagnose()
    assert "goed  persoonssleutels" in lines
    assert "goed  tweede sleutels" in lines


def lose_journal_key(settings):
    settings.JOURNAAL_SLEUTELS = [OTHER_KEY]


def lose_secret_key(settings):
    settings.SECRET_KEY = "another-" * 10


def end_coordinator(settings):
    Coordinatorschap.objects.update(tot_en_met=timezone.localdate() - timedelta(days=1))


def silence_worker(settings):
    cache.delete("heartbeat:worker")


def close_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()


def forget_proxy(settings):
    settings.HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 0
    settings.DEFAULT_FROM_EMAIL = "leergang@example.nl"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 1, True


@pytest.mark.parametrize(
    ("spoil", "fault", "also_before_start"),
    [
        (lose_journal_key, "persoonssleutels: 1 gaan met geen enkele", True),
        (lose_secret_key, "tweede sleutels: 1 gaan met deze SECRET_KEY niet open", True),
        (close_mail, "mail: op deze poort luistert geen mailserver", True),
        (
            forget_proxy,
            "instellingen: leergang.W002: TRUSTED_PROXY_COUNT is 0: achter een proxy",
            True,
        ),
        (silence_worker, "worker: nog niet gehoord", False),
        (end_coordinator, "coördinator: vandaag is niemand coördinator", False),
    ],
)
def test_what_is_wrong_is_named_alone_and_with_what_to_do(
    diagnose, settings, anna, spoil, fault, also_before_start
):
    write(anna, "Niet op het scherm.")
    Authenticator.objects.create(
        user=anna, type="totp", data={"secret": encrypt_as_allauth("GEHEIM")}
    )
    spoil(settings)

    verdict, lines = diagnose()
    [found] = faults(lines)
    assert found.startswith(fault)
    assert lines[lines.index(f"FOUT  {found}") + 1].startswith("      ")
    assert verdict == "Niet alles werkt."
    assert bool(faults(diagnose(voor_start=True)[1])) is also_before_start


@pytest.mark.parametrize(
    ("spoil", "may_start"),
    [
        (lose_journal_key, False),
        (lose_secret_key, False),
        (close_mail, True),
    ],
)
def test_a_start_is_held_back_only_where_it_would_make_things_worse(
    diagnose, settings, anna, spoil, may_start
):
    write(anna, "Niet op het scherm.")
    Authenticator.objects.create(
        user=anna, type="totp", data={"secret": encrypt_as_allauth("GEHEIM")}
    )
    spoil(settings)

    verdict, lines = diagnose(voor_start=True)

    assert (verdict == "") is may_start
    assert (lines[-1] == "Het platform kan starten.") is may_start


def test_a_platform_without_a_programme_may_start_and_is_told(diagnose):
    Programma.objects.all().delete()

    assert faults(diagnose()[1]) == ["programma: nog niet geladen"]
    assert diagnose(voor_start=True)[0] == ""


def encrypt_as_allauth(secret: str) -> str:
    from allauth.mfa.utils import encrypt  # noqa: PLC0415 -- reads its settings when imported

    return encrypt(secret)


def no_answer(execute, sql, params, many, context):
    raise OperationalError("connection refused")


@pytest.mark.parametrize("voor_start", [True, False])
@pytest.mark.parametrize("away", [True, False])
def test_without_its_ground_the_rest_is_not_asked(diagnose, away, voor_start):
    if not away:
        MigrationRecorder(connection).record_unapplied("berichten", "0001_initial")

    with connection.execute_wrapper(no_answer) if away else nullcontext():
        verdict, lines = diagnose(voor_start=voor_start)

    assert verdict == "Herstel dit eerst: daarna is de rest te zien."
    assert len(faults(lines)) == (2 if away else 1)
    assert not [line for line in lines if "worker" in line or "mail" in line]
    advice = lines[lines.index("FOUT  database: antwoordt niet") + 1] if away else ""
    assert ("docker compose ps postgres" in advice) is (away and connection.vendor != "sqlite")
    assert ("DATABASE_URL" in advice) is away


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")
def test_a_superuser_of_the_database_is_told(diagnose):
    assert faults(diagnose()[1]) == []

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")

    assert faults(diagnose()[1]) == [
        "rol in de database: het platform opent de database als superuser"
    ]
