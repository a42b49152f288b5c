"""Reminders and notices: who said not to come is left alone, who catches up is told once."""

import pytest
from django.utils import timezone

from programma.models import Mailsjabloon
from tests.cohorts.herinneringen.outbox import sent_about
from tests.day_factories import AfmeldingFactory, InhaalplanFactory
from tests.factories import CohortFactory, DeelnameFactory

TWEE_DAGEN = Mailsjabloon.Soort.TWEE_DAGEN


def test_who_gave_notice_for_the_whole_day_is_not_reminded(at, bas, deelname, dag):
    AfmeldingFactory(deelname=deelname, bijeenkomst=dag)

    at(-2)

    assert {user.voornaam for _, user in sent_about(dag)} == {"Bas", "Carla"}


@pytest.mark.parametrize("fields", [{"middag": False}, {"ingetrokken_op": timezone.now()}])
def test_half_a_day_or_a_notice_taken_back_is_reminded(at, anna, deelname, dag, fields):
    AfmeldingFactory(deelname=deelname, bijeenkomst=dag, **fields)

    at(-2)

    assert (TWEE_DAGEN, anna) in sent_about(dag)


@pytest.mark.parametrize("is_agreed", [True, False])
def test_a_guest_with_an_agreed_plan_gets_the_reminder_once(at, els, dag, programma, is_agreed):
    gast = DeelnameFactory(cohort=CohortFactory(programma=programma))
    akkoord = {"akkoord_op": timezone.now(), "akkoord_door": els} if is_agreed else {}
    InhaalplanFactory(deelname=gast, cursusdag=dag.cursusdag, bijeenkomst=dag, versie=1, **akkoord)

    at(-2)
    at(-1)

    told = [user for _, user in sent_about(dag)]
    assert told.count(gast.user) == int(is_agreed)
