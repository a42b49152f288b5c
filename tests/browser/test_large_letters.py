"""Every page that anybody can see, on a phone whose letters are set twice as large: all of it fits.

Source: WCAG 2.2 AA, 1.4.4 and 1.4.10. Zoom makes the window narrower; larger letters make the words
wider and the media queries in rem narrower, and break a page in other places. With `--pictures`
each page is kept as a picture.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.conftest import Browse, OpenContext
from tests.browser.looks import STICKS_OUT, loaded, scrolls_sideways
from tests.browser.test_accessibility import PARTS, PICTURES, walk
from tests.browser.texts import texts_cut_off, texts_squeezed
from tests.matrix import Row
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

SMALL, LARGE = 16, 32


@pytest.fixture(scope="module")
def chromium(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory, request
) -> Iterator[Browser]:
    """The browser of somebody who set its letters larger: a profile is the only place to say so."""
    profile = tmp_path_factory.mktemp("profile")
    letters = {"default_font_size": getattr(request, "param", LARGE)}
    (profile / "Default").mkdir()
    (profile / "Default" / "Preferences").write_text(json.dumps({"webkit": {"webprefs": letters}}))
    own = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS
    )
    # What it opens later has the settings of the profile, and the cookies of nobody.
    assert own.browser is not None
    yield own.browser
    own.close()


@pytest.mark.parametrize(
    ("chromium", "too_wide", "texts"),
    [(SMALL, False, []), (LARGE, True, ["voorbereidingsopdracht"])],
    indirect=["chromium"],
)
def test_only_large_letters_make_these_unreadable(
    open_context: OpenContext, too_wide: bool, texts: list[str]
) -> None:
    page = open_context().new_page()

    page.set_content('<div style="inline-size: 15rem">a</div>')
    assert scrolls_sideways(page) is too_wide

    page.set_content('<p style="inline-size: 300px; overflow: hidden">voorbereidingsopdracht')
    assert texts_cut_off(page) == texts

    page.set_content('<p style="width: 70px; overflow-wrap: anywhere">voorbereidingsopdracht')
    assert texts_squeezed(page) == texts


@pytest.mark.parametrize("rows", PARTS, ids=lambda rows: f"{rows[0].name}-{rows[-1].name}")
def test_pages_fit_with_large_letters(
    rows: list[Row], world: World, browse: Browse, pytestconfig: pytest.Config
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)

    findings = []
    for row, page in walk(rows, world, browse):
        if pytestconfig.getoption("pictures"):
            path = PICTURES / f"{row.name}-large-letters.png"
            loaded(page).screenshot(path=path, full_page=True)
        findings += [f"{row.name}: {problem}" for problem in _problems(page)]

    assert findings == []


def _problems(page: Page) -> Iterator[str]:
    if scrolls_sideways(page):
        yield f"the page scrolls sideways, by {page.evaluate(STICKS_OUT)}"
    yield from (f"cut off: {text}" for text in texts_cut_off(page))
    yield from (f"squeezed: {text}" for text in texts_squeezed(page))
