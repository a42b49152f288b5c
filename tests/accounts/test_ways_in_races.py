"""Two windows that change the ways into one account at the same moment."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.models import User
from accounts.people import addresses
from tests.accounts.steps import add_address, code_of, sign_in
from tests.cohorts.presentie.test_races import at_once

PAGE = "/account/e-mail/"
APP = "/account/beveiliging/app/aanzetten/"
SECOND = ["thuis@post.example", "werk@post.example"]


@pytest.fixture
def windows(shared_database: None, zus: User) -> list[Client]:
    """Two browsers in which Zus is signed in, each just proven."""
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, zus)
    return clients


@pytest.fixture
def with_second(windows: list[Client], zus: User) -> None:
    for address in SECOND:
        EmailAddress.objects.create(user=zus, email=address, verified=True)


def own_of(user: User) -> list[str]:
    rows = EmailAddress.objects.filter(user=user, primary=True)
    return list(rows.values_list("email", flat=True))


def each_posts(windows: list[Client], posts: list[Callable[[Client], object]]) -> list[int]:
    answers = []
    at_once(
        *(
            lambda client=client, post=post: answers.append(post(client).status_code)
            for client, post in zip(windows, posts, strict=True)
        )
    )
    return sorted(answers)


def test_two_windows_choose_two_addresses(windows, with_second, zus, monkeypatch):
    together_after(monkeypatch, EmailAddress.objects.__class__, "get_primary")

    answers = each_posts(
        windows,
        [
            lambda client, address=address: client.post(
                PAGE, {"action_primary": "", "email": address}
            )
            for address in SECOND
        ],
    )

    zus.refresh_from_db()
    assert answers == [302, 302]
    assert own_of(zus) == [zus.email]
    assert zus.email in SECOND


@pytest.mark.parametrize("attempt", range(4))
def test_two_windows_add_one_address(windows, zus, attempt):
    add = lambda client: add_address(client, SECOND[0])  # noqa: E731 -- the post of each window

    each_posts(windows, [add, add])

    assert EmailAddress.objects.filter(user=zus, email=SECOND[0]).count() == 1
    assert own_of(zus) == [zus.email]


def test_two_windows_set_up_an_app(windows, zus, monkeypatch):
    secrets = [_secret_of(client) for client in windows]
    together_after(monkeypatch, TOTP, "activate", before=True)

    answers = each_posts(
        windows,
        [
            lambda client, secret=secret: client.post(APP, {"code": code_of(secret)})
            for secret in secrets
        ],
    )

    assert set(answers) == {302}
    assert Authenticator.objects.filter(user=zus, type="totp").count() == 1
    assert Authenticator.objects.filter(user=zus, type="recovery_codes").count() == 1


def test_an_address_that_became_somebody_elses_own_is_not_chosen(windows, with_second, zus):
    User.objects.create_user(SECOND[0])

    response = windows[0].post(PAGE, {"action_primary": "", "email": SECOND[0]}, follow=True)

    zus.refresh_from_db()
    assert "hoort al een ander account bij" in response.content.decode()
    assert own_of(zus) == [zus.email] == ["zus@gemeente.example"]


def test_a_sign_in_that_began_earlier_keeps_the_address_that_was_chosen_since(
    windows, with_second, zus
):
    stale = User.objects.get(pk=zus.pk)
    windows[0].post(PAGE, {"action_primary": "", "email": SECOND[0]})

    addresses.keep_own(stale)

    assert own_of(zus) == [SECOND[0]]


def _secret_of(client: Client) -> str:
    return client.get(APP).context["form"].secret


def together_after(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, *, before: bool = False
) -> None:
    """Two threads leave this step together; one that waits at the door of the other goes alone."""
    real, door = getattr(owner, name), Barrier(2)

    def step(*args: object, **kwargs: object) -> object:
        found = None if before else real(*args, **kwargs)
        # Broken when the other one is held outside, as it should be.
        with suppress(BrokenBarrierError):
            door.wait(timeout=0.5)
        return real(*args, **kwargs) if before else found

    monkeypatch.setattr(owner, name, staticmethod(step) if before else step)
