"""Template filters for the words of the course."""

from django.template import Library
from django.utils.safestring import SafeString

from programma import markdown

register = Library()


@register.filter
def blocks(text: str, below: int = 1) -> SafeString:
    """Markdown as HTML, its headings below a heading of this level on the page."""
    return markdown.to_html(text, below=below)


@register.filter
def inline(text: str) -> SafeString:
    """One line of Markdown as HTML."""
    return markdown.to_inline_html(text)


@register.filter
def clock(time: str) -> str:
    """A time of the content files, "09:15", as a page writes it: 09.15."""
    return time.replace(":", ".")
