"""The mailbox of the demo: what was sent, and nothing else of the disk."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
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
