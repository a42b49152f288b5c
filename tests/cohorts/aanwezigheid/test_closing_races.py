"""A day that closes while a trainer marks, with real threads and real connections."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.cohorts.presentie.test_races import assert_history_leads_to_status, at_once
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
)

Status, Bron = Aanwezigheid.Status, Aanwezigheidswijziging.Bron


@pytest.fixture
def held(shared_database: None) -> Bijeenkomst:
    return BijeenkomstFactory(cohort=CohortFactory())


def test_button_and_task_at_once_close_a_day_once(held):
    trainer = TrainerschapFactory(cohort=held.cohort).user
    DeelnameFactory.create_batch(6, cohort=held.cohort)

    at_once(
        *[lambda: close_dag(bijeenkomst=held, by=trainer)] * 2,
        *[lambda: close_dag(bijeenkomst=held, by=None)] * 2,
    )

    held.refresh_from_db()
    assert Aanwezigheidswijziging.objects.count() == 6 * 2
    assert {row.door for row in Aanwezigheidswijziging.objects.all()} == {held.afgerond_door}
    assert_history_leads_to_status()


def test_marks_during_the_closing_count_or_are_refused_and_are_never_lost(held):
    trainer = TrainerschapFactory(cohort=held.cohort).user
    people = DeelnameFactory.create_batch(8, cohort=held.cohort)
    saved: list[int] = []
    refused: list[str] = []

    def mark(group) -> None:
        for deelname in group:
            try:
                register_aanwezigheid(
                    bijeenkomst=held,
                    deelname=deelname,
                    dagdeel=Dagdeel.OCHTEND,
                    status=Status.AANWEZIG,
                    by=trainer,
                )
            except ValidationError as refusal:
                refused.append(refusal.code)
            else:
                saved.append(deelname.pk)

    at_once(
        lambda: mark(people[:4]),
        lambda: mark(people[4:]),
        lambda: close_dag(bijeenkomst=held, by=None),
    )

    present = Aanwezigheid.objects.behaald().values_list("deelname_id", flat=True)
    assert sorted(present) == sorted(saved)
    assert refused == ["afgerond"] * (8 - len(saved))
    assert Aanwezigheid.objects.count() == 16
    assert not Aanwezigheid.objects.open().exists()
    held.refresh_from_db()
    later = Aanwezigheidswijziging.objects.filter(
        bron=Bron.PRESENTIE, moment__gt=held.afgerond_op or timezone.now()
    )
    assert not later.exists()
