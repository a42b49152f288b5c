"""The template pack `nlds`: what a screen reader hears of a form."""

import pytest
from crispy_forms.bootstrap import FormActions, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from tests.huisstijl.forms import EveryKind, WithLayout, invalid
from tests.huisstijl.html import element, elements


def as_crispy(form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


VALID = {"naam": "Anna", "email": "anna@zutphen.example", "afdeling": "r", "datum": "2026-11-26"}


def test_every_visible_input_has_a_label_of_its_own():
    html = as_crispy(EveryKind())

    labelled = {label["for"] for label in elements(html, "label")}
    inputs = [e for e in elements(html) if e.tag in {"input", "select", "textarea"}]

    assert {e["id"] for e in inputs if e.get("type") != "hidden"} == labelled


def test_help_stands_before_the_input_and_is_read_with_it():
    html = as_crispy(EveryKind())

    assert element(html, "input", name="naam")["aria-describedby"] == "id_naam_helptext"
    assert element(html, id="id_naam_helptext").text == "Zoals het op je certificaat komt."
    assert html.index("id_naam_helptext") < html.index('name="naam"')


def test_only_optional_fields_say_so():
    html = as_crispy(EveryKind())

    optional = [
        e.text.strip() for e in elements(html) if e.tag in {"label", "legend"} and "(" in e.text
    ]

    assert optional == ["Bericht (niet verplicht)", "Dagdelen (niet verplicht)"]


@pytest.mark.parametrize(("name", "kind"), [("dagdeel", "radio"), ("dagdelen", "checkbox")])
def test_choices_are_a_fieldset_with_a_legend(name, kind):
    html = as_crispy(EveryKind())
    start = html.index(f'id="id_{name}_groep"')
    group = "<fieldset " + html[start : html.index("</fieldset>", start)] + "</fieldset>"

    assert element(group, "legend").text.startswith(name.capitalize())
    assert [e["value"] for e in elements(group, "input", type=kind)] == ["ochtend", "middag"]


def test_chosen_options_stay_chosen():
    html = as_crispy(EveryKind({"dagdelen": ["middag"], "dagdeel": "ochtend"}))

    chosen = [(e["name"], e["value"]) for e in elements(html, "input") if "checked" in e]

    assert chosen == [("dagdeel", "ochtend"), ("dagdelen", "middag")]


def test_typed_text_comes_back_escaped():
    assert element(as_crispy(invalid()), "input", name="naam")["value"] == "Anna <Jansen>"


def test_a_faulty_field_is_marked_and_tells_why():
    html = as_crispy(invalid())

    field = element(html, "input", name="email")

    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "fout_email_error")
    assert element(html, id="fout_email_error").text.strip() == "Voer een geldig e-mailadres in."


def test_a_good_field_beside_faulty_ones_is_not_marked():
    assert "aria-invalid" not in element(as_crispy(invalid()), "input", name="naam")


def test_a_faulty_group_reads_help_and_error_with_its_legend():
    group = element(as_crispy(invalid()), "fieldset", id="fout_dagdeel_groep")

    assert group["aria-describedby"] == "fout_dagdeel_helptext fout_dagdeel_error"


def test_the_summary_is_announced_and_can_take_the_focus():
    summary = element(as_crispy(invalid()), role="alert")

    assert summary["tabindex"] == "-1"
    assert "data-fouten" in summary


def test_every_link_of_the_summary_leads_to_something_that_can_take_the_focus():
    html = as_crispy(invalid())
    targets = [a["href"].removeprefix("#") for a in elements(html, "a")]

    reached = {e["id"]: e for e in elements(html) if e.get("id") in targets}

    assert len(targets) == 7
    assert set(reached) == set(targets)
    assert all(e.tag != "fieldset" or e["tabindex"] == "-1" for e in reached.values())


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = EveryKind(VALID)
    form.add_error(None, "De dag is al voorbij.")

    assert "De dag is al voorbij." in element(as_crispy(form), role="alert").text


def test_an_error_of_a_hidden_field_is_not_lost():
    form = EveryKind(VALID | {"versie": "oud"})

    assert "Voer een geheel getal in." in element(as_crispy(form), role="alert").text


def test_a_new_form_has_no_summary():
    assert elements(as_crispy(EveryKind()), role="alert") == []


def test_a_crispy_form_posts_files_with_a_token_and_leaves_the_checks_to_us():
    html = render_crispy_form(WithLayout(), context={"csrf_token": "geheim"})
    form = element(html, "form")

    assert form["method"] == "post"
    assert form["enctype"] == "multipart/form-data"
    assert "novalidate" in form
    assert element(html, "input", name="csrfmiddlewaretoken")["value"] == "geheim"


def test_layout_objects_make_our_parts():
    html = render_crispy_form(WithLayout())

    classes = {name for e in elements(html) for name in e.get("class", "").split()}

    assert {"lp-fieldset", "lp-legend", "lp-row", "lp-column", "lp-stack"} <= classes
    assert element(html, "legend", class_="lp-legend").text == "Wie"
    assert "Bijna klaar." in html
    assert "utrecht-button--primary-action" in element(html, "button", name="bewaar")["class"]


class Actions(forms.Form):
    dagdeel = forms.ChoiceField(choices=[("o", "Ochtend")], widget=forms.RadioSelect)
    helper = FormHelper()
    helper.layout = Layout(
        InlineRadios("dagdeel"), FormActions(Submit("bewaar", "Bewaar"), Button("leeg", "Leeg"))
    )


def test_actions_stand_in_a_row_with_one_primary_button():
    html = render_crispy_form(Actions())

    buttons = [e["class"].split()[1] for e in elements(html, "button")]

    assert buttons == ["utrecht-button--primary-action", "utrecht-button--secondary-action"]
    assert elements(html, "div", class_="lp-acts") != []


def test_radios_can_stand_beside_each_other():
    html = render_crispy_form(Actions())

    assert "lp-choices--inline" in element(html, "fieldset")["class"]


def test_inputs_of_a_helper_follow_the_fields():
    form = EveryKind()
    form.helper = FormHelper()
    form.helper.add_input(Submit("bewaar", "Bewaar"))

    html = render_crispy_form(form)

    assert element(html, "button")["type"] == "submit"
    assert html.index('name="akkoord"') < html.index("<button")


def test_a_formset_keeps_its_management_form_and_says_what_is_wrong_as_a_whole():
    formset_class = forms.formset_factory(EveryKind, extra=2, max_num=1, validate_max=True)
    posted = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    formset = formset_class(posted | {f"form-{i}-naam": "Anna" for i in (0, 1)})

    html = as_crispy(formset)

    assert element(html, "input", name="form-TOTAL_FORMS")["value"] == "2"
    assert element(html, "input", name="form-1-naam")["value"] == "Anna"
    assert "Kijk dit nog even na" in html


def test_a_label_can_be_for_screen_readers_only():
    form = WithLayout()
    form.helper = FormHelper()
    form.helper.form_show_labels = False

    html = render_crispy_form(form)

    assert element(html, "label", for_="id_naam")["class"].strip() == "lp-sr"
