"""Every state of a day has one word, the same on the page and in all three files."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from itertools import product

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from tests.factories import AanwezigheidFactory, DeelnameFactory, UserFactory, plan_seven_days
from tests.rapportages.conftest import download, page_of
from tests.rapportages.test_files import read_csv

DAY = timedelta(days=1)
# A status for the morning, one for the afternoon, and the word and the hours once the day is over.
STATES = [
    ("aanwezig", "aanwezig", "aanwezig", 7),
    ("aanwezig", "ingehaald", "ingehaald", 7),
    ("ingehaald", "ingehaald", "ingehaald", 7),
    ("aanwezig", "afwezig", "halve dag", 3.5),
    ("afgemeld", "aanwezig", "halve dag", 3.5),
    ("aanwezig", "open", "halve dag", 3.5),
    ("niet_geregistreerd", "aanwezig", "halve dag", 3.5),
    ("ingehaald", "niet_geregistreerd", "halve dag", 3.5),
    ("afwezig", "afwezig", "afwezig", 0),
    ("afgemeld", "afgemeld", "afwezig", 0),
    ("afgemeld", "afwezig", "afwezig", 0),
    ("afwezig", "open", "deels geregistreerd", 0),
    ("niet_geregistreerd", "afgemeld", "deels geregistreerd", 0),
    ("open", "open", "nog niet geregistreerd", 0),
    ("niet_geregistreerd", "niet_geregistreerd", "nog niet geregistreerd", 0),
]
PAST, TODAY, COMING = 4, 5, 6
OUTSIDE, NOT_OF_THE_GROUP = "buiten het dienstverband", "niet in de groep"


def on_page(client) -> dict[tuple[str, int], str]:
    """The word of each day of each person, as it is read aloud."""
    found = {}
    for line in re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", page_of(client), re.DOTALL):
        name = unescape(re.sub("<.*?>", "", line.partition("<small>")[0])).strip()
        for nummer, word in re.findall(r"dag (\d): ([^<,]+)", line):
            found[name, int(nummer)] = word
    return found


def in_file(client, formaat: str) -> dict[tuple[str, int], tuple[str, float, str]]:
    """The word, the hours and the certificate of each day of each person."""
    content = download(client, formaat=formaat)
    if formaat == "csv":
        rows = read_csv([content])[1:]
    else:
        rows = (
            CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
        )
    return {
        (row[1], int(row[5])): (row[11], float(str(row[10]).replace(",", ".")), row[13])
        for row in rows
    }


def read_all(client) -> tuple[dict, dict]:
    """What the page says and what the files say, which must be one thing."""
    csv, xlsx, ods = (in_file(client, formaat) for formaat in ("csv", "xlsx", "ods"))
    assert csv == xlsx == ods
    return on_page(client), csv


def employ(cohort, name: str, **period):
    user = UserFactory(voornaam=name, achternaam="Proef", email=f"{name.lower()}@testdam.example")
    deelname = DeelnameFactory(cohort=cohort, user=user)
    deelname.dienstverbanden.update(**period)
    return deelname


def put(deelname, bijeenkomst, *statussen: str) -> None:
    for dagdeel, status in zip(Dagdeel.values, statussen, strict=True):
        AanwezigheidFactory(
            deelname=deelname, bijeenkomst=bijeenkomst, dagdeel=dagdeel, status=status
        )


def expected_of(nummer: int, ochtend: str, middag: str, word: str, hours: float):
    """The word and hours of this day as seen today."""
    made_good = (ochtend, middag).count("ingehaald")
    if made_good == 2:
        return "ingehaald", 7
    if nummer == TODAY:
        return "wordt verwerkt", 3.5 * made_good
    if nummer == PAST or word in ("aanwezig", "ingehaald"):
        return word, hours
    return "komt nog", hours


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("nummer", [PAST, TODAY, COMING])
def test_each_state_is_one_word_on_the_page_and_in_every_file(
    cohort, hanna, client_for, nummer, is_closed
):
    day = plan_seven_days(cohort, today_is=TODAY)[nummer - 1]
    for number, state in enumerate(STATES):
        put(employ(cohort, f"N{number}"), day, *state[:2])
    if is_closed:
        cohort.bijeenkomsten.filter(pk=day.pk).update(afgerond_op=timezone.now())

    page, rows = read_all(client_for(hanna))

    assert {key: said[0] for key, said in rows.items()} == page
    for number, state in enumerate(STATES):
        said = rows[f"N{number} Proef", nummer]
        assert said[:2] == expected_of(nummer, *state), state


@pytest.mark.parametrize("nummer", [PAST, TODAY, COMING])
@pytest.mark.parametrize(
    ("period", "is_within"),
    [
        (lambda day: {"tot_en_met": day}, True),
        (lambda day: {"tot_en_met": day - DAY}, False),
        (lambda day: {"vanaf": day}, True),
        (lambda day: {"vanaf": day + DAY}, False),
    ],
    ids=["its last day", "the day after", "its first day", "the day before"],
)
def test_a_day_at_the_ends_of_an_employment_is_in_all_or_in_none(
    cohort, hanna, client_for, nummer, period, is_within
):
    day = plan_seven_days(cohort, today_is=TODAY)[nummer - 1]
    employment = period(day.datum)
    put(employ(cohort, "Anna", **employment), day, "aanwezig", "afwezig")
    employ(cohort, "Bas")

    page, rows = read_all(client_for(hanna))

    inside = {key: word for key, word in page.items() if word != OUTSIDE}
    assert {key: said[0] for key, said in rows.items()} == inside
    # An employer does not see anybody before the employment begins.
    is_seen = (
        employment.get("vanaf", day.datum) <= timezone.localdate() or "vanaf" not in employment
    )
    word = expected_of(nummer, *STATES[3])[0] if is_within else OUTSIDE
    assert page.get(("Anna Proef", nummer)) == (word if is_seen else None)


def test_every_pair_of_statuses_has_a_word_and_a_reason_changes_none(cohort, hanna, client_for):
    days = plan_seven_days(cohort, today_is=8)
    deelname = employ(cohort, "Anna")
    client, known = client_for(hanna), {word for *_, word, _ in STATES}
    for pair in product(Aanwezigheid.Status.values, repeat=2):
        deelname.aanwezigheden.all().delete()
        put(deelname, days[0], *pair)
        said = in_file(client, "csv")
        assert said["Anna Proef", 1][0] == on_page(client)["Anna Proef", 1]
        assert said["Anna Proef", 1][0] in known


def test_a_day_outside_the_deelname_is_not_outside_the_employment(cohort, hanna, client_for):
    days = plan_seven_days(cohort, today_is=TODAY)
    deelname = employ(cohort, "Anna", tot_en_met=days[3].datum)
    deelname.vanaf, deelname.tot_en_met = days[1].datum, days[3].datum
    deelname.save()
    client = client_for(hanna)

    assert [on_page(client)["Anna Proef", nummer] for nummer in (1, 5)] == [NOT_OF_THE_GROUP] * 2
    deelname.tot_en_met = None
    deelname.save()
    assert on_page(client)["Anna Proef", 5] == OUTSIDE


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_what_is_hidden_is_said_beside_the_words(gevolgd, hanna, client_for, formaat):
    client = client_for(hanna)
    page = unescape(page_of(client))
    book = CalamineWorkbook.from_filelike(BytesIO(download(client, formaat=formaat)))
    notes = [row[1] for row in book.get_sheet_by_name("Toelichting").to_python()]

    assert "Wat je niet ziet" in page
    for word, rule in (
        ("Wordt verwerkt", "De presentie van vandaag, ook de uren, zie je morgen."),
        ("Buiten het dienstverband", "Dagen voor of na het dienstverband bij jullie zie je niet."),
    ):
        assert f"{word}: {rule}" in notes
        assert f"<b>{word}:</b> {rule}" in page
