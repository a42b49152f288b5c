"""Names of every kind: in one order in all lists, and found however somebody types them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.deelnemers.actions.lists import confirm_deelnemerimport, create_deelnemerimport
from cohorts.deelnemers.lists.files import read_list
from cohorts.models import Bijeenkomst, Cohort, Deelname
from cohorts.presentie.device_list import daglijst_of
from cohorts.presentie.list import presentielijst_of
from cohorts.presentie.paper import sheet_of
from rapportages.models import Inzet
from tests.cohorts.deelnemers.lists import content_of
from tests.factories import DeelnameFactory, UserFactory
from tests.rapportages.conftest import OVERZICHT, download
from tests.rapportages.test_files import read_csv

LIST = "lastig/c38_namen_met_l_streep_ae.csv"
IN_ORDER = [
    "Ane Æbelø", "Deniz Işık", "Ewa Łuczak", "Mila Mulder", "Oda Oosten", "Karl Ößler",
    "Lars Østergaard", "Zofia Zwart",
]  # fmt: skip


@pytest.fixture
def enrolled(cohort: Cohort, vandaag: Bijeenkomst, els) -> Cohort:
    """Everybody on the list takes part since before the first day."""
    file = read_list(content_of(LIST))
    kept = create_deelnemerimport(cohort=cohort, file=file, bestandsnaam="lijst.csv", by=els)
    people = confirm_deelnemerimport(deelnemerimport=kept, expected=len(IN_ORDER), by=els)
    first = cohort.bijeenkomsten.earliest("datum").datum
    Deelname.objects.filter(pk__in=[row.pk for row in people]).update(vanaf=first)
    for row in people:
        row.dienstverbanden.update(vanaf=first)
    return cohort


def test_the_cohort_page_and_the_certificates_stand_in_order(enrolled, els, client_for):
    client = client_for(els)
    page = client.get(reverse("cohort_detail", args=[enrolled.pk])).context
    certificates = client.get(reverse("certificaat_list", args=[enrolled.pk])).context

    assert [row.user.naam for row in page["people"]] == IN_ORDER
    assert [row.voortgang.deelname.user.naam for row in certificates["verdicts"]] == IN_ORDER


def test_the_roll_call_on_screen_device_and_paper_stands_in_order(enrolled, vandaag, carla):
    on_device = daglijst_of(vandaag, user=carla, now=timezone.now())["rijen"]

    assert [rij.naam for rij in presentielijst_of(vandaag, "middag").rijen] == IN_ORDER
    assert [rij["naam"] for rij in on_device] == IN_ORDER
    assert [regel.naam for regel in sheet_of(vandaag).regels] == IN_ORDER


def test_hr_reads_them_in_order_on_the_page_and_in_the_file(enrolled, hanna, client_for):
    client = client_for(hanna)
    for sort, order in (("naam", IN_ORDER), ("-naam", IN_ORDER[::-1])):
        page = client.get(OVERZICHT, {"sort": sort}).context["page_obj"]
        assert [row.deelname.user.naam for row in page.object_list] == order

    names = [row[1] for row in read_csv([download(client)])[1:]]
    assert list(dict.fromkeys(names)) == IN_ORDER


@pytest.fixture
def people(cohort: Cohort) -> dict[str, Deelname]:
    names = (
        ("Zoë", "in ’t", "Veld"), ("Noor", "", "Öztürk"), ("Anne-Marie", "van", "Ĳssel"),
        ("Ewa", "", "Łuczak"), ("Shane", "", "O'Neil"), ("Jo", "", "Bos 50%"), ("Wei", "", "李"),
    )  # fmt: skip
    return {
        first: DeelnameFactory(
            cohort=cohort,
            user=UserFactory(
                voornaam=first,
                tussenvoegsel=prefix,
                achternaam=last,
                email=f"n{number}@testdam.example",
            ),
        )
        for number, (first, prefix, last) in enumerate(names)
    }


@pytest.mark.parametrize(
    ("first", "texts"),
    [
        ("Zoë", ["zoe", "ZOË", "in ’t veld", "in 't veld", "in't veld", "In`t Veld", "veld ZOE"]),
        ("Noor", ["ozturk", "Öztürk", "ÖZTÜRK", "turk noor", "o\u0308ztu\u0308rk"]),
        ("Anne-Marie", ["ij", "Ĳ", "ijssel van", "anne marie", "annemarie", "anne-marie", "Ĳssel"]),
        ("Ewa", ["luczak", "łuczak", "ŁUCZ e"]),
        ("Shane", ["oneil", "o'neil", "O’Neil", "o neil"]),
        ("Jo", ["50%", "bos - jo"]),
        ("Wei", ["李"]),
    ],
)  # fmt: skip
def test_somebody_is_found_however_the_name_is_typed(people, hanna, client_for, first, texts):
    for text in texts:
        page = client_for(hanna).get(OVERZICHT, {"q": text}).context["page_obj"]
        assert [row.deelname for row in page.object_list] == [people[first]], text


@pytest.mark.parametrize("text", ["%", "_", "zoe ozturk", "veldzoe", "-", "\u0301", "x1f", "зоэ"])
def test_what_is_not_in_the_name_finds_nobody(people, hanna, text):
    assert list(Inzet.objects.managed_by_hr(hanna).named(text)) == []


def test_no_words_leave_everybody_and_somebody_elses_people_stay_away(people, hanna, henk):
    assert Inzet.objects.managed_by_hr(hanna).named("  ").count() == len(people)
    assert Inzet.objects.managed_by_hr(henk).named("zoe").count() == 0
