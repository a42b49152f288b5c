"""What the journal's tests do again and again: write a page, send a form."""

from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from programma.models import Cursusdag, Reflectievraag
from reflecties.actions import create_reflectie, share_reflectie
from reflecties.models import Deling, Reflectie

TEKST = "Ik schrok van mijn eigen woorden. ✍️ Kon het anders?"


def fresh(user: User) -> User:
    """The same person as a new request sees them: without anything kept from the last one."""
    return User.objects.get(pk=user.pk)


def write(
    user: User,
    tekst: str = TEKST,
    *,
    vraag: Reflectievraag | None = None,
    cursusdag: Cursusdag | None = None,
) -> Reflectie:
    saved = create_reflectie(
        reflectie_id=uuid4(), tekst=tekst, vraag=vraag, cursusdag=cursusdag, by=fresh(user)
    )
    return Reflectie.objects.get(pk=saved.reflectie_id)


def share(reflectie: Reflectie, met: User) -> Deling:
    return share_reflectie(
        reflectie=reflectie, versie=reflectie.versie, met=met, by=fresh(reflectie.eigenaar)
    )


def post_tekst(client: Client, pk: object, user: User, **data: object) -> HttpResponse:
    """What static/js/logboek.js sends while somebody writes."""
    sent = {"id": pk, "versie": 0, "eigenaar": user.pk, "tekst": TEKST, **data}
    return client.post(reverse("reflectie_tekst", args=[pk]), sent)
