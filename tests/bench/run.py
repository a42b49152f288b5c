"""Load the demo, ask for every scenario in rounds, print the table and write var/bench.json."""

import argparse
import contextlib
import json
import platform
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from psutil import Process

from leergang.demo.actions import load_demo
from tests.bench import measure
from tests.bench.scenarios import Asking, Scenario, scenarios

WARM_UP, ROUNDS = 20, 5


@dataclass
class Run:
    """One scenario while it is measured."""

    scenario: Scenario
    server: measure.Server
    cookies: str
    asking: Asking
    answer: str | None = None
    requests: int = 0
    cpu_seconds: float = 0.0

    def ask(self, count: int) -> None:
        for _ in range(count):
            ask = self.asking.send(self.answer)
            self.answer = measure.answer_to(ask, port=self.server.port, cookies=self.cookies)

    def measure(self, count: int, database: Process) -> None:
        before = measure.cpu_seconds(self.server.process, database)
        self.ask(count)
        self.cpu_seconds += measure.cpu_seconds(self.server.process, database) - before
        self.requests += count

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_seconds / self.requests


def prepare() -> None:
    """A migrated database with the demo in it, and static files under their final names."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("laad_gemeenten", stdout=StringIO())
    load_demo(today=timezone.localdate())


def all_measured(requests: int) -> list[Run]:
    """Every scenario in turn, several times over, so that a busy moment hits all of them."""
    database = measure.postmaster()
    with contextlib.ExitStack() as stack:
        floor = stack.enter_context(measure.gunicorn("tests.bench.floor_settings"))
        product = stack.enter_context(measure.gunicorn("tests.bench.settings"))
        runs = [
            Run(
                line, floor if line.floor else product, measure.cookies_of(line.user), line.asking()
            )
            for line in scenarios()
        ]
        for run in runs:
            run.ask(WARM_UP)
        for _ in range(ROUNDS):
            for run in runs:
                run.measure(requests // ROUNDS, database)
    return runs


def results(runs: list[Run]) -> list[dict[str, object]]:
    floor = next(run.cpu_ms for run in runs if run.scenario.floor)
    return [
        {
            "name": run.scenario.name,
            "requests": run.requests,
            "cpu_ms": round(run.cpu_ms, 2),
            "ratio": round(run.cpu_ms / floor, 2),
            "budget": run.scenario.budget,
            "within": run.cpu_ms <= floor * (run.scenario.budget or float("inf")),
            "bytes": len((run.answer or "").encode()),
        }
        for run in runs
    ]


def table(lines: list[dict[str, object]]) -> str:
    head = f"{'what':<28}{'CPU ms':>9}{'× floor':>9}{'budget':>9}{'bytes':>9}"
    rows = [
        f"{line['name']:<28}{line['cpu_ms']:>9}{line['ratio']:>9}"
        f"{line['budget'] or '–':>9}{line['bytes']:>9}{'' if line['within'] else '  over budget'}"
        for line in lines
    ]
    return "\n".join([head, "-" * len(head), *rows])


def write(lines: list[dict[str, object]]) -> Path:
    target = settings.VAR_DIR / "bench.json"
    target.parent.mkdir(exist_ok=True)
    report = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": "PostgreSQL",
        "server": "gunicorn sync, 2 workers",
        "lines": lines,
    }
    target.write_text(json.dumps(report, indent=2) + "\n")
    return target


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--requests", type=int, default=250, help="per line; a multiple of 5")
    requests = parser.parse_args().requests
    prepare()
    lines = results(all_measured(requests))
    print(table(lines))
    target = write(lines).relative_to(settings.BASE_DIR)
    print(f"CPU milliseconds of application and database per request; also in {target}")


if __name__ == "__main__":
    main()
