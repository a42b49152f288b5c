"""The mailbox of the demo: what was sent, and nothing else of the disk."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from berichten import postvak
from berichten.actions import queue_bericht
from berichten.models import Bericht
from berichten.tasks import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.DEMO_POSTVAK_DIR = tmp_path / "postvak"
    settings.EMAIL_BACKEND = "berichten.backends.DemoPostvakBackend"
    return settings.DEMO_POSTVAK_DIR


def send(subject="Dag 5", text="Tot dan.", to="anna@gemeente.example"):
    message = EmailMultiAlternatives(subject, text, to=[to])
    message.attach_alternative("<script>alert(1)</script>", "text/html")
    message.send()


def test_the_mailbox_waits_for_its_first_mail(demo):
    assert "Nog geen mail" in Client().get("/demo/postvak/").content.decode()


def test_a_delivered_message_lands_in_the_mailbox(demo, ontvanger):
    bericht = queue_bericht(
        soort="proef",
        ontvanger=ontvanger,
        aanleiding="dag 5",
        onderwerp="Dag 5: rollen",
        tekst="Dag Anna,\n\nNaar je dag: https://leergang.example/dag?a=1&b=2",
        antwoord_aan="carla@beroepseer.example",
    )
    deliver(bericht_id=bericht.pk)

    page = Client().get("/demo/postvak/").content.decode()
    letter = Client().get(re.search(r"/demo/postvak/\d{8}T[^\"]+/", page)[0]).content.decode()

    assert Bericht.objects.get().status == "verzonden"
    assert "Dag 5: rollen" in page
    assert "carla@beroepseer.example" in letter
    assert 'href="https://leergang.example/dag?a=1&amp;b=2"' in letter


def test_the_newest_mail_comes_first(demo):
    for number in (1, 2, 3):
        send(subject=f"Bericht {number}")

    assert [bericht.onderwerp for bericht in postvak.newest(limit=2)] == ["Bericht 3", "Bericht 2"]


def test_a_letter_is_shown_as_text(demo):
    send(subject="<b>vet</b>", text="<script>alert(1)</script>")

    letter = Client().get(f"/demo/postvak/{postvak.newest(limit=1)[0].naam}/").content.decode()

    assert "<b>vet</b>" not in letter
    assert "<script>alert" not in letter
    assert "&lt;script&gt;alert(1)" in letter


def test_the_time_of_a_letter_is_ours(demo, time_machine):
    time_machine.move_to("2026-11-24 10:00+01:00", tick=False)
    send()

    assert "10.00 uur" in Client().get("/demo/postvak/").content.decode()


@pytest.mark.parametrize(
    "name",
    ["..", "..%2f..%2fgeheim", "%2e%2e%2fgeheim", "geheim", ".geheim", "20261124T100000000000-0"],
)
def test_no_other_file_can_be_read(demo, name):
    demo.mkdir()
    for place in (demo / "geheim.eml", demo / ".geheim.eml", demo.parent / "geheim.eml"):
        place.write_text("Subject: geheim\n\ngeheim")

    response = Client().get(f"/demo/postvak/{name}/", follow=True)

    assert "geheim" not in response.content.decode().replace(name, "")
    assert response.status_code == 404 or response.redirect_chain


def test_a_name_with_a_slash_has_no_address():
    with pytest.raises(NoReverseMatch):
        reverse("demo_bericht", args=["../geheim"])


def test_outside_the_demo_there_is_no_mailbox(demo, settings):
    send()
    name = postvak.newest(limit=1)[0].naam
    settings.DEMO = False

    assert Client().get("/demo/postvak/").status_code == 404
    assert Client().get(f"/demo/postvak/{name}/").status_code == 404
    assert mail.outbox == []


# -- Mail that came from elsewhere ---------------------------------------------------------


def test_a_mail_without_headers_or_text_is_shown_as_far_as_it_goes(demo):
    bare = postvak.read(postvak.store(b"\n"))
    html_only = postvak.read(postvak.store(b"Content-Type: text/html\nTo: a@x.nl\n\n<p>x</p>"))

    assert (bare.onderwerp, bare.adres, bare.antwoord_aan, bare.ontvangen_op) == ("", "", "", None)
    assert (html_only.adres, html_only.tekst) == ("a@x.nl", "")
    for bericht in (bare, html_only):
        assert Client().get(f"/demo/postvak/{bericht.naam}/").status_code == 200


@pytest.mark.parametrize(
    ("zone", "utc_hour"), [("+0000", 10), ("-0000", 10), ("+0100", 9), ("-0500", 15)]
)
def test_the_time_of_a_letter_is_that_of_its_zone(demo, zone, utc_hour):
    raw = f"Date: Mon, 23 Nov 2026 10:00:00 {zone}\n\nx".encode()

    received = postvak.read(postvak.store(raw)).ontvangen_op

    assert received == datetime(2026, 11, 23, utc_hour, tzinfo=UTC)


def test_a_name_that_is_gone_or_not_whole_is_no_letter(demo):
    name = postvak.store(b"Subject: x\n\nx")

    assert postvak.read(name).naam == name
    assert postvak.read(f"{name}0") is None
    assert postvak.read(f"x{name}") is None
    (demo / f"{name}.eml").unlink()
    assert postvak.read(name) is None
    assert Client().get(f"/demo/postvak/{name}/").status_code == 404


def test_a_draft_and_a_stray_file_are_no_letters_and_no_draft_stays(demo):
    name = postvak.store(b"Subject: x\n\nx")
    assert [path.name for path in demo.iterdir()] == [f"{name}.eml"]
    (demo / "20261124T100000000000-abcdef01").write_bytes(b"Subject: half\n\n")
    (demo / "los.eml").write_bytes(b"Subject: los\n\n")

    assert [bericht.naam for bericht in postvak.newest(limit=10)] == [name]


def test_the_mailbox_shows_the_last_hundred(demo):
    for number in range(101):
        postvak.store(f"Subject: brief {number:03}\n\nx".encode())

    page = Client().get("/demo/postvak/").content.decode()

    assert ("brief 000" in page, "brief 001" in page, "brief 100" in page) == (False, True, True)


def test_a_mail_server_is_told_how_many_letters_were_taken(demo):
    letters = [EmailMultiAlternatives(f"Brief {number}", "x", to=["a@x.nl"]) for number in (1, 2)]

    assert get_connection(fail_silently=True).send_messages(letters) == 2
    assert {bericht.onderwerp for bericht in postvak.newest(limit=9)} == {"Brief 1", "Brief 2"}
