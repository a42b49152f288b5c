"""A start with settings that cannot work ends with one sentence about the one that is wrong."""

import os
import subprocess
import sys

import pytest

from tests.tree import ROOT

GOOD = {
    "SECRET_KEY": "a" * 50,
    "JOURNAAL_SLEUTELS": "2026a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "BASE_URL": "https://leergang.example",
    "DATABASE_URL": "sqlite://:memory:",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "METRICS_TOKEN": "b" * 32,
}


def check(*words: str, **spoilt: str) -> subprocess.CompletedProcess[str]:
    """Nothing of the settings of the tests reaches this command."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **GOOD, **spoilt},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_start_with_good_settings_is_not_refused():
    answer = check()

    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"SECRET_KEY": "a" * 49}, "SECRET_KEY ontbreekt of is te kort"),
        ({"SECRET_KEY": ""}, "SECRET_KEY ontbreekt of is te kort"),
        ({"JOURNAAL_SLEUTELS": ""}, "JOURNAAL_SLEUTELS ontbreekt"),
        ({"BASE_URL": ""}, "BASE_URL ontbreekt"),
        ({"BASE_URL": "http://leergang.example"}, "BASE_URL begint met https://"),
        ({"DEMO": "True"}, "DEMO laat iedereen zonder controle binnen"),
        ({"METRICS_TOKEN": "b" * 31}, "METRICS_TOKEN is te kort"),
    ],
)
def test_a_setting_that_cannot_work_is_named_with_where_to_read_on(spoilt, said):
    answer = check(**spoilt)

    first, second = answer.stderr.splitlines()
    assert answer.returncode == 1
    assert first.startswith(f"Het platform start niet: {said}")
    assert second.endswith("docs/beheer/omgeving.md.")


def test_who_asks_for_it_gets_the_traceback():
    assert "Traceback" in check("--traceback", SECRET_KEY="").stderr
