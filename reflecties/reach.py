"""Who can read a page now, in words for its writer. Nothing here opens any text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from reflecties.models import Deling, Reflectie


@dataclass(frozen=True)
class Reach:
    """How far a page reaches: whether somebody else can open a copy, and the words for it."""

    is_shared: bool
    words: str


def reach_of(reflectie: Reflectie) -> Reach:
    """The line of one page in the list; its delingen come from `with_delingen`."""
    delingen = list(reflectie.delingen.all())
    readers = [deling for deling in delingen if deling.leesbaar]
    if readers:
        return Reach(True, f"{_shared(readers)} · {_read(readers)}")
    return Reach(False, _closed(delingen) if delingen else "Alleen jij")


def _shared(readers: Sequence[Deling]) -> str:
    since = _day(min(deling.gedeeld_op for deling in readers))
    older = [deling for deling in readers if not deling.is_unchanged]
    if len(readers) == 1:
        what = "Eerdere tekst gedeeld" if older else "Gedeeld"
        return f"{what} met {readers[0].met}, sinds {since}"
    what = "Eerdere tekst gedeeld" if len(older) == len(readers) else "Gedeeld"
    mixed = ", niet steeds de nieuwste tekst" if 0 < len(older) < len(readers) else ""
    return f"{what} met {len(readers)} trainers, sinds {since}{mixed}"


def _read(readers: Sequence[Deling]) -> str:
    moments = [deling.gelezen_op for deling in readers if deling.gelezen_op]
    if not moments:
        return "nog niet gelezen"
    if len(readers) == 1:
        return f"gelezen op {_day(moments[0])}"
    return f"gelezen door {len(moments)} van de {len(readers)}"


def _closed(delingen: Sequence[Deling]) -> str:
    """Nobody can open it any more: taken back, or the trainer's time with the group is over."""
    was_read = "was" if any(deling.gelezen_op for deling in delingen) else "niet"
    shut = [deling.met.naam for deling in delingen if not deling.ingetrokken_op]
    if shut:
        who = shut[0] if len(shut) == 1 else f"{len(shut)} trainers"
        return f"Nu alleen jij · was gedeeld met {who}, {was_read} gelezen"
    ended = max(deling.ingetrokken_op for deling in delingen if deling.ingetrokken_op)
    return f"Alleen jij · ingetrokken op {_day(ended)}, {was_read} gelezen"


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j b")
