"""Images of others where no registry answers: the same programs, in Debian's versions.

Python 3.11, PostgreSQL 15, Redis 7 and Caddy 2.6 of Debian 12 stand in for the images that the
Dockerfiles name. They have names of their own: nothing takes them for the real ones.
"""

import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.containers.engine import BUILD_SECONDS, StuckError, docker, run

HERE = Path(__file__).parent
PREFIX = "leergang-standin"
BASE = f"{PREFIX}/python"
# An image of others, with its tag and the digest that pins it.
NAMED = re.compile(r"\b(?P<image>[a-z/]+:[\w.-]+)@sha256:[0-9a-f]{64}")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PULL_SECONDS = 600


def replace_what_cannot_be_had(folder: Path) -> list[str]:
    """In this copy, name a stand-in for each image that can neither be found nor pulled.

    Returns the images replaced. All or none: one base from elsewhere and one from Debian would
    be a mixture that nobody runs.
    """
    files = [*folder.glob("Dockerfile*"), folder / "docker-compose.yml"]
    named = {match[0] for path in files for match in NAMED.finditer(path.read_text())}
    if all(_can_be_had(image) for image in sorted(named)):
        return []
    for path in files:
        path.write_text(NAMED.sub(lambda match: standin_of(match["image"]), path.read_text()))
    for image in sorted({standin_of(NAMED.fullmatch(name)["image"]) for name in named}):
        _make(image)
    return sorted(named)


def _can_be_had(image: str) -> bool:
    """Whether the engine has this image, or gets it now."""
    if run("docker", "image", "inspect", image, may_fail=True).returncode == 0:
        return True
    return run("docker", "pull", image, seconds=PULL_SECONDS, may_fail=True).returncode == 0


def standin_of(image: str) -> str:
    """`postgres:17-bookworm` → `leergang-standin/postgres`."""
    return f"{PREFIX}/{image.partition(':')[0].rpartition('/')[2]}"


def _make(image: str) -> None:
    if run("docker", "image", "inspect", image, may_fail=True).returncode == 0:
        return
    if image == BASE:
        _make_base()
        return
    _make(BASE)
    folder = HERE / image.rpartition("/")[2]
    python = ("--build-arg", f"PYTHON={BASE}")
    docker("build", "--network", "host", *python, "--tag", image, folder, seconds=BUILD_SECONDS)


def _make_base() -> None:
    """Debian 12 with its Python, from the mirror that this machine uses."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise StuckError(
            "no registry answers, and a stand-in for its images is made as root by `debootstrap`"
        )
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        packages = "ca-certificates,python3,python3-venv,python3-pip"
        run(
            *("debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", root),
            *_mirror(),
            seconds=BUILD_SECONDS,
        )
        # An organisation may read its own traffic, with a certificate of its own.
        shutil.copy(CERTIFICATES, root / "etc/ssl/certs/")
        (root / "usr/bin/python").symlink_to("python3")
        trusted = [f"ENV {name}={CERTIFICATES}" for name in ("PIP_CERT", "NODE_EXTRA_CA_CERTS")]
        changes = [word for change in trusted for word in ("--change", change)]
        archive = root.parent / f"{root.name}.tar"
        try:
            run("tar", "--create", "--file", archive, "--directory", root, ".", seconds=300)
            docker("import", *changes, archive, BASE, seconds=300)
        finally:
            archive.unlink(missing_ok=True)


def _mirror() -> list[str]:
    """The first mirror of this machine's apt; where it names none, debootstrap knows one."""
    for path in sorted(Path("/etc/apt").glob("sources.list.d/*.sources")):
        if found := re.search(r"^URIs:\s*(\S+)", path.read_text(), re.MULTILINE):
            return [found[1]]
    listed = Path("/etc/apt/sources.list")
    text = listed.read_text() if listed.exists() else ""
    return re.findall(r"^deb\s+(?:\[[^]]*]\s+)?(\S+)", text, re.MULTILINE)[:1]
