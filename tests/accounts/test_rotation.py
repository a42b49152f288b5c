"""A new SECRET_KEY: apps and recovery codes go on working when the former one is gone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken

from accounts import actions
from accounts.actions import rotate_second_factors
from tests.accounts.steps import code_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OLD, NEW = "oude-sleutel-" * 6, "nieuwe-sleutel-" * 6


@pytest.fixture
def secrets(settings) -> dict[int, str]:
    """Three people with an app, and recovery codes beside it, under the old key."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    made = {}
    for user in UserFactory.create_batch(3):
        made[user.pk] = generate_totp_secret()
        TOTP.activate(user, made[user.pk])
        RecoveryCodes.activate(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    return made


def app_of(user_id: int) -> TOTP:
    return Authenticator.objects.get(user=user_id, type="totp").wrap()


def codes_of(user_id: int) -> RecoveryCodes:
    return Authenticator.objects.get(user=user_id, type="recovery_codes").wrap()


def test_app_and_codes_work_when_the_former_key_is_gone(secrets, settings):
    codes = {pk: codes_of(pk).get_unused_codes() for pk in secrets}

    rotation = rotate_second_factors()

    assert (rotation.done, rotation.already, rotation.lost) == (6, 0, [])
    settings.SECRET_KEY_FALLBACKS = []
    for pk, secret in secrets.items():
        assert app_of(pk).validate_code(code_of(secret))
        assert codes_of(pk).get_unused_codes() == codes[pk]


def test_without_it_they_do_not(secrets, settings):
    settings.SECRET_KEY_FALLBACKS = []

    pk, secret = next(iter(secrets.items()))
    with pytest.raises(InvalidToken):
        app_of(pk).validate_code(code_of(secret))
    assert len(rotate_second_factors().lost) == 6


def test_a_used_recovery_code_stays_used(secrets, settings):
    pk = next(iter(secrets))
    used = codes_of(pk).get_unused_codes()[3]
    assert codes_of(pk).validate_code(used)

    rotate_second_factors()

    settings.SECRET_KEY_FALLBACKS = []
    assert not codes_of(pk).validate_code(used)
    assert len(codes_of(pk).get_unused_codes()) == 9


def test_codes_that_came_from_elsewhere_come_along(secrets, settings):
    pk = next(iter(secrets))
    row = codes_of(pk).instance
    row.data = {"migrated_codes": [actions.fernet().encrypt(b"een-code").decode()]}
    row.save()

    rotate_second_factors()

    settings.SECRET_KEY_FALLBACKS = []
    assert codes_of(pk).get_unused_codes() == ["een-code"]


def test_a_passkey_is_left_as_it_is(secrets):
    passkey = Authenticator.objects.create(
        user_id=next(iter(secrets)), type="webauthn", data={"name": "Sleutel", "credential": {}}
    )

    rotate_second_factors()

    passkey.refresh_from_db()
    assert passkey.data == {"name": "Sleutel", "credential": {}}


def test_a_second_time_changes_nothing(secrets):
    rotate_second_factors()
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))

    rotation = rotate_second_factors()

    assert (rotation.done, rotation.already) == (0, 6)
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before


def test_after_a_kill_it_goes_on_where_it_was(shared_database, secrets, settings, monkeypatch):
    token, calls = actions._rotated_token, []

    def killed(value: str) -> str:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return token(value)

    monkeypatch.setattr(actions, "_rotated_token", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate_second_factors()
    monkeypatch.undo()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    rotation = rotate_second_factors()

    assert (rotation.done, rotation.already) == (4, 2)


def test_what_an_old_process_wrote_over_it_comes_by_again(secrets, settings, monkeypatch):
    """allauth saves what it read: a code used at this moment brings the old ciphertext back."""
    pk = next(iter(secrets))
    held, rotate, done = codes_of(pk), actions._rotate_second_factor, []

    def a_code_is_used(row: int) -> bool | None:
        outcome = rotate(row)
        if row == held.instance.pk and not done:
            done.append(held.validate_code(held.get_unused_codes()[0]))
        return outcome

    monkeypatch.setattr(actions, "_rotate_second_factor", a_code_is_used)
    rotate_second_factors()

    assert done == [True]
    settings.SECRET_KEY_FALLBACKS = []
    assert len(codes_of(pk).get_unused_codes()) == 9


def test_a_round_goes_on_until_nothing_changes_and_counts_each_row_once():
    passes = iter([[1, 2, 3, 4], [2, 3, 4, 5], [3, 4, 5]])
    outcomes = {1: [True], 2: [False, True], 3: [None] * 3, 4: [False] * 3, 5: [False] * 2}

    rotation = actions.rotate_rows(lambda: next(passes), lambda pk: outcomes[pk].pop(0))

    assert (rotation.done, rotation.already, rotation.lost) == (2, 2, [3])
    assert next(passes, None) is None


def test_one_row_that_nothing_opens_keeps_no_other_from_its_key(secrets, settings):
    pk, *others = secrets
    Authenticator.objects.filter(user=pk, type="totp").update(data={"secret": "x" * 40})
    broken = Authenticator.objects.get(user=pk, type="totp")

    rotation = rotate_second_factors()

    assert (rotation.done, rotation.already, rotation.lost) == (5, 0, [broken.pk])
    broken.refresh_from_db()
    assert broken.data == {"secret": "x" * 40}
    settings.SECRET_KEY_FALLBACKS = []
    assert all(app_of(other).validate_code(code_of(secrets[other])) for other in others)
    assert actions._rotate_second_factor(0) is False
