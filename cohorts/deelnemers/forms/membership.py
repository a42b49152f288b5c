"""What a coördinator fills in about one person: joining, stopping, moving, another employer."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Row, Submit
from django import forms
from django.utils import timezone

from accounts.people.form import PersoonForm
from accounts.people.persons import LIMITS
from cohorts.fields import OrganisatieField
from cohorts.models import Cohort
from cohorts.models.cohort import CohortQuerySet
from huisstijl.fields import DayField, LineField

CHOOSE_A_DAY = {"required": "Kies een datum."}


def _department() -> LineField:
    return LineField(label="Afdeling", max_length=LIMITS["afdeling"], required=False)


def _number() -> LineField:
    return LineField(
        label="Personeelsnummer", max_length=LIMITS["personeelsnummer"], required=False
    )


class DeelnameForm(PersoonForm):
    """One person who joins a cohort."""

    afdeling = _department()
    personeelsnummer = _number()
    vanaf = DayField(
        label="Doet mee vanaf",
        help_text="Dagen vóór deze datum tellen niet mee als afwezig. Inhalen kan wel.",
        error_messages=CHOOSE_A_DAY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"vanaf": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "email",
            Fieldset(
                "Nieuw bij ons?",
                HTML("<p>Vul dan ook de naam in.</p>"),
                Row("voornaam", "tussenvoegsel", "achternaam"),
            ),
            Fieldset("Bij dit cohort", Row("afdeling", "personeelsnummer"), "vanaf"),
        )
        self.helper.add_input(Submit("", "Voeg toe"))


class StopForm(forms.Form):
    """The last day on which somebody takes part."""

    tot_en_met = DayField(
        label="Laatste dag",
        help_text="Deze dag hoort er nog bij. Wat al genoteerd is, blijft staan.",
        error_messages=CHOOSE_A_DAY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"tot_en_met": timezone.localdate()}
        super().__init__(*args, **kwargs)


class CohortChoiceField(forms.ModelChoiceField):
    """A cohort by its name, its organisation and its number of seats."""

    def label_from_instance(self, obj: Cohort) -> str:
        return f"{obj.naam} ({obj.organisatie})"


class OverstapForm(forms.Form):
    """To which cohort somebody moves, and from which day on."""

    cohort = CohortChoiceField(
        label="Naar welk cohort",
        queryset=Cohort.objects.none(),
        empty_label="Kies een cohort",
        error_messages={
            "required": "Kies een cohort.",
            "invalid_choice": "Naar dit cohort kan deze persoon niet overstappen.",
        },
    )
    vanaf = DayField(
        label="Doet daar mee vanaf",
        help_text="In het oude cohort is de dag ervoor de laatste.",
        error_messages=CHOOSE_A_DAY,
    )

    def __init__(self, *args: Any, cohorten: CohortQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorten  # type: ignore[attr-defined]  # a ModelChoiceField
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Laat overstappen"))


class DienstverbandForm(forms.Form):
    """Where somebody works from a day on."""

    organisatie = OrganisatieField(
        label="Nieuwe werkgever",
        help_text="Typ de eerste letters van de gemeente of de organisatie.",
        error_messages={"required": "Vul de nieuwe werkgever in."},
    )
    afdeling = _department()
    personeelsnummer = _number()
    vanaf = DayField(
        label="Werkt daar vanaf",
        help_text="De dag ervoor is de laatste bij de oude werkgever.",
        error_messages=CHOOSE_A_DAY,
    )
    overal = forms.BooleanField(
        label="Ook voor de andere cohorten waarin deze persoon meedoet",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, has_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_others:
            del self.fields["overal"]
        self.helper = FormHelper()
        rest = ["overal"] if has_others else []
        self.helper.layout = Layout(
            "organisatie", Row("afdeling", "personeelsnummer"), "vanaf", *rest
        )
        self.helper.add_input(Submit("", "Bewaar de nieuwe werkgever"))
