"""What somebody still has to do for the certificate, as one sentence."""

from collections.abc import Sequence

from django.utils.text import get_text_list

from cohorts.aanwezigheid.progress.day import DAGDELEN_PER_DAG, Dagstand


def zin_of(dagen: Sequence[Dagstand], *, nodig: int, mogelijk: int) -> str:
    """What is still needed, said to a deelnemer who has not met the norm yet.

    Coming days first; where they do not suffice the fewest missed dagdelen that do.
    """
    if nodig <= mogelijk:
        needed = f"{nodig} van de laatste {mogelijk} dagdelen"
        return f"Nog nodig voor je certificaat: {needed}."
    # A day for which somebody only said not to come still counts as one that comes.
    dagen = [dag for dag in dagen if not dag.nog_mogelijk]
    gemist = sum(len(dag.gemist) for dag in dagen)
    tekort = nodig - mogelijk
    if tekort <= gemist:
        days = get_text_list(to_catch_up(dagen, tekort), "en")
        return f"Nog nodig voor je certificaat: {days} inhalen.{_and_come(mogelijk)}"
    if tekort <= gemist + sum(dag.onbekend for dag in dagen):
        unknown = get_text_list([f"dag {dag.nummer}" for dag in dagen if dag.onbekend], "en")
        return f"Over {unknown} is nog niets geregistreerd. Daarna zie je wat je nog nodig hebt."
    missing = tekort - gemist
    word = "dagdeel" if missing == 1 else "dagdelen"
    return (
        f"Je komt nog {missing} {word} tekort voor je certificaat, ook als je alles inhaalt. "
        "Je trainer bespreekt met je wat er kan."
    )


def to_catch_up(dagen: Sequence[Dagstand], count: int) -> list[str]:
    """Days to catch up, as few as possible, that hold `count` missed dagdelen: "dag 3 (ochtend)".

    Whole missed days first, in their order; for an odd one left a day of which half was missed.
    """
    whole = [dag for dag in dagen if len(dag.gemist) == DAGDELEN_PER_DAG]
    half = [dag for dag in dagen if len(dag.gemist) == 1]
    chosen = {dag.nummer: f"dag {dag.nummer}" for dag in whole[: count // DAGDELEN_PER_DAG]}
    left = count - DAGDELEN_PER_DAG * len(chosen)
    for dag in half[:left]:
        chosen[dag.nummer] = f"dag {dag.nummer} ({dag.gemist[0]})"
    left -= len(half[:left])
    if left:
        dag = next(dag for dag in whole if dag.nummer not in chosen)
        chosen[dag.nummer] = f"een dagdeel van dag {dag.nummer}"
    return [words for _, words in sorted(chosen.items())]


def _and_come(mogelijk: int) -> str:
    """All that still comes is needed too."""
    if not mogelijk:
        return ""
    what = "het dagdeel dat" if mogelijk == 1 else f"alle {mogelijk} dagdelen die"
    return f" Volg ook {what} nog {'komt' if mogelijk == 1 else 'komen'}."
