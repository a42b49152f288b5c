import re

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from certificaten.models import new_code
from tests.factories import CertificaatFactory

TYPED = re.compile(r'value="[^"]*"')


def check(client, code):
    return client.get(reverse("certificaat_controle", args=[code]))


def test_anybody_sees_that_a_certificate_is_valid_and_what_it_says(uitgegeven, client):
    response = check(client, uitgegeven.code)

    page = response.content.decode()
    assert response.status_code == 200
    assert "<h1>Geldig</h1>" in page
    for fact in (
        "Anna Jansen",
        "Gemeente Testdam",
        "Leergang Ambtelijk Vakmanschap",
        "12 dagdelen",
        "42 uur",
        uitgegeven.leesbare_code,
    ):
        assert fact in page


def test_the_page_tells_no_more_than_the_paper(uitgegeven, anna, els, client):
    page = check(client, uitgegeven.code).content.decode()

    assert anna.email not in page
    assert els.naam not in page
    assert "07000" not in page


def test_the_seven_gates_tell_nothing_about_a_single_day(uitgegeven, client):
    gates = re.search(
        r'<figure class="lp-check__way">.*?</figure>',
        check(client, uitgegeven.code).content.decode(),
        re.DOTALL,
    )[0]

    assert re.findall(r"#dag-(\d)", gates) == list("1234567")
    assert set(re.findall(r'class="([^"]+)"', gates)) == {"lp-check__way", "lp-gates", "lp-gate"}
    assert "Gevolgd: 12 dagdelen." in gates


def test_each_answer_has_a_shape_of_its_own(uitgegeven, els, client):
    def shape(code):
        page = check(client, code).content.decode()
        return re.search(r"lp-check__verdict--(\w+)", page)[1], "lp-gates" in page

    assert (shape(uitgegeven.code), shape("0" * 20)) == (("ok", True), ("unknown", False))
    uitgegeven.gebeurtenissen.create(soort="ingetrokken", door=els, reden="Vergissing.")
    assert shape(uitgegeven.code) == ("bad", False)
    uitgegeven.gebeurtenissen.create(soort="vervangen", door=els)
    assert shape(uitgegeven.code) == ("old", False)


def test_a_withdrawn_certificate_says_so_without_the_reason(uitgegeven, els, client):
    with time_machine.travel("2030-03-05 12:00 +0100"):
        uitgegeven.gebeurtenissen.create(
            soort="ingetrokken", door=els, reden="Verkeerde persoon, intern."
        )

    page = check(client, uitgegeven.code).content.decode()

    assert "<h1>Ingetrokken</h1>" in page
    assert "5 maart 2030" in page
    assert "intern" not in page
    assert "Geldig" not in page


def test_a_restored_certificate_is_valid_again(uitgegeven, els, client):
    uitgegeven.gebeurtenissen.create(soort="ingetrokken", door=els, reden="Vergissing.")
    uitgegeven.gebeurtenissen.create(soort="hersteld", door=els)

    assert "<h1>Geldig</h1>" in check(client, uitgegeven.code).content.decode()


def test_a_replaced_certificate_leads_to_the_new_one(uitgegeven, els, client):
    facts = type(uitgegeven).objects.values().get(pk=uitgegeven.pk)
    newer = type(uitgegeven).objects.create(
        **facts | {"id": None, "code": new_code(), "vervangt_id": uitgegeven.pk}
    )
    newer.gebeurtenissen.create(soort="uitgegeven", door=els)
    uitgegeven.gebeurtenissen.create(soort="vervangen", door=els)

    page = check(client, uitgegeven.code).content.decode()

    assert "<h1>Vervangen</h1>" in page
    assert newer.get_absolute_url() in page
    assert "<h1>Geldig</h1>" in check(client, newer.code).content.decode()


def test_a_code_as_printed_leads_to_the_one_address(uitgegeven, client):
    for typed in (uitgegeven.leesbare_code, uitgegeven.code.lower(), f" {uitgegeven.code}"):
        response = check(client, typed)

        assert (response.status_code, response["Location"]) == (
            302,
            uitgegeven.get_absolute_url(),
        )


@pytest.mark.parametrize("code", ["K" * 20, "geen-code", "U" * 20, "٣" * 20, "x" * 400])
def test_unknown_and_malformed_codes_look_alike(uitgegeven, client, code):
    reference = check(client, "0" * 20)

    response = check(client, code)

    assert response.status_code == 404
    assert "<h1>Onbekend</h1>" in response.content.decode()
    assert TYPED.sub("", response.content.decode()) == TYPED.sub("", reference.content.decode())


def test_who_mistyped_one_character_does_not_type_the_other_nineteen_again(uitgegeven, client):
    response = check(client, "EXW4-H9KQ-ESE3-KDJ8-1ZPA")

    assert 'value="EXW4-H9KQ-ESE3-KDJ8-1ZPA"' in response.content.decode()


def test_the_pages_stay_out_of_search_engines_and_set_no_cookie(uitgegeven, client):
    urls = [
        uitgegeven.get_absolute_url(),
        reverse("controle_form"),
        reverse("certificaat_controle", args=["0" * 20]),
        reverse("certificaat_controle", args=[uitgegeven.leesbare_code]),
    ]

    for url in urls:
        response = client.get(url)
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]


def test_each_code_leads_to_its_own_certificate(uitgegeven, bas, els, client):
    theirs = CertificaatFactory(deelname=bas.deelnames.get())
    theirs.gebeurtenissen.create(soort="ingetrokken", door=els, reden="Vergissing.")

    mine, other = (check(client, code).content.decode() for code in (uitgegeven.code, theirs.code))

    assert ("Anna Jansen" in mine, "Bas" in mine, "<h1>Geldig</h1>" in mine) == (True, False, True)
    assert ("Anna" in other, "Bas Çelik" in other) == (False, True)
    assert "<h1>Ingetrokken</h1>" in other


@pytest.mark.parametrize("name", ["anna", "bas", "carla", "hanna", "els"])
def test_signed_in_people_see_the_same_verdict(cast, uitgegeven, client_for, name):
    assert "<h1>Geldig</h1>" in check(client_for(cast[name]), uitgegeven.code).content.decode()


# -- Typing a code -------------------------------------------------------------------------


def test_a_typed_code_leads_to_its_page(uitgegeven, client):
    response = client.get(reverse("controle_form"), {"code": uitgegeven.leesbare_code.lower()})

    assert (response.status_code, response["Location"]) == (302, uitgegeven.get_absolute_url())


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "Typ de code die op het certificaat staat."),
        ("K7QD-9F2M", "Een code heeft 20 letters en cijfers"),
        ("<b>../..</b>", "Een code heeft 20 letters en cijfers"),
    ],
)
def test_a_wrong_code_is_explained_at_the_field_and_kept(db, client, code, message):
    response = client.get(reverse("controle_form"), {"code": code})

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert code.replace("<", "&lt;").replace(">", "&gt;") in page


def test_who_opens_the_form_gets_no_reproach(uitgegeven, client):
    response = client.get(reverse("controle_form"))

    assert response.status_code == 200
    assert "Typ de code die" not in response.content.decode()
    assert "csrf" not in response.content.decode()
    assert "Controleer" in response.content.decode()


def test_the_form_takes_no_post(db, client):
    assert client.post(reverse("controle_form"), {"code": "x"}).status_code == 405


# -- How often -----------------------------------------------------------------------------


@pytest.mark.time_machine("2026-11-23 12:00:10 +0100", tick=False)
def test_the_31st_request_of_a_minute_has_to_wait(uitgegeven, client):
    statuses = [check(client, uitgegeven.code).status_code for _ in range(31)]

    assert statuses == [200] * 30 + [429]


@pytest.mark.time_machine("2026-11-23 12:00:10 +0100", tick=False)
def test_waiting_is_explained_and_others_need_not_wait(uitgegeven, client):
    for _ in range(31):
        response = check(client, uitgegeven.code)

    assert response["Retry-After"] == "60"
    assert "Even wachten" in response.content.decode()
    url = uitgegeven.get_absolute_url()
    assert client.get(url, REMOTE_ADDR="10.1.2.3").status_code == 200


def test_a_minute_after_the_first_look_it_starts_afresh(uitgegeven, client):
    with time_machine.travel("2026-11-23 12:00:10 +0100", tick=False) as clock:
        check(client, uitgegeven.code)
        clock.move_to("2026-11-23 12:01:09 +0100", tick=False)
        for _ in range(30):
            last = check(client, uitgegeven.code)
        assert last.status_code == 429
        clock.move_to("2026-11-23 12:01:11 +0100", tick=False)
        assert check(client, uitgegeven.code).status_code == 200


@pytest.mark.time_machine("2026-11-23 12:00:10 +0100", tick=False)
def test_the_form_counts_along_with_the_pages(uitgegeven, client):
    """Who types a code is counted twice: for the form, and for the page that it leads to."""
    url = reverse("controle_form")
    statuses = [client.get(url, {"code": "x"}).status_code for _ in range(15)]
    statuses += [check(client, uitgegeven.code).status_code for _ in range(15)]

    assert statuses == [422] * 15 + [200] * 15
    assert client.get(url).status_code == check(client, uitgegeven.code).status_code == 429


def test_the_address_is_not_kept(uitgegeven, client):
    client.get(uitgegeven.get_absolute_url(), REMOTE_ADDR="10.1.2.3")

    assert cache._cache
    assert not any("10.1.2.3" in key for key in cache._cache)
