"""What a phone does with a code: scan, press the button, or type the signs."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst
from cohorts.presentie.checkin.code import code_at

OLD = "Deze code is niet meer geldig."
MORNING, AFTERNOON = "2026-11-23 09:30:02 +0100", "2026-11-23 13:20:02 +0100"


def code_of(bijeenkomst: Bijeenkomst) -> str:
    return code_at(bijeenkomst, timezone.now()).text


def scan_url(bijeenkomst: Bijeenkomst, code: str | None = None) -> str:
    signs = code_of(bijeenkomst) if code is None else code
    return f"{reverse('incheck_create', args=[bijeenkomst.pk])}?code={signs}"


def pass_on(page) -> str:
    return page.context["signed"]


def confirm(client: Client, bijeenkomst: Bijeenkomst, signed: str, **extra):
    url = reverse("incheck_create", args=[bijeenkomst.pk])
    return client.post(url, {"pass": signed}, **extra)


def scan_and_confirm(client: Client, bijeenkomst: Bijeenkomst):
    return confirm(client, bijeenkomst, pass_on(client.get(scan_url(bijeenkomst))), follow=True)


def type_code(client: Client, code: str, **extra):
    return client.post(reverse("incheck_form"), {"code": code}, **extra)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def without_token(response) -> str:
    """The page but for the sixty-four signs that are new in every form."""
    return re.sub(r"\b\w{64}\b", "", text_of(response))


def marks() -> dict[str, str]:
    return {row.deelname.user.voornaam: row.status for row in Aanwezigheid.objects.all()}
