"""Factories for what stands around the marks of a day: notices, contests, catching up, guests."""

import factory
from factory.django import DjangoModelFactory

from cohorts.aanwezigheid.models import Afmelding, Inhaalopdracht, Inhaalplan
from cohorts.presentie.models import Betwisting, Opmerking, Toehoorder
from tests.factories import (
    AanwezigheidFactory,
    BijeenkomstFactory,
    DeelnameFactory,
    UserFactory,
)


class AfmeldingFactory(DjangoModelFactory):
    """A notice for a whole day; its bijeenkomst is one of the own cohort unless given."""

    class Meta:
        model = Afmelding

    deelname = factory.SubFactory(DeelnameFactory)
    bijeenkomst = factory.SubFactory(
        BijeenkomstFactory, cohort=factory.SelfAttribute("..deelname.cohort")
    )
    reden = Afmelding.Reden.VERHINDERD


class BetwistingFactory(DjangoModelFactory):
    """An open contest of a mark."""

    class Meta:
        model = Betwisting

    aanwezigheid = factory.SubFactory(AanwezigheidFactory)
    status = factory.SelfAttribute("aanwezigheid.status")
    toelichting = "Ik was er de hele ochtend."


class InhaalplanFactory(DjangoModelFactory):
    """A plan that still needs a day; give `bijeenkomst`, `versie` and `akkoord_*` for more."""

    class Meta:
        model = Inhaalplan

    deelname = factory.SubFactory(DeelnameFactory)
    cursusdag = factory.LazyAttribute(
        lambda plan: plan.deelname.cohort.programma.cursusdagen.get(nummer=3)
    )


class InhaalopdrachtFactory(DjangoModelFactory):
    """The first assignment of a deelname, for a morning."""

    class Meta:
        model = Inhaalopdracht

    deelname = factory.SubFactory(DeelnameFactory)
    cursusdag = factory.LazyAttribute(
        lambda row: row.deelname.cohort.programma.cursusdagen.get(nummer=3)
    )
    dagdeel = "ochtend"
    volgnummer = 1
    opdracht = "Beschrijf een dilemma uit je eigen werk."
    gegeven_door = factory.SubFactory(UserFactory)


class OpmerkingFactory(DjangoModelFactory):
    """A remark beside a name."""

    class Meta:
        model = Opmerking

    deelname = factory.SubFactory(DeelnameFactory)
    bijeenkomst = factory.SubFactory(
        BijeenkomstFactory, cohort=factory.SelfAttribute("..deelname.cohort")
    )
    tekst = "Kwam om half elf binnen."
    door = factory.SubFactory(UserFactory)


class ToehoorderFactory(DjangoModelFactory):
    """Somebody who looks on."""

    class Meta:
        model = Toehoorder

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    naam = factory.Sequence(lambda number: f"Gast {number}")
    toegevoegd_door = factory.SubFactory(UserFactory)
