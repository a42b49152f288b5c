import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.people.persons import LIMITS, Persoon
from cohorts.deelnemers.lists.judging import LEADS, Company, JudgedRow, Known, judge_rows
from cohorts.deelnemers.lists.reader.headers import recognise_columns
from cohorts.deelnemers.lists.rows import read_rows
from cohorts.models import Dienstverband
from tests.cohorts.deelnemers.lists import FILES, content_of, csv_of, table_of

HEADER = ["Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Personeelsnummer", "Afdeling"]
COLUMNS = {
    "voornaam": 0,
    "tussenvoegsel": 1,
    "achternaam": 2,
    "email": 3,
    "personeelsnummer": 4,
    "afdeling": 5,
}


def judge(*rows: str, known=(), in_cohort=(), leading=()) -> list[JudgedRow]:
    """These rows, among accounts of somebody called Anna Vos at each of the addresses."""
    table, addresses = table_of(csv_of(*rows)), [*known, *in_cohort, *leading]
    accounts = {a: Known(pk, "Anna", "", "Vos", a) for pk, a in enumerate(addresses)}
    company = Company(
        accounts=accounts,
        in_cohort={accounts[address].pk for address in in_cohort},
        leading={accounts[address].pk for address in leading},
    )
    return judge_rows(read_rows(table, COLUMNS), company)


def test_limits_are_those_of_the_models():
    models = {
        field: Dienstverband if field in {"personeelsnummer", "afdeling"} else User
        for field in LIMITS
    }

    assert {f: m._meta.get_field(f).max_length for f, m in models.items()} == LIMITS


def test_a_good_row_is_a_person():
    [row] = judge("Zoë,van,Peters,Zoe@Testdam.example,070303,Ruimte")

    assert row.can_be_added
    assert row.nummer == 2
    assert row.persoon == Persoon("Zoë", "Peters", "Zoe@Testdam.example", "van", "070303", "Ruimte")
    assert row.persoon.adres == "zoe@testdam.example"
    assert row.persoon.naam == "Zoë van Peters"


@pytest.mark.parametrize(
    ("row", "fout"),
    [
        (",,Jansen,a@testdam.example,,", "Voornaam ontbreekt."),
        ("Anna,,,a@testdam.example,,", "Achternaam ontbreekt."),
        ("Anna,,Jansen,,,", "E-mailadres ontbreekt."),
        ("Anna,,Jansen,geen-adres,,", "‘geen-adres’ is geen geldig e-mailadres."),
        (
            "Anna,,Jansen,janſen@x.example,,",
            "‘janſen@x.example’ is geen geldig e-mailadres.",
        ),
        (f"{'A' * 61},,Jansen,a@testdam.example,,", "Voornaam is langer dan 60 tekens."),
        (f"Anna,,Jansen,a@testdam.example,,{'R' * 121}", "Afdeling is langer dan 120 tekens."),
    ],
)
def test_a_wrong_row_says_why(row, fout):
    [judged] = judge(row)

    assert judged.fouten == (fout,)
    assert not judged.can_be_added


@pytest.mark.parametrize(("field", "limit"), LIMITS.items())
def test_a_cell_is_good_until_its_limit(field, limit):
    good = {"voornaam": "Anna", "achternaam": "Vos", "email": "anna@testdam.example"}
    end = "@testdam.example" if field == "email" else ""

    def judged(length: int):
        cells = good | {field: "x" * (length - len(end)) + end}
        row = [cells.get(name, "") for name in COLUMNS]
        return judge_rows(read_rows([HEADER, row], COLUMNS), Company())[0]

    assert judged(limit).can_be_added
    assert [f"langer dan {limit} tekens." in fout for fout in judged(limit + 1).fouten] == [True]


def test_only_who_leads_the_cohort_is_told_so():
    rows = [f"Anna,,Vos,{name}@testdam.example,," for name in "ab"]

    first, second = judge(*rows, leading={"b@testdam.example"})

    assert (first.fouten, first.can_be_added) == ((), True)
    assert (second.fouten, second.can_be_added) == ((LEADS,), False)


def test_the_second_of_two_equal_addresses_is_wrong():
    first, second = judge("Anna,,Vos,A@testdam.example,,", "Bas,,Vos,a@TESTDAM.example,,")

    assert first.can_be_added
    assert second.fouten == ("Dit e-mailadres staat ook in rij 2.",)


def test_somebody_with_an_account_can_be_added():
    [row] = judge("Anna,,Vos,A@testdam.example,,", known={"a@testdam.example"})

    assert row.has_account
    assert row.can_be_added


def test_somebody_of_the_cohort_is_passed_over_without_a_fault():
    [row] = judge("Anna,,Vos,A@testdam.example,,", in_cohort={"a@testdam.example"})

    assert row.fouten == ()
    assert not row.can_be_added


@pytest.mark.parametrize("name", FILES)
def test_every_file_gives_its_people(name):
    table = table_of(content_of(name))

    judged = judge_rows(read_rows(table, recognise_columns(table[0])), Company())

    assert sum(row.can_be_added for row in judged) == FILES[name]


def test_the_file_with_faults_says_what_is_wrong_with_each_row():
    table = table_of(content_of("met_fouten.csv"))

    judged = judge_rows(read_rows(table, COLUMNS), Company())

    assert {row.nummer: row.fouten for row in judged if row.fouten} == {
        4: ("‘geen-adres’ is geen geldig e-mailadres.",),
        6: ("Dit e-mailadres staat ook in rij 3.",),
        8: ("Voornaam ontbreekt.",),
        11: ("E-mailadres ontbreekt.",),
        12: ("Achternaam is langer dan 120 tekens.",),
    }
    assert judged[7].persoon.achternaam == "Peters"


@given(st.lists(st.lists(st.text(max_size=12), max_size=7), min_size=1, max_size=6))
def test_any_rows_are_judged(table):
    judged = judge_rows(read_rows(table, COLUMNS), Company())

    good = [row.persoon.adres for row in judged if row.can_be_added]

    assert len(good) == len(set(good))
    assert all(row.persoon.voornaam and row.persoon.achternaam for row in judged if not row.fouten)
