"""How a letter is set: a template words it, greeting and signature are those of all letters."""

from typing import NamedTuple

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from accounts.models import User


class Brief(NamedTuple):
    """A letter to one person."""

    onderwerp: str
    tekst: str


def brief(template: str, user: User, **context: object) -> Brief:
    """The letter to `user` that this template words; it extends `berichten/emails/brief.txt`."""
    words = Context({"naam": user.aanspreeknaam, **context}, autoescape=False)
    rendered = get_template(template).template.render(words)  # type: ignore[attr-defined]  # Django's
    onderwerp, _, tekst = rendered.strip().partition("\n")
    return Brief(onderwerp, f"{tekst.strip()}\n")


def link(path: str) -> str:
    """The whole address of a page: a letter is read outside the site."""
    return f"{settings.BASE_URL}{path}"
