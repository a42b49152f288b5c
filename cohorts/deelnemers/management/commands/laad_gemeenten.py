from typing import Any

from django.core.management.base import BaseCommand

from cohorts.deelnemers.actions.organisaties import load_gemeenten


class Command(BaseCommand):
    help = "Laadt de gemeenten uit cohorts/data/gemeenten.csv. Een tweede keer verandert niets."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_gemeenten()} gemeenten staan klaar.")
