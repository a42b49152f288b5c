from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from cohorts.models import Bijeenkomst, Deelname, Organisatie
from tests.factories import AanwezigheidFactory, DienstverbandFactory, mark_days

OVERZICHT = "/overzicht/"
DOWNLOADS = "/overzicht/downloads/"


def page_of(client, **filters):
    return client.get(OVERZICHT, filters).content.decode()


def people_pages(client) -> list[str]:
    """The page of every employee that the overview names."""
    lines = client.get(OVERZICHT).context["lines"]
    return [person_page(client, line.inzet.pk) for line in lines]


def person_page(client, inzet_pk: int) -> str:
    response = client.get(f"{OVERZICHT}{inzet_pk}/")
    assert response.status_code == 200
    return response.text


def content_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def paper(client, **filters) -> bytes:
    """The overview as a PDF."""
    response = client.post(DOWNLOADS, {"formaat": "pdf"} | filters)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def sheets_of(document: bytes) -> list[str]:
    """The text of each sheet of a PDF, as it is read aloud."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document)).pages]


def download(client, formaat="csv", **filters):
    return content_of(client.post(DOWNLOADS, {"formaat": formaat} | filters))


@pytest.fixture
def gevolgd(deelname: Deelname, bijeenkomsten: list[Bijeenkomst], carla: object) -> Deelname:
    """Anna's deelname: there on days 1 and 2, half of day 3, absent on day 4; day 5 is today."""
    mark_days(deelname, range(1, 3))
    for dagdeel, status in (("ochtend", "aanwezig"), ("middag", "afgemeld")):
        AanwezigheidFactory(
            deelname=deelname, bijeenkomst=bijeenkomsten[2], dagdeel=dagdeel, status=status
        )
    mark_days(deelname, range(4, 5), status="afwezig")
    return deelname


def move_after_day_4(deelname: Deelname, organisatie: Organisatie) -> None:
    """Change of employer between day 4 and day 5."""
    day_5 = deelname.cohort.bijeenkomsten.get(cursusdag__nummer=5).datum
    deelname.dienstverbanden.update(tot_en_met=day_5 - timedelta(days=3))
    DienstverbandFactory(
        deelname=deelname, organisatie=organisatie, vanaf=day_5 - timedelta(days=2)
    )
