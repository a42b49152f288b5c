from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from redis.exceptions import OutOfMemoryError

from berichten import tasks
from berichten.actions import queue_bericht, queue_berichten, rehearse_bericht, retry_bericht
from berichten.models import Bericht

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
