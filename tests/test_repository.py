"""What may stand in templates, and what may be in the repository at all."""

import csv
import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from tests.tree import APPS, ROOT, files, named, templates, tracked_files

TEMPLATE_LINES = 120

# -- Templates -----------------------------------------------------------------------------


def test_templates_hold_no_inline_style_or_script():
    """The content security policy would block them, silently for whoever wrote them."""
    inline = re.compile(
        r"<style|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:",
        re.IGNORECASE,
    )
    found = [
        f"{named(path, number)} {line.strip()[:60]}"
        for path in templates()
        # A mail and a PDF have no policy, and mail programs know no style sheets.
        if "emails" not in path.parts and not path.stem.endswith("_pdf")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if inline.search(line)
    ]

    assert found == []


def test_every_template_is_used():
    """By a name in code or in another template; those of a package's own names override it."""
    sources = chain(files(".py", under=(*APPS, "tests")), templates())
    texts = {path: path.read_text() for path in sources}
    unused = []
    for path in templates():
        name = str(path.relative_to(ROOT / "templates"))
        if is_override(name):
            continue
        if not any(name in text for other, text in texts.items() if other != path):
            unused.append(name)

    assert unused == []


def is_override(name: str) -> bool:
    first = name.split("/", maxsplit=1)[0]
    return first not in {*APPS, "partials", "base.html"}


def leads_somewhere(link: str) -> bool:
    try:
        resolve(link.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return True


def test_links_that_are_written_out_lead_somewhere():
    link = re.compile(r"""href="(/[^"{]*)["]""")
    dead = [
        f"{named(path)} {match[1]}"
        for path in templates()
        for match in link.finditer(path.read_text())
        if not leads_somewhere(match[1])
    ]

    assert dead == []


# -- What may be in the repository ---------------------------------------------------------


def municipalities() -> set[str]:
    """The names of the seeded list, without common Dutch words and a design system's name."""
    source = next(path for path in tracked_files() if path.name == "gemeenten.csv")
    with source.open(newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    return names - {"Bergen", "Best", "Buren", "Leiden", "Laren", "Utrecht"}


def without_comments(path: Path) -> str:
    text = path.read_text()
    return re.sub(r"#.*", "", text) if path.suffix == ".py" else text


def test_no_municipality_is_named_in_the_code():
    """The platform is for every employer: names live in data, demo and course content."""
    pattern = re.compile(r"(?<!Europe/)\b(" + "|".join(map(re.escape, municipalities())) + r")\b")
    code = [
        path
        for path in files(
            ".py", ".html", ".css", ".js", ".txt", under=(*APPS, "templates", "static")
        )
        if not {"demo", "inhoud", "data"} & set(path.relative_to(ROOT).parts)
        and not path.stem.startswith("demo")
    ]

    found = [
        f"{named(path)} {match[0]}"
        for path in code
        for match in pattern.finditer(without_comments(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"https?://[a-z0-9.-]*(pypi|npmjs|pythonhosted|debian)[a-z0-9.-]*",
        r"(?<![\w.])/(?:work|farm|root|tmp/w|home/[a-z]+)/",
    ],
    ids=["registry", "local path"],
)
def test_no_registry_host_or_path_of_one_machine(pattern):
    own_name = Path(__file__)
    found = [
        f"{named(path)} {match[0]}"
        for path in tracked_files()
        if path != own_name
        for match in re.finditer(pattern, path.read_bytes().decode("utf-8", "ignore"))
    ]

    assert found == []


def test_nothing_that_can_be_made_is_committed():
    made = re.compile(
        r"(^|/)(uv\.lock|node_modules|vendor|staticfiles|\.env|\.venv)(/|$)|\.(sqlite3|pyc)$"
    )

    assert [named(path) for path in tracked_files() if made.search(named(path))] == []


# -- What the documents point to -----------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """What a heading is called in an address: small letters, no signs, a hyphen for a space."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_dead(path: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    return not target.exists() or (bool(anchor) and anchor not in anchors(target))


def test_every_link_between_documents_leads_to_a_file_and_a_heading():
    links = [
        (path, link)
        for path in files(".md")
        for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text())
        if "://" not in link and not link.startswith(("mailto:", "/"))
    ]

    assert len(links) > 30
    assert [f"{named(path)} {link}" for path, link in links if is_dead(path, link)] == []


def test_every_document_of_ours_that_a_file_names_is_there():
    sources = files(".py", ".md", ".yml", ".yaml", ".sh", ".toml", ".voorbeeld")
    names = {
        (path, name)
        for path in sources
        for name in re.findall(r"\bdocs/[\w/.-]+\.md\b", path.read_text())
    }

    assert len(names) > 30
    assert [f"{named(path)} {name}" for path, name in names if not (ROOT / name).exists()] == []


LAYERS = {"__init__", "admin", "apps", "forms", "mail", "models", "pdf", "tasks", "urls"}


def test_every_room_and_its_subjects_are_introduced_to_who_changes_them():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    cohorts = [ROOT / name.replace(".", "/") for name in settings.FIRST_PARTY_APPS if "." in name]

    subjects = {path.stem for room in cohorts for path in room.glob("*.py")} - LAYERS - {"rules"}
    frame = {path.stem for path in (ROOT / "cohorts").glob("*.py")} - LAYERS

    rooms = set(settings.FIRST_PARTY_APPS)
    assert rooms | subjects | frame <= set(re.findall(r"`([\w.]+)`", text))
