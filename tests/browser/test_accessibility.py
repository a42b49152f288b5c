"""Every page that anybody can see, at two widths: no finding of axe, nothing that sticks out.

Source: WCAG 2.2 AA, by the rules of axe-core. Each page is also kept as a picture.
"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Browse
from tests.matrix import COLUMNS, MATRIX, Row
from tests.world import World

PICTURES = Path("var/screenshots")
NOT_A_PAGE = {"healthz", "readyz", "thema", "certificaat_pdf"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [row for row in MATRIX if row.method == "GET" and row.name not in NOT_A_PAGE]


def _first_reader(row: Row) -> str | None:
    """The first in the cast who is shown this page; most pages are somebody's own."""
    return next((name for name in COLUMNS if row.statuses[name] == 200), None)


@pytest.mark.parametrize("width", [390, 500, 1280])
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_is_accessible(row: Row, width: int, world: World, browse: Browse) -> None:
    reader = _first_reader(row)
    page = browse(world.cast.get(reader), row.url(world), width=width)

    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{row.name}-{width}.png", full_page=True)
    results = Axe().run(page, options=RULES)

    assert [f"{v['id']}: {v['nodes'][0]['html']}" for v in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").count() == 1
