"""Trainers and substitutes: who is refused and who only nearly, what is shown and what is kept."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages

from cohorts.models import Trainerschap
from tests.factories import DeelnameFactory, TrainerschapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MIDNIGHT = "2026-11-24 00:30 +0100"


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def day(bijeenkomsten):
    """Day 6 of cohort A, on 7 December 2026."""
    return bijeenkomsten[5]


@pytest.fixture
def appoint(coordinator, cohort):
    def post(user, **changes):
        data = {"email": user.email, "vanaf": "2027-01-04"} | changes
        return coordinator.post(f"/cohorten/{cohort.pk}/trainers/", data)

    return post


@pytest.fixture
def substitute(coordinator, day):
    def post(user, **changes):
        data = {"email": user.email, "vanaf": "2026-12-07", "tot_en_met": "2026-12-07"} | changes
        return coordinator.post(f"/bijeenkomsten/{day.pk}/vervangingen/", data)

    return post


# -- Trainers ------------------------------------------------------------------------------


def test_who_is_appointed_is_named(appoint, cohort, dirk):
    response = appoint(dirk)

    assert response.url == f"/cohorten/{cohort.pk}/trainers/"
    assert said(response) == ["Dirk Vos is trainer van Testdam A."]


@pytest.mark.parametrize(
    ("last", "is_refused"), [("2027-01-03", False), ("2027-01-04", True), (None, True)]
)
def test_who_led_it_before_may_do_so_again(appoint, cohort, carla, last, is_refused):
    Trainerschap.objects.filter(user=carla).update(tot_en_met=last)

    response = appoint(carla)

    assert response.status_code == (422 if is_refused else 302)
    assert cohort.trainerschappen.count() == (1 if is_refused else 2)
    if is_refused:
        assert response.context["form"].errors == {
            "email": ["Deze persoon is op die dag al trainer van dit cohort."]
        }


def test_a_deelnemer_leads_no_cohort_of_their_own_but_may_lead_another(
    appoint, cohort, anna, vreemd
):
    response = appoint(anna)

    assert response.context["form"].errors == {
        "email": ["Deze persoon is deelnemer van dit cohort en kan het niet leiden."]
    }
    assert appoint(vreemd).status_code == 302
    assert cohort.trainerschappen.get().user == vreemd


@pytest.mark.parametrize("acts", ["appoint", "substitute"])
@pytest.mark.parametrize(
    ("known", "typed", "kept"),
    [
        ("", "06 12345678", "06 12345678"),
        ("06 87654321", "06 12345678", "06 87654321"),
        ("06 87654321", "", "06 87654321"),
    ],
)
def test_a_telephone_number_is_filled_in_and_never_overwritten(
    request, dirk, acts, known, typed, kept
):
    dirk.telefoon = known
    dirk.save()

    assert request.getfixturevalue(acts)(dirk, telefoon=typed).status_code == 302

    dirk.refresh_from_db()
    assert dirk.telefoon == kept


def test_the_page_begins_with_today_from_midnight_on(client_for, els, cohort, bijeenkomsten):
    with time_machine.travel(MIDNIGHT, tick=False):
        context = client_for(els).get(f"/cohorten/{cohort.pk}/trainers/").context

    assert context["form"]["vanaf"].value() == date(2026, 11, 24)
    assert context["today"] == date(2026, 11, 24)
    assert [row.bijeenkomst.cursusdag.nummer for row in context["dagen"]] == [6, 7]


def test_a_day_names_who_leads_it_then(coordinator, cohort, bijeenkomsten, carla, vervanger, dirk):
    """Carla stops on day 6; Sam has today alone; Dirk leads elsewhere."""
    Trainerschap.objects.get(user=carla).end(bijeenkomsten[5].datum)

    context = coordinator.get(f"/cohorten/{cohort.pk}/trainers/").context

    assert [[row.user for row in dag.leiding] for dag in context["dagen"]] == [
        [carla, vervanger],
        [carla],
        [],
    ]
    assert [row.trainerschap.user for row in context["rows"]] == [carla]
    assert [row.trainerschap.user for row in context["vervangingen"]] == [vervanger]
    assert set(context["known"]) == {carla, vervanger, dirk}


@pytest.mark.parametrize(
    ("last", "is_refused"), [("2026-11-22", True), ("2026-11-23", False), ("2026-11-24", False)]
)
def test_the_last_day_is_not_before_the_first(coordinator, cohort, carla, last, is_refused):
    row = Trainerschap.objects.get(user=carla)
    Trainerschap.objects.filter(pk=row.pk).update(vanaf="2026-11-23")
    other = TrainerschapFactory(cohort=cohort)

    response = coordinator.post(
        f"/trainerschappen/{row.pk}/einde/", {f"einde-{row.pk}-tot_en_met": last}
    )

    row.refresh_from_db()
    if is_refused:
        assert row.tot_en_met is None
        assert {form.trainerschap: form.errors for form in response.context["rows"]} == {
            row: {"tot_en_met": ["De laatste dag ligt vóór de eerste (23-11-2026)."]},
            other: {},
        }
    else:
        assert row.tot_en_met == date.fromisoformat(last)
        assert said(response) == ["De laatste dag van Carla Wit is bewaard."]
        assert response.url == f"/cohorten/{cohort.pk}/trainers/"


# -- Substitutes ---------------------------------------------------------------------------


def test_the_page_of_a_substitute_has_each_field_once(coordinator, day):
    content = coordinator.get(f"/bijeenkomsten/{day.pk}/vervangingen/").content.decode()

    names = ("email", "voornaam", "tussenvoegsel", "achternaam", "telefoon", "vanaf", "tot_en_met")
    assert {name: content.count(f'name="{name}"') for name in names} == dict.fromkeys(names, 1)
    assert 'list="trainers"' in content
    assert "Geef toegang" in content
    assert "Wijs aan" not in content


def test_a_substitute_is_named_with_the_day(substitute, cohort, dirk):
    response = substitute(dirk)

    assert response.url == f"/cohorten/{cohort.pk}/trainers/"
    assert said(response) == ["Dirk Vos vervangt op dag 6."]


@pytest.mark.parametrize(
    ("field", "shift", "message"),
    [
        ("vanaf", -61, "Kies een dag in de twee maanden tot en met 7 december."),
        ("vanaf", -60, ""),
        ("vanaf", 0, ""),
        ("vanaf", 1, "Kies een dag in de twee maanden tot en met 7 december."),
        ("tot_en_met", -1, "Kies 7 december of een dag in de twee maanden erna."),
        ("tot_en_met", 0, ""),
        ("tot_en_met", 60, ""),
        ("tot_en_met", 61, "Kies 7 december of een dag in de twee maanden erna."),
    ],
)
def test_the_period_lies_within_two_months_around_the_day(
    substitute, day, dirk, field, shift, message
):
    response = substitute(dirk, **{field: str(day.datum + timedelta(days=shift))})

    assert response.status_code == (422 if message else 302)
    assert not message or response.context["form"].errors == {field: [message]}


def test_who_leads_another_day_or_did_so_once_may_substitute(
    substitute, bijeenkomsten, day, dirk, carla
):
    TrainerschapFactory(cohort=None, bijeenkomst=bijeenkomsten[6], user=dirk)
    Trainerschap.objects.get(user=carla).end(day.datum - timedelta(days=1))

    assert [substitute(user).status_code for user in (dirk, carla)] == [302, 302]


@pytest.mark.parametrize("who", ["anna", "carla"])
def test_a_substitute_is_refused_at_the_address(request, substitute, day, who):
    words = {
        "anna": "Deze persoon is deelnemer van dit cohort en kan het niet leiden.",
        "carla": "Deze persoon leidt deze dag al.",
    }

    response = substitute(request.getfixturevalue(who))

    assert response.context["form"].errors == {"email": [words[who]]}
    assert not day.vervangingen.exists()


def test_a_deelnemer_of_another_cohort_may_substitute(substitute, day):
    assert substitute(DeelnameFactory().user).status_code == 302
    assert day.vervangingen.count() == 1


# -- A copy --------------------------------------------------------------------------------


def test_a_copy_offers_who_leads_it_today_or_later_and_nobody_elses_trainers(
    client_for, els, cohort, carla, dirk
):
    """Just after midnight yesterday's trainer is no longer offered."""
    TrainerschapFactory(cohort=cohort, tot_en_met=date(2026, 11, 23))
    last = TrainerschapFactory(cohort=cohort, tot_en_met=date(2026, 11, 24)).user
    later = TrainerschapFactory(cohort=cohort, vanaf=date(2027, 1, 4)).user

    with time_machine.travel(MIDNIGHT, tick=False):
        form = client_for(els).get(f"/cohorten/{cohort.pk}/kopie/").context["form"]
        offered = set(form.fields["trainers"].queryset)

    assert offered == {carla, last, later}
    assert set(form["trainers"].value()) == {user.pk for user in offered}


def test_the_trainers_of_a_copy_begin_today_from_midnight_on(client_for, els, cohort, carla):
    data = {"naam": "Testdam B", "vanaf": "2027-09-06", "trainers": [carla.pk]}

    with time_machine.travel(MIDNIGHT, tick=False):
        client_for(els).post(f"/cohorten/{cohort.pk}/kopie/", data)

    assert Trainerschap.objects.get(cohort__naam="Testdam B").vanaf == date(2026, 11, 24)


def test_a_copy_of_a_cohort_without_dates_begins_in_the_usual_rhythm(coordinator, cohort):
    data = {"naam": "Testdam B", "vanaf": "2027-09-06"}

    response = coordinator.post(f"/cohorten/{cohort.pk}/kopie/", data)

    assert response.url.endswith(
        f"/planning/?vanaf=2027-09-06&weekdag=3&weken=3&voorbeeld={cohort.pk}"
    )
    assert not Trainerschap.objects.filter(cohort__naam="Testdam B").exists()


def test_a_cancelled_day_says_nothing_of_the_rhythm_of_a_copy(coordinator, cohort, bijeenkomsten):
    """Days 1 and 2 stand two weeks apart; a cancelled one, and its like, on Tuesdays."""
    for row in bijeenkomsten[2:]:
        row.datum += timedelta(days=1 + 7 * row.cursusdag.nummer)
        row.geannuleerd_op = "2026-11-20T10:00Z"
        row.save()

    response = coordinator.post(
        f"/cohorten/{cohort.pk}/kopie/", {"naam": "Testdam B", "vanaf": "2027-09-06"}
    )

    assert "weekdag=0&weken=2&" in response.url
