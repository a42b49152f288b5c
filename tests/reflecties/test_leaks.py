"""After writing a marker: where could it be? Walked through every door, and found nowhere."""

import base64
import logging
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.log import AdminEmailHandler

from accounts.models import User
from reflecties.models import Deling, Reflectie
from tests.reflecties.writing import post_tekst, share, write

MARKER = "Zeepaardjesgeheim ✍️ 7391"
SHARED = "Kraanvogelgeheim ✍️ 4826"
# What the marker would look like in a dump: as it is, and in the usual wrappings.
FORMS = [MARKER.encode(), SHARED.encode(), b"Zeepaardjesgeheim", b"Kraanvogelgeheim"]
FORMS += [form.hex().encode() for form in FORMS] + [base64.b64encode(form)[:12] for form in FORMS]


@pytest.fixture
def reflectie(client_for, anna, carla, vandaag, caplog) -> Reflectie:
    """A page that was written, rewritten and never shared, beside one that was taken back."""
    caplog.set_level(logging.DEBUG)
    client = client_for(anna)
    pk = UUID("6a4f1c1e-7d7b-4a52-9a35-0d8f4c8f1b11")
    vraag = vandaag.cursusdag.reflectievragen.first()
    post_tekst(client, pk, anna, vraag=vraag.pk, tekst=MARKER)
    post_tekst(client, pk, anna, versie=1, tekst=f"{MARKER}, herschreven")
    post_tekst(client, pk, anna, versie=1, tekst=f"{MARKER}, te laat")
    post_tekst(client, pk, anna, versie=2, tekst=MARKER * 9000)
    shared = write(anna, SHARED)
    deling = share(shared, carla)
    client_for(carla).get(deling.get_absolute_url())
    client.post(reverse("deling_intrekking", args=[deling.pk]))
    client.get(reverse("reflectie_list"))
    return Reflectie.objects.get(pk=pk)


# -- Every door, for everybody -------------------------------------------------------------


def named_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            namespace = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from named_patterns(entry, namespace)
        elif entry.name:
            yield f"{prefix}{entry.name}", entry


def all_urls(
    numbers: dict[str, int], texts: dict[str, str], uuid: UUID
) -> Iterator[tuple[str, str]]:
    for name, entry in named_patterns(get_resolver()):
        converters = getattr(entry.pattern, "converters", {})
        if not converters and entry.pattern.regex.groups:
            continue  # a pattern of Django's own admin, which catches what is left over
        values = {
            "IntConverter": lambda key: numbers.get(key, numbers["pk"]),
            "UUIDConverter": lambda key: uuid,
        }
        kwargs = {
            key: values.get(type(kind).__name__, lambda key: texts.get(key, "anna"))(key)
            for key, kind in converters.items()
        }
        yield name, reverse(name, kwargs=kwargs)


def whole(response: HttpResponse) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body + repr(response.headers).encode() + repr(response.cookies).encode()


def visit(client: Client, url: str) -> list[bytes]:
    return [whole(client.get(url)), whole(client.post(url))]


ROLES = ("niet ingelogd", "bas", "carla", "dirk", "els", "hanna", "beheerder")


@pytest.mark.parametrize("who", ROLES)
def test_no_url_gives_a_word_to_anybody_else(reflectie, cast, client_for, cohort, vandaag, who):
    numbers = {"pk": cohort.pk, "nummer": vandaag.cursusdag.nummer}
    texts = {"object_id": str(reflectie.pk)}
    withdrawn = Deling.objects.get().pk
    urls = {*all_urls(numbers, texts, reflectie.pk), *all_urls(numbers, texts, withdrawn)}
    doors = [door for door in urls if who == "beheerder" or not door[0].startswith("admin:")]
    client = client_for(cast.get(who))
    client.raise_request_exception = False

    leaks = {
        name
        for name, url in doors
        if not name.endswith("logout")
        for answer in visit(client, url)
        if any(form in answer for form in FORMS)
    }

    assert leaks == set()
    assert who == "niet ingelogd" or client.get("/logboek/").status_code != 302
    assert {"reflectie_form", "reflectie_list", "deling_detail"} <= {name for name, _ in doors}
    assert Reflectie.objects.filter(pk=reflectie.pk).exists()


def test_the_journal_has_no_admin(reflectie, client_for, beheerder):
    index = client_for(beheerder).get(reverse("admin:index")).content.decode()

    assert "reflectie" not in index.lower()
    assert str(reflectie) == f"Reflectie {reflectie.pk}"


# -- Everything that is stored -------------------------------------------------------------


def stored_bytes() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    raw = isinstance(value, bytes | memoryview | bytearray)
                    yield table, bytes(value) if raw else str(value).encode()


def test_no_table_holds_a_word(reflectie):
    cells = list(stored_bytes())

    leaks = {table for table, cell in cells if any(form in cell for form in FORMS)}
    assert leaks == set()
    assert {"reflecties_reflectie", "reflecties_deling", "django_session"} <= {t for t, _ in cells}
    assert Deling.objects.count() == 1


def test_no_cache_mail_or_log_holds_a_word(reflectie, caplog):
    cache.set("sentinel", "found")
    cached = b"".join(bytes(value) for value in cache._cache.values())
    mails = "".join(str(message.message()) for message in mail.outbox).encode()

    assert b"found" in cached
    assert [form for form in FORMS if form in cached + mails + caplog.text.encode()] == []


# -- When something breaks -----------------------------------------------------------------


@pytest.fixture
def reports(settings) -> Iterator[None]:
    """The fullest error report Django can send, with the variables of every function in it."""
    settings.ADMINS = [("Beheer", "beheer@testdam.example")]
    logger, handler = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


def broken_post(client: Client, url: str, anna: User, **data: object) -> HttpResponse:
    client.raise_request_exception = False
    sent = {"id": "6a4f1c1e-7d7b-4a52-9a35-0d8f4c8f1b11", "versie": 0, "eigenaar": anna.pk}
    return client.post(url, {**sent, "tekst": MARKER, **data})


@pytest.mark.parametrize("name", ["reflectie_tekst", "reflectie_form", "reflectie_create"])
def test_an_error_report_holds_no_word(reports, settings, client_for, anna, caplog, name):
    page = write(anna, MARKER)
    args = [] if name == "reflectie_create" else [page.pk]
    settings.JOURNAAL_SLEUTELS = ["kapot"]

    response = broken_post(client_for(anna), reverse(name, args=args), anna, versie=1)

    report = "".join(
        str(part.get_payload(decode=True), "utf-8")
        for m in mail.outbox
        for part in m.message().walk()
        if not part.is_multipart()
    )
    assert response.status_code == 500
    assert "ImproperlyConfigured" in report
    # The page gives the writer their own words back, and nothing else holds them.
    assert MARKER in response.content.decode()
    everything = f"{response.headers}{report}{caplog.text}".encode()
    assert [form for form in FORMS if form in everything] == []
