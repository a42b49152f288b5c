"""The data that a backup must keep, for a process whose DATABASE_URL says where they are."""

import logging
import sys
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from cohorts.models import Deelname
from leergang.demo.actions import load_demo
from reflecties.actions import create_reflectie
from reflecties.encryption import Place, decrypt
from reflecties.models import Reflectie
from tests.leergang.machines import TEKST


def fill() -> None:
    """Migrate, play the demo, and have its first deelnemer write one page."""
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    call_command("laad_gemeenten", verbosity=0)
    load_demo(today=timezone.localdate())
    writer = Deelname.objects.earliest("pk").user
    create_reflectie(reflectie_id=uuid4(), tekst=TEKST, vraag=None, cursusdag=None, by=writer)


def read() -> None:
    """Print the one page of the journal."""
    page = Reflectie.objects.select_related("eigenaar").get()
    text = decrypt(page.versleutelde_tekst, owner=page.eigenaar, place=Place.of_page(page))
    sys.stdout.write(text)
