"""Names of every kind: in one order in all lists."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.deelnemers.actions.lists import confirm_deelnemerimport, create_deelnemerimport
from cohorts.deelnemers.lists.files import read_table
from cohorts.models import Bijeenkomst, Cohort, Deelname
from cohorts.presentie.device_list import daglijst_of
from cohorts.presentie.list import presentielijst_of
from cohorts.presentie.paper import sheet_of
from tests.cohorts.deelnemers.lists import content_of
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
    table = read_table(content_of(LIST))
    kept = create_deelnemerimport(cohort=cohort, table=table, bestandsnaam="lijst.csv", by=els)
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
