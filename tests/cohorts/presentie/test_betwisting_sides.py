"""A question about a mark is of one person and one day; so are its answer and who may give it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from berichten.models import Bericht
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Cohort, Deelname
from cohorts.presentie.actions.betwistingen import (
    answer_betwisting,
    create_betwisting,
    withdraw_betwisting,
)
from cohorts.presentie.betwistingen import AAN_COORDINATOR, AAN_TRAINER
from cohorts.presentie.models import Betwisting
from tests.cohorts.catching_up import follow, plan_beside
from tests.cohorts.catching_up import mark as say
from tests.day_factories import BetwistingFactory
from tests.factories import CohortFactory, DeelnameFactory, mark_days

WOORDEN = "Ik was er vanaf half tien."


@pytest.fixture
def marks(deelname: Deelname, vandaag) -> list[Aanwezigheid]:
    """Anna was not there today: the morning and the afternoon."""
    mark_days(deelname, [5], status="afwezig")
    return list(deelname.aanwezigheden.order_by("-dagdeel"))


@pytest.fixture
def vraag(marks) -> Betwisting:
    return BetwistingFactory(aanwezigheid=marks[0])


def read(url: str, client) -> Betwisting:
    """The row of the only form of a page."""
    [form] = client.get(url).context["forms"]
    return form.betwisting


# -- Asking --------------------------------------------------------------------------------


def test_after_an_answer_the_same_mark_is_questioned_anew_and_once(vraag, marks, anna, carla):
    answer_betwisting(betwisting=vraag, status="", antwoord="Je was er niet.", by=carla)
    words = {"aanwezigheid": marks[0], "toelichting": WOORDEN, "by": anna}

    again, twice = create_betwisting(**words), create_betwisting(**words)

    assert again == twice
    assert again != vraag
    assert again.status == "afwezig"


def test_about_which_nothing_is_registered_nothing_is_asked(
    client_for, anna, deelname, marks, vandaag
):
    say(deelname, vandaag, "open", "ochtend")
    client, url = client_for(anna), reverse("betwisting_create", args=[marks[0].pk])

    assertContains(client.get(url), "nog niets genoteerd")
    response = client.post(url, {"toelichting": WOORDEN})

    assertContains(response, "nog niets genoteerd", status_code=422)
    assert not Betwisting.objects.exists()


@pytest.mark.parametrize(("clock", "is_open"), [("23:59", True), ("00:30", False)])
def test_the_last_day_to_ask_ends_at_midnight_in_the_netherlands(
    anna, marks, vandaag, time_machine, clock, is_open
):
    """Closed after midnight here, while it is the day before in Greenwich."""
    time_machine.move_to("2026-11-24 00:30 +0100", tick=False)
    close_dag(bijeenkomst=vandaag, by=None)
    last = "2026-12-08" if is_open else "2026-12-09"
    time_machine.move_to(f"{last} {clock} +0100", tick=False)
    words = {"aanwezigheid": marks[0], "toelichting": WOORDEN, "by": anna}

    if is_open:
        assert create_betwisting(**words).is_open
        return
    with pytest.raises(ValidationError, match="14 dagen"):
        create_betwisting(**words)


def test_a_question_goes_to_the_coordinator_when_nobody_leads_the_cohort_now(
    anna, marks, vraag, cohort, els, carla, dirk
):
    """Who led it before hears nothing, nor who leads another one."""
    cohort.trainerschappen.update(tot_en_met=timezone.localdate() - timedelta(days=1))

    create_betwisting(aanwezigheid=marks[1], toelichting=WOORDEN, by=anna)

    assert [(row.soort, row.ontvanger) for row in Bericht.objects.all()] == [(AAN_COORDINATOR, els)]


def test_the_page_of_an_open_day_asks_the_trainer_alone(client_for, anna, marks, els, carla):
    url = reverse("betwisting_create", args=[marks[0].pk])

    response = client_for(anna).post(url, {"toelichting": WOORDEN})

    home = f"{reverse('aanwezigheid_list')}?cohort={marks[0].deelname.cohort_id}"
    assertRedirects(response, f"{home}#dag-{marks[0].cursusdag_id}", fetch_redirect_response=False)
    assert [(row.soort, row.ontvanger) for row in Bericht.objects.all()] == [(AAN_TRAINER, carla)]


@pytest.mark.parametrize("name", ["betwisting_create", "betwisting_intrekking"])
def test_nobody_reaches_the_question_or_mark_of_somebody_else(
    client_for, bas, carla, els, marks, vraag, name
):
    pk = marks[1].pk if name == "betwisting_create" else vraag.pk

    for reader in (bas, carla, els):
        response = client_for(reader).post(reverse(name, args=[pk]), {"toelichting": WOORDEN})
        assert response.status_code == 404

    assert Betwisting.objects.open().get() == vraag


def test_words_are_three_hundred_signs_at_most_whoever_writes_them(vraag, marks, anna, carla):
    long, full = "x" * 301, "x" * 300

    for words in (long, ""):
        with pytest.raises(ValidationError):
            create_betwisting(aanwezigheid=marks[1], toelichting=words, by=anna)
    with pytest.raises(ValidationError):
        answer_betwisting(betwisting=vraag, status="", antwoord=long, by=carla)

    assert create_betwisting(aanwezigheid=marks[1], toelichting=full, by=anna).toelichting == full
    assert Betwisting.objects.open().count() == 2
    answer_betwisting(betwisting=vraag, status="", antwoord=full, by=carla)


# -- Taking it back ------------------------------------------------------------------------


def test_what_was_answered_or_is_of_somebody_else_is_not_taken_back(vraag, marks, anna, bas, carla):
    other = BetwistingFactory(aanwezigheid=marks[1])
    with pytest.raises(ValidationError, match="niet jouw vraag"):
        withdraw_betwisting(betwisting=vraag, by=bas)
    answer_betwisting(betwisting=vraag, status="", antwoord="Nee.", by=carla)

    withdraw_betwisting(betwisting=vraag, by=anna)
    vraag.refresh_from_db()
    assert vraag.ingetrokken_op is None
    assert Betwisting.objects.open().get() == other

    withdraw_betwisting(betwisting=other, by=anna)
    with pytest.raises(ValidationError, match="beantwoord of ingetrokken"):
        answer_betwisting(betwisting=other, status="", antwoord="Nee.", by=carla)
    assert Bericht.objects.filter(ontvanger=anna).count() == 1


# -- Answering -----------------------------------------------------------------------------


def test_after_the_closing_a_trainer_does_not_answer_not_even_that_it_stays(
    vraag, vandaag, carla, els
):
    close_dag(bijeenkomst=vandaag, by=carla)
    words = {"betwisting": vraag, "status": "", "antwoord": "Je was er niet."}

    with pytest.raises(ValidationError) as refusal:
        answer_betwisting(by=carla, **words)
    assert refusal.value.code == "afgerond"
    row = answer_betwisting(by=els, **words)

    assert (row.uitkomst, row.antwoord) == ("ongewijzigd", "Je was er niet.")
    assert row.aanwezigheid.status == "afwezig"


def test_of_a_day_that_is_no_longer_planned_only_that_it_stays_is_answered(
    vraag, vandaag, carla, els
):
    vandaag.geannuleerd_op = timezone.now()
    vandaag.save()

    with pytest.raises(ValidationError, match="niet meer in de planning"):
        answer_betwisting(betwisting=vraag, status="aanwezig", antwoord="", by=els)
    assert Betwisting.objects.open().get() == vraag

    assert answer_betwisting(betwisting=vraag, status="", antwoord="Nee.", by=carla).uitkomst


def test_a_change_of_an_open_day_is_no_correction_and_changes_one_half(vraag, marks, carla, els):
    answer_betwisting(betwisting=vraag, status="aanwezig", antwoord="", by=els)

    for mark in marks:
        mark.refresh_from_db()
    last = marks[0].wijzigingen.latest("pk")
    assert [mark.status for mark in marks] == ["aanwezig", "afwezig"]
    assert (last.bron, last.reden, last.door) == ("presentie", "", els)


def test_whether_a_day_is_closed_and_when_it_was_is_of_the_own_cohort(
    client_for, vraag, marks, ander_cohort, bijeenkomsten, vandaag, carla, els
):
    """The same day of another cohort, and another day of this one, are closed."""
    elsewhere = plan_beside(ander_cohort)[4]
    for row in (elsewhere, bijeenkomsten[3]):
        row.afgerond_op = timezone.now()
        row.save()

    row = read(reverse("betwisting_list"), client_for(carla))
    assert (row.is_gesloten, row.datum) == (False, vandaag.datum)

    close_dag(bijeenkomst=vandaag, by=carla)
    row = read(reverse("betwisting_list"), client_for(els))
    assert (row.is_gesloten, row.datum) == (True, vandaag.datum)


def test_a_cancelled_date_is_not_the_date_of_the_day(client_for, vraag, vandaag, els):
    vandaag.cancel(els)

    row = read(reverse("betwisting_list"), client_for(els))

    assert (row.is_gesloten, row.datum) == (False, None)


def test_a_refused_answer_keeps_what_was_typed_and_the_other_questions(
    client_for, carla, vraag, marks
):
    other = BetwistingFactory(aanwezigheid=marks[1])
    data = {f"vraag-{vraag.pk}-besluit": "", f"vraag-{vraag.pk}-antwoord": "Je kwam later."}
    client = client_for(carla)

    response = client.post(reverse("betwisting_antwoord", args=[vraag.pk]), data)

    assertContains(response, "Je kwam later.", 1, status_code=422)
    forms = response.context["forms"]
    assert [(form.betwisting, form.is_bound) for form in forms] == [(vraag, True), (other, False)]
    assert [form.is_bound for form in client.get(reverse("betwisting_list")).context["forms"]] == [
        False,
        False,
    ]


def test_who_may_not_answer_finds_no_question_and_no_list(client_for, anna, dirk, hanna, vraag):
    url, page = reverse("betwisting_antwoord", args=[vraag.pk]), reverse("betwisting_list")
    data = {f"vraag-{vraag.pk}-besluit": "aanwezig"}

    for reader in (anna, dirk, hanna):
        assert client_for(reader).post(url, data).status_code == 404
    for reader, status in ((anna, 403), (hanna, 403), (dirk, 200)):
        assert client_for(reader).get(page).status_code == status
    assert vraag.aanwezigheid.wijzigingen.filter(naar="aanwezig").count() == 0


# -- Mijn aanwezigheid ---------------------------------------------------------------------


def test_of_two_cohorts_one_is_shown_and_the_other_is_named(client_for, anna, deelname, cohort):
    other: Cohort = CohortFactory(naam="Testdam Z", programma=cohort.programma)
    second = DeelnameFactory(user=anna, cohort=other)
    strange = DeelnameFactory(cohort=CohortFactory(programma=cohort.programma))
    client, url = client_for(anna), reverse("aanwezigheid_list")

    for asked, others in ((deelname, [second]), (second, [deelname])):
        context = client.get(url, {"cohort": asked.cohort_id}).context
        assert (context["deelname"], context["andere_deelnames"]) == (asked, others)
    first = client.get(url).context["deelname"]
    for value in (strange.cohort_id, "x", ""):
        assert client.get(url, {"cohort": value}).context["deelname"] == first


def test_a_question_taken_back_hides_no_answer(client_for, anna, carla, vraag, marks):
    answer_betwisting(betwisting=vraag, status="", antwoord="Je kwam later.", by=carla)
    again = BetwistingFactory(aanwezigheid=marks[0], toelichting="Toch niet.")
    withdraw_betwisting(betwisting=again, by=anna)

    page = client_for(anna).get(reverse("aanwezigheid_list"))

    assertContains(page, "Je kwam later.")
    assertNotContains(page, "Toch niet.")


def test_who_takes_part_in_nothing_has_no_page_of_the_own_marks(client_for, carla, deelname):
    assert client_for(carla).get(reverse("aanwezigheid_list")).status_code == 403


def test_what_was_caught_up_elsewhere_is_questioned_with_the_own_trainer(
    client_for, anna, gemist, host, carla, dirk
):
    follow(gemist, host, "ochtend")
    mark = gemist.aanwezigheden.get(dagdeel="ochtend")

    create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=anna)

    assert [row.ontvanger for row in Bericht.objects.all()] == [carla]
    page = reverse("betwisting_list")
    assertContains(client_for(carla).get(page), WOORDEN)
    assertNotContains(client_for(dirk).get(page), WOORDEN)
