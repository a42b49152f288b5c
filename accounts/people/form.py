"""Naming somebody in a form: an address is enough for who has an account."""

from typing import Any

from django import forms

from accounts.canonical import canonical, validate_plain
from accounts.models import User
from accounts.people.addresses import users_at
from accounts.people.persons import LIMITS, Persoon
from huisstijl.fields import AddressField, LineField, needed_with_others


class PersoonForm(forms.Form):
    """Somebody we know by address, or a new person with a name."""

    needed_when_new: tuple[str, ...] = ("voornaam", "achternaam")

    email = AddressField(
        label="E-mailadres",
        max_length=LIMITS["email"],
        help_text="Kennen we deze persoon al? Dan is het e-mailadres genoeg.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        validators=[validate_plain],
        error_messages={"required": "Vul het e-mailadres in."},
    )
    voornaam = needed_with_others(LineField(label="Voornaam", max_length=LIMITS["voornaam"]))
    tussenvoegsel = LineField(
        label="Tussenvoegsel", max_length=LIMITS["tussenvoegsel"], required=False
    )
    achternaam = needed_with_others(LineField(label="Achternaam", max_length=LIMITS["achternaam"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        email = canonical(data.get("email", ""))
        known = users_at([email]).get(email) if email else None
        if known is not None:
            self._refuse_other_name(known, data)
        elif email:
            for name in self.needed_when_new:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Vul dit in: we kennen dit e-mailadres nog niet.")
        return data

    def _refuse_other_name(self, known: User, data: dict[str, Any]) -> None:
        """A name beside an address of somebody else: who reads that mail would get the place."""
        typed = Persoon(data.get("voornaam") or "", data.get("achternaam") or "", "")
        theirs = Persoon(known.voornaam, known.achternaam, known.email)
        if typed.voornaam and typed.achternaam and not typed.has_name_like(theirs):
            self.add_error(
                "email",
                f"Dit adres hoort bij {known.naam}. Is dat wie je bedoelt, laat de naam dan leeg. "
                "Kies anders een ander adres.",
            )

    def persoon(self) -> Persoon:
        names = [field for field in LIMITS if field in self.cleaned_data]
        return Persoon(**{name: self.cleaned_data[name].strip() for name in names})
