"""What a load balancer and the container ask: does it live, and can it serve?"""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def no_answer(execute, sql, params, many, context):
    """A server that has gone since the connection was made."""
    raise OperationalError("server closed the connection unexpectedly")


def test_both_say_ok_while_the_database_answers(client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").content == b"ok"


def test_without_an_answer_of_the_database_it_lives_and_is_not_ready(client):
    with connection.execute_wrapper(no_answer):
        lives, ready = client.get("/healthz"), client.get("/readyz")

    assert lives.status_code == 200
    assert ready.status_code == 503
