"""Who gets the place: what is asked before an account of somebody else takes it."""

import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.people.persons import Persoon
from cohorts.deelnemers.actions.enrolment import enrol_deelnemers
from cohorts.deelnemers.actions.lists import (
    answer_question,
    choose_blad,
    confirm_deelnemerimport,
    correct_row,
    judge_deelnemerimport,
    withdraw_answers,
)
from cohorts.deelnemers.lists.judging import LEFT_OUT, Company, Known, judge_rows
from cohorts.deelnemers.lists.rows import ReadRow
from cohorts.deelnemers.models import Deelnemerimport
from tests.cohorts.deelnemers.lists import content_of, csv_of
from tests.cohorts.deelnemers.test_lists import import_of
from tests.factories import UserFactory


@pytest.fixture
def pieter(db):
    return UserFactory(
        voornaam="Pieter", achternaam="Visser", email="pieter.visser@gemeente-zutphen.example"
    )


def texts_of(deelnemerimport) -> list[str]:
    rows = judge_deelnemerimport(deelnemerimport)
    return [row.question.text if row.question else "" for row in rows]


def names_added(deelnemerimport) -> list[str]:
    return [row.persoon.naam for row in judge_deelnemerimport(deelnemerimport) if row.can_be_added]


def test_an_address_of_somebody_else_is_asked_about(cohort, els, pieter):
    waiting = import_of(cohort, els, content_of("lastig/c22_bestaand_account_andere_naam.csv"))

    assert names_added(waiting) == ["Kees Nieuw"]
    assert texts_of(waiting) == [
        "Dit adres hoort bij Pieter Visser, en in de lijst staat Gerda Postma.",
        "",
    ]
    answer_question(deelnemerimport=waiting, nummer=2, key=f"adres:{pieter.pk}")
    waiting.refresh_from_db()
    confirm_deelnemerimport(deelnemerimport=waiting, expected=2, by=els)
    assert cohort.deelnames.filter(user=pieter).exists()


@pytest.mark.parametrize(
    ("voornaam", "achternaam", "is_asked"),
    [
        ("Pieter", "Visser", False),
        ("P.", "VISSER", False),
        ("Piet", "Visser-de Boer", False),
        ("Pieter", "Postma", True),
        ("Gerda", "Visser", True),
    ],
)
def test_who_may_be_the_same_is_not_asked_about(
    cohort, els, pieter, voornaam, achternaam, is_asked
):
    waiting = import_of(cohort, els, csv_of(f"{voornaam},,{achternaam},{pieter.email},,"))

    assert [bool(text) for text in texts_of(waiting)] == [is_asked]


def test_two_addresses_of_one_account_are_one_person(cohort, els):
    hein = UserFactory(voornaam="Hein", achternaam="Vos", email="hein@douane.example")
    EmailAddress.objects.create(user=hein, email="hein.prive@mail.example", verified=True)
    waiting = import_of(cohort, els, content_of("lastig/c23_twee_adressen_een_account.csv"))

    first, second = judge_deelnemerimport(waiting)

    assert first.can_be_added
    assert second.fouten == (
        "Dit is dezelfde persoon als rij 2: hein@douane.example en hein.prive@mail.example "
        "horen bij één account, van Hein Vos.",
    )


def test_an_address_that_nobody_confirmed_makes_nobody_the_same(cohort, els):
    hein = UserFactory(voornaam="Hein", achternaam="Vos", email="hein@douane.example")
    EmailAddress.objects.create(user=hein, email="hein.prive@mail.example", verified=False)
    waiting = import_of(cohort, els, content_of("lastig/c23_twee_adressen_een_account.csv"))

    # Only the name is the same, so that is asked.
    assert texts_of(waiting) == ["", "In rij 2 staat dezelfde naam met een ander adres."]


def test_somebody_we_know_under_another_address_is_asked_about(cohort, ander_cohort, els):
    content = content_of("lastig/c29_zelfde_naam_ander_adres.csv")
    gijs = Persoon("Gijs", "Brouwer", "gijs.tenbrouwer@gemeente-zutphen.example", "ten")
    waiting = import_of(cohort, els, content)
    assert texts_of(waiting)[0] == ""

    (deelname,) = enrol_deelnemers(cohort=ander_cohort, personen=[gijs], by=els)
    deelname.dienstverbanden.update(organisatie=cohort.organisatie)

    [row, _, last] = judge_deelnemerimport(waiting)
    assert row.question.text == (
        "Gijs ten Brouwer is hier al bekend met een ander adres: "
        "gijs.tenbrouwer@gemeente-zutphen.example."
    )
    assert row.question.address == gijs.email
    assert last.question.text == "In rij 3 staat dezelfde naam met een ander adres."


def test_a_namesake_of_another_organisation_is_nobody_we_know(cohort, ander_cohort, els):
    personen = [Persoon("Gijs", "Brouwer", "gijs@elders.example", "ten")]
    enrol_deelnemers(cohort=ander_cohort, personen=personen, by=els)

    waiting = import_of(cohort, els, csv_of("Gijs,ten,Brouwer,gijs@testdam.example,,"))

    assert texts_of(waiting) == [""]


def test_one_personnel_number_of_two_people_is_asked_about(cohort, els):
    waiting = import_of(cohort, els, content_of("lastig/c33_zelfde_personeelsnummer.xlsx"))

    assert texts_of(waiting) == ["", "Personeelsnummer 004711 hoort ook bij Sanne de Wolf (rij 2)."]


@pytest.mark.parametrize(
    ("number", "is_asked"), [("004711", True), ("4711", True), ("47110", False), ("", False)]
)
def test_a_number_of_a_colleague_is_asked_about(cohort, els, number, is_asked):
    sanne = Persoon("Sanne", "Wolf", "sanne@testdam.example", "de", "04711")
    enrol_deelnemers(cohort=cohort, personen=[sanne], by=els)

    waiting = import_of(cohort, els, csv_of(f"Bram,,Kuipers,bram@testdam.example,{number},"))

    assert [bool(text) for text in texts_of(waiting)] == [is_asked]


def test_the_own_number_of_somebody_we_know_is_not_asked_about(cohort, ander_cohort, els):
    sanne = Persoon("Sanne", "Wolf", "sanne@testdam.example", "de", "04711")
    (deelname,) = enrol_deelnemers(cohort=ander_cohort, personen=[sanne], by=els)
    deelname.dienstverbanden.update(organisatie=cohort.organisatie)

    waiting = import_of(cohort, els, csv_of("Sanne,de,Wolf,sanne@testdam.example,4711,"))

    assert texts_of(waiting) == [""]


def test_each_question_needs_its_own_answer(cohort, els, pieter):
    rows = ["Anna,,Bos,anna@testdam.example,7,", f"Gerda,,Postma,{pieter.email},7,"]
    waiting = import_of(cohort, els, csv_of(*rows))

    answer_question(deelnemerimport=waiting, nummer=3, key=f"adres:{pieter.pk}")
    waiting.refresh_from_db()
    assert texts_of(waiting)[1] == "Personeelsnummer 7 hoort ook bij Anna Bos (rij 2)."

    answer_question(deelnemerimport=waiting, nummer=3, key="nummer:anna@testdam.example")
    waiting.refresh_from_db()
    assert texts_of(waiting)[1] == ""
    withdraw_answers(deelnemerimport=waiting, nummer=3)
    waiting.refresh_from_db()
    assert texts_of(waiting)[1].startswith("Dit adres hoort bij")


def test_an_answer_about_one_person_says_nothing_of_another(cohort, els, pieter):
    waiting = import_of(cohort, els, csv_of(f"Gerda,,Postma,{pieter.email},,"))
    answer_question(deelnemerimport=waiting, nummer=2, key=f"adres:{pieter.pk}")
    pieter.email = "weg@elders.example"
    pieter.save()
    UserFactory(voornaam="Ander", achternaam="Mens", email="pieter.visser@gemeente-zutphen.example")

    waiting.refresh_from_db()
    assert texts_of(waiting) == [
        "Dit adres hoort bij Ander Mens, en in de lijst staat Gerda Postma."
    ]


def test_a_row_that_is_left_out_stays_out_and_bothers_no_other(cohort, els):
    rows = ["Anna,,Bos,anna@testdam.example,,", "Anna,,Bos,a.bos@testdam.example,,"]
    waiting = import_of(cohort, els, csv_of(*rows))

    answer_question(deelnemerimport=waiting, nummer=2, key=LEFT_OUT)
    waiting.refresh_from_db()

    first, second = judge_deelnemerimport(waiting)
    assert (first.left_out, first.can_be_added) == (True, False)
    assert (second.question, second.can_be_added) == (None, True)


def test_a_corrected_row_is_judged_by_what_was_typed(cohort, els):
    waiting = import_of(cohort, els, csv_of("?ule,,Yıldız,sule,,Zorg"))
    assert names_added(waiting) == []

    cells = {"voornaam": "Şule", "tussenvoegsel": "", "achternaam": "Yıldız"}
    cells |= {"email": "sule@testdam.example", "personeelsnummer": "", "afdeling": "Zorg"}
    correct_row(deelnemerimport=waiting, nummer=2, cells=cells)

    waiting.refresh_from_db()
    assert names_added(waiting) == ["Şule Yıldız"]
    confirm_deelnemerimport(deelnemerimport=waiting, expected=1, by=els)
    waiting.refresh_from_db()
    kept = (waiting.rijen, waiting.bladen, waiting.blad, waiting.verbeteringen, waiting.antwoorden)
    assert kept == ([], [], {}, {}, {})


def test_what_is_said_of_a_list_after_its_confirmation_changes_nothing(cohort, els):
    """As from another tab at that very moment, which still has it as it was."""
    waiting = import_of(cohort, els, csv_of("An,,Bos,an@x.example,,"))
    confirm_deelnemerimport(
        deelnemerimport=Deelnemerimport.objects.get(pk=waiting.pk), expected=1, by=els
    )

    correct_row(deelnemerimport=waiting, nummer=2, cells={"voornaam": "Anders"})
    answer_question(deelnemerimport=waiting, nummer=2, key=LEFT_OUT)
    withdraw_answers(deelnemerimport=waiting, nummer=2)
    choose_blad(deelnemerimport=waiting, naam="x")

    waiting.refresh_from_db()
    assert (waiting.rijen, waiting.verbeteringen, waiting.antwoorden) == ([], {}, {})


@pytest.mark.parametrize(("days", "is_asked"), [(-1, False), (0, True), (1, True)])
def test_who_works_elsewhere_today_is_asked_about(cohort, ander_cohort, els, days, is_asked):
    gijs = Persoon("Gijs", "Brouwer", "gijs@elders.example", "ten")
    (deelname,) = enrol_deelnemers(cohort=ander_cohort, personen=[gijs], by=els)
    today = timezone.localdate()
    deelname.dienstverbanden.update(
        vanaf=today - timedelta(days=9), tot_en_met=today + timedelta(days=days)
    )

    waiting = import_of(cohort, els, csv_of("Gijs,ten,Brouwer,gijs@elders.example,,"))

    where = ander_cohort.organisatie.weergavenaam
    asked = f"Gijs ten Brouwer staat bij ons als medewerker van {where}."
    assert texts_of(waiting) == [asked if is_asked else ""]


def test_a_long_list_among_many_colleagues_is_judged_quickly():
    """5,000 rows beside 5,000 people who were employed there: each pair is 25 million."""
    known = [Known(n, "Anna", "", f"Bos{n}", f"a{n}@x.example", f"{n}") for n in range(5000)]
    rows = [
        ReadRow(n, Persoon("Bram", f"Vos{n}", f"b{n}@x.example", "", f"9{n}")) for n in range(5000)
    ]
    started = time.process_time()

    judged = judge_rows(rows, Company(colleagues=known))

    assert time.process_time() - started < 2
    assert len(judged) == 5000
