"""The home page once the seven days are over: the certificate comes first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Bijeenkomst
from tests.certificaten.conftest import (  # noqa: F401 -- fixtures
    afgerond,
    bijeenkomsten,
    gedrukt,
    met_document,
    uitgegeven,
)
from tests.huisstijl.html import element, elements

PRIMARY = "utrecht-button utrecht-button--primary-action"


@pytest.fixture
def day_after(uitgegeven) -> None:  # noqa: F811 -- a fixture
    """The last day was yesterday."""
    today = timezone.localdate()
    last = Bijeenkomst.objects.filter(datum=today)
    last.update(datum=today - timedelta(days=1))


def home(client) -> str:
    return client.get("/").content.decode()


def test_on_the_last_day_the_day_comes_first(client_for, anna, gedrukt):  # noqa: F811
    page = home(client_for(anna))

    assert element(page, "h1").text == "Afsluiting"
    link = element(page, "a", href=f"/certificaten/{gedrukt.code}/pdf/")
    assert link.text == "Download je certificaat"


@pytest.mark.usefixtures("day_after")
def test_the_day_after_the_certificate_comes_first(client_for, anna, met_document):  # noqa: F811
    page = home(client_for(anna))

    assert element(page, "h1").text == "Anna, je hebt de leergang afgerond"
    [act] = elements(page, "a", class_=PRIMARY)
    assert act["href"] == f"/certificaten/{met_document.code}/pdf/"
    assert element(page, "img")["src"] == f"/certificaten/{met_document.code}/afbeelding/"
    shared = [link["href"] for link in elements(page, "a") if "data-share" in link]
    assert shared == [f"/controle/{met_document.code}/"]
    assert met_document.teksten["slotregel"] in page


@pytest.mark.usefixtures("day_after")
def test_a_picture_that_is_not_made_yet_says_so(client_for, anna):
    page = home(client_for(anna))

    assert elements(page, "img") == []
    assert "wordt nog gemaakt" in page


@pytest.mark.parametrize("restored", [False, True])
@pytest.mark.usefixtures("day_after")
def test_a_withdrawn_certificate_is_not_celebrated(
    client_for,
    anna,
    els,
    uitgegeven,  # noqa: F811
    restored,
):
    uitgegeven.gebeurtenissen.create(soort="ingetrokken", door=els, reden="Vergissing.")
    if restored:
        uitgegeven.gebeurtenissen.create(soort="hersteld", door=els)

    page = home(client_for(anna))

    assert ("je hebt de leergang afgerond" in page) == restored
    assert ("Je certificaat is ingetrokken" in page) == (not restored)
    assert "Vergissing." not in page


@pytest.mark.usefixtures("day_after")
def test_a_colleague_without_one_sees_nothing_of_it(client_for, bas, met_document):  # noqa: F811
    page = home(client_for(bas))

    assert met_document.code not in page
    assert element(page, "h1").text == "Mijn leergang"
