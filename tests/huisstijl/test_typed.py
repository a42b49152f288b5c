"""What people type or paste is taken as they see it, in every form alike."""

import inspect
import pkgutil
import time
from importlib import import_module
from types import ModuleType

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from certificaten.models import read_code
from huisstijl.fields import AddressField, LineField
from huisstijl.typed import address_in, addresses_in, clean_line, signs_of

APPS = ("accounts", "certificaten", "cohorts", "leergang", "reflecties")
# Fields of one line that say in a way of their own what they take.
OTHERWISE = {"OrganisatieForm.naam", "OrganisatieForm.merkkleur"}
# Of allauth: how somebody calls a passkey of their own.
OTHERWISE |= {"PasskeyForm.name", "PasskeyNameForm.name"}


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\u200bAnna\u00a0 de\u00ad Wolf\ufeff", "Anna de Wolf"),
        ("Zoe\u0308", "Zoë"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("An\u200dna", "Anna"),
    ],
)
def test_a_line_is_what_a_person_sees(typed, seen):
    assert LineField().clean(typed) == seen


@pytest.mark.parametrize(
    "typed",
    [
        "anna@x.example",
        " anna@x.example\u200b ",
        "\u202aanna@x.example\u202c",
        "an\u00adna@x.example",
        "anna@x.example.",
        "Anna Bos <anna@x.example>",
        "mailto:anna@x.example",
    ],
)
def test_an_address_is_found_in_what_was_pasted(typed):
    assert AddressField().clean(typed) == "anna@x.example"


@pytest.mark.parametrize("typed", ["anna", "anna@x.example, bas@x.example", "an na@x.example"])
def test_what_is_no_single_address_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        AddressField().clean(typed)


@pytest.mark.parametrize("text", ["a@" * 500_000, "a" * 1_000_000, "<a@" * 300_000, "@" * 900_000])
def test_a_text_that_is_made_to_be_slow_costs_next_to_nothing(text):
    """Anybody may send one to the page to sign in."""
    started = time.process_time()

    assert addresses_in(text) == []
    assert address_in(text) == text
    assert time.process_time() - started < 0.5


def test_an_address_keeps_its_letters():
    # The Kelvin sign looks like a K and is another mailbox: canonical decides, not the field.
    assert AddressField().clean("\u212aees@x.example") == "\u212aees@x.example"


@pytest.mark.parametrize("typed", ["b-1c.", " b1c\u200b", "B\u00a01\u2013C", "Ｂ１Ｃ", "b\u00ad1c"])
def test_a_code_is_its_letters_and_digits(typed):
    assert signs_of(typed) == "B1C"


CODE = "0123456789ABCDEFGHJK"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "01234-56789-ABCDE-FGHJK.",
        f"\u200b{CODE}\u00a0",
        f"https://leergang.example/controle/{CODE}/",
        f"https://leergang.example/controle/{CODE}.",
        f"leergang.example/controle/{CODE}/?bron=papier#boven",
        f"https://leergang.example/controle/{CODE}/.",
    ],
)
def test_the_code_of_a_certificate_is_found_in_the_whole_printed_address(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", ".", "/", "https://leergang.example/controle/", CODE[:-1]])
def test_what_holds_no_code_is_none(typed):
    assert read_code(typed) is None


@given(st.text(max_size=40))
def test_a_clean_line_stays_as_it_is(text):
    line = clean_line(text)

    assert clean_line(line) == line
    assert line == line.strip()
    assert not set(line) & set("\n\t\u00a0\u200b\u00ad")


def modules_with_forms() -> list[ModuleType]:
    names = [
        module.name
        for app in APPS
        for module in pkgutil.walk_packages(import_module(app).__path__, f"{app}.")
        if "forms" in module.name
    ]
    return [import_module(name) for name in names]


def our_forms() -> list[type[forms.BaseForm]]:
    return [
        value
        for module in modules_with_forms()
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, forms.BaseForm)
        and value.__module__ == module.__name__
    ]


def test_every_field_of_one_line_is_cleaned():
    loose = [
        f"{form.__name__}.{name}"
        for form in our_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if type(field) in {forms.CharField, forms.EmailField}
        and isinstance(field.widget, forms.TextInput)
        and not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
    ]

    assert len(our_forms()) > 20
    assert set(loose) - OTHERWISE == set()
