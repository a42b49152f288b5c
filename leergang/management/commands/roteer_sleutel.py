from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import Rotation, rotate_second_factors
from reflecties.actions import rotate_personal_keys
from reflecties.keys import wrapping_keys


class Command(BaseCommand):
    help = (
        "Zet elke persoonssleutel op de eerste van JOURNAAL_SLEUTELS en elke tweede sleutel op "
        "SECRET_KEY. Afgebroken? Draai het nog eens. Zie docs/beheer/sleutels.md."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        newest, *older = wrapping_keys()
        journal = rotate_personal_keys()
        self.tell("Logboek", "persoonssleutel", f"JOURNAAL_SLEUTELS, {newest}", journal)
        if older and not journal.lost:
            self.stdout.write(f"Uit JOURNAAL_SLEUTELS mag nu weg: {', '.join(older)}.")
        factors = rotate_second_factors()
        self.tell("Inloggen", "tweede sleutel", "SECRET_KEY", factors)
        if settings.SECRET_KEY_FALLBACKS and not factors.lost:
            self.stdout.write(
                "De tweede sleutels hebben SECRET_KEY_FALLBACKS niet meer nodig. "
                "Sessies en links in mails nog wel: haal het over drie dagen weg."
            )
        if journal.lost or factors.lost:
            raise CommandError(
                "Haal nog geen oude sleutel weg: niet alles ging open. Zoek eerst de sleutel die "
                "ontbreekt, zet hem erbij en draai dit opnieuw."
            )

    def tell(self, where: str, what: str, target: str, rotation: Rotation) -> None:
        self.stdout.write(
            f"{where} ({target}): {counted(rotation.done, what)} omgezet, "
            f"{rotation.already} stond er al op."
        )
        if rotation.lost:
            rows = ", ".join(map(str, rotation.lost))
            self.stdout.write(
                f"Met geen enkele sleutel open: {counted(len(rotation.lost), what)}, rij {rows}."
            )


def counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
