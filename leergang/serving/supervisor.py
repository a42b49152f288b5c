"""Parts of the platform as processes: started, started again when they die, and stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

STOP_SECONDS = 10
FIRST_PAUSE, LONGEST_PAUSE = 1, 60
# Who ran this long was well: the next pause is a short one again.
STEADY_SECONDS = 60


def nothing_to_recover(status: int) -> None:
    """What most parts need between their end and the next start."""


@dataclass
class Part:
    name: str
    line: list[str]
    recover: Callable[[int], None] = nothing_to_recover
    pause: int = FIRST_PAUSE
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    # When it started, or while it is away: when it may start.
    moment: float = field(default=0, init=False)

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches us alone, and we stop the parts.

        Where `setpriv` is at hand the kernel stops the part even when we are killed outright.
        """
        guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        self.process = subprocess.Popen([*guard, *self.line], start_new_session=True)
        self.moment = time.monotonic()

    def status(self) -> int | None:
        """The exit status of a part that ended."""
        return self.process.poll() if self.process else None

    def tend(self) -> str:
        """Plan a new start for a part that ended, or make it; gives what there is to tell."""
        status, now = self.status(), time.monotonic()
        if self.process is None and now >= self.moment:
            self.start()
        if status is None:
            return ""
        self.kill()
        self.recover(status)
        if now - self.moment >= STEADY_SECONDS:
            self.pause = FIRST_PAUSE
        pause, self.pause = self.pause, min(2 * self.pause, LONGEST_PAUSE)
        self.process, self.moment = None, now + pause
        return f"{self.name} stopped (exit {status}) and starts again in {pause} s."

    def kill(self) -> None:
        """End the part and whatever it started, for certain."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def stop(parts: Iterable[Part]) -> None:
    """End every part: kindly first, then for certain."""
    running = [(part, part.process) for part in parts if part.process]
    for _, process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for part, process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        part.kill()
