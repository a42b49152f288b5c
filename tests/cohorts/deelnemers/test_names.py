import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.deelnemers.lists.names import PREFIXES, Name, split_name, split_surname
from cohorts.deelnemers.lists.readings import read_cell
from cohorts.deelnemers.lists.rows import read_rows


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wolf, S. de", ("S.", "de", "Wolf")),
        ("Wolf, S. de (Sanne)", ("Sanne", "de", "Wolf")),
        ("Kuipers, B.", ("B.", "", "Kuipers")),
        ("de Wolf, Sanne", ("Sanne", "de", "Wolf")),
        ("Daan ten Bosch", ("Daan", "ten", "Bosch")),
        ("Anna van den Berg", ("Anna", "van den", "Berg")),
        ("Zoë van 't Hof", ("Zoë", "van 't", "Hof")),
        ("Jan Piet in ’t Veld-van Dijk", ("Jan Piet", "in ’t", "Veld-van Dijk")),
        ("Anna Maria Jansen", ("Anna Maria", "", "Jansen")),
        ("Anna Jansen", ("Anna", "", "Jansen")),
        ("dhr. drs. D. ten Bosch", ("D.", "ten", "Bosch")),
        ("Bosch, drs. Daan ten", ("Daan", "ten", "Bosch")),
        ("Jan De Wolf", ("Jan De", "", "Wolf")),
        ("Jansen", ("Jansen", "", "")),
        ("Anna van", ("Anna", "", "van")),
        ("", ("", "", "")),
    ],
)
def test_a_full_name_in_its_parts(text, parts):
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("van der Berg", ("van der", "Berg")),
        ("Berg, van der", ("van der", "Berg")),
        ("De Wolf", ("", "De Wolf")),
        ("Berg, Anna", ("", "Berg, Anna")),
        ("Wolf", ("", "Wolf")),
        ("van", ("", "van")),
        ("", ("", "")),
    ],
)
def test_a_surname_with_its_prefix(text, parts):
    assert split_surname(text) == parts


NAMES = st.sampled_from(["Anna", "Zoë", "J.P.", "Şule", "Ðorđe", "Jean-Luc", "Bosch", "Veld", "Öz"])
SOMETIMES = st.lists(st.sampled_from(sorted(PREFIXES)), max_size=2).map(" ".join)


@given(NAMES, SOMETIMES, NAMES)
def test_a_name_written_in_either_order_comes_back(voornaam, tussenvoegsel, achternaam):
    name = Name(voornaam, tussenvoegsel, achternaam)
    behind = f"{voornaam} {tussenvoegsel}".strip()

    assert split_name(f"{achternaam}, {behind}") == name
    assert split_name(f"{behind} {achternaam}") == name


@pytest.mark.parametrize(
    ("field", "raw", "text"),
    [
        ("voornaam", "ZoÃ«", "Zoë"),
        ("voornaam", "JosŽ", "José"),
        ("voornaam", "Zo‰", "Zoë"),
        ("voornaam", "Ren&eacute;", "René"),
        ("afdeling", "FinanciÃ«n", "Financiën"),
    ],
)
def test_ruined_text_is_read_with_the_original_beside_it(field, raw, text):
    reading = read_cell(field, "Voornaam", raw)

    assert (reading.text, reading.fault) == (text, "")
    assert f"‘{raw}’" in reading.doubt
    assert f"‘{text}’" in reading.doubt


@pytest.mark.parametrize(
    "text", ["Zoë", "Şule", "Łukasz", "Ø", "D’Arcy", "Ĳsbrand", "McDonald", "Nguyễn"]
)
def test_a_good_name_is_left_alone(text):
    reading = read_cell("voornaam", "Voornaam", text)

    assert (reading.text, reading.fault, reading.doubt) == (text, "", "")


@pytest.mark.parametrize("raw", ["?ule", "Y?ld?z", "Ren\ufffd", "a@b", "Bos;Vos", "a|b"])
def test_what_is_no_name_is_a_fault(raw):
    assert read_cell("achternaam", "Achternaam", raw).fault


@pytest.mark.parametrize("field", ["voornaam", "tussenvoegsel", "achternaam"])
@pytest.mark.parametrize("raw", ["#N/A", "#N/B", "#VERW!", "#NAME?", "Err:502", "0", "n.v.t.", "-"])
def test_what_means_nothing_is_nothing(field, raw):
    assert read_cell(field, "Naam", raw).text == ""


@pytest.mark.parametrize(
    ("field", "raw"), [("achternaam", "Null"), ("voornaam", "X"), ("personeelsnummer", "0")]
)
def test_what_only_looks_like_nothing_stays(field, raw):
    assert read_cell(field, "Naam", raw).text == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("anna@x.example", "anna@x.example"),
        ("Anna Jansen <anna@x.example>", "anna@x.example"),
        ("mailto:anna@x.example", "anna@x.example"),
        ("anna@x.example.", "anna@x.example"),
        ("anna@x.example; Anna@x.example", "anna@x.example; Anna@x.example"),
        ("anna", "anna"),
    ],
)
def test_the_address_in_a_cell(raw, text):
    assert read_cell("email", "E-mailadres", raw).text == text


@pytest.mark.parametrize(
    ("row", "name", "is_cut"),
    [
        (["Wolf, S. de", "Sanne"], ("Sanne", "de", "Wolf"), True),
        (["Wolf, de", "Sanne"], ("Sanne", "de", "Wolf"), False),
        (["de Wolf", "Sanne"], ("Sanne", "de", "Wolf"), False),
        (["Wolf", "Sanne"], ("Sanne", "", "Wolf"), False),
    ],
)
def test_a_surname_column_with_more_in_it(row, name, is_cut):
    [read] = read_rows([["Naam", "Voornaam"], row], {"achternaam": 0, "voornaam": 1})

    assert (read.persoon.voornaam, read.persoon.tussenvoegsel, read.persoon.achternaam) == name
    assert bool(read.doubts) is is_cut


@pytest.mark.parametrize("achternaam", ["Wolf, K. de", "Wolf (Vos)", 'Bos "Blom"', "Bos/Vos"])
def test_a_sign_that_is_odd_in_a_name_asks_for_a_look(achternaam):
    [read] = read_rows(
        [["Naam", "Voornaam"], [achternaam, "Sanne"]], {"achternaam": 0, "voornaam": 1}
    )

    assert read.persoon.achternaam == achternaam
    assert "Hoort dat bij de naam?" in read.doubts[0]
