import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from accounts.models import User
from tests import servers
from tests.berichten.smtp import Mailserver


@pytest.fixture
def mailserver(settings) -> Iterator[Mailserver]:
    """A real SMTP server that Django's mail settings point to."""
    server = Mailserver()
    controller = Controller(server, hostname="127.0.0.1", port=servers.free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield server
    controller.stop()


@pytest.fixture
def ontvanger(db) -> User:
    return User.objects.create_user("anna@gemeente.example", voornaam="Anna")


@pytest.fixture
def shared_database(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A database that threads can share as processes do.

    SQLite's test database lives in memory with one lock per table; the product uses a file in
    which writers wait for each other. PostgreSQL is itself already.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = str(tmp_path / "db.sqlite3")
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, path
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
