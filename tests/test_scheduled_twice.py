"""Two schedulers beside each other start everything twice; whatever they start happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from accounts.models import User
from berichten.models import Bericht
from certificaten.facts import LINES
from certificaten.models import Certificaat
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.models import Bijeenkomst, Cohort
from cohorts.presentie.models import Opmerking
from programma.models import Programma
from tests.day_factories import AfmeldingFactory, BetwistingFactory, OpmerkingFactory
from tests.factories import (
    AanwezigheidFactory,
    CertificaatFactory,
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    TrainerschapFactory,
    plan_seven_days,
)

SCHEDULED = sorted({line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()})
AT_ONCE, PEOPLE = 4, 6

Count = Callable[[], int]


@pytest.fixture
def cohort(shared_database, time_machine) -> Cohort:
    """Its fifth day is today, Monday; nobody has been marked on it or on the days before."""
    time_machine.move_to("2026-11-23 18:00 +0100", tick=False)
    CoordinatorschapFactory()
    call_command("laad_programma", verbosity=0)
    cohort = CohortFactory(programma=Programma.objects.latest_version("ambtelijk-vakmanschap"))
    plan_seven_days(cohort)
    DeelnameFactory.create_batch(PEOPLE, cohort=cohort)
    TrainerschapFactory(cohort=cohort)
    return cohort


def letters() -> int:
    return len(mail.outbox)


def rows_about(*soorten: str) -> Count:
    return Bericht.objects.filter(soort__in=soorten).count


def deliver_due(cohort: Cohort, shift) -> tuple[Count, int]:
    for user in User.objects.filter(deelnames__cohort=cohort):
        Bericht.objects.create(
            ontvanger=user, adres=user.email, soort="proef", onderwerp="Dag", aanleiding=user.email
        )
    return letters, PEOPLE


def queue_herinneringen(cohort: Cohort, shift) -> tuple[Count, int]:
    # Two days before the sixth day, at noon.
    shift(timedelta(days=11, hours=18))
    return Bericht.objects.count, PEOPLE + 1


def queue_nudges(cohort: Cohort, shift) -> tuple[Count, int]:
    return Bericht.objects.count, 1


def pass_on_betwistingen(cohort: Cohort, shift) -> tuple[Count, int]:
    deelname = cohort.deelnames.first()
    BetwistingFactory(
        aanwezigheid=AanwezigheidFactory(
            deelname=deelname, bijeenkomst=cohort.bijeenkomsten.get(cursusdag__nummer=4)
        )
    )
    shift(timedelta(days=7, hours=16))
    return Bericht.objects.count, 1


def close_overdue_days(cohort: Cohort, shift) -> tuple[Count, int]:
    # The days before today were due long ago.
    return Bijeenkomst.objects.filter(afgerond_op__isnull=False).count, 4


def erase_reasons(cohort: Cohort, shift) -> tuple[Count, int]:
    deelname, day = cohort.deelnames.first(), cohort.bijeenkomsten.last()
    OpmerkingFactory(deelname=deelname, bijeenkomst=day)
    AfmeldingFactory(deelname=deelname, bijeenkomst=day)
    shift(timedelta(days=60))
    return Opmerking.objects.count, 0


def clear_sessions(cohort: Cohort, shift) -> tuple[Count, int]:
    UserSession.objects.create(user=User.objects.first(), session_key="is-er-niet", ip="127.0.0.1")
    shift(timedelta(days=2))
    return UserSession.objects.count, 0


def write_name_keys(cohort: Cohort, shift) -> tuple[Count, int]:
    User.objects.filter(deelnames__cohort=cohort).update(sorteernaam="")
    return User.objects.filter(sorteernaam="").count, 0


def clean_deelnemerimports(cohort: Cohort, shift) -> tuple[Count, int]:
    Deelnemerimport.objects.create(
        cohort=cohort, door=User.objects.first(), bestandsnaam="lijst.csv", rijen=[["a"]]
    )
    shift(timedelta(days=2))
    return Deelnemerimport.objects.count, 0


def render_missing(cohort: Cohort, shift) -> tuple[Count, int]:
    deelname = cohort.deelnames.first()
    teksten = dict.fromkeys(LINES, str(deelname.user)) | {
        "controle_url": "https://leergang.example/controle/X/",
        "kleur": "#154273",
    }
    CertificaatFactory(deelname=deelname, teksten=teksten)
    return Certificaat.objects.without_document().count, 0


def look_at_mail_server(cohort: Cohort, shift) -> tuple[Count, int]:
    return letters, 0


# Per task what makes work for it, and what there is to count when that was done once.
WORK = {
    made.__name__: made
    for made in (
        deliver_due,
        queue_herinneringen,
        queue_nudges,
        pass_on_betwistingen,
        close_overdue_days,
        erase_reasons,
        clear_sessions,
        write_name_keys,
        clean_deelnemerimports,
        render_missing,
        look_at_mail_server,
    )
}


def contents() -> dict[str, list]:
    """Every row of every table of ours."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.managed
    }


def start_at_once(task: str) -> None:
    start = Barrier(AT_ONCE)

    def begin() -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            import_string(task)()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for job in [pool.submit(begin) for _ in range(AT_ONCE)]:
            job.result(timeout=60)


@pytest.mark.parametrize("task", SCHEDULED)
def test_what_is_started_twice_at_once_happens_once(cohort, time_machine, task):
    count, once = WORK[task.rpartition(".")[2]](cohort, time_machine.shift)

    start_at_once(task)

    assert count() == once
    after = contents()
    import_string(task)()
    assert contents() == after
    assert count() == once
