import hashlib
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat, Certificaatdocument
from tests.factories import CertificaatFactory, DeelnameFactory

# A4 on its side.
SIZE = (1040, 736)
ROLES = {
    "anna": 403,
    "bas": 403,
    "vreemd": 404,
    "carla": 403,
    "dirk": 404,
    "vervanger": 403,
    "els": 200,
    "hanna": 403,
    "henk": 404,
    "beheerder": 404,
    "niemand": 404,
}


# -- The list of a cohort ------------------------------------------------------------------


@pytest.mark.parametrize(("name", "status"), ROLES.items())
def test_only_the_coordinator_opens_the_list(cast, cohort, client_for, name, status):
    url = reverse("certificaat_list", args=[cohort.pk])

    assert client_for(cast[name]).get(url).status_code == status


def test_the_list_says_per_person_where_they_stand_and_offers_the_one_act(
    uitgegeven, bas, cohort, els, client_for
):
    page = client_for(els).get(reverse("certificaat_list", args=[cohort.pk])).content.decode()

    assert "Uitgegeven op" in page
    assert "0 van de 12 dagdelen gevolgd" in page
    assert "Geef uit" not in page


def test_the_list_is_about_the_people_of_this_cohort(
    afgerond, bas, vreemd, cohort, els, client_for
):
    """Of two who take part, one is ready; somebody of another cohort is not on it."""
    page = client_for(els).get(reverse("certificaat_list", args=[cohort.pk])).content.decode()

    assert page.count("Geef uit") == 1
    assert reverse("certificaat_create", args=[afgerond.pk]) in page
    assert "Anna Jansen" in page
    assert "Bas Çelik" in page
    assert "Vera Elders" not in page


@pytest.mark.parametrize(
    ("moment", "offered"), [("2026-11-22 23:30 +0100", 0), ("2026-11-23 00:30 +0100", 1)]
)
def test_the_list_offers_the_act_from_midnight_of_the_last_day(
    afgerond, cohort, els, client_for, time_machine, moment, offered
):
    time_machine.move_to(moment)

    page = client_for(els).get(reverse("certificaat_list", args=[cohort.pk])).content.decode()

    assert page.count("Geef uit") == offered


def test_the_list_of_a_cohort_that_does_not_exist_is_not_found(els, client_for):
    assert client_for(els).get(reverse("certificaat_list", args=[0])).status_code == 404


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_list_takes_the_same_queries_for_any_number(
    cohort, bijeenkomsten, els, client_for, django_assert_num_queries, people
):
    for _ in range(people):
        DeelnameFactory(cohort=cohort)
    client = client_for(els)

    with django_assert_num_queries(10):
        client.get(reverse("certificaat_list", args=[cohort.pk]))


# -- Issuing -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    (ROLES | {"els": 302, "bas": 404, "hanna": 404, "vervanger": 404}).items(),
)
def test_only_the_coordinator_issues(cast, afgerond, client_for, name, status):
    response = client_for(cast[name]).post(reverse("certificaat_create", args=[afgerond.pk]))

    assert response.status_code == status
    assert Certificaat.objects.exists() == (name == "els")


def test_after_issuing_the_list_says_so(afgerond, els, cohort, client_for):
    url = reverse("certificaat_create", args=[afgerond.pk])

    response = client_for(els).post(url, follow=True)

    assert response.redirect_chain == [(reverse("certificaat_list", args=[cohort.pk]), 302)]
    assert "Het certificaat van Anna Jansen is uitgegeven." in response.content.decode()
    assert Certificaat.objects.get().uitgegeven_door == els


def test_issuing_is_not_a_link(afgerond, els, client_for):
    url = reverse("certificaat_create", args=[afgerond.pk])

    assert client_for(els).get(url).status_code == 405


def test_a_refused_issue_shows_why_on_the_list(deelname, bijeenkomsten, els, client_for):
    response = client_for(els).post(reverse("certificaat_create", args=[deelname.pk]))

    assert response.status_code == 422
    assert "Anna Jansen kan nog geen certificaat krijgen." in response.content.decode()
    assert not Certificaat.objects.exists()


def test_issuing_twice_keeps_the_first(uitgegeven, afgerond, els, client_for):
    response = client_for(els).post(reverse("certificaat_create", args=[afgerond.pk]))

    assert response.status_code == 422
    assert "heeft al een certificaat" in response.content.decode()


def test_a_deelname_that_does_not_exist_is_not_found(els, client_for):
    assert client_for(els).post(reverse("certificaat_create", args=[0])).status_code == 404


# -- The PDF -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROLES)
def test_only_holder_and_coordinator_download_the_pdf(cast, met_document, client_for, name):
    url = reverse("certificaat_pdf", args=[met_document.code])

    response = client_for(cast[name]).get(url)

    assert response.status_code == (200 if name in {"anna", "els"} else 404)


def test_everybody_gets_the_pdf_of_their_own_certificate(met_document, bas, anna, els, client_for):
    theirs = CertificaatFactory(deelname=bas.deelnames.get())
    url = reverse("certificaat_pdf", args=[theirs.code])
    assert client_for(els).get(url).status_code == 202
    Certificaatdocument.objects.create(certificaat=theirs, pdf=b"%PDF-of-Bas", sha256="1" * 64)

    answers = [client_for(reader).get(url) for reader in (bas, els)]

    assert [answer.content for answer in answers] == [b"%PDF-of-Bas"] * 2
    assert "bas-celik" in answers[0]["Content-Disposition"]
    mine = client_for(anna).get(reverse("certificaat_pdf", args=[met_document.code]))
    assert mine.content == b"%PDF-1.7"
    assert client_for(anna).get(url).status_code == 404


@pytest.mark.parametrize("code", ["0" * 20, "geen-code", "x" * 400])
def test_a_code_of_no_certificate_gives_no_pdf(met_document, els, client_for, code):
    assert client_for(els).get(reverse("certificaat_pdf", args=[code])).status_code == 404


def test_anonymous_signs_in_before_the_pdf(uitgegeven, client):
    url = reverse("certificaat_pdf", args=[uitgegeven.code])

    response = client.get(url)

    assert response.status_code == 302
    assert "login" in response["Location"]


def test_the_download_is_the_stored_bytes(gedrukt, anna, client_for):
    client, url = client_for(anna), reverse("certificaat_pdf", args=[gedrukt.code])

    first, second = client.get(url), client.get(url)

    assert first.content == second.content == bytes(gedrukt.document.pdf)
    assert first["ETag"] == f'"{hashlib.sha256(first.content).hexdigest()}"'
    assert first["Content-Type"] == "application/pdf"
    # Kept by the browser of its holder, who asks each time whether it still may; by no proxy.
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Content-Disposition"] == 'attachment; filename="certificaat-anna-jansen.pdf"'


def test_a_browser_that_has_the_bytes_gets_none(gedrukt, anna, client_for):
    url = reverse("certificaat_pdf", args=[gedrukt.code])

    response = client_for(anna).get(url, headers={"If-None-Match": f'"{gedrukt.document.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")


def test_a_pdf_that_is_not_ready_says_so_and_looks_again(afgerond, els, anna, client_for):
    certificaat = issue_certificaat(deelname=afgerond, by=els)
    assert not Certificaatdocument.objects.exists()

    response = client_for(anna).get(reverse("certificaat_pdf", args=[certificaat.code]))

    assert (response.status_code, response["Refresh"]) == (202, "5")
    assert "Je certificaat wordt gemaakt" in response.content.decode()


# -- The picture of the PDF ----------------------------------------------------------------


def picture(client, certificaat, **headers):
    return client.get(reverse("certificaat_afbeelding", args=[certificaat.code]), headers=headers)


@pytest.mark.parametrize("name", ROLES)
def test_only_holder_and_coordinator_see_the_picture(cast, gedrukt, client_for, name):
    response = picture(client_for(cast[name]), gedrukt)

    assert response.status_code == (200 if name in {"anna", "els"} else 404)


def test_the_picture_is_the_paper_and_is_kept_by_its_bytes(gedrukt, anna, client_for):
    response = picture(client_for(anna), gedrukt)

    image = Image.open(BytesIO(response.content))
    assert (response["Content-Type"], image.format, image.size) == ("image/webp", "WEBP", SIZE)
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"] == f'"{gedrukt.document.sha256}"'
    # Light paper with dark words on it, and not an empty sheet.
    darkest, lightest = image.convert("L").getextrema()
    assert (darkest < 80, lightest > 240) == (True, True)


def test_a_browser_that_has_the_picture_gets_none(gedrukt, anna, client_for):
    known = picture(client_for(anna), gedrukt, if_none_match=f'"{gedrukt.document.sha256}"')
    older = picture(client_for(anna), gedrukt, if_none_match='"0"')

    assert (known.status_code, known.content) == (304, b"")
    assert older.status_code == 200


def test_there_is_no_picture_before_there_is_a_pdf(afgerond, els, anna, client_for):
    certificaat = issue_certificaat(deelname=afgerond, by=els)

    assert picture(client_for(anna), certificaat).status_code == 404
