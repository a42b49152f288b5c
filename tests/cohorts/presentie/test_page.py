"""The roll call as a page: the list, a tap with and without htmx, bad input, few queries."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.presentie.list import presentielijst_of
from tests.factories import AanwezigheidFactory, DeelnameFactory, UserFactory

Status = Aanwezigheid.Status
HTMX = {"HTTP_HX_REQUEST": "true"}


# -- The list ------------------------------------------------------------------------------


def test_names_stand_in_the_order_of_a_dutch_class_list(cohort, vandaag):
    for voornaam, tussenvoegsel, achternaam in (
        ("Bas", "van der", "Çelik"),
        ("Mees", "in ’t", "Veen"),
        ("Noor", "", "Öztürk"),
        ("Anna", "", "Zwart"),
        ("Piet", "", "Ouwehand"),
        ("Kübra", "", "celik"),
    ):
        user = UserFactory(voornaam=voornaam, tussenvoegsel=tussenvoegsel, achternaam=achternaam)
        DeelnameFactory(cohort=cohort, user=user)

    names = [rij.naam for rij in presentielijst_of(vandaag, "ochtend").rijen]

    assert names == [
        "Bas van der Çelik",
        "Kübra celik",
        "Piet Ouwehand",
        "Noor Öztürk",
        "Mees in ’t Veen",
        "Anna Zwart",
    ]


def test_only_those_who_take_part_on_the_day_are_on_the_list(anna, vreemd, cohort, vandaag):
    today = timezone.localdate()
    DeelnameFactory(cohort=cohort, vanaf=today + timedelta(days=1))
    DeelnameFactory(cohort=cohort, tot_en_met=today - timedelta(days=1))
    last_day = DeelnameFactory(cohort=cohort, tot_en_met=today)

    people = {rij.deelname.user for rij in presentielijst_of(vandaag, "ochtend").rijen}

    assert people == {anna, last_day.user}


def test_the_afternoon_says_that_the_morning_was_forgotten(deelname, vandaag, carla, client_for):
    url = reverse("presentie", args=[vandaag.pk])
    client = client_for(carla)

    assert "nog 1 open" in client.get(f"{url}?dagdeel=middag").content.decode()
    assert "nog 1 open" not in client.get(f"{url}?dagdeel=ochtend").content.decode()

    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=Status.AFWEZIG)
    assert "nog 1 open" not in client.get(f"{url}?dagdeel=middag").content.decode()


def test_the_afternoon_remembers_who_missed_the_morning(deelname, vandaag):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=Status.AFWEZIG)

    afternoon = presentielijst_of(vandaag, "middag").find(deelname.pk)

    assert (afternoon.status, afternoon.detail) == (Status.OPEN, "ochtend afwezig · Burgerzaken")


def test_the_department_is_that_of_the_day_itself(deelname, vandaag):
    yesterday = timezone.localdate() - timedelta(days=1)
    old = deelname.dienstverbanden.get()
    old.tot_en_met = yesterday
    old.save()
    deelname.dienstverbanden.create(
        organisatie=old.organisatie, afdeling="Ruimte", vanaf=timezone.localdate()
    )

    assert [rij.detail for rij in presentielijst_of(vandaag, "ochtend").rijen] == ["Ruimte"]


@pytest.mark.parametrize(("clock", "dagdeel"), [("13:14", "ochtend"), ("13:15", "middag")])
def test_the_page_opens_at_the_dagdeel_of_the_clock(
    client_for, carla, anna, url, clock, dagdeel, time_machine
):
    time_machine.move_to(f"{timezone.localdate():%Y-%m-%d}T{clock}:00+01:00", tick=False)

    lijst = client_for(carla).get(url).context["lijst"]

    assert lijst.dagdeel == dagdeel


def test_the_page_of_a_day_to_come_shows_the_list_without_buttons(
    client_for, carla, anna, bijeenkomsten
):
    answer = client_for(carla).get(reverse("presentie", args=[bijeenkomsten[5].pk]))

    assert "Deze dag is nog niet geweest" in answer.text
    assert "Anna Jansen" in answer.text
    assert "Iedereen aanwezig" not in answer.text
    assert 'value="afwezig"' not in answer.text


def test_an_empty_cohort_says_what_will_come_here(client_for, carla, url):
    assert "Nog geen deelnemers" in client_for(carla).get(url).text


# -- One tap -------------------------------------------------------------------------------


def test_a_tap_without_scripts_comes_back_to_its_row(tap, url, deelname):
    answer = tap()

    assert answer.status_code == 302
    assert answer.url == f"{url}?dagdeel=ochtend#deelname-{deelname.pk}"
    assert Aanwezigheid.objects.get().status == Status.AANWEZIG


def test_a_tap_with_htmx_gets_its_row_the_numbers_and_undo(tap, deelname, bas):
    answer = tap(HTMX)

    assert f'<li id="deelname-{deelname.pk}"' in answer.text
    assert "<b>1</b> aanwezig" in answer.text
    assert "Anna Jansen staat op aanwezig." in answer.text
    assert '<button type="submit" name="status" value="open">Ongedaan maken</button>' in answer.text
    assert "Bas Çelik" not in answer.text
    assert "<html" not in answer.text


def test_the_row_of_a_tap_equals_the_row_of_the_page(tap, client_for, carla, url, deelname, bas):
    tapped = tap(HTMX, status="afgemeld").text
    whole = client_for(carla).get(f"{url}?dagdeel=ochtend").text

    def row(text: str) -> list[str]:
        start = text.index(f'<li id="deelname-{deelname.pk}"')
        words = text[start : text.index("</li>", start)].split()
        # The token against forgery differs per answer.
        return [word for word in words if not re.match(r'value="\w{64}"', word)]

    assert row(tapped) == row(whole)


def test_undo_puts_the_former_status_back(tap):
    tap(status="afwezig")
    answer = tap(HTMX, status="aanwezig")
    assert (
        '<button type="submit" name="status" value="afwezig">Ongedaan maken</button>' in answer.text
    )

    tap(HTMX, status="afwezig")

    assert Aanwezigheid.objects.get().status == Status.AFWEZIG


def test_a_tap_keeps_its_key_and_the_time_of_the_device(tap):
    kenmerk = "7f2c1b34-1111-4222-8333-abcdefabcdef"
    tap(HTMX, kenmerk=kenmerk, toesteltijd="2026-01-05T09:41:00Z")
    tap(HTMX, status="afwezig")
    tap(HTMX, kenmerk=kenmerk, toesteltijd="2026-01-05T09:41:00Z")

    first = Aanwezigheidswijziging.objects.get(kenmerk=kenmerk)
    assert first.toesteltijd.isoformat() == "2026-01-05T09:41:00+00:00"
    assert Aanwezigheid.objects.get().status == Status.AFWEZIG


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"status": "ziek"}, "Kies aanwezig, afwezig of afgemeld."),
        ({"status": "ingehaald"}, "Kies aanwezig, afwezig of afgemeld."),
        ({"dagdeel": "avond"}, "Kies ochtend of middag."),
        ({"deelname": "999999"}, "Deze persoon zit niet in dit cohort."),
        ({"deelname": "x"}, "Deze persoon zit niet in dit cohort."),
        ({"kenmerk": "abc"}, "Laad de pagina opnieuw."),
        ({"toesteltijd": "gisteren"}, "De tijd van je toestel is niet leesbaar."),
    ],
)
@pytest.mark.parametrize("extra", [{}, HTMX])
def test_bad_input_is_refused_in_words_and_saves_nothing(tap, fields, text, extra):
    answer = tap(extra, **fields)

    assert answer.status_code == 422
    assert text in answer.text
    assert Aanwezigheid.objects.count() == 0


def test_somebody_of_another_cohort_gets_no_mark_and_no_name(tap, vreemd):
    answer = tap(deelname=vreemd.deelnames.get().pk)

    assert answer.status_code == 422
    assert "Deze persoon zit niet in dit cohort." in answer.text
    assert "Vera" not in answer.text
    assert Aanwezigheid.objects.count() == 0


def test_somebody_who_has_left_is_refused_with_the_date(tap, cohort):
    last = timezone.localdate() - timedelta(days=1)
    left = DeelnameFactory(cohort=cohort, tot_en_met=last)

    answer = tap(HTMX, deelname=left.pk)

    assert answer.status_code == 422
    assert "deed mee tot en met" in answer.text
    assert "<li" not in answer.text


def test_a_day_to_come_is_refused_with_its_date(client_for, carla, deelname, bijeenkomsten):
    day_to_come = reverse("aanwezigheid_create", args=[bijeenkomsten[6].pk])
    fields = {"deelname": deelname.pk, "dagdeel": "ochtend", "status": "aanwezig"}

    answer = client_for(carla).post(day_to_come, fields)

    assert answer.status_code == 422
    assert "Deze dag is nog niet geweest" in answer.text
    assert Aanwezigheid.objects.count() == 0


# -- Everybody else ------------------------------------------------------------------------


def test_the_button_names_how_many_are_left(client_for, carla, anna, bas, tap, cohort, url):
    DeelnameFactory(cohort=cohort)
    client = client_for(carla)
    assert "Iedereen aanwezig" in client.get(url).text

    tap(status="afwezig")

    assert "De overige 2 aanwezig" in client.get(f"{url}?dagdeel=ochtend").text


def test_everybody_else_without_scripts_comes_back_to_the_numbers(everybody, anna, bas, url):
    answer = everybody()

    assert re.fullmatch(
        rf"{re.escape(url)}\?dagdeel=ochtend&overige=[0-9a-f-]{{36}}#stand", answer.url
    )
    assert Aanwezigheid.objects.behaald().count() == 2


def test_everybody_else_with_htmx_gets_the_whole_list(everybody, anna, bas):
    answer = everybody(**HTMX)

    assert answer.text.count('aria-pressed="true"') == 2
    assert "2 mensen zijn ingevuld." in answer.text
    assert "De ochtend is compleet" in answer.text


def test_a_day_is_closed_from_the_afternoon_once_the_morning_is_complete(everybody, anna, bas):
    before = everybody("middag", **HTMX).text
    assert "Naar de ochtend, nog 2 open" in before
    assert "Rond dag" not in before

    everybody("ochtend")

    after = everybody("middag", **HTMX).text
    assert "Rond dag" in after
    assert "Naar de ochtend" not in after


def test_everybody_else_of_an_unknown_dagdeel_is_refused(everybody, anna):
    answer = everybody("avond")

    assert answer.status_code == 422
    assert "Kies ochtend of middag." in answer.text
    assert Aanwezigheid.objects.count() == 0
