import pytest

from programma.inhoud.placeholders import PlaceholderError, fill_in, names_in
from programma.inhoud.programma import MAIL_WORDS, read_programma

LETTER = "Dag {{voornaam}},\n\n{% if dagnummer > 1 %}Weer een dag.{% endif %}\n\nTot dan"


def test_names_in_words_and_conditions():
    assert names_in(LETTER) == {"voornaam", "dagnummer"}


def test_fill_in_keeps_what_people_write():
    assert fill_in("{{naam}}", {"naam": "Jansen & <Zn> d'Or"}) == "Jansen & <Zn> d'Or"


def test_failed_condition_leaves_no_empty_paragraph():
    assert fill_in(LETTER, {"voornaam": "Anna", "dagnummer": 1}) == "Dag Anna,\n\nTot dan"


def test_holding_condition_keeps_its_paragraph():
    filled = fill_in(LETTER, {"voornaam": "Anna", "dagnummer": 2})

    assert filled == "Dag Anna,\n\nWeer een dag.\n\nTot dan"


@pytest.mark.parametrize("values", [{"dagnummer": 1}, {"voornaam": "Anna"}])
def test_missing_word_is_refused(values):
    with pytest.raises(PlaceholderError, match="geen waarde voor"):
        fill_in(LETTER, values)


@pytest.mark.parametrize("text", ["{% if a %}", "{% debug %}", "{% now 'Y' %}", "{{ a b }}"])
def test_text_with_broken_or_other_tags_is_refused(text):
    with pytest.raises(PlaceholderError):
        names_in(text)


@pytest.mark.parametrize(("dagnummer", "paragraphs"), [(1, 6), (2, 7)])
def test_letter_of_two_weeks_before_speaks_of_the_assignment_from_day_two(dagnummer, paragraphs):
    mails = {mail["soort"]: mail for mail in read_programma("ambtelijk-vakmanschap").mailsjablonen}
    values = dict.fromkeys(MAIL_WORDS, "x") | {"dagnummer": dagnummer}

    letter = fill_in(mails["herinnering_twee_weken"]["tekst"], values)

    assert len(letter.split("\n\n")) == paragraphs
    assert ("praktijkopdracht van de vorige keer" in letter) == (dagnummer > 1)


@pytest.mark.parametrize(
    ("dagnummer", "maatje", "sentence"),
    [
        (6, "Bas", "Spreek ook een half uur af met je maatje, Bas."),
        (6, "", "Spreek ook een half uur af met je maatje."),
    ],
)
def test_letter_of_the_day_after_names_the_maatje_if_there_is_one(dagnummer, maatje, sentence):
    mails = {mail["soort"]: mail for mail in read_programma("ambtelijk-vakmanschap").mailsjablonen}
    values = dict.fromkeys(MAIL_WORDS, "x") | {"dagnummer": dagnummer, "naam_maatje": maatje}

    assert sentence in fill_in(mails["herinnering_dag_erna"]["tekst"], values)


def test_letter_after_the_last_day_gives_no_assignment():
    mails = {mail["soort"]: mail for mail in read_programma("ambtelijk-vakmanschap").mailsjablonen}
    values = dict.fromkeys(MAIL_WORDS, "x") | {"dagnummer": 7}

    letter = fill_in(mails["herinnering_dag_erna"]["tekst"], values)

    assert "praktijkopdracht" not in letter
    assert letter.endswith("Groet, x")
