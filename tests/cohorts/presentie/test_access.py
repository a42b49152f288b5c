"""The roll call as a page: who may, and how few questions it asks of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Cohort
from tests.factories import AanwezigheidFactory, DeelnameFactory, TrainerschapFactory

Status = Aanwezigheid.Status
HTMX = {"HTTP_HX_REQUEST": "true"}


def statements(captured: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, without the brackets of a transaction."""
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [row["sql"] for row in captured if not row["sql"].startswith(brackets)]


# -- Who may -------------------------------------------------------------------------------

ALLOWED = {"carla", "vervanger", "els"}
READERS = {"anna", "bas", "hanna"}


def expected_of(name: str, allowed: int) -> int:
    if name in ALLOWED:
        return allowed
    return 403 if name in READERS else 404


@pytest.mark.parametrize(
    ("url_name", "method", "allowed"),
    [
        ("presentie", "get", 200),
        ("aanwezigheid_create", "post", 302),
        ("overige_create", "post", 302),
        ("overige_intrekking", "post", 302),
        ("opmerking_create", "post", 302),
    ],
)
def test_trainer_substitute_and_coordinator_hold_the_roll_call_and_nobody_else(
    cast, client_for, vandaag, deelname, url_name, method, allowed
):
    url = reverse(url_name, args=[vandaag.pk])
    fields = {"deelname": deelname.pk, "dagdeel": "ochtend", "status": "aanwezig"}
    fields["kenmerk"] = "7f2c1b34-1111-4222-8333-abcdefabcdef"

    answers = {
        name: getattr(client_for(user), method)(url, fields).status_code
        for name, user in cast.items()
    }

    assert answers == {name: expected_of(name, allowed) for name in cast}


def test_the_rule_and_the_sentence_in_sql_agree(cast, bijeenkomsten):
    # Django asks no rule about a superuser: what keeps a beheerder out is reach alone.
    assert not Bijeenkomst.objects.attended_to_by(cast.pop("beheerder")).exists()
    for name, user in cast.items():
        ruled = {row for row in Bijeenkomst.objects.all() if may_register(user, row)}

        assert set(Bijeenkomst.objects.attended_to_by(user)) == ruled, name


def may_register(user: User, bijeenkomst: Bijeenkomst) -> bool:
    return user.has_perm("presentie.register_aanwezigheid", bijeenkomst)


def test_a_substitute_holds_the_roll_call_of_that_one_day_only(
    client_for, vervanger, bijeenkomsten
):
    other_day = reverse("presentie", args=[bijeenkomsten[0].pk])

    assert client_for(vervanger).get(other_day).status_code == 403


@pytest.mark.parametrize(
    "url_name", ["aanwezigheid_create", "overige_create", "overige_intrekking", "opmerking_create"]
)
def test_a_mark_is_never_made_by_a_link(client_for, carla, vandaag, url_name):
    assert client_for(carla).get(reverse(url_name, args=[vandaag.pk])).status_code == 405


# -- Few queries ---------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_page_asks_seven_questions_however_many_people(
    client_for, carla, cohort: Cohort, vandaag: Bijeenkomst, url, people, django_assert_num_queries
):
    for row in DeelnameFactory.create_batch(people, cohort=cohort):
        AanwezigheidFactory(deelname=row, bijeenkomst=vandaag)
    client = client_for(carla)

    with django_assert_num_queries(7):
        client.get(url)


@pytest.mark.parametrize("people", [1, 3, 60])
@pytest.mark.parametrize("marked_before", [False, True])
def test_a_tap_asks_as_many_questions_however_many_people(
    tap, cohort, vandaag, deelname, people, marked_before
):
    DeelnameFactory.create_batch(people, cohort=cohort)
    if marked_before:
        AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=Status.AFWEZIG)

    with CaptureQueriesContext(connection) as captured:
        tap(HTMX)

    # A mark that is there is held first, and its history read after that.
    assert len(statements(captured)) == 11 + marked_before


@pytest.mark.parametrize("people", [1, 3, 60])
def test_everybody_else_asks_sixteen_questions_however_many_people(everybody, cohort, people):
    DeelnameFactory.create_batch(people, cohort=cohort)

    with CaptureQueriesContext(connection) as captured:
        everybody(**HTMX)

    assert len(statements(captured)) == 16


def test_a_coordinator_who_also_leads_the_day_is_still_one_person(client_for, els, vandaag, url):
    TrainerschapFactory(cohort=vandaag.cohort, user=els)

    assert client_for(els).get(url).status_code == 200
