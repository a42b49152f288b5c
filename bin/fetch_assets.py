"""Fill vendor/ with the front-end files that assets.toml names, from the npm packages of the lock.

The packages are unpacked in a temporary folder and only the named files stay: collecting all of
them as static files would take minutes.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "vendor"
STAMP = VENDOR / ".stamp"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "assets.toml")


def fingerprint() -> str:
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def install_packages(folder: Path) -> Path:
    for name in SOURCES:
        shutil.copy(ROOT / name, folder)
    command = [str(ROOT / "bin/npm"), "ci", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules"


def copy_files(modules: Path, target: Path) -> None:
    wanted = tomllib.loads((ROOT / "assets.toml").read_text())["files"]
    for package, files in wanted.items():
        source = modules / package
        licences = [path.name for path in source.iterdir() if path.stem.upper() == "LICENSE"]
        if not licences:
            sys.exit(f"{package} carries no licence file: it cannot be passed on.")
        for name in [*files, *licences]:
            (target / package / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / package / name)


def main() -> None:
    mark = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == mark:
        return
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "vendor"
        copy_files(install_packages(Path(folder)), fresh)
        (fresh / STAMP.name).write_text(mark)
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(fresh, VENDOR)


if __name__ == "__main__":
    main()
