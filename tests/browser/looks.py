"""How a browser test looks: never at a page, a row or a letter that is still on its way.

A click returns before the new page is there, and a tap of the roll call stands on the screen before
the server has heard of it. So after each act comes first an `expect(...)` of what only the new page
or the new state shows; what `expect` cannot see is looked at with the functions below. A bare
`page.evaluate`, `inner_text`, `count`, `is_visible` or `page.url` does not wait and belongs here.
"""

import time as clock
from collections.abc import Callable, Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PATIENCE_SECONDS = 60

# Also the fonts: with another font a line is wider or less wide.
COMPLETE = "() => document.readyState === 'complete' && document.fonts.status === 'loaded'"

STICKS_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))
  .slice(0, 5)"""


def loaded(page: Page) -> Page:
    """The page with all its sheets, scripts and fonts."""
    # `wait_for_function` looks again from within the page, where without script no timer runs.
    until(lambda: page.evaluate(COMPLETE))
    return page


def arrived(page: Page, heading: str) -> Page:
    """The page with this heading: what a click led to, and not what it left."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    return loaded(page)


def scrolls_sideways(page: Page) -> bool:
    return loaded(page).evaluate("document.documentElement.scrollWidth > innerWidth")


def assert_fits(page: Page) -> None:
    """Nothing is wider than the screen: no sideways scrolling."""
    assert not scrolls_sideways(page), f"{page.url}: {page.evaluate(STICKS_OUT)}"


# The only rule of WCAG 2.2 that axe has, and that it leaves out unless it is asked for.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What axe-core has against the page: the rule, and the first place that breaks it.

    `only` names the rules to ask, such as "color-contrast"; without it all of them are.
    """
    options = {"resultTypes": ["violations"], "runOnly": list(only)} if only else AXE_OPTIONS
    found = Axe().run(loaded(page), options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def assert_accessible(page: Page) -> None:
    """Nothing on the page breaks a rule of axe-core."""
    assert violations(page) == [], page.url


def until(condition: Callable[[], object]) -> None:
    """Look again for a minute; then it never comes."""
    latest = clock.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert clock.monotonic() < latest
        clock.sleep(0.1)


def eventually(look: Callable[[], object], expected: object) -> None:
    """What the server stores or posts is this, at the latest a minute from now."""
    latest = clock.monotonic() + PATIENCE_SECONDS
    while (found := look()) != expected and clock.monotonic() < latest:
        clock.sleep(0.1)
    assert found == expected
