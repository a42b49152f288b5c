"""What a password must be: long, and not easy to guess for who knows the person and the course."""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string
from zxcvbn import zxcvbn

from accounts.models import User

# zxcvbn's highest: ten thousand million guesses do not find it.
STRONG = 4
# It looks no further, and takes its time beyond.
LOOKS_AT = 72
EASY = "Dit wachtwoord is makkelijk te raden."
OWN = (
    "Dit wachtwoord is makkelijk te raden voor wie jou of je werk kent: er staat een naam, je "
    "gemeente of een woord van de leergang in."
)
BETTER = (
    "Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben, of een zin die alleen "
    "jij kent."
)


class LengthValidator(MinimumLengthValidator):
    """At least `min_length` characters; Django's own words for it have no Dutch translation."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort: gebruik minstens {self.min_length} tekens."


class StrengthValidator:
    """Refuses what zxcvbn guesses, given `words` of this product and what is known of the person.

    `words_of` is the path of a function that knows more words of a user: rooms above this one.
    """

    def __init__(self, words: tuple[str, ...] = (), words_of: str = "") -> None:
        self.words, self.words_of = words, words_of

    def validate(self, password: str, user: User | None = None) -> None:
        known = [*self.words, *_years(), *(self._own(user) if user and user.pk else [])]
        # "Anna Jansen 2026" is no stronger than "annajansen2026".
        for typed in {password, re.sub(r"[\s._-]", "", password)} - {""}:
            guess = zxcvbn(typed[:LOOKS_AT], user_inputs=known)
            if guess["score"] < STRONG:
                raise ValidationError(f"{OWN if _is_own(guess) else EASY} {BETTER}", code="guessed")

    def get_help_text(self) -> str:
        return BETTER

    def _own(self, user: User) -> list[str]:
        more = import_string(self.words_of)(user) if self.words_of else []
        texts = (user.email, user.voornaam, user.tussenvoegsel, user.achternaam, *more)
        return [part for text in texts for part in re.split(r"\W+", text.lower()) if len(part) > 2]


def _years() -> list[str]:
    this = timezone.localdate().year
    return [str(year) for year in range(this - 10, this + 3)]


def _is_own(guess: dict[str, Any]) -> bool:
    """Whether a word that we gave is in it, also in what it repeats."""
    return any(
        match.get("dictionary_name") == "user_inputs"
        or any(
            base.get("dictionary_name") == "user_inputs" for base in match.get("base_matches", [])
        )
        for match in guess["sequence"]
    )
