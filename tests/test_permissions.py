"""The permission matrix: every address, every role, and somebody without an account."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.matrix import COLUMNS, MATRIX, Row
from tests.world import World

# The admin checks its own permissions.
NOT_IN_MATRIX = ("admin:",)


class UndoError(Exception):
    """Ends a request's transaction, so that the next person finds the same world."""


# A world takes longer to make than to walk through: ten rows share one.
PER_WORLD = 10
PARTS = [MATRIX[start : start + PER_WORLD] for start in range(0, len(MATRIX), PER_WORLD)]


@pytest.mark.parametrize("rows", PARTS, ids=lambda rows: f"{rows[0].name}-{rows[-1].name}")
def test_everybody_gets_what_the_matrix_says(
    rows: tuple[Row, ...], world: World, client_for
) -> None:
    clients = {name: client_for(world.cast.get(name)) for name in COLUMNS}

    actual = {
        str(row): {name: _status(row, row.url(world), clients[name]) for name in COLUMNS}
        for row in rows
    }

    assert actual == {str(row): row.statuses for row in rows}


def _status(row: Row, url: str, client: Client) -> int:
    cookies = deepcopy(client.cookies)
    try:
        with transaction.atomic():
            response = getattr(client, row.method.lower())(url, row.data)
            raise UndoError
    except UndoError:
        # Who has just signed out is signed in again for the next row.
        client.cookies = cookies
        return response.status_code


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
