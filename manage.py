#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError, connection

REFUSED = """Het platform start niet: {why}
Wat elke instelling betekent, staat in docs/beheer/omgeving.md."""

AWAY = """De {name} {fault}: {remedy}
Met --traceback erachter zie je de hele foutmelding."""


def in_words(error: Exception) -> str | None:
    """What an administrator can do about a database that is away; None for any other fault.

    Once there was a session, as with a disk that fills up, the error itself says more.
    """
    # Both read the settings, which may be what a start is refused for.
    from leergang.away.causes import cause_of  # noqa: PLC0415
    from leergang.health.conditions import database_away  # noqa: PLC0415

    if cause_of(error) != "away" or connection.connection is not None:
        return None
    away = database_away(error)
    remedy = away.remedy[0].lower() + away.remedy[1:]
    return AWAY.format(name=away.name, fault=away.fault, remedy=remedy)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leergang.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refused:
        if "--traceback" in sys.argv:
            raise
        sys.exit(REFUSED.format(why=refused))
    except (OperationalError, InterfaceError) as error:
        if "--traceback" in sys.argv or not (words := in_words(error)):
            raise
        sys.exit(words)
