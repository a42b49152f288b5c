"""One machine with the filled database, on which copies of the project take turns."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
from django.conf import settings

from tests.bench.measure import CSRF
from tests.running import copy_project, start, wait_until_it_answers
from tests.servers import stopped
from tests.upgrades.berichten import add_to_berichten
from tests.upgrades.released import ROOT

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# Those come and go by themselves.
FLEETING = {"django_session", "usersessions_usersession"}


def git(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False, timeout=60)


def release_before() -> str:
    """The tag of the last release; nothing in a clone without tags."""
    return git("describe", "--tags", "--abbrev=0", "--match", "v*").stdout.decode().strip()


def previous_code(folder: Path, commit: str) -> Path:
    """The code of this commit with today's acts; today's code where there is no commit."""
    copy_project(folder)
    if commit:
        for path in folder.iterdir():
            if path.name not in {"vendor", ".env"}:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        archive = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=60
        )
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True, timeout=60)
    target = folder / "tests/upgrades"
    target.mkdir(exist_ok=True)
    (target / "__init__.py").touch()
    shutil.copy(ROOT / "tests/upgrades/acts.py", target)
    return folder


def next_code(folder: Path, example: str) -> Path:
    """Today's code with one migration more."""
    copy_project(folder)
    add_to_berichten(folder, example)
    return folder


@dataclass
class Machine:
    database: str
    mail_port: int
    port: int

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "leergang.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "JOURNAAL_SLEUTELS": ",".join(settings.JOURNAAL_SLEUTELS),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "DEMO": "False",
            "DATABASE_URL": self.database,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
        }

    def run(self, code: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=code,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def act(self, code: Path, name: str) -> dict:
        answer = self.run(code, "-m", "tests.upgrades.acts", name)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout.splitlines()[-1])

    def migrate(self, code: Path) -> None:
        answer = self.run(code, "manage.py", "migrate", "--noinput", "--verbosity=0")
        assert answer.returncode == 0, answer.stderr

    @contextlib.contextmanager
    def serving(self, code: Path) -> Iterator[None]:
        """Web, worker and beat of this code, after its own migrations."""
        process = start(code, self.port, **self.environment())
        with stopped(process, signal.SIGTERM):
            wait_until_it_answers(process, code, self.port)
            yield

    def ask(
        self, path: str, cookies: str = "", data: dict[str, object] | None = None
    ) -> tuple[int, str]:
        """The status and the text of the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            headers = {"Cookie": cookies}
            if data:
                headers |= {"X-CSRFToken": CSRF}
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(data) if data else None
            connection.request("POST" if data else "GET", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def rows(self, query: str) -> list[tuple]:
        connection = psycopg2.connect(self.database)
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def keys(self) -> dict[str, set[str]]:
        """The rows of each table, by their first column: the primary key of each table of ours."""
        return {
            table: {str(key) for (key, *_) in self.rows(f'SELECT * FROM "{table}"')}
            for (table,) in self.rows(TABLES)
            if table not in FLEETING
        }
