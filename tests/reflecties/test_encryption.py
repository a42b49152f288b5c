import base64
import logging
import secrets
import threading
from uuid import UUID, uuid4

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from reflecties.encryption import (
    DamagedError,
    KeyLostError,
    Place,
    Purpose,
    decrypt,
    encrypt,
)
from reflecties.keys import wrapping_keys
from reflecties.models import Persoonssleutel
from tests.factories import UserFactory
from tests.reflecties.writing import fresh

ROW = Place(UUID("6a4f1c1e-7d7b-4a52-9a35-0d8f4c8f1b11"), versie=1)
TEXTS = [
    "",
    "Gewoon een zin.",
    "👩🏽‍⚖️ recht én gevoel 🌧️",
    "كتبت اليوم عن خطأ ارتكبته",
    "שלום\u202e omgekeerd \u202c",
    "e\u0301 tegenover é, en een nul\x00teken",
    "é" * 100_000,
]

any_text = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def key(name: str) -> str:
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


@pytest.fixture
def writer(db) -> User:
    return UserFactory()


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_written_is_read_again(writer, text):
    blob = encrypt(text, owner=writer, place=ROW)

    assert decrypt(blob, owner=fresh(writer), place=ROW) == text


@any_text
@given(text=st.text())
def test_any_text_is_read_again(writer, text):
    blob = encrypt(text, owner=writer, place=ROW)

    assert decrypt(memoryview(blob), owner=writer, place=ROW) == text


def test_the_same_text_never_looks_the_same_twice(writer):
    blobs = {encrypt("Dezelfde zin.", owner=writer, place=ROW) for _ in range(50)}

    assert len(blobs) == 50


def test_every_flipped_bit_of_every_byte_is_noticed(writer):
    blob = encrypt("Kort.", owner=writer, place=ROW)

    for place in range(len(blob)):
        for bit in range(8):
            flipped = blob[:place] + bytes([blob[place] ^ 1 << bit]) + blob[place + 1 :]
            with pytest.raises(DamagedError):
                decrypt(flipped, owner=writer, place=ROW)


@any_text
@given(cut=st.integers(min_value=0))
def test_a_shortened_text_is_noticed(writer, cut):
    blob = encrypt("Een zin die langer is.", owner=writer, place=ROW)

    with pytest.raises(DamagedError):
        decrypt(blob[: cut % len(blob)], owner=writer, place=ROW)


def test_a_copy_in_another_row_does_not_open(writer):
    blob = encrypt("Van deze rij.", owner=writer, place=ROW)

    with pytest.raises(DamagedError):
        decrypt(blob, owner=writer, place=Place(uuid4(), 1))


def test_a_copy_in_another_journal_does_not_open(writer):
    other = UserFactory()
    encrypt("Eigen tekst.", owner=other, place=ROW)
    blob = encrypt("Van de schrijver.", owner=writer, place=ROW)

    with pytest.raises(DamagedError):
        decrypt(blob, owner=other, place=ROW)


def test_the_data_key_of_another_person_does_not_open_with_their_row(writer):
    other = UserFactory()
    blob = encrypt("Van de schrijver.", owner=writer, place=ROW)
    stolen = Persoonssleutel.objects.get(user=writer)
    Persoonssleutel.objects.create(
        user=other, sleutel_id=stolen.sleutel_id, verpakt=bytes(stolen.verpakt)
    )

    with pytest.raises(KeyLostError):
        decrypt(blob, owner=other, place=ROW)


def test_a_text_says_whose_it_is_beside_the_key_that_opens_it(writer):
    other = UserFactory()
    blob = encrypt("Van de schrijver.", owner=writer, place=ROW)
    other._journal_cipher = writer._journal_cipher

    with pytest.raises(DamagedError):
        decrypt(blob, owner=other, place=ROW)


@pytest.mark.parametrize(
    "place",
    [
        Place(UUID(int=1), 1),
        Place(ROW.row_id, 2),
        Place(ROW.row_id, 1, copied_from=UUID(int=1)),
        Place(ROW.row_id, 1, met_id=1),
    ],
)
def test_a_text_opens_in_no_other_place(writer, place):
    blob = encrypt("Alleen hier.", owner=writer, place=ROW)

    with pytest.raises(DamagedError):
        decrypt(blob, owner=writer, place=place)


def test_a_page_does_not_pass_for_a_share(writer):
    blob = encrypt("Nooit gedeeld.", owner=writer, place=ROW)

    with pytest.raises(DamagedError):
        decrypt(blob, owner=writer, place=Place(ROW.row_id, 1, Purpose.DELING))


def test_a_destroyed_key_makes_the_text_unreadable(writer):
    blob = encrypt("Voorgoed weg.", owner=writer, place=ROW)
    Persoonssleutel.objects.get(user=writer).delete()

    with pytest.raises(KeyLostError):
        decrypt(blob, owner=fresh(writer), place=ROW)


def test_reading_never_makes_a_key(writer):
    with pytest.raises(KeyLostError):
        decrypt(b"\x01" + bytes(40), owner=writer, place=ROW)

    assert not Persoonssleutel.objects.exists()


def test_a_damaged_data_key_is_not_replaced_in_silence(writer):
    encrypt("Tekst.", owner=writer, place=ROW)
    stored = Persoonssleutel.objects.get(user=writer)
    stored.verpakt = bytes(stored.verpakt)[:-1] + b"\x00"
    stored.save()

    with pytest.raises(KeyLostError):
        encrypt("Nog een tekst.", owner=fresh(writer), place=ROW)


def test_text_stays_readable_when_a_new_wrapping_key_comes_first(writer, settings):
    old, new = key("2026"), key("2027")
    settings.JOURNAAL_SLEUTELS = [old]
    blob = encrypt("Geschreven in 2026.", owner=writer, place=ROW)
    settings.JOURNAAL_SLEUTELS = [new, old]
    later = UserFactory()
    encrypt("Geschreven in 2027.", owner=later, place=ROW)

    assert decrypt(blob, owner=fresh(writer), place=ROW) == "Geschreven in 2026."
    assert Persoonssleutel.objects.get(user=later).sleutel_id == "2027"


def test_text_does_not_open_without_its_wrapping_key(writer, settings):
    settings.JOURNAAL_SLEUTELS = [key("2026")]
    blob = encrypt("Geschreven in 2026.", owner=writer, place=ROW)
    settings.JOURNAAL_SLEUTELS = [key("2027")]

    with pytest.raises(KeyLostError):
        decrypt(blob, owner=fresh(writer), place=ROW)


def test_a_wrapped_key_does_not_open_under_another_key_id(writer, settings):
    settings.JOURNAAL_SLEUTELS = [key("een")]
    blob = encrypt("Tekst.", owner=writer, place=ROW)
    same_bytes = settings.JOURNAAL_SLEUTELS[0].partition(":")[2]
    settings.JOURNAAL_SLEUTELS = [f"twee:{same_bytes}"]
    Persoonssleutel.objects.update(sleutel_id="twee")

    with pytest.raises(KeyLostError):
        decrypt(blob, owner=fresh(writer), place=ROW)


def test_an_unreadable_text_leaves_one_log_line_with_the_row_and_no_text(writer, caplog):
    blob = encrypt("Niet in de log.", owner=writer, place=ROW)

    with caplog.at_level(logging.DEBUG), pytest.raises(DamagedError):
        decrypt(blob[:-1], owner=writer, place=ROW)

    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [
        ("ERROR", f"reflectie {ROW.row_id} is unreadable: DamagedError")
    ]


@pytest.mark.django_db(transaction=True)
def test_two_first_pages_at_once_share_one_key():
    user = UserFactory()
    blobs: dict[int, bytes] = {}
    started = threading.Event()

    def other_request() -> None:
        blobs[2] = encrypt("Tweede.", owner=fresh(user), place=ROW)
        connection.close()

    def other_wins(execute, sql, params, many, context):
        # Between our look for a key and our attempt to store one, somebody else stores theirs.
        result = execute(sql, params, many, context)
        if sql.startswith("SELECT") and not started.is_set():
            started.set()
            thread = threading.Thread(target=other_request)
            thread.start()
            thread.join(timeout=30)
        return result

    with connection.execute_wrapper(other_wins):
        blobs[1] = encrypt("Eerste.", owner=user, place=ROW)

    texts = [decrypt(blobs[n], owner=fresh(user), place=ROW) for n in (1, 2)]
    assert texts == ["Eerste.", "Tweede."]
    assert Persoonssleutel.objects.count() == 1


@pytest.mark.parametrize(
    "entries",
    [
        [],
        ["zonder-dubbele-punt"],
        [":MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="],
        ["a b:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="],
        ["kort:MDEyMzQ1"],
        ["geen-base64:***"],
        [key("dubbel"), key("dubbel")],
    ],
)
def test_unusable_keys_are_refused_at_the_start(settings, entries):
    settings.JOURNAAL_SLEUTELS = entries

    with pytest.raises(ImproperlyConfigured):
        wrapping_keys()
    assert "reflecties.E001" in {message.id for message in run_checks()}


def test_a_refused_key_is_not_repeated_in_the_message(settings):
    settings.JOURNAAL_SLEUTELS = ["kort:c2xldXRlbA=="]

    with pytest.raises(ImproperlyConfigured) as refused:
        wrapping_keys()

    assert "c2xldXRlbA" not in str(refused.value)
