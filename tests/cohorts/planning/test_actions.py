from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.deelnemers.actions.organisaties import create_organisatie, load_gemeenten, sort_key
from cohorts.models import Bijeenkomst, Cohort, Locatie, Organisatie
from cohorts.planning.actions.planning import DagPlan, create_cohort, plan_bijeenkomsten
from tests.factories import DeelnameFactory, LocatieFactory, ProgrammaFactory, mark_days

START = date(2027, 1, 14)


def plan_of(dag, datum: date, locatie: Locatie | None = None, begintijd=time(9, 30)) -> DagPlan:
    return DagPlan(
        cursusdag=dag,
        datum=datum,
        inlooptijd=time(9, 15),
        begintijd=begintijd,
        middag_vanaf=time(13, 15),
        eindtijd=time(16, 30),
        locatie=locatie,
    )


def plans_of(cohort: Cohort, locatie: Locatie | None = None) -> list[DagPlan]:
    return [
        plan_of(dag, START + timedelta(weeks=3 * dag.nummer), locatie)
        for dag in cohort.programma.cursusdagen.all()
    ]


def test_create_cohort_freezes_the_norm_of_the_programme(organisatie, els):
    programma = ProgrammaFactory(norm_dagdelen=11)

    cohort = create_cohort(organisatie=organisatie, naam="C", programma=programma, by=els)
    programma.norm_dagdelen = 14
    programma.save()

    cohort.refresh_from_db()
    assert cohort.norm_dagdelen == 11


def test_plan_bijeenkomsten_makes_seven(cohort, els):
    plan_bijeenkomsten(cohort=cohort, dagen=plans_of(cohort), by=els)

    assert [row.datum for row in cohort.bijeenkomsten.all()] == [
        START + timedelta(weeks=3 * n) for n in range(1, 8)
    ]


def test_plan_bijeenkomsten_saves_a_new_place_once(cohort, els):
    place = Locatie(naam="De Broodfabriek", adres="Havenkade 1", plaats="Testdam")

    plan_bijeenkomsten(cohort=cohort, dagen=plans_of(cohort, place), by=els)

    kept = Locatie.objects.get()
    assert str(kept) == str(place)
    assert cohort.bijeenkomsten.filter(locatie=kept).count() == 7


def test_plan_bijeenkomsten_gives_a_changed_day_the_next_version(cohort, els):
    plans = plans_of(cohort)
    plan_bijeenkomsten(cohort=cohort, dagen=plans, by=els)
    moved = plan_of(plans[0].cursusdag, START)

    plan_bijeenkomsten(cohort=cohort, dagen=[moved, *plans[1:]], by=els)

    assert [row.versie for row in cohort.bijeenkomsten.all()] == [2, 1, 1, 1, 1, 1, 1]
    assert cohort.bijeenkomsten.first().datum == START


def test_plan_bijeenkomsten_gives_a_day_with_another_place_the_next_version(cohort, els):
    plans = plans_of(cohort)
    plan_bijeenkomsten(cohort=cohort, dagen=plans, by=els)

    plan_bijeenkomsten(cohort=cohort, dagen=plans_of(cohort, LocatieFactory()), by=els)

    assert {row.versie for row in cohort.bijeenkomsten.all()} == {2}


def test_plan_bijeenkomsten_refuses_to_move_a_day_with_marks(bijeenkomsten, cohort, els):
    mark_days(DeelnameFactory(cohort=cohort), range(2, 3))
    second = bijeenkomsten[1]

    with pytest.raises(ValidationError, match="staan vast"):
        plan_bijeenkomsten(
            cohort=cohort,
            dagen=[
                plan_of(bijeenkomsten[0].cursusdag, START),
                plan_of(second.cursusdag, second.datum + timedelta(days=1)),
            ],
            by=els,
        )

    assert sorted(b.datum for b in Bijeenkomst.objects.all()) == [b.datum for b in bijeenkomsten]


def test_plan_bijeenkomsten_may_give_a_day_with_marks_another_place(bijeenkomsten, cohort, els):
    mark_days(DeelnameFactory(cohort=cohort), range(1, 2))
    place = LocatieFactory()
    first = bijeenkomsten[0]

    plan_bijeenkomsten(cohort=cohort, dagen=[plan_of(first.cursusdag, first.datum, place)], by=els)

    first.refresh_from_db()
    assert first.locatie == place


def test_plan_bijeenkomsten_refuses_a_day_of_another_programme(cohort, els):
    other = ProgrammaFactory(slug="anders")

    with pytest.raises(ValidationError, match="andere versie"):
        plan_bijeenkomsten(cohort=cohort, dagen=[plan_of(other.cursusdagen.first(), START)], by=els)

    assert Bijeenkomst.objects.count() == 0


def test_plan_bijeenkomsten_plans_a_cancelled_day_again(bijeenkomsten, cohort, els):
    first = bijeenkomsten[0]
    first.geannuleerd_op = timezone.now()
    first.save()

    plan_bijeenkomsten(cohort=cohort, dagen=[plan_of(first.cursusdag, START)], by=els)

    assert cohort.bijeenkomsten.filter(cursusdag=first.cursusdag).count() == 2
    assert cohort.bijeenkomsten.taking_place().get(cursusdag=first.cursusdag).datum == START


def test_load_gemeenten_loads_342(db):
    assert load_gemeenten() == 342
    assert Organisatie.objects.filter(soort="gemeente").count() == 342


def test_load_gemeenten_changes_nothing_the_second_time(db):
    load_gemeenten()
    Organisatie.objects.filter(cbs_code="GM0301").update(merkkleur="#00696b")
    before = list(Organisatie.objects.values())

    load_gemeenten()

    assert list(Organisatie.objects.values()) == before


def test_load_gemeenten_says_names_as_people_do(db):
    load_gemeenten()

    names = dict(Organisatie.objects.values_list("cbs_code", "weergavenaam"))
    assert names["GM0301"] == "Zutphen"
    assert names["GM0518"] == "Den Haag"
    assert names["GM0164"] == "Hengelo"


def test_load_gemeenten_gives_every_gemeente_a_name_of_its_own(db):
    load_gemeenten()

    assert Organisatie.objects.values("weergavenaam").distinct().count() == 342


@pytest.mark.parametrize(
    ("naam", "key"),
    [("De Bilt", "Bilt"), ("'s-Hertogenbosch", "Hertogenbosch"), ("Deventer", "Deventer")],
)
def test_sort_key_passes_over_an_article(naam, key):
    assert sort_key(naam) == key


def test_create_organisatie_is_no_gemeente(els):
    organisatie = create_organisatie(naam="Douane", merkkleur="", by=els)

    assert (organisatie.soort, organisatie.volledige_naam) == ("overig", "Douane")
