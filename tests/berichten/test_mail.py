import re
import smtplib

import pytest

from berichten import mail
from berichten.actions import queue_bericht
from berichten.letterhead import PLAIN, Letterhead
from berichten.models import Bericht, new_message_id
from huisstijl import thema

pytestmark = pytest.mark.django_db


def test_paragraphs_lists_codes_and_buttons_are_recognised():
    html = mail.html_of(
        "Dag 5",
        "Dag Anna,\n\n- lees stuk 1\n- lees stuk 2\n\n123456\n\nNaar je leergang: https://x.example/a?b=1&c=2",
    )

    assert html.count("<li>") == 2
    assert 'href="https://x.example/a?b=1&amp;c=2"' in html
    assert ">Naar je leergang</a>" in html
    assert ">123456</p>" in html


def test_text_is_never_read_as_html():
    html = mail.html_of(
        "<b>x</b>", '<script>alert(1)</script>\n\nKlik: https://x.example/"><script>'
    )

    assert "<script" not in html
    assert "<b>" not in html


def test_an_address_in_a_sentence_becomes_a_link():
    assert 'href="https://x.example/dag"' in mail.html_of("x", "Kijk op https://x.example/dag.")


def test_the_mail_is_readable_without_pictures():
    html = mail.html_of("Dag 5", "Dag Anna,")

    assert "<img" not in html
    assert "background-image" not in html
    assert 'lang="nl"' in html


def test_windows_line_ends_make_the_same_mail():
    assert mail.html_of("x", "a\r\n\r\nb") == mail.html_of("x", "a\n\nb")


def test_a_second_address_can_be_the_way(ontvanger):
    bericht = queue_bericht(
        soort="proef",
        ontvanger=ontvanger,
        aanleiding="x",
        onderwerp="x",
        tekst="x",
        adres="thuis@post.example",
    )

    assert mail.compose(bericht).to == ["thuis@post.example"]


# -- Which paragraph is what ---------------------------------------------------------------

CODE, BUTTON, LIST = "letter-spacing", "display:block", "<li>"


def look_of(paragraph: str) -> set[str]:
    """How a mail shows a text of one paragraph."""
    html = mail.html_of("x", paragraph)
    return {sign for sign in (CODE, BUTTON, LIST) if sign in html}


@pytest.mark.parametrize(
    ("paragraph", "look"),
    [
        ("BCDF-GHJK-LM", {CODE}),
        ("BCDF-GHJK", {CODE}),
        ("BCDF", set()),
        ("bcdf-ghjk-lm", set()),
        ("Je code: BCDF-GHJK-LM", set()),
        ("- een\n- twee", {LIST}),
        ("• een", {LIST}),
        ("- een\nen dan verder", set()),
        ("-een", set()),
        ("Ja: https://x.example", {BUTTON}),
        ("J: https://x.example", set()),
        (f"{'k' * 60}: https://x.example", {BUTTON}),
        (f"{'k' * 61}: https://x.example", set()),
        ("Kijk: http://x.example", {BUTTON}),
        ("Kijk:https://x.example", set()),
        ("Kijk: https://x.example en verder", set()),
        ("Eerst\nKijk: https://x.example", set()),
        ("Let op: kijk: https://x.example", set()),
    ],
)
def test_a_paragraph_is_a_code_a_button_or_a_list_only_as_a_whole(paragraph, look):
    assert look_of(paragraph) == look


def test_lines_and_items_stand_without_their_spaces_and_dashes():
    html = mail.html_of("x", "\n\n  Dag Anna,  \n  tot dan.\n \n- stuk 1\n  • stuk 2\n\n")

    assert html.count('<p style="margin:0 0 18px">') == 1
    assert ">Dag Anna,<br>tot dan.</p>" in html
    assert re.findall(r"<li>(.*?)</li>", html) == ["stuk 1", "stuk 2"]


def test_only_the_first_button_is_one_and_the_next_is_a_link():
    html = mail.html_of("x", "Ja: https://x.example/ja\n\nNee: https://x.example/nee")

    assert html.count("display:block") == 1
    assert 'href="https://x.example/nee" style="color' in html


@pytest.mark.parametrize(
    ("paragraph", "facts"),
    [
        ("Wanneer: maandag 5 oktober\nWaar: Zaal 5: links", 2),
        ("Wanneer: maandag 5 oktober", 0),
        ("Wanneer: maandag 5 oktober\nen dan verder", 0),
        ("wanneer: maandag\nwaar: Zaal 5", 0),
    ],
)
def test_lines_with_a_name_before_them_are_a_table_of_facts(paragraph, facts):
    assert mail.html_of("x", paragraph).count('<th scope="row"') == facts


def test_a_fact_is_split_at_its_first_colon():
    assert mail.Block("feiten", ("Waar: Zaal 5: links",)).facts == [["Waar", "Zaal 5: links"]]


def test_a_list_of_mails_shows_the_first_words_after_the_greeting_and_never_a_code():
    shown = r"overflow:hidden\">(.*?)</div>"

    words = mail.html_of("x", "Dag Anna,\n\nBCDF-GHJK\n\nTot dan.")
    assert re.findall(shown, words) == ["Tot dan."]
    assert re.findall(shown, mail.html_of("x", "Dag Anna,\n\nBCDF-GHJK")) == [""]


# -- The head of the letter ----------------------------------------------------------------


@pytest.mark.parametrize(("dag", "gates"), [(0, 0), (1, 7), (5, 7), (7, 7), (8, 0)])
def test_a_letter_about_one_of_the_seven_days_shows_the_gates(dag, gates):
    html = mail.html_of("x", "Dag Anna,", Letterhead(dag=dag))

    assert len(Letterhead(dag=dag).gates) == gates
    assert (f"Dag {dag} van 7" in html) is bool(gates)


def test_the_gates_tell_what_was_what_is_and_what_comes():
    assert [tense for _, tense in Letterhead(dag=2).gates] == ["was", "is"] + ["komt"] * 5


def test_a_letter_has_the_colour_and_the_name_of_its_organisatie_or_ours():
    theirs = mail.html_of("x", "x", Letterhead("gemeente Testdam", "#154273"))
    ours = mail.html_of("x", "x", PLAIN)

    assert thema.tokens("#154273")["inverse-bg-default"] in theirs
    assert "Gemeente Testdam" in theirs
    assert thema.tokens(thema.DEFAULT_COLOUR)["inverse-bg-default"] in ours


@pytest.mark.parametrize("kleur", ["", "#154273", "#b5121b", "#ffd400", "#2e7d32", "#ffffff"])
def test_every_colour_of_a_letter_can_be_read_in_the_light_and_in_the_dark(kleur):
    c = Letterhead(merkkleur=kleur).colours
    pairs = [
        (thema.WHITE, c["fill"]),
        (c["on_field"], c["field"]),
        (c["title"], c["field"]),
        (c["on_open"], c["open"]),
        (c["link"], thema.WHITE),
        ("#f4f1ea", c["dark_field"]),
        (c["dark_link"], c["dark_field"]),
        (c["dark_link"], "#22211e"),
        ("#c9c4b9", "#22211e"),
        ("#5b5750", "#f4f1ea"),
        ("#2b1d00", "#e2a93b"),
    ]

    assert [pair for pair in pairs if thema.contrast(*pair) < 4.5] == []


def test_no_words_of_a_letter_are_smaller_than_fifteen_pixels():
    html = mail.html_of("x", "Dag Anna,\n\nWaar: a\nHoe: b", Letterhead("x", "", 5))

    # One pixel: the room between two gates, where nothing is to be read.
    sizes = {int(size) for size in re.findall(r"font-size:(\d+)px", html)} - {1}
    assert min(sizes) >= 15


# -- The envelope --------------------------------------------------------------------------


def test_the_letter_is_that_of_the_row_and_says_no_reply_address_unless_there_is_one():
    row = {"onderwerp": "Dag 5", "tekst": "Tot dan.", "html": "<p>Tot dan.</p>", "adres": "a@x.nl"}
    plain, answered = Bericht(**row), Bericht(**row, antwoord_aan="carla@beroepseer.example")

    letter = mail.compose(plain)

    assert (letter.subject, letter.body, letter.to) == ("Dag 5", "Tot dan.", ["a@x.nl"])
    assert [(part.content, part.mimetype) for part in letter.alternatives] == [
        ("<p>Tot dan.</p>", "text/html")
    ]
    assert letter.extra_headers["Message-ID"] == plain.message_id != answered.message_id
    assert letter.reply_to == []
    assert mail.compose(answered).reply_to == ["carla@beroepseer.example"]


@pytest.mark.parametrize("sender", ["Leergang <post@leergang.example>", "post@leergang.example"])
def test_a_message_id_is_of_the_domain_that_sends(settings, sender):
    settings.DEFAULT_FROM_EMAIL = sender

    assert re.fullmatch(r"<[0-9a-f-]{36}@leergang\.example>", new_message_id())


# -- What went wrong -----------------------------------------------------------------------

GONE = smtplib.SMTPRecipientsRefused({"anna@x.nl": (550, "onbekend: \xe9én".encode("latin-1"))})
BUSY = smtplib.SMTPRecipientsRefused({"anna@x.nl": (450, b"later")})
TEXT = smtplib.SMTPResponseException(554, "no mail today")
DROPPED = OSError("verbroken")


@pytest.mark.parametrize(
    ("error", "told", "told_of_a_secret"),
    [
        (GONE, "SMTPRecipientsRefused 550 onbekend: \ufffd\ufffdn", "SMTPRecipientsRefused 550"),
        (BUSY, "SMTPRecipientsRefused 450 later", "SMTPRecipientsRefused 450"),
        (TEXT, "SMTPResponseException 554 no mail today", "SMTPResponseException 554"),
        (DROPPED, "OSError verbroken", "OSError"),
        (OSError(), "OSError", "OSError"),
    ],
)
def test_why_a_try_failed_is_told_and_of_a_secret_only_the_kind(error, told, told_of_a_secret):
    assert mail.reason(error, geheim=False) == told
    assert mail.reason(error, geheim=True) == told_of_a_secret


def test_only_an_address_that_is_refused_for_good_is_not_tried_again():
    assert [mail.is_final(error) for error in (GONE, BUSY, TEXT, DROPPED)] == [
        *(True, False),
        *(False, False),
    ]
