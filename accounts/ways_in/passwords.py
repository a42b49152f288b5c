"""What a password must be: long, and not easy to guess for who knows the person and the course."""

import re

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string
from zxcvbn import zxcvbn

from accounts.models import User

# zxcvbn's highest: ten thousand million guesses do not find it.
STRONG = 4
# A hundred million.
ENOUGH = 3
# It looks no further, and takes its time beyond.
LOOKS_AT = 72
EASY = "Dit wachtwoord is makkelijk te raden."
OWN = (
    "Dit wachtwoord is makkelijk te raden voor wie jou kent: je naam, je adres of je organisatie "
    "staat erin."
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
        own = self._own(user) if user and user.pk else []
        known = [*self.words, *_years(), *own]
        # "Anna Jansen 2026" is no stronger than "annajansen2026".
        joined = re.sub(r"[\s._-]", "", password)
        # What is left without the known words must be worth something by itself.
        rest = re.sub("|".join(map(re.escape, known)), "", password.lower())
        strong = min(_score(password, known), _score(joined, known)) >= STRONG
        if not (strong and _score(rest, known) >= ENOUGH):
            mine = any(word in password.lower() for word in own)
            raise ValidationError(f"{OWN if mine else EASY} {BETTER}", code="guessed")

    def get_help_text(self) -> str:
        return BETTER

    def _own(self, user: User) -> list[str]:
        more = import_string(self.words_of)(user) if self.words_of else []
        texts = (user.email, user.voornaam, user.tussenvoegsel, user.achternaam, *more)
        return [part for text in texts for part in re.split(r"\W+", text.lower()) if len(part) > 2]


def _years() -> list[str]:
    this = timezone.localdate().year
    return [str(year) for year in range(this - 10, this + 3)]


def _score(password: str, known: list[str]) -> int:
    return int(zxcvbn(password[:LOOKS_AT], user_inputs=known)["score"]) if password else 0
