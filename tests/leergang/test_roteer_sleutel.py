"""The command says how many were done, and whether the old key can go now."""

import io
import logging

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from reflecties.models import Persoonssleutel
from tests.factories import UserFactory
from tests.reflecties.test_encryption import key
from tests.reflecties.writing import write

pytestmark = pytest.mark.django_db

OLD, NEW = key("2026"), key("2027")


@pytest.fixture
def secret(settings) -> str:
    settings.JOURNAAL_SLEUTELS, settings.SECRET_KEY = [OLD], "oude-sleutel-" * 6
    secret, user = generate_totp_secret(), UserFactory()
    write(user, "Niet op het scherm.")
    write(UserFactory(), "Niet op het scherm.")
    TOTP.activate(user, secret)
    settings.JOURNAAL_SLEUTELS = [NEW, OLD]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "nieuwe-sleutel-" * 6
    return secret


def run() -> str:
    out = io.StringIO()
    call_command("roteer_sleutel", stdout=out)
    return out.getvalue()


def test_it_counts_and_says_what_can_go(secret):
    said = run()

    assert "Logboek (JOURNAAL_SLEUTELS, 2027): 2 persoonssleutels omgezet, 0 stond" in said
    assert "Uit JOURNAAL_SLEUTELS mag nu weg: 2026." in said
    assert "Inloggen (SECRET_KEY): 1 tweede sleutel omgezet, 0 stond" in said
    assert "hebben SECRET_KEY_FALLBACKS niet meer nodig" in said
    again = run()
    assert "0 persoonssleutels omgezet, 2 stond" in again
    assert "0 tweede sleutels omgezet, 1 stond" in again


def test_with_one_key_nothing_can_go(secret, settings):
    run()
    settings.JOURNAAL_SLEUTELS, settings.SECRET_KEY_FALLBACKS = [NEW], []

    said = run()

    assert "mag nu weg" not in said
    assert "SECRET_KEY_FALLBACKS" not in said


def test_nothing_can_go_while_one_does_not_open(secret):
    broken = Persoonssleutel.objects.first()
    Persoonssleutel.objects.filter(pk=broken.pk).update(sleutel_id="2025")
    out = io.StringIO()

    with pytest.raises(CommandError, match="Haal nog geen oude sleutel weg"):
        call_command("roteer_sleutel", stdout=out)

    assert "mag nu weg" not in out.getvalue()
    assert f"1 persoonssleutel, rij {broken.pk}." in out.getvalue()


def test_no_secret_reaches_screen_or_log(secret, settings, caplog):
    with caplog.at_level(logging.DEBUG, logger=""):
        said = run()

    told = said + caplog.text
    for hidden in (secret, "Niet op het scherm", settings.SECRET_KEY, NEW[5:], OLD[5:]):
        assert hidden not in told
