"""The frame of every page: header, messages, errors, and what all of it weighs."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from huisstijl import thema
from tests.factories import UserFactory
from tests.huisstijl.html import element, elements
from tests.tree import ROOT, application_files, files

CSS = "".join(path.read_text() for path in sorted((ROOT / "static/css").rglob("*.css")))
CSS += thema.stylesheet(thema.DEFAULT_COLOUR)
FRAME = "/static/css/rooms/huisstijl.css"
OWN_CLASS = re.compile(r"\b(?:lp|is)-[a-z]+(?:-[a-z]+)*(?:__[a-z]+)?(?:--[a-z]+)?\b")


@pytest.fixture
def gallery(client) -> str:
    return client.get("/gallery/").content.decode()


def test_a_page_has_one_heading_and_one_main_part(gallery):
    assert len(elements(gallery, "h1")) == 1
    assert element(gallery, "main")["id"] == "inhoud"


def test_the_first_link_leads_to_the_content(gallery):
    first = elements(gallery, "a")[0]

    assert (first["href"], first.text) == ("#inhoud", "Naar de inhoud")


def test_the_navigation_says_where_you_are(gallery):
    marked = [a.text.strip() for a in elements(gallery, "a") if a.get("aria-current") == "page"]

    assert marked == ["Mijn leergangLeergang"]


def test_signing_out_is_a_form(gallery):
    form = element(gallery, "form", action=reverse("account_logout"))

    assert form["method"] == "post"


def test_htmx_sends_the_token_and_swaps_a_form_with_errors(gallery):
    body = element(gallery, "body")
    config = element(gallery, "meta", name="htmx-config")["content"]

    assert '"X-CSRFToken": "' in body["data-hx-headers"]
    assert '{"code":"422","swap":true}' in config
    assert '"allowEval":false' in config


def test_every_page_links_to_the_statements(gallery):
    footer = gallery[gallery.index("<footer") :]

    links = re.findall(r'href="([^"]+)"', footer)

    assert links == [reverse(name) for name in ("toegankelijkheid", "privacy", "hulp")]


def test_no_page_holds_script_or_style_of_its_own(gallery):
    scripts = [e for e in elements(gallery, "script") if "src" not in e]
    handlers = [name for e in elements(gallery) for name in e if name.startswith("on")]
    styles = elements(gallery, "style") + [e for e in elements(gallery) if "style" in e]

    assert (scripts, handlers, styles) == ([], [], [])


def test_the_theme_comes_last_so_that_it_wins(gallery):
    sheets = [e["href"] for e in elements(gallery, "link", rel="stylesheet")]

    assert (sheets[0], sheets[-1]) == (FRAME, "/thema/2.css")


@pytest.mark.django_db
def test_a_signed_out_page_has_no_navigation(client):
    page = client.get("/form/").content.decode()

    assert elements(page, "nav") == []
    assert elements(page, "details") == []
    assert element(page, "a", class_="lp-brand")["href"] == "/"


@pytest.mark.django_db
def test_good_news_is_a_status_and_bad_news_an_alert(client):
    page = client.get("/messages/").content.decode()

    assert element(page, role="status").text.strip() == "Je afmelding is bewaard."
    assert element(page, role="alert").text.strip() == "Dat lukte <niet>."


@pytest.mark.django_db
def test_a_form_comes_back_with_what_was_typed(client):
    response = client.post("/form/", {"naam": "Anna", "email": "geen adres"})

    page = response.content.decode()
    assert response.status_code == 422
    assert element(page, "input", name="naam")["value"] == "Anna"
    assert element(page, "input", name="email")["value"] == "geen adres"


def test_a_broken_page_needs_no_database_and_no_request():
    page = render_to_string("500.html")

    assert element(page, "h1").text == "Er ging iets mis"
    assert [e["href"] for e in elements(page, "link", rel="stylesheet")] == [FRAME]


@pytest.mark.parametrize("code", ["400", "403", "404", "403_csrf"])
def test_an_error_page_says_what_happened_and_shows_the_way_back(rf, code):
    page = render_to_string(f"{code}.html", request=rf.get("/weg/"))
    button = elements(page, "a", href="/")[-1]

    assert code[:3] not in element(page, "main").text
    assert button.text == "Naar het begin"


@pytest.mark.django_db
def test_a_lost_address_gets_our_page(client):
    response = client.get("/controle-bestaat-niet/zeker/")

    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()


# -- Pages of allauth ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_request_login_code"])
def test_a_page_before_signing_in_has_our_frame_and_our_form(client, name):
    page = client.get(reverse(name)).content.decode()

    assert len(elements(page, "h1")) == 1
    assert element(page, "a", class_="lp-brand")["href"] == "/"
    assert "lp-input" in elements(page, "input", type="email")[0]["class"]
    assert all("utrecht-button" in e["class"] for e in elements(page, "button"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_the_seven_days_stand_at_the_door_and_an_eighth_gate_for_who_comes_in(client, name):
    page = client.get(reverse(name)).content.decode()

    gates = [e for e in elements(page, "svg") if e.get("class", "").startswith("lp-gate")]
    assert [e["href"].rpartition("#")[2] for e in elements(page, "use")] == [
        f"dag-{n}" for n in range(1, 8)
    ]
    assert [gate["class"] for gate in gates] == ["lp-gate"] * 7 + ["lp-gate lp-gate--you"]
    assert {gate["aria-hidden"] for gate in gates} == {"true"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mfa_index", "account_email", "usersessions_list"])
def test_a_page_about_an_account_has_our_frame(client_for, name):
    page = client_for(UserFactory()).get(reverse(name)).content.decode()

    assert len(elements(page, "h1")) == 1
    assert "lp-account" in element(page, "main")["class"]
    assert elements(page, "aside", class_="lp-arcade") == []


# -- What a visitor downloads --------------------------------------------------------------


def test_a_page_with_everything_on_it_stays_small(gallery):
    assert len(gallery.encode()) <= 40_000


def test_the_script_of_every_page_stays_small():
    assert len((ROOT / "static/js/app.js").read_text().splitlines()) <= 100


# -- The style guide -----------------------------------------------------------------------


def test_every_class_of_the_style_guide_exists():
    named = set(OWN_CLASS.findall((ROOT / "docs/stijlgids.md").read_text()))

    assert {name for name in named if f".{name}" not in CSS} == set()


def test_every_class_in_a_template_exists():
    used = {
        (name, path.name)
        for path in (ROOT / "templates").rglob("*.html")
        for value in re.findall(r'class="([^"]*)"', path.read_text())
        for name in OWN_CLASS.findall(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", value))
    }

    assert {(name, file) for name, file in used if f".{name}" not in CSS} == set()


# -- The style sheets ----------------------------------------------------------------------

SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
PAPER = {"paper.css"}
NO_CODE = re.compile(r'/\*.*?\*/|url\("[^"]*"\)|"[^"]*"', re.DOTALL)
COLOUR = re.compile(r":[^;{}]*(#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\()", re.IGNORECASE)


def words_of_the_pages() -> set[str]:
    """Every word that may be a class, or the end of one: `lp-sign--{kind}` takes it from there."""
    pages = files(".html", ".js", under=("templates", "static"))
    text = " ".join(path.read_text() for path in [*pages, *application_files()])
    return set(re.findall(r"[a-zA-Z0-9_]+(?:-+[a-zA-Z0-9_]+)*-*", text))


def is_used(name: str, words: set[str]) -> bool:
    heads = [match.end() for match in re.finditer("-+", name) if name[: match.end()] != "lp-"]
    return name in words or any(
        name[:end] in words and (name[end:] in words or name[end:].isdigit()) for end in heads
    )


def test_no_class_of_a_sheet_is_unused():
    words = words_of_the_pages()
    named = {
        (name, path.name)
        for path in SHEETS
        for name in re.findall(r"\.([a-zA-Z_][\w-]*)", NO_CODE.sub("", path.read_text()))
    }

    assert {(name, sheet) for name, sheet in named if not is_used(name, words)} == set()


def test_no_colour_is_written_out_where_a_token_belongs():
    allowed = PAPER | {"base.css", "dark.css"}
    found = {
        (path.name, value)
        for path in SHEETS
        if path.name not in allowed
        for value in COLOUR.findall(NO_CODE.sub("", path.read_text()))
    }

    assert found == set()
