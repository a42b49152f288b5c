"""A copy of the project in which one fault at a time is tried."""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cosmic_ray.testing import TestOutcome, run_tests
from coverage import CoverageData

from tests.mutation.places import Fault, scope_of
from tests.mutation.rooms import APART, EVERYWHERE, Room
from tests.tree import ROOT, tracked_files

# Of the tests that reach a fault the room's own are run first, then the narrowest, and the rules of
# every room: more only costs time.
MOST_TESTS = 150
LIMIT_SECONDS = 180
PYTEST = (sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider")
OWN_DATABASE = ("--ds", "tests.mutation.settings", "--reuse-db")
QUICK = ("-m", "not browser and not services")


class Copy:
    """The files of the project elsewhere, with a database that is made once."""

    def __init__(self, place: Path, database: bytes | None = None) -> None:
        self.place = place
        for path in tracked_files():
            target = place / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        if (ROOT / "vendor").exists():
            (place / "vendor").symlink_to(ROOT / "vendor")
        if database is None:
            self.run("-n", "0", *OWN_DATABASE, "tests/test_guards.py")
            database = (place / "trial.sqlite3").read_bytes()
        self.database = database

    def run(self, *options: str) -> None:
        """Tests that must pass; CalledProcessError if they do not."""
        subprocess.run([*PYTEST, *options], cwd=self.place, check=True, timeout=1800)

    def sees(self, fault: Fault, tests: list[str]) -> bool:
        """Whether one of these tests falls with the fault. One that never ends falls too."""
        (self.place / "trial.sqlite3").write_bytes(self.database)
        options = ("-x", "-n", "0", *OWN_DATABASE, *QUICK)
        command = ["env", "-C", str(self.place), *PYTEST, *options, *tests]
        with self.with_fault(fault):
            outcome, output = run_tests(shlex.join(command), LIMIT_SECONDS)
        if outcome == TestOutcome.INCOMPETENT:
            raise RuntimeError(output)
        return bool(outcome == TestOutcome.KILLED)

    @contextlib.contextmanager
    def with_fault(self, fault: Fault) -> Iterator[None]:
        """The file as it was afterwards, date and all, so that its bytecode is used again."""
        path = self.place / fault.path.relative_to(ROOT)
        source, stat = path.read_text(), path.stat()
        path.write_text(fault.code)
        try:
            yield
        finally:
            path.write_text(source)
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


class Named:
    """Tests that somebody names, whatever the fault."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests

    def tests_of(self, fault: Fault) -> list[str]:
        return self.tests


@cache
def measured(copy: Copy, package: str, tests: tuple[str, ...]) -> CoverageData:
    """Which of these tests runs which line of a package without a fault; once for several rooms."""
    copy.run("-n", "2", *QUICK, f"--cov={package}", "--cov-context=test", "--cov-report=", *tests)
    kept = (copy.place / ".coverage").rename(copy.place / f".coverage-{package}")
    data = CoverageData(str(kept))
    data.read()
    return data


class Reach:
    """Which test reaches which line of a room."""

    def __init__(self, copy: Copy, files: list[Path], room: Room) -> None:
        [package] = {path.relative_to(ROOT).parts[0] for path in files}
        self.room, self.copy, self.data = room, copy, measured(copy, package, room.tests)
        self.lines: dict[Path, dict[int, set[str]]] = {path: self._contexts(path) for path in files}
        self.breadth: dict[str, int] = {}
        for contexts in self.lines.values():
            for names in contexts.values():
                for name in names:
                    self.breadth[name] = self.breadth.get(name, 0) + 1

    def _contexts(self, path: Path) -> dict[int, set[str]]:
        measured = str(self.copy.place / path.relative_to(ROOT))
        by_line = self.data.contexts_by_lineno(measured)
        return {
            line: {name.rpartition("|")[0] for name in names if name}
            for line, names in by_line.items()
        }

    def tests_of(self, fault: Fault) -> list[str]:
        """Those that reach the function of the fault: the room's own first, the narrowest first.

        What is read once, at the start, no test reaches by itself: all of the room look at it.
        """
        if apart := APART.get(fault.path.relative_to(ROOT).as_posix()):
            return list(apart)
        lines = self.lines[fault.path]
        # A decorator that refuses keeps its tests out of the lines of the function.
        is_decorator = fault.kind == "RemoveDecorator" and "property" not in fault.before
        scope = lines if is_decorator else scope_of(fault.path, fault.line)
        reached = {name for line in scope for name in lines.get(line, ())}
        ranked = sorted(reached, key=self._rank)
        rules = [name for name in ranked[MOST_TESTS:] if name.startswith(EVERYWHERE)]
        chosen = [*ranked[:MOST_TESTS], *(EVERYWHERE if is_decorator else rules)]
        return chosen or list(self.room.tests)

    def _rank(self, name: str) -> tuple[bool, int, str]:
        return (not name.startswith(self.room.own), self.breadth[name], name)
