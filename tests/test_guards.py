"""What the database itself refuses, on SQLite as on PostgreSQL."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from cohorts.aanwezigheid.actions.ledger import record
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.aanwezigheid.statement import Statement
from programma.models import Cursusdag
from tests.factories import AanwezigheidFactory, DeelnameFactory

pytestmark = pytest.mark.django_db

ONLY_ADDED = (
    "certificaten_certificaat",
    "certificaten_certificaatdocument",
    "certificaten_certificaatgebeurtenis",
    "aanwezigheid_aanwezigheidswijziging",
)
EXISTING = {
    "postgresql": "SELECT tgname, tgtype & 8, tgtype & 16 FROM pg_trigger WHERE NOT tgisinternal",
    "sqlite": "SELECT name, sql LIKE '%BEFORE DELETE%', sql LIKE '%BEFORE UPDATE%' "
    "FROM sqlite_master WHERE type = 'trigger'",
}


def guards() -> dict[str, set[str]]:
    """Each trigger of the product with the acts that it refuses."""
    with connection.cursor() as cursor:
        cursor.execute(EXISTING[connection.vendor])
        return {
            name: {act for act, on in (("delete", delete), ("update", update)) if on}
            for name, delete, update in cursor.fetchall()
        }


@pytest.mark.parametrize("act", ["update", "delete"])
@pytest.mark.parametrize("table", ONLY_ADDED)
def test_after_all_migrations_every_table_that_only_grows_has_its_guard(table, act):
    # Django makes a table of SQLite anew to alter it, and the triggers go with the old one.
    names = (f"{table}_append_only", f"{table}_no_deletion")

    assert any(act in guards().get(name, ()) for name in names)


def test_after_all_migrations_marks_have_their_guard():
    assert guards()["aanwezigheid_aanwezigheid_with_history"] == {"update"}


def test_no_guard_exists_that_these_tests_do_not_know():
    known = {f"{table}_{kind}" for table in ONLY_ADDED for kind in ("append_only", "no_deletion")}

    assert set(guards()) <= known | {"aanwezigheid_aanwezigheid_with_history"}


def test_what_a_migration_does_on_one_database_it_does_on_the_other():
    """Words that only one engine knows stand beside a word of the other, or of Django."""
    own = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app not in own:
            continue
        source = Path(__import__(migration.__module__, fromlist=["x"]).__file__).read_text()
        assert "contrib.postgres" not in source, name
        if re.search("postgresql|CREATE TRIGGER|RunSQL", source):
            assert re.search("sqlite", source, re.IGNORECASE), f"{app} {name}"


@pytest.fixture
def mark(deelname, vandaag, carla) -> Aanwezigheid:
    """Anna was there this morning, as Carla said."""
    said = Statement(naar="aanwezig", door=carla, bijeenkomst=vandaag)
    return record(said, deelname=deelname, cursusdag=vandaag.cursusdag, dagdeel="ochtend")


def refused(words: str):
    return pytest.raises(IntegrityError, match=words)


def said(mark: Aanwezigheid, van: str, naar: str) -> None:
    Aanwezigheidswijziging.objects.create(aanwezigheid=mark, van=van, naar=naar)


@pytest.mark.parametrize(
    "change",
    [{"status": "afwezig"}, {"status": "open"}, {"status": "afgemeld", "bijeenkomst": None}],
)
def test_a_mark_cannot_change_without_history(mark, change):
    with refused("A mark changes only together with"), transaction.atomic():
        Aanwezigheid.objects.update(**change)

    mark.refresh_from_db()
    assert mark.status == "aanwezig"


def test_a_mark_cannot_change_by_a_row_of_history_about_something_else(mark):
    other = AanwezigheidFactory(
        deelname=DeelnameFactory(cohort=mark.deelname.cohort), bijeenkomst=mark.bijeenkomst
    )
    said(mark, "aanwezig", "afgemeld")
    said(mark, "open", "afwezig")
    said(other, "aanwezig", "afwezig")

    with refused("A mark changes only together with"), transaction.atomic():
        Aanwezigheid.objects.filter(pk=mark.pk).update(status="afwezig", bijeenkomst=None)


def test_a_mark_changes_with_its_row_of_history_and_once(mark):
    said(mark, "aanwezig", "afwezig")
    Aanwezigheid.objects.update(status="afwezig", bijeenkomst=None)

    with refused("A mark changes only together with"), transaction.atomic():
        Aanwezigheid.objects.update(status="aanwezig", bijeenkomst=mark.bijeenkomst)


def test_a_mark_cannot_be_of_somebody_else_or_another_day(mark):
    changes = [
        {"deelname": DeelnameFactory(cohort=mark.deelname.cohort)},
        {"cursusdag": Cursusdag.objects.exclude(pk=mark.cursusdag_id)[0]},
        {"dagdeel": "middag"},
        {"bijeenkomst": None, "status": "ingehaald"},
    ]
    for change in changes:
        with refused("A mark changes only together with"), transaction.atomic():
            Aanwezigheid.objects.update(**change)


def test_a_mark_may_be_saved_as_it_stands(mark):
    mark.save()


@pytest.mark.parametrize("act", ["change", "delete"])
def test_history_is_neither_changed_nor_deleted(mark, act):
    rows = Aanwezigheidswijziging.objects.all()
    with refused("The history of attendance is never rewritten"), transaction.atomic():
        rows.update(naar="afwezig") if act == "change" else rows.delete()

    assert rows.get().naar == "aanwezig"
