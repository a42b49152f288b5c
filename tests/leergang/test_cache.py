"""What happens in a request while the cache is away: no 500, and nothing that works twice."""

import logging

import pytest
from django.core.cache import cache, caches

from accounts.ways_in import links
from accounts.ways_in.attempts import Limit
from cohorts.presentie.checkin.guessing import PER_PERSON
from leergang.cache import absence
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail

TWICE = Limit("trial", times=2, seconds=60)
BACKEND = "leergang.cache.ForgivingRedisCache"


@pytest.fixture
def no_server(settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": f"unix://{tmp_path}/none?db=1"}}
    yield
    absence.ends()


@pytest.fixture
def server(settings, redis_url):
    settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": redis_url}}
    caches["default"].clear()


def test_without_a_server_the_cache_is_empty_and_keeps_nothing(no_server):
    assert cache.add("a", 1) is False
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", 1)
    cache.set_many({"a": 1})
    cache.delete_many(["a"])
    assert (cache.touch("a"), cache.delete("a"), "a" in cache) == (False, False, False)
    assert cache.get_many(["a"]) == {}


@pytest.mark.services
def test_with_a_server_the_cache_keeps(server):
    assert [cache.add("a", 1), cache.add("a", 1)] == [True, False]
    assert [TWICE.count("b"), TWICE.is_reached("b")] == [True, False]
    assert [TWICE.count("b"), TWICE.is_reached("b")] == [True, True]
    assert [TWICE.count("b"), TWICE.count("somebody else")] == [False, True]


def test_a_count_starts_anew_without_a_server(no_server):
    assert [TWICE.count("b") for _ in range(4)] == [True] * 4


def test_absence_is_said_once(no_server, caplog):
    with caplog.at_level(logging.WARNING, "leergang.cache"):
        cache.get("a")
        cache.get("a")

    assert len(caplog.records) == 1


@pytest.mark.django_db
def test_a_sign_in_link_waits_for_the_cache_and_then_works_once(no_server, anna, request):
    token = links.make_token(anna)

    assert links.use(token) is None
    assert links.holder_of(token) == anna

    request.getfixturevalue("server")
    assert [links.use(token), links.use(token)] == [anna, None]


@pytest.mark.django_db
def test_a_code_is_not_sent_uncounted(client, anna, no_server, mailoutbox):
    response = ask_for_code(client, anna.email)

    assert response.status_code == 422
    assert mailoutbox == []
    # Nobody tried too often, and nobody is told so.
    assert "Dat ligt aan ons, niet aan jou" in response.text
    assert "te veel pogingen" not in response.text


@pytest.mark.django_db
def test_a_code_that_cannot_be_counted_is_not_called_one_too_many(
    client, anna, settings, tmp_path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, anna.email)
    away = {"BACKEND": BACKEND, "LOCATION": f"unix://{tmp_path}/none?db=1"}
    settings.CACHES = {"default": away}

    response = client.post(CODE_PAGE, {"code": code_in_mail()})

    absence.ends()
    assert "Dat ligt aan ons, niet aan jou" in response.text
    assert "te veel pogingen" not in response.text


@pytest.mark.django_db
def test_the_public_page_answers(client, no_server):
    assert client.get("/controle/").status_code < 500


def test_wrong_codes_at_the_door_bar_nobody_meanwhile(no_server):
    assert all(PER_PERSON.count("1") for _ in range(PER_PERSON.times + 1))
    assert not PER_PERSON.is_reached("1")
