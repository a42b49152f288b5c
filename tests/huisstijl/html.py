"""Reading HTML in tests: the elements of a page with their attributes."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Of what HTML allows in a <time>: a day, a time of the day, or both with an offset.
DAY, CLOCK = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", r"([01]\d|2[0-3]):[0-5]\d"
MOMENT = re.compile(rf"{DAY}|{CLOCK}|{DAY}T{CLOCK}(:[0-5]\d(\.\d+)?)?(Z|[+-]{CLOCK})?")
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect"}


class Element(dict[str, str]):
    """Attributes of one element, with its name, and the text inside it."""

    def __init__(self, tag: str, attrs: dict[str, str]) -> None:
        super().__init__(attrs)
        self.tag = tag
        self.text = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def elements(html: str, tag: str = "", **attrs: str) -> list[Element]:
    """Elements of this name with these attributes, in order; HTML that does not close fails."""
    reader = _Reader()
    reader.feed(html)
    assert reader.open == [], f"not closed: {[element.tag for element in reader.open]}"
    return [
        element
        for element in reader.elements
        if tag in {"", element.tag}
        if all(element.get(name.strip("_")) == value for name, value in attrs.items())
    ]


def element(html: str, tag: str = "", **attrs: str) -> Element:
    """The one element that answers to this description."""
    (found,) = elements(html, tag, **attrs)
    return found


def times_no_machine_reads(page: str) -> Iterator[str]:
    """The tags of a page that say <time> without a time of which HTML knows the form."""
    for tag in re.findall(r"<time\b[^>]*>", page):
        said = re.search(r'\sdatetime="([^"]*)"', tag)
        if not said or not MOMENT.fullmatch(said[1]):
            yield tag
