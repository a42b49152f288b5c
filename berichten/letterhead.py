"""What stands above a letter: whose colour it has, and which of the seven days it is about."""

from functools import lru_cache
from typing import NamedTuple

from huisstijl import thema
from huisstijl.pictures import DAGEN


class Letterhead(NamedTuple):
    """The head of a letter; each part may be left out."""

    organisatie: str = ""
    merkkleur: str = ""
    dag: int = 0

    @property
    def gates(self) -> list[tuple[int, str]]:
        """The seven days as gates, when the letter is about one: "was", "is" or "komt"."""
        if self.dag not in DAGEN:
            return []
        return [(dag, _tense(dag, self.dag)) for dag in DAGEN]

    @property
    def colours(self) -> dict[str, str]:
        """The colours of the letter by their use: a mail program knows no custom property."""
        return _colours(self.merkkleur or thema.DEFAULT_COLOUR)


PLAIN = Letterhead()


def _tense(dag: int, now: int) -> str:
    if dag == now:
        return "is"
    return "was" if dag < now else "komt"


@lru_cache(maxsize=512)
def _colours(kleur: str) -> dict[str, str]:
    scale = thema.tokens(kleur)
    return {
        "fill": scale["inverse-bg-default"],
        "field": scale["bg-default"],
        "on_field": scale["color-default"],
        "title": scale["color-document"],
        "open": scale["bg-active"],
        "on_open": scale["color-active"],
        "link": scale["color-default"],
        # A mail program in the dark.
        "dark_field": scale["inverse-bg-document"],
        "dark_link": scale["inverse-border-subtle"],
    }
