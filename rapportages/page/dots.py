"""The seven dots of a person: a shape, a sign and words for each outcome."""

from dataclasses import dataclass

from rapportages.outcomes import Uitkomst

# The shape and the sign; a day that is still to come shows its number instead.
SHAPES: dict[Uitkomst, tuple[str, str]] = {
    Uitkomst.AANWEZIG: ("full", "✓"),
    Uitkomst.INGEHAALD: ("made", "●"),
    Uitkomst.EERDER: ("before", "«"),
    Uitkomst.HALVE_DAG: ("half", "½"),
    Uitkomst.AFWEZIG: ("out", "–"),
    Uitkomst.NOG_NIET: ("future", ""),
    Uitkomst.VERWERKT: ("wait", "…"),
    Uitkomst.ONBEKEND: ("unknown", "?"),
    Uitkomst.DEELS: ("unknown", "¿"),
    Uitkomst.BUITEN: ("none", "×"),
    Uitkomst.NVT: ("none", "·"),
}


@dataclass(frozen=True)
class Dot:
    """One day as it is drawn, and as it is read aloud."""

    kind: str
    sign: str
    words: str


def dot_of(uitkomst: Uitkomst, nummer: int) -> Dot:
    """The dot of day `nummer` with this outcome."""
    kind, sign = SHAPES[uitkomst]
    return Dot(kind, sign or str(nummer), uitkomst.value)
