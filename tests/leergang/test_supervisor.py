"""Parts that die are started again, with growing pauses."""

import sys
import time

import pytest

from leergang.serving import supervisor
from leergang.serving.supervisor import Part, stop


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1000.0

    monkeypatch.setattr(supervisor.time, "monotonic", lambda: Clock.now)
    return Clock


def dies(part: Part) -> str:
    part.process.kill()
    part.process.wait(timeout=10)
    return part.tend()


@pytest.fixture
def part():
    part = Part("worker", [sys.executable, "-c", "import time; time.sleep(60)"])
    part.start()
    yield part
    part.kill()


def test_pauses_grow_to_a_minute_and_shrink_after_a_steady_one(part, clock):
    part.moment = clock.now
    pauses = []
    for _ in range(8):
        assert dies(part).startswith("worker stopped (exit -9)")
        pauses.append(round(part.moment - clock.now))
        clock.now = part.moment - 0.1
        assert part.tend() == ""
        assert part.process is None
        clock.now = part.moment
        part.tend()
        assert part.process.poll() is None
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]

    clock.now += supervisor.STEADY_SECONDS - 1
    assert dies(part).endswith("in 60 s.")
    clock.now = part.moment
    part.tend()
    clock.now += supervisor.STEADY_SECONDS
    assert dies(part).endswith("in 1 s.")


def test_a_part_may_mend_its_things_before_it_starts_again(part):
    statuses = []
    part.recover = statuses.append

    dies(part)

    assert statuses == [-9]


def test_what_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"
    )
    part = Part("worker", [sys.executable, "-c", f"{deaf}; time.sleep(60)"])
    part.start()
    time.sleep(0.5)

    stop([part])

    assert part.status() == -9
