"""What pages with a form have in common: what it is bound to, and how it is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crispy_forms.layout import Hidden
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.models import User
from accounts.words import WRITER


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty POST is one that has to be answered."""
    return request.POST if request.method == "POST" else None


def written_by(user: User, form: Any) -> Any:
    """The form says whose it is: its words wait when the session ends (accounts.words)."""
    form.helper.add_input(Hidden(WRITER, user.pk))
    return form


def render_form(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_wrong: bool = False
) -> HttpResponse:
    """A page with a form; 422 when a POST was not accepted, or its address `is_wrong`."""
    status = 422 if is_wrong or request.method == "POST" else 200
    return render(request, template, context, status=status)


@contextmanager
def answered(request: HttpRequest, success: str) -> Iterator[None]:
    """Around one act of a button: the page that follows says `success`, or why it was refused."""
    try:
        yield
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, success)
