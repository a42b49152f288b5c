from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis.exceptions import OutOfMemoryError

from berichten import tasks
from berichten.actions import queue_bericht, queue_berichten, rehearse_bericht, retry_bericht
from berichten.models import Bericht
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LETTER = {"soort": "proef", "aanleiding": "dag 5", "onderwerp": "Dag 5", "tekst": "Tot dan."}


def test_queue_delivers_after_commit(ontvanger, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue_bericht(ontvanger=ontvanger, **LETTER)
        assert mail.outbox == []

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["anna@gemeente.example"], "Dag 5")
    ]


def test_queue_twice_is_one_row_and_one_mail(ontvanger, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = queue_bericht(ontvanger=ontvanger, **LETTER)
        second = queue_bericht(ontvanger=ontvanger, **{**LETTER, "tekst": "Iets anders."})

    assert first == second
    assert second.tekst == "Tot dan."
    assert len(mail.outbox) == 1


def test_a_new_version_is_a_new_message(ontvanger):
    queue_bericht(ontvanger=ontvanger, **LETTER)
    queue_bericht(ontvanger=ontvanger, versie=2, **LETTER)

    assert Bericht.objects.count() == 2


def test_a_cause_that_is_rolled_back_takes_the_message_along(ontvanger):
    with transaction.atomic():
        queue_bericht(ontvanger=ontvanger, **LETTER)
        transaction.set_rollback(True)

    assert not Bericht.objects.exists()


def test_a_message_for_later_is_left_to_the_sweep(ontvanger, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        queue_bericht(ontvanger=ontvanger, klaar_vanaf=timezone.now() + timedelta(days=1), **LETTER)

    assert callbacks == []


def test_a_line_break_in_the_subject_becomes_a_space(ontvanger):
    bericht = queue_bericht(
        ontvanger=ontvanger, **{**LETTER, "onderwerp": "Dag 5\r\nBcc: iedereen@gemeente.example"}
    )

    assert bericht.onderwerp == "Dag 5 Bcc: iedereen@gemeente.example"


# -- The broker takes nothing ----------------------------------------------------------------


@pytest.fixture
def full_broker(monkeypatch):
    """A broker that answers with an error of its own: full, or still loading what it had."""

    def refuse(*args, **kwargs):
        raise OutOfMemoryError("command not allowed when used memory > 'maxmemory'")

    for task in (tasks.deliver, tasks.deliver_due):
        monkeypatch.setattr(task, "delay", refuse)


@pytest.mark.usefixtures("full_broker")
def test_a_broker_that_takes_nothing_leaves_the_cause_and_its_messages_to_the_sweep(
    ontvanger, django_capture_on_commit_callbacks
):
    many = [
        Bericht(soort="velen", ontvanger=ontvanger, aanleiding=str(n), adres=ontvanger.email)
        for n in range(2)
    ]

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        one = queue_bericht(ontvanger=ontvanger, **LETTER)
        assert queue_berichten(berichten=many) == 2
        rehearse_bericht(onderwerp="x", tekst="x")
        Bericht.objects.filter(pk=one.pk).update(status="mislukt")
        retry_bericht(bericht=one, by=ontvanger)

    assert len(callbacks) == 4
    assert Bericht.objects.due(timezone.now()).count() == 3
    assert mail.outbox == []


def test_many_at_once_leave_once(ontvanger, django_capture_on_commit_callbacks):
    def letters():
        return [
            Bericht(
                soort="velen",
                ontvanger=ontvanger,
                aanleiding=str(n),
                adres=ontvanger.email,
                onderwerp="Dag 5",
            )
            for n in range(2)
        ]

    with django_capture_on_commit_callbacks(execute=True):
        assert queue_berichten(berichten=letters()) == 2
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        assert queue_berichten(berichten=letters()) == 0
        assert queue_berichten(berichten=[]) == 0

    assert callbacks == []
    assert len(mail.outbox) == 2


def test_a_message_that_was_not_given_up_is_not_tried_again(
    ontvanger, django_capture_on_commit_callbacks
):
    bericht = queue_bericht(ontvanger=ontvanger, **LETTER)

    with (
        django_capture_on_commit_callbacks() as callbacks,
        pytest.raises(ValidationError, match="al onderweg"),
    ):
        retry_bericht(bericht=bericht, by=ontvanger)

    assert callbacks == []


def test_a_rehearsal_leaves_nothing(ontvanger, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rehearse_bericht(onderwerp="x", tekst="x")

    assert not Bericht.objects.exists()
    assert mail.outbox == []


# -- Each part of a message ----------------------------------------------------------------


def test_a_message_is_one_of_its_person_kind_occasion_and_version(ontvanger):
    bert = UserFactory()
    first = queue_bericht(ontvanger=ontvanger, **LETTER)
    others = [
        queue_bericht(ontvanger=bert, **LETTER),
        queue_bericht(ontvanger=ontvanger, **{**LETTER, "soort": "anders"}),
        queue_bericht(ontvanger=ontvanger, **{**LETTER, "aanleiding": "dag 6"}),
    ]

    assert len({first.pk, *(other.pk for other in others)}) == 4
    assert (first.adres, others[0].adres) == (ontvanger.email, bert.email)
    assert (first.versie, first.geheim, first.antwoord_aan, first.uiterlijk) == (1, False, "", None)


def test_what_is_given_is_what_is_kept(ontvanger, time_machine):
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    now = timezone.now()

    given = {"versie": 3, "geheim": True, "antwoord_aan": "c@x.nl", "adres": "thuis@post.example"}
    given |= {"klaar_vanaf": now + timedelta(hours=1), "uiterlijk": now + timedelta(hours=2)}
    queue_bericht(ontvanger=ontvanger, **LETTER, **given)

    bericht = Bericht.objects.get()
    assert {name: getattr(bericht, name) for name in given} == given
    assert (bericht.status, bericht.aangemaakt_op, bericht.pogingen) == ("klaar", now, 0)
    assert "Tot dan." in bericht.html
    assert "Dag 5" in bericht.html


def test_a_message_without_a_moment_is_ready_now_also_when_it_comes_too_late(
    ontvanger, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    now, hour = timezone.now(), timedelta(hours=1)
    moments = [None, now + hour, now - hour]

    with django_capture_on_commit_callbacks() as callbacks:
        rows = [
            queue_bericht(ontvanger=ontvanger, versie=number, uiterlijk=last, **LETTER)
            for number, last in enumerate(moments)
        ]
        queue_bericht(ontvanger=ontvanger, versie=8, klaar_vanaf=now, **LETTER)
        queue_bericht(
            ontvanger=ontvanger, versie=9, klaar_vanaf=now + timedelta(seconds=1), **LETTER
        )

    assert [row.klaar_vanaf for row in rows] == [now, now, now - hour]
    assert len(callbacks) == 4


def test_a_subject_is_at_most_250_characters_long(ontvanger):
    bericht = queue_bericht(ontvanger=ontvanger, **{**LETTER, "onderwerp": "o" * 260})

    assert bericht.onderwerp == "o" * 250


def test_of_many_at_once_only_the_new_ones_are_counted_and_sent(
    ontvanger, django_capture_on_commit_callbacks
):
    def letter(number: int) -> Bericht:
        return Bericht(
            soort="velen",
            ontvanger=ontvanger,
            aanleiding=str(number),
            adres=ontvanger.email,
            onderwerp="Dag 5",
            tekst=f"brief {number}",
        )

    queue_berichten(berichten=[letter(1)])
    before = set(Bericht.objects.values_list("message_id", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        assert queue_berichten(berichten=[letter(1), letter(2), letter(3)]) == 2

    assert before < set(Bericht.objects.values_list("message_id", flat=True))
    assert sorted(sent.body for sent in mail.outbox) == ["brief 1", "brief 2", "brief 3"]


def test_another_try_is_of_that_message_alone_and_says_by_whom(
    ontvanger, caplog, django_capture_on_commit_callbacks
):
    by = UserFactory()
    mine, other = (queue_bericht(ontvanger=ontvanger, versie=n, **LETTER) for n in (1, 2))
    Bericht.objects.update(status="mislukt", geclaimd_op=timezone.now())
    caplog.set_level("INFO", logger="berichten.actions")

    with django_capture_on_commit_callbacks(execute=True):
        retry_bericht(bericht=mine, by=by)

    assert list(Bericht.objects.order_by("versie").values_list("status", flat=True)) == [
        "verzonden",
        "mislukt",
    ]
    assert caplog.messages[0] == f"retry_bericht bericht={mine.pk} by={by.pk}"
    assert len(mail.outbox) == 1
    with pytest.raises(ValidationError):
        retry_bericht(bericht=mine, by=by)
    other.refresh_from_db()
    assert other.pogingen == 0


def test_a_rehearsal_does_the_work_of_a_message(ontvanger, django_capture_on_commit_callbacks):
    statements = {}
    for name, act in {
        "real": lambda: queue_bericht(ontvanger=ontvanger, **LETTER),
        "rehearsed": lambda: rehearse_bericht(onderwerp="Dag 5", tekst="Tot dan."),
    }.items():
        with (
            CaptureQueriesContext(connection) as queries,
            django_capture_on_commit_callbacks() as callbacks,
        ):
            act()
        assert len(callbacks) == 1
        statements[name] = [q["sql"] for q in queries if "INSERT INTO" in q["sql"]]

    assert len(statements["real"]) == len(statements["rehearsed"]) == 1
