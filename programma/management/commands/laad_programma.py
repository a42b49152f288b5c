from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programma.actions import load_programma
from programma.inhoud.reader import InhoudError


class Command(BaseCommand):
    help = "Laadt een programma uit programma/inhoud/. Gewijzigde teksten worden een nieuwe versie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", default="ambtelijk-vakmanschap")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            programma = load_programma(slug=options["slug"])
        except InhoudError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{programma} staat klaar.")
