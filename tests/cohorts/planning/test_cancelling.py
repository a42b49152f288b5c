"""A day that does not go on, and the norm of one cohort: what is said before and after."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Normwijziging
from cohorts.planning.actions import cancelling
from cohorts.planning.actions.cancelling import Gevolgen, cancel_bijeenkomst, gevolgen_of
from tests.cohorts.catching_up import agreed, ask, follow, mark, miss
from tests.day_factories import AfmeldingFactory
from tests.factories import DeelnameFactory, TrainerschapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def day(bijeenkomsten):
    """Day 6 of cohort A, in two weeks."""
    return bijeenkomsten[5]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0), "Niemand"),
        ((1, 0, 0), "1 deelnemer"),
        ((0, 2, 0), "2 trainers"),
        ((2, 1, 0), "2 deelnemers en 1 trainer"),
        ((1, 1, 1), "1 deelnemer, 1 trainer en 1 gast"),
        ((14, 2, 2), "14 deelnemers, 2 trainers en 2 gasten"),
    ],
)
def test_whom_it_concerns_is_said_in_words(counts, words):
    deelnemers, trainers, gasten = counts

    assert Gevolgen("", deelnemers, trainers, gasten, 0).wie == words


def test_only_who_has_to_do_with_this_day_is_counted(
    gemist, host, bijeenkomsten, cohort, ander_cohort, dirk, vreemd, carla, els
):
    """Dirk leads the host group, alone or as its substitute too; Vera is in it."""
    TrainerschapFactory(cohort=None, bijeenkomst=host, user=dirk)
    TrainerschapFactory(cohort=ander_cohort, tot_en_met=host.datum - timedelta(days=1))
    DeelnameFactory(cohort=ander_cohort, tot_en_met=host.datum - timedelta(days=1))
    agreed(gemist, host, els)
    other = DeelnameFactory(cohort=cohort)
    miss(other, bijeenkomsten[2])
    ask(other, host)
    AfmeldingFactory(deelname=vreemd.deelnames.get(), bijeenkomst=host)
    AfmeldingFactory(
        deelname=DeelnameFactory(cohort=ander_cohort),
        bijeenkomst=host,
        vervallen_op=timezone.now(),
    )
    AfmeldingFactory(deelname=other, bijeenkomst=bijeenkomsten[5])

    assert gevolgen_of(host) == Gevolgen(
        refusal="", deelnemers=2, trainers=1, gasten=2, afmeldingen=1
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("geannuleerd_op", "Deze dag is al geannuleerd."),
        ("afgerond_op", "Deze dag is afgerond, dus hij is doorgegaan."),
    ],
)
def test_the_page_of_a_day_that_is_past_cancelling_says_why(coordinator, day, field, words):
    url = f"/bijeenkomsten/{day.pk}/annulering/"
    before = coordinator.get(url)
    Bijeenkomst.objects.filter(pk=day.pk).update(**{field: timezone.now()})
    after = coordinator.get(url)

    assert (before.status_code, before.context["refusal"]) == (200, "")
    assert "Annuleer deze dag" in before.content.decode()
    assert (after.status_code, after.context["refusal"]) == (200, words)
    assert "Annuleer deze dag" not in after.content.decode()


def test_a_day_that_was_closed_meanwhile_is_refused_with_the_reason(coordinator, day, monkeypatch):
    """Between the look at the day and the act it is closed."""

    def close_first(*, bijeenkomst, by):
        Bijeenkomst.objects.filter(pk=bijeenkomst.pk).update(afgerond_op=timezone.now())
        return cancel_bijeenkomst(bijeenkomst=bijeenkomst, by=by)

    monkeypatch.setattr("cohorts.planning.views.cancelling.cancel_bijeenkomst", close_first)

    response = coordinator.post(f"/bijeenkomsten/{day.pk}/annulering/")

    assert response.status_code == 422
    assert response.context["refusal"] == "Deze dag is afgerond, dus hij is doorgegaan."
    day.refresh_from_db()
    assert day.geannuleerd_op is None


@pytest.mark.parametrize(
    ("nummer", "status", "is_refused"),
    [(6, "aanwezig", True), (6, "afgemeld", True), (6, "open", False), (5, "aanwezig", False)],
)
def test_only_a_mark_of_that_day_keeps_it(
    coordinator, deelname, bijeenkomsten, day, nummer, status, is_refused
):
    row = bijeenkomsten[nummer - 1]
    Aanwezigheid.objects.create(
        deelname=deelname,
        cursusdag=row.cursusdag,
        bijeenkomst=row if status == "aanwezig" else None,
        dagdeel="ochtend",
        status=status,
    )

    response = coordinator.post(f"/bijeenkomsten/{day.pk}/annulering/")

    assert response.status_code == (422 if is_refused else 302)
    day.refresh_from_db()
    assert (day.geannuleerd_op is None) == is_refused


def test_what_was_caught_up_elsewhere_keeps_no_day_but_what_was_caught_up_here_does(
    gemist, bijeenkomsten, host
):
    follow(gemist, host)

    assert cancelling.refusal_to_cancel(bijeenkomsten[2]) == ""
    assert cancelling.refusal_to_cancel(host) == cancelling.MARKED


@pytest.mark.parametrize(
    ("people", "words"),
    [(0, "0 mensen krijgen"), (1, "1 mens krijgt"), (2, "2 mensen krijgen")],
)
def test_cancelling_says_how_many_get_a_message(coordinator, day, cohort, els, people, words):
    DeelnameFactory.create_batch(people, cohort=cohort)

    response = coordinator.post(f"/bijeenkomsten/{day.pk}/annulering/")

    assert response.url == f"/cohorten/{cohort.pk}/"
    assert said(response) == [f"De dag gaat niet door. {words} bericht."]
    day.refresh_from_db()
    assert day.geannuleerd_door == els


# -- The norm ------------------------------------------------------------------------------


def test_the_page_of_the_norm_begins_with_the_norm_that_holds(coordinator, cohort):
    form = coordinator.get(f"/cohorten/{cohort.pk}/norm/").context["form"]

    assert form["norm"].value() == 12


def test_another_norm_is_kept_for_this_cohort_with_who_and_why(
    coordinator, cohort, ander_cohort, els
):
    data = {"norm": "11", "reden": "Zo afgesproken."}

    response = coordinator.post(f"/cohorten/{cohort.pk}/norm/", data)

    assert response.url == f"/cohorten/{cohort.pk}/"
    assert said(response) == ["De norm van dit cohort is veranderd."]
    row = Normwijziging.objects.get()
    assert (row.cohort, row.van, row.naar, row.reden, row.door) == (
        cohort,
        12,
        11,
        "Zo afgesproken.",
        els,
    )
    for one, norm in ((cohort, 11), (ander_cohort, 12)):
        one.refresh_from_db()
        assert one.norm_dagdelen == norm


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"norm": "12"}, "norm", "Dit is al de norm."),
        ({"norm": "0"}, "norm", "Vul een aantal in van 1 tot en met 14."),
        ({"norm": "15"}, "norm", "Vul een aantal in van 1 tot en met 14."),
        ({"norm": ""}, "norm", "Vul een aantal in van 1 tot en met 14."),
        ({"norm": "veel"}, "norm", "Vul een aantal in van 1 tot en met 14."),
        ({"reden": ""}, "reden", "Schrijf op waarom de norm verandert."),
    ],
)
def test_a_norm_is_refused_at_its_field(coordinator, cohort, changes, field, message):
    data = {"norm": "11", "reden": "Zo afgesproken."} | changes

    response = coordinator.post(f"/cohorten/{cohort.pk}/norm/", data)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    cohort.refresh_from_db()
    assert (cohort.norm_dagdelen, Normwijziging.objects.count()) == (12, 0)


@pytest.mark.parametrize("norm", [1, 14])
def test_the_least_and_the_most_are_norms_too(coordinator, cohort, norm):
    data = {"norm": str(norm), "reden": "Zo afgesproken."}

    assert coordinator.post(f"/cohorten/{cohort.pk}/norm/", data).status_code == 302


def test_a_mark_of_another_cohort_on_the_same_course_day_keeps_nothing(
    coordinator, day, ander_cohort, vreemd
):
    mark(vreemd.deelnames.get(), _same_day(ander_cohort, day), "aanwezig")

    assert coordinator.post(f"/bijeenkomsten/{day.pk}/annulering/").status_code == 302


def _same_day(cohort, day):
    return Bijeenkomst.objects.create(cohort=cohort, cursusdag=day.cursusdag, datum=day.datum)
