"""What a telephone with an empty cache fetches before a page stands: bad wifi counts each file."""

import gzip

import brotli
import pytest
from playwright.sync_api import Page, Response

from tests.browser.looks import loaded

pytestmark = pytest.mark.django_db(transaction=True)

FILES = 14
WEIGHT = 100_000
# These come compressed already.
PACKED = ("font/", "image/png")


def weight(response: Response) -> int:
    """Bytes on the line: collected files are kept in brotli, a page is compressed as it goes."""
    body = response.body()
    if response.headers.get("content-type", "").startswith(PACKED):
        return len(body)
    is_static = "/static/" in response.url
    return len(brotli.compress(body) if is_static else gzip.compress(body, 6))


def comes_later(response: Response, page: Page) -> bool:
    """Modules run when the page stands; those of the roll call then stay on the device."""
    modules = page.eval_on_selector_all("script[type=module]", "all => all.map(e => e.src)")
    return (
        response.url in modules
        or "/static/js/presentie/" in response.url
        or response.request.resource_type == "fetch"
    )


def visit(page: Page, path: str) -> dict[str, int]:
    """The weight of each file that one page asks for, by its address."""
    responses: list[Response] = []

    def note(response: Response) -> None:
        responses.append(response)

    page.on("response", note)
    page.goto(path)
    loaded(page)
    page.wait_for_load_state("networkidle")
    return {r.url: weight(r) for r in responses if r.ok and not comes_later(r, page)}


@pytest.fixture
def paths(bijeenkomsten) -> dict[str, str]:
    return {
        "dag": f"/cohorten/{bijeenkomsten[0].cohort.pk}/dagen/1/",
        "presentie": f"/bijeenkomsten/{bijeenkomsten[0].pk}/presentie/",
        "cohort": f"/cohorten/{bijeenkomsten[0].cohort.pk}/",
    }


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (None, "/account/login/"),
        ("anna", "/"),
        ("anna", "dag"),
        ("anna", "/logboek/"),
        ("carla", "/vandaag/"),
        ("carla", "presentie"),
        ("els", "cohort"),
        ("els", "/cockpit/"),
        ("hanna", "/overzicht/"),
    ],
)
def test_a_first_visit_asks_for_few_and_small_files(request, browse, paths, deelname, who, path):
    user = request.getfixturevalue(who) if who else None
    page = browse(user, "/robots.txt")

    files = visit(page, paths.get(path, path))

    assert len(files) <= FILES, "\n".join(files)
    assert sum(files.values()) <= WEIGHT, sorted(files.items())
