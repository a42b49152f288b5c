"""REUSE.toml says who holds the rights to each file, and does not claim what others made."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import ROOT

CLAIMED = ("manage.py", "static/css/app.css", "cohorts/data/gemeenten.csv")


@pytest.fixture
def project(tmp_path) -> Path:
    """A project with our claims and a handful of files."""
    shutil.copy(ROOT / "REUSE.toml", tmp_path)
    shutil.copytree(ROOT / "LICENSES", tmp_path / "LICENSES")
    for name in CLAIMED:
        put(tmp_path / name)
    return tmp_path


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("something")


def unclaimed(project: Path) -> list[str]:
    command = [sys.executable, "-m", "reuse", "--root", str(project), "lint", "--json"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    report = json.loads(run.stdout)
    assert report["summary"]["compliant"] is (run.returncode == 0)
    missing = report["non_compliant"]
    assert missing["missing_licensing_info"] == missing["missing_copyright_info"]
    return [str(Path(name).relative_to(project)) for name in missing["missing_licensing_info"]]


def test_only_what_nobody_claims_is_found(project):
    assert unclaimed(project) == []

    strangers = ["static/img/photo.png", "static/fonts/letters.woff2", "static/lib/library.js"]
    for name in strangers:
        put(project / name)

    assert sorted(unclaimed(project)) == sorted(strangers)


def test_hosters_and_reuse_read_the_same_licence():
    """Two files, not a link: archives and Windows make a text of a link."""
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES/EUPL-1.2.txt").read_bytes()
