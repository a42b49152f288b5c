"""What is never so is refused by the database itself, and what lies just beside it is taken.

A copy of a real row goes in with one thing wrong. Every constraint of the product stands here.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from berichten.models import Bericht
from cohorts.models import Normwijziging
from programma.models import Mailsjabloon
from rapportages.models import Download
from reflecties.models import Voorbereidingsvink
from tests.cohorts.catching_up import mark
from tests.constraints import CHECKS, UNIQUES, Change
from tests.day_factories import OpmerkingFactory
from tests.factories import BijeenkomstFactory, CohortFactory
from tests.tree import LABELS
from tests.world import World

OWN = [
    model
    for model in apps.get_models()
    if model._meta.app_label in LABELS and not model._meta.proxy
]
CONSTRAINTS = {
    constraint.name: (model, constraint) for model in OWN for constraint in model._meta.constraints
}


@pytest.fixture
def tokens(world: World) -> dict[str, object]:
    """A row of every kind, and what the tables above call by a word."""
    dag = world.bijeenkomst.cursusdag
    vraag = dag.reflectievragen.first()
    mark(world.deelname, world.bijeenkomst, "aanwezig", "ochtend")
    OpmerkingFactory(deelname=world.deelname, bijeenkomst=world.bijeenkomst)
    Mailsjabloon.objects.create(
        programma=world.cohort.programma,
        soort="herinnering_dag_erna",
        onderwerp="Dag",
        tekst="Dag.",
        dagen=1,
    )
    Normwijziging.objects.create(
        cohort=world.cohort, van=12, naar=11, reden="Kort.", door=world.cast["els"]
    )
    Download.objects.create(
        door=world.cast["hanna"], organisatie=world.cohort.organisatie, formaat="csv", rijen=1
    )
    Voorbereidingsvink.objects.create(
        user=world.cast["anna"], voorbereiding=dag.voorbereidingen.first()
    )
    type(world.reflectie).objects.filter(pk=world.reflectie.pk).update(vraag=vraag, cursusdag=dag)
    Bericht.objects.update(status="klaar", verzonden_op=None)
    elsewhere = CohortFactory()
    elsewhere.programma.cursusdagen.filter(nummer=7).delete()
    return {
        "by": world.cast["els"].pk,
        "day": BijeenkomstFactory(cohort=elsewhere).pk,
        "question": vraag.pk,
        "programma": elsewhere.programma_id,
        "cohort": elsewhere.pk,
        "cursusdag": world.komende.cursusdag_id,
        "certificaat": world.certificaat.pk,
    }


def copy_of(model: type[models.Model], change: Change, tokens: dict[str, object]) -> models.Model:
    """The newest row again, unsaved, with keys and codes of its own."""
    row = model._base_manager.order_by("pk").last()
    assert row is not None, model
    row.pk, row._state.adding = uuid4() if isinstance(row.pk, UUID) else None, True
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key and not field.is_relation:
            setattr(row, field.attname, field.get_default() or "nieuw@testdam.example")
    for name, value in change.items():
        attname = model._meta.get_field(name.removesuffix("_id")).attname
        setattr(row, attname, tokens.get(value, value) if isinstance(value, str) else value)
    return row


def refusal_of(row: models.Model) -> str:
    """The constraint that keeps this row out; nothing when it goes in, and out again."""
    try:
        with transaction.atomic():
            type(row)._base_manager.bulk_create([row])
            raise UndoError
    except UndoError:
        return ""
    except IntegrityError as error:
        return name_in(str(error), type(row))


class UndoError(Exception):
    """Ends the block, and with it what the block wrote."""


def name_in(message: str, model: type[models.Model]) -> str:
    """PostgreSQL names what it was; SQLite names the columns of what must be unique."""
    for constraint in model._meta.constraints:
        fields = getattr(constraint, "fields", ())
        columns = [f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in fields]
        if re.search(rf"\b{constraint.name}\b", message) or message.endswith(
            f"failed: {', '.join(columns)}"
        ):
            return str(constraint.name)
    return message


def test_every_constraint_of_the_product_stands_here() -> None:
    assert set(CONSTRAINTS) == CHECKS.keys() | UNIQUES.keys()


def test_what_is_never_so_is_refused_and_what_lies_beside_it_is_taken(
    tokens: dict[str, object],
) -> None:
    found = {}
    for name, (wrong, right) in (CHECKS | UNIQUES).items():
        model, _ = CONSTRAINTS[name]
        found[name] = tuple(refusal_of(copy_of(model, change, tokens)) for change in (wrong, right))

    # A right copy may be the second of its kind: that is another constraint, or its own below.
    assert {name: pair for name, pair in found.items() if pair[0] != name} == {}
    assert {name: pair for name, pair in found.items() if pair[1] == name} == {}
    assert {name: found[name] for name in UNIQUES if found[name][1]} == {}
