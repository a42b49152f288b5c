"""How often something may be tried: one limit for guesses and for pages that everybody can open.

Not that of allauth: its own words call it internal, it counts no GET, and it refuses while the
cache is away. Somebody at the door of a room with a code in hand must get in then, too.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def can_be_counted() -> bool:
    """Whether the cache keeps anything now: while it is away, allauth refuses every attempt."""
    key = f"{__name__}.can_be_counted"
    cache.set(key, 1, 10)
    return cache.get(key) == 1


@dataclass(frozen=True)
class Limit:
    """So many `times` within the `seconds` that begin with the first; `name` is its own."""

    name: str
    times: int
    seconds: float

    def is_reached(self, who: str) -> bool:
        """Whether `who` has used up all attempts."""
        return int(cache.get(self._key(who), 0)) >= self.times

    def count(self, who: str) -> bool:
        """Count one attempt of `who`; whether it was still allowed."""
        cache.add(self._key(who), 0, self.seconds)
        try:
            return cache.incr(self._key(who)) <= self.times
        except ValueError:  # it ended, or the server came back empty, between the two
            return True

    def _key(self, who: str) -> str:
        """Only a keyed hash of an address or a person is kept."""
        return salted_hmac(f"{__name__} {self.name}", who).hexdigest()
