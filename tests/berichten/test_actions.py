from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from berichten.actions import queue_bericht
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
