"""A row that appears between the look and the write: refused at its field, and nothing lost."""

from collections.abc import Callable

import pytest
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.people.persons import Persoon
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.deelnemers.views import organisaties
from cohorts.inhalen.actions import plans
from cohorts.inhalen.actions.plans import request_inhaalplan
from cohorts.models import Cohort, Locatie, Organisatie, Trainerschap
from cohorts.planning.actions import trainers
from cohorts.planning.actions.substitutes import assign_vervanger
from cohorts.planning.actions.trainers import assign_trainer
from cohorts.planning.views import copies, locaties, planning
from cohorts.presentie.actions.toehoorders import add_toehoorder
from cohorts.presentie.models import Toehoorder
from cohorts.taken import refused_when_taken
from tests.cohorts.planning.test_cohort_views import cohort_data
from tests.cohorts.planning.test_locaties import place
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    LocatieFactory,
    OrganisatieFactory,
    TrainerschapFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def appears(monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Somebody else makes a row just before this act is done."""

    def before(module: object, act: str, make: Callable[[], object]) -> None:
        real = getattr(module, act)

        def late(*args: object, **kwargs: object) -> object:
            monkeypatch.setattr(module, act, real)
            make()
            return real(*args, **kwargs)

        monkeypatch.setattr(module, act, late)

    return before


def assert_refused(response, message: str) -> None:
    assert response.status_code == 422
    assert message in str(response.context["form"].errors["naam"])


def test_a_cohort_that_appears_meanwhile(coordinator, programma, organisatie, appears):
    appears(
        planning,
        "create_cohort",
        lambda: CohortFactory(naam="TESTDAM B", organisatie=organisatie, programma=programma),
    )

    response = coordinator.post("/cohorten/nieuw/", cohort_data(programma, schoolregio="geen"))

    assert_refused(response, "Testdam heeft al een cohort met deze naam.")
    assert response.context["form"]["capaciteit"].value() == "20"
    assert Cohort.objects.count() == 1


def test_a_cohort_of_the_same_name_that_appears_before_a_copy(
    coordinator, cohort, carla, organisatie, programma, appears
):
    appears(
        copies,
        "copy_cohort",
        lambda: CohortFactory(naam="Testdam B", organisatie=organisatie, programma=programma),
    )

    response = coordinator.post(
        f"/cohorten/{cohort.pk}/kopie/",
        {"naam": "Testdam B", "vanaf": "2027-09-06", "trainers": [carla.pk]},
    )

    assert_refused(response, "Testdam heeft al een cohort met deze naam.")
    assert Trainerschap.objects.count() == 1


@pytest.mark.parametrize("naam", ["Douane", "DOUANE"])
def test_an_organisatie_that_appears_meanwhile(coordinator, appears, naam):
    appears(organisaties, "create_organisatie", lambda: OrganisatieFactory(naam=naam))

    response = coordinator.post("/organisaties/nieuw/", {"naam": "Douane", "merkkleur": "#01689b"})

    assert_refused(response, "Deze organisatie staat al in de lijst.")
    assert response.context["form"]["merkkleur"].value() == "#01689b"
    assert Organisatie.objects.count() == 1


@pytest.mark.parametrize("is_new", [True, False])
def test_a_place_that_appears_meanwhile(coordinator, organisatie, appears, is_new):
    """Also under the name to which another place is being changed."""
    url = "/locaties/nieuw/" if is_new else f"/locaties/{LocatieFactory(naam='Oud').pk}/"
    where = {name: place()[name] for name in ("naam", "adres", "plaats")}
    appears(locaties, "save_locatie", lambda: LocatieFactory(**where))

    assert_refused(coordinator.post(url, place()), "Deze locatie bestaat al.")
    assert Locatie.objects.filter(**where).count() == 1


def test_a_trainer_who_appears_meanwhile(cohort, els, dirk, appears):
    appears(trainers, "accounts_of", lambda: TrainerschapFactory(cohort=cohort, user=dirk))

    with pytest.raises(ValidationError, match="al trainer"):
        assign_trainer(
            cohort=cohort,
            persoon=Persoon("Dirk", "Elders", dirk.email),
            vanaf=Trainerschap.objects.get(user=dirk).vanaf,
            by=els,
        )


def test_a_plan_that_appears_because_the_host_moves(gemist, host, els, appears):
    def moved() -> None:
        Inhaalplan.objects.create(
            deelname=gemist, cursusdag=gemist.cohort.programma.cursusdagen.get(nummer=3)
        )

    real = plans._plan_for

    def found_none(*args):
        plan = real(*args)
        moved()
        return plan

    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(plans, "_plan_for", found_none)
        with pytest.raises(ValidationError, match="intussen veranderd"):
            request_inhaalplan(deelname=gemist, nummer=3, bijeenkomst_pk=host.pk, by=gemist.user)

    assert not Inhaalplan.objects.filter(bijeenkomst=host).exists()


def test_nobody_looks_on_at_a_day_that_was_cancelled_meanwhile(els):
    bijeenkomst = BijeenkomstFactory()
    type(bijeenkomst).objects.filter(pk=bijeenkomst.pk).update(geannuleerd_op="2026-11-01T10:00Z")

    with pytest.raises(ValidationError, match="gaat niet door"):
        add_toehoorder(bijeenkomst=bijeenkomst, naam="Ed", toelichting="", by=els)

    assert not Toehoorder.objects.exists()


def test_nobody_replaces_a_trainer_on_a_day_that_was_cancelled_meanwhile(els):
    bijeenkomst = BijeenkomstFactory()
    type(bijeenkomst).objects.filter(pk=bijeenkomst.pk).update(geannuleerd_op="2026-11-01T10:00Z")

    with pytest.raises(ValidationError, match="gaat niet door"):
        assign_vervanger(
            bijeenkomst=bijeenkomst,
            persoon=Persoon("Tine", "Groot", "tine@beroepseer.example"),
            vanaf=bijeenkomst.datum,
            tot_en_met=bijeenkomst.datum,
            by=els,
        )

    assert not Trainerschap.objects.exists()


def test_a_beheerder_is_told_at_the_form_what_appeared_meanwhile(
    client_for, beheerder, monkeypatch
):
    real = ModelAdmin.changeform_view

    def beaten(*args, **kwargs):
        monkeypatch.setattr(ModelAdmin, "changeform_view", real)
        OrganisatieFactory(naam="Douane")
        raise IntegrityError

    monkeypatch.setattr(ModelAdmin, "changeform_view", beaten)
    names = ("naam", "weergavenaam", "sorteernaam")
    response = client_for(beheerder).post(
        reverse("admin:cohorts_organisatie_add"),
        {"soort": "overig"} | dict.fromkeys(names, "Douane"),
    )

    assert response.status_code == 200
    assert "Er is al een organisatie met deze naam." in response.content.decode()
    assert Organisatie.objects.count() == 1


def test_what_goes_wrong_otherwise_is_no_refusal():
    with pytest.raises(ZeroDivisionError), refused_when_taken("Bezet."):
        1 / 0  # noqa: B018 -- it is the raising that counts


def test_nothing_of_a_refused_write_stays():
    def write() -> None:
        with refused_when_taken("Bezet."):
            LocatieFactory(naam="Zaal")
            raise IntegrityError

    with pytest.raises(ValidationError, match="Bezet") as refusal:
        write()

    assert refusal.value.code == "exists"
    assert not Locatie.objects.exists()
