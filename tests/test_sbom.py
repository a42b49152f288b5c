"""The bill of materials holds what production runs, and nothing of who made it where."""

import importlib.util
import json
import re
import tomllib
from types import ModuleType

import pytest

from tests.tree import ROOT

pytestmark = pytest.mark.services


def pinned(lock: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "bin/sbom.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text(sbom) -> str:
    return sbom.bill()


@pytest.fixture(scope="module")
def bill(text) -> dict:
    return json.loads(text)


def of(bill: dict, kind: str) -> list[dict]:
    return [part for part in bill["components"] if part["purl"].startswith(f"pkg:{kind}/")]


def test_it_lists_each_package_of_the_lock_once_and_none_for_development(bill):
    listed = [(part["name"], part["version"]) for part in of(bill, "pypi")]

    assert len(listed) > 50
    assert sorted(listed) == sorted(pinned("requirements.lock"))
    assert pinned("requirements-dev.lock") - set(listed)


def test_a_package_has_the_hashes_of_the_lock(bill):
    locked = re.findall(r"--hash=sha256:(\w+)", (ROOT / "requirements.lock").read_text())

    listed = [
        digest["content"]
        for part in of(bill, "pypi")
        for reference in part["externalReferences"]
        for digest in reference["hashes"]
    ]

    assert sorted(listed) == sorted(locked)


def test_it_lists_the_npm_packages_whose_files_are_copied(bill):
    copied = tomllib.loads((ROOT / "assets.toml").read_text())["files"]
    versions = json.loads((ROOT / "package.json").read_text())["dependencies"]

    listed = {f"{part['group']}/{part['name']}": part["version"] for part in of(bill, "npm")}

    assert listed == {name: versions[name] for name in copied}
    assert len(bill["components"]) == len(of(bill, "pypi")) + len(of(bill, "npm"))


def test_it_is_about_this_product(bill):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    product = bill["metadata"]["component"]

    assert (product["name"], product["version"]) == (project["name"], project["version"])
    assert [entry["license"]["id"] for entry in product["licenses"]] == [project["license"]]


def test_every_part_that_is_installed_says_its_licence(bill):
    silent = [part["name"] for part in bill["components"] if not part["licenses"]]

    # These belong to another Python or another system than that of the tests.
    assert [name for name in silent if name not in optional(bill)] == []


def optional(bill: dict) -> set[str]:
    return {part["name"] for part in bill["components"] if part.get("scope") == "optional"}


def test_the_product_needs_what_pyproject_names_and_through_it_every_part(bill):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    product = bill["metadata"]["component"]["bom-ref"]

    direct = {ref for ref in needs[product] if ref.startswith("pkg:pypi/")}
    reached, ahead = set(), [product]
    while ahead:
        ref = ahead.pop()
        if ref not in reached:
            reached.add(ref)
            ahead += needs.get(ref, [])

    named = {re.match(r"[\w.-]+", line)[0] for line in project["dependencies"]}
    assert {re.search(r"/([\w.-]+)@", ref)[1] for ref in direct} == named
    assert reached == {product, *(part["bom-ref"] for part in bill["components"])}


def test_it_names_no_host_and_no_folder(text):
    assert re.findall(r"\w+://[^\"]+", text) == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]
    assert str(ROOT) not in text
    assert ".lock" not in text


def test_the_same_commit_gives_the_same_bill(sbom, text):
    assert sbom.bill() == text


def test_the_schema_accepts_it_and_refuses_a_part_without_a_name(sbom, text, bill):
    nameless = json.loads(text)
    del nameless["components"][0]["name"]

    assert sbom.fault_in(text) is None
    assert "name" in str(sbom.fault_in(json.dumps(nameless)))
