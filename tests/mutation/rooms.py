"""The rooms that are tried: their code, and the tests that have to see a fault in it."""

from dataclasses import dataclass
from pathlib import Path

from tests.tree import ROOT


@dataclass(frozen=True)
class Room:
    """Code as globs from the root, and the tests of that room."""

    code: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self) -> list[Path]:
        """Of this room, without migrations, which no test runs twice."""
        found = {path for glob in self.code for path in ROOT.glob(glob)}
        return sorted(path for path in found if "migrations" not in path.parts)


# Rules that hold in each room: who gets which page, from which day, and whose rows an act changes.
EVERYWHERE = ("tests/test_permissions.py", "tests/test_periods.py", "tests/test_nobody_else.py")


def app(name: str) -> Room:
    return Room((f"{name}/**/*.py",), (f"tests/{name}", *EVERYWHERE))


ATTENDANCE = (
    "cohorts/ledger.py", "cohorts/guests.py", "cohorts/closing.py", "cohorts/incheck.py",
    "cohorts/actions/attendance.py", "cohorts/actions/catchup.py", "cohorts/actions/closing.py",
    "cohorts/actions/assignments.py", "cohorts/actions/contests.py", "cohorts/actions/notices.py",
    "cohorts/models/a*.py", "cohorts/models/bijeenkomst.py", "cohorts/models/daglijst.py",
    "cohorts/models/inhaal*.py", "cohorts/models/inhalen.py", "cohorts/models/gastplek.py",
    "cohorts/models/wijziging.py", "cohorts/views/attendance.py", "cohorts/views/assignments.py",
    "cohorts/views/catchup.py", "cohorts/views/closing.py", "cohorts/views/contests.py",
    "cohorts/views/incheck.py", "cohorts/views/notices.py", "cohorts/views/offline.py",
    "cohorts/views/roll_call.py",
)  # fmt: skip
PEOPLE = (
    "cohorts/actions/membership.py", "cohorts/actions/employment.py", "cohorts/actions/people.py",
    "cohorts/models/deelname.py", "cohorts/models/organisatie.py", "cohorts/models/cohort.py",
    "cohorts/views/membership.py", "cohorts/views/people.py", "cohorts/views/organisaties.py",
)  # fmt: skip

ROOMS = {
    "accounts": app("accounts"),
    "berichten": app("berichten"),
    "certificaten": app("certificaten"),
    "deelnemers": Room(PEOPLE, ("tests/cohorts", *EVERYWHERE)),
    "presentie": Room(ATTENDANCE, ("tests/cohorts", *EVERYWHERE)),
    "rapportages": app("rapportages"),
    "reflecties": app("reflecties"),
}
