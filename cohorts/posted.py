"""What pages with a form have in common: what it is bound to, and how it is answered."""

from typing import Any

from crispy_forms.layout import Hidden
from django.http import HttpRequest, QueryDict

from accounts.models import User
from accounts.words import WRITER


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty POST is one that has to be answered."""
    return request.POST if request.method == "POST" else None


def status_of(request: HttpRequest) -> int:
    """A form that is shown again after a POST was not accepted."""
    return 422 if request.method == "POST" else 200


def written_by(user: User, form: Any) -> Any:
    """The form says whose it is: its words wait when the session ends (accounts.words)."""
    form.helper.add_input(Hidden(WRITER, user.pk))
    return form
