"""Somebody as others wrote them down, and the account that is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.canonical import canonical
from accounts.models import User
from accounts.names.folding import folded
from accounts.people.addresses import users_at

# The widths of the columns that will hold them; a test compares them with the models.
LIMITS = {
    "voornaam": 60,
    "tussenvoegsel": 30,
    "achternaam": 120,
    "email": 254,
    "personeelsnummer": 30,
    "afdeling": 120,
}


@dataclass(frozen=True)
class Persoon:
    """Somebody as an employer wrote them down, not yet an account."""

    voornaam: str
    achternaam: str
    email: str
    tussenvoegsel: str = ""
    personeelsnummer: str = ""
    afdeling: str = ""

    @property
    def naam(self) -> str:
        parts = (self.voornaam, self.tussenvoegsel, self.achternaam)
        return " ".join(part for part in parts if part)

    def has_name_like(self, other: "Persoon") -> bool:
        """Whether this may be the same person by name: a surname in common, and an initial.

        "Noor van Veen-Smit" and "N. Veen" may be; "Gerda Postma" and "Pieter Visser" are not.
        Accents, capitals and hyphens make no difference.
        """
        ours, theirs = (set(folded(p.achternaam).split()) for p in (self, other))
        one, two = (folded(p.voornaam)[:1] for p in (self, other))
        return bool(ours & theirs) and one == two

    @property
    def adres(self) -> str:
        """The address as accounts keep it."""
        return canonical(self.email)


def accounts_of(personen: Sequence[Persoon]) -> dict[str, User]:
    """The account of each person by address; who has none gets one, without a password.

    A conflict is no error: somebody else may enrol the same person at this moment. Written in one
    order, so that two lists with the same people in it never wait for each other.
    """
    password = make_password(None)
    wanted = {persoon.adres: persoon for persoon in personen}
    known = users_at(wanted)
    User.objects.bulk_create(
        (
            User(
                email=adres,
                voornaam=persoon.voornaam,
                tussenvoegsel=persoon.tussenvoegsel,
                achternaam=persoon.achternaam,
                password=password,
            )
            for adres, persoon in sorted(wanted.items())
            if adres not in known
        ),
        ignore_conflicts=True,
    )
    fresh = User.objects.filter(email__in=wanted.keys() - known.keys())
    return known | {user.email: user for user in fresh}
