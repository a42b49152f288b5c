import time
from io import BytesIO

import pytest

from accounts.models import User
from cohorts.deelnemers.lists.files import MAX_BYTES
from cohorts.deelnemers.models import Deelnemerimport
from tests.cohorts.deelnemers.lists import FILES, HEADER, content_of, csv_of, many, xlsx_of, zip_of
from tests.factories import DeelnameFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def upload(client, cohort, content: bytes, name: str = "lijst.csv", **data):
    file = BytesIO(content)
    file.name = name
    return client.post(f"/cohorten/{cohort.pk}/imports/nieuw/", {"bestand": file, **data})


def preview_of(client, cohort, content: bytes):
    return client.get(upload(client, cohort, content).url)


def confirm(client, cohort, aantal: int):
    [deelnemerimport] = Deelnemerimport.objects.all()
    url = f"/cohorten/{cohort.pk}/imports/{deelnemerimport.pk}/bevestiging/"
    return client.post(url, {"aantal": aantal})


# -- Choosing a list -----------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_shown_first_and_added_after_confirmation(coordinator, cohort, name):
    response = coordinator.get(upload(coordinator, cohort, content_of(name), name).url)

    assert f"Voeg {FILES[name]} toe" in response.content.decode()
    assert cohort.deelnames.count() == 0
    confirm(coordinator, cohort, FILES[name])
    assert cohort.deelnames.count() == FILES[name]


def test_the_name_of_a_file_says_nothing(coordinator, cohort):
    content = content_of("midden_groningen_13.xlsx")

    response = coordinator.get(upload(coordinator, cohort, content, "lijst.pdf").url)

    assert "Voeg 13 toe" in response.content.decode()


def test_a_pasted_list_is_shown(coordinator, cohort):
    text = f"{HEADER}\nNoor,van,Veen,noor@testdam.example,,".replace(",", "\t")

    response = coordinator.post(f"/cohorten/{cohort.pk}/imports/nieuw/", {"tekst": text})

    assert "Voeg 1 toe" in coordinator.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7\n\x00\x01", "Dit is een pdf. Vraag om het Excel-bestand"),
        (b"\x00\x01", "Dit bestand is geen lijst die we kunnen lezen."),
        (b"", "Dit bestand is leeg. Kies het bestand met de namen."),
        (b"\n\n;;\n", "Dit bestand is leeg."),
        (b"a" * MAX_BYTES, "Dit bestand is beschadigd"),
        (b"a" * (MAX_BYTES + 1), "Dit bestand is groter dan 5 MB."),
        (
            zip_of({"content.xml": b" " * 53_000_000}),
            "Dit bestand is uitgepakt groter dan 50 MB.",
        ),
        (zip_of({"content.xml": b"<kapot"}), "Dit bestand is beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "van een oude versie van Office"),
        (many(5001), "Deze lijst heeft meer dan 5000 rijen."),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_the_field(coordinator, cohort, content, message):
    response = upload(coordinator, cohort, content)

    assert response.status_code == 422
    assert message in str(response.context["form"].errors["bestand"])
    assert Deelnemerimport.objects.count() == 0


def test_nothing_chosen_is_refused(coordinator, cohort):
    response = coordinator.post(f"/cohorten/{cohort.pk}/imports/nieuw/", {})

    assert response.status_code == 422
    assert "Kies een bestand, of plak de lijst" in response.content.decode()


def test_a_file_and_a_pasted_list_together_are_refused_and_the_text_stays(coordinator, cohort):
    response = upload(coordinator, cohort, csv_of("x"), tekst="Voornaam\nNoor")

    assert response.status_code == 422
    assert "niet allebei" in response.content.decode()
    assert "Voornaam\nNoor" in response.content.decode()


# -- Looking at a list ---------------------------------------------------------------------


def test_each_wrong_row_says_why_in_its_row(coordinator, cohort):
    content = preview_of(coordinator, cohort, content_of("met_fouten.csv")).content.decode()

    for reason in (
        "‘geen-adres’ is geen geldig e-mailadres.",
        "Dit e-mailadres staat ook in rij 3.",
        "Voornaam ontbreekt.",
        "E-mailadres ontbreekt.",
        "Achternaam is langer dan 120 tekens.",
    ):
        assert reason in content
    assert "5 rijen hebben een fout en gaan niet mee" in content


def test_rows_say_who_is_known_and_who_is_there(coordinator, cohort):
    email = "kubra.dijkstra0@gemeente-zutphen.example"
    UserFactory(email=email, voornaam="Kübra", achternaam="Dijkstra")
    there = UserFactory(email="bas.vos3@gemeente-zutphen.example")
    DeelnameFactory(cohort=cohort, user=there).dienstverbanden.update(personeelsnummer="070003")

    response = preview_of(coordinator, cohort, content_of("zutphen_14.csv"))

    preview = response.context["preview"]
    assert (preview.good, preview.known, preview.present, preview.wrong) == (13, 1, 1, 0)
    assert "Al bekend" in response.content.decode()
    assert "Zit er al in" in response.content.decode()


def test_a_script_in_a_cell_is_only_text(coordinator, cohort):
    response = preview_of(
        coordinator, cohort, csv_of("<script>alert(1)</script>,,Vos,vos@testdam.example,,")
    )

    assert "&lt;script&gt;" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_too_many_people_is_a_warning(coordinator, cohort):
    cohort.capaciteit = 10
    cohort.save()

    response = preview_of(coordinator, cohort, content_of("zutphen_14.csv"))

    assert "Met deze lijst zijn het er 14: 4 te veel." in response.content.decode()
    assert "Voeg 14 toe" in response.content.decode()


def test_unknown_headers_name_what_is_missing(coordinator, cohort):
    response = preview_of(coordinator, cohort, b"Wie;Hoe;Waar\nNoor;Veen;noor@x.example")

    content = response.content.decode()
    assert "We vinden geen kolom voor Voornaam, Achternaam. Wijs" in content
    assert "Voeg" not in content.split("Kolommen")[0].split("<h1>")[1]


def test_columns_can_be_assigned_by_hand(coordinator, cohort):
    url = upload(coordinator, cohort, b"Wie;Hoe;Waar\nNoor;Veen;noor@testdam.example").url

    response = coordinator.post(url, {"voornaam": "0", "achternaam": "1", "email": "2"})

    assert response.url == url
    assert "Voeg 1 toe" in coordinator.get(url).content.decode()


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        (
            {"voornaam": "0", "achternaam": "1"},
            "email",
            "Wijs aan in welke kolom dit staat: e-mailadres.",
        ),
        ({"voornaam": "0", "achternaam": "0", "email": "2"}, "achternaam", "al voor Voornaam"),
        ({"voornaam": "0", "achternaam": "1", "email": "9"}, "email", "staat niet in de lijst"),
    ],
)
def test_columns_that_cannot_be_are_refused(coordinator, cohort, data, field, message):
    url = upload(coordinator, cohort, b"Wie;Hoe;Waar\nNoor;Veen;noor@testdam.example").url

    response = coordinator.post(url, data)

    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    # Which column holds the addresses can be seen; that is all.
    assert Deelnemerimport.objects.get().kolommen == {"email": 2}


@pytest.mark.parametrize("count", [1, 3, 2000])
def test_a_list_of_2000_is_shown_as_quickly_as_one_of_three(
    coordinator, cohort, count, django_assert_num_queries
):
    url = upload(coordinator, cohort, many(count)).url
    started = time.process_time()

    with django_assert_num_queries(13):
        response = coordinator.get(url)

    assert response.context["preview"].good == count
    assert time.process_time() - started < 2


# -- Confirming ----------------------------------------------------------------------------


def test_confirming_adds_who_is_good_and_says_how_many(coordinator, cohort):
    upload(coordinator, cohort, content_of("met_fouten.csv"))

    response = confirm(coordinator, cohort, 7)

    assert response.url == f"/cohorten/{cohort.pk}/"
    assert "7 deelnemers zijn toegevoegd." in coordinator.get(response.url).content.decode()
    assert cohort.deelnames.count() == 7


def test_confirming_twice_adds_nobody(coordinator, cohort):
    upload(coordinator, cohort, content_of("zutphen_14.csv"))
    confirm(coordinator, cohort, 14)

    response = confirm(coordinator, cohort, 14)

    assert response.status_code == 302
    assert cohort.deelnames.count() == 14


@pytest.mark.parametrize("aantal", ["", "3", "-1", "veel", "²"])
def test_confirming_another_number_than_was_shown_is_refused(coordinator, cohort, aantal):
    upload(coordinator, cohort, content_of("zutphen_14.csv"))

    response = confirm(coordinator, cohort, aantal)

    assert response.status_code == 422
    assert "Er is intussen iets veranderd" in response.content.decode()
    assert cohort.deelnames.count() == 0


def test_a_confirmed_list_is_no_longer_shown(coordinator, cohort):
    url = upload(coordinator, cohort, content_of("zutphen_14.csv")).url
    confirm(coordinator, cohort, 14)

    assert coordinator.get(url).url == f"/cohorten/{cohort.pk}/"


def test_a_person_of_another_cohort_keeps_one_account(coordinator, cohort, ander_cohort):
    ander_cohort.organisatie = cohort.organisatie
    ander_cohort.save()
    for group in (cohort, ander_cohort):
        upload(coordinator, group, content_of("zutphen_14.csv"))
        confirm(coordinator, group, 14)
        Deelnemerimport.objects.all().delete()

    assert User.objects.filter(email__endswith="@gemeente-zutphen.example").count() == 14
    assert ander_cohort.deelnames.count() == 14


def test_numbers_of_a_workbook_become_text(coordinator, cohort):
    rows = [HEADER.split(","), ["Noor", "", "Veen", "noor@testdam.example", 70303, "Ruimte"]]
    upload(coordinator, cohort, xlsx_of(rows))
    confirm(coordinator, cohort, 1)

    assert cohort.deelnames.get().dienstverbanden.get().personeelsnummer == "70303"


@pytest.mark.parametrize("aantal", ["9" * 5000, "-1", "twee"])
def test_a_number_that_nobody_saw_confirms_nothing(coordinator, cohort, aantal):
    upload(coordinator, cohort, b"voornaam,achternaam,email\nAn,Bos,an.bos@testdam.example\n")

    assert confirm(coordinator, cohort, aantal).status_code == 422
    assert cohort.deelnames.count() == 0
