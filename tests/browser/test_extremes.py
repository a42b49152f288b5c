"""Groups, names and colours at their ends: every page still fits and can be read.

Source: WCAG 2.2 AA, 1.4.3, 1.4.10 and 1.4.11. With `--pictures` each page is kept as a picture.
"""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from berichten.mail import html_of
from cohorts.models import Cohort, Organisatie
from tests.browser.looks import assert_fits, loaded, violations
from tests.browser.texts import texts_cut_off
from tests.factories import (
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    HRContactFactory,
    OrganisatieFactory,
    TrainerschapFactory,
    UserFactory,
    mark_days,
    plan_seven_days,
)

PICTURES = Path("var/screenshots")
pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 390, 1280)
# 60 and 60 letters with a space between them: as long as two fields allow, and nowhere to break.
LONG = ("Wilhelmina" * 6, "Schimmelpenninck" * 3 + "vanderOijeXY")
SHORT = ("Bo", "Y")
# Of five municipalities, and three that nobody should have chosen.
BRANDS = ("#00696b", "#154273", "#b5121b", "#39870c", "#6b2c91", "#ffff00", "#ffffff", "#000000")


def named(name: tuple[str, str], number: int) -> User:
    return UserFactory(voornaam=name[0], achternaam=name[1], email=f"p{number}@testdam.example")


class Group:
    """A cohort on its fifth day, and whoever looks at it."""

    def __init__(self, size: int, name: tuple[str, str] = ("Noor", "Veen")) -> None:
        self.organisatie = OrganisatieFactory(naam="Testdam")
        self.cohort = CohortFactory(organisatie=self.organisatie, capaciteit=max(size, 20))
        self.bijeenkomst = plan_seven_days(self.cohort)[4]
        people = [named(name, number) for number in range(size + 1)]
        self.trainer = TrainerschapFactory(cohort=self.cohort, user=people.pop()).user
        self.hr = HRContactFactory(organisatie=self.organisatie, user=UserFactory()).user
        self.els = CoordinatorschapFactory(user=UserFactory()).user
        self.deelnames = [DeelnameFactory(cohort=self.cohort, user=user) for user in people]
        for deelname in self.deelnames[:12]:
            mark_days(deelname, range(1, 5))

    def pages(self) -> dict[str, tuple[User, str]]:
        """What each reader opens most."""
        cohort = reverse("cohort_detail", args=[self.cohort.pk])
        return {
            "home": (self.deelnames[0].user, "/"),
            "vandaag": (self.trainer, "/vandaag/"),
            "presentie": (self.trainer, reverse("presentie", args=[self.bijeenkomst.pk])),
            "cohort": (self.trainer, cohort),
            "cockpit": (self.els, "/cockpit/"),
            "overzicht": (self.hr, "/overzicht/"),
            "certificaten": (self.els, reverse("certificaat_list", args=[self.cohort.pk])),
        }


@pytest.mark.parametrize(
    ("size", "name"),
    [(60, ("Noor", "Veen")), (1, ("Noor", "Veen")), (3, LONG), (3, SHORT)],
    ids=["sixty", "one", "long names", "short names"],
)
def test_every_page_fits(browse, pytestconfig, request, size, name):
    for title, (reader, path) in Group(size, name).pages().items():
        page = browse(reader, path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            assert_fits(page)
            assert texts_cut_off(page) == [], (title, width)
            if pytestconfig.getoption("pictures"):
                case = request.node.callspec.id.replace(" ", "-")
                loaded(page).screenshot(
                    path=PICTURES / f"extreme-{case}-{title}-{width}.png", full_page=True
                )


@pytest.mark.parametrize("brand", BRANDS)
def test_every_colour_of_a_municipality_can_be_read_by_day_and_in_the_dark(
    browse, pytestconfig, brand
):
    group = Group(3)
    Organisatie.objects.update(merkkleur=brand)
    pages = group.pages()

    for title in ("home", "overzicht"):
        page = browse(*pages[title])
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page, only=["color-contrast"]) == [], (brand, title, scheme)
            if pytestconfig.getoption("pictures"):
                path = PICTURES / f"brand-{brand[1:]}-{title}-{scheme}.png"
                loaded(page).screenshot(path=path)


def test_a_trainer_of_nine_groups_and_a_foundation_without_any(browse, pytestconfig):
    els = CoordinatorschapFactory(user=UserFactory()).user
    pages = [browse(els, path) for path in ("/cockpit/", "/cohorten/")]
    for page in pages:
        assert_fits(page)
        expect(page.locator("main").get_by_role("link", name="Nieuw cohort")).to_be_visible()

    carla = UserFactory(voornaam="Carla", achternaam="Wit")
    for number in range(9):
        cohort = CohortFactory(naam=f"Testdam {number}")
        plan_seven_days(cohort, today_is=number % 7)
        TrainerschapFactory(cohort=cohort, user=carla)
        DeelnameFactory(cohort=cohort)
    assert Cohort.objects.count() == 9

    for path in ("/vandaag/", "/cohorten/"):
        page = browse(carla, path)
        assert_fits(page)
        assert texts_cut_off(page) == []
        if pytestconfig.getoption("pictures"):
            name = path.strip("/")
            loaded(page).screenshot(path=PICTURES / f"nine-groups-{name}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_letter_with_a_long_address_fits(open_context, width):
    page = open_context(width=width).new_page()
    address = f"https://leergang.example/{'cohorten' * 20}/"

    page.set_content(html_of("Overmorgen", f"Dag Anna,\n\nAlles staat hier: {address} en verder."))

    assert_fits(page)
