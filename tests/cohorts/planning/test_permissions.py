"""Who is refused at the coördinator's screens has changed nothing there."""

from datetime import date

import pytest

from cohorts.deelnemers.actions.lists import create_deelnemerimport
from cohorts.models import Cohort, Deelname, Organisatie, Trainerschap
from tests.cohorts.deelnemers.lists import file_of
from tests.factories import ProgrammaFactory
from tests.matrix import COLUMNS

pytestmark = pytest.mark.django_db

EVERYBODY = COLUMNS[1:]
# Of cohort A: its deelnemers, trainer, substitute and HR may know of it.
READERS = {"anna", "bas", "carla", "vervanger", "hanna"}
OWN_COHORT = {who: 403 if who in READERS else 404 for who in EVERYBODY}
NOT_FOR_ME = dict.fromkeys(EVERYBODY, 403)

COORDINATOR_ONLY = [
    ("GET", "/organisaties/", NOT_FOR_ME),
    ("GET", "/organisaties/nieuw/", NOT_FOR_ME),
    ("POST", "/organisaties/nieuw/", NOT_FOR_ME),
    ("GET", "/cohorten/nieuw/", NOT_FOR_ME),
    ("POST", "/cohorten/nieuw/", NOT_FOR_ME),
    ("GET", "/cohorten/{cohort}/planning/", OWN_COHORT),
    ("POST", "/cohorten/{cohort}/planning/", OWN_COHORT),
    ("GET", "/cohorten/{cohort}/trainers/", OWN_COHORT),
    ("POST", "/cohorten/{cohort}/trainers/", OWN_COHORT),
    ("POST", "/trainerschappen/{trainerschap}/einde/", OWN_COHORT),
    ("GET", "/cohorten/{cohort}/imports/nieuw/", OWN_COHORT),
    ("POST", "/cohorten/{cohort}/imports/nieuw/", OWN_COHORT),
    ("GET", "/cohorten/{cohort}/imports/{import}/", OWN_COHORT),
    ("POST", "/cohorten/{cohort}/imports/{import}/", OWN_COHORT),
    ("POST", "/cohorten/{cohort}/imports/{import}/bevestiging/", OWN_COHORT),
    ("POST", "/cohorten/{cohort}/uitnodigingen/", OWN_COHORT),
]
GRID = OWN_COHORT | {"els": 200, "carla": 200}


@pytest.fixture
def addresses(cast, cohort, els):
    """What each address names, with something in it that could leak or change."""
    deelnemerimport = create_deelnemerimport(
        cohort=cohort, file=file_of([["Voornaam"], ["Geheime Gerda"]]), bestandsnaam="x.csv", by=els
    )
    return {
        "cohort": cohort.pk,
        "import": deelnemerimport.pk,
        "trainerschap": Trainerschap.objects.get(cohort=cohort).pk,
    }


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Cohort, Deelname, Organisatie, Trainerschap))


@pytest.mark.parametrize(("method", "path", "expected"), COORDINATOR_ONLY)
def test_who_is_refused_has_changed_nothing(addresses, cast, client_for, method, path, expected):
    before = counts()
    url = path.format(**addresses)

    answers = {
        who: getattr(client_for(user), method.lower())(url).status_code
        for who, user in cast.items()
        if who != "els"
    }

    assert answers == {who: status for who, status in expected.items() if who != "els"}
    assert counts() == before
    assert Trainerschap.objects.get(pk=addresses["trainerschap"]).tot_en_met is None


def test_only_coordinator_and_trainer_see_the_people_of_a_cohort(addresses, cast, client_for):
    url = f"/cohorten/{addresses['cohort']}/"
    answers = {who: client_for(user).get(url) for who, user in cast.items()}

    assert {who: answer.status_code for who, answer in answers.items()} == GRID
    assert {w for w, answer in answers.items() if "Çelik" in answer.content.decode()} - {
        "bas"  # his own name stands in his menu
    } == {"els", "carla"}


def test_an_import_is_not_found_under_another_cohort(addresses, client_for, els, ander_cohort):
    url = f"/cohorten/{ander_cohort.pk}/imports/{addresses['import']}/"

    assert client_for(els).get(url).status_code == 404
    assert client_for(els).post(f"{url}bevestiging/").status_code == 404


def test_a_former_trainer_no_longer_comes_in(client_for, carla, cohort):
    Trainerschap.objects.get(user=carla).end(date(2021, 1, 1))

    assert client_for(carla).get(f"/cohorten/{cohort.pk}/").status_code == 404


def test_a_cohort_follows_the_newest_version_of_each_programme(client_for, els, programma):
    newer = ProgrammaFactory(slug=programma.slug, versie=programma.versie + 1)
    other = ProgrammaFactory(slug="anders")

    response = client_for(els).get("/cohorten/nieuw/")

    assert set(response.context["form"].fields["programma"].queryset) == {newer, other}
