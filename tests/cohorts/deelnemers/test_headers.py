import pytest

from cohorts.deelnemers.lists.reader.headers import find_header, recognise_columns
from cohorts.deelnemers.lists.rows import FirstRows, missing_columns, read_rows

HEADER = ["Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Personeelsnummer", "Afdeling"]


def first_row_of(table: list[list[str]]) -> int:
    return find_header(table).first


def test_recognise_columns_knows_its_own_headers():
    columns = recognise_columns(HEADER)

    assert list(columns.values()) == [0, 1, 2, 3, 4, 5]
    assert list(columns)[3:] == ["email", "personeelsnummer", "afdeling"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-mail", "email"),
        ("e-mail adres", "email"),
        ("MAIL", "email"),
        ("Zakelijk e-mail", "email"),
        ("E-mailadres (werk)", "email"),
        ("E-mail privé", "email"),
        ("Roepnaam", "voornaam"),
        ("Voornaam (roepnaam) *", "voornaam"),
        ("Voor- naam", "voornaam"),
        ("Voorvoegsel", "tussenvoegsel"),
        ("Tussenvoegsel(s)", "tussenvoegsel"),
        ("Familienaam", "achternaam"),
        ("Achternaam deelnemer", "achternaam"),
        ("Pers.nr.", "personeelsnummer"),
        ("Personeelsnr.", "personeelsnummer"),
        ("Team", "afdeling"),
        ("Naam", "naam"),
        ("Naam medewerker", "naam"),
        ("Medewerker", "naam"),
    ],
)
def test_recognise_columns_knows_other_words(header, field):
    assert recognise_columns(["Iets anders", header]) == {field: 1}


@pytest.mark.parametrize(
    "header", ["Adres", "Telefoon", "Nr.", "Functie", "Naam leidinggevende", ""]
)
def test_recognise_columns_takes_no_other_word_for_a_field(header):
    assert recognise_columns([header]) == {}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["Mail", "E-mailadres"], {"email": 1}),
        (["E-mail privé", "Mail"], {"email": 1}),
        (["E-mail", "Mail werk"], {"email": 1}),
        (["E-mailadres", "E-mail"], {"email": 0}),
        (["Naam", "Voornaam", "Achternaam"], {"voornaam": 1, "achternaam": 2}),
        (["Naam", "Voornaam"], {"voornaam": 1, "achternaam": 0}),
        (["Medewerker", "Naam"], {"naam": 1}),
    ],
)
def test_the_better_header_takes_the_field(header, columns):
    assert recognise_columns(header) == columns


def test_of_two_kinds_of_address_the_one_of_one_employer_is_taken():
    table = [
        ["Voornaam", "E-mail", "Mail"],
        ["A", "a@ziggo.example", "a@zutphen.example"],
        ["B", "b@kpn.example", "b@zutphen.example"],
    ]

    assert find_header(table).columns_of(table)["email"] == 2
    swapped = [[first, work, own] for first, own, work in table]
    assert find_header(swapped).columns_of(swapped)["email"] == 1
    table[0][1:] = ["E-mail werk", "Mail"]
    assert find_header(table).columns_of(table)["email"] == 1


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"voornaam": 0}, ["Achternaam", "E-mailadres"]),
        ({"naam": 0}, ["E-mailadres"]),
        ({"naam": 0, "email": 1}, []),
    ],
)
def test_missing_columns_are_named_as_a_person_would(columns, missing):
    assert missing_columns(columns) == missing


def test_find_header_passes_over_a_title():
    assert first_row_of([["Deelnemers Leergang"], [], HEADER, ["Anna"]]) == 2


def test_find_header_takes_the_first_filled_row_when_it_knows_none():
    assert first_row_of([[], ["x", "y"], ["1", "2"]]) == 1


def test_a_list_with_one_known_header_word_in_its_title_is_read_below_it():
    assert first_row_of([["Afdeling", "Ruimte"], HEADER, ["Anna"]]) == 1


def test_two_known_words_are_enough_for_a_header():
    assert first_row_of([["Lijst"], ["Naam", "Wie", "Mail"], ["Anna", "x", "a@x"]]) == 1


@pytest.mark.parametrize(("above", "found"), [(14, 14), (15, 0)])
def test_find_header_looks_at_fifteen_rows(above, found):
    assert first_row_of([["Lijst"]] * above + [HEADER]) == found


def test_headers_over_two_rows_are_one():
    table = [
        ["Naam", "", "", "E-mail"],
        ["Voornaam", "Tussenvoegsel", "Achternaam", ""],
        ["Sanne", "de", "Wolf", "sanne@x.example"],
    ]

    header = find_header(table)

    assert (header.first, header.last) == (0, 1)
    assert header.columns == {"voornaam": 0, "tussenvoegsel": 1, "achternaam": 2, "email": 3}


def test_a_person_below_a_header_is_no_second_row_of_it():
    table = [["Naam", "E-mail"], ["Team", "team@x.example"], ["Afdeling Zorg", ""]]

    assert find_header(table).last == 0


def test_columns_are_described_by_their_header_and_the_first_rows_below_it():
    header, first = ["Naam", "Mail", "", "Team"], ["x" * 31, "", "Zorg", "a"]
    below = [first, [], ["y", "y@x", "", "b"], ["z", "", "Zorg", "c"], ["vierde"]]

    described = FirstRows.of([["Lijst"], header, [], *below]).described()

    assert described == [
        f"Naam (zoals {'x' * 24}, y, z)",
        "Mail (zoals y@x)",
        "Kolom 3 (zoals Zorg)",
        "Team (zoals a, b, c)",
    ]


def test_a_list_without_headers_loses_nobody():
    table = [["Iris", "Bos", "iris@x.example"], ["Jan", "Vos", "jan@x.example"]]

    header = find_header(table)

    assert (header.first, header.last) == (-1, -1)
    assert header.columns_of(table) == {"email": 2}
    assert FirstRows.of(table).names == ["Kolom 1", "Kolom 2", "Kolom 3"]
    columns = {"voornaam": 0, "achternaam": 1, "email": 2}
    assert [row.persoon.voornaam for row in read_rows(table, columns)] == ["Iris", "Jan"]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (["a@x.example", "b@x.example", ""], {"email": 0}),
        (["a@x.example", "niets", "niets"], {}),
        (["", "", ""], {}),
    ],
)
def test_a_column_full_of_addresses_is_that_of_the_address(cells, columns):
    table = [["Contact", "Wie"], *[[cell, "x"] for cell in cells]]

    assert find_header(table).columns_of(table) == columns
