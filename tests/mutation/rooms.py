"""The rooms that are tried: their code, and the tests that have to see a fault in it."""

from dataclasses import dataclass
from pathlib import Path

from tests.tree import ROOT


@dataclass(frozen=True)
class Room:
    """Code as globs from the root, the tests that may see it, and how those of the room begin."""

    code: tuple[str, ...]
    tests: tuple[str, ...]
    own: str

    def files(self) -> list[Path]:
        """Of this room, without migrations, which no test runs twice."""
        found = {path for glob in self.code for path in ROOT.glob(glob)}
        return sorted(path for path in found if "migrations" not in path.parts)


# Rules that hold in each room: who gets which page, from which day, and whose rows an act changes.
EVERYWHERE = ("tests/test_permissions.py", "tests/test_periods.py", "tests/test_nobody_else.py")


# What runs in a process of its own, where no line is measured, and the tests that start it.
APART = {
    f"cohorts/deelnemers/lists/reader/{name}.py": tuple(
        f"tests/cohorts/deelnemers/{test}.py"
        for test in ("test_awkward_lists", "test_files", "test_list_limits", "test_lists")
    )
    for name in ("cells", "look", "ods", "program", "sheets", "text", "xlsx")
}


def app(name: str) -> Room:
    return Room((f"{name}/**/*.py",), (f"tests/{name}", *EVERYWHERE), f"tests/{name}/")


def room_of_cohorts(name: str) -> Room:
    return Room(
        (f"cohorts/{name}/**/*.py",), ("tests/cohorts", *EVERYWHERE), f"tests/cohorts/{name}/"
    )


ROOMS = {
    "aanwezigheid": room_of_cohorts("aanwezigheid"),
    "accounts": app("accounts"),
    "berichten": app("berichten"),
    "certificaten": app("certificaten"),
    "cohorts": Room(
        ("cohorts/*.py", "cohorts/actions/*.py", "cohorts/models/*.py"),
        ("tests/cohorts", *EVERYWHERE),
        "tests/cohorts/test_",
    ),
    "deelnemers": room_of_cohorts("deelnemers"),
    "herinneringen": room_of_cohorts("herinneringen"),
    "inhalen": room_of_cohorts("inhalen"),
    "planning": room_of_cohorts("planning"),
    "presentie": room_of_cohorts("presentie"),
    "rapportages": app("rapportages"),
    "reflecties": app("reflecties"),
}
