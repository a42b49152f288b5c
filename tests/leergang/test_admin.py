import pytest
from django.contrib import admin
from django.urls import reverse
from pytest_django.asserts import assertContains

from cohorts.models import HRContact
from programma.models import Mailsjabloon, Programma

MODELS = ["programma", "cursusdag", "mailsjabloon"]


@pytest.mark.parametrize("model", MODELS)
def test_beheerder_reads_what_was_loaded(client_for, beheerder, programma, model):
    cursusdag = programma.cursusdagen.get(nummer=1)
    Mailsjabloon.objects.create(
        programma=programma,
        soort=Mailsjabloon.Soort.DAG_ERNA,
        onderwerp="Hoe was het?",
        tekst="Dag.",
        dagen=1,
    )
    row = {"programma": programma, "cursusdag": cursusdag}.get(model) or Mailsjabloon.objects.get()

    page = client_for(beheerder).get(reverse(f"admin:programma_{model}_changelist"))

    assertContains(page, reverse(f"admin:programma_{model}_change", args=[row.pk]))


def test_a_loaded_version_cannot_be_changed_or_deleted(client_for, beheerder, programma):
    client = client_for(beheerder)

    change = client.post(
        reverse("admin:programma_programma_change", args=[programma.pk]), {"naam": "Anders"}
    )
    delete = client.post(
        reverse("admin:programma_programma_delete", args=[programma.pk]), {"post": "yes"}
    )
    add = client.get(reverse("admin:programma_programma_add"))

    assert [change.status_code, delete.status_code, add.status_code] == [403, 403, 403]
    assert Programma.objects.get().naam == programma.naam


@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_enters_the_admin(client_for, els, programma, model):
    response = client_for(els).get(reverse(f"admin:programma_{model}_changelist"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


def test_the_admin_holds_no_page_about_people_but_hr_contacts():
    # A page about addresses, second factors or sessions would let a beheerder become anybody.
    registered = {model._meta.label for model in admin.site._registry}

    assert registered == {
        "programma.Programma",
        "programma.Cursusdag",
        "programma.Mailsjabloon",
        "cohorts.Organisatie",
        "cohorts.Locatie",
        "cohorts.HRContact",
    }


@pytest.mark.parametrize(
    "page", ["account/emailaddress", "mfa/authenticator", "usersessions/usersession", "auth/group"]
)
def test_a_beheerder_finds_no_way_into_the_account_of_somebody_else(client_for, beheerder, page):
    response = client_for(beheerder).get(f"{reverse('admin:index')}{page}/add/")

    assert response.status_code == 404


def test_a_beheerder_makes_hr_of_others_and_never_of_themselves(
    client_for, beheerder, organisatie, niemand
):
    client, url = client_for(beheerder), reverse("admin:cohorts_hrcontact_add")
    form = {"organisatie": organisatie.pk, "vanaf": "2026-01-01", "tot_en_met": ""}

    own = client.post(url, {**form, "user": beheerder.pk})
    other = client.post(url, {**form, "user": niemand.pk})

    assert (own.status_code, other.status_code) == (200, 302)
    assert [contact.user for contact in HRContact.objects.all()] == [niemand]
