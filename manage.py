#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

REFUSED = """Het platform start niet: {why}
Wat elke instelling betekent, staat in docs/beheer/omgeving.md."""

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leergang.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refused:
        if "--traceback" in sys.argv:
            raise
        sys.exit(REFUSED.format(why=refused))
