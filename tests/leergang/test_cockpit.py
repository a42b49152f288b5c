"""The cockpit: each kind of line comes when something waits, and goes when it has been done."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import resolve, reverse
from django.utils import timezone

from berichten import reach
from berichten.models import Bericht
from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from cohorts.models import Deelname
from leergang.health import heartbeats
from tests import servers
from tests.factories import CohortFactory, DeelnameFactory, mark_days, plan_seven_days
from tests.huisstijl.html import element
from tests.leergang import waiting_lines
from tests.leergang.waiting_kinds import KINDS
from tests.leergang.waiting_lines import Group

COCKPIT = "/cockpit/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def clock():
    """Monday 23 November 2026, nine in the morning."""
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def lines(client_for, els):
    """What the cockpit says now, as (sentence, label, url)."""
    client = client_for(els)

    def ask() -> list[tuple[str, str, str]]:
        punten = client.get(COCKPIT).context["punten"]
        return [(punt.zin, punt.act.label, punt.act.url) for punt in punten]

    return ask


@pytest.fixture
def group(cohort, bijeenkomsten, carla, deelname, els) -> Group:
    mark_days(deelname, range(1, 5))
    invite_deelnemers(cohort=cohort, by=els)
    Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())
    return Group(cohort, bijeenkomsten, deelname, els)


def test_nothing_to_do_is_said_in_words(client_for, els, group):
    page = client_for(els).get(COCKPIT).text

    assert "Niets te doen" in page
    assert "Begin met je eerste cohort" not in page


def hear_all() -> None:
    heartbeats.leave(heartbeats.WORKER)
    heartbeats.leave(heartbeats.BEAT)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, ""), (6, "Er gaat nu geen mail weg: een deel van het platform staat stil (beat).")],
)
def test_a_process_that_fell_silent_is_told(client_for, els, minutes, said):
    hear_all()
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        heartbeats.leave(heartbeats.WORKER)
        page = client_for(els).get(COCKPIT).text

    assert said in page
    assert ("geen mail weg" in page) is bool(said)


def test_mail_that_cannot_leave_is_told_before_somebody_waits_for_one(client_for, els, settings):
    hear_all()
    assert "geen mail weg" not in client_for(els).get(COCKPIT).text
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()
    reach.look()

    page = client_for(els).get(COCKPIT).text

    assert "Er gaat nu geen mail weg: op deze poort luistert geen mailserver." in page
    cache.clear()


def test_without_any_cohort_the_page_says_what_will_come(client_for, els):
    page = client_for(els).get(COCKPIT).text

    assert "Niets te doen" not in page
    first = element(page, "a", class_="utrecht-button utrecht-button--primary-action")
    assert (first["href"], first.text) == (reverse("cohort_create"), "Nieuw cohort")
    assert "Hier komt de opkomst per cohort." in page


@pytest.mark.parametrize(
    ("begin", "zin", "label", "url_name"), KINDS, ids=[kind[0].__name__ for kind in KINDS]
)
def test_a_line_comes_and_is_gone_when_it_has_been_done(lines, group, begin, zin, label, url_name):
    finish = begin(group)

    [(said, act, url)] = lines()
    finish()

    assert zin in said
    assert (act, resolve(url).url_name) == (label, url_name)
    assert lines() == []


def test_the_oldest_stands_first(client_for, els, group):
    for begin in (waiting_lines.failed_mail, waiting_lines.unmarked, waiting_lines.contested):
        begin(group)

    punten = client_for(els).get(COCKPIT).context["punten"]

    assert len(punten) == 3
    assert [punt.sinds for punt in punten] == sorted(punt.sinds for punt in punten)
    assert punten[0].sinds == group.days[3].datum


@pytest.mark.parametrize(("joined", "sinds"), [(22, 23), (23, 23), (24, 24), (27, 27)])
def test_a_shortage_is_no_older_than_the_deelname(client_for, els, group, joined, sinds):
    """Its last day was held on the 23rd."""
    waiting_lines.out_of_reach(group)
    mark_days(group.deelname, [5])
    Deelname.objects.update(vanaf=f"2026-11-{joined}")

    with time_machine.travel("2026-11-27 09:00 +0100"):
        [punt] = client_for(els).get(COCKPIT).context["punten"]

    assert str(punt.sinds) == f"2026-11-{sinds}"


def test_a_forgotten_roll_call_says_nothing_about_anybody(lines, group):
    group.deelname.aanwezigheden.all().delete()

    assert {label for _, label, _ in lines()} == {"Open presentie"}


def test_a_failed_mail_is_sent_again_once(client_for, els, group, mailoutbox):
    Bericht.objects.update(status="mislukt", verzonden_op=None)
    bericht = Bericht.objects.get()
    client = client_for(els)

    answers = [
        client.post(f"/berichten/{bericht.pk}/verzending/", follow=True).text for _ in range(2)
    ]

    assert "We versturen de mail aan anna.jansen@testdam.example opnieuw." in answers[0]
    assert "is al onderweg" in answers[1]
    assert Bericht.objects.get().status == "klaar"


@pytest.mark.parametrize(
    "fields",
    [
        {"geheim": True, "tekst": "", "html": ""},
        {"uiterlijk": "2026-11-22T12:00Z", "klaar_vanaf": "2026-11-01T12:00Z"},
        {"aangemaakt_op": "2026-10-01T12:00Z"},
    ],
)
def test_a_mail_that_is_of_no_use_any_more_asks_nothing(lines, group, fields):
    Bericht.objects.update(status="mislukt", verzonden_op=None, **fields)

    assert lines() == []


@pytest.mark.parametrize(("cohorten", "people"), [(1, 3), (9, 3), (20, 3), (3, 60)])
def test_the_page_asks_the_same_however_many_cohorts_and_people(
    client_for, els, programma, cohorten, people, django_assert_num_queries
):
    for _ in range(cohorten):
        cohort = CohortFactory(programma=programma)
        plan_seven_days(cohort)
        missing, *_ = DeelnameFactory.create_batch(people, cohort=cohort)
        mark_days(missing, range(1, 4), "niet_geregistreerd")
    client = client_for(els)

    with django_assert_num_queries(28):
        page = client.get(COCKPIT)

    assert len(page.context["punten"]) == min(100, cohorten * 7)


# -- The heat map ----------------------------------------------------------------------------


def test_the_heat_map_says_how_many_of_the_group_were_there(client_for, els, group, cohort):
    DeelnameFactory.create_batch(3, cohort=cohort)
    late = DeelnameFactory(cohort=cohort, vanaf=group.days[2].datum)
    mark_days(late, range(3, 4))
    page = client_for(els).get(COCKPIT)

    [strip] = page.context["strips"]

    assert [(cell.kind, cell.words) for cell in strip.cells] == [
        ("1", "1 van 4 aanwezig, 3 nog niet geregistreerd"),
        ("1", "1 van 4 aanwezig, 3 nog niet geregistreerd"),
        ("1", "2 van 5 aanwezig, 3 nog niet geregistreerd"),
        ("1", "1 van 5 aanwezig, 4 nog niet geregistreerd"),
        ("future", "vandaag"),
        ("future", "komt nog"),
        ("future", "komt nog"),
    ]


def test_only_a_forgotten_day_is_red(client_for, els, group):
    waiting_lines.miss(group.deelname, 1)
    group.deelname.aanwezigheden.filter(cursusdag__nummer=2).delete()

    [strip] = client_for(els).get(COCKPIT).context["strips"]

    assert [cell.kind for cell in strip.cells[:4]] == ["1", "forgotten", "4", "4"]
    assert strip.cells[1].words == "niet ingevuld"


def test_the_heat_map_is_about_cohorts_that_run(client_for, els, group, programma):
    plan_seven_days(CohortFactory(naam="Al voorbij", programma=programma), today_is=8)
    plan_seven_days(CohortFactory(naam="Komt nog", programma=programma), today_is=0)
    first = CohortFactory(naam="Verder", programma=programma)
    plan_seven_days(first, today_is=7)

    strips = client_for(els).get(COCKPIT).context["strips"]

    assert [strip.cohort.naam for strip in strips] == ["Verder", "Testdam A"]


def test_the_coordinator_starts_here(client_for, els):
    client = client_for(els)

    assert client.get("/").url == COCKPIT
    assert client.get(COCKPIT).context["page"].nav[0].label == "Cockpit"
