"""What HR reads of the downloads: those of its own organisations, by anybody."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from rapportages.models import Download
from tests.factories import CohortFactory, HRContactFactory, UserFactory
from tests.rapportages.conftest import download

LOG = "/overzicht/gedownload/"
DAY = timedelta(days=1)


def rows_of(client, **query) -> list[list[str]]:
    """The cells of each line, as they are read."""
    page = client.get(LOG, query).text
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            " ".join(unescape(re.sub("<[^>]*>", "", cell)).split())
            for cell in re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


@pytest.mark.parametrize("name", ["anna", "bas", "vreemd", "carla", "dirk", "els", "beheerder"])
def test_only_hr_reads_it(cast, client_for, name):
    assert client_for(cast[name]).get(LOG).status_code == 403


def test_it_is_read_and_not_written(hanna, client_for):
    assert client_for(hanna).post(LOG).status_code == 405


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_a_line_says_who_took_what_when_and_how_much(gevolgd, cohort, hanna, client_for):
    client = client_for(hanna)
    download(client)
    download(client, formaat="ods", soort="medewerker", q="anna", cohort=cohort.pk, status="bezig")

    who = ["23 nov 2026, 12.00 uur", "Hanna Peters", "Testdam"]
    words = "Naam: anna; Cohort: Testdam A; Stand: bezig"
    assert rows_of(client) == [
        [*who, "OpenDocument (ODS), per medewerker", words, "1"],
        [*who, "CSV, per dag", "geen", "7"],
    ]


def test_each_reads_of_the_own_organisations_only_also_what_a_colleague_took(
    gevolgd, vreemd, hanna, henk, organisatie, andere_organisatie, client_for
):
    colleague = UserFactory(voornaam="Hilde", achternaam="Collega")
    HRContactFactory(user=colleague, organisatie=organisatie)
    for user in (hanna, colleague):
        download(client_for(user), soort="medewerker")
    download(client_for(henk), soort="medewerker")

    assert {row[1] for row in rows_of(client_for(hanna))} == {"Hanna Peters", "Hilde Collega"}
    assert {row[1] for row in rows_of(client_for(colleague))} == {"Hanna Peters", "Hilde Collega"}
    assert [row[1] for row in rows_of(client_for(henk))] == [henk.naam]
    assert hanna.naam not in client_for(henk).get(LOG).text


@pytest.mark.parametrize(("ends", "count"), [(-1, 1), (0, 2), (1, 2)])
def test_of_two_organisations_only_those_of_today(
    hanna, organisatie, andere_organisatie, client_for, ends, count
):
    """Her contact at the second one ended yesterday, ends today, ends tomorrow."""
    HRContactFactory(
        user=hanna,
        organisatie=andere_organisatie,
        vanaf=timezone.localdate() - 9 * DAY,
        tot_en_met=timezone.localdate() + ends * DAY,
    )
    for one in (organisatie, andere_organisatie):
        Download.objects.create(door=hanna, organisatie=one, formaat="csv", rijen=1)

    assert len(rows_of(client_for(hanna))) == count


def test_nothing_yet_is_said_and_the_overview_leads_here(gevolgd, hanna, client_for):
    assert "Nog niets gedownload." in client_for(hanna).get(LOG).text
    assert f'href="{LOG}"' in client_for(hanna).get("/overzicht/").text


def test_what_somebody_typed_is_text(hanna, organisatie, client_for):
    Download.objects.create(
        door=hanna, organisatie=organisatie, formaat="csv", rijen=1, filter={"q": "<b>x</b>"}
    )

    assert "&lt;b&gt;x&lt;/b&gt;" in client_for(hanna).get(LOG).text


@pytest.mark.parametrize("page", ["x", "0", "99", "-1"])
def test_a_wrong_page_shows_one_that_there_is(hanna, organisatie, client_for, page):
    Download.objects.create(door=hanna, organisatie=organisatie, formaat="csv", rijen=1)

    assert len(rows_of(client_for(hanna), page=page)) == 1


@pytest.mark.parametrize("count", [1, 25])
def test_it_takes_the_same_queries_for_any_number(
    hanna, organisatie, client_for, django_assert_num_queries, count
):
    for number in range(count):
        Download.objects.create(
            door=hanna,
            organisatie=organisatie,
            formaat="csv",
            rijen=1,
            filter={"cohort": str(CohortFactory(naam=f"C {number}").pk)},
        )
    client = client_for(hanna)

    with django_assert_num_queries(6):
        client.get(LOG)


def test_the_newest_come_first_in_pages_of_25(hanna, organisatie, client_for):
    for number in range(26):
        Download.objects.create(
            door=hanna,
            organisatie=organisatie,
            formaat="csv",
            rijen=number,
            op=timezone.now() - (26 - number) * DAY,
        )
    client = client_for(hanna)

    first, second = rows_of(client), rows_of(client, page=2)
    assert [row[-1] for row in first] == [str(number) for number in range(25, 0, -1)]
    assert [row[-1] for row in second] == ["0"]
