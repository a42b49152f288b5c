"""A new wrapping key: every personal key gets it, and every page still opens."""

import threading

import pytest
from django.db import connection

from reflecties import actions
from reflecties.actions import rotate_personal_keys
from reflecties.keys import wrapping_keys
from reflecties.models import Persoonssleutel, Reflectie
from reflecties.reading import text_of
from tests.factories import UserFactory
from tests.reflecties.test_encryption import key
from tests.reflecties.writing import fresh, write

OLD, NEW = key("2026"), key("2027")


@pytest.fixture
def pages(db, settings) -> list[Reflectie]:
    """Five people wrote while the old key was the first."""
    settings.JOURNAAL_SLEUTELS = [OLD]
    written = [write(UserFactory(), f"Bladzijde {number}.") for number in range(5)]
    settings.JOURNAAL_SLEUTELS = [NEW, OLD]
    return written


def texts() -> set[str]:
    return {text_of(page, owner=fresh(page.eigenaar)) for page in Reflectie.objects.all()}


def ids() -> list[str]:
    return sorted(Persoonssleutel.objects.values_list("sleutel_id", flat=True))


def test_the_old_key_can_go(pages, settings):
    rotation = rotate_personal_keys()

    assert (rotation.done, rotation.already, rotation.lost) == (5, 0, [])
    settings.JOURNAAL_SLEUTELS = [NEW]
    assert texts() == {f"Bladzijde {number}." for number in range(5)}


def test_without_it_the_old_key_cannot_go(pages, settings):
    settings.JOURNAAL_SLEUTELS = [NEW]

    rotation = rotate_personal_keys()

    assert (rotation.done, len(rotation.lost)) == (0, 5)
    assert ids() == ["2026"] * 5


def test_a_second_time_changes_nothing(pages):
    rotate_personal_keys()
    before = [bytes(row.verpakt) for row in Persoonssleutel.objects.order_by("pk")]

    rotation = rotate_personal_keys()

    assert (rotation.done, rotation.already) == (0, 5)
    assert [bytes(row.verpakt) for row in Persoonssleutel.objects.order_by("pk")] == before


def test_the_stored_texts_stay_as_they_are(pages):
    rotate_personal_keys()

    for page in pages:
        now = Reflectie.objects.get(pk=page.pk)
        assert bytes(now.versleutelde_tekst) == bytes(page.versleutelde_tekst)


def test_one_that_does_not_open_keeps_none_of_the_others_back(pages, settings):
    broken = Persoonssleutel.objects.get(user=pages[2].eigenaar)
    broken.verpakt = bytes(broken.verpakt)[:-1] + bytes([bytes(broken.verpakt)[-1] ^ 1])
    broken.save()

    rotation = rotate_personal_keys()

    assert (rotation.done, rotation.lost) == (4, [broken.pk])
    after = Persoonssleutel.objects.get(pk=broken.pk)
    assert (after.sleutel_id, bytes(after.verpakt)) == ("2026", broken.verpakt)


def test_a_newest_key_that_was_exchanged_under_its_name_is_found(pages, settings):
    rotate_personal_keys()
    settings.JOURNAAL_SLEUTELS = [key("2027"), OLD]

    assert len(rotate_personal_keys().lost) == 5


def test_after_a_kill_it_goes_on_where_it_was(shared_database, pages, monkeypatch):
    rewrap, calls = actions.rewrap, []

    def killed(stored: Persoonssleutel) -> bool:
        calls.append(stored.pk)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return rewrap(stored)

    monkeypatch.setattr(actions, "rewrap", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate_personal_keys()
    monkeypatch.undo()

    assert ids() == ["2026"] * 2 + ["2027"] * 3
    assert len(texts()) == 5
    rotation = rotate_personal_keys()
    assert (rotation.done, rotation.already) == (2, 3)
    assert len(texts()) == 5


def test_a_key_made_meanwhile_under_the_old_entry_comes_along(pages, settings, monkeypatch):
    """A process that was not yet started again still puts the old entry first."""
    rewrap, late = actions.rewrap, []

    def somebody_begins(stored: Persoonssleutel) -> bool:
        if not late:
            settings.JOURNAAL_SLEUTELS = [OLD]
            late.append(write(UserFactory(), "Net begonnen."))
            settings.JOURNAAL_SLEUTELS = [NEW, OLD]
        return rewrap(stored)

    monkeypatch.setattr(actions, "rewrap", somebody_begins)
    rotation = rotate_personal_keys()

    assert rotation.done == 6
    settings.JOURNAAL_SLEUTELS = [NEW]
    assert "Net begonnen." in texts()


def test_people_write_and_begin_while_it_runs(shared_database, pages, settings):
    people = [page.eigenaar for page in pages] + UserFactory.create_batch(3)
    start, written = threading.Barrier(3), []

    def writer(number: int) -> None:
        start.wait(timeout=10)
        try:
            written.extend(write(user, f"Intussen, {user.pk}.").pk for user in people[number::2])
        finally:
            connection.close()

    threads = [threading.Thread(target=writer, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    start.wait(timeout=10)
    rotate_personal_keys()
    for thread in threads:
        thread.join(timeout=30)

    assert len(written) == 8
    assert rotate_personal_keys().lost == []
    settings.JOURNAAL_SLEUTELS = [NEW]
    assert list(wrapping_keys()) == ["2027"]
    assert len(texts()) == 13
