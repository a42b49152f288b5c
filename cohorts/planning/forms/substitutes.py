"""What a coördinator fills in when somebody leads one day in a trainer's place."""

from datetime import timedelta
from typing import Any

from crispy_forms.layout import Row, Submit
from django.template.defaultfilters import date as format_date

from cohorts.models import Bijeenkomst
from cohorts.planning.forms.trainers import TrainerschapForm
from huisstijl.fields import DayField

# Long enough to prepare, and to finish presentie the day after.
BEFORE, AFTER = timedelta(days=7), timedelta(days=1)
# Beyond this it is no longer one day in somebody's place.
FURTHEST = timedelta(days=60)


class VervangingForm(TrainerschapForm):
    """Who it is, and from when to when this person sees the day."""

    vanaf = DayField(label="Toegang vanaf", error_messages={"required": "Kies een datum."})
    tot_en_met = DayField(
        label="Toegang tot en met", error_messages={"required": "Kies een datum."}
    )

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        self.dag = bijeenkomst.datum
        kwargs["initial"] = {"vanaf": self.dag - BEFORE, "tot_en_met": self.dag + AFTER}
        super().__init__(*args, **kwargs)
        self.helper.layout[-1] = Row("vanaf", "tot_en_met")
        self.helper.inputs = []
        self.helper.add_input(Submit("", "Geef toegang"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last, when = data.get("vanaf"), data.get("tot_en_met"), format_date(self.dag, "j F")
        if first and not self.dag - FURTHEST <= first <= self.dag:
            self.add_error("vanaf", f"Kies een dag in de twee maanden tot en met {when}.")
        if last and not self.dag <= last <= self.dag + FURTHEST:
            self.add_error("tot_en_met", f"Kies {when} of een dag in de twee maanden erna.")
        return data
