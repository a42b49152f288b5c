"""The linter refuses what locks a table or breaks the code of before, and knows the other way."""

import json
import subprocess
import sys

import pytest

from tests.upgrades import examples
from tests.upgrades.berichten import add_to_berichten
from tests.upgrades.released import ROOT

pytestmark = pytest.mark.services

REFUSED = {
    "check_that_locks": "ADD_CONSTRAINT",
    "check_validated_at_once": "VALIDATE",
    "column_dropped": "DROP_COLUMN",
    "column_made_not_null": "NOT_NULL",
    "column_renamed": "RENAME_COLUMN",
    "ignored_by_itself": "DROP_COLUMN",
    "index_behind_a_new_table": "CREATE_INDEX",
    "index_dropped_that_locks": "DROP_INDEX",
    "index_that_locks": "CREATE_INDEX",
    "not_null_hidden_by_default": "NOT_NULL",
    "not_null_without_default": "NOT_NULL",
    "python_that_changes_the_schema": "RUNPYTHON_SCHEMA",
    "python_without_way_back": "RUNPYTHON_REVERSIBLE",
    "sql_without_way_back": "RUNSQL_REVERSIBLE",
    "table_dropped": "DROP_TABLE",
    "table_renamed": "RENAME_TABLE",
    "type_changed": "ALTER_COLUMN",
    "unique_that_locks": "ADD_UNIQUE",
}


def names(folder: str) -> list[str]:
    (root,) = examples.__path__
    paths = (ROOT / root / folder).glob("[a-z]*.py")
    return sorted(path.stem for path in paths)


def lint(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.upgrades.lint", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """The codes of what the linter has against each example."""
    answer = lint("--examples")
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_it_refuses(found, name, code):
    assert found[f"refused.{name}"] == [code]


@pytest.mark.parametrize("name", names("accepted"))
def test_it_accepts(found, name):
    assert found[f"accepted.{name}"] == []


def test_every_refused_example_says_why():
    assert names("refused") == sorted(REFUSED)


def test_it_refuses_no_migration_of_ours():
    answer = lint()

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("name", "status"), [("column_dropped", 1), ("nullable_column", 0)], ids=str
)
def test_it_looks_at_a_migration_that_was_not_released(clone, name, status):
    add_to_berichten(clone, name)

    answer = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.lint"],
        cwd=clone,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert answer.returncode == status, answer.stderr
    assert ("berichten 9999_example: DROPPING columns (DROP_COLUMN)" in answer.stdout) == status
