"""An ended session keeps the words of a question and of an assignment for who typed them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cohorts.aanwezigheid.models import Afmelding, Inhaalopdracht
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from cohorts.presentie.actions.betwistingen import create_betwisting
from cohorts.presentie.models import Betwisting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WORDS = "Beschrijf een gesprek van deze week."
PLACE = reverse("woorden")


def hidden(page: str, name: str) -> str:
    return re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)[1]


def come_back(client: Client, other: Client, url: str, sent: dict[str, str]) -> None:
    """Posted without a session, shown to nobody else, and then sent by who typed it."""
    sent = sent | {"eigenaar": hidden(client.get(url).text, "eigenaar")}
    waiting = Client().post(url, sent)
    assert waiting.status_code == 403
    sealed = {"woorden": hidden(waiting.text, "woorden")}
    assert WORDS not in waiting.text + other.post(PLACE, sealed).text
    assert WORDS in client.post(PLACE, sealed).text
    assert client.post(url, sent).status_code == 302


def test_a_question_about_a_mark(client_for, deelname, vandaag, anna, bas, carla):
    mark = register_aanwezigheid(
        bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status="afwezig", by=carla
    )
    url = reverse("betwisting_create", args=[mark.pk])

    come_back(client_for(anna), client_for(bas), url, {"toelichting": WORDS})

    assert Betwisting.objects.get().toelichting == WORDS


def test_an_assignment(client_for, gemist, carla, dirk):
    url = reverse("inhaalopdracht_create", args=[gemist.pk, 3])
    sent = {"dagdeel": "ochtend", "opdracht": WORDS}

    come_back(client_for(carla), client_for(dirk), url, sent)

    assert Inhaalopdracht.objects.get().opdracht == WORDS


def test_a_notice(client_for, anna, bas, bijeenkomsten):
    later = bijeenkomsten[5]
    url = reverse("afmelding_create", args=[later.pk])
    sent = {"dagdelen": "hele_dag", "reden": "verhinderd", "toelichting": WORDS}

    come_back(client_for(anna), client_for(bas), url, sent)

    assert Afmelding.objects.get().toelichting == WORDS


def test_an_answer_to_a_question(client_for, deelname, vandaag, anna, carla, dirk):
    mark = register_aanwezigheid(
        bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status="afwezig", by=carla
    )
    vraag = create_betwisting(aanwezigheid=mark, toelichting="Ik was er.", by=anna)
    answer = {f"vraag-{vraag.pk}-besluit": "ongewijzigd", f"vraag-{vraag.pk}-antwoord": WORDS}
    writer, url = client_for(carla), reverse("betwisting_antwoord", args=[vraag.pk])
    sent = answer | {"eigenaar": hidden(writer.get(reverse("betwisting_list")).text, "eigenaar")}

    sealed = {"woorden": hidden(Client().post(url, sent).text, "woorden")}

    assert WORDS not in client_for(dirk).post(PLACE, sealed).text
    back = writer.post(PLACE, sealed).text
    assert WORDS in back
    assert f'name="vraag-{vraag.pk}-besluit" value="ongewijzigd"' in back
    assert writer.post(url, sent).status_code == 302
    assert Betwisting.objects.get().antwoord == WORDS


def test_a_list_that_was_pasted(client_for, els, hanna, cohort):
    url = reverse("deelnemerimport_create", args=[cohort.pk])
    rows = f"Voornaam;Achternaam;E-mail;Afdeling\nBo;Bos;bo@testdam.example;{WORDS}"

    come_back(client_for(els), client_for(hanna), url, {"tekst": rows})

    assert WORDS in str(Deelnemerimport.objects.get().rijen)
