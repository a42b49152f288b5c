"""django-migration-linter for the migrations that were not released yet."""

import inspect
from pathlib import Path

from django.db import connections
from django.db.migrations import Migration, RunPython
from django_migration_linter.migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.base import Issue

from tests.upgrades.released import ROOT, released_migrations
from tests.upgrades.rules import Analyser

# What one migration may do all the same, by the codes of the rules, and why. The last step of
# taking a column away stands here: no code of the release before it reads or writes the column.
ALLOWED: dict[tuple[str, str], dict[str, str]] = {}
# How the arguments and variables of a data migration are called is our own affair.
TASTE = ["RUNPYTHON_ARGS_NAMING_CONVENTION", "RUNPYTHON_MODEL_VARIABLE_NAME"]


class Linter(MigrationLinter):
    """Every warning is an error, nothing is kept between runs, and no migration excuses itself."""

    def __init__(self) -> None:
        super().__init__(no_cache=True, no_output=True, all_warnings_as_errors=True)
        self.sql_analyser_class = Analyser
        self.found: dict[tuple[str, str], list[Issue]] = {}

    def unreleased(self) -> list[Migration]:
        return [
            migration
            for migration in self.migration_loader.disk_migrations.values()
            if (path := path_of(migration)).is_relative_to(ROOT)
            and "site-packages" not in path.parts
            and path.relative_to(ROOT).as_posix() not in released_migrations()
        ]

    def issues_of(self, migration: Migration) -> list[Issue]:
        self.looked_at = migration
        allowed = ALLOWED.get((migration.app_label, migration.name), {})
        self.exclude_migration_tests = [*TASTE, *allowed]
        self.issues: list[Issue] = []
        self.lint_migration(migration)
        return self.issues

    def print_errors(self, errors: list[Issue]) -> None:
        """The library tells what it found only in print; an ignored one passes here too."""
        self.issues += [one for one in errors if one.code not in self.exclude_migration_tests]

    def should_ignore_migration(self, *args: object, **kwargs: object) -> bool:
        """The library's IgnoreMigration would be a way out, and import a tool in production."""
        return False

    @staticmethod
    def get_migration_hash(app_label: str, migration_name: str) -> str:
        return ""

    def get_sql(self, app_label: str, migration_name: str) -> list[str]:
        """What `sqlmigrate` prints, also for a migration that stands in no app."""
        loader, migration = self.migration_loader, self.looked_at
        key = (app_label, migration_name)
        known = key in loader.graph.nodes
        state = loader.project_state(key, at_end=False) if known else loader.project_state()
        atomic = bool(migration.atomic)
        with connections["default"].schema_editor(collect_sql=True, atomic=atomic) as editor:
            migration.apply(state, editor, collect_sql=True)
        begin = ["BEGIN;"] if atomic else []
        return begin + [line for line in editor.collected_sql if not line.startswith("--")]

    def lint_runpython(self, runpython: RunPython):
        errors, ignored, warnings = super().lint_runpython(runpython)
        if "schema_editor." in inspect.getsource(self.discover_function(runpython.code)).replace(
            "schema_editor.connection", ""
        ):
            message = "a RunPython that changes the schema where this linter cannot look"
            issue = Issue(code="RUNPYTHON_SCHEMA", message=message)
            place = ignored if issue.code in self.exclude_migration_tests else errors
            place.append(issue)
        return errors, ignored, warnings


def path_of(migration: Migration) -> Path:
    return Path(inspect.getfile(type(migration))).resolve()
