"""What somebody is today: one query per request, shared by navigation, rules and second factor."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from accounts.models import User
from cohorts.models import Organisatie

# By hand (besluit 0012), for both databases: Django took 6 ms to build this for every request; a
# database answers within 0.1. tests/cohorts/test_rollen.py holds each column against the sentence
# of the models that says the same. The organisation is the employer, else the one they are HR of.
QUERY = """
SELECT
    EXISTS (SELECT 1 FROM cohorts_deelname WHERE user_id = %(user)s) AS deelnemer,
    EXISTS (SELECT 1 FROM cohorts_trainerschap WHERE user_id = %(user)s
        AND vanaf <= %(today)s AND (tot_en_met IS NULL OR tot_en_met >= %(today)s)) AS trainer,
    EXISTS (SELECT 1 FROM cohorts_hrcontact WHERE user_id = %(user)s
        AND vanaf <= %(today)s AND (tot_en_met IS NULL OR tot_en_met >= %(today)s)) AS hr,
    EXISTS (SELECT 1 FROM accounts_coordinatorschap WHERE user_id = %(user)s
        AND vanaf <= %(today)s AND (tot_en_met IS NULL OR tot_en_met >= %(today)s)) AS coordinator,
    EXISTS (SELECT 1 FROM mfa_authenticator WHERE user_id = %(user)s
        AND type <> %(recovery_codes)s) AS has_second_factor,
    organisatie.id, organisatie.soort, organisatie.weergavenaam
FROM accounts_user LEFT JOIN cohorts_organisatie AS organisatie ON organisatie.id = COALESCE(
    (SELECT dienstverband.organisatie_id FROM cohorts_dienstverband AS dienstverband
        JOIN cohorts_deelname AS deelname ON deelname.id = dienstverband.deelname_id
        WHERE deelname.user_id = %(user)s AND dienstverband.tot_en_met IS NULL
        ORDER BY dienstverband.vanaf DESC, dienstverband.id DESC LIMIT 1),
    (SELECT MIN(organisatie_id) FROM cohorts_hrcontact WHERE user_id = %(user)s
        AND vanaf <= %(today)s AND (tot_en_met IS NULL OR tot_en_met >= %(today)s)))
WHERE accounts_user.id = %(user)s
"""


@dataclass(frozen=True)
class Rollen:
    """The roles of one person on one day, and the organisation whose colours they see."""

    deelnemer: bool
    trainer: bool
    hr: bool
    coordinator: bool
    has_second_factor: bool
    organisatie_id: int | None
    organisatie: str

    @property
    def needs_second_factor(self) -> bool:
        """Trainers, HR and coördinators reach the data of others."""
        return self.trainer or self.hr or self.coordinator


def rollen_of(user: User) -> Rollen:
    """The roles of `user` today; kept on the object, so that a request asks once."""
    if not hasattr(user, "_rollen"):
        user._rollen = _read(user)  # type: ignore[attr-defined]  # a memo, not a field
    return user._rollen  # type: ignore[attr-defined]


def words_of(user: User) -> list[str]:
    """What somebody who knows this person's work tries in a password: the organisation."""
    return [rollen_of(user).organisatie]


def _read(user: User) -> Rollen:
    values = {
        "user": user.pk,
        "today": timezone.localdate(),
        "recovery_codes": Authenticator.Type.RECOVERY_CODES.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(QUERY, values)
        *facts, organisatie_id, soort, weergavenaam = cursor.fetchone()
    # SQLite knows no booleans.
    deelnemer, trainer, hr, coordinator, has_second_factor = map(bool, facts)
    # Known now: the cached property of this name needs no query of its own.
    user.is_coordinator = coordinator
    organisatie = Organisatie(soort=soort, weergavenaam=weergavenaam) if organisatie_id else None
    return Rollen(
        deelnemer=deelnemer,
        trainer=trainer,
        hr=hr,
        coordinator=coordinator,
        has_second_factor=has_second_factor,
        organisatie_id=organisatie_id,
        organisatie=organisatie.kopnaam if organisatie else "",
    )
