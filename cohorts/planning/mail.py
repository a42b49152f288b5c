"""The words of the message about a day that does not go on."""

from django.template.defaultfilters import date as format_date

from accounts.models import User
from berichten.letter import Brief, letter
from cohorts.models import Bijeenkomst


def compose_annulering(bijeenkomst: Bijeenkomst, user: User) -> Brief:
    """To everybody of a cohort: this day does not go on."""
    dag = bijeenkomst.cursusdag
    when = format_date(bijeenkomst.datum, "l j F")
    return (
        f"Dag {dag.nummer} op {format_date(bijeenkomst.datum, 'j F')} gaat niet door",
        letter(
            user,
            f"Dag {dag.nummer} van {bijeenkomst.cohort.naam}, {dag.titel}, op {when} gaat niet "
            "door. Je hoort een nieuwe datum.",
        ),
    )
