"""Claims under real concurrency: threads with their own connections, on both databases."""

import threading

from django.db import connection, connections

from accounts.models import User
from berichten.actions import queue_bericht
from berichten.models import Bericht
from berichten.tasks import deliver


def test_workers_racing_for_the_same_rows_send_each_once(shared_database, mailserver):
    anna = User.objects.create_user("anna@gemeente.example")
    rows = Bericht.objects.bulk_create(
        Bericht(soort="proef", ontvanger=anna, aanleiding=str(number), adres=anna.email)
        for number in range(8)
    )

    in_threads(4, lambda: [deliver(bericht_id=row.pk) for row in rows])

    assert len(mailserver.taken) == 8
    assert set(Bericht.objects.values_list("status", "pogingen")) == {("verzonden", 1)}


def test_the_same_occasion_queued_at_once_is_one_mail(shared_database, mailserver):
    anna = User.objects.create_user("anna@gemeente.example")

    in_threads(
        4,
        lambda: queue_bericht(
            soort="proef", ontvanger=anna, aanleiding="dag 5", onderwerp="Dag 5", tekst="Tot dan."
        ),
    )

    assert (Bericht.objects.count(), len(mailserver.taken)) == (1, 1)


def in_threads(number: int, work) -> None:
    """Run `work` in threads that start together; an error in one fails the test."""
    errors = []
    start = threading.Barrier(number)

    def run() -> None:
        start.wait(timeout=20)
        try:
            work()
        except Exception as error:  # noqa: BLE001 -- reported below, in the test's own thread
            errors.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    assert errors == [], connection.vendor
