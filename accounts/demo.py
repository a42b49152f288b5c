"""The demo: four people whom anybody may be, on one's own machine only."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Persona:
    """One of the four, as the sign-in page offers them."""

    rol: str
    email: str
    naam: str
    initialen: str
    regel: str


PERSONAS = {
    persona.rol: persona
    for persona in (
        Persona(
            "deelnemer",
            "anna.jansen@gemeente-zutphen.example",
            "Anna",
            "AJ",
            "Deelnemer",
        ),
        Persona(
            "trainer",
            "carla.de.wit@beroepseer.example",
            "Carla",
            "CW",
            "Trainer",
        ),
        Persona(
            "hr",
            "hanna.hr@gemeente-zutphen.example",
            "Hanna",
            "HH",
            "HR",
        ),
        Persona(
            "coordinator",
            "els.bakker@beroepseer.example",
            "Els",
            "EB",
            "Coördinator",
        ),
    )
}


def demo_only(view: View) -> View:
    """Outside the demo the page does not exist."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper
