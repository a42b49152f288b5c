"""What `manage.py diagnose` asks beside the conditions of /readyz: the inside of the house."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import checks
from django.db import connection
from django.utils import timezone

from accounts.actions import lost_second_factors
from accounts.models import Coordinatorschap
from leergang.health import conditions
from leergang.health.conditions import Condition, Question
from programma.models import Programma
from reflecties.encryption import lost_keys
from reflecties.models import Persoonssleutel


def journal_keys() -> Condition:
    if not (lost := lost_keys()):
        none_yet = not Persoonssleutel.objects.exists()
        return Condition("persoonssleutels", note="er zijn er nog geen" if none_yet else "")
    return Condition(
        "persoonssleutels",
        f"{lost} gaan met geen enkele van JOURNAAL_SLEUTELS open",
        "Zoek de sleutel waarmee ze zijn gemaakt, een oudere of een nieuwere, en zet hem erbij "
        "(docs/beheer/sleutels.md). Start niet zonder.",
    )


def second_factor_keys() -> Condition:
    if not (lost := lost_second_factors()):
        none_yet = not Authenticator.objects.exists()
        return Condition("tweede sleutels", note="er zijn er nog geen" if none_yet else "")
    return Condition(
        "tweede sleutels",
        f"{lost} gaan met deze SECRET_KEY niet open: die mensen kunnen niet inloggen",
        "Zet de vorige waarde in SECRET_KEY_FALLBACKS (docs/beheer/sleutels.md).",
    )


def database_role() -> Condition:
    """Whether a fault of ours could do anything in the whole database server."""
    if connection.vendor != "postgresql":
        return Condition("rol in de database")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_superuser,) = cursor.fetchone()
    if not is_superuser:
        return Condition("rol in de database")
    return Condition(
        "rol in de database",
        "het platform opent de database als superuser",
        "Geef het een eigen rol zonder meer rechten, zoals bin/create_database.sh doet.",
    )


def configuration() -> Condition:
    """The system checks of Django and of ours, for production when this is one."""
    found = checks.run_checks(include_deployment_checks=settings.HTTPS)
    serious = [f"{note.id}: {note.msg}" for note in found if not note.is_silenced()]
    if not serious:
        return Condition("instellingen")
    return Condition(
        "instellingen",
        "; ".join(serious),
        "Meer erover: manage.py check --deploy, en docs/beheer/omgeving.md.",
    )


def programme() -> Condition:
    if Programma.objects.exists():
        return Condition("programma")
    return Condition("programma", "nog niet geladen", "Draai: manage.py laad_programma")


def coordinator() -> Condition:
    if Coordinatorschap.objects.on(timezone.localdate()).exists():
        return Condition("coördinator")
    return Condition(
        "coördinator",
        "vandaag is niemand coördinator",
        "Draai: manage.py benoem_coordinator ADRES --tot-en-met DATUM",
    )


# Without these nothing else can be seen; a start while one of the keys is lost makes it worse.
GROUND: tuple[Question, ...] = conditions.OF_THE_WEB
KEYS: tuple[Question, ...] = (journal_keys, second_factor_keys)
BEFORE_START: tuple[Question, ...] = (
    configuration,
    database_role,
    programme,
    conditions.broker,
    conditions.mail_now,
)
WHILE_RUNNING: tuple[Question, ...] = (conditions.worker, conditions.beat, coordinator)
