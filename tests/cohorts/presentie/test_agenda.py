"""What a trainer has before them: today, the next days, the days just held."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from tests.day_factories import AfmeldingFactory, BetwistingFactory, InhaalplanFactory
from tests.factories import (
    AanwezigheidFactory,
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    plan_seven_days,
)

VANDAAG = "/vandaag/"


def test_today_says_where_when_and_who_and_opens_the_roll_call(client_for, carla, anna, vandaag):
    page = client_for(carla).get(VANDAAG).text

    assert "Dag 5: Rollen en samenwerking" in page
    assert vandaag.locatie.naam in page
    assert "inloop vanaf 09.15 uur" in page
    assert "Anna Jansen" in page
    assert f'href="{reverse("presentie", args=[vandaag.pk])}">Open presentie' in page


def test_today_says_who_is_not_coming(client_for, carla, deelname, vandaag, time_machine):
    time_machine.move_to(f"{vandaag.datum}T09:00:00+01:00", tick=False)
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=Aanwezigheid.Status.AFGEMELD)

    page = client_for(carla).get(VANDAAG).text

    assert 'utrecht-status-badge--warning">Afgemeld</span>' in page
    assert "deze ochtend: 1 afgemeld" in page


def test_days_to_come_and_days_held_stand_below(client_for, carla, bijeenkomsten):
    agenda = client_for(carla).get(VANDAAG).context["agenda"]

    assert agenda.first.bijeenkomst == bijeenkomsten[4]
    assert agenda.later == bijeenkomsten[5:]
    assert agenda.past == [bijeenkomsten[3], bijeenkomsten[2], bijeenkomsten[1]]


def test_six_days_are_in_sight_and_no_seventh(client_for, carla, cohort):
    plan_seven_days(cohort, today_is=1)

    agenda = client_for(carla).get(VANDAAG).context["agenda"]

    assert [agenda.first.bijeenkomst, *agenda.later] == list(
        cohort.bijeenkomsten.order_by("datum")[:6]
    )


def test_without_a_day_today_the_next_one_comes_first(client_for, carla, bijeenkomsten, anna):
    bijeenkomsten[4].delete()

    page = client_for(carla).get(VANDAAG).text

    assert "Je volgende dag" in page
    assert "Dag 6: Creativiteit" in page
    assert "Open presentie" not in page


def test_cancelled_days_are_left_out(client_for, carla, bijeenkomsten):
    bijeenkomsten[4].geannuleerd_op = timezone.now()
    bijeenkomsten[4].save()

    assert client_for(carla).get(VANDAAG).context["agenda"].first.bijeenkomst == bijeenkomsten[5]


def test_a_substitute_sees_that_one_day(client_for, vervanger, vandaag):
    agenda = client_for(vervanger).get(VANDAAG).context["agenda"]

    assert (agenda.first.bijeenkomst, agenda.later, agenda.past) == (vandaag, [], [])


@pytest.mark.parametrize("name", ["anna", "hanna", "els", "dirk", "niemand"])
def test_nobody_sees_a_day_they_do_not_lead(cast, client_for, vandaag, name):
    page = client_for(cast[name]).get(VANDAAG).text

    assert "Testdam A" not in page
    assert "Anna Jansen" not in page


def test_a_trainer_without_days_reads_what_will_come_here(client_for, carla):
    assert "Er staat geen dag voor je gepland" in client_for(carla).get(VANDAAG).text


@pytest.mark.parametrize(("days", "people"), [(1, 1), (3, 3), (3, 60)])
def test_the_page_asks_thirteen_questions_however_many_days_and_people(
    client_for, carla, cohort, days, people, django_assert_num_queries
):
    today = timezone.localdate()
    for number in range(days):
        other = CohortFactory(programma=cohort.programma)
        TrainerschapFactory(cohort=other, user=carla)
        DeelnameFactory.create_batch(people, cohort=other)
        for shift in (-1, 0, 1):
            dag = cohort.programma.cursusdagen.get(nummer=shift + 2)
            datum = today + timedelta(days=shift * (number + 1))
            BijeenkomstFactory(cohort=other, cursusdag=dag, datum=datum)
    client = client_for(carla)

    with django_assert_num_queries(13):
        client.get(VANDAAG)


@pytest.fixture
def afmelding(deelname, vandaag, clock):
    return AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag, reden="werk")


@pytest.mark.monday
def test_who_gave_notice_stands_apart_with_the_neutral_reason(client_for, carla, bas, afmelding):
    response = client_for(carla).get(VANDAAG)

    agenda = response.context["agenda"]
    assert [rij.naam for rij in agenda.away] == ["Anna Jansen"]
    assert [rij.naam for rij in agenda.coming] == ["Bas Çelik"]
    assert "deze ochtend · werk gaat voor</small>" in response.text


@pytest.mark.monday
def test_a_substitute_reads_who_cannot_come_but_not_why(client_for, vervanger, afmelding):
    page = client_for(vervanger).get(VANDAAG).text

    assert "Wie kan niet" in page
    assert "werk gaat voor" not in page


def absence(client, naam="Anna Jansen"):
    """What the page of today says about this person on a later day."""
    rows = client.get(VANDAAG).context["agenda"].absences
    return next((row for row in rows if row.afmelding.deelname.user.naam == naam), None)


@pytest.mark.monday
def test_who_cannot_come_later_stands_there_too(client_for, carla, deelname, bijeenkomsten, clock):
    AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5], reden="werk", ochtend=False)

    page = client_for(carla).get(VANDAAG).text

    assert "dag 6 op 7 december, de middag · werk gaat voor</small>" in page


@pytest.mark.monday
def test_an_afmelding_of_the_past_or_taken_back_or_elsewhere_is_not_there(
    client_for, carla, dirk, deelname, bijeenkomsten, clock
):
    AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[3])
    taken_back = AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5])
    assert absence(client_for(carla))
    assert absence(client_for(dirk)) is None
    taken_back.ingetrokken_op = timezone.now()
    taken_back.save()

    assert absence(client_for(carla)) is None


@pytest.mark.monday
def test_a_substitute_of_a_later_day_reads_no_reason(
    client_for, vervanger, deelname, bijeenkomsten, clock
):
    TrainerschapFactory(cohort=None, bijeenkomst=bijeenkomsten[5], user=vervanger)
    AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5], reden="werk")

    assert absence(client_for(vervanger)).reden == ""


@pytest.mark.monday
@pytest.mark.parametrize(("days", "is_new"), [(0, True), (1, True), (2, False)])
def test_an_afmelding_is_news_for_two_days(
    client_for, carla, deelname, bijeenkomsten, clock, days, is_new
):
    gemeld_op = timezone.now() - timedelta(days=days)
    AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5], gemeld_op=gemeld_op)

    assert absence(client_for(carla)).is_new == is_new


@pytest.mark.monday
def test_a_guest_who_catches_up_is_expected(client_for, carla, vreemd, vandaag, els, clock):
    InhaalplanFactory(
        deelname=vreemd.deelnames.get(),
        cursusdag=vandaag.cursusdag,
        bijeenkomst=vandaag,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )

    page = client_for(carla).get(VANDAAG).text

    assert "Vera Elders<small>gast – haalt dag 5 in</small>" in page
    assert "Elders B" not in page


def test_contested_marks_are_counted_for_their_trainer(client_for, carla, dirk, deelname, vandaag):
    mark = AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag)
    BetwistingFactory(aanwezigheid=mark)

    assert "Vragen over presentie: 1 wacht op jou" in client_for(carla).get(VANDAAG).text
    assert "wacht op jou" not in client_for(dirk).get(VANDAAG).text


def test_paper_and_the_code_are_one_tap_away(client_for, carla, vandaag):
    page = client_for(carla).get(VANDAAG).text

    for name in ("presentielijst_pdf", "incheckcode", "presentie"):
        assert f'href="{reverse(name, args=[vandaag.pk])}"' in page
