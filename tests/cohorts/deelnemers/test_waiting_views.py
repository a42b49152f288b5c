"""What a coördinator says of a list that waits: sheets, rows, questions, and too many people."""

from io import BytesIO

import pytest
import xlsxwriter
from django.test import Client

from cohorts.deelnemers.models import Deelnemerimport
from tests.cohorts.deelnemers.lists import content_of, csv_of, many, table_of
from tests.cohorts.deelnemers.test_import_views import confirm, preview_of, upload
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

GOOD = {"voornaam": "Şule", "achternaam": "Yıldız", "email": "sule@testdam.example"}


def the_list() -> Deelnemerimport:
    return Deelnemerimport.objects.get()


def post(client: Client, part: str, **data):
    return client.post(f"{the_list().get_absolute_url()}{part}", data)


def two_sheets() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        for name, who in (("Groep A", "anna"), ("Groep B", "bas")):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ["Voornaam", "Achternaam", "E-mailadres"])
            sheet.write_row(1, 0, [who.title(), "Bos", f"{who}@testdam.example"])
        hidden = workbook.add_worksheet("Vorig jaar")
        hidden.write(0, 0, "Oud")
        hidden.hide()
    return out.getvalue()


def test_a_mended_row_can_be_added(coordinator, cohort):
    page = preview_of(coordinator, cohort, csv_of("?ule,,Yıldız,sule,,", "An,,Bos,an@x.example,,"))
    assert "Voeg 1 toe" in page.content.decode()

    response = post(coordinator, "rijen/2/", **GOOD, page="1")

    assert response.url.endswith("?page=1#rij-2")
    page = coordinator.get(response.url)
    assert "Voeg 2 toe" in page.content.decode()
    confirm(coordinator, cohort, 2)
    assert cohort.deelnames.filter(user__voornaam="Şule").exists()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"voornaam": ""}, "Vul dit in, of laat de rij weg."),
        ({"voornaam": "#N/B"}, "Vul dit in, of laat de rij weg."),
        ({"achternaam": "Y?ld?z"}, "is een letter onleesbaar"),
        ({"achternaam": "a@b"}, "dat is geen naam"),
        ({"email": "geen-adres"}, "‘geen-adres’ is geen geldig e-mailadres."),
        ({"email": "a@x.example b@x.example"}, "Hier staan 2 e-mailadressen"),
        ({"afdeling": "x" * 121}, "120"),
    ],
)
def test_what_is_wrong_in_a_mended_row_is_said_there_with_what_was_typed(
    coordinator, cohort, cells, message
):
    upload(coordinator, cohort, csv_of("?ule,,Yıldız,sule@testdam.example,,"))

    response = post(coordinator, "rijen/2/", **GOOD | {"personeelsnummer": "0042"} | cells)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert 'value="0042"' in response.content.decode()
    assert the_list().verbeteringen == {}


def test_the_question_is_answered_with_a_button(coordinator, cohort):
    pieter = UserFactory(voornaam="Pieter", achternaam="Visser", email="pieter@testdam.example")
    page = preview_of(coordinator, cohort, csv_of(f"Gerda,,Postma,{pieter.email},,"))
    assert "Voeg Pieter Visser toe" in page.content.decode()
    assert "Niemand om toe te voegen" in page.content.decode()

    # An answer to a question that was not asked says nothing.
    post(coordinator, "rijen/2/antwoord/", antwoord="adres:0")
    assert the_list().antwoorden == {}
    response = post(coordinator, "rijen/2/antwoord/", antwoord=f"adres:{pieter.pk}")

    assert "Voeg 1 toe" in coordinator.get(response.url).content.decode()


def test_somebody_we_know_gets_the_known_address(coordinator, cohort, els):
    upload(coordinator, cohort, csv_of("Gijs,ten,Brouwer,gijs@testdam.example,,"))
    confirm(coordinator, cohort, 1)
    Deelnemerimport.objects.all().delete()
    page = preview_of(coordinator, cohort, csv_of("Gijs,ten,Brouwer,g.brouwer@testdam.example,12,"))
    assert "Zelfde persoon: neem dat adres" in page.content.decode()

    response = post(coordinator, "rijen/2/antwoord/", antwoord="adres")

    assert the_list().verbeteringen["2"]["email"] == "gijs@testdam.example"
    assert the_list().verbeteringen["2"]["personeelsnummer"] == "12"
    assert "Zit er al in" in coordinator.get(response.url).content.decode()


def test_a_row_is_left_out_and_taken_back_in(coordinator, cohort):
    upload(coordinator, cohort, csv_of("An,,Bos,an@x.example,,", "?ule,,Yıldız,sule,,"))

    page = coordinator.get(post(coordinator, "rijen/3/antwoord/", antwoord="weg").url)
    assert page.context["preview"].wrong == 0
    assert "Weggelaten" in page.content.decode()
    page = coordinator.get(post(coordinator, "rijen/3/antwoord/", antwoord="terug").url)
    assert page.context["preview"].wrong == 1


def test_a_row_that_is_not_there_is_not_found(coordinator, cohort):
    upload(coordinator, cohort, csv_of("An,,Bos,an@x.example,,"))

    assert post(coordinator, "rijen/1/", **GOOD).status_code == 404
    assert post(coordinator, "rijen/9/antwoord/", antwoord="weg").status_code == 404


def test_another_sheet_can_be_read(coordinator, cohort):
    page = preview_of(coordinator, cohort, two_sheets())
    assert "Het blad ‘Groep A’." in page.content.decode()
    assert "Vorig jaar" in page.content.decode()
    post(coordinator, "rijen/2/", **GOOD)

    page = coordinator.get(post(coordinator, "blad/", blad="Groep B").url).content.decode()

    assert "Bas Bos" in page
    assert "Yıldız" not in page
    assert "Lees het blad ‘Groep A’" in page
    page = coordinator.get(post(coordinator, "blad/", blad="Vorig jaar").url).content.decode()
    assert "Bas Bos" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("c01_verborgen_eerste_blad.xlsx", "het blad _lijsten"),
        ("c16_weggefilterde_rijen.xlsx", "4 verborgen of weggefilterde rijen"),
    ],
)
def test_what_was_hidden_is_said(coordinator, cohort, name, words):
    page = preview_of(coordinator, cohort, content_of(f"lastig/{name}"))

    assert words in page.content.decode()


def test_a_list_without_hidden_parts_says_nothing_of_them(coordinator, cohort):
    assert "Wat we lazen" not in preview_of(coordinator, cohort, many(2)).content.decode()


def test_what_does_not_go_along_can_be_downloaded_and_read_again(coordinator, cohort):
    upload(coordinator, cohort, csv_of("An,,Bos,an@x.example,007,", "=1+1,,Yıldız,sule,012,"))

    response = coordinator.get(f"{the_list().get_absolute_url()}fouten/")

    table = table_of(response.content)
    assert table[0][1:3] == ["Voornaam", "Tussenvoegsel"]
    assert table[1] == [
        "3", "=1+1", "", "Yıldız", "sule", "012", "", "‘sule’ is geen geldig e-mailadres."
    ]  # fmt: skip
    assert len(table) == 2


@pytest.mark.parametrize(("places", "is_full"), [(3, False), (2, False), (1, True)])
def test_more_people_than_places_are_a_decision(coordinator, cohort, places, is_full):
    cohort.capaciteit = places
    cohort.save()
    page = preview_of(coordinator, cohort, many(2)).content.decode()
    assert ("meer in dan er plaatsen zijn" in page) is is_full

    response = confirm(coordinator, cohort, 2)

    assert response.status_code == (422 if is_full else 302)
    if is_full:
        assert "Dit cohort heeft 1 plaatsen" in response.content.decode()
        assert not cohort.deelnames.exists()
        post(coordinator, "bevestiging/", aantal=2, boven="on")
    assert cohort.deelnames.count() == 2


@pytest.mark.parametrize("part", ["blad/", "rijen/2/", "rijen/2/antwoord/"])
def test_a_confirmed_list_is_done_with(coordinator, cohort, part):
    upload(coordinator, cohort, many(1))
    confirm(coordinator, cohort, 1)

    response = post(coordinator, part, blad="x", antwoord="weg", **GOOD)

    assert response.status_code == 302
    assert "Deze lijst is al verwerkt." in coordinator.get(response.url).content.decode()
    assert the_list().verbeteringen == {}
    assert coordinator.get(f"{the_list().get_absolute_url()}fouten/").status_code == 404


def test_what_was_said_of_rows_stays_when_columns_are_chosen(coordinator, cohort):
    upload(coordinator, cohort, csv_of("?ule,,Yıldız,sule,,Zorg", "An,,Bos,an@x.example,,"))
    post(coordinator, "rijen/2/", **GOOD)
    post(coordinator, "rijen/3/antwoord/", antwoord="weg")

    chosen = {"voornaam": 0, "achternaam": 2, "email": 3}
    page = coordinator.get(post(coordinator, "", **chosen).url)

    preview = page.context["preview"]
    assert (preview.good, preview.left_out, preview.wrong) == (1, 1, 0)


def test_a_second_tab_confirms_only_what_it_shows(coordinator, cohort):
    page = preview_of(coordinator, cohort, csv_of("?ule,,Yıldız,sule@testdam.example,,"))
    post(coordinator, "rijen/2/", **GOOD)
    seen = coordinator.get(page.request["PATH_INFO"]).context["preview"].fingerprint
    post(coordinator, "rijen/2/", **GOOD | {"email": "ander@testdam.example"})

    response = post(coordinator, "bevestiging/", aantal=1, gezien=seen)

    assert response.status_code == 422
    assert "intussen iets veranderd" in response.content.decode()
    seen = response.context["preview"].fingerprint
    assert post(coordinator, "bevestiging/", aantal=1, gezien=seen).status_code == 302
    assert cohort.deelnames.get().user.email == "ander@testdam.example"


def test_an_answer_can_be_taken_back(coordinator, cohort):
    pieter = UserFactory(voornaam="Pieter", achternaam="Visser", email="pieter@testdam.example")
    upload(coordinator, cohort, csv_of(f"Gerda,,Postma,{pieter.email},,"))
    page = coordinator.get(
        post(coordinator, "rijen/2/antwoord/", antwoord=f"adres:{pieter.pk}").url
    )
    assert "Neem je antwoord terug" in page.content.decode()

    page = coordinator.get(post(coordinator, "rijen/2/antwoord/", antwoord="terug").url)

    assert page.context["preview"].open == 1
    assert "Neem je antwoord terug" not in page.content.decode()


def test_two_addresses_in_a_cell_are_one_complaint(coordinator, cohort):
    page = preview_of(coordinator, cohort, csv_of("An,,Bos,an@x.example of bos@x.example,,"))

    [row] = page.context["preview"].judged
    assert row.fouten == ("Hier staan 2 e-mailadressen: an@x.example, bos@x.example. Kies er één.",)
