from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_bericht
from berichten.models import Bericht
from cohorts.deelnemers.actions import enrolment
from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from cohorts.models import Bijeenkomst
from tests.factories import (
    DeelnameFactory,
    TrainerschapFactory,
    UserFactory,
    plan_seven_days,
)


def test_invite_deelnemers_writes_one_message_for_each(cohort, els, anna, bas, vreemd):
    assert invite_deelnemers(cohort=cohort, by=els) == 2

    assert set(Bericht.objects.values_list("ontvanger", flat=True)) == {anna.pk, bas.pk}


def test_invite_deelnemers_twice_invites_nobody(cohort, els, anna):
    invite_deelnemers(cohort=cohort, by=els)

    assert invite_deelnemers(cohort=cohort, by=els) == 0
    assert Bericht.objects.count() == 1


def test_invite_deelnemers_invites_who_came_later(cohort, els, anna):
    invite_deelnemers(cohort=cohort, by=els)
    bas = DeelnameFactory(cohort=cohort).user

    assert invite_deelnemers(cohort=cohort, by=els) == 1
    assert Bericht.objects.filter(ontvanger=bas).count() == 1


def test_invite_deelnemers_passes_over_who_stopped(cohort, els):
    DeelnameFactory(cohort=cohort, tot_en_met=timezone.localdate() - timedelta(days=1))

    assert invite_deelnemers(cohort=cohort, by=els) == 0


def test_an_invitation_says_when_where_who_and_how_to_sign_in(
    cohort, els, anna, carla, bijeenkomsten, settings
):
    settings.BASE_URL = "https://leergang.example"
    User.objects.filter(pk=carla.pk).update(telefoon="06 12345678")

    invite_deelnemers(cohort=cohort, by=els)

    bericht = Bericht.objects.get()
    assert bericht.antwoord_aan == carla.email
    assert "Dag Anna," in bericht.tekst
    assert "Testdam A" in bericht.tekst
    assert f"{bijeenkomsten[5].locatie}" in bericht.tekst
    assert "06 12345678" in bericht.tekst
    link = "https://leergang.example/account/login/?email=anna.jansen%40testdam.example"
    assert f"Open je leergang: {link}" in bericht.tekst


def test_an_invitation_does_not_escape_a_name(cohort, els):
    cohort.naam = "Bij 't Spui"
    cohort.save()
    DeelnameFactory(cohort=cohort, user=UserFactory(voornaam="D'Artagnan"))

    invite_deelnemers(cohort=cohort, by=els)

    assert "Dag D'Artagnan," in Bericht.objects.get().tekst
    assert "&#x27;" not in Bericht.objects.get().tekst


@pytest.mark.parametrize("people", [1, 3])
def test_inviting_costs_a_fixed_number_of_queries_per_person(cohort, els, people):
    DeelnameFactory.create_batch(people, cohort=cohort)

    with CaptureQueriesContext(connection) as queries:
        invite_deelnemers(cohort=cohort, by=els)

    assert len(queries) <= 8 + 14 * people


def test_an_invitation_calls_somebody_by_what_is_known_of_the_name(cohort, els):
    DeelnameFactory(cohort=cohort, user=UserFactory(voornaam="", achternaam="Bos"))
    DeelnameFactory(cohort=cohort, user=UserFactory(voornaam="", achternaam=""))

    invite_deelnemers(cohort=cohort, by=els)

    greetings = {bericht.tekst.splitlines()[0] for bericht in Bericht.objects.all()}
    assert greetings == {"Dag Bos,", "Dag collega,"}


def test_at_half_past_midnight_it_is_a_new_day(
    cohort, els, bijeenkomsten, ander_cohort, time_machine
):
    """Who stopped yesterday is passed over, and neither trainer nor day of yesterday is named."""
    time_machine.move_to("2026-11-23 00:30 +0100")
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    TrainerschapFactory(cohort=cohort, tot_en_met=yesterday)
    TrainerschapFactory(cohort=ander_cohort)
    trainer = TrainerschapFactory(cohort=cohort, tot_en_met=today).user
    DeelnameFactory(cohort=cohort, tot_en_met=yesterday)
    last_day = DeelnameFactory(cohort=cohort, tot_en_met=today).user
    Bijeenkomst.objects.filter(pk=bijeenkomsten[3].pk).update(datum=yesterday)

    assert invite_deelnemers(cohort=cohort, by=els) == 1

    bericht = Bericht.objects.get()
    assert (bericht.ontvanger, bericht.antwoord_aan) == (last_day, trainer.email)
    assert "23 november" in bericht.tekst
    assert "22 november" not in bericht.tekst


def test_an_invitation_without_a_trainer_has_no_address_to_answer_to(cohort, els, anna):
    invite_deelnemers(cohort=cohort, by=els)

    assert Bericht.objects.get().antwoord_aan == ""


@pytest.mark.parametrize(("ago", "invited"), [(-1, 1), (0, 1), (1, 0)])
def test_nobody_is_invited_to_a_cohort_that_is_over(client_for, cohort, els, anna, ago, invited):
    """On the last day somebody may still come in; the day after it nobody does."""
    last = plan_seven_days(cohort, today_is=7)[6]
    last.datum = timezone.localdate() - timedelta(days=ago)
    last.save()
    TrainerschapFactory(cohort=cohort)
    client = client_for(els)

    page = client.get(cohort.get_absolute_url()).text
    client.post(reverse("uitnodiging_create", args=[cohort.pk]))

    assert ("Nodig 1 deelnemer uit" in page) == bool(invited)
    assert "0 van de 1 deelnemers zijn uitgenodigd" in page
    assert Bericht.objects.filter(soort="uitnodiging", ontvanger=anna).count() == invited


@pytest.mark.parametrize(("ago", "invited"), [(-1, 1), (0, 1), (1, 0)])
def test_a_cancelled_day_keeps_no_cohort_open(client_for, cohort, els, anna, ago, invited):
    """Six days are enough for a certificate: the last that goes on is the end, not the seventh."""
    dagen = plan_seven_days(cohort, today_is=7)
    dagen[5].datum = timezone.localdate() - timedelta(days=ago)
    dagen[5].save()
    dagen[6].cancel(by=els)
    TrainerschapFactory(cohort=cohort)
    client = client_for(els)

    page = client.get(cohort.get_absolute_url()).text
    client.post(reverse("uitnodiging_create", args=[cohort.pk]))

    assert ("Nodig 1 deelnemer uit" in page) == bool(invited)
    assert Bericht.objects.filter(soort="uitnodiging", ontvanger=anna).count() == invited


@pytest.mark.parametrize(("cancelled", "invited"), [(6, 1), (7, 0)])
def test_nobody_is_invited_to_a_cohort_of_which_all_is_cancelled(
    client_for, cohort, els, anna, cancelled, invited
):
    dagen = plan_seven_days(cohort, today_is=1)
    for bijeenkomst in dagen[:cancelled]:
        bijeenkomst.cancel(by=els)
    TrainerschapFactory(cohort=cohort)
    client = client_for(els)

    page = client.get(cohort.get_absolute_url()).text
    client.post(reverse("uitnodiging_create", args=[cohort.pk]))

    assert ("Nodig 1 deelnemer uit" in page) == bool(invited)
    assert Bericht.objects.filter(soort="uitnodiging", ontvanger=anna).count() == invited


def test_an_invitation_that_cannot_be_written_leaves_nobody_invited(
    cohort, els, anna, bas, monkeypatch
):
    written = []

    def fails_at_the_second(**words):
        written.append(words)
        if len(written) == 2:
            raise RuntimeError
        return queue_bericht(**words)

    monkeypatch.setattr(enrolment, "queue_bericht", fails_at_the_second)
    with pytest.raises(RuntimeError):
        invite_deelnemers(cohort=cohort, by=els)

    assert not Bericht.objects.exists()


def test_only_an_invitation_for_this_cohort_invites(cohort, deelname, els):
    """Not another letter about the same deelname, nor an invitation for another one."""
    elsewhere = DeelnameFactory(user=deelname.user)
    for soort, row in (("welkom", deelname), ("uitnodiging", elsewhere)):
        queue_bericht(
            soort=soort,
            ontvanger=deelname.user,
            aanleiding=row.aanleiding,
            onderwerp="Dag",
            tekst="Dag.",
        )

    assert list(cohort.deelnames.not_invited()) == [deelname]
    assert not cohort.deelnames.with_uitnodiging().get().is_uitgenodigd
    assert invite_deelnemers(cohort=cohort, by=els) == 1
    assert cohort.deelnames.with_uitnodiging().get().is_uitgenodigd
