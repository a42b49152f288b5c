from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

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
