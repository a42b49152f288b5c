"""What every test gets: no network but loopback, an empty cache, and a real broker on request."""

import os
import socket
from collections.abc import Iterator

import hypothesis
import pytest
import time_machine
from django.core.cache import cache

from tests import servers

# A busy machine is slow, not wrong: no property test fails by the clock.
hypothesis.settings.register_profile("leergang", deadline=None)
hypothesis.settings.load_profile("leergang")

pytest_plugins = ["tests.cast", "tests.database", "tests.running", "tests.world"]


@pytest.fixture(autouse=True)
def monday_morning(request: pytest.FixtureRequest) -> Iterator[None]:
    """It is Monday 23 November 2026, ten o'clock: no test passes by the day on which it is run.

    A test that sets a clock of its own does so on top of it. A browser and the processes that a
    test starts have the real time, and so has a test about them.
    """
    own = ("browser", "services", "time_machine")
    if any(request.node.get_closest_marker(name) for name in own):
        yield
        return
    with time_machine.travel("2026-11-23 10:00 +0100"):
        yield


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails, and says for which."""
    connect = socket.socket.connect

    def connect_to_loopback(self: socket.socket, address) -> None:
        outside = self.family in {socket.AF_INET, socket.AF_INET6}
        if outside and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"A test tried to reach {address}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_loopback)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits of one test must not reach the next."""
    cache.clear()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis-protocol server: that of `make test`, or one for this session.

    Workers that share one have a database each: emptying it is nobody else's loss.
    """
    if url := os.environ.get("TEST_REDIS_URL"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        yield f"{url.rpartition('/')[0]}/{int(worker) + 1}"
    else:
        with servers.valkey() as url:
            yield url
