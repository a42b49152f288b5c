import re
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.models import User
from accounts.people.form import PersoonForm
from accounts.people.persons import Persoon
from accounts.ways_in import links
from berichten import reach
from cohorts.actions.coordinators import appoint_coordinator, mail_coordinator

MAILED = "De mail met de weg naar binnen is onderweg naar {adres}."
LINK = """Geef deze link aan {naam}, en aan niemand anders:

    {link}

De link werkt {minuten} minuten en één keer. Daarna vraagt het platform om een tweede sleutel.
Te laat? Draai het commando nog een keer."""
DUTCH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
NO_DAY = "‘{text}’ is geen dag: schrijf bij --tot-en-met bijvoorbeeld 31-12-2027."
NO_MAIL = "Mail versturen lukt nog niet: {error}. Kijk naar EMAIL_URL."


class Command(BaseCommand):
    help = "Maakt iemand coördinator tot en met een dag, en geeft de weg naar binnen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("adres", help="e-mailadres waarmee deze persoon inlogt")
        parser.add_argument("--voornaam", default="")
        parser.add_argument("--tussenvoegsel", default="")
        parser.add_argument("--achternaam", default="")
        parser.add_argument(
            "--tot-en-met",
            required=True,
            help="laatste dag, bijvoorbeeld 31-12-2027; later verlengen kan met hetzelfde commando",
        )
        parser.add_argument(
            "--link", action="store_true", help="druk een link af in plaats van te mailen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tot_en_met, persoon = read_day(str(options["tot_en_met"])), read_persoon(options)
        try:
            coordinatorschap = appoint_coordinator(persoon=persoon, tot_en_met=tot_en_met)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user = coordinatorschap.user
        self.stdout.write(f"{user} is coördinator tot en met {tot_en_met:%d-%m-%Y}.")
        no_mail = "" if options["link"] else reach.look()
        if no_mail:
            self.stdout.write(NO_MAIL.format(error=no_mail))
        if no_mail or options["link"]:
            self.stdout.write(way_in(user))
        else:
            mail_coordinator(coordinatorschap=coordinatorschap)
            self.stdout.write(MAILED.format(adres=user.email))


def read_day(given: str) -> date:
    """The day, as people write it or as computers do; argparse would refuse in English."""
    parts = DUTCH_DAY.fullmatch(given)
    try:
        if parts:
            day, month, year = map(int, parts.groups())
            return date(year, month, day)
        return date.fromisoformat(given)
    except ValueError:
        raise CommandError(NO_DAY.format(text=given)) from None


def read_persoon(options: dict[str, Any]) -> Persoon:
    form = PersoonForm({**options, "email": options["adres"]})
    if not form.is_valid():
        problems = (
            f"{form.fields[name].label}: {' '.join(map(str, errors))}"
            for name, errors in form.errors.items()
        )
        raise CommandError("\n".join(problems))
    return form.persoon()


def way_in(user: User) -> str:
    link = f"{settings.BASE_URL}{reverse('inloglink', args=[links.make_token(user)])}"
    minutes = int(links.LIFETIME.total_seconds() // 60)
    return LINK.format(naam=user.naam, link=link, minuten=minutes)
