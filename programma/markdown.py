"""Markdown of the course content as HTML that may stand on a page."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Written HTML stays text; nh3 is the second lock, for what a link or a later plugin might add.
_PARSER = MarkdownIt("commonmark", {"html": False})
_TAGS = {"a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol"} | {
    "p",
    "strong",
    "ul",
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def to_html(text: str, *, below: int = 1) -> SafeString:
    """Blocks of Markdown. The headings of the text go `below` that heading level of the page:
    in a section under an h2, the ## of a text becomes an h3."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        _lower_heading(token, below - 1)
    return _clean(_PARSER.renderer.render(tokens, _PARSER.options, {}))


def to_inline_html(text: str) -> SafeString:
    """One line of Markdown, without a paragraph around it: emphasis in a title or a sentence."""
    return _clean(_PARSER.renderInline(text))


def _lower_heading(token: Token, levels: int) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(6, max(2, int(token.tag[1]) + levels))}"


def _clean(html: str) -> SafeString:
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(safe)  # noqa: S308 -- nh3 has just taken out what is not allowed
