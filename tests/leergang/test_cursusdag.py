"""The page of a course day: the whole content, the right moment first, for its own people only."""

import re
import shutil
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from programma.actions import load_programma
from programma.inhoud.programma import ROOT
from programma.markdown import to_inline_html
from tests.factories import LocatieFactory
from tests.huisstijl.html import elements

SLUG = "ambtelijk-vakmanschap"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def programma(echt_programma):
    """The cast follows the real course."""
    return echt_programma


@pytest.fixture
def read(client_for):
    """The page of a day as this person gets it, as text."""

    def get(user, cohort, nummer):
        response = client_for(user).get(reverse("cursusdag_detail", args=[cohort.pk, nummer]))
        assert response.status_code == 200
        return response.content.decode()

    return get


def open_sections(page):
    """The headings of the sections that are open when the page arrives."""
    return re.findall(
        r'<details class="lp-fold lp-fold--flat"[^>]* open>\s*<summary>\s*<h2>([\w ]+?) ?<', page
    )


# -- Content -------------------------------------------------------------------------------


@pytest.mark.parametrize("nummer", range(1, 8))
def test_every_word_of_a_day_stands_on_its_page(read, anna, cohort, bijeenkomsten, nummer):
    cursusdag = cohort.programma.cursusdagen.get(nummer=nummer)
    words = [
        f"Dag {nummer}: {cursusdag.titel}",
        cursusdag.essentie,
        cursusdag.praktijkopdracht,
        *cursusdag.leerdoelen,
        *(row["tekst"] for row in cursusdag.dagprogramma),
        *(row["werkvorm"] for row in cursusdag.dagprogramma),
        *(begrip["naam"] for begrip in cursusdag.begrippen),
        *(begrip["uitleg"][1:] for begrip in cursusdag.begrippen),
        *cursusdag.voorbereidingen.values_list("tekst", flat=True),
        *cursusdag.reflectievragen.values_list("tekst", flat=True),
    ]

    page = read(anna, cohort, nummer)

    assert [word for word in words if escape(word) not in page] == []
    assert [titel for titel in cursusdag.literatuur if to_inline_html(titel) not in page] == []


def test_day_three_explains_the_conversation_in_seven_steps(read, anna, cohort, bijeenkomsten):
    page = read(anna, cohort, 3)

    assert "<h2>Het morele gesprek in zeven stappen</h2>" in page
    assert "<li><strong>Nazorg.</strong> Wat ben je verschuldigd aan wie hierdoor verliest" in page
    assert page.count("Het morele gesprek in zeven stappen") == 1


def test_a_running_cohort_keeps_its_words(read, anna, cohort, bijeenkomsten, tmp_path):
    shutil.copytree(ROOT / SLUG, tmp_path / SLUG)
    file = tmp_path / SLUG / "dag-6.md"
    words = file.read_text(encoding="utf-8").replace("Creativiteit is een vak", "Nieuwe woorden")
    file.write_text(words, encoding="utf-8")

    newest = load_programma(slug=SLUG, root=tmp_path)

    assert newest.versie == cohort.programma.versie + 1
    assert "Creativiteit is een vak" in read(anna, cohort, 6)
    assert "Nieuwe woorden" not in read(anna, cohort, 6)


# -- The moment ----------------------------------------------------------------------------


def test_before_the_day_preparation_comes_first(read, anna, cohort, bijeenkomsten):
    page = read(anna, cohort, 6)

    assert "over 14 dagen" in page
    assert open_sections(page) == ["Voorbereiding"]
    assert "Neem mee: een foto of beschrijving van de sluiproute" in page
    assert page.index("<h3>Voor de dag</h3>") < page.index("Vragen tijdens de dag")


def test_on_the_day_place_and_programme_come_first(read, anna, cohort, vandaag):
    vandaag.locatie = LocatieFactory(
        naam="Het Raadhuis", routelink="https://route.example/raadhuis"
    )
    vandaag.save()

    page = read(anna, cohort, 5)

    assert '<span class="utrecht-status-badge utrecht-status-badge--active">vandaag</span>' in page
    assert open_sections(page) == []
    assert page.index('id="programma"') < page.index("Vragen om over te schrijven")
    assert "Het Raadhuis" in page
    assert 'href="https://route.example/raadhuis"' in page
    assert "<h3>Tijdens de dag</h3>" in page


def test_after_the_day_assignment_and_questions_come_first(read, anna, cohort, bijeenkomsten):
    page = read(anna, cohort, 3)

    assert "geweest op" in page
    assert page.index("Begeleid met drie tot vijf") < page.index('class="lp-own"')
    assert page.index('class="lp-own"') < page.index("Vragen om over te schrijven")
    assert open_sections(page) == []
    assert "<h3>Na de dag</h3>" in page


@pytest.mark.parametrize(
    ("days", "words", "opens"),
    [
        (-2, "over 2 dagen", ["Voorbereiding"]),
        (-1, "morgen", ["Voorbereiding"]),
        (0, "vandaag", []),
        (1, "geweest op", []),
    ],
)
def test_the_same_page_turns_with_the_date(read, anna, cohort, vandaag, days, words, opens):
    noon = datetime.combine(vandaag.datum, datetime.min.time(), AMSTERDAM) + timedelta(hours=12)

    with time_machine.travel(noon + timedelta(days=days), tick=False):
        page = read(anna, cohort, 5)

    pill = next(e for e in elements(page, "span") if "utrecht-status-badge" in e.get("class", ""))
    assert pill.text.startswith(words)
    assert open_sections(page) == opens


@pytest.mark.parametrize(
    ("hour", "minute", "block"),
    [(9, 20, "09.15"), (11, 15, "11.15"), (12, 29, "11.15"), (12, 30, "12.30")],
)
def test_the_programme_points_at_what_is_going_on(read, anna, cohort, vandaag, hour, minute, block):
    moment = datetime.combine(vandaag.datum, datetime.min.time(), AMSTERDAM)

    with time_machine.travel(moment.replace(hour=hour, minute=minute), tick=False):
        page = read(anna, cohort, 5)

    now = re.findall(
        r'<li class="[^"]*is-now">\s*<span class="lp-times__clock"><time datetime="[^"]+">([\d.]+)',
        page,
    )
    assert now == [block]
    over = re.findall(
        r'<li class="[^"]*is-past">.*?</time>.*?<time [^>]+>([\d.]+)', page, re.DOTALL
    )
    assert all(end <= f"{hour:02}.{minute:02}" for end in over)
    assert len(over) == page[: page.index("is-now")].count("is-past")
    assert "Nu, tot" in page


def test_nothing_is_going_on_after_hours(read, anna, cohort, vandaag):
    evening = datetime.combine(vandaag.datum, datetime.min.time(), AMSTERDAM).replace(hour=20)

    with time_machine.travel(evening, tick=False):
        page = read(anna, cohort, 5)

    assert "is-now" not in page
    assert "Nu, tot" not in page


def test_the_question_of_the_moment_is_for_who_keeps_a_journal(read, anna, carla, cohort, vandaag):
    assert 'class="lp-own"' in read(anna, cohort, 5)
    assert 'class="lp-own"' not in read(carla, cohort, 5)


def test_a_day_without_a_date_says_so(read, anna, cohort):
    page = read(anna, cohort, 2)

    assert "Deze dag heeft nog geen datum." in page
    assert open_sections(page) == ["Voorbereiding"]


def test_a_cancelled_bijeenkomst_is_no_date(read, anna, cohort, vandaag):
    vandaag.geannuleerd_op = timezone.now()
    vandaag.save()

    assert "Deze dag heeft nog geen datum." in read(anna, cohort, 5)


def test_the_day_names_who_leads_it(read, anna, carla, vervanger, cohort, bijeenkomsten):
    assert "met Carla Wit, Sam Invaller" in read(anna, cohort, 5)
    assert "Sam Invaller" not in read(anna, cohort, 6)


def test_neighbouring_days_are_one_tap_away(read, anna, cohort, bijeenkomsten):
    first, middle, last = (read(anna, cohort, nummer) for nummer in (1, 4, 7))

    urls = {nummer: reverse("cursusdag_detail", args=[cohort.pk, nummer]) for nummer in range(9)}
    assert urls[3] in middle
    assert urls[5] in middle
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last
