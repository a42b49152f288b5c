"""What every test gets: no network but loopback, an empty cache, and a real broker on request."""

import gc
import os
import socket
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests import servers

# A busy machine is slow, not wrong: no property test fails by the clock. Examples share the
# database of their test, which they empty themselves. `make fast` and PostgreSQL try fewer.
SHARED = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
settings.register_profile("leergang", max_examples=40, **SHARED)
settings.register_profile("fast", max_examples=10, **SHARED)
settings.load_profile("leergang")

MONDAY = "2026-11-23 10:00 +0100"

pytest_plugins = [
    "tests.cast",
    "tests.database",
    "tests.leergang.backups",
    "tests.running",
    "tests.world",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="leave out the tests that use no database"
    )
    parser.addoption(
        "--pictures", action="store_true", help="keep each page in var/screenshots, at three widths"
    )
    parser.addoption(
        "--moment",
        default=MONDAY,
        help="when it is in every test that sets no clock",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What uses no database says the same on either: on the second it need not be asked again."""
    if config.getoption("database_only"):
        without = [item for item in items if not _uses_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


def _uses_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    return bool(item.get_closest_marker("django_db")) or not fixtures.isdisjoint(item.fixturenames)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage is a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def monday_morning(request: pytest.FixtureRequest) -> Iterator[None]:
    """It is Monday 23 November 2026, ten o'clock: no test passes by the day on which it is run.

    Another day and hour may be asked for: `--moment "2027-03-28 00:30 +0100"`. A test that moves
    the clock, or names a day of that November, is marked so or uses `time_machine`, and begins on
    the Monday all the same. A browser and the processes that a test starts have the real time,
    and so has a test about them.
    """
    marked = {mark.name for mark in request.node.iter_markers()}
    if not marked.isdisjoint({"browser", "services", "time_machine"}):
        yield
        return
    on_monday = "monday" in marked or "time_machine" in request.fixturenames
    with time_machine.travel(MONDAY if on_monday else request.config.getoption("moment")):
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
