import pytest

from berichten import mail
from berichten.actions import queue_bericht

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
