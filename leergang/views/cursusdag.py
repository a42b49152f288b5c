"""One course day as a cohort lives it: before, on and after its date."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import may, user_of
from accounts.models import User
from cohorts.aanwezigheid.models import Afmelding
from cohorts.aanwezigheid.models.gasten import coming_to
from cohorts.models import Bijeenkomst, Cohort, Deelname, Trainerschap
from cohorts.presentie.afmeldingen import refusal_of_afmelding
from cohorts.presentie.checkin.code import dagdeel_open_at
from cohorts.rollen import rollen_of
from programma.models import Cursusdag, Reflectievraag
from reflecties.voorbereiding import voorbereidingen_of

Fase = Reflectievraag.Fase

# What stands in the first and in the second column at each moment; on a phone they follow.
SECTIES = {
    Fase.VOOR: (
        (
            "leergang/cursusdag/_voorbereiding.html",
            "leergang/cursusdag/_leerdoelen.html",
            "leergang/cursusdag/_vragen.html",
            "leergang/cursusdag/_begrippen.html",
            "leergang/cursusdag/_verdieping.html",
            "leergang/cursusdag/_literatuur.html",
            "leergang/cursusdag/_praktijkopdracht.html",
        ),
        ("leergang/cursusdag/_programma.html",),
    ),
    Fase.TIJDENS: (
        ("leergang/cursusdag/_programma.html",),
        (
            "leergang/cursusdag/_vraag.html",
            "leergang/cursusdag/_vragen.html",
            "leergang/cursusdag/_verdieping.html",
            "leergang/cursusdag/_begrippen.html",
            "leergang/cursusdag/_leerdoelen.html",
            "leergang/cursusdag/_praktijkopdracht.html",
            "leergang/cursusdag/_literatuur.html",
            "leergang/cursusdag/_voorbereiding.html",
        ),
    ),
    Fase.NA: (
        ("leergang/cursusdag/_opdracht.html", "leergang/cursusdag/_vraag.html"),
        (
            "leergang/cursusdag/_vragen.html",
            "leergang/cursusdag/_begrippen.html",
            "leergang/cursusdag/_verdieping.html",
            "leergang/cursusdag/_literatuur.html",
            "leergang/cursusdag/_leerdoelen.html",
            "leergang/cursusdag/_programma_terug.html",
            "leergang/cursusdag/_voorbereiding.html",
        ),
    ),
}


class Verdieping(NamedTuple):
    """An extra text of a day: what its first heading calls it, and the rest in Markdown."""

    titel: str
    tekst: str


@dataclass(frozen=True)
class Dag:
    """A course day of one cohort at one moment, for one reader."""

    cursusdag: Cursusdag
    bijeenkomst: Bijeenkomst | None
    cohort_pk: int
    is_deelnemer: bool
    now: datetime

    @property
    def days_left(self) -> int:
        """Days until the bijeenkomst; negative once it is over."""
        return (self._datum - self.now.date()).days

    @property
    def fase(self) -> Reflectievraag.Fase:
        """Before, on or after the date; a day without a date is still to come."""
        if self.bijeenkomst is None or self.days_left > 0:
            return Fase.VOOR
        return Fase.TIJDENS if self.days_left == 0 else Fase.NA

    @property
    def is_incheck_open(self) -> bool:
        """Whether the code on the screen can be scanned or typed now."""
        return bool(self.bijeenkomst and dagdeel_open_at(self.bijeenkomst, self.now))

    @property
    def clock(self) -> str:
        """The time as the timetable writes it, on the day itself."""
        return f"{self.now:%H:%M}" if self.fase is Fase.TIJDENS else ""

    @property
    def block_now(self) -> dict[str, Any] | None:
        """The row of the timetable that goes on; only on the day itself."""
        rows = self.cursusdag.dagprogramma
        return next((row for row in rows if row["van"] <= self.clock < row["tot"]), None)

    @property
    def secties(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parts of each column, those of this moment first."""
        return SECTIES[self.fase]

    @property
    def vragen(self) -> list[tuple[Reflectievraag.Fase, list[Reflectievraag]]]:
        """The questions by phase, those of this moment first."""
        order = sorted(Fase, key=lambda fase: fase is not self.fase)
        vragen = list(self.cursusdag.reflectievragen.all())
        return [(fase, [vraag for vraag in vragen if vraag.fase == fase]) for fase in order]

    @property
    def verdieping(self) -> Verdieping:
        """The extra text, split after its heading; without one it is called what it is."""
        heading, _, rest = self.cursusdag.verdieping.partition("\n")
        if heading.startswith("## "):
            return Verdieping(heading.removeprefix("## "), rest)
        return Verdieping("Verdieping", self.cursusdag.verdieping)

    @property
    def minuten(self) -> int:
        """Minutes of preparation in all."""
        return sum(item.minuten for item in self.cursusdag.voorbereidingen.all())

    @property
    def minuten_open(self) -> int:
        """Minutes of preparation that the reader has not ticked off."""
        items = self.cursusdag.voorbereidingen.all()
        return sum(item.minuten for item in items if not getattr(item, "gedaan", False))

    @property
    def _datum(self) -> date:
        return self.bijeenkomst.datum if self.bijeenkomst else date.max


@require_safe
def cursusdag_detail(request: HttpRequest, cohort_pk: int, nummer: int) -> HttpResponse:
    user = user_of(request)
    dag = _fetch(user, cohort_pk, nummer)
    prefetch_related_objects(
        [dag.cursusdag],
        Prefetch("voorbereidingen", queryset=voorbereidingen_of(user)),
        "reflectievragen",
    )
    context = {
        "dag": dag,
        "cursusdag": dag.cursusdag,
        "bijeenkomst": dag.bijeenkomst,
        "trainers": _trainers(dag.bijeenkomst),
        "may_register": _may_register(user, dag),
        "eigen_deelname": _coming(user, dag),
    }
    return render(request, "leergang/cursusdag_detail.html", context)


def _fetch(user: User, cohort_pk: int, nummer: int) -> Dag:
    """One query for a planned day, two for a day without a date; a stranger gets 404."""
    follows = Exists(Cohort.objects.followed_by(user).filter(pk=cohort_pk))
    planned = Bijeenkomst.objects.visible_to(user).of_day(cohort_pk=cohort_pk, nummer=nummer)
    bijeenkomst = planned.for_page().annotate(is_followed=follows).first()
    if bijeenkomst:
        day, is_deelnemer = bijeenkomst.cursusdag, bijeenkomst.is_followed
        return Dag(day, bijeenkomst, cohort_pk, is_deelnemer, timezone.localtime())
    cohorten = Cohort.objects.visible_to(user).filter(pk=cohort_pk)
    unplanned = Cursusdag.objects.of_cohorten(cohorten).filter(nummer=nummer)
    cursusdag = unplanned.annotate(is_followed=follows).first()
    if cursusdag is None:
        raise Http404
    return Dag(cursusdag, None, cohort_pk, cursusdag.is_followed, timezone.localtime())


def _trainers(bijeenkomst: Bijeenkomst | None) -> list[User]:
    if bijeenkomst is None:
        return []
    return [row.user for row in Trainerschap.objects.leading(bijeenkomst)]


def _coming(user: User, dag: Dag) -> Deelname | None:
    """The reader's deelname for a day that is not over, with `afgemeld_voor`; no other asks."""
    if dag.bijeenkomst is None or refusal_of_afmelding(dag.bijeenkomst):
        return None
    if not rollen_of(user).deelnemer:
        return None
    afmelding = Afmelding.objects.bijeenkomst_of_deelname(dag.bijeenkomst.datum)
    coming = coming_to(dag.bijeenkomst).of_user(user)
    return coming.annotate(afgemeld_voor=afmelding).first()


def _may_register(user: User, dag: Dag) -> bool:
    """Whether the reader takes the roll today; nobody else costs a query."""
    rollen = rollen_of(user)
    if dag.fase is not Fase.TIJDENS or not (rollen.trainer or rollen.coordinator):
        return False
    return may(user, "presentie.register_aanwezigheid", dag.bijeenkomst)
