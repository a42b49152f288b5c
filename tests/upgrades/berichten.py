"""An example as the next migration of `berichten`, in a copy of the project."""

from pathlib import Path

from tests.upgrades.released import ROOT

NAME = "9999_example"
EXAMPLES = ROOT / "tests/upgrades/examples"


def add_to_berichten(copy: Path, name: str) -> None:
    migrations = copy / "berichten/migrations"
    latest = (ROOT / "berichten/migrations/max_migration.txt").read_text().strip()
    (source,) = EXAMPLES.glob(f"*/{name}.py")
    (migrations / f"{NAME}.py").write_text(source.read_text().replace("LATEST", latest))
    (migrations / "max_migration.txt").write_text(f"{NAME}\n")
