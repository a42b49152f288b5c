"""`make containers` where there is no engine, and what it is made of; the walk itself needs one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.containers import people, standins
from tests.tree import ROOT

PULLS_NOTHING = '#!/bin/sh\ncase "$1" in image|pull) exit 1;; esac\n'
REACHES_NOTHING = "#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n"
KNOWS_NO_COMPOSE = '#!/bin/sh\n[ "$1" != compose ]\n'


def pretend(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("docker", "said"),
    [
        ("", "no container engine is at hand: there is no command `docker` here"),
        (REACHES_NOTHING, "`docker` reaches none (Cannot connect to the Docker daemon)"),
        (KNOWS_NO_COMPOSE, "the container engine has no Compose"),
    ],
)
def test_without_an_engine_one_line_says_so(tmp_path, docker, said):
    if docker:
        pretend(tmp_path, "docker", docker)

    answer = subprocess.run(
        [sys.executable, "-m", "tests.containers"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("make containers: ")
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "clone"
    folder.mkdir()
    for path in [*ROOT.glob("Dockerfile*"), ROOT / "docker-compose.yml"]:
        (folder / path.name).write_text(path.read_text())
    return folder


@pytest.mark.parametrize("registry", [True, False])
def test_standins_are_named_only_where_no_image_can_be_had(tmp_path, monkeypatch, clone, registry):
    pretend(tmp_path, "docker", "#!/bin/sh\n" if registry else PULLS_NOTHING)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    made = []
    monkeypatch.setattr(standins, "_make", made.append)

    replaced = standins.replace_what_cannot_be_had(clone)

    texts = {path.name: path.read_text() for path in clone.iterdir()}
    if registry:
        assert (replaced, made) == ([], [])
        assert texts == {name: (ROOT / name).read_text() for name in texts}
    else:
        assert len(replaced) == len(made) == 4
        assert "@sha256:" not in "".join(texts.values())
        assert f"FROM {standins.BASE} AS build" in texts["Dockerfile"]
        assert f"image: {standins.PREFIX}/valkey" in texts["docker-compose.yml"]


def test_every_image_of_others_has_a_standin():
    files = [*ROOT.glob("Dockerfile*"), ROOT / "docker-compose.yml"]
    named = {m["image"] for path in files for m in standins.NAMED.finditer(path.read_text())}
    folders = {path.parent.name for path in standins.HERE.glob("*/Dockerfile")}

    wanted = {standins.standin_of(image).rpartition("/")[2] for image in named}

    assert wanted == {*folders, "python"}


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1111111109, "081804")])
def test_the_code_of_an_app_is_that_of_the_standard(monkeypatch, second, code):
    # RFC 6238, appendix B: the last six digits of its examples.
    monkeypatch.setattr("time.time", lambda: float(second))

    assert people.code_now("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == code
