"""Tries the faults of a room for some minutes, room by room; the last line is the score.

python -m tests.mutation planning presentie --minutes 10
python -m tests.mutation reflecties --again 3fa2c1d0 --tests tests/reflecties/test_reach.py
"""

import argparse
import queue
import re
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutation.places import Fault, fault_at, places_of
from tests.mutation.rooms import ROOMS
from tests.mutation.trial import LIMIT_SECONDS, Copy, Named, Reach
from tests.tree import ROOT

KNOWN = ROOT / "docs" / "kwaliteit.md"


@dataclass
class Score:
    """Counts of faults. A fault that makes no difference counts for nothing."""

    seen: int = 0
    lived: list[Fault] = field(default_factory=list)
    same: int = 0

    def line(self, room: str, there: int) -> str:
        tried = self.seen + len(self.lived)
        share = f"{100 * self.seen / tried:.0f} %" if tried else "nothing tried"
        known = f"{self.same} more make no difference"
        return f"{room}: {share} ({self.seen} of {tried} faults seen; {known}; {there} places)"


def no_difference() -> set[str]:
    """The keys that docs/kwaliteit.md explains."""
    return set(re.findall(r"`([0-9a-f]{8})`", KNOWN.read_text()))


def work(
    copy: Copy, reach: Reach | Named, places: queue.SimpleQueue, score: Score, until: float
) -> None:
    known = no_difference()
    while time.monotonic() < until:
        try:
            fault = fault_at(places.get_nowait())
        except queue.Empty:
            return
        if fault is None:
            continue
        if fault.key in known:
            score.same += 1
        elif copy.sees(fault, reach.tests_of(fault)):
            score.seen += 1
        else:
            score.lived.append(fault)
            print(f"lives: {fault}", flush=True)


def main() -> None:
    chosen = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        first = Copy(Path(scratch) / "0")
        others = range(1, chosen.at_once)
        copies = [first, *(Copy(Path(scratch) / f"{n}", first.database) for n in others)]
        for name in chosen.room:
            print(try_room(name, copies, chosen), flush=True)


def try_room(name: str, copies: list[Copy], chosen: argparse.Namespace) -> str:
    """The score of one room, after `minutes` in all copies at once."""
    room, score = ROOMS[name], Score()
    files = [path for path in room.files() if not chosen.file or path in chosen.file]
    there = places_of(files)
    places: queue.SimpleQueue = queue.SimpleQueue()
    for place in there:
        if not chosen.again or ((fault := fault_at(place)) and fault.key in chosen.again):
            places.put(place)
    reach = Named(chosen.tests) if chosen.tests else Reach(copies[0], files, room)
    until = time.monotonic() + 60 * chosen.minutes
    threads = [
        threading.Thread(target=work, args=(copy, reach, places, score, until)) for copy in copies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60 * chosen.minutes + 2 * LIMIT_SECONDS)
    return score.line(name, len(there))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("room", choices=sorted(ROOMS), nargs="+")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--at-once", type=int, default=2, help="faults, each in its own copy")
    parser.add_argument("--file", action="append", type=ROOT.joinpath, help="of the room")
    parser.add_argument("--again", nargs="+", help="only the faults with these keys")
    parser.add_argument("--tests", nargs="+", help="these, not those that reach the fault")
    return parser.parse_args()


if __name__ == "__main__":
    main()
