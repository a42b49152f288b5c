"""A room names no table of a room above it: not in Python, not in a query, not in SQL."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.db import models

from tests.tree import LABELS, ROOT, application_files, named

# Higher numbers may point to lower ones; rooms of one number do not know each other.
FLOOR = {
    "huisstijl": 0,
    "programma": 0,
    "accounts": 1,
    "berichten": 2,
    "cohorts": 3,
    "aanwezigheid": 4,
    "planning": 5,
    "deelnemers": 5,
    "inhalen": 5,
    "presentie": 5,
    "herinneringen": 5,
    "reflecties": 6,
    "certificaten": 6,
    "rapportages": 7,
    "leergang": 8,
}
PATH = re.compile(r"-?[a-z_]+")
SQL = re.compile(r"\b(SELECT|UPDATE|INSERT|DELETE)\b")


def relations(model: type[models.Model]) -> list[models.ForeignKey]:
    fields = model._meta.local_fields + model._meta.local_many_to_many
    return [field for field in fields if field.related_model]


def own_models(label: str) -> list[type[models.Model]]:
    return list(apps.get_app_config(label).get_models())


def may_point_to(room: str, other: str) -> bool:
    return room == other or FLOOR[other] < FLOOR[room]


@cache
def names_of(room: str) -> frozenset[str]:
    """What the relations of this room call its rows, seen from others: "deelnames"."""
    return frozenset(
        field.remote_field.related_name for model in own_models(room) for field in relations(model)
    )


@cache
def tables_of(room: str) -> frozenset[str]:
    return frozenset(model._meta.db_table for model in own_models(room) if not model._meta.proxy)


@cache
def foreign_to(room: str) -> dict[str, str]:
    """Each name that only a room it may not know gave, with that room."""
    known = {name for other in LABELS if may_point_to(room, other) for name in names_of(other)}
    known |= {
        field.name
        for other in LABELS
        if may_point_to(room, other)
        for model in own_models(other)
        for field in model._meta.local_fields
    }
    return {
        name: other
        for other in LABELS
        if not may_point_to(room, other)
        for name in names_of(other) | tables_of(other)
        if name not in known
    }


def room_of(path: Path) -> str:
    """The room whose folder is nearest to a file."""

    def depth(config: AppConfig) -> int:
        return len(config.path) if path.is_relative_to(config.path) else 0

    return max((apps.get_app_config(label) for label in LABELS), key=depth).label


def words(source: str) -> Iterator[tuple[int, str]]:
    """Every name by which a line could reach a row: attributes, keywords, paths and SQL."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.keyword) and "__" in (node.arg or ""):
            yield from ((node.value.lineno, word) for word in str(node.arg).split("__"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, word) for word in words_of(node.value))


def words_of(text: str) -> list[str]:
    """Of a path such as "-deelname__user", or of SQL; a sentence for people reaches no row."""
    if PATH.fullmatch(text):
        return text.strip("-").split("__")
    return re.findall(r"\w+", text) if SQL.search(text) else []


def upward(room: str, source: str) -> list[tuple[int, str]]:
    foreign = foreign_to(room)
    return [(line, f"{word} of {foreign[word]}") for line, word in words(source) if word in foreign]


def test_every_room_has_a_floor():
    assert FLOOR.keys() == set(LABELS)


def test_foreign_keys_point_down():
    found = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for room in LABELS
        for model in own_models(room)
        for field in relations(model)
        if field.related_model._meta.app_label in FLOOR
        if not may_point_to(room, field.related_model._meta.app_label)
    ]

    assert found == []


def test_no_line_reaches_for_a_table_of_a_room_that_it_may_not_know():
    found = [
        f"{named(path, line)}: {what}"
        for path in application_files()
        for line, what in upward(room_of(path), path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    ("room", "line", "is_seen"),
    [
        ("accounts", "self.trainerschappen.on(day)", True),
        ("cohorts", "user.trainerschappen.on(day)", False),
        ("cohorts", "rows.filter(inhaalplannen__vervallen_op=None)", True),
        ("aanwezigheid", "rows.filter(inhaalplannen__vervallen_op=None)", False),
        ("aanwezigheid", "F('deelname__opmerkingen__tekst')", True),
        ("presentie", "F('deelname__opmerkingen__tekst')", False),
        ("cohorts", "rows.order_by('-dienstverbanden__vanaf')", False),
        ("deelnemers", "mark.betwistingen.open()", True),
        ("cohorts", "'SELECT 1 FROM aanwezigheid_aanwezigheid'", True),
        ("cohorts", "'SELECT 1 FROM cohorts_deelname'", False),
    ],
)
def test_a_name_of_another_room_is_seen_wherever_it_stands(room, line, is_seen):
    assert bool(upward(room, line)) is is_seen


def test_a_file_belongs_to_the_nearest_room():
    assert room_of(ROOT / "cohorts/models/cohort.py") == "cohorts"
    assert room_of(ROOT / "cohorts/presentie/list.py") == "presentie"
    assert room_of(ROOT / "leergang/cockpit/heat.py") == "leergang"
