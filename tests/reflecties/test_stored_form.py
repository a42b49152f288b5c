"""What stands in the database keeps its form: texts and keys of years ago have to open."""

import base64

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from reflecties.encryption import DamagedError, KeyLostError, Place, decrypt, encrypt
from reflecties.keys import wrapping_keys
from reflecties.models import Deling, Persoonssleutel, Reflectie
from tests.factories import UserFactory
from tests.reflecties.writing import fresh, share, write

WRAPPING, DATA_KEY = bytes(range(32)), bytes(range(32, 64))
NONCE = b"twaalf bytes"


def stored(key: bytes, text: str, context: str) -> bytes:
    """A sign for the form, 12 bytes that differ each time, and AES-GCM with its 16 at the end."""
    return b"\x01" + NONCE + AESGCM(key).encrypt(NONCE, text.encode(), context.encode())


@pytest.fixture
def writer(db, settings) -> User:
    """Has a data key that was wrapped years ago."""
    settings.JOURNAAL_SLEUTELS = [f"oud:{base64.b64encode(WRAPPING).decode()}"]
    user = UserFactory()
    sealed = AESGCM(WRAPPING).encrypt(NONCE, DATA_KEY, f"persoonssleutel|oud|{user.pk}".encode())
    Persoonssleutel.objects.create(user=user, sleutel_id="oud", verpakt=b"\x01" + NONCE + sealed)
    return user


def test_a_page_of_years_ago_opens_and_a_page_of_today_has_the_same_form(writer):
    page = Reflectie(eigenaar=writer, versie=3)
    context = f"reflectie|{writer.pk}|{page.pk}|3|None|None"

    old = stored(DATA_KEY, "Van toen.", context)
    new = encrypt("Van nu.", owner=fresh(writer), place=Place.of_page(page))

    assert decrypt(old, owner=fresh(writer), place=Place.of_page(page)) == "Van toen."
    assert new[:1] == b"\x01"
    assert AESGCM(DATA_KEY).decrypt(new[1:13], new[13:], context.encode()) == b"Van nu."


def test_a_share_of_years_ago_opens(writer):
    met = UserFactory()
    page = Reflectie(eigenaar=writer)
    deling = Deling(reflectie=page, met=met, versie=2)
    context = f"deling|{writer.pk}|{deling.pk}|2|{page.pk}|{met.pk}"

    old = stored(DATA_KEY, "Gedeeld.", context)

    assert decrypt(old, owner=fresh(writer), place=Place.of_share(deling)) == "Gedeeld."


def test_a_new_key_is_wrapped_in_that_form(writer):
    other = UserFactory()
    page = write(other, "Eerste.")

    row = Persoonssleutel.objects.get(user=other)
    blob, context = bytes(row.verpakt), f"persoonssleutel|oud|{other.pk}".encode()
    data_key = AESGCM(WRAPPING).decrypt(blob[1:13], blob[13:], context)

    assert (row.sleutel_id, blob[:1], len(data_key)) == ("oud", b"\x01", 32)
    own = f"reflectie|{other.pk}|{page.pk}|1|None|None".encode()
    text = bytes(page.versleutelde_tekst)
    assert AESGCM(data_key).decrypt(text[1:13], text[13:], own) == b"Eerste."


@pytest.mark.parametrize("form", [b"", b"\x00", b"\x02"])
def test_another_form_is_damage_of_a_text_and_loss_of_a_key(writer, form):
    page = Reflectie(eigenaar=writer)
    blob = stored(DATA_KEY, "Tekst.", f"reflectie|{writer.pk}|{page.pk}|1|None|None")
    place = Place.of_page(page)

    with pytest.raises(DamagedError):
        decrypt(form + blob[1:], owner=fresh(writer), place=place)
    row = writer.persoonssleutel
    row.verpakt = form + bytes(row.verpakt)[1:]
    row.save()
    with pytest.raises(KeyLostError):
        decrypt(blob, owner=fresh(writer), place=place)


@pytest.mark.parametrize("length", range(0, 29, 4))
def test_a_text_that_is_shorter_than_its_seal_is_damaged(writer, length):
    with pytest.raises(DamagedError):
        decrypt(b"\x01" * length, owner=fresh(writer), place=Place.of_page(Reflectie()))


def test_the_key_of_one_never_opens_or_hides_the_journal_of_another(writer, carla):
    """Who has pages and no key is told so, also while others have theirs."""
    other = UserFactory()
    first, second = write(writer, "Van de een."), write(other, "Van de ander.")
    for page, owner, text in ((first, writer, "Van de een."), (second, other, "Van de ander.")):
        assert (
            decrypt(page.versleutelde_tekst, owner=fresh(owner), place=Place.of_page(page)) == text
        )
    other.persoonssleutel.delete()

    with pytest.raises(KeyLostError):
        write(other, "Nog een.")
    with pytest.raises(KeyLostError):
        share(second, carla)
    newcomer = UserFactory()
    assert write(newcomer).eigenaar == newcomer
    assert not Persoonssleutel.objects.filter(user=other).exists()


@pytest.mark.parametrize("size", [31, 33])
def test_a_wrapping_key_of_another_size_is_refused(settings, size):
    settings.JOURNAAL_SLEUTELS = [f"maat:{base64.b64encode(bytes(size)).decode()}"]

    with pytest.raises(
        ImproperlyConfigured, match="nummer 1: schrijf na de dubbele punt 32 willekeurige bytes"
    ):
        wrapping_keys()


def test_a_stray_sign_in_a_key_is_refused_and_the_entry_is_counted_from_one(settings):
    good = base64.b64encode(bytes(32)).decode()
    settings.JOURNAAL_SLEUTELS = [f"goed:{good}", f"los:{good[:8]}!{good[8:]}"]
    with pytest.raises(ImproperlyConfigured, match="nummer 2: schrijf na de dubbele punt"):
        wrapping_keys()

    settings.JOURNAAL_SLEUTELS = [f"goed:{good}", f"a b:{good}"]
    with pytest.raises(ImproperlyConfigured, match="nummer 2:"):
        wrapping_keys()
