"""A release calls itself the same everywhere, and publiccode.yml says what the standard asks."""

import re
import tomllib
from datetime import date
from urllib.parse import urlsplit

import pytest
import yaml

from leergang import __version__
from tests.upgrades.released import MIGRATIONS, ROOT

MONTHS = [
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
]
HEADING = re.compile(r"^## (\d+\.\d+\.\d+) · (\d{1,2}) ([a-z]+) (\d{4})$", re.MULTILINE)
# Those of the standard, version 0.4, and those it asks for `softwareType` and `maintenance` here.
REQUIRED = {
    "publiccodeYmlVersion": None,
    "name": None,
    "url": None,
    "platforms": None,
    "developmentStatus": None,
    "softwareType": None,
    "description": {"shortDescription", "longDescription", "features"},
    "legal": {"license"},
    "maintenance": {"type", "contacts"},
    "localisation": {"localisationReady", "availableLanguages"},
}


def releases() -> list[tuple[str, date]]:
    """The versions of the changelog with their dates, the newest first."""
    return [
        (version, date(int(year), MONTHS.index(month) + 1, int(day)))
        for version, day, month, year in HEADING.findall((ROOT / "CHANGELOG.md").read_text())
    ]


def publiccode() -> dict:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    frozen = MIGRATIONS.read_text().splitlines()[0].rpartition(" ")[2]
    newest, _ = releases()[0]

    assert {project["version"], publiccode()["softwareVersion"], __version__, frozen} == {newest}


def test_the_date_is_the_same_everywhere():
    assert publiccode()["releaseDate"] == releases()[0][1].isoformat()


def test_the_changelog_names_releases_only_with_a_date_and_the_newest_first():
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    versions = [tuple(map(int, version.split("."))) for version, _ in releases()]

    assert len(releases()) == len(headings) - headings.count("Nog niet uitgebracht")
    assert headings[1:].count("Nog niet uitgebracht") == 0
    assert versions == sorted(set(versions), reverse=True)
    assert [day for _, day in releases()] == sorted((day for _, day in releases()), reverse=True)


@pytest.mark.parametrize(("key", "parts"), REQUIRED.items())
def test_publiccode_has_what_the_standard_asks(key, parts):
    value = publiccode()[key]
    if key == "description":
        value = value["nl"]

    assert value not in (None, "", [])
    assert (parts or set()) <= (value.keys() if parts else set())


def test_the_address_of_the_code_can_be_fetched_by_a_machine():
    parts = urlsplit(publiccode()["url"])

    assert parts.scheme == "https"
    assert parts.hostname
    assert parts.path.endswith(".git")
