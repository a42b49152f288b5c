"""From an empty production database to the first cohort, by the lines of the README."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from cohorts.models import Cohort
from tests.accounts.steps import code_of

pytestmark = pytest.mark.django_db


def printed_by(*line, **options) -> str:
    printed = StringIO()
    call_command(*line, stdout=printed, **options)
    return printed.getvalue()


def set_up_app(client) -> None:
    page = client.get("/account/beveiliging/app/aanzetten/")
    secret = page.context["form"].secret
    response = client.post("/account/beveiliging/app/aanzetten/", {"code": code_of(secret)})
    assert response.url == "/account/beveiliging/herstelcodes/"


def test_the_lines_of_the_readme_lead_to_a_first_cohort():
    printed_by("laad_gemeenten")
    printed_by("laad_programma")
    printed = printed_by(
        *("benoem_coordinator", "els@stichting.example", "--voornaam", "Els"),
        *("--achternaam", "Bakker", "--tot-en-met", "2027-12-31", "--link"),
    )
    link = re.search(r"http://testserver(/account/link/\S+)", printed)[1]
    browser = Client()

    browser.post(link)
    assert browser.get("/cohorten/nieuw/").url == "/account/beveiliging/"
    set_up_app(browser)
    page = browser.get("/cohorten/nieuw/")
    response = browser.post(
        "/cohorten/nieuw/",
        {
            "organisatie": "Zutphen",
            "naam": "Zutphen A",
            "capaciteit": "16",
            "programma": page.context["form"].fields["programma"].queryset.get().pk,
            "vanaf": "2027-01-11",
            "weekdag": "3",
            "weken": "3",
            "schoolregio": "gemeente",
        },
    )

    cohort = Cohort.objects.get()
    assert response.url.startswith(f"/cohorten/{cohort.pk}/planning/")
    assert (str(cohort.organisatie), cohort.naam) == ("Zutphen", "Zutphen A")
    assert browser.get("/cockpit/").status_code == 200
