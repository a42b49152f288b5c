"""What stands in no template: times no machine reads, attributes that HTML does not know."""

import re

import pytest

from tests.huisstijl.html import times_no_machine_reads
from tests.tree import APPS, files, named

# As an attribute of an element, in a selector, and as a name that a script sets.
HTMX = re.compile(r"(?<![\w-])hx-[\w:-]+(?=\s*=|[\]\"'])")
WRITTEN = (
    *files(".html", ".txt", under=("templates",)),
    *files(".py", ".js", under=(*APPS, "static")),
)


def lines_with(pattern: str | re.Pattern[str]) -> list[str]:
    return [
        f"{named(path, number)} {line.strip()}"
        for path in WRITTEN
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize(
    ("tag", "is_read"),
    [
        ("<time>", False),
        ('<time class="lp-soft">', False),
        ('<time datetime="">', False),
        ('<time datetime="09.15">', False),
        ('<time datetime="24:00">', False),
        ('<time datetime="09:15">', True),
        ('<time datetime="2026-11-30">', True),
        ('<time datetime="2026-13-30">', False),
        ('<time datetime="30 november">', False),
        ('<time datetime="2026-11-30T09:15:00+01:00">', True),
    ],
)
def test_a_time_is_read_by_its_attribute(tag, is_read):
    assert list(times_no_machine_reads(f"<p>{tag}09.15</time></p>")) == ([] if is_read else [tag])


def test_every_time_in_a_template_says_it_for_machines_too():
    """Its text is ours, 09.15; the pages themselves are read in tests/test_permissions.py."""
    assert len(WRITTEN) > 300
    assert lines_with(r"<time\b") != []
    assert lines_with(r"<time\b(?![^>]*\sdatetime=\"\{\{)") == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ('<div hx-get="/x/">', True),
        ('hx-swap="outerHTML"', True),
        ('form.matches("[hx-post]")', True),
        ('setAttribute("hx-on:click", act)', True),
        ('<div data-hx-get="/x/">', False),
        ('"[data-hx-post]"', False),
        ("the hx-request of htmx", False),
    ],
)
def test_a_bare_attribute_of_htmx_is_found(line, is_found):
    assert bool(re.search(HTMX, line)) == is_found


def test_every_attribute_of_htmx_is_one_that_html_allows():
    """Of names that HTML does not know it allows those with `data-` before them."""
    assert lines_with(r"data-hx-") != []
    assert lines_with(HTMX) == []
