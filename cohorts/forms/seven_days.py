"""The planning page as a whole: seven days in order, and what asks "weet je het zeker"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from cohorts.actions.planning import MARKED, DagPlan, marked_cursusdagen
from cohorts.dates import Proposal, holiday_on
from cohorts.forms.days import NIEUW, ONBEKEND, TIJDEN, DagForm, ElkeDagForm, LocatieForm
from cohorts.models import Bijeenkomst, Cohort, Locatie

SATURDAY = 5
LONG_GAP_WEEKS = 10

Initial = dict[str, Any]


class PlanningForm:
    """All seven days together. Nothing is saved here: `plans` says what to save."""

    def __init__(
        self, data: Any = None, *, cohort: Cohort, proposals: Sequence[Proposal] = ()
    ) -> None:
        self.cohort, self.data = cohort, data
        planned = {row.cursusdag_id: row for row in cohort.bijeenkomsten.taking_place()}
        self.locaties = {str(place.pk): place for place in Locatie.objects.all()}
        common = _common(planned.values())
        places = [(pk, str(place)) for pk, place in self.locaties.items()]
        self.elke_dag = ElkeDagForm(data, prefix="elke", initial=common, locaties=places)
        self.dagen = [
            DagForm(
                data,
                prefix=f"dag-{start['cursusdag'].nummer}",
                locaties=places,
                elke_dag=self.elke_dag,
                **start,
            )
            for start in _starts(cohort, planned, proposals, common)
        ]
        self.nieuwe_locatie = LocatieForm(
            data,
            prefix="locatie",
            empty_permitted=not self._wants_new_place,
            use_required_attribute=False,
        )
        self.warnings: dict[str, str] = {}

    @property
    def token(self) -> str:
        """Names the warnings on the page: who says "zeker" agrees to these and to no others."""
        return " ".join(sorted(self.warnings))

    @property
    def filled(self) -> list[DagForm]:
        """The days with a date."""
        return [form for form in self.dagen if form.cleaned_data.get("datum")]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Every complaint as (id of the field, where it is, what is wrong), in page order."""
        return [
            (field.auto_id, f"{title}{field.label}", str(error))
            for title, form in self._titled()
            for field in form
            for error in field.errors
        ]

    def is_valid(self) -> bool:
        """Whether it can be saved: nothing wrong, and every warning was agreed to."""
        parts = [self.elke_dag, self.nieuwe_locatie, *self.dagen]
        # The order of the dates is looked at whatever else is wrong: all complaints at once.
        invalid = [part for part in parts if not part.is_valid()]
        self._check_order()
        if not invalid:
            self._check_place()
            self._check_times()
        if any(part.errors for part in parts):
            return False
        self.warnings = dict(self._find_warnings())
        return not self.warnings or self.data.get("zeker") == self.token

    def plans(self) -> list[DagPlan]:
        """What to save, for the days with a date."""
        place = self.nieuwe_locatie.place() if self._wants_new_place else None
        return [self._plan(form, place) for form in self.filled]

    def refuse(self, error: ValidationError) -> None:
        """Show what the act refused: something changed while this page was open."""
        self.dagen[0].add_error("datum", error)

    @property
    def has_dates(self) -> bool:
        """Whether any day has a date on the page: planned, proposed or typed."""
        return any(form["datum"].value() for form in self.dagen)

    @property
    def shows_new_place(self) -> bool:
        """Whether the fields of a new place are open: somebody needs or filled them."""
        return not self.locaties or self._wants_new_place or self.nieuwe_locatie.has_changed()

    # -- Checks ----------------------------------------------------------------------------

    @property
    def _wants_new_place(self) -> bool:
        parts = [self.elke_dag, *self.dagen]
        return any(part["locatie"].value() == NIEUW for part in parts)

    def _check_place(self) -> None:
        if self.nieuwe_locatie.has_changed() and not self._wants_new_place:
            text = "Je vulde een nieuwe locatie in. Kies hier ‘Een nieuwe locatie’."
            self.elke_dag.add_error("locatie", text)

    def _check_order(self) -> None:
        if not any(form["datum"].value() for form in self.dagen):
            self.dagen[0].add_error("datum", "Vul minstens één datum in.")
        # A complaint takes a date out of the form's data: all of them are read before the first.
        dates = [(form, form.cleaned_data["datum"]) for form in self.filled]
        for (earlier, day), (later, next_day) in pairwise(dates):
            if next_day <= day:
                when = format_date(day, "j F Y")
                text = f"Dag {later.nummer} moet na dag {earlier.nummer} ({when}) komen."
                later.add_error("datum", text)

    def _check_times(self) -> None:
        for form in self.filled:
            row = form.bijeenkomst
            if form.is_special:
                form.check_order(self._times(form))
            if form.is_marked and row and self._plan(form, None).moves(row):
                form.add_error("datum", MARKED)

    def _find_warnings(self) -> Iterator[tuple[str, str]]:
        changed = {form.cleaned_data["datum"]: form for form in self.filled if form.is_moved}
        for day, form in changed.items():
            for kind, text in _doubts_about(day):
                yield f"{day}-{kind}", f"Dag {form.nummer}, {format_date(day, 'l j F')}: {text}"
        for earlier, later in pairwise(self.filled):
            weeks = (later.cleaned_data["datum"] - earlier.cleaned_data["datum"]).days // 7
            if weeks > LONG_GAP_WEEKS and (earlier.is_moved or later.is_moved):
                text = f"Tussen dag {earlier.nummer} en dag {later.nummer} zitten {weeks} weken."
                yield f"{later.cleaned_data['datum']}-lang", text
        yield from self._find_clashes(changed)

    def _find_clashes(self, changed: Mapping[date, DagForm]) -> Iterator[tuple[str, str]]:
        for other in Bijeenkomst.objects.elsewhere(self.cohort, changed):
            form = changed[other.datum]
            lead = f"Dag {form.nummer}, {format_date(other.datum, 'l j F')}"
            if other.shares_trainer:  # type: ignore[attr-defined]  # set by elsewhere()
                yield f"{other.pk}-trainer", f"{lead}: een trainer is dan ook bij {other.cohort}."
            if other.locatie and other.locatie == self._plan(form, None).locatie:
                yield f"{other.pk}-zaal", f"{lead}: {other.cohort} is dan ook in {other.locatie}."

    # -- Values ----------------------------------------------------------------------------

    def _titled(self) -> Iterator[tuple[str, forms.BaseForm]]:
        yield "Elke dag, ", self.elke_dag
        for form in self.dagen:
            yield f"Dag {form.nummer}, ", form
        yield "Nieuwe locatie, ", self.nieuwe_locatie

    def _times(self, form: DagForm) -> Initial:
        every = self.elke_dag.cleaned_data
        return {name: form.cleaned_data.get(name) or every[name] for name in TIJDEN}

    def _plan(self, form: DagForm, new_place: Locatie | None) -> DagPlan:
        choice = form.cleaned_data.get("locatie") or self.elke_dag.cleaned_data["locatie"]
        return DagPlan(
            cursusdag=form.cursusdag,
            datum=form.cleaned_data["datum"],
            locatie=new_place if choice == NIEUW else self.locaties.get(choice),
            **self._times(form),
        )


def _doubts_about(day: date) -> Iterator[tuple[str, str]]:
    if reden := holiday_on(day):
        yield "feestdag", f"dat is {reden}."
    if day.weekday() >= SATURDAY:
        yield "weekend", "dat is in het weekend."
    if day < timezone.localdate():
        yield "voorbij", "die datum is al geweest."


def _common(rows: Collection[Bijeenkomst]) -> Initial:
    """Times and place of most planned days; nothing when none is planned."""
    if not rows:
        return {"locatie": ONBEKEND} if not Locatie.objects.exists() else {}
    all_values = [_values(row) for row in rows]
    return max(all_values, key=all_values.count)


def _values(row: Bijeenkomst) -> Initial:
    place = str(row.locatie_id) if row.locatie_id else ONBEKEND
    return {name: getattr(row, name) for name in TIJDEN} | {"locatie": place}


def _starts(
    cohort: Cohort,
    planned: Mapping[int, Bijeenkomst],
    proposals: Sequence[Proposal],
    common: Initial,
) -> Iterator[Initial]:
    """How each day's form starts. Proposals go to the days about which nothing is registered."""
    marked = marked_cursusdagen(cohort)
    dates = iter(proposals)
    for dag in cohort.programma.cursusdagen.all():
        row, is_marked = planned.get(dag.pk), dag.pk in marked
        proposal = None if is_marked else next(dates, None)
        initial: Initial = {"datum": row.datum if row else None}
        if row:
            own = _values(row)
            initial |= {k: v for k, v in own.items() if is_marked or v != common[k]}
        if proposal:
            initial["datum"] = proposal.datum
        yield {
            "cursusdag": dag,
            "bijeenkomst": row,
            "is_marked": is_marked,
            "proposal": proposal,
            "initial": initial,
        }
