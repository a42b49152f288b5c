import smtplib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from berichten.mail import html_of
from berichten.reach import in_words

ONDERWERP = "Testmail van de Leergang Ambtelijk Vakmanschap"
TEKST = """Goedendag,

Deze mail is verstuurd om te zien of mail van het platform aankomt. Dat is dus gelukt.

Kijk nog even of hij niet tussen de ongewenste mail stond, en of de afzender klopt:
{afzender}

Verstuurd op {moment}, vanaf {adres}.

Hartelijke groet,
Stichting Beroepseer
"""
IN_DEMO = """De mail aan {adres} ligt in het postvak van de demo: {postvak}
In de demo gaat geen mail naar een mailserver."""


class Command(BaseCommand):
    help = "Verstuurt nu één mail aan een adres, en zegt wat er misgaat als dat niet lukt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("adres", help="e-mailadres dat de mail krijgt")

    def handle(self, *args: Any, **options: Any) -> None:
        adres = options["adres"]
        try:
            validate_email(adres)
        except ValidationError as error:
            raise CommandError(f"‘{adres}’ is geen e-mailadres.") from error
        try:
            letter_to(adres).send()
        except (smtplib.SMTPException, OSError) as error:
            where = f"Postvak: {postvak()}." if settings.DEMO else server()
            raise CommandError(f"De mail ging niet weg: {in_words(error)}. {where}") from error
        if settings.DEMO:
            self.stdout.write(IN_DEMO.format(adres=adres, postvak=postvak()))
            return
        self.stdout.write(
            f"De mailserver nam de mail aan {adres} aan. {server()}\n"
            "Kijk of hij aankomt, ook bij de ongewenste mail."
        )


def server() -> str:
    return f"Mailserver: {settings.EMAIL_HOST}, poort {settings.EMAIL_PORT} (EMAIL_URL)."


def postvak() -> str:
    return f"{settings.BASE_URL}{reverse('demo_postvak')}"


def letter_to(adres: str) -> EmailMultiAlternatives:
    tekst = TEKST.format(
        afzender=settings.DEFAULT_FROM_EMAIL,
        moment=f"{timezone.localtime():%d-%m-%Y om %H.%M uur}",
        adres=settings.BASE_URL,
    )
    headers = {"Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(ONDERWERP, tekst, to=[adres], headers=headers)
    message.attach_alternative(html_of(ONDERWERP, tekst), "text/html")
    return message
