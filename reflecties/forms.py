from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from cohorts.models import Trainerschap
from programma.models import Cursusdag, Reflectievraag
from reflecties.models import Reflectie, running_deelnames
from reflecties.questions import own_days, own_questions

MAX_BYTES = 200 * 1024
EMPTY = "Een lege bladzijde bewaren we niet. Schrijf iets, of verwijder de bladzijde."
SOMEBODY_ELSE = (
    "In dit venster schreef iemand anders. We hebben niets bewaard. "
    "Kopieer de tekst als je hem wilt houden."
)


class BeginForm(forms.Form):
    """What a new page starts from: a question or a day of one's own programme, or nothing."""

    vraag = forms.ModelChoiceField(Reflectievraag.objects.none(), required=False)
    dag = forms.ModelChoiceField(Cursusdag.objects.none(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name, rows in (("vraag", own_questions), ("dag", own_days)):
            self.fields[name].widget = forms.HiddenInput()
            # Autosave sends neither, many times an hour: then there is nothing to look up.
            if self.data.get(name):
                self.fields[name].queryset = rows(user)  # type: ignore[attr-defined]  # see above


class ReflectieForm(BeginForm):
    """One page as it is being written. `versie` 0 is a page that does not exist yet."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    versie = forms.IntegerField(min_value=0, max_value=2**31 - 2, widget=forms.HiddenInput)
    eigenaar = forms.IntegerField(widget=forms.HiddenInput)
    tekst = forms.CharField(
        label="Jouw tekst",
        strip=False,
        error_messages={"required": EMPTY},
        widget=forms.Textarea(
            # Spelling services and writing assistants send what is typed to somebody else.
            attrs={
                "rows": 12,
                "autocomplete": "off",
                "spellcheck": "false",
                "data-gramm": "false",
                "data-enable-grammarly": "false",
                "data-lt-active": "false",
            }
        ),
    )

    def clean_eigenaar(self) -> int:
        # On a shared computer somebody else may have signed in since this window was opened.
        if self.cleaned_data["eigenaar"] != self.user.pk:
            raise ValidationError(SOMEBODY_ELSE, code="somebody_else")
        return self.user.pk

    @method_decorator(sensitive_variables())
    def clean_tekst(self) -> str:
        tekst = self.cleaned_data["tekst"].replace("\r\n", "\n")
        if not tekst.strip():
            raise ValidationError(EMPTY, code="required")
        size = len(tekst.encode())
        if size > MAX_BYTES:
            raise ValidationError(
                f"Deze bladzijde is te lang: {size // 1024} kB, er past {MAX_BYTES // 1024} kB op. "
                "Knip het laatste stuk eruit en plak het op een nieuwe bladzijde.",
                code="too_long",
            )
        return tekst


class TrainerChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.naam


class DelingForm(forms.Form):
    """Which trainer reads along; `versie` is the version that the writer has before them."""

    met = TrainerChoiceField(
        queryset=User.objects.none(),
        label="Met wie deel je?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Kies met wie je deelt.",
            "invalid_choice": "Deze persoon is nu geen trainer van je groep.",
        },
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, reflectie: Reflectie, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trainers = possible_readers(user)
        self.fields["met"].queryset = self.trainers  # type: ignore[attr-defined]  # our own field
        self.initial.setdefault("versie", reflectie.versie)
        if len(self.trainers) == 1:
            self.initial["met"] = self.trainers[0]


def possible_readers(user: User) -> QuerySet[User]:
    """Trainers who lead, today and as a whole, a running cohort in which `user` takes part.

    By name.
    """
    today = timezone.localdate()
    mine = running_deelnames(today).filter(user=user).values("cohort_id")
    leading = Trainerschap.objects.on(today).filter(cohort__in=mine)
    return leading.people().filter(is_active=True).exclude(pk=user.pk)
