"""What has to hold for the platform to do its work, each as a question with a Dutch answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as once

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from berichten import reach
from leergang.celery import app
from leergang.health import heartbeats


@dataclass(frozen=True)
class Condition:
    """One thing that holds, or what is wrong with it and what an administrator does about it."""

    name: str
    fault: str = ""
    remedy: str = ""
    # What there is to know of it while nothing is wrong.
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.fault or 'goed'}"

    @property
    def sentence(self) -> str:
        said = self.fault or self.note
        return f"{self.name}: {said}" if said else self.name


def database() -> Condition:
    # A question, not `ensure_connection`: a kept connection may have lost its server meanwhile.
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return database_away(error)
    return Condition("database")


def database_away(error: Exception) -> Condition:
    """What to say of a database that answered with this error; it is not asked again."""
    # The driver has no code for it: it never got as far as a session.
    if "password authentication failed" in str(error):
        return Condition(
            "database",
            "weigert het wachtwoord",
            "Zet POSTGRES_PASSWORD (of DATABASE_URL) terug zoals bij de eerste start: "
            "docs/beheer/installeren.md, ‘Het start niet’.",
        )
    remedy = "Kijk of PostgreSQL draait (docker compose ps postgres) en of DATABASE_URL klopt."
    if connection.vendor == "sqlite":
        remedy = "Kijk of DATABASE_URL klopt, en of het platform in die map mag lezen en schrijven."
    return Condition("database", "antwoordt niet", remedy)


def migrations() -> Condition:
    """Whether every migration of this code was applied; more is fine, as during an upgrade."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return Condition("migraties", "niet te zien zonder database", "Herstel eerst de database.")
    missing = len(_own_migrations() - applied.keys())
    if not missing:
        return Condition("migraties")
    return Condition(
        "migraties",
        f"{missing} nog niet uitgevoerd",
        "Draai: docker compose run --rm migrate",
    )


@once
def _own_migrations() -> frozenset[tuple[str, str]]:
    """The migrations in the code, as (app, name); read from disk once per process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def broker() -> Condition:
    try:
        with app.connection_for_write() as conn:
            # A channel is made with a ping; kombu connects no earlier.
            conn.default_channel  # noqa: B018
    except (BrokerError, RedisError, OSError):
        return Condition(
            "broker",
            "antwoordt niet",
            "Kijk of Valkey draait (docker compose ps redis) en of REDIS_URL klopt.",
        )
    return Condition("broker")


def worker() -> Condition:
    return _heard(heartbeats.WORKER)


def beat() -> Condition:
    return _heard(heartbeats.BEAT)


def mail() -> Condition:
    """What the worker found when it last asked the mail server."""
    return _of_mail(reach.known_fault())


def mail_now() -> Condition:
    """The mail server itself is asked: this may take some seconds."""
    return _of_mail(reach.look())


def _of_mail(fault: str) -> Condition:
    remedy = "Kijk naar EMAIL_URL en DEFAULT_FROM_EMAIL, en probeer: manage.py testmail ADRES"
    return Condition("mail", fault, remedy if fault else "")


def what_keeps_mail() -> str:
    """Why no mail leaves now, for who waits for it and repairs nothing; empty when mail leaves."""
    silent = [condition.name for condition in (worker(), beat()) if condition.fault]
    if silent:
        return f"een deel van het platform staat stil ({' en '.join(silent)})"
    return reach.known_fault()


def _heard(process: str) -> Condition:
    last = heartbeats.last(process)
    if last is None and not heartbeats.can_be_heard():
        return Condition(process, "niet te zien zonder broker", "Herstel eerst de broker.")
    remedy = (
        "Net gestart? Vraag het over twee minuten weer. Anders: kijk in het log "
        f"(docker compose logs {process}) en start hem opnieuw."
    )
    if last is None:
        return Condition(process, "nog niet gehoord", remedy)
    silence = timezone.now() - last
    if silence <= heartbeats.SILENT_AFTER:
        return Condition(process)
    minutes = int(silence.total_seconds() // 60)
    return Condition(process, f"{minutes} minuten niet gehoord", remedy)


Question = Callable[[], Condition]
# What a page needs, and what the whole platform needs.
OF_THE_WEB: tuple[Question, ...] = (database, migrations)
OF_ALL: tuple[Question, ...] = (*OF_THE_WEB, broker, worker, beat, mail)
