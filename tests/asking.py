"""One row of the matrix, asked by one person, in a world that the next one finds unchanged."""

from copy import deepcopy

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.matrix import Row


class UndoError(Exception):
    """Ends a request's transaction, so that the next person finds the same world."""


def answer_to(row: Row, url: str, client: Client) -> HttpResponse:
    cookies = deepcopy(client.cookies)
    try:
        with transaction.atomic():
            response = getattr(client, row.method.lower())(url, row.data)
            raise UndoError
    except UndoError:
        # Who has just signed out is signed in again for the next row.
        client.cookies = cookies
        return response
