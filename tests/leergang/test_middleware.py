"""What stands before every page."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from leergang.middleware import no_store, resource_policy, second_factor
from tests.factories import SecondFactorFactory

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
# What an account needs for a second factor, what is the same for everybody, and the demo.
OPEN_TO_ALL = {
    "demo_aanmelding",
    "demo_bericht",
    "demo_postvak",
    "change_password",
    "favicon",
    "healthz",
    "manifest",
    "metrics",
    "presentie_offline",
    "readyz",
    "readyz_web",
    "robots_txt",
    "security_txt",
    "serviceworker",
    "thema",
    "woorden",
}
OPEN_ROOMS = ("account_", "mfa_", "usersessions_")
ALSO_OF_THE_ACCOUNT = {"inloglink", "proof_code_create", "reauthenticate_by_mail"}


def announce(length: int) -> HttpResponse:
    """The answer to a stranger's upload of this many bytes, of which none has been sent yet."""
    client = Client(enforce_csrf_checks=True)
    return client.generic(
        "POST",
        "/account/login/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
    )


def test_an_upload_of_more_than_25_megabytes_is_turned_away_unread():
    response = announce(25 * MEGABYTE + 1)

    assert response.status_code == 413
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("length", [6 * MEGABYTE, 25 * MEGABYTE])
def test_a_smaller_one_reaches_the_form_that_says_what_it_takes(length):
    # The form itself, which misses its token here.
    assert announce(length).status_code == 403


# -- The second factor ---------------------------------------------------------------------


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str]]:
    """The name and the path of each address, with its arguments unfilled."""
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern).lstrip("^/")
        if isinstance(entry, URLPattern):
            yield str(entry.name), path
        else:
            yield from addresses(entry, path)


def passed_by(user) -> set[str]:
    gate = second_factor(lambda request: HttpResponse("past"))
    passed = set()
    for name, path in addresses(get_resolver()):
        request = RequestFactory().get(path)
        request.user, request.session = user, {}
        if gate(request).status_code == 200:
            passed.add(name)
    return passed


@pytest.mark.parametrize("name", ["carla", "vervanger", "els", "hanna", "beheerder"])
def test_who_needs_a_second_factor_reaches_nothing_but_the_way_to_one(cast, name):
    passed = {name for name in passed_by(cast[name]) if not name.startswith(OPEN_ROOMS)}

    assert passed == OPEN_TO_ALL | ALSO_OF_THE_ACCOUNT


@pytest.mark.parametrize("field", ["is_staff", "is_superuser"])
def test_whoever_may_run_the_platform_needs_one_in_whatever_way_they_may(niemand, field):
    setattr(niemand, field, True)

    assert "vandaag" not in passed_by(niemand)


@pytest.mark.parametrize("name", ["anna", "niemand", "carla", "beheerder", None])
def test_who_needs_none_or_has_one_and_a_stranger_pass_everywhere(cast, name):
    user = cast[name] if name else AnonymousUser()
    if name in {"carla", "beheerder"}:
        SecondFactorFactory(user=user)

    assert passed_by(user) == {name for name, _ in addresses(get_resolver())}


def test_a_demo_without_second_factors_is_one_that_runs_as_a_demo(carla, settings):
    def status() -> int:
        request = RequestFactory().get("/vandaag/")
        request.user, request.session = carla, {"demo": True}
        return second_factor(lambda request: HttpResponse("past"))(request).status_code

    assert status() == 302
    settings.DEMO = True
    assert status() == 200


# -- What each answer says about itself ----------------------------------------------------


@pytest.mark.parametrize(
    ("name", "own", "said"),
    [
        ("anna", None, "no-store, private"),
        ("anna", "private, no-cache", "private, no-cache"),
        (None, None, None),
        (None, "public, max-age=3600", "public, max-age=3600"),
    ],
)
def test_what_somebody_signed_in_for_is_stored_nowhere(cast, name, own, said):
    request = RequestFactory().get("/")
    request.user = cast[name] if name else AnonymousUser()
    answer = HttpResponse(headers={"Cache-Control": own} if own else None)

    assert no_store(lambda request: answer)(request).get("Cache-Control") == said


def test_no_other_site_reads_what_we_serve():
    answer = resource_policy(lambda request: HttpResponse())(RequestFactory().get("/"))

    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
