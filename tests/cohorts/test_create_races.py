"""The same thing made twice at one moment: one of it, and an answer for the second, never a 500."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Event
from time import sleep
from types import ModuleType

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.people.persons import Persoon, accounts_of
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.lists import create_deelnemerimport
from cohorts.deelnemers.actions.organisaties import create_organisatie
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.deelnemers.views import organisaties
from cohorts.models import Cohort, Deelname, Dienstverband, Locatie, Organisatie, Trainerschap
from cohorts.planning.actions.locaties import save_locatie
from cohorts.planning.actions.planning import DagPlan, create_cohort, plan_bijeenkomsten
from cohorts.planning.actions.trainers import assign_trainer
from cohorts.planning.views import copies, locaties, planning
from tests.cohorts.deelnemers.lists import file_of
from tests.cohorts.planning.test_cohort_views import cohort_data
from tests.cohorts.planning.test_locaties import place
from tests.cohorts.presentie.test_races import at_once
from tests.factories import CohortFactory, DeelnameFactory, OrganisatieFactory

pytestmark = pytest.mark.usefixtures("shared_database")

TINE = Persoon("Tine", "Groot", "tine@beroepseer.example", "de")
TABLE = [["E-mail", "Voornaam", "Achternaam"], ["noor@testdam.example", "Noor", "Veen"]]
NEW_YEAR = date(2027, 1, 1)


def after_each_other(first: Callable[[], object], second: Callable[[], object]) -> None:
    """The second begins while what the first wrote stands there uncommitted."""
    written, begun = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            first()
            written.set()
            assert begun.wait(timeout=20)
            sleep(0.3)

    def meanwhile() -> None:
        assert written.wait(timeout=20)
        begun.set()
        second()

    at_once(slowly, meanwhile)


def refused(act: Callable[[], object], match: str) -> Callable[[], None]:
    def run() -> None:
        with pytest.raises(ValidationError, match=match):
            act()

    return run


@pytest.fixture
def post_twice(client_for: Callable[[User], Client], els: User, monkeypatch) -> Callable:
    """Two equal posts whose forms have both been found right before either of them writes."""

    def post(module: ModuleType, act: str, url: str, data: dict) -> list:
        real, door, answers = getattr(module, act), Barrier(2), []

        def meeting(**kwargs: object) -> object:
            door.wait(timeout=20)
            return real(**kwargs)

        monkeypatch.setattr(module, act, meeting)
        clients = [client_for(els), client_for(els)]
        at_once(*(lambda client=c: answers.append(client.post(url, data)) for c in clients))
        return sorted(answers, key=lambda answer: answer.status_code)

    return post


def assert_one_made_and_one_refused(answers: list, data: dict, message: str) -> None:
    assert [answer.status_code for answer in answers] == [302, 422]
    form = answers[1].context["form"]
    assert message in str(form.errors["naam"])
    assert {name: str(form[name].value()) for name in data} == {
        name: str(value) for name, value in data.items()
    }


def test_two_equal_posts_make_one_cohort(post_twice, programma, organisatie):
    data = cohort_data(programma, schoolregio="geen")

    answers = post_twice(planning, "create_cohort", "/cohorten/nieuw/", data)

    assert_one_made_and_one_refused(answers, data, "Testdam heeft al een cohort met deze naam.")
    assert Cohort.objects.count() == 1


def test_two_equal_posts_make_one_copy(post_twice, cohort, carla):
    data = {"naam": "Testdam B", "vanaf": "2027-09-06"}

    answers = post_twice(
        copies, "copy_cohort", f"/cohorten/{cohort.pk}/kopie/", data | {"trainers": [carla.pk]}
    )

    assert_one_made_and_one_refused(answers, data, "Testdam heeft al een cohort met deze naam.")
    assert Trainerschap.objects.filter(cohort__naam="Testdam B").count() == 1


def test_two_equal_posts_make_one_organisatie(post_twice):
    data = {"naam": "Douane", "merkkleur": "#01689b"}

    answers = post_twice(organisaties, "create_organisatie", "/organisaties/nieuw/", data)

    assert_one_made_and_one_refused(answers, data, "Deze organisatie staat al in de lijst.")
    assert Organisatie.objects.count() == 1


def test_two_equal_posts_make_one_locatie(post_twice, organisatie):
    answers = post_twice(locaties, "save_locatie", "/locaties/nieuw/", place())

    assert_one_made_and_one_refused(answers, place(), "Deze locatie bestaat al.")
    assert Locatie.objects.count() == 1


def test_an_organisatie_that_appears_while_the_first_is_uncommitted_is_refused(els):
    def make() -> None:
        create_organisatie(naam="Douane", merkkleur="", by=els)

    after_each_other(make, refused(make, "staat al in de lijst"))

    assert Organisatie.objects.count() == 1


def test_a_place_that_appears_while_the_first_is_uncommitted_is_refused(els):
    def make() -> None:
        save_locatie(locatie=Locatie(naam="Zaal", adres="Kade 1", plaats="Testdam"), by=els)

    after_each_other(make, refused(make, "bestaat al"))

    assert Locatie.objects.count() == 1


def test_two_names_that_differ_in_capitals_alone_are_one(programma, organisatie, els):
    def make(naam: str) -> None:
        create_cohort(organisatie=organisatie, naam=naam, programma=programma, by=els)

    after_each_other(lambda: make("Najaar"), refused(lambda: make("najaar"), "al een cohort"))

    assert Cohort.objects.get().naam == "Najaar"


def test_one_new_place_typed_for_two_cohorts_is_one_place(cohort, ander_cohort, els):
    def plan(row: Cohort) -> None:
        dag = DagPlan(
            cursusdag=row.programma.cursusdagen.get(nummer=1),
            datum=NEW_YEAR,
            inlooptijd="09:15",
            begintijd="09:30",
            middag_vanaf="13:15",
            eindtijd="16:30",
            locatie=Locatie(naam="Zaal", adres="Kade 1", plaats="Testdam"),
        )
        plan_bijeenkomsten(cohort=row, dagen=[dag], by=els)

    after_each_other(lambda: plan(cohort), lambda: plan(ander_cohort))

    assert Locatie.objects.get().bijeenkomsten.count() == 2


def test_the_same_new_people_in_two_lists_in_another_order_get_one_account():
    """Both lists are held up at the second of three people, and then go on together."""
    people = [Persoon(naam, "Veen", f"{naam}@testdam.example") for naam in ("an", "bo", "cy")]
    written, found = Event(), []

    def hold_up() -> None:
        with transaction.atomic():
            accounts_of([people[1]])
            written.set()
            sleep(0.7)

    def enrol(personen: list[Persoon]) -> None:
        assert written.wait(timeout=20)
        found.append(accounts_of(personen).keys())

    at_once(hold_up, lambda: enrol(people), lambda: enrol(people[::-1]))

    assert User.objects.count() == 3
    assert found == [{persoon.adres for persoon in people}] * 2


@pytest.mark.parametrize("has_account", [True, False])
def test_one_trainer_appointed_twice_leads_once(cohort, els, has_account):
    if has_account:
        User.objects.create_user(TINE.adres, voornaam="Tine")

    def appoint() -> None:
        assign_trainer(cohort=cohort, persoon=TINE, vanaf=NEW_YEAR, by=els)

    after_each_other(appoint, refused(appoint, "al trainer"))

    assert Trainerschap.objects.count() == User.objects.filter(email=TINE.adres).count() == 1


def test_one_list_sent_twice_waits_once(cohort, els):
    def send() -> None:
        create_deelnemerimport(cohort=cohort, file=file_of(TABLE), bestandsnaam="lijst.csv", by=els)

    after_each_other(send, send)

    assert Deelnemerimport.objects.get().rijen == TABLE


def test_somebody_changes_employer_while_that_employer_merges(
    deelname, organisatie, andere_organisatie, els
):
    opvolger = OrganisatieFactory()
    after_each_other(
        lambda: change_employer(
            deelname=deelname, organisatie=andere_organisatie, vanaf=NEW_YEAR, by=els
        ),
        lambda: merge_organisatie(
            organisatie=organisatie, opvolger=opvolger, vanaf=NEW_YEAR, by=els
        ),
    )

    rows = list(deelname.dienstverbanden.by_start().values_list("organisatie__naam", "vanaf"))
    assert rows[1:] == [("Dienst Elders", NEW_YEAR)]


def test_an_employer_merges_while_somebody_changes_to_another(
    deelname, organisatie, andere_organisatie, els
):
    opvolger = OrganisatieFactory()
    after_each_other(
        lambda: merge_organisatie(
            organisatie=organisatie, opvolger=opvolger, vanaf=NEW_YEAR, by=els
        ),
        refused(
            lambda: change_employer(
                deelname=deelname, organisatie=andere_organisatie, vanaf=NEW_YEAR, by=els
            ),
            "Kies een latere dag",
        ),
    )

    last = deelname.dienstverbanden.by_start().last()
    assert (last.organisatie, last.vanaf) == (opvolger, NEW_YEAR)


def test_a_new_employer_everywhere_given_from_two_cohorts_at_once(anna, ander_cohort, els):
    """Each holds all deelnames of this person, in one order: neither waits for the other."""
    deelnames = [
        *Deelname.objects.of_user(anna),
        *(DeelnameFactory(user=anna, cohort=CohortFactory()) for _ in range(3)),
    ]
    targets, done = OrganisatieFactory.create_batch(2), []

    def change(deelname: Deelname, to: Organisatie, day: date) -> None:
        try:
            change_employer(deelname=deelname, organisatie=to, vanaf=day, everywhere=True, by=els)
        except ValidationError:
            return
        done.append(to)

    for week in range(8):
        day = timezone.localdate() + timedelta(weeks=week)
        done.clear()
        at_once(
            lambda day=day: change(deelnames[0], targets[0], day),
            lambda day=day: change(deelnames[-1], targets[1], day),
        )
        now = Dienstverband.objects.filter(tot_en_met=None).values_list("organisatie", flat=True)
        assert len(done) == 1
        assert set(now) == {done[0].pk}
