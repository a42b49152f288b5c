"""Opening stored text for the one person who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from reflecties.encryption import Place, UnreadableError, decrypt
from reflecties.models import Deling, Reflectie
from reflecties.reach import Reach, reach_of

FIRST_WORDS = 140


@dataclass(frozen=True)
class Bladzijde:
    """A line of the journal's list: a page and its first words; none when it is damaged."""

    reflectie: Reflectie
    first_words: str
    damaged: bool

    @property
    def reach(self) -> Reach:
        """Who else can read it; only for pages that came `with_delingen`."""
        return reach_of(self.reflectie)


def text_of(reflectie: Reflectie, *, owner: User) -> str:
    """The text of a page, for its writer. Raises UnreadableError."""
    return decrypt(reflectie.versleutelde_tekst, owner=owner, place=Place.of_page(reflectie))


def shared_text_of(deling: Deling) -> str:
    """The frozen text of a share, for the trainer who may open it. Raises UnreadableError."""
    return decrypt(
        deling.versleutelde_tekst,
        owner=deling.reflectie.eigenaar,
        place=Place.of_share(deling),
    )


def pages_of(reflecties: Iterable[Reflectie], *, owner: User) -> list[Bladzijde]:
    """Lines for a list. One damaged page does not keep the others shut."""
    return [_page(reflectie, owner) for reflectie in reflecties]


@sensitive_variables()
def _page(reflectie: Reflectie, owner: User) -> Bladzijde:
    try:
        text = " ".join(text_of(reflectie, owner=owner).split())
    except UnreadableError:
        return Bladzijde(reflectie, "", damaged=True)
    if len(text) > FIRST_WORDS:
        text = text[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
    return Bladzijde(reflectie, text, damaged=False)
