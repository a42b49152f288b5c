"""What every page shows around its content: navigation, colours and the demo bar."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from cohorts.rollen import Rollen, rollen_of
from leergang.middleware import lacks_second_factor


@dataclass(frozen=True)
class NavItem:
    """One link of the main navigation."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Page:
    """The frame of a page."""

    nav: tuple[NavItem, ...]
    thema_url: str
    organisatie: str
    demo: bool
    needs_second_factor: bool = False


# label, URL name, role that sees it
NAVIGATION = (
    ("Mijn leergang", "home", "deelnemer"),
    ("Logboek", "reflectie_list", "deelnemer"),
    ("Vandaag", "vandaag", "trainer"),
    ("Gedeeld met mij", "deling_list", "trainer"),
    ("Cockpit", "cockpit", "coordinator"),
    ("Cohorten", "cohort_list", "coordinator"),
    ("Locaties", "locatie_list", "coordinator"),
    ("Organisaties", "organisatie_list", "coordinator"),
    ("Overzicht", "overzicht", "hr"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame for `base.html`; signed-out pages have no navigation and the house colours."""
    user = request.user if hasattr(request, "user") else None
    if not isinstance(user, User):
        return {"page": Page((), reverse("thema", args=[0]), "", settings.DEMO)}
    rollen = rollen_of(user)
    return {
        "page": Page(
            nav=_navigation(rollen, request.path),
            thema_url=reverse("thema", args=[rollen.organisatie_id or 0]),
            organisatie=rollen.organisatie,
            demo=settings.DEMO,
            needs_second_factor=lacks_second_factor(request),
        )
    }


def _navigation(rollen: Rollen, path: str) -> tuple[NavItem, ...]:
    items = ((label, reverse(name)) for label, name, role in NAVIGATION if getattr(rollen, role))
    return tuple(
        NavItem(label, url, path == url if url == "/" else path.startswith(url))
        for label, url in items
    )
