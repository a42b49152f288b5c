"""What `DATABASE_URL` may ask for besides a server and a name."""

import ast
import os
import subprocess
import sys

import pytest

from tests.tree import ROOT


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", {"connect_timeout": 5}),
        ("?sslmode=require", {"connect_timeout": 5, "sslmode": "require"}),
        ("?connect_timeout=2", {"connect_timeout": 2}),
    ],
)
def test_what_the_address_asks_for_is_kept(asked, kept):
    environment = {**os.environ, "DATABASE_URL": f"postgres://a:b@db.voorbeeld.example/c{asked}"}
    say = "from tests import settings; print(settings.DATABASES['default']['OPTIONS'])"

    said = subprocess.check_output(
        [sys.executable, "-c", say], cwd=ROOT, env=environment, text=True, timeout=60
    )

    assert ast.literal_eval(said) == kept
