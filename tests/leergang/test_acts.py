"""One line per act: who, what, on which rows, what came of it. Nothing that anybody typed."""

import logging
import re
import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, URLPattern, get_resolver, reverse

from accounts.ways_in import links
from berichten import tasks
from leergang.middleware import MAX_BODY
from leergang.watching.logs import LineFormatter, SecretFilter
from leergang.watching.names import name_of
from leergang.watching.requests import WatchMiddleware
from programma.models import Voorbereiding
from reflecties import urls as journal_urls
from reflecties.views import writing
from tests.world import MARKER

pytestmark = pytest.mark.django_db

CODE = "7K3M9QX2V5B8N4T6W1YZ"


@pytest.fixture
def lines(caplog):
    """What the log holds by now, as production writes it."""
    caplog.set_level(logging.INFO)
    caplog.handler.setFormatter(LineFormatter())
    caplog.handler.addFilter(SecretFilter())

    def written():
        return caplog.text.splitlines()

    return written


@pytest.fixture
def acts(lines):
    """The acts among them, without their time and id, and without how long they took."""
    found = re.compile(r" INFO leergang\.watching\.acts \S+ act (.*) ms=\d+$")
    return lambda: [match[1] for line in lines() if (match := found.search(line))]


@pytest.mark.parametrize(
    ("who", "name", "result"),
    [
        ("anna", "aanwezigheid_create", "refused"),
        ("vreemd", "aanwezigheid_create", "refused"),
        ("carla", "aanwezigheid_create", "invalid"),
        ("carla", "overige_create", "done"),
        ("els", "overige_create", "done"),
        ("els", "aanwezigheid_create", "invalid"),
        ("hanna", "overige_create", "refused"),
    ],
)
def test_an_act_on_a_day_is_one_line_for_whoever_tried_it(
    acts, cast, client_for, vandaag, who, name, result
):
    client_for(cast[who]).post(reverse(name, args=[vandaag.pk]), {"dagdeel": "ochtend"})

    assert acts() == [f"who={cast[who].pk} what=POST:{name} pk={vandaag.pk} result={result}"]


@pytest.mark.parametrize(
    ("who", "name", "data", "result"),
    [
        ("els", "locatie_create", {}, "invalid"),
        ("els", "cohort_create", {}, "invalid"),
        ("hanna", "download_create", {"formaat": "csv"}, "done"),
        ("hanna", "download_create", {"formaat": "nee"}, "invalid"),
        ("hanna", "cohort_create", {}, "refused"),
        # Somebody without a password is sent on to where they set one.
        ("niemand", "account_change_password", {"oldpassword": "x"}, "done"),
        (None, "cohort_create", {}, "refused"),
        (None, "healthz", {}, "refused"),
        (None, "account_login", {"login": "x", "password": "y"}, "invalid"),
    ],
)
def test_an_act_on_nothing_yet_is_one_line_too(acts, cast, client_for, who, name, data, result):
    user = cast[who] if who else None

    client_for(user).post(reverse(name), data)

    assert acts() == [f"who={user.pk if user else '-'} what=POST:{name} result={result}"]


def test_who_signs_out_is_named(acts, client_for, anna):
    client_for(anna).post(reverse("account_logout"))

    assert acts() == [f"who={anna.pk} what=POST:account_logout result=done"]


def test_who_signs_in_was_nobody_when_they_asked(acts, anna):
    Client().post(reverse("inloglink", args=[links.make_token(anna)]))

    assert acts() == [f"who={anna.pk} what=POST:inloglink result=done"]


def test_nobody_learns_from_a_line_who_writes_or_shares(acts, client_for, world):
    browser = client_for(world.cast["anna"])
    new = {"tekst": MARKER, "reflectie_id": uuid.uuid4()}

    browser.post(reverse("reflectie_create"), new)
    browser.post(reverse("reflectie_create"), {})
    browser.post(reverse("deling_intrekking", args=[world.deling.pk]))
    voorbereiding = Voorbereiding.objects.first()
    browser.post(reverse("voorbereidingsvink", args=[voorbereiding.pk]), {"gedaan": "on"})

    assert {line.rpartition(" result=")[0] for line in acts()} == {"who=- what=POST:logboek"}
    assert len(acts()) == 4


def test_each_address_of_the_journal_has_that_one_name_and_no_other_has():
    own = {pattern.name for pattern in journal_urls.urlpatterns}
    of_journal = {name for name, match in every_match() if name_of(match) == "logboek"}

    assert len(own) >= 10
    assert of_journal == own


def every_match() -> Iterator[tuple[str, ResolverMatch]]:
    """Each named address of ours, as a request to it would find its view."""
    stack = list(get_resolver().url_patterns)
    while stack:
        pattern = stack.pop()
        stack += getattr(pattern, "url_patterns", [])
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, ResolverMatch(pattern.callback, (), {}, pattern.name)


def test_what_we_break_ourselves_failed(acts, lines, monkeypatch, anna, client_for):
    def broken(*args, **kwargs):
        raise ValueError(f"Key (e-mailadres)=({anna.email}) already exists.")

    monkeypatch.setattr(writing, "ReflectieForm", broken)
    browser = client_for(anna)
    browser.raise_request_exception = False

    browser.post(reverse("reflectie_create"), {"tekst": MARKER})

    assert acts() == ["who=- what=POST:logboek result=failed"]
    assert "ValueError" in lines()
    assert anna.email not in "\n".join(lines())
    assert MARKER not in "\n".join(lines())


def test_what_is_turned_away_before_any_page_is_refused(acts, carla):
    stranger, without_factor = Client(), Client()
    without_factor.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")

    stranger.generic("POST", "/cohorten/nieuw/", b"", CONTENT_LENGTH=str(MAX_BODY + 1))
    stranger.post("/nergens/")
    without_factor.post(reverse("cohort_create"))

    assert acts() == [
        "who=- what=POST:cohort_create result=refused",
        "who=- what=POST:- result=refused",
        "who=- what=POST:cohort_create result=refused",
    ]


def test_a_request_without_even_an_error_page_failed(acts):
    def broken(request):
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        WatchMiddleware(broken)(RequestFactory().post("/cohorten/nieuw/"))

    assert acts() == ["who=- what=POST:cohort_create result=failed"]


def test_a_look_is_no_act(acts, client_for, anna):
    client_for(anna).get("/")

    assert acts() == []


def test_no_line_holds_what_somebody_typed_or_may_alone_know(lines, world, client_for):
    anna, els = world.cast["anna"], world.cast["els"]
    journal, office, stranger = client_for(anna), client_for(els), Client()

    journal.post(reverse("reflectie_create"), {"tekst": MARKER, "reflectie_id": uuid.uuid4()})
    journal.post(reverse("reflectie_form", args=[world.reflectie.pk]), {"tekst": MARKER})
    journal.post(reverse("deling_intrekking", args=[world.deling.pk]))
    office.post(reverse("deelname_create", args=[world.cohort.pk]), {"email": anna.email})
    office.post(reverse("toehoorder_create", args=[world.bijeenkomst.pk]), {"naam": "Ed Gast"})
    office.get(reverse("cohort_list"), {"q": "Zoekterm"})
    stranger.post(reverse("inloglink", args=[CODE]))
    stranger.post(reverse("certificaat_controle", args=[CODE]))
    stranger.post(reverse("account_login"), {"login": anna.email, "password": "Zoekterm"})

    log = "\n".join(lines())
    assert log.count(" act ") == 8
    for secret in (
        *(MARKER, "Ed Gast", "Zoekterm", CODE, str(world.reflectie.pk), str(world.deling.pk)),
        *(anna.email, anna.voornaam, anna.achternaam, els.email, els.achternaam),
    ):
        assert secret not in log


# -- The id ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "4f2a-Zz09", True),
        (1, "x" * 64, True),
        (1, "x" * 65, False),
        (1, "a b", False),
        (1, "a\nb", False),
        (1, "", False),
        (0, "4f2a-Zz09", False),
    ],
)
def test_the_id_is_that_of_our_own_proxy_or_a_new_one(settings, client, proxies, given, is_taken):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    said = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]

    assert (said == given) is is_taken
    assert is_taken or uuid.UUID(said)


def test_each_line_has_its_moment_with_the_zone_and_the_id_of_the_answer(lines, client):
    first, second = client.post("/nergens/"), client.post("/healthz")

    heads = [line.split(" ")[:4] for line in lines()]
    assert len(heads) == 4
    assert all(datetime.fromisoformat(head[0]).utcoffset() is not None for head in heads)
    assert {head[3] for head in heads[:2]} == {first["X-Request-ID"]}
    assert {head[3] for head in heads[2:]} == {second["X-Request-ID"]}


# -- Tasks -----------------------------------------------------------------------------------


def test_a_task_is_one_line_with_its_own_id(acts, lines):
    done = tasks.deliver.delay(bericht_id=7)

    assert acts() == ["who=- what=TASK:berichten.tasks.deliver bericht_id=7 result=done"]
    assert f" {done.id} act " in lines()[0]


def test_a_task_that_breaks_says_so(acts, monkeypatch):
    monkeypatch.setattr(tasks, "timezone", None)

    with pytest.raises(AttributeError):
        tasks.deliver.delay(bericht_id=7)

    assert acts() == ["who=- what=TASK:berichten.tasks.deliver bericht_id=7 result=failed"]


def test_what_the_error_of_a_task_says_stays_out_of_the_lines_of_celery(lines, monkeypatch, anna):
    def broken(pk, now):
        raise OSError(anna.email)

    monkeypatch.setattr(tasks.Bericht.objects, "claim", broken)

    tasks.deliver.apply(kwargs={"bericht_id": 7}, throw=False)

    assert any("raised unexpected: …" in line for line in lines())
    assert "OSError" in lines()
    assert anna.email not in "\n".join(lines())
