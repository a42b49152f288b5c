import re

import pytest

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Deelname
from rapportages.models import Download
from reflecties.models import Reflectie
from tests.factories import DeelnameFactory, HRContactFactory, mark_days, put_marks
from tests.rapportages.conftest import (
    DOWNLOADS,
    OVERZICHT,
    content_of,
    download,
    page_of,
    paper,
    people_pages,
    sheets_of,
)
from tests.rapportages.test_files import read_csv

ROLES = ["anna", "bas", "vreemd", "carla", "dirk", "vervanger", "els", "niemand"]


# -- Who -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROLES)
def test_only_hr_opens_the_overview(cast, client_for, name):
    assert client_for(cast[name]).get(OVERZICHT).status_code == 403
    assert client_for(cast[name]).post(DOWNLOADS, {"formaat": "csv"}).status_code == 403
    assert not Download.objects.exists()


def test_anonymous_signs_in_first(db, client):
    assert client.get(OVERZICHT).status_code == 302
    assert client.post(DOWNLOADS, {"formaat": "csv"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "seen", "hidden"),
    [
        ("hanna", ["Anna Jansen", "Bas Çelik"], ["Vera Elders"]),
        ("henk", ["Vera Elders"], ["Anna Jansen", "Bas Çelik"]),
    ],
)
def test_hr_sees_own_employees_only(cast, client_for, name, seen, hidden):
    client = client_for(cast[name])

    for shown in (page_of(client), download(client).decode()):
        assert [person in shown for person in seen] == [True] * len(seen)
        assert [person in shown for person in hidden] == [False] * len(hidden)


def test_hr_of_two_organisations_sees_both(cast, andere_organisatie, client_for):
    HRContactFactory(user=cast["hanna"], organisatie=andere_organisatie)
    client = client_for(cast["hanna"])

    page = page_of(client)

    assert "Anna Jansen" in page
    assert "Vera Elders" in page


# -- What HR never learns ------------------------------------------------------------------


def everything(client):
    pages = [client.get(OVERZICHT), client.get(OVERZICHT, {"status": "bezig"})]
    people = [page.encode() for page in people_pages(client)]
    document = paper(client)
    return (
        [page.content for page in pages]
        + people
        + [download(client), download(client, soort="medewerker")]
        + [document, *(sheet.encode() for sheet in sheets_of(document))]
    )


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_the_answers_are_the_same_whatever_the_reason(gevolgd, hanna, client_for):
    client = client_for(hanna)
    put_marks(Aanwezigheid.objects.filter(status="afgemeld"), "afwezig", None)
    before = everything(client)

    put_marks(Aanwezigheid.objects.filter(status="afwezig"), "afgemeld", None)
    for mark in Aanwezigheid.objects.all():
        Aanwezigheidswijziging.objects.create(
            aanwezigheid=mark, van="open", naar=mark.status, reden="Burn-out"
        )

    assert without_token(everything(client)) == without_token(before)


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_the_answers_are_the_same_whatever_the_journal_holds(gevolgd, anna, hanna, client_for):
    client = client_for(hanna)
    before = everything(client)

    for number in range(50):
        Reflectie.objects.create(eigenaar=anna, versleutelde_tekst=bytes([number] * 40))

    assert Reflectie.objects.count() == 50
    assert without_token(everything(client)) == without_token(before)


def without_token(answers):
    """The same bytes, but for the value that Django puts in each page against forgery."""
    return [re.sub(rb"\b[A-Za-z0-9]{64}\b", b"token", answer) for answer in answers]


def test_no_mail_address_of_an_employee_and_no_reason_leaves(gevolgd, anna, hanna, client_for):
    Aanwezigheidswijziging.objects.create(
        aanwezigheid=gevolgd.aanwezigheden.first(), van="open", naar="afwezig", reden="Burn-out"
    )
    client = client_for(hanna)

    shown_on_paper = " ".join(sheets_of(paper(client)))
    assert "Anna Jansen" in shown_on_paper
    for shown in (
        page_of(client),
        *people_pages(client),
        download(client).decode(),
        shown_on_paper,
    ):
        assert anna.email not in shown
        assert "Burn-out" not in shown
        assert "afgemeld" not in shown


# -- Filters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        ({"q": "elik"}, {"Bas Çelik"}),
        ({"q": "anna jansen"}, {"Anna Jansen"}),
        ({"status": "bezig"}, {"Anna Jansen", "Bas Çelik"}),
        ({"status": "gestopt"}, set()),
        ({"status": "afgerond"}, set()),
        ({"q": "niemand"}, set()),
    ],
)
def test_filters_narrow_the_page_and_the_file(gevolgd, bas, hanna, client_for, filters, seen):
    mark_days(Deelname.objects.get(user=bas), range(1, 5))
    client = client_for(hanna)

    page = page_of(client, **filters)
    response = client.post(DOWNLOADS, {"formaat": "csv"} | filters)

    assert {name for name in ("Anna Jansen", "Bas Çelik") if name in page} == seen
    if seen:
        assert {line[1] for line in read_csv([content_of(response)])[1:]} == seen
    else:
        assert response.status_code == 422


def test_a_cohort_filter_narrows(cast, cohort, client_for):
    assert "Anna Jansen" in page_of(client_for(cast["hanna"]), cohort=cohort.pk)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_cohort_is_not_found(cast, ander_cohort, client_for, method):
    client = client_for(cast["hanna"])
    url, data = (OVERZICHT, {}) if method == "get" else (DOWNLOADS, {"formaat": "csv"})

    for pk in (ander_cohort.pk, 0, "x"):
        assert getattr(client, method)(url, data | {"cohort": pk}).status_code == 404


@pytest.mark.parametrize("filters", [{"status": "ziek"}, {"sort": "loon"}, {"q": "x" * 101}])
def test_a_wrong_filter_is_explained_and_shows_nobody(gevolgd, hanna, client_for, filters):
    response = client_for(hanna).get(OVERZICHT, filters)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Anna Jansen" not in page
    assert 'aria-invalid="true"' in page


def test_the_list_is_sorted_and_paged(cohort, bijeenkomsten, hanna, client_for):
    for _ in range(30):
        DeelnameFactory(cohort=cohort)
    client = client_for(hanna)

    first, second = page_of(client, sort="-naam"), page_of(client, sort="-naam", page=2)

    assert first.count('<th scope="row">') - first.count("lp-split__row") == 25
    assert second.count('<th scope="row">') - second.count("lp-split__row") == 5
    assert "?sort=-naam&amp;page=2" in first


def test_the_page_says_how_many_are_how_far(gevolgd, bas, hanna, client_for):
    mark_days(Deelname.objects.get(user=bas), range(1, 5))

    page = page_of(client_for(hanna))

    assert "2 bezig" in page
    assert "Bezig <small>2</small>" in page
    assert "gestopt" not in page


# -- Queries -------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_overview_takes_the_same_queries_for_any_number(
    cohort, bijeenkomsten, hanna, client_for, django_assert_num_queries, people
):
    for _ in range(people):
        DeelnameFactory(cohort=cohort)
    client = client_for(hanna)

    with django_assert_num_queries(15):
        client.get(OVERZICHT)


@pytest.mark.parametrize("people", [1, 3])
def test_a_download_takes_the_same_queries_for_any_number(
    cohort, bijeenkomsten, hanna, client_for, django_assert_num_queries, people
):
    for _ in range(people):
        DeelnameFactory(cohort=cohort)
    client = client_for(hanna)

    with django_assert_num_queries(12):
        download(client)


def test_an_empty_overview_says_what_will_come(hanna, client_for):
    page = page_of(client_for(hanna))

    assert "<h1>Nog geen medewerkers</h1>" in page
    assert "Hier komen jullie medewerkers." in page
