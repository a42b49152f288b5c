"""Every page that anybody can see: no finding of axe, and at three widths nothing sticks out.

On a device that asks for dark pages every word must be as readable.

Source: WCAG 2.2 AA, by the rules of axe-core. With `--pictures` each page is kept as a picture.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Browse, OpenContext
from tests.browser.looks import loaded, scrolls_sideways, violations
from tests.matrix import COLUMNS, MATRIX, Row
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = Path("var/screenshots")
# A phone, a window beside another one, a desk. The rules of axe are asked at the two ends.
WIDTHS = (390, 500, 1280)
ASKED_OF_AXE = (390, 1280)
NOT_A_PAGE = {
    "certificaat_afbeelding",
    "certificaat_pdf",
    "daglijst",
    "fouten_download",
    "healthz",
    "manifest",
    "metrics",
    "presentielijst_pdf",
    "readyz",
    "readyz_web",
    "robots_txt",
    "security_txt",
    "serviceworker",
    "thema",
}
PAGES = [
    row
    for row in MATRIX
    if row.method == "GET" and row.name not in NOT_A_PAGE and 200 in row.statuses.values()
]
# A world takes longer to make than to walk through: ten pages share one.
PER_WORLD = 10
PARTS = [PAGES[start : start + PER_WORLD] for start in range(0, len(PAGES), PER_WORLD)]


def test_targets_too_small_for_a_thumb_are_found(open_context: OpenContext) -> None:
    page = open_context(width=390).new_page()
    page.set_content(
        '<html lang="nl"><title>a</title><main><h1>a</h1>'
        '<button style="width: 9px; height: 9px; padding: 0" aria-label="a"></button>'
        '<button style="width: 9px; height: 9px; padding: 0" aria-label="b"></button></main>'
    )

    assert [finding.split(":")[0] for finding in violations(page)] == ["target-size"]


@pytest.mark.parametrize("rows", PARTS, ids=lambda rows: f"{rows[0].name}-{rows[-1].name}")
def test_pages_are_accessible(
    rows: list[Row], world: World, browse: Browse, pytestconfig: pytest.Config
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    pictures = pytestconfig.getoption("pictures")

    findings = []
    for row, page in walk(rows, world, browse):
        findings += _findings(row, page, pictures)

    assert findings == []


def walk(rows: list[Row], world: World, browse: Browse) -> Iterator[tuple[Row, Page]]:
    """Each page, as the first in the cast who is shown it sees it; most are somebody's own."""
    readers: dict[str, Page] = {}
    for row in rows:
        reader = next(name for name in COLUMNS if row.statuses[name] == 200)
        if reader not in readers:
            readers[reader] = browse(world.cast.get(reader))
        readers[reader].goto(row.url(world))
        yield row, readers[reader]


def _findings(row: Row, page: Page, pictures: bool) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if pictures:
            loaded(page).screenshot(path=PICTURES / f"{row.name}-{width}.png", full_page=True)
        yield from (f"{row.name} at {width}: {problem}" for problem in _problems(page, width))
    page.emulate_media(color_scheme="dark")
    for width in ASKED_OF_AXE:
        page.set_viewport_size({"width": width, "height": 844})
        if pictures:
            loaded(page).screenshot(path=PICTURES / f"{row.name}-{width}-dark.png", full_page=True)
        found = violations(page, only=["color-contrast"])
        yield from (f"{row.name} at {width} in the dark: {problem}" for problem in found)
    page.emulate_media(color_scheme="light")


def _problems(page: Page, width: int) -> Iterator[str]:
    if width in ASKED_OF_AXE:
        yield from violations(page)
    if scrolls_sideways(page):
        yield "the page scrolls sideways"
    if page.locator("h1").count() != 1:
        yield "the page has not one h1"
