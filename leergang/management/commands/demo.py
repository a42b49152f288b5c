from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from leergang.demo.actions import load_demo


class Command(BaseCommand):
    help = "Vult de database met verzonnen mensen in vier cohorten. Twee keer draaien kan ook."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("De demo draait alleen met DEMO=True, nooit op een echte database.")
        call_command("laad_gemeenten", stdout=self.stdout)
        load_demo(today=timezone.localdate())
        self.stdout.write("De demo staat klaar.")
