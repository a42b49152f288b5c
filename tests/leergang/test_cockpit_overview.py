"""The cockpit beside its list: the headline, the days to come, the figures and the year."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certificaten.models import Certificaatgebeurtenis
from cohorts.models import Bijeenkomst, Trainerschap
from leergang.cockpit.coming import coming_days
from leergang.cockpit.punt import Act, Punt, Sign, headline
from leergang.cockpit.tiles import tiles_of
from leergang.cockpit.year import COHORTEN, year_of
from tests.factories import (
    CertificaatFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)

COCKPIT = "/cockpit/"
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.monday]


def figure(title: str, *, day: date = TODAY, ready: int = 0):
    return next(tile for tile in tiles_of(day, ready=ready) if tile.title == title)


def squares_of(day: date = TODAY):
    return [
        [square for _, squares in line.months for square in squares] for line in year_of(day).lines
    ]


# -- The headline ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (0, "Niets wacht op jou"),
        (1, "Eén ding wacht op jou"),
        (6, "Zes dingen wachten op jou"),
        (12, "Twaalf dingen wachten op jou"),
        (13, "13 dingen wachten op jou"),
        (100, "Zeker 100 dingen wachten op jou"),
    ],
)
def test_the_headline_is_the_fact(total, said):
    punt = Punt(TODAY, "Iets.", "", Act("Doe het", "/"), Sign.TASK)

    assert headline([punt] * total, 100) == said


def test_without_any_cohort_each_part_says_what_will_come(client_for, els):
    page = client_for(els).get(COCKPIT).text

    assert "<h1>Niets wacht op jou</h1>" in page
    assert "Hier komen de dagen van je cohorten." in page
    assert "Hier komt het jaar van je cohorten." in page
    assert "nog geen dag met presentie" in page
    assert "geen cohort dat nog begint" in page


def test_one_act_is_primary_and_what_does_not_stand_open_unfolds(client_for, els, programma):
    for _ in range(7):
        CohortFactory(programma=programma)

    page = client_for(els).get(COCKPIT).text

    assert "<h1>Zeven dingen wachten op jou</h1>" in page
    assert page.count("utrecht-button--primary-action") == 1
    assert "Nog 1 ding<" in page
    assert [f'id="punt-{number}"' in page for number in (1, 7, 8)] == [True, True, False]


# -- The days to come ------------------------------------------------------------------------


def test_the_first_five_days_of_all_cohorts_come_in_order(programma):
    for today_is in (5, 6):
        plan_seven_days(CohortFactory(programma=programma), today_is=today_is)

    days = coming_days(TODAY)

    assert [(day.bijeenkomst.cursusdag.nummer, day.is_today) for day in days] == [
        (5, True),
        (6, True),
        (6, False),
        (7, False),
        (7, False),
    ]


def test_yesterday_and_a_cancelled_day_do_not_come(bijeenkomsten, els):
    bijeenkomsten[5].cancel(by=els)

    assert [day.bijeenkomst for day in coming_days(TODAY)] == [bijeenkomsten[4], bijeenkomsten[6]]
    assert [day.bijeenkomst for day in coming_days(TODAY + DAY)] == [bijeenkomsten[6]]


def test_a_day_without_trainer_or_place_says_so(client_for, els, bijeenkomsten, carla):
    assert not any(day.is_lacking for day in coming_days(TODAY))
    assert "nog geen trainer" not in client_for(els).get(COCKPIT).text
    Bijeenkomst.objects.filter(pk=bijeenkomsten[5].pk).update(locatie=None)
    Trainerschap.objects.update(tot_en_met=bijeenkomsten[5].datum)

    assert [(bool(day.trainers), bool(day.plaats)) for day in coming_days(TODAY)] == [
        (True, True),
        (True, False),
        (False, True),
    ]
    page = client_for(els).get(COCKPIT).text
    assert page.count("nog geen trainer</b>") == page.count("nog geen plaats</b>") == 1


def test_who_stands_in_is_named_on_that_day_only(bijeenkomsten, carla):
    one = TrainerschapFactory(cohort=None, bijeenkomst=bijeenkomsten[5])

    named = [str(one.user) in day.trainers for day in coming_days(TODAY)]

    assert named == [False, True, False]
    assert all(str(carla) in day.trainers for day in coming_days(TODAY))


# -- The year --------------------------------------------------------------------------------


def test_each_day_of_the_year_is_done_today_or_planned(bijeenkomsten, carla):
    [squares] = squares_of()

    assert [square.kind for square in squares] == ["done"] * 4 + ["today"] + ["planned"] * 2
    assert squares[3].words == "nov, dag 4, geweest"
    assert squares[4].words == "nov, dag 5, vandaag"
    assert squares[5].words == "dec, dag 6, gepland"


def test_only_what_is_still_to_come_can_lack_something(bijeenkomsten, carla):
    Bijeenkomst.objects.update(locatie=None)
    Trainerschap.objects.update(tot_en_met=bijeenkomsten[5].datum)

    [squares] = squares_of()

    lacks = [(), (), (), (), ("plaats",), ("plaats",), ("trainer", "plaats")]
    assert [square.lacks for square in squares] == lacks
    assert squares[6].words == "dec, dag 7, gepland, nog geen trainer en plaats"


def test_a_cancelled_day_is_not_in_the_year(bijeenkomsten, els):
    bijeenkomsten[6].cancel(by=els)

    assert [len(squares) for squares in squares_of()] == [6]


@pytest.mark.parametrize(
    ("datum", "is_shown"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2027, 8, 31), True),
        (date(2027, 9, 1), False),
    ],
)
def test_the_year_runs_from_two_months_back_for_twelve_months(bijeenkomsten, datum, is_shown):
    Bijeenkomst.objects.exclude(pk=bijeenkomsten[0].pk).delete()
    Bijeenkomst.objects.update(datum=datum)

    year = year_of(TODAY)

    assert bool(year.lines) is is_shown
    assert year.words == "sep 2026 t/m aug 2027"
    assert [month.first.month for month in year.months if month.is_now] == [11]


def test_who_is_over_stands_last_and_who_does_not_fit_is_told(programma):
    for today_is in (9, 3, 5):
        plan_seven_days(
            CohortFactory(naam=f"Dag {today_is}", programma=programma), today_is=today_is
        )

    year = year_of(TODAY)

    assert [line.cohort.naam for line in year.lines] == ["Dag 5", "Dag 3", "Dag 9"]
    assert not year.has_more
    for _ in range(COHORTEN - 2):
        plan_seven_days(CohortFactory(programma=programma))
    year = year_of(TODAY)
    assert (len(year.lines), year.has_more) == (COHORTEN, True)


# -- The figures -----------------------------------------------------------------------------


def test_attendance_counts_days_with_presentie_only(cohort, bijeenkomsten, deelname):
    DeelnameFactory(cohort=cohort)
    assert figure("Opkomst").figure == "–"
    mark_days(deelname, range(1, 3))

    tile = figure("Opkomst")

    assert (tile.figure, tile.words) == (
        "50%",
        "volgde een dag of een halve dag, de laatste 2 cursusdagen",
    )
    assert [row[1:] for row in tile.rows] == [
        (nummer, datum, "1 van 2 aanwezig, 1 nog niet geregistreerd")
        for nummer, datum in ((1, "28 september"), (2, "12 oktober"))
    ]


def test_attendance_of_today_counts_once_it_is_registered(bijeenkomsten, deelname):
    mark_days(deelname, range(5, 7))

    assert [row[1] for row in figure("Opkomst").rows] == [5]
    assert figure("Opkomst", day=TODAY - DAY).rows == ()


def test_certificates_are_counted_by_month_in_force_and_ready_apart():
    year_before = timezone.make_aware(timezone.datetime(2025, 12, 31, 23, 59))
    january = timezone.make_aware(timezone.datetime(2026, 1, 1, 0, 1))
    CertificaatFactory(uitgegeven_op=year_before)
    CertificaatFactory(uitgegeven_op=january)
    gone, _ = CertificaatFactory.create_batch(2)
    assert figure("Certificaten").figure == "3"
    gone.gebeurtenissen.create(
        soort=Certificaatgebeurtenis.Soort.INGETROKKEN,
        reden="Vergissing.",
        door=gone.uitgegeven_door,
    )

    tile = figure("Certificaten", ready=2)

    assert (tile.figure, tile.words) == ("2", "2 klaar om uit te geven")
    assert [row for row in tile.rows if row[1]] == [("januari", 1), ("november", 1)]
    assert [bar.kind for bar in tile.bars] == ["full", "full", "ready"]
    assert figure("Certificaten").words == "niets klaar om uit te geven"


@pytest.mark.parametrize(
    ("today_is", "said"),
    [
        (0, "0 lopen, 1 begint nog"),
        (1, "1 loopt, 0 beginnen nog"),
        (7, "1 loopt, 0 beginnen nog"),
        (8, "0 lopen, 0 beginnen nog"),
    ],
)
def test_a_cohort_runs_from_its_first_day_to_its_last(cohort, today_is, said):
    plan_seven_days(cohort, today_is=today_is)

    assert figure("Cohorten").words == said


def test_places_are_free_in_what_still_begins(programma):
    assert figure("Plaatsen").figure == "–"
    for today_is, capaciteit in ((0, 12), (0, 1), (1, 20)):
        cohort = CohortFactory(programma=programma, capaciteit=capaciteit)
        plan_seven_days(cohort, today_is=today_is)
        DeelnameFactory.create_batch(2, cohort=cohort)

    tile = figure("Plaatsen")

    assert (tile.figure, tile.words) == ("10", "in 2 cohorten die nog beginnen")
    assert [row[1:] for row in tile.rows] == [(2, 12), (2, 1)]
    assert max(bar.width for bar in tile.bars) == 220


def test_each_chart_has_its_table_and_no_style_of_its_own(client_for, els, bijeenkomsten, deelname):
    mark_days(deelname, range(1, 5))

    page = client_for(els).get(COCKPIT).text

    assert page.count('<svg class="lp-bars"') == page.count("in cijfers</caption>") == 3
    assert "style=" not in page
