"""What heads the page: how many people there are, how far they are, and where they work."""

import re

import pytest

from cohorts.models import Deelname
from rapportages.models import Voltooiing
from rapportages.page.totals import SHOWN, WIDTH, Totals
from tests.factories import CertificaatFactory, CohortFactory, DeelnameFactory, mark_days
from tests.rapportages.conftest import OVERZICHT, page_of

BEZIG, AFGEROND = Voltooiing.BEZIG, Voltooiing.AFGEROND


@pytest.mark.parametrize(
    ("people", "certified", "headline"),
    [
        (0, 0, "Nog geen medewerkers"),
        (1, 0, "1 medewerker, nog zonder certificaat"),
        (1, 1, "1 medewerker, met certificaat"),
        (2, 0, "2 medewerkers, nog niemand met certificaat"),
        (33, 1, "33 medewerkers, 1 met certificaat"),
        (33, 11, "33 medewerkers, 11 met certificaat"),
    ],
)
def test_the_headline_is_the_fact(people, certified, headline):
    assert Totals(people, people, certified, {"": {BEZIG: people}}).headline == headline


def test_too_many_to_count_are_still_said():
    totals = Totals(1204, 1300)

    assert (totals.headline, totals.counts) == ("1.204 medewerkers", None)
    assert (totals.figures, totals.chart) == ([], [])


def test_a_bar_is_as_long_as_the_afdeling_is_large_and_says_its_numbers():
    counts = {"Zorg": {BEZIG: 3, AFGEROND: 1}, "": {AFGEROND: 2}, "Archief": {BEZIG: 2}}
    chart = Totals(8, 8, 0, counts).chart

    assert [(line.naam, line.total, line.words) for line in chart] == [
        ("Zorg", 4, "3 bezig, 1 afgerond"),
        ("Archief", 2, "2 bezig"),
        ("Zonder afdeling", 2, "2 afgerond"),
    ]
    assert [(part.x, part.width, part.kind) for part in chart[0].parts] == [
        (0, 150, "busy"),
        (150, 50, "done"),
    ]
    assert [sum(part.width for part in line.parts) for line in chart] == [WIDTH, 100, 100]


@pytest.mark.parametrize(("many", "last"), [(SHOWN, "H"), (SHOWN + 1, "2 andere")])
def test_the_smallest_afdelingen_share_a_line(many, last):
    counts = {letter: {BEZIG: 1} for letter in "ABCDEFGHI"[:many]}
    chart = Totals(many, many, 0, counts).chart

    assert (len(chart), chart[-1].naam) == (SHOWN, last)
    assert sum(line.total for line in chart) == many


def test_only_own_employees_count_and_each_once(cast, cohort, els, client_for):
    anna = Deelname.objects.get(user=cast["anna"])
    DeelnameFactory(user=cast["anna"], cohort=CohortFactory(organisatie=cohort.organisatie))
    CertificaatFactory(deelname=anna, uitgegeven_door=els)
    mine, other = (page_of(client_for(cast[name])) for name in ("hanna", "henk"))

    assert "<h1>2 medewerkers, 1 met certificaat</h1>" in mine
    assert "Wie in twee cohorten zit" in mine
    assert "<h1>1 medewerker, nog zonder certificaat</h1>" in other
    assert "Wie in twee cohorten zit" not in other


def test_the_chart_comes_after_the_list_and_holds_nothing_to_focus(gevolgd, hanna, client_for):
    page = page_of(client_for(hanna))
    chart = re.search(r'<section class="lp-card lp-hr__chart".*?</section>', page, re.DOTALL)

    assert page.index("</table>") < chart.start()
    assert not re.search(r"<(a|button|input|summary)\b|tabindex|style=", chart[0])


def test_a_chip_keeps_the_other_filters_and_counts_beside_them(
    gevolgd, bas, cohort, hanna, client_for
):
    mark_days(Deelname.objects.get(user=bas), range(1, 5))
    client = client_for(hanna)
    asked = {"q": "anna", "cohort": cohort.pk, "sort": "-naam"}
    chips = client.get(OVERZICHT, asked | {"status": "afgerond"}).context["chips"]

    others = f"q=anna&cohort={cohort.pk}&sort=-naam"
    assert [(chip.label, chip.aantal, chip.query, chip.is_current) for chip in chips] == [
        ("Iedereen", 1, others, False),
        ("Bezig", 1, f"{others}&status=bezig", False),
        ("Afgerond", 0, f"{others}&status=afgerond", True),
    ]
    page = page_of(client, status="bezig", q="anna")
    assert page.count('aria-current="true"') == 1
    assert '<input type="hidden" name="status" value="bezig"' in page
    assert re.search(r"<details[^>]* open>", page)
    assert not re.search(r'<details class="lp-find" open>', page_of(client, status="bezig"))


def test_a_wrong_stand_is_asked_again_and_is_no_chip(gevolgd, hanna, client_for):
    response = client_for(hanna).get(OVERZICHT, {"status": "ziek", "q": "anna"})

    assert response.status_code == 422
    assert not any(chip.is_current for chip in response.context["chips"])
    assert response.context["chips"][0].query == "q=anna"
    assert '<select name="status"' in response.text
