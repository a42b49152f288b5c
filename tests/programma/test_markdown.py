import pytest

from programma.markdown import to_html, to_inline_html


def test_headings_go_below_the_heading_of_their_section():
    assert to_html("## Stappen\n\n### Vraag", below=2) == "<h3>Stappen</h3>\n<h4>Vraag</h4>\n"


def test_a_page_keeps_its_only_h1():
    assert to_html("# Kop") == "<h2>Kop</h2>\n"


def test_list_and_emphasis():
    assert to_html("1. **Vraag.** Mag het?") == (
        "<ol>\n<li><strong>Vraag.</strong> Mag het?</li>\n</ol>\n"
    )


def test_inline_has_no_paragraph_around_it():
    assert to_inline_html("Pool, *Macht en moed*, 2021.") == "Pool, <em>Macht en moed</em>, 2021."


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<b onclick='x()'>hoi</b>", "&lt;b onclick='x()'&gt;hoi&lt;/b&gt;"),
        ("[hoi](javascript:alert(1))", "[hoi](javascript:alert(1))"),
        ("![x](https://elders.example/spion.gif)", ""),
        (
            "[Wet](https://wetten.example/awb)",
            '<a href="https://wetten.example/awb" rel="noopener noreferrer">Wet</a>',
        ),
    ],
)
def test_written_html_stays_text_and_links_stay_plain(text, harmless):
    assert to_inline_html(text) == harmless
