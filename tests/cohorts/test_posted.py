"""How a page with a form is answered, and what follows a button."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from cohorts.posted import answered, posted, render_form


@pytest.mark.parametrize(
    ("method", "is_wrong", "status"),
    [("get", False, 200), ("get", True, 422), ("post", False, 422), ("post", True, 422)],
)
def test_a_form_that_is_shown_after_a_post_or_with_a_wrong_address_says_so(
    rf: RequestFactory, method, is_wrong, status
):
    request = getattr(rf, method)("/")

    page = render_form(request, "partials/_empty.html", {"title": "Leeg"}, is_wrong=is_wrong)

    assert page.status_code == status


def test_also_an_empty_post_has_to_be_answered(rf: RequestFactory):
    assert posted(rf.get("/?naam=Anna")) is None
    assert posted(rf.post("/")) is not None


@pytest.mark.parametrize(
    ("refusal", "said"),
    [(None, ["Gelukt."]), (ValidationError(["Vol.", "Kies anders."]), ["Vol. Kies anders."])],
)
def test_a_button_says_that_it_worked_or_why_not(rf: RequestFactory, refusal, said):
    request = rf.post("/")
    request._messages = CookieStorage(request)

    with answered(request, "Gelukt."):
        if refusal:
            raise refusal

    assert [str(message) for message in get_messages(request)] == said
