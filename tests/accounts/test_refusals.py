"""A start with an unsafe environment fails before it serves anything."""

import os
import subprocess
import sys

import pytest

from tests.tree import ROOT

pytestmark = pytest.mark.services

SAFE = {
    "SECRET_KEY": "a-long-and-random-key-for-this-test-only-0123456789",
    "JOURNAAL_SLEUTELS": "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "BASE_URL": "https://leergang.example",
}


def set_up(**environment: str) -> subprocess.CompletedProcess[str]:
    """What web and worker do first: load settings and applications, in a process of its own."""
    return subprocess.run(
        timeout=60,
        args=[
            sys.executable,
            "-c",
            "import environ; environ.Env.read_env = lambda *a, **k: None;"
            "import django; django.setup(); print('up')",
        ],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "leergang.settings",
            **environment,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_safe_environment_starts():
    assert set_up(**SAFE).stdout == "up\n"


@pytest.mark.parametrize("name", SAFE)
def test_a_start_without_it_is_refused(name):
    result = set_up(**{key: value for key, value in SAFE.items() if key != name})

    assert result.returncode != 0
    assert name in result.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"BASE_URL": "http://leergang.example"}, "BASE_URL"),
        ({"JOURNAAL_SLEUTELS": ""}, "JOURNAAL_SLEUTELS"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"JOURNAAL_SLEUTELS": "zonder-dubbele-punt"}, "JOURNAAL_SLEUTELS"),
        ({"JOURNAAL_SLEUTELS": "kort:c2xldXRlbA=="}, "JOURNAAL_SLEUTELS"),
        ({"JOURNAAL_SLEUTELS": "geen-base64:%%%"}, "JOURNAAL_SLEUTELS"),
        ({"DEMO": "True"}, "DEMO"),
        ({"DEMO": "True", "BASE_URL": "http://leergang.example"}, "BASE_URL"),
        (
            {"DEMO": "True", "BASE_URL": "http://127.0.0.1:8000", "DATABASE_URL": "postgres:///x"},
            "DEMO",
        ),
    ],
)
def test_an_unsafe_environment_does_not(change, told):
    result = set_up(**{**SAFE, **change})

    assert result.returncode != 0
    assert result.stdout == ""
    assert told in result.stderr.splitlines()[-1]


def test_a_refused_key_is_not_repeated():
    result = set_up(**{**SAFE, "JOURNAAL_SLEUTELS": "kort:c2xldXRlbA=="})

    assert "c2xldXRlbA" not in result.stderr
