from datetime import date

import factory
from factory.django import DjangoModelFactory

from certificaten.models import Certificaat, Certificaatgebeurtenis
from tests.factories import CoordinatorschapFactory, DeelnameFactory


class CertificaatFactory(DjangoModelFactory):
    """An issued certificate with its first event, without a PDF."""

    class Meta:
        model = Certificaat
        skip_postgeneration_save = True

    deelname = factory.SubFactory(DeelnameFactory)
    naam = factory.LazyAttribute(lambda c: c.deelname.user.naam)
    voornaam = factory.LazyAttribute(lambda c: c.deelname.user.voornaam)
    organisatie = factory.LazyAttribute(lambda c: c.deelname.cohort.organisatie.volledige_naam)
    cohort = factory.LazyAttribute(lambda c: c.deelname.cohort.naam)
    programma = factory.LazyAttribute(lambda c: c.deelname.cohort.programma.naam)
    programmaversie = factory.LazyAttribute(lambda c: c.deelname.cohort.programma.versie)
    startdatum = date(2026, 9, 5)
    einddatum = date(2027, 1, 14)
    dagdelen = 14
    uren = 49
    uitgegeven_door = factory.LazyFunction(lambda: CoordinatorschapFactory().user)

    @factory.post_generation
    def gebeurtenis(obj: Certificaat, create: bool, extracted: object) -> None:  # noqa: N805 -- factory_boy passes the row
        obj.gebeurtenissen.create(
            soort=Certificaatgebeurtenis.Soort.UITGEGEVEN,
            op=obj.uitgegeven_op,
            door=obj.uitgegeven_door,
        )
