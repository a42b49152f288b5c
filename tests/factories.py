"""One factory per model: the smallest valid row, no surprises."""

from collections.abc import Sequence
from datetime import date, timedelta

import factory
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Coordinatorschap, User
from certificaten.models import Certificaat, Certificaatgebeurtenis
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models import (
    Bijeenkomst,
    Cohort,
    Deelname,
    Dienstverband,
    HRContact,
    Locatie,
    Organisatie,
    Trainerschap,
)
from programma.models import Cursusdag, Programma, Reflectievraag, Voorbereiding

LONG_AGO = date(2020, 1, 1)
TITELS = (
    "Rechtsstatelijk vakmanschap",
    "Democratisch vakmanschap",
    "Omgaan met conflict en dilemma",
    "Oplossingsgericht werken",
    "Rollen en samenwerking",
    "Creativiteit",
    "Afsluiting",
)

CERTIFICAATTEKST = {
    "kop": "Certificaat Leergang Ambtelijk Vakmanschap",
    "regel_1": "{{voornaam}} {{achternaam}}, werkzaam bij {{gemeente}},",
    "regel_2": "heeft tussen {{startdatum}} en {{einddatum}} deelgenomen.",
    "toelichting": "{{voornaam}} bekeek het eigen werk.",
    "slotregel": "Wie zo blijft werken, doet het eer aan.",
    "ondertekening": (
        "{{naam_directeur}}, Stichting Beroepseer · {{naam_begeleider}}, begeleider van {{cohort}}"
    ),
    "voetregel": "Te controleren met code {{code}} op {{controle_url}}.",
}


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    voornaam = factory.Sequence(lambda n: f"Voornaam{n}")
    achternaam = factory.Sequence(lambda n: f"Achternaam{n:03}")
    email = factory.LazyAttribute(lambda u: f"{u.voornaam}.{u.achternaam}@testdam.example".lower())
    password = factory.django.Password(None)


class CoordinatorschapFactory(DjangoModelFactory):
    class Meta:
        model = Coordinatorschap

    user = factory.SubFactory(UserFactory)
    vanaf = LONG_AGO


class SecondFactorFactory(DjangoModelFactory):
    """A registered authenticator app, as somebody with a second factor has."""

    class Meta:
        model = Authenticator

    user = factory.SubFactory(UserFactory)
    type = Authenticator.Type.TOTP
    data = factory.LazyFunction(dict)


class ProgrammaFactory(DjangoModelFactory):
    class Meta:
        model = Programma
        skip_postgeneration_save = True

    slug = "leergang"
    versie = factory.Sequence(lambda n: n + 1)
    naam = "Leergang Ambtelijk Vakmanschap"
    vingerafdruk = factory.Sequence(lambda n: f"{n:064x}")
    certificaattekst = CERTIFICAATTEKST

    @factory.post_generation
    def dagen(obj: Programma, create: bool, extracted: object) -> None:  # noqa: N805 -- factory_boy passes the row
        make_cursusdagen(obj, TITELS)


def make_cursusdagen(programma: Programma, titels: Sequence[str]) -> list[Cursusdag]:
    """Days with two things to prepare and five questions each, in three statements."""
    dagen = Cursusdag.objects.bulk_create(
        Cursusdag(
            programma=programma,
            nummer=nummer,
            titel=titel,
            slug=f"dag-{nummer}",
            essentie=f"Waar het op dag {nummer} om gaat.",
            praktijkopdracht="Bel iemand voordat de brief de deur uit gaat.",
            praktijkopdracht_kort="Bel iemand.",
            praktijkopdracht_minuten=90,
        )
        for nummer, titel in enumerate(titels, start=1)
    )
    Voorbereiding.objects.bulk_create(
        Voorbereiding(cursusdag=dag, volgnummer=n, tekst=f"Lees stuk {n}.", minuten=20)
        for dag in dagen
        for n in (1, 2)
    )
    fases = ("voor", "tijdens", "tijdens", "na", "na")
    Reflectievraag.objects.bulk_create(
        Reflectievraag(cursusdag=dag, volgnummer=n, fase=fase, tekst=f"Vraag {n} van de dag?")
        for dag in dagen
        for n, fase in enumerate(fases, start=1)
    )
    return dagen


class OrganisatieFactory(DjangoModelFactory):
    class Meta:
        model = Organisatie

    soort = Organisatie.Soort.OVERIG
    naam = factory.Sequence(lambda n: f"Organisatie {n}")
    weergavenaam = factory.SelfAttribute("naam")
    sorteernaam = factory.SelfAttribute("naam")


class HRContactFactory(DjangoModelFactory):
    class Meta:
        model = HRContact

    user = factory.SubFactory(UserFactory)
    organisatie = factory.SubFactory(OrganisatieFactory)
    vanaf = LONG_AGO


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    naam = factory.Sequence(lambda n: f"Cohort {n}")
    organisatie = factory.SubFactory(OrganisatieFactory)
    programma = factory.SubFactory(ProgrammaFactory)
    norm_dagdelen = 12


class TrainerschapFactory(DjangoModelFactory):
    class Meta:
        model = Trainerschap

    user = factory.SubFactory(UserFactory)
    cohort = factory.SubFactory(CohortFactory)
    vanaf = LONG_AGO


class LocatieFactory(DjangoModelFactory):
    class Meta:
        model = Locatie

    naam = factory.Sequence(lambda n: f"Zaal {n}")
    adres = "Marktplein 1"
    plaats = "Testdam"


class BijeenkomstFactory(DjangoModelFactory):
    class Meta:
        model = Bijeenkomst

    cohort = factory.SubFactory(CohortFactory)
    cursusdag = factory.LazyAttribute(lambda b: b.cohort.programma.cursusdagen.get(nummer=1))
    datum = factory.LazyFunction(timezone.localdate)
    locatie = factory.SubFactory(LocatieFactory)


class DeelnameFactory(DjangoModelFactory):
    """A deelname with an employment at the organisation of the cohort."""

    class Meta:
        model = Deelname
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    cohort = factory.SubFactory(CohortFactory)
    vanaf = LONG_AGO

    @factory.post_generation
    def organisatie(obj: Deelname, create: bool, extracted: Organisatie | None) -> None:  # noqa: N805 -- factory_boy passes the row
        DienstverbandFactory(deelname=obj, organisatie=extracted or obj.cohort.organisatie)


class DienstverbandFactory(DjangoModelFactory):
    class Meta:
        model = Dienstverband

    deelname = factory.SubFactory(DeelnameFactory)
    organisatie = factory.SelfAttribute("deelname.cohort.organisatie")
    afdeling = "Burgerzaken"
    personeelsnummer = factory.Sequence(lambda n: f"07{n:04}")
    vanaf = LONG_AGO


class AanwezigheidFactory(DjangoModelFactory):
    class Meta:
        model = Aanwezigheid

    deelname = factory.SubFactory(DeelnameFactory)
    cursusdag = factory.SelfAttribute("bijeenkomst.cursusdag")
    dagdeel = Dagdeel.OCHTEND
    status = Aanwezigheid.Status.AANWEZIG
    bijeenkomst = factory.SubFactory(
        BijeenkomstFactory, cohort=factory.SelfAttribute("..deelname.cohort")
    )


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


def plan_seven_days(cohort: Cohort, *, today_is: int = 5) -> list[Bijeenkomst]:
    """Seven bijeenkomsten, two weeks apart, of which number `today_is` is today."""
    today, locatie = timezone.localdate(), LocatieFactory()
    return Bijeenkomst.objects.bulk_create(
        Bijeenkomst(
            cohort=cohort,
            cursusdag=dag,
            datum=today + timedelta(days=14 * (dag.nummer - today_is)),
            locatie=locatie,
        )
        for dag in cohort.programma.cursusdagen.all()
    )


def mark_days(deelname: Deelname, nummers: range, status: str = "aanwezig") -> None:
    """Register both dagdelen of these days as they were held in the own cohort."""
    Aanwezigheid.objects.bulk_create(
        Aanwezigheid(
            deelname=deelname,
            cursusdag_id=bijeenkomst.cursusdag_id,
            bijeenkomst=bijeenkomst,
            dagdeel=dagdeel,
            status=status,
        )
        for bijeenkomst in deelname.cohort.bijeenkomsten.filter(cursusdag__nummer__in=nummers)
        for dagdeel in Dagdeel.values
    )


def put_marks(marks: QuerySet[Aanwezigheid], status: str, bijeenkomst: Bijeenkomst | None) -> None:
    """Marks that stand elsewhere now, each with the row of history that the database asks for."""
    rows = list(marks.all())
    Aanwezigheidswijziging.objects.bulk_create(
        Aanwezigheidswijziging(aanwezigheid=row, van=row.status, naar=status) for row in rows
    )
    Aanwezigheid.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=status, bijeenkomst=bijeenkomst
    )
