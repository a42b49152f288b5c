"""The list of one day for a device: for whom, with what, and how few questions it asks."""

import json
import re
import struct
from datetime import datetime, time, timedelta
from pathlib import Path, PurePath
from urllib.parse import unquote

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.presentie.models import Opmerking, Toehoorder
from tests.day_factories import ToehoorderFactory
from tests.factories import AanwezigheidFactory, DeelnameFactory
from tests.tree import ROOT

Status = Aanwezigheid.Status
ALLOWED, READERS = {"carla", "vervanger", "els"}, {"anna", "bas", "hanna"}


def lijst_of(client, bijeenkomst) -> dict:
    response = client.get(reverse("daglijst", args=[bijeenkomst.pk]))
    assert response.status_code == 200
    return response.json()


def test_the_whole_cast_gets_what_the_roll_call_gives_them(cast, client_for, vandaag, deelname):
    url = reverse("daglijst", args=[vandaag.pk])

    answers = {name: client_for(user).get(url) for name, user in cast.items()}

    expected = {name: 200 if name in ALLOWED else 403 if name in READERS else 404 for name in cast}
    assert {name: answer.status_code for name, answer in answers.items()} == expected
    refused = [answers[name].content.decode() for name in cast if name not in ALLOWED]
    assert not any("Çelik" in text for text in refused)


def test_it_says_who_comes_and_where_they_stand_in_both_halves(client_for, carla, vandaag, cohort):
    row = DeelnameFactory(cohort=cohort)
    AanwezigheidFactory(deelname=row, bijeenkomst=vandaag, status=Status.AFWEZIG)

    lijst = lijst_of(client_for(carla), vandaag)

    [rij] = lijst["rijen"]
    assert (rij["deelname"], rij["naam"]) == (row.pk, row.user.naam)
    assert (rij["ochtend"]["status"], rij["middag"]["status"]) == ("afwezig", "open")
    assert rij["middag"]["detail"].startswith("ochtend afwezig")
    assert (lijst["gebruiker"], lijst["cohort"], lijst["dag"]) == (carla.pk, "Testdam A", 5)
    assert lijst["afgerond"] is False
    assert lijst["weigering"] == ""
    assert "Presentie bijhouden kan vanaf" in lijst["te_vroeg"]


@pytest.mark.parametrize("clock", ["2026-10-24 12:00 +0200", "2027-03-27 12:00 +0100"])
def test_it_may_stay_for_48_hours_also_when_the_clock_changes(
    client_for, carla, vandaag, time_machine, clock
):
    time_machine.move_to(clock)

    lijst = lijst_of(client_for(carla), vandaag)

    term = parse_datetime(lijst["bewaren_tot"]) - parse_datetime(lijst["nu"])
    assert term == timedelta(hours=48)


def test_it_holds_those_who_look_on_and_no_remark(
    client_for, carla, vandaag, bijeenkomsten, deelname
):
    ToehoorderFactory(bijeenkomst=bijeenkomsten[5], naam="Later Kijker")
    Toehoorder.objects.create(bijeenkomst=vandaag, naam="Greet Gast", toegevoegd_door=carla)
    Opmerking.objects.create(
        bijeenkomst=vandaag, deelname=deelname, tekst="kwam later binnen", door=carla
    )

    lijst = lijst_of(client_for(carla), vandaag)

    assert [gast["naam"] for gast in lijst["toehoorders"]] == ["Greet Gast"]
    assert "kwam later binnen" not in json.dumps(lijst)


def test_as_many_questions_for_sixty_people_as_for_one(client_for, carla, vandaag, cohort):
    client = client_for(carla)
    asked = set()
    for people in (1, 2, 57):
        DeelnameFactory.create_batch(people, cohort=cohort)
        with CaptureQueriesContext(connection) as captured:
            lijst = lijst_of(client, vandaag)
        asked.add(len(captured))

    assert len(lijst["rijen"]) == 60
    assert len(asked) == 1
    assert max(asked) <= 10


def test_nobody_keeps_a_copy_on_the_way(client_for, carla, vandaag):
    response = client_for(carla).get(reverse("daglijst", args=[vandaag.pk]))

    assert response["Cache-Control"] == "no-store, private"
    assert "csrftoken" in response.cookies


@pytest.mark.parametrize(
    "url_name", ["daglijst", "aanwezigheid_create", "overige_create", "overige_intrekking"]
)
def test_what_one_kept_is_not_sent_in_the_session_of_another(
    client_for, carla, vervanger, vandaag, deelname, url_name
):
    url = reverse(url_name, args=[vandaag.pk])
    client = client_for(vervanger)
    send = client.get if url_name == "daglijst" else client.post
    fields = {"deelname": deelname.pk, "dagdeel": "ochtend", "status": "aanwezig"}

    of_another = send(url, fields, headers={"X-Gebruiker": str(carla.pk), "HX-Request": "true"})

    assert (of_another.status_code, of_another.content) == (409, b"")
    assert not Aanwezigheid.objects.exists()
    own = send(url, fields, headers={"X-Gebruiker": str(vervanger.pk), "HX-Request": "true"})
    assert own.status_code == (422 if url_name == "overige_intrekking" else 200)


# -- The page and the worker -----------------------------------------------------------------


@pytest.mark.parametrize("url_name", ["presentie_offline", "serviceworker", "manifest"])
def test_what_the_worker_keeps_is_the_same_for_everybody(cast, client_for, url_name, deelname):
    url = reverse(url_name)

    bodies = {client_for(user).get(url).content for user in [None, *cast.values()]}

    assert len(bodies) == 1
    assert b"csrfmiddlewaretoken" not in bodies.pop()


def test_the_worker_serves_from_the_root_and_is_never_old(client, db):
    response = client.get("/sw.js")

    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Type"].startswith("text/javascript")


def shell_of(client: Client) -> dict:
    """What the worker keeps on the device, as its script says."""
    script = client.get("/sw.js").content.decode()
    return json.loads(re.search(r"self\.SCHIL = (\{.*\});", script)[1])


def test_the_worker_keeps_the_page_and_files_that_exist_and_nothing_else(client, db):
    shell = shell_of(client)

    assert shell["pagina"] == reverse("presentie_offline")
    assert len(shell["bestanden"]) > 15
    assert all(finders.find(unquote(name).removeprefix("/static/")) for name in shell["bestanden"])


def test_the_manifest_names_icons_that_are_what_it_says(client, db):
    manifest = client.get("/manifest.webmanifest")

    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == reverse("vandaag")
    icons = {
        finders.find(icon["src"].removeprefix("/static/")): icon
        for icon in manifest.json()["icons"]
    }
    assert None not in icons
    pictures = {path: icon for path, icon in icons.items() if path.endswith(".png")}
    assert len(pictures) == 3
    for path, icon in pictures.items():
        head = Path(path).read_bytes()[:24]
        width, height = struct.unpack(">II", head[16:])
        assert head.startswith(b"\x89PNG")
        assert (icon["type"], icon["sizes"]) == ("image/png", f"{width}x{height}")


def test_signing_out_clears_the_device_and_asking_does_not(client_for, carla):
    client = client_for(carla)

    asked = client.get(reverse("account_logout"))
    done = client.post(reverse("account_logout"))

    assert "Clear-Site-Data" not in asked.headers
    assert done["Clear-Site-Data"] == '"cache", "storage"'


# -- The real time ---------------------------------------------------------------------------


def test_a_tap_sent_hours_later_keeps_its_real_time(client_for, carla, vandaag, deelname):
    arrival = timezone.make_aware(datetime.combine(vandaag.datum, time(16, 0)))
    # The clock of the device is two days behind.
    sent = arrival - timedelta(days=2)
    fields = {
        "deelname": deelname.pk,
        "dagdeel": "ochtend",
        "status": "aanwezig",
        "kenmerk": "7f0c8bb4-6f8e-4e51-9d1a-0e6a3f1c2b3d",
        "toesteltijd": (sent - timedelta(hours=3)).isoformat(),
        "verzonden": sent.isoformat(),
    }

    with time_machine.travel(arrival, tick=False):
        client = client_for(carla)
        for _ in range(2):
            client.post(
                reverse("aanwezigheid_create", args=[vandaag.pk]),
                fields,
                headers={"HX-Request": "true"},
            )

    [change] = deelname.aanwezigheden.get().wijzigingen.all()
    assert change.moment == arrival - timedelta(hours=3)


def test_a_device_keeps_every_script_that_its_page_loads(client, db):
    """`device` and what it loads run on every page; the others make the page without internet."""
    scripts = {path.name for path in (ROOT / "static/js/presentie").glob("*.js")}

    kept = {PurePath(name).name for name in shell_of(client)["bestanden"] if "/presentie/" in name}

    assert {name for name in kept if name.endswith(".js")} == scripts - {"device.js"}
