"""Fill vendor/ with the front-end files that assets.toml names, from the npm packages of the lock.

With `--tests` also vendor-tests/, with what only tests need: nobody else downloads that. The
packages are unpacked in a temporary folder and only the named files stay: collecting all of them
as static files would take minutes.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Each list of assets.toml with the folder that it fills.
PRODUCT = {"files": ROOT / "vendor"}
FOR_TESTS = {"files-for-tests": ROOT / "vendor-tests"}
STAMP = ".stamp"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "assets.toml")


def fingerprint() -> str:
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def install_packages(folder: Path, *, for_tests: bool) -> Path:
    for name in SOURCES:
        shutil.copy(ROOT / name, folder)
    command = [str(ROOT / "bin/npm"), "ci", "--ignore-scripts", "--loglevel=error"]
    command.append("--include=dev" if for_tests else "--omit=dev")
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules"


def copy_files(wanted: dict[str, list[str]], modules: Path, target: Path) -> None:
    for package, files in wanted.items():
        source = modules / package
        licences = [path.name for path in source.iterdir() if path.stem.upper() == "LICENSE"]
        if not licences:
            sys.exit(f"{package} carries no licence file: it cannot be passed on.")
        for name in [*files, *licences]:
            (target / package / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / package / name)


def main() -> None:
    for_tests = "--tests" in sys.argv[1:]
    mark = fingerprint()
    stale = {
        name: target
        for name, target in (PRODUCT | FOR_TESTS if for_tests else PRODUCT).items()
        if not (target / STAMP).is_file() or (target / STAMP).read_text() != mark
    }
    if not stale:
        return
    lists = tomllib.loads((ROOT / "assets.toml").read_text())
    with tempfile.TemporaryDirectory() as folder:
        modules = install_packages(Path(folder), for_tests=for_tests)
        for name, target in stale.items():
            fresh = Path(folder) / target.name
            copy_files(lists[name], modules, fresh)
            (fresh / STAMP).write_text(mark)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(fresh, target)


if __name__ == "__main__":
    main()
