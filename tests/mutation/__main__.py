"""Tries the faults of one room for some minutes; the last line is the score.

python -m tests.mutation reflecties --minutes 10
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
from tests.mutation.trial import Copy, Reach
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
    return set(re.findall(r"^- `([0-9a-f]{8})`", KNOWN.read_text(), re.MULTILINE))


def work(copy: Copy, reach: Reach, places: queue.SimpleQueue, score: Score, until: float) -> None:
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
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("room", choices=sorted(ROOMS))
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--file", action="append", type=Path, help="only this file of the room")
    chosen = parser.parse_args()
    room, score = ROOMS[chosen.room], Score()
    own = [ROOT / path for path in chosen.file or []]
    files = [path for path in room.files() if not own or path in own]
    with tempfile.TemporaryDirectory() as place:
        first = Copy(Path(place) / "one")
        copies = [first, Copy(Path(place) / "two", first.database)]
        reach = Reach(first, files, room.tests)
        places: queue.SimpleQueue = queue.SimpleQueue()
        for one in (all_places := places_of(files)):
            places.put(one)
        until = time.monotonic() + 60 * chosen.minutes
        threads = [
            threading.Thread(target=work, args=(copy, reach, places, score, until))
            for copy in copies
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    print(score.line(chosen.room, len(all_places)))


if __name__ == "__main__":
    main()
