"""The permission matrix: every address, every role, and somebody without an account."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.asking import answer_to
from tests.huisstijl.html import times_no_machine_reads
from tests.matrix import COLUMNS, MATRIX, Row
from tests.world import World

# The admin checks its own permissions.
NOT_IN_MATRIX = ("admin:",)
# Pages of allauth, those that first ask who it is, and what a real installation does not have.
NOT_OURS = ("account_", "mfa_", "usersessions_", "reauthenticate_by_mail", "proof_code", "demo_")
# The same bytes for everybody; all else is stored nowhere.
FOR_AN_HOUR, ASK_EACH_TIME = "public, max-age=3600", "no-cache"
MAY_BE_KEPT = {
    "favicon": FOR_AN_HOUR,
    "manifest": FOR_AN_HOUR,
    "thema": FOR_AN_HOUR,
    "presentie_offline": ASK_EACH_TIME,
    "serviceworker": ASK_EACH_TIME,
}
# What a stranger sees of somebody, by a code or a link.
ABOUT_PEOPLE = {
    "account_confirm_email",
    "certificaat_controle",
    "controle_form",
    "inloglink",
    "woorden",
}
# A world takes longer to make than to walk through: thirty rows share one.
PER_WORLD = 30
PARTS = [MATRIX[start : start + PER_WORLD] for start in range(0, len(MATRIX), PER_WORLD)]


@pytest.mark.parametrize("rows", PARTS, ids=lambda rows: f"{rows[0].name}-{rows[-1].name}")
def test_everybody_gets_what_the_matrix_says(
    rows: tuple[Row, ...], world: World, client_for
) -> None:
    clients = {name: client_for(world.cast.get(name)) for name in COLUMNS}

    answers = [
        (row, name, answer_to(row, row.url(world), clients[name]))
        for row in rows
        for name in COLUMNS
    ]

    assert [(str(row), name, answer.status_code) for row, name, answer in answers] == [
        (str(row), name, row.statuses[name]) for row, name, _ in answers
    ]
    assert [
        f"{row} for {name}: {answer.get('Cache-Control')}"
        for row, name, answer in answers
        if not _is_kept_as_it_may(row, name, answer)
    ] == []
    assert {
        (str(row), tag)
        for row, _, answer in answers
        if answer.get("Content-Type", "").startswith("text/html")
        for tag in times_no_machine_reads(answer.text)
    } == set()
    assert {
        (str(row), form)
        for row, _, answer in answers
        if answer.get("Content-Type", "").startswith("text/html")
        for form in _without_a_button(answer.text)
    } == set()


def _is_kept_as_it_may(row: Row, name: str, answer: HttpResponse) -> bool:
    """No copy of what somebody signed in for, nor of what a stranger sees of somebody."""
    said = answer.get("Cache-Control", "")
    if row.name in MAY_BE_KEPT:
        return said == MAY_BE_KEPT[row.name]
    # Who has just signed out gets an answer without a person in it.
    if name == "anoniem" or row.name == "account_logout":
        return row.name not in ABOUT_PEOPLE or "no-store" in said
    return {"no-store", "private"} <= set(said.split(", "))


def _without_a_button(page: str) -> Iterator[str]:
    """Forms that nobody can send; a button may stand elsewhere and name its form."""
    elsewhere = set(re.findall(r'<button[^>]*\sform="([^"]+)"[^>]*>', page))
    for tag, inside in re.findall(r"(<form[^>]*>)(.*?)</form>", page, re.DOTALL):
        named = re.search(r'\sid="([^"]+)"', tag)
        if not re.search(r'type="submit"', inside) and not (named and named[1] in elsewhere):
            yield tag


def test_every_url_name_stands_in_the_matrix() -> None:
    missing = set(_names(get_resolver())) - {row.name for row in MATRIX}

    assert missing == set()


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        else:
            space = f"{entry.namespace}:" if entry.namespace else ""
            if space not in NOT_IN_MATRIX:
                yield from _names(entry, f"{prefix}{space}")


def test_every_address_takes_the_methods_of_the_matrix_and_no_other(
    world: World, client_for: Callable
) -> None:
    """A form is not sent by following a link, and a page is not changed by sending it something."""
    known = {row.name: row for row in MATRIX}
    listed = {(row.name, row.method) for row in MATRIX}
    els = client_for(world.cast["els"])

    answers = {
        f"{method} {name}": answer_to(Row(method, name, ""), row.url(world), els).status_code
        for name, row in known.items()
        if not name.startswith(NOT_OURS)
        for method in ("GET", "POST", "PUT")
        if (name, method) not in listed
    }

    assert {address: found for address, found in answers.items() if found != 405} == {}
