"""Lists as organisations send them: each with the people it means, or what is said of it."""

import pytest
from django.core.exceptions import ValidationError

from cohorts.deelnemers.lists.judging import Company, JudgedRow, judge_rows
from cohorts.deelnemers.lists.reader.headers import find_header
from cohorts.deelnemers.lists.rows import read_rows
from tests.cohorts.deelnemers.lists import content_of, table_of


def judged(name: str) -> list[JudgedRow]:
    table = table_of(content_of(f"lastig/{name}"))
    columns = find_header(table).columns_of(table)
    return judge_rows(read_rows(table, columns), Company())


def said(row: JudgedRow) -> str:
    return " ".join(row.fouten + row.doubts)


# File → the names of the people who can be added as they stand.
READ = {
    "c01_verborgen_eerste_blad.xlsx": ["Sanne de Wolf", "Bram Kuipers", "Zoë van 't Hof"],
    "c02_verborgen_blad_vorig_jaar.xlsx": ["Sanne de Wolf", "Bram Kuipers", "Zoë van 't Hof"],
    "c04b_kommas_in_afdeling_tien_rijen.csv": [f"V{n} A{n}" for n in range(10)],
    "c05_los_aanhalingsteken_tab.txt": [
        "Sanne de Wolf", 'Bram "t Hoofd', "Farid Amrani", "Greet Bos", "Hein Vos",
    ],
    "c05b_los_aanhalingsteken.csv": [
        "Sanne Wolf", 'Bram "s-Gravenzande', "Farid Amrani", 'Greet Bos "Blom"', "Hein Vos",
    ],
    "c06_voorloopnullen_als_getalnotatie.xlsx": [
        "Sanne de Wolf", "Bram Kuipers", "Zoë van 't Hof",
    ],
    "c08_dubbel_gecodeerd.csv": ["Zoë Ménard", "José Groß", "Anaïs Öz"],
    "c09_onzichtbare_tekens.csv": [
        "Sanne Wolf", "Bram Kuipers", "Farid Amrani", "Greet Bos", "علی\u200cرضا Karimi",
    ],
    "c10_naam_en_achternaam.csv": ["Sanne de Wolf", "Bram Kuipers"],
    "c12_sep_regel.csv": ["Sanne Wolf", "Bram Kuipers"],
    "c13_formulefouten.csv": ["Sanne Wolf", "Bram Kuipers", "Greet Bos"],
    "c16_weggefilterde_rijen.xlsx": ["V0 Rij0", "V2 Rij2", "V4 Rij4", "V6 Rij6"],
    "c17_foute_dimensie.xlsx": ["Sanne de Wolf", "Bram Kuipers", "Zoë van 't Hof"],
    "c18_koppen_met_toevoeging.csv": ["Sanne de Wolf"],
    "c20_mac_regeleinden.csv": ["Sanne Wolf", "Bram Kuipers"],
    "c21_titel_en_totaal.csv": ["Sanne Wolf", "Bram Kuipers"],
    "c24_samengevoegde_koppen.xlsx": ["Sanne de Wolf", "Zoë van 't Hof", "Şule Yıldız"],
    "c25_kop_over_twee_rijen.xlsx": ["Sanne de Wolf", "Zoë van 't Hof", "Şule Yıldız"],
    "c26_opgemaakte_lege_rijen.xlsx": ["Sanne de Wolf", "Zoë van 't Hof", "Şule Yıldız"],
    "c28_alt_enter_in_cellen.xlsx": ["Sanne Wolf (meisjesnaam: Vos)"],
    "c38_namen_met_l_streep_ae.csv": [
        "Zofia Zwart", "Ewa Łuczak", "Lars Østergaard", "Ane Æbelø", "Karl Ößler", "Mila Mulder",
        "Oda Oosten", "Deniz Işık",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_list_gives_the_people_it_means(name):
    assert [row.persoon.naam for row in judged(name) if row.can_be_added] == READ[name]


# File → row number in it → words that stand at that row, for a fault or for a look.
SAID = {
    "c05b_los_aanhalingsteken.csv": {3: 'staat een ‘"’. Hoort dat bij de naam?'},
    "c08_dubbel_gecodeerd.csv": {2: "In de lijst staat ‘MÃ©nard’, we lezen ‘Ménard’."},
    "c13_formulefouten.csv": {4: "Voornaam ontbreekt."},
    "c21_titel_en_totaal.csv": {7: "E-mailadres ontbreekt."},
    "c28_alt_enter_in_cellen.xlsx": {
        2: "staat een ‘(’",
        3: "2 e-mailadressen: bram@douane.example, bram.prive@mail.example. Kies er één.",
    },
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_doubtful_is_said_at_its_row(name):
    rows = {row.nummer: said(row) for row in judged(name)}

    assert all(words in rows[nummer] for nummer, words in SAID[name].items())


def test_what_a_failed_formula_left_is_nothing():
    sanne, bram, _, greet = (row.persoon for row in judged("c13_formulefouten.csv"))

    assert (sanne.tussenvoegsel, sanne.personeelsnummer, sanne.afdeling) == ("", "", "")
    assert (bram.tussenvoegsel, bram.personeelsnummer, bram.afdeling) == ("", "12", "")
    assert greet.tussenvoegsel == ""


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("c01_verborgen_eerste_blad.xlsx", ["004711", "004712", "000013"]),
        ("c06_voorloopnullen_als_getalnotatie.xlsx", ["004711", "004712", "000013"]),
        ("c18_koppen_met_toevoeging.csv", ["0012"]),
    ],
)
def test_a_personnel_number_keeps_the_zeros_that_a_person_sees(name, numbers):
    assert [row.persoon.personeelsnummer for row in judged(name)] == numbers


def test_names_of_every_kind_stay_as_they_are():
    rows = {row.nummer: row for row in judged("c19_bijzondere_namen.csv")}

    names = [rows[n].persoon.naam for n in (2, 3, 4, 5, 6, 7, 8, 10)]
    assert names == [
        "X Æ", "Ĳsbrand van der Ĳssel", "IJsbrand 's- Gravesande", "J.P. in 't Veld",
        "Max-Martin von Richter Groß", "محمد الأحمد", "Nguyễn Thị Hồng Ánh", "Zoë Été",
    ]  # fmt: skip
    assert not any(said(rows[n]) for n in (2, 3, 4, 5, 6, 7, 8, 10))
    # The name with an @, and the one with a ; in it.
    assert "dat is geen naam" in said(rows[12])
    assert "dat is geen naam" in said(rows[13])


def test_a_web_page_named_xls_is_named_for_what_it_is():
    with pytest.raises(ValidationError, match="webpagina") as caught:
        table_of(content_of("lastig/c11_html_als_xls.xls"))

    assert caught.value.code == "web_page"
