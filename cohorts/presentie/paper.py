"""The list of one day on paper: who may sign it, and nothing else about them."""

from dataclasses import dataclass

from accounts.models import User
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from cohorts.presentie.models import Toehoorder


@dataclass(frozen=True, slots=True)
class Regel:
    """One line to sign; `rol` says who is not of the group."""

    naam: str
    rol: str = ""


@dataclass(frozen=True)
class Blad:
    """What is printed: the day, who leads it, and a line for everybody."""

    bijeenkomst: Bijeenkomst
    trainers: tuple[User, ...]
    regels: tuple[Regel, ...]


def sheet_of(bijeenkomst: Bijeenkomst) -> Blad:
    """The sign-in sheet of a bijeenkomst: four queries, however many people.

    A gast who catches up stands among the others, as a class list goes; who looks on comes last.
    """
    own = list(Deelname.objects.expected_at(bijeenkomst).select_related("user"))
    plans = Inhaalplan.objects.gepland().at(bijeenkomst).with_person()
    gasten = {plan.deelname_id: plan.deelname for plan in plans}
    people = sorted([*own, *gasten.values()], key=lambda row: row.sorteersleutel)
    trainers = Trainerschap.objects.leading(bijeenkomst)
    return Blad(
        bijeenkomst=bijeenkomst,
        trainers=tuple(row.user for row in trainers),
        regels=(
            *(Regel(row.user.naam, "gast" if row.pk in gasten else "") for row in people),
            *(
                Regel(row.naam, "kijkt mee")
                for row in Toehoorder.objects.for_bijeenkomst(bijeenkomst)
            ),
        ),
    )
