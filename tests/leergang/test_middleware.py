"""What stands before every page."""

import pytest
from django.test import Client

from leergang.middleware import MAX_BODY

pytestmark = pytest.mark.django_db


def announce(length: int) -> int:
    """The answer to a stranger's upload of this many bytes, of which none has been sent yet."""
    client = Client(enforce_csrf_checks=True)
    response = client.generic(
        "POST",
        "/account/login/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
    )
    return response.status_code


def test_a_very_large_upload_is_turned_away_unread():
    assert announce(MAX_BODY + 1) == 413


def test_a_list_that_is_somewhat_too_large_reaches_the_form_that_says_so():
    assert announce(6 * 1024 * 1024) != 413
