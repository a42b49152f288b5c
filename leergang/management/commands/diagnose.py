from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from leergang.health.conditions import Question
from leergang.health.diagnosis import BEFORE_START, GROUND, KEYS, WHILE_RUNNING


class Command(BaseCommand):
    help = "Zegt wat er aan deze installatie schort en wat je eraan doet."
    # It tells what those find itself, and its database may be away.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--voor-start",
            action="store_true",
            help="vraag niet naar wat pas na de start draait, en houd een start alleen tegen als "
            "die het erger zou maken",
        )

    def handle(self, *args: Any, voor_start: bool, **options: Any) -> None:
        if self.tell(GROUND):
            raise CommandError("Herstel dit eerst: daarna is de rest te zien.")
        lost = self.tell(KEYS)
        others = self.tell(BEFORE_START if voor_start else (*BEFORE_START, *WHILE_RUNNING))
        if voor_start and lost:
            raise CommandError("Zo start het platform niet: zoek eerst de sleutels.")
        if faults := lost + others:
            self.stdout.write(f"Te herstellen: {faults}.")
        if faults and not voor_start:
            raise CommandError("Niet alles werkt.")
        self.stdout.write("Het platform kan starten." if voor_start else "Alles werkt.")

    def tell(self, questions: tuple[Question, ...]) -> int:
        """Ask and tell, a line each, with what to do about a fault; gives the number of faults."""
        conditions = [question() for question in questions]
        for condition in conditions:
            self.stdout.write(f"{'FOUT' if condition.fault else 'goed'}  {condition.sentence}")
            if condition.fault:
                self.stdout.write(f"      {condition.remedy}")
        return sum(bool(condition.fault) for condition in conditions)
