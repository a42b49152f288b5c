"""The cast: the same people in every test, so that each negative has something to leak.

Two groups of two employers. Cohort A has its fifth day today.
"""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client

from accounts.models import User
from cohorts.models import Bijeenkomst, Cohort, Deelname, Organisatie
from programma.actions import load_programma
from programma.models import Cursusdag, Mailsjabloon, Programma, Reflectievraag, Voorbereiding
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    HRContactFactory,
    OrganisatieFactory,
    ProgrammaFactory,
    SecondFactorFactory,
    TrainerschapFactory,
    UserFactory,
    plan_seven_days,
)

REAL_COURSE = "ambtelijk-vakmanschap"


@pytest.fixture
def programma(db: None) -> Programma:
    return ProgrammaFactory()


@pytest.fixture(scope="session")
def rows_of_the_course() -> list[list[Model]]:
    """What loading the real course made the first time, by model."""
    return []


@pytest.fixture
def echt_programma(db: None, rows_of_the_course: list[list[Model]]) -> Programma:
    """The real course. Each of its rows is read and checked once, which takes 80 ms."""
    if rows_of_the_course:
        for rows in rows_of_the_course:
            type(rows[0]).objects.bulk_create(rows)
    else:
        load_programma(slug=REAL_COURSE)
        models = (Programma, Cursusdag, Voorbereiding, Reflectievraag, Mailsjabloon)
        rows_of_the_course += [list(model.objects.all()) for model in models]
    return Programma.objects.latest_version(REAL_COURSE)


@pytest.fixture
def organisatie(db: None) -> Organisatie:
    return OrganisatieFactory(
        soort="gemeente", cbs_code="GM9901", naam="Testdam", merkkleur="#00696b"
    )


@pytest.fixture
def andere_organisatie(db: None) -> Organisatie:
    return OrganisatieFactory(naam="Dienst Elders")


@pytest.fixture
def cohort(programma: Programma, organisatie: Organisatie) -> Cohort:
    return CohortFactory(naam="Testdam A", organisatie=organisatie, programma=programma)


@pytest.fixture
def ander_cohort(programma: Programma, andere_organisatie: Organisatie) -> Cohort:
    return CohortFactory(naam="Elders B", organisatie=andere_organisatie, programma=programma)


@pytest.fixture
def bijeenkomsten(cohort: Cohort) -> list[Bijeenkomst]:
    """The seven days of cohort A; number 5 is today."""
    return plan_seven_days(cohort)


@pytest.fixture
def vandaag(bijeenkomsten: list[Bijeenkomst]) -> Bijeenkomst:
    return bijeenkomsten[4]


@pytest.fixture
def andere_bijeenkomst(ander_cohort: Cohort) -> Bijeenkomst:
    return BijeenkomstFactory(cohort=ander_cohort)


def _person(voornaam: str, achternaam: str) -> User:
    return UserFactory(voornaam=voornaam, achternaam=achternaam)


@pytest.fixture
def anna(cohort: Cohort) -> User:
    """Deelnemer of cohort A."""
    return DeelnameFactory(cohort=cohort, user=_person("Anna", "Jansen")).user


@pytest.fixture
def bas(cohort: Cohort) -> User:
    """Colleague of Anna in the same cohort."""
    return DeelnameFactory(cohort=cohort, user=_person("Bas", "Çelik")).user


@pytest.fixture
def vreemd(ander_cohort: Cohort) -> User:
    """Deelnemer in another cohort of another employer."""
    return DeelnameFactory(cohort=ander_cohort, user=_person("Vera", "Elders")).user


@pytest.fixture
def carla(cohort: Cohort) -> User:
    """Trainer of cohort A."""
    return TrainerschapFactory(cohort=cohort, user=_person("Carla", "Wit")).user


@pytest.fixture
def dirk(ander_cohort: Cohort) -> User:
    """Trainer of the other cohort."""
    return TrainerschapFactory(cohort=ander_cohort, user=_person("Dirk", "Vos")).user


@pytest.fixture
def vervanger(vandaag: Bijeenkomst) -> User:
    """Substitute for today's bijeenkomst of cohort A."""
    return TrainerschapFactory(
        cohort=None, bijeenkomst=vandaag, user=_person("Sam", "Invaller")
    ).user


@pytest.fixture
def els(db: None) -> User:
    """Coördinator of the foundation."""
    return CoordinatorschapFactory(user=_person("Els", "Bakker")).user


@pytest.fixture
def hanna(organisatie: Organisatie) -> User:
    """HR of the employer of Anna and Bas."""
    return HRContactFactory(organisatie=organisatie, user=_person("Hanna", "Peters")).user


@pytest.fixture
def henk(andere_organisatie: Organisatie) -> User:
    """HR of the other employer."""
    return HRContactFactory(organisatie=andere_organisatie, user=_person("Henk", "Smit")).user


@pytest.fixture
def beheerder(db: None) -> User:
    """Superuser: operations."""
    return User.objects.create_superuser("beheer@testdam.example", voornaam="Bea")


@pytest.fixture
def niemand(db: None) -> User:
    """Somebody with an account and no role at all."""
    return _person("Niek", "Niemand")


@pytest.fixture
def cast(
    anna: User,
    bas: User,
    vreemd: User,
    carla: User,
    dirk: User,
    vervanger: User,
    els: User,
    hanna: User,
    henk: User,
    beheerder: User,
    niemand: User,
    andere_bijeenkomst: Bijeenkomst,
) -> dict[str, User]:
    """Everybody, by first role."""
    return {
        "anna": anna,
        "bas": bas,
        "vreemd": vreemd,
        "carla": carla,
        "dirk": dirk,
        "vervanger": vervanger,
        "els": els,
        "hanna": hanna,
        "henk": henk,
        "beheerder": beheerder,
        "niemand": niemand,
    }


@pytest.fixture
def deelname(anna: User, cohort: Cohort) -> Deelname:
    """Anna's deelname in cohort A."""
    return Deelname.objects.select_related("cohort", "user").get(user=anna, cohort=cohort)


@pytest.fixture
def client_for(db: None) -> Callable[[User | None], Client]:
    """A browser in which this person is signed in, with a second factor in place."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            if not user.authenticator_set.exists():
                SecondFactorFactory(user=user)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
