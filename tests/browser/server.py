"""The live server as the browser tests need it: slow on request, and at rest when a test ends."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Condition
from time import sleep

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

# `SLOW=6` is a phone with a sixth of the speed and a server that takes 0.3 second longer.
SLOW = float(os.environ.get("SLOW", "1"))
DELAY = SLOW / 20 if SLOW > 1 else 0
END_SECONDS = 60


@dataclass
class Door:
    """Every request goes through here: counted, and held up when the machine plays a slow one."""

    application: Callable[..., Iterable[bytes]]
    inside: int = 0
    changed: Condition = field(default_factory=Condition)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        self._count(1)
        try:
            # Before the work and after it: the page waits for the row, and the row for the page.
            sleep(DELAY / 2)
            answer = self.application(environ, start_response)
            sleep(DELAY / 2)
        finally:
            self._count(-1)
        return answer

    def _count(self, step: int) -> None:
        with self.changed:
            self.inside += step
            self.changed.notify_all()

    def wait_until_empty(self) -> None:
        """A request that outlives its test would write into the database of the next."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.inside == 0, END_SECONDS)


def door_of(server: LiveServer) -> Door:
    """Put the door before the application of this server."""
    door = Door(server.thread.httpd.get_app())
    server.thread.httpd.set_app(door)
    return door


def slow_down(page: Page) -> None:
    """Give the scripts of this page a share of the processor, as on an old phone."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
