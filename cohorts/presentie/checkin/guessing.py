"""How many wrong codes are put up with: enough for a bad keyboard, too few to guess one."""

from datetime import timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from accounts.ways_in.attempts import count

WINDOW = timedelta(minutes=10)
# For one person, and for everybody together who scans a day's code before signing in.
PER_PERSON, PER_DAY = 10, 300


def of_person(user_pk: int) -> tuple[str, int]:
    return f"person {user_pk}", PER_PERSON


def of_day(bijeenkomst_pk: int) -> tuple[str, int]:
    return f"day {bijeenkomst_pk}", PER_DAY


def is_barred(guesser: tuple[str, int]) -> bool:
    """Whether the last ten minutes held too many wrong codes."""
    who, limit = guesser
    return int(cache.get(_key(who), 0)) >= limit


def note_wrong(guesser: tuple[str, int]) -> None:
    """Count one more; the ten minutes begin anew."""
    key = _key(guesser[0])
    count(key, WINDOW.total_seconds())
    cache.touch(key, WINDOW.total_seconds())


def _key(who: str) -> str:
    return salted_hmac(__name__, who).hexdigest()
