"""Every page that anybody is shown is HTML as the standard has it, and so is every mail.

Source: the HTML standard, by the rules of the Nu Html Checker (besluit 0034).
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client

from berichten.letterhead import PLAIN, Letterhead
from berichten.mail import html_of
from leergang.away.kept import Kept
from tests import vnu
from tests.asking import answer_to
from tests.matrix import COLUMNS, MATRIX
from tests.tree import ROOT
from tests.world import World

pytestmark = [pytest.mark.services, pytest.mark.time_machine("2026-11-23 10:00 +0100")]

# Shown, or shown again with a message. Of what refuses, one page of each kind.
SHOWN = {200, 422}
# Differs at each request, and says nothing of the page.
SECRET = re.compile(r"\b[A-Za-z0-9]{64}\b|(?<=nonce=\")[^\"]+")
# In mails only. Outlook draws with the engine of Word, which knows the width, the colour and the
# margins of a cell by these attributes alone; the rest of the world has CSS that says the same.
OF_MAILS = re.compile(
    r"The “(align|bgcolor|border|cellpadding|cellspacing|height|valign|width)” attribute"
    r" on the “(table|td|th)” element is obsolete\."
)
# Each kind of paragraph that a letter knows.
LETTER = """Dag Anna,

Morgen is dag 5. Kijk op https://leergang.example/dagen/5.

- lees stuk 1
- neem je <laptop> mee

Wanneer: dinsdag 24 november
Waar: Stadhuis

ABCD-EFGH

Open je leergang: https://leergang.example/?dag=5&van=mail

Meld je af: https://leergang.example/afmelden"""

PLANTED = {
    '<p id="a"></p><p id="a"></p>': "Duplicate ID “a”.",
    "<h3>Uren</h3>": "skipping 1 heading level",
    '<time datetime="morgen">24 november</time>': "Bad value “morgen”",
    '<img src="/dag.png">': "must have an “alt” attribute",
    "<ul><p>Uren</p></ul>": "“p” not allowed as child of element “ul”",
    '<p hx-get="/dag">Uren</p>': "Attribute “hx-get” not allowed",
    "<p>Uren</span></p>": "Stray end tag “span”.",
    '<p class="a" class="b">Uren</p>': "Duplicate attribute “class”.",
    '<table cellpadding="0"><tr><td>Uren</td></tr></table>': "is obsolete",
}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="either database makes the same pages")
def test_every_page_is_valid(world: World, client_for: Callable) -> None:
    clients = {name: client_for(world.cast.get(name)) for name in COLUMNS}
    pages = dict(_pages(world, clients))

    assert len(pages) > len(MATRIX)
    assert vnu.messages(pages) == []


def _pages(world: World, clients: dict[str, Client]) -> Iterator[tuple[str, str]]:
    """Each page once, with who was the first to see it."""
    seen, refusals = set(), set()
    for row in MATRIX:
        for name, status in row.statuses.items():
            if status not in SHOWN and (status < 400 or status in refusals):
                continue
            answer = answer_to(row, row.url(world), clients[name])
            if not answer.get("Content-Type", "").startswith("text/html"):
                continue
            refusals.add(status)
            bare = SECRET.sub("", answer.text)
            if bare not in seen:
                seen.add(bare)
                yield f"{row} for {name}", answer.text


def test_every_page_of_a_failure_is_valid() -> None:
    """Whether something was asked or sent: what was typed comes back in the page."""
    names = sorted(path.name for path in (ROOT / "templates").glob("[45]??*.html"))
    asked = {"address": "/logboek/nieuw/?dag=5&van=mail", "path": "/logboek/nieuw/", "seconds": 10}
    kept = Kept([("vraag", "3"), ("tekst", f"Dag 5 <3 {'en nog veel meer ' * 9}\n\nEen regel.")])
    sent = asked | {"kept": kept, "csrf_token": "geheim"}

    pages = {f"{name} asked": render_to_string(name, asked) for name in names}
    pages |= {f"{name} sent": render_to_string(name, sent) for name in names}

    assert "Een regel." in pages["500.html sent"]
    assert vnu.messages(pages) == []


def test_every_mail_is_valid() -> None:
    of_a_day = Letterhead(organisatie="gemeente Testdam", merkkleur="#8a1538", dag=5)
    mails = {"plain": PLAIN, "of a day": of_a_day}

    said = vnu.messages({name: html_of("Dag 5", LETTER, head) for name, head in mails.items()})

    assert [message for message in said if not OF_MAILS.search(message)] == []


def test_faults_are_found_each_in_its_page_and_line() -> None:
    pages = {
        body: f'<!DOCTYPE html>\n<html lang="nl"><title>Dag</title>\n<h1>Dag</h1>{body}</html>'
        for body in ("<h2>Uren</h2>", *PLANTED)
    }

    found = vnu.messages(pages)

    assert len(found) == len(PLANTED), found
    for message, (body, said) in zip(found, PLANTED.items(), strict=True):
        assert message.startswith(f"{body}, line 3: ")
        assert said in message
