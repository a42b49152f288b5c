"""The planning page as a whole: seven days in order, and what asks "weet je het zeker"."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cohorts.models import Bijeenkomst, Cohort, Locatie
from cohorts.planning.actions.planning import MARKED, DagPlan, fixed_dagen, revision_of
from cohorts.planning.dates import Proposal
from cohorts.planning.forms.days import NIEUW, ONBEKEND, TIJDEN, DagForm, ElkeDagForm, LocatieForm
from cohorts.planning.forms.doubts import Doubt, find_doubts

Initial = dict[str, Any]


class PlanningForm:
    """All seven days together. Nothing is saved here: `plans` says what to save."""

    def __init__(
        self,
        data: Any = None,
        *,
        cohort: Cohort,
        proposals: Sequence[Proposal] = (),
        voorbeeld: Cohort | None = None,
    ) -> None:
        self.cohort, self.data = cohort, data
        planned = _rows_by_number(cohort)
        likeness = planned or (_rows_by_number(voorbeeld) if voorbeeld else {})
        self.locaties = {str(place.pk): place for place in Locatie.objects.all()}
        common = _common(likeness.values())
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
            for start in _starts(cohort, planned, proposals, likeness)
        ]
        self.nieuwe_locatie = LocatieForm(
            data,
            prefix="locatie",
            empty_permitted=not self._wants_new_place,
            use_required_attribute=False,
        )
        self.warnings: list[Doubt] = []

    @property
    def token(self) -> str:
        """Names the warnings on the page: who says "zeker" agrees to these and to no others."""
        return " ".join(sorted(doubt.key for doubt in self.warnings))

    @property
    def doubted(self) -> list[DagForm]:
        """The days about which there is a warning, each with its warnings."""
        return [form for form in self.dagen if form.doubts]

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
        invalid = [part for part in parts if not part.is_valid()]
        self._check_some_date()
        if not invalid:
            self._check_place()
            self._check_times()
        if any(part.errors for part in parts):
            return False
        self._doubt()
        agreed = self.data.get("zeker", "").split()
        return all(doubt.key in agreed for doubt in self.warnings)

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

    def _check_some_date(self) -> None:
        if not any(form["datum"].value() for form in self.dagen):
            self.dagen[0].add_error("datum", "Vul minstens één datum in.")

    def _check_times(self) -> None:
        for form in self.filled:
            row = form.bijeenkomst
            if form.is_special:
                form.check_order(self._times(form))
            if form.is_fixed and row and self._plan(form, None).moves(row):
                form.add_error("datum", MARKED)

    def _doubt(self) -> None:
        plans = {form: self._plan(form, None) for form in self.filled}
        self.warnings = list(find_doubts(self.cohort, plans))
        for doubt in self.warnings:
            doubt.form.doubts.append(doubt.tekst)

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
            revision=revision_of(form.bijeenkomst),
            **self._times(form),
        )


def _rows_by_number(cohort: Cohort) -> dict[int, Bijeenkomst]:
    rows = cohort.bijeenkomsten.taking_place().select_related("cursusdag")
    return {row.cursusdag.nummer: row for row in rows}


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
    likeness: Mapping[int, Bijeenkomst],
) -> Iterator[Initial]:
    """How each day's form starts. Proposals go to the days that do not stand fast.

    `likeness` are the rows whose times and places are taken over: the own ones, or an example's.
    """
    fixed, common = fixed_dagen(cohort), _common(likeness.values())
    dates = iter(proposals)
    for dag in cohort.programma.cursusdagen.all():
        row = planned.get(dag.nummer)
        # What was made good with an assignment fixes no day that has no date yet.
        is_fixed = row is not None and dag.nummer in fixed
        proposal = None if is_fixed else next(dates, None)
        initial: Initial = {"datum": row.datum if row else None, "revision": revision_of(row)}
        if like := likeness.get(dag.nummer):
            own = _values(like)
            initial |= {k: v for k, v in own.items() if is_fixed or v != common[k]}
        if proposal:
            initial["datum"] = proposal.datum
        yield {
            "cursusdag": dag,
            "bijeenkomst": row,
            "is_fixed": is_fixed,
            "proposal": proposal,
            "initial": initial,
        }
