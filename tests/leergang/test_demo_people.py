"""What the demo's people have gone through when somebody opens it for the first time."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Afmelding
from cohorts.models import Bijeenkomst, Cohort
from leergang.demo.actions import load_demo
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail, code_of


@pytest.mark.django_db
def test_only_the_cohort_that_has_not_begun_still_waits_for_its_invitations():
    call_command("laad_gemeenten", verbosity=0)
    load_demo(today=timezone.localdate())

    waiting = {
        cohort.naam: cohort.deelnames.not_invited().count() for cohort in Cohort.objects.all()
    }
    assert waiting["Zutphen A"] == waiting["Midden-Groningen B"] == 0
    assert waiting["Douane"] == 10


@pytest.mark.django_db
def test_days_behind_us_are_closed_and_somebody_gave_notice_also_a_week_later():
    call_command("laad_gemeenten", verbosity=0)
    today = timezone.localdate()

    for day in (today, today, today + timedelta(days=7)):
        load_demo(today=day)
        closed = Bijeenkomst.objects.exclude(afgerond_op=None)

        assert {row.pk for row in closed} == {
            row.pk for row in Bijeenkomst.objects.all() if row.datum < day
        }
        afmelding = Afmelding.objects.geldig().get()
        assert afmelding.bijeenkomst.datum > day


@pytest.mark.django_db
def test_a_demo_person_beside_the_four_gets_in_and_sets_up_a_second_factor(
    settings, client, django_capture_on_commit_callbacks
):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    mara = User.objects.get(email="mara.van.dam@beroepseer.example")
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, mara.email)
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert client.get("/vandaag/").url == "/account/beveiliging/"
    page = client.get("/account/beveiliging/app/aanzetten/")

    client.post(
        "/account/beveiliging/app/aanzetten/",
        {"code": code_of(page.context["form"].secret)},
    )

    assert client.get("/vandaag/").status_code == 200
    assert not User.objects.filter(password="").exists()
