"""What a migration may not do to a table that people are using, read from its SQL.

The library looks at a migration as a whole and stops at the first index or default that it finds.
These rules look at every statement, and stand in its place where both have one.
"""

import re

from django_migration_linter.sql_analyser.base import Check, CheckMode, CheckType
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

TABLE = r'(?:ONLY )?(?P<table>"?[\w.]+"?)'
NEW_TABLE = re.compile(rf"CREATE TABLE (?:IF NOT EXISTS )?{TABLE}", re.IGNORECASE)
INDEX = re.compile(rf"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON {TABLE}", re.IGNORECASE)
UNIQUE = re.compile(
    rf"ALTER TABLE {TABLE} ADD (?:CONSTRAINT \S+ )?(?:UNIQUE|PRIMARY KEY) (?!USING)", re.IGNORECASE
)
UNIQUE_COLUMN = re.compile(
    rf"ALTER TABLE {TABLE} ADD COLUMN .*\b(?:UNIQUE|PRIMARY KEY)\b", re.IGNORECASE
)
CONSTRAINT = re.compile(
    rf"ALTER TABLE {TABLE} ADD (?:CONSTRAINT \S+ )?(?:CHECK|FOREIGN KEY|EXCLUDE)\b(?!.*NOT VALID)",
    re.IGNORECASE,
)
NEW_COLUMN = re.compile(rf"ALTER TABLE {TABLE} ADD COLUMN (?P<column>\S+) (?P<rest>.*)", re.I)
# Of the column itself, not in a condition upon it.
NOT_NULL = re.compile(r"(?<!IS )NOT NULL")
DEFAULT = re.compile(r"\bDEFAULT (?!NULL)")


def on_existing_tables(pattern: re.Pattern[str], statements: list[str]) -> bool:
    """Whether a statement of this kind is about a table that stood there already."""
    made = {found["table"] for line in statements if (found := NEW_TABLE.match(line))}
    return any(found["table"] not in made for line in statements if (found := pattern.search(line)))


def makes_index(statements: list[str], **kwargs: object) -> bool:
    return on_existing_tables(INDEX, statements)


def makes_unique(statements: list[str], **kwargs: object) -> bool:
    return on_existing_tables(UNIQUE, statements) or on_existing_tables(UNIQUE_COLUMN, statements)


def looks_through_rows(statements: list[str], **kwargs: object) -> bool:
    return on_existing_tables(CONSTRAINT, statements)


def validates_under_lock(statements: list[str], **kwargs: object) -> bool:
    """The lock of an ALTER TABLE lasts until the transaction ends: nobody waits for a check."""
    altered = [line for line in statements if line.startswith("ALTER TABLE")]
    return statements[:1] == ["BEGIN;"] and len(altered) > 1 and "VALIDATE " in " ".join(altered)


def demands_value(statements: list[str], **kwargs: object) -> bool:
    """Old code names no column that it does not know: the database must fill it in."""
    for line in statements:
        if re.search("ALTER COLUMN .* SET NOT NULL", line):
            return True
        if (found := NEW_COLUMN.match(line)) and NOT_NULL.search(found["rest"]):
            dropped = f"ALTER COLUMN {found['column']} DROP DEFAULT"
            lasting = not any(dropped in other for other in statements)
            if not (DEFAULT.search(found["rest"]) and lasting):
                return True
    return False


def error(code: str, fn: object, message: str) -> Check:
    return Check(code, fn, message, CheckMode.TRANSACTION, CheckType.ERROR)


class Analyser(PostgresqlAnalyser):
    """The rules of the library for PostgreSQL, and ours."""

    migration_checks = [
        *PostgresqlAnalyser.migration_checks,
        error("NOT_NULL", demands_value, "a NOT NULL that the database does not fill in itself"),
        error("CREATE_INDEX", makes_index, "an index without CONCURRENTLY"),
        error("ADD_UNIQUE", makes_unique, "a unique constraint without a ready index"),
        error("ADD_CONSTRAINT", looks_through_rows, "a constraint without NOT VALID"),
        error("VALIDATE", validates_under_lock, "a validation while the table is locked"),
    ]
