"""The screen in the room: a code, a count, and no word about who is missing."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid, register_overige
from cohorts.presentie.checkin.code import STEP, code_at
from cohorts.presentie.checkin.screen import beamer_of
from tests.cohorts.presentie import qr
from tests.factories import BijeenkomstFactory, DeelnameFactory, UserFactory


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It is 23 November 2026, two seconds past half past nine."""
    time_machine.move_to("2026-11-23 09:30:02 +0100", tick=False)
    return time_machine


@pytest.fixture
def screen(client_for, carla, vandaag):
    client = client_for(carla)

    def show() -> str:
        answer = client.get(reverse("incheckcode", args=[vandaag.pk]))
        return " ".join(answer.content.decode().split())

    return show


# -- The code ------------------------------------------------------------------------------


def test_the_screen_names_course_day_and_place_and_shows_the_code(screen, vandaag):
    code = code_at(vandaag, timezone.now()).text

    page = screen()

    assert "Dag 5: Rollen en samenwerking" in page
    assert "Testdam A · maandag 23 november" in page
    assert str(vandaag.locatie) in page
    assert f"{code[:3]}<span" in page
    assert f"</span>{code[3:]}" in page
    assert "testserver/inchecken</b>" in page


@pytest.mark.parametrize("host", ["leergang.example", "leergang.een-lange-naam.testdam.example"])
def test_the_picture_says_the_whole_address(vandaag, settings, host):
    settings.BASE_URL = f"https://{host}"
    beamer = beamer_of(vandaag, timezone.now())

    read = qr.read(beamer.qr, border=2)

    assert read == f"https://{host}/inchecken/{vandaag.pk}/?code={beamer.code.text}"


def test_the_page_looks_again_when_the_next_code_begins(screen, clock):
    seen = {}
    for second in range(15):
        clock.move_to(f"2026-11-23 09:30:{second:02} +0100", tick=False)
        page = screen()
        delay = int(re.search(r"load delay:(\d+)ms", page)[1])
        plain = int(re.search(r'http-equiv="refresh" content="(\d+)"', page)[1])
        seen[second] = (delay, plain, re.search(r'<rect x="-(\d+)"', page)[1])

    assert [delay for delay, _, _ in seen.values()] == [*[3000] * 13, 2150, 1150]
    assert [plain for _, plain, _ in seen.values()] == list(range(16, 1, -1))
    assert [used for _, _, used in seen.values()] == [str(second) for second in range(15)]


def test_every_fifteen_seconds_there_is_another_code(screen, vandaag, clock):
    codes = set()
    for _ in range(4):
        codes.add(
            re.search(r'class="lp-code">.*?</span>(\w{3})<.*?</span>(\w{3})', screen()).groups()
        )
        clock.shift(STEP)

    assert len(codes) == 4


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("08:30", "Inchecken voor de ochtend kan vanaf 09.00 uur."),
        ("12:00", "Inchecken voor de middag kan vanaf 12.45 uur."),
        ("16:00", "Inchecken voor deze dag kan niet meer."),
    ],
)
def test_outside_the_window_there_is_no_code(screen, clock, moment, text):
    clock.move_to(f"2026-11-23 {moment} +0100", tick=False)

    page = screen()

    assert text in page
    assert "lp-code" not in page
    assert "data:image" not in page


@pytest.mark.parametrize("field", ["afgerond_op", "geannuleerd_op"])
def test_a_closed_or_cancelled_day_has_no_code(screen, vandaag, field):
    Bijeenkomst.objects.filter(pk=vandaag.pk).update(**{field: timezone.now()})

    assert "lp-code" not in screen()


# -- Who is in -----------------------------------------------------------------------------


def test_the_count_and_the_last_first_names_and_never_who_is_missing(
    screen, cohort, vandaag, carla, clock
):
    people = [
        DeelnameFactory(cohort=cohort, user=UserFactory(voornaam=name, achternaam=f"Van{name}"))
        for name in ("Aad", "Bea", "Cor", "Dia", "Eef", "Fay", "Gijs", "Hans")
    ]
    for deelname in people[:7]:
        clock.shift(1)
        register_aanwezigheid(
            bijeenkomst=vandaag,
            deelname=deelname,
            dagdeel="ochtend",
            status="afwezig" if deelname is people[3] else "aanwezig",
            by=carla,
        )

    page = screen()

    assert "<b>6 van 8</b> zijn er" in page
    assert "Net binnen: Gijs, Fay, Eef, Cor, Bea, Aad<" in page
    assert "Dia" not in page
    assert "Hans" not in page
    assert not re.search(r"Van[A-Z]", page)


def test_somebody_who_was_taken_off_again_is_not_named(screen, cohort, vandaag, carla, clock):
    deelname = DeelnameFactory(cohort=cohort, user=UserFactory(voornaam="Aad"))
    for status in ("aanwezig", "afwezig"):
        clock.shift(1)
        register_aanwezigheid(
            bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status=status, by=carla
        )

    assert "Aad" not in screen()
    assert "<b>0 van 1</b>" in screen()


def test_the_afternoon_counts_from_nought(screen, cohort, vandaag, carla, clock):
    DeelnameFactory.create_batch(3, cohort=cohort)
    register_overige(bijeenkomst=vandaag, dagdeel="ochtend", by=carla)
    clock.move_to("2026-11-23 13:00 +0100", tick=False)

    page = screen()

    assert "<b>0 van 3</b>" in page
    assert "Net binnen" not in page


# -- Who may show it -----------------------------------------------------------------------


def test_a_substitute_shows_the_code_of_the_own_day_only(client_for, vervanger, bijeenkomsten):
    client = client_for(vervanger)

    answers = [client.get(reverse("incheckcode", args=[day.pk])) for day in bijeenkomsten]

    assert [answer.status_code for answer in answers] == [403] * 4 + [200] + [403] * 2


@pytest.mark.parametrize("people", [3, 60])
def test_the_screen_asks_as_much_for_a_large_group(
    client_for, els, people, django_assert_num_queries
):
    bijeenkomst = BijeenkomstFactory()
    DeelnameFactory.create_batch(people, cohort=bijeenkomst.cohort)
    register_overige(bijeenkomst=bijeenkomst, dagdeel="ochtend", by=els)
    client = client_for(els)
    url = reverse("incheckcode", args=[bijeenkomst.pk])

    with django_assert_num_queries(7):
        client.get(url)
    assert Aanwezigheid.objects.count() == people
