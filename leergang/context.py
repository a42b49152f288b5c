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
    """One link of the main navigation; `short` is what fits under a thumb, `icon` a name."""

    label: str
    short: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class Page:
    """The frame of a page."""

    nav: tuple[NavItem, ...]
    thema_url: str
    organisatie: str
    demo: bool
    # On a phone: whether the navigation folds into the menu, or stands as tabs at the thumb.
    folds: bool = False
    needs_second_factor: bool = False


# label, its short form, icon, URL name, role that sees it
NAVIGATION = (
    ("Mijn leergang", "Leergang", "poort", "home", "deelnemer"),
    ("Logboek", "Logboek", "boek", "reflectie_list", "deelnemer"),
    ("Vandaag", "Vandaag", "zon", "vandaag", "trainer"),
    ("Mijn groepen", "Groepen", "mensen", "cohort_list", "trainer"),
    ("Gedeeld met mij", "Gedeeld", "blad", "deling_list", "trainer"),
    ("Cockpit", "Cockpit", "staven", "cockpit", "coordinator"),
    ("Cohorten", "Cohorten", "mensen", "cohort_list", "coordinator"),
    ("Locaties", "Locaties", "plaats", "locatie_list", "coordinator"),
    ("Organisaties", "Organisaties", "gebouw", "organisatie_list", "coordinator"),
    ("Overzicht", "Overzicht", "agenda", "overzicht", "hr"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame for `base.html`; signed-out pages have no navigation and the house colours."""
    user = request.user if hasattr(request, "user") else None
    if not isinstance(user, User):
        return {"page": Page((), "", "", settings.DEMO)}
    rollen = rollen_of(user)
    return {
        "page": Page(
            nav=_navigation(rollen, request.path),
            thema_url=_thema_url(rollen.organisatie_id),
            organisatie=rollen.organisatie,
            demo=settings.DEMO,
            folds=rollen.coordinator or rollen.hr,
            needs_second_factor=lacks_second_factor(request),
        )
    }


def _thema_url(organisatie_pk: int | None) -> str:
    """The colours of an organisatie; without one a page keeps those of the house."""
    return reverse("thema", args=[organisatie_pk]) if organisatie_pk else ""


def _navigation(rollen: Rollen, path: str) -> tuple[NavItem, ...]:
    """Each page once: a trainer who is coördinator too finds their groups among all cohorts."""
    shown = {
        name: (label, short, icon)
        for label, short, icon, name, role in NAVIGATION
        if getattr(rollen, role)
    }
    return tuple(
        NavItem(*words, url, path == url if url == "/" else path.startswith(url))
        for name, words in shown.items()
        for url in [reverse(name)]
    )
