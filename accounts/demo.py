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
            "deelnemer Anna",
            "AJ",
            "Ziet haar zeven dagen, schrijft in haar logboek en is op weg naar het certificaat.",
        ),
        Persona(
            "trainer",
            "carla.de.wit@beroepseer.example",
            "trainer Carla",
            "CW",
            "Heeft vandaag een bijeenkomst en houdt de presentie bij.",
        ),
        Persona(
            "hr",
            "hanna.hr@gemeente-zutphen.example",
            "HR Hanna",
            "HH",
            "Volgt de aanwezigheid en certificaten van haar eigen medewerkers.",
        ),
        Persona(
            "coordinator",
            "els.bakker@beroepseer.example",
            "coördinator Els",
            "EB",
            "Plant cohorten, leest deelnemers in en geeft certificaten uit.",
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
