"""What pages with a form have in common: what it is bound to, and how it is answered."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty POST is one that has to be answered."""
    return request.POST if request.method == "POST" else None


def status_of(request: HttpRequest) -> int:
    """A form that is shown again after a POST was not accepted."""
    return 422 if request.method == "POST" else 200
