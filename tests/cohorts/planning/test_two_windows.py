"""Two windows on one planning: what somebody else saved meanwhile is not undone unseen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cohorts.models import Bijeenkomst, Cohort
from cohorts.planning.actions.copies import copy_cohort
from cohorts.planning.actions.planning import DagPlan, create_cohort, plan_bijeenkomsten
from tests.cohorts.planning.test_form import planning_data
from tests.factories import BijeenkomstFactory, CohortFactory, LocatieFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class Window:
    """The planning page as it was when somebody opened it, with all its fields."""

    def __init__(self, client: Client, cohort: Cohort) -> None:
        self.client, self.url = client, f"/cohorten/{cohort.pk}/planning/"
        planning = client.get(self.url).context["planning"]
        self.fields = {
            field.html_name: field.value() if field.value() is not None else ""
            for form in (planning.elke_dag, *planning.dagen)
            for field in form
        }

    def save(self, changes: dict[str, object] | None = None):
        """Sends all fields, these changed; the window keeps what was typed."""
        self.fields |= changes or {}
        return self.client.post(self.url, self.fields)


@pytest.fixture
def windows(coordinator: Client, cohort: Cohort, bijeenkomsten: list[Bijeenkomst]):
    return Window(coordinator, cohort), Window(coordinator, cohort)


def weeks_later(row: Bijeenkomst, weeks: int = 1):
    return row.datum + timedelta(weeks=weeks)


def test_the_second_window_asks_before_it_moves_a_day_back(windows, bijeenkomsten):
    first, second = windows
    day = weeks_later(bijeenkomsten[5])

    assert first.save({"dag-6-datum": day}).status_code == 302
    answer = second.save({"dag-7-datum": weeks_later(bijeenkomsten[6], 3)})

    assert answer.status_code == 422
    planning = answer.context["planning"]
    assert [form.nummer for form in planning.doubted] == [6]
    assert planning.dagen[5].doubts == [
        "Deze dag is intussen veranderd: maandag 14 december 2026, 09.30 tot 16.30 uur, "
        f"{bijeenkomsten[5].locatie}. Bewaar je dit, dan vervalt dat."
    ]
    bijeenkomsten[5].refresh_from_db()
    assert bijeenkomsten[5].datum == day


def test_who_read_that_may_still_save_it_and_a_third_change_asks_again(windows, bijeenkomsten):
    first, second = windows
    first.save({"dag-6-datum": weeks_later(bijeenkomsten[5])})
    token = second.save().context["planning"].token
    bijeenkomsten[5].refresh_from_db()
    bijeenkomsten[5].versie += 1
    bijeenkomsten[5].save()

    asked = second.save({"zeker": token})
    saved = second.save({"zeker": asked.context["planning"].token})

    assert (asked.status_code, saved.status_code) == (422, 302)
    bijeenkomsten[5].refresh_from_db()
    assert str(bijeenkomsten[5].datum) == "2026-12-07"


def test_a_window_that_says_the_same_asks_nothing(windows, bijeenkomsten):
    first, second = windows
    day = weeks_later(bijeenkomsten[5])
    first.save({"dag-6-datum": day})

    assert second.save({"dag-6-datum": day}).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"), [("dag-6-begintijd", "10:00"), ("dag-6-locatie", "onbekend")]
)
def test_times_and_place_count_as_much_as_the_date(windows, bijeenkomsten, field, value):
    first, second = windows

    assert first.save({field: value}).status_code == 302
    assert [form.nummer for form in second.save().context["planning"].doubted] == [6]


def test_a_day_that_was_cancelled_meanwhile_is_not_planned_again_unasked(
    windows, bijeenkomsten, els
):
    _, second = windows
    bijeenkomsten[5].geannuleerd_op, bijeenkomsten[5].geannuleerd_door = timezone.now(), els
    bijeenkomsten[5].save()

    answer = second.save()

    assert answer.context["planning"].dagen[5].doubts == [
        "Deze dag is intussen geannuleerd. Bewaar je dit, dan staat hij weer gepland."
    ]


def test_a_day_that_was_cancelled_and_planned_anew_is_another_day(windows, bijeenkomsten, els):
    """Both are a first version."""
    _, second = windows
    old = bijeenkomsten[5]
    old.geannuleerd_op, old.geannuleerd_door = timezone.now(), els
    old.save()
    new = BijeenkomstFactory(cohort=old.cohort, cursusdag=old.cursusdag, datum=weeks_later(old))

    assert [form.nummer for form in second.save().context["planning"].doubted] == [6]
    new.refresh_from_db()
    assert (new.versie, new.datum) == (old.versie, weeks_later(old))


def test_a_day_that_was_planned_meanwhile_is_not_planned_over(coordinator, cohort):
    first, second = Window(coordinator, cohort), Window(coordinator, cohort)

    assert first.save(planning_data()).status_code == 302
    answer = second.save(planning_data(**{"dag-2-datum": "2027-02-05"}))

    assert [form.nummer for form in answer.context["planning"].doubted] == [2]


@pytest.mark.parametrize(
    ("revision", "is_saved"),
    [(None, True), ("{}.1", True), ("0", False), ("{}.2", False), ("999999.1", False)],
)
def test_a_plan_builds_on_the_bijeenkomst_that_is_there(
    cohort, bijeenkomsten, els, revision, is_saved
):
    """Between the look at the form and the act somebody else may save."""
    row, place = bijeenkomsten[5], LocatieFactory()
    times = {n: getattr(row, n) for n in ("inlooptijd", "begintijd", "middag_vanaf", "eindtijd")}
    revision = revision and revision.format(row.pk)
    plan = DagPlan(row.cursusdag, weeks_later(row), locatie=place, revision=revision, **times)

    if is_saved:
        plan_bijeenkomsten(cohort=cohort, dagen=[plan], by=els)
    else:
        with pytest.raises(ValidationError, match="op hetzelfde moment"):
            plan_bijeenkomsten(cohort=cohort, dagen=[plan], by=els)

    row.refresh_from_db()
    assert (row.locatie == place) == is_saved


@pytest.mark.parametrize("page", ["/cohorten/nieuw/", "/cohorten/{}/kopie/"])
def test_a_name_that_was_taken_meanwhile_is_said_at_its_field(
    coordinator, cohort, monkeypatch, page
):
    """Between the look at the form and the act somebody else makes a cohort of that name."""
    data = {
        "organisatie": "Testdam",
        "naam": "Testdam B",
        "capaciteit": "20",
        "programma": cohort.programma_id,
        "vanaf": "2027-01-11",
        "weekdag": "3",
        "weken": "3",
    }

    def take_first(act):
        def make(**frame):
            CohortFactory(organisatie=cohort.organisatie, naam="Testdam B")
            return act(**frame)

        return make

    for name, act in (
        ("planning.create_cohort", create_cohort),
        ("copies.copy_cohort", copy_cohort),
    ):
        monkeypatch.setattr(f"cohorts.planning.views.{name}", take_first(act))

    response = coordinator.post(page.format(cohort.pk), data)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "naam": ["Testdam heeft al een cohort met deze naam."]
    }
    assert Cohort.objects.filter(naam="Testdam B").count() == 1
