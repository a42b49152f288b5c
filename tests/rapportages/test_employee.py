"""The page of one employee: the line of the overview, day by day, and nothing beside it."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from cohorts.deelnemers.actions.employment import change_employer
from tests.factories import CertificaatFactory, DeelnameFactory, mark_days, plan_seven_days
from tests.rapportages.conftest import OVERZICHT, move_after_day_4, person_page
from tests.rapportages.test_employers import day_of, line_of

DAY = timedelta(days=1)


def address(deelname) -> str:
    return f"{OVERZICHT}{deelname.dienstverbanden.earliest('pk').pk}/"


def words_of(page: str) -> str:
    """What stands on the page, as it is read."""
    main = page[page.index("<main") : page.index("</main")]
    return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())


def days_on(page: str) -> list[str]:
    return [
        words_of(f"<main{row}</main") for row in re.findall(r"<li>(\s*<span.*?)</li>", page, re.S)
    ]


# -- Who -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 403) for name in ("anna", "bas", "carla", "dirk", "els", "niemand", "beheerder")),
        ("hanna", 200),
        ("henk", 404),
    ],
)
def test_only_hr_of_the_employer_opens_it(cast, deelname, client_for, name, status):
    response = client_for(cast[name]).get(address(deelname))

    assert response.status_code == status
    assert ("Anna Jansen" in response.text) == (status == 200)


def test_of_two_employments_each_employer_opens_its_own(
    gevolgd, hanna, henk, andere_organisatie, client_for
):
    move_after_day_4(gevolgd, andere_organisatie)
    first, second = gevolgd.dienstverbanden.order_by("pk")

    for user, own, other in ((hanna, first, second), (henk, second, first)):
        client = client_for(user)
        assert client.get(f"{OVERZICHT}{own.pk}/").status_code == 200
        assert client.get(f"{OVERZICHT}{other.pk}/").status_code == 404


@pytest.mark.parametrize("word", ["0", "999999", "x", "-1", "1.5", "9" * 30])
def test_what_is_no_employee_is_not_found(gevolgd, hanna, client_for, word):
    assert client_for(hanna).get(f"{OVERZICHT}{word}/").status_code == 404


def test_it_is_read_and_not_written(gevolgd, hanna, client_for):
    assert client_for(hanna).post(address(gevolgd)).status_code == 405


# -- What ----------------------------------------------------------------------------------


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_each_day_has_its_date_its_word_and_its_hours(gevolgd, hanna, client_for):
    mark_days(gevolgd, range(6, 7), status="ingehaald")
    page = client_for(hanna).get(address(gevolgd)).text

    assert [row.partition(": ")[2].partition(" ma ")[2] or row for row in days_on(page)] == [
        "28 september 2026 · aanwezig · 7 uur",
        "12 oktober 2026 · aanwezig · 7 uur",
        "26 oktober 2026 · halve dag · 3,5 uur",
        "9 november 2026 · afwezig",
        "23 november 2026 · wordt verwerkt",
        "7 december 2026 · ingehaald · 7 uur",
        "21 december 2026 · komt nog",
    ]
    said = words_of(page)
    assert "Gevolgd 24,5 uur de norm is 42 uur " in said
    assert "Certificaat Nog niet " in said
    assert "Ingehaald dag 6 " in said
    assert "Waarom iemand er niet was, zie je nooit." in said
    assert "tellen mee voor de norm" not in said


def test_the_name_in_the_overview_leads_to_it(gevolgd, bas, hanna, client_for):
    page = client_for(hanna).get(OVERZICHT).text

    for deelname in (gevolgd, bas.deelnames.get()):
        assert f'<a href="{address(deelname)}">{deelname.user}</a>' in page


def test_it_says_the_same_as_the_line_of_the_overview(gevolgd, hanna, client_for):
    client = client_for(hanna)
    (line,) = client.get(OVERZICHT).context["lines"]

    assert client.get(address(gevolgd)).context["line"] == line


@pytest.mark.parametrize(("norm", "met"), [(5, True), (6, False)])
def test_the_norm_is_met_or_not(cohort, gevolgd, hanna, client_for, norm, met):
    cohort.norm_dagdelen = norm
    cohort.save()

    line = client_for(hanna).get(address(gevolgd)).context["line"]
    said = words_of(person_page(client_for(hanna), line.inzet.pk))

    assert (line.haalde_norm, line.norm_uren) == (met, norm * Decimal("3.5"))
    assert ("uur: gehaald" in said) == met


def test_hours_of_elsewhere_are_not_told_and_said_to_count(
    gevolgd, henk, andere_organisatie, client_for
):
    move_after_day_4(gevolgd, andere_organisatie)
    page = person_page(client_for(henk), gevolgd.dienstverbanden.latest("pk").pk)

    assert [row.endswith("buiten het dienstverband") for row in days_on(page)] == [True] * 4 + [
        False
    ] * 3
    assert "Gevolgd 0 uur" in words_of(page)
    assert "tellen mee voor de norm" in words_of(page)
    assert "Testdam" not in words_of(page).replace("Testdam A", "")


# -- The certificate -----------------------------------------------------------------------


@pytest.mark.parametrize(("days", "linked"), [(-1, False), (0, True), (1, True)])
def test_the_public_check_is_linked_up_to_the_last_day_of_the_employment(
    gevolgd, els, hanna, client_for, days, linked
):
    """The last day was yesterday, is today, is tomorrow."""
    today = timezone.localdate()
    code = CertificaatFactory(
        deelname=gevolgd, uitgegeven_door=els, uitgegeven_op=timezone.now() - 3 * DAY
    ).code
    gevolgd.dienstverbanden.update(tot_en_met=today + days * DAY)

    page = client_for(hanna).get(address(gevolgd)).text

    assert (f'href="/controle/{code}/"' in page, code in page) == (linked, linked)
    assert "Certificaat Uitgegeven" in words_of(page)


def test_the_code_is_of_the_newest_certificate_and_of_nobody_else(
    gevolgd, bas, els, hanna, client_for
):
    old = CertificaatFactory(deelname=gevolgd, uitgegeven_door=els)
    new = CertificaatFactory(deelname=gevolgd, uitgegeven_door=els, vervangt=old)
    other = CertificaatFactory(deelname=bas.deelnames.get(), uitgegeven_door=els)

    page = client_for(hanna).get(address(gevolgd)).text

    assert [one.code in page for one in (old, new, other)] == [False, True, False]


def test_a_certificate_of_after_the_employment_is_hidden_with_its_code(
    cohort, deelname, els, hanna, henk, andere_organisatie, client_for
):
    plan_seven_days(cohort, today_is=6)
    last = day_of(cohort, 4)
    change_employer(deelname=deelname, organisatie=andere_organisatie, vanaf=last + DAY, by=els)
    code = CertificaatFactory(deelname=deelname, uitgegeven_door=els).code

    old, new = (person_page(client_for(user), line_of(user).inzet.pk) for user in (hanna, henk))

    assert "Certificaat Niet zichtbaar" in words_of(old)
    assert (code in old, code in new) == (False, True)


# -- Queries -------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 20])
def test_it_takes_the_same_queries_for_any_number(
    gevolgd, hanna, client_for, django_assert_num_queries, people
):
    for _ in range(people):
        DeelnameFactory(cohort=gevolgd.cohort)
    client = client_for(hanna)

    with django_assert_num_queries(8):
        client.get(address(gevolgd))
