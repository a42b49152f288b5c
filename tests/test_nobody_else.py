"""What is done about one person or one day changes nothing of anybody else's.

Bas stands beside Anna in everything, and Vera in another cohort: the same marks, the same plan to
catch up, the same notice, question, assignment, remark and page. Then one act about Anna.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest
import time_machine

from accounts.models import User
from cohorts.aanwezigheid.actions.moved_days import lapse_afmeldingen, release_gasten
from cohorts.aanwezigheid.models import Afmelding, Inhaalopdracht, Inhaalplan
from cohorts.deelnemers.actions.employment import change_employer
from cohorts.deelnemers.actions.membership import end_deelname, move_deelname, resume_deelname
from cohorts.inhalen.actions.assignments import approve_inhaalopdracht, withdraw_inhaalopdracht
from cohorts.inhalen.actions.plans import agree_inhaalplan, withdraw_inhaalplan
from cohorts.models import Bijeenkomst, Cohort, Deelname, Organisatie
from cohorts.planning.actions.cancelling import cancel_bijeenkomst
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid, write_opmerking
from cohorts.presentie.actions.afmeldingen import create_afmelding, withdraw_afmelding
from cohorts.presentie.actions.betwistingen import answer_betwisting, withdraw_betwisting
from cohorts.presentie.actions.closing import close_bijeenkomst
from cohorts.presentie.models import Betwisting, Opmerking
from reflecties.actions import create_reflectie, rewrite_reflectie, share_reflectie
from reflecties.models import Deling, Reflectie
from tests.cohorts.catching_up import plan_beside
from tests.day_factories import (
    AfmeldingFactory,
    BetwistingFactory,
    InhaalopdrachtFactory,
    InhaalplanFactory,
    OpmerkingFactory,
)
from tests.factories import CohortFactory, ProgrammaFactory, mark_days, plan_seven_days
from tests.ownership import changed, snapshot


@dataclass(frozen=True)
class Life:
    """All that there is about one person in one cohort."""

    user: User
    deelname: Deelname
    plan: Inhaalplan
    opdracht: Inhaalopdracht
    afmelding: Afmelding
    betwisting: Betwisting
    opmerking: Opmerking
    reflectie: Reflectie
    deling: Deling


@dataclass(frozen=True)
class Scene:
    """Anna, with Bas and Vera beside her; els, the coördinator; carla, who leads cohort A."""

    anna: Life
    els: User
    carla: User
    dag: Bijeenkomst
    komende: Bijeenkomst
    host: Bijeenkomst
    ander_cohort: Cohort
    werkgever: Organisatie


def live(deelname: Deelname, dagen: list[Bijeenkomst], host: Bijeenkomst, trainer: User) -> Life:
    """Days 1 and 2 followed, 3 and 4 missed; 3 to be caught up, 4 to be written about."""
    mark_days(deelname, range(1, 3))
    mark_days(deelname, range(3, 5), status="afwezig")
    saved = create_reflectie(
        reflectie_id=uuid4(), tekst="Een dag.", vraag=None, cursusdag=None, by=deelname.user
    )
    reflectie = Reflectie.objects.get(pk=saved.reflectie_id)
    return Life(
        user=deelname.user,
        deelname=deelname,
        plan=InhaalplanFactory(
            deelname=deelname, cursusdag=dagen[2].cursusdag, bijeenkomst=host, versie=host.versie
        ),
        opdracht=InhaalopdrachtFactory(deelname=deelname, cursusdag=dagen[3].cursusdag),
        afmelding=AfmeldingFactory(deelname=deelname, bijeenkomst=dagen[5]),
        betwisting=BetwistingFactory(
            aanwezigheid=deelname.aanwezigheden.get(cursusdag__nummer=4, dagdeel="middag")
        ),
        opmerking=OpmerkingFactory(deelname=deelname, bijeenkomst=dagen[4]),
        reflectie=reflectie,
        deling=share_reflectie(reflectie=reflectie, versie=1, met=trainer, by=deelname.user),
    )


@pytest.fixture
def scene(cast, cohort, bijeenkomsten, ander_cohort, andere_bijeenkomst) -> Scene:
    andere_bijeenkomst.delete()
    hosts = plan_beside(ander_cohort)
    third = plan_seven_days(CohortFactory(programma=cohort.programma), today_is=2)
    lives = {
        name: live(Deelname.objects.get(user=cast[name]), days, host, trainer)
        for name, days, host, trainer in (
            ("anna", bijeenkomsten, hosts[2], cast["carla"]),
            ("bas", bijeenkomsten, hosts[2], cast["carla"]),
            ("vreemd", hosts, third[2], cast["dirk"]),
        )
    }
    target = CohortFactory(organisatie=cohort.organisatie, programma=ProgrammaFactory())
    plan_seven_days(target, today_is=3)
    return Scene(
        anna=lives["anna"],
        els=cast["els"],
        carla=cast["carla"],
        dag=bijeenkomsten[4],
        komende=bijeenkomsten[5],
        host=hosts[2],
        ander_cohort=target,
        werkgever=ander_cohort.organisatie,
    )


def stop(scene: Scene) -> None:
    end_deelname(deelname=scene.anna.deelname, tot_en_met=date(2026, 11, 24), by=scene.els)


def stop_and_go_on(scene: Scene) -> None:
    stop(scene)
    resume_deelname(deelname=scene.anna.deelname, by=scene.els)


def move(scene: Scene) -> None:
    move_deelname(
        deelname=scene.anna.deelname,
        cohort=scene.ander_cohort,
        vanaf=date(2026, 11, 23),
        by=scene.els,
    )


def work_elsewhere(scene: Scene) -> None:
    change_employer(
        deelname=scene.anna.deelname,
        organisatie=scene.werkgever,
        vanaf=date(2026, 11, 24),
        by=scene.els,
        everywhere=True,
    )


def mark(scene: Scene) -> None:
    register_aanwezigheid(
        bijeenkomst=scene.dag,
        deelname=scene.anna.deelname,
        dagdeel="ochtend",
        status="aanwezig",
        by=scene.carla,
    )


def opmerking(tekst: str) -> Callable[[Scene], None]:
    return lambda scene: write_opmerking(
        bijeenkomst=scene.dag, deelname=scene.anna.deelname, tekst=tekst, by=scene.carla
    )


def give_afmelding(scene: Scene) -> None:
    create_afmelding(
        deelname=scene.anna.deelname,
        bijeenkomst=scene.dag,
        by=scene.anna.user,
        ochtend=True,
        middag=True,
        reden=Afmelding.Reden.VERHINDERD,
    )


def rewrite(scene: Scene) -> None:
    rewrite_reflectie(
        reflectie_id=scene.anna.reflectie.pk, tekst="Anders.", versie=1, by=scene.anna.user
    )


def answer(scene: Scene) -> None:
    answer_betwisting(
        betwisting=scene.anna.betwisting, status="aanwezig", antwoord="Klopt.", by=scene.els
    )


ABOUT_ANNA: dict[str, Callable[[Scene], object]] = {
    "stops": stop,
    "stops and goes on": stop_and_go_on,
    "moves to another cohort": move,
    "works elsewhere": work_elsewhere,
    "is marked": mark,
    "gets another opmerking": opmerking("Kwam om elf uur."),
    "loses her opmerking": opmerking(""),
    "gives an afmelding": give_afmelding,
    "takes her afmelding back": lambda scene: withdraw_afmelding(
        afmelding=scene.anna.afmelding, by=scene.anna.user
    ),
    "is expected elsewhere": lambda scene: agree_inhaalplan(
        inhaalplan=scene.anna.plan, by=scene.els
    ),
    "takes her plan back": lambda scene: withdraw_inhaalplan(
        inhaalplan=scene.anna.plan, by=scene.anna.user
    ),
    "did her assignment": lambda scene: approve_inhaalopdracht(
        inhaalopdracht=scene.anna.opdracht, by=scene.carla
    ),
    "loses her assignment": lambda scene: withdraw_inhaalopdracht(
        inhaalopdracht=scene.anna.opdracht, by=scene.carla
    ),
    "gets an answer": answer,
    "takes her question back": lambda scene: withdraw_betwisting(
        betwisting=scene.anna.betwisting, by=scene.anna.user
    ),
    "rewrites her page": rewrite,
    "shares her page anew": lambda scene: share_reflectie(
        reflectie=scene.anna.reflectie, versie=1, met=scene.carla, by=scene.anna.user
    ),
    "takes her page back": lambda scene: scene.anna.deling.withdraw(),
    "throws her page away": lambda scene: scene.anna.reflectie.delete(),
}


@pytest.mark.monday
@pytest.mark.parametrize("act", ABOUT_ANNA)
def test_what_is_done_about_anna_changes_nothing_of_anybody_else(act: str, scene: Scene) -> None:
    before = snapshot()

    ABOUT_ANNA[act](scene)

    found = changed(before)
    # A mail is about Anna, and may well be for her trainer or the coördinators.
    found.pop("berichten.Bericht", None)
    assert found
    assert set().union(*found.values()) == {scene.anna.user.pk}, found


def cancel(scene: Scene) -> Bijeenkomst:
    cancel_bijeenkomst(bijeenkomst=scene.komende, by=scene.els)
    return scene.komende


def close(scene: Scene) -> Bijeenkomst:
    with time_machine.travel("2026-11-23 17:00 +0100"):
        close_bijeenkomst(bijeenkomst=scene.dag, by=scene.carla)
    return scene.dag


def let_afmeldingen_lapse(scene: Scene) -> Bijeenkomst:
    lapse_afmeldingen(scene.komende)
    return scene.komende


def let_gasten_go(scene: Scene) -> Bijeenkomst:
    release_gasten(scene.host)
    return scene.host


HANGING = {"plans": Inhaalplan, "afmeldingen": Afmelding, "opmerkingen": Opmerking}


def rows_of(model: type) -> dict[int, dict]:
    return {row["id"]: row for row in model._base_manager.values()}


@pytest.mark.monday
@pytest.mark.parametrize("act", [cancel, close, let_afmeldingen_lapse, let_gasten_go])
def test_what_is_done_about_a_day_changes_no_other_day(
    act: Callable[[Scene], Bijeenkomst], scene: Scene, ander_cohort: Cohort
) -> None:
    """Everything that hangs on another bijeenkomst stays as it is, of the same people too."""
    later = ander_cohort.bijeenkomsten.get(cursusdag__nummer=5)
    for plan in Inhaalplan.objects.all():
        dag = plan.deelname.cohort.programma.cursusdagen.get(nummer=5)
        InhaalplanFactory(deelname=plan.deelname, cursusdag=dag, bijeenkomst=later, versie=1)
    for afmelding in Afmelding.objects.select_related("bijeenkomst__cohort"):
        last = afmelding.bijeenkomst.cohort.bijeenkomsten.get(cursusdag__nummer=7)
        AfmeldingFactory(deelname=afmelding.deelname, bijeenkomst=last)
    before = {name: rows_of(model) for name, model in HANGING.items()}

    day = act(scene)

    for name, model in HANGING.items():
        for pk, row in rows_of(model).items():
            if row != before[name].get(pk):
                assert row["bijeenkomst_id"] in {day.pk, None}, (name, row)
