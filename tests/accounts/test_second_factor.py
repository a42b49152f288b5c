"""The second factor: asked of who has one, demanded of who sees the data of others."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from accounts.models import User
from tests.accounts.steps import (
    CODE_PAGE,
    ask_for_code,
    code_in_mail,
    code_of,
    link_in_mail,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

SECOND_STEP = "/account/login/stap-2/"
SECURITY = "/account/beveiliging/"


@pytest.fixture
def secret(zus) -> str:
    """Zus has an authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(zus, secret)
    return secret


# -- Asked ---------------------------------------------------------------------------------


def test_after_the_code_comes_the_app(client, zus, secret):
    ask_for_code(client)

    response = client.post(CODE_PAGE, {"code": code_in_mail()})

    assert response.url == SECOND_STEP
    assert signed_in(client) is None
    assert client.post(SECOND_STEP, {"code": code_of(secret)}).url == "/"
    assert signed_in(client) == str(zus.pk)


def test_after_the_link_comes_the_app(client, zus, secret):
    ask_for_code(client)
    other = Client()

    response = other.post(link_in_mail())

    assert response.url == SECOND_STEP
    assert signed_in(other) is None
    other.post(SECOND_STEP, {"code": code_of(secret)})
    assert signed_in(other) == str(zus.pk)


def test_a_link_that_led_to_the_second_step_is_used_up(client, zus, secret):
    ask_for_code(client)
    Client().post(link_in_mail())

    assert Client().post(link_in_mail()).status_code == 410


def test_after_the_password_comes_the_app(client, zus, secret):
    zus.set_password("een lange zin van mij")
    zus.save()

    response = client.post(
        "/account/login/", {"login": zus.email, "password": "een lange zin van mij"}
    )

    assert response.url == SECOND_STEP
    assert signed_in(client) is None


def test_a_wrong_second_code_is_told_at_the_field(client, zus, secret):
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_mail()})

    response = client.post(SECOND_STEP, {"code": "12"})

    assert response.status_code == 422
    assert "Deze code klopt niet" in response.content.decode()
    assert signed_in(client) is None


def test_the_second_step_cannot_be_guessed_for_long(client, zus, secret):
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_mail()})
    for _ in range(5):
        client.post(SECOND_STEP, {"code": "12"})

    response = client.post(SECOND_STEP, {"code": code_of(secret)})

    assert "te veel pogingen" in response.content.decode()
    assert signed_in(client) is None


def test_the_second_step_is_closed_to_who_skipped_the_first(client, zus, secret):
    assert client.post(SECOND_STEP, {"code": code_of(secret)}).url == "/account/login/"


def test_the_page_of_the_admin_is_no_way_round(client, beheerder):
    beheerder.set_password("een lange zin van mij")
    beheerder.save()
    TOTP.activate(beheerder, generate_totp_secret())

    response = client.post(
        "/beheer/login/", {"username": beheerder.email, "password": "een lange zin van mij"}
    )

    assert response.url.startswith("/account/login/")
    assert signed_in(client) is None


# -- Demanded ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["carla", "hanna", "els", "beheerder"])
def test_who_sees_data_of_others_waits_for_a_second_factor(who, request):
    client = Client()
    client.force_login(request.getfixturevalue(who))

    assert client.get("/").url == SECURITY
    assert client.get("/cohorten/").url == SECURITY
    assert client.get("/beheer/").url == SECURITY
    page = client.get(SECURITY).content.decode()
    assert "Nog één stap: een tweede sleutel" in page


def test_who_may_enter_the_admin_waits_for_a_second_factor(niemand):
    niemand.is_staff = True
    niemand.save()
    client = Client()
    client.force_login(niemand)

    assert client.get("/beheer/").url == SECURITY


def test_a_deelnemer_needs_none(anna):
    client = Client()
    client.force_login(anna)

    assert client.get("/").status_code == 200
    assert "een tweede sleutel" not in client.get(SECURITY).content.decode()


def test_recovery_codes_alone_are_no_second_factor(carla):
    Authenticator.objects.create(user=carla, type=Authenticator.Type.RECOVERY_CODES, data={})
    client = Client()
    client.force_login(carla)

    assert client.get("/").url == SECURITY


# -- Set up --------------------------------------------------------------------------------


def test_an_app_is_set_up_and_recovery_codes_follow(zus, client):
    sign_in(client, zus)
    client.get(f"{SECURITY}app/aanzetten/")
    secret = client.session["mfa.totp.secret"]

    response = client.post(f"{SECURITY}app/aanzetten/", {"code": code_of(secret)})

    assert response.url == f"{SECURITY}herstelcodes/"
    assert "Bewaar deze codes goed" in client.get(response.url).content.decode()
    assert set(Authenticator.objects.filter(user=zus).values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }


def test_a_session_from_before_the_second_factor_ends(client, carla):
    # Who read a code in Carla's mailbox waits in a session of their own until she has her app.
    ask_for_code(client, carla.email)
    other = Client()
    other.post(link_in_mail())
    assert signed_in(other) == str(carla.pk)
    client.post(CODE_PAGE, {"action": "resend"})
    client.post(CODE_PAGE, {"code": code_in_mail()})
    client.get(f"{SECURITY}app/aanzetten/")
    secret = client.session["mfa.totp.secret"]

    client.post(f"{SECURITY}app/aanzetten/", {"code": code_of(secret)})

    assert client.get("/vandaag/").status_code == 200
    assert other.get("/vandaag/").url.startswith("/account/login/")


def test_a_wrong_code_sets_nothing_up(client, zus):
    sign_in(client, zus)
    client.get(f"{SECURITY}app/aanzetten/")

    response = client.post(f"{SECURITY}app/aanzetten/", {"code": "12"})

    assert response.status_code == 422
    assert not Authenticator.objects.exists()


def test_switching_the_app_off_asks_who_it_is(client, zus, secret):
    client.force_login(zus)

    response = client.post(f"{SECURITY}app/uitzetten/")

    assert response.url == f"{SECURITY}app/uitzetten/"
    assert client.get(response.url).url.startswith(f"{SECURITY}nogmaals/code/")
    assert Authenticator.objects.filter(user=zus, type="totp").exists()


def test_somebody_elses_passkey_does_not_exist(client, zus):
    broer = User.objects.create_user("broer@gemeente.example")
    key = Authenticator.objects.create(
        user=broer, type=Authenticator.Type.WEBAUTHN, data={"name": "telefoon"}
    )
    sign_in(client, zus)

    assert client.get(f"{SECURITY}passkeys/{key.pk}/naam/").status_code == 404
    assert client.post(f"{SECURITY}passkeys/{key.pk}/verwijderen/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_recovery_codes_stay_closed_to_a_session_that_showed_nothing(client, zus, secret):
    client.force_login(zus)
    Authenticator.objects.create(
        user=zus, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0}
    )

    assert client.get(f"{SECURITY}herstelcodes/").url.startswith(f"{SECURITY}nogmaals/")


def test_secrets_are_encrypted_at_rest(zus, secret):
    stored = Authenticator.objects.get(user=zus, type="totp").data["secret"]

    assert secret not in stored
    assert Authenticator.objects.get(user=zus, type="totp").wrap().validate_code(code_of(secret))


def test_an_earlier_key_still_opens_secrets(zus, secret, settings):
    earlier = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 50, [earlier]

    assert Authenticator.objects.get(user=zus, type="totp").wrap().validate_code(code_of(secret))
