"""Fills an empty database with the demo, and keeps its dates around today."""

import unicodedata
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from accounts.people.persons import Persoon
from certificaten.actions import issue_certificaat
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Afmelding, Dagdeel
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.deelnemers.actions.employment import change_employer
from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from cohorts.deelnemers.actions.membership import add_deelnemer
from cohorts.models import (
    Bijeenkomst,
    Cohort,
    Deelname,
    Dienstverband,
    HRContact,
    Locatie,
    Organisatie,
    Schoolregio,
    Trainerschap,
)
from cohorts.planning.schoolvakanties import regio_of
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid, register_overige
from cohorts.presentie.actions.afmeldingen import create_afmelding
from cohorts.presentie.actions.closing import close_bijeenkomst
from leergang.demo.inhalen import catch_up
from leergang.demo.people import (
    COHORTEN,
    COORDINATOR,
    HR,
    LATE_STARTER,
    MIDDEN_GRONINGEN,
    MIDDEN_GRONINGEN_B,
    TRAINERS,
    ZUTPHEN_A,
    DemoCohort,
    DemoOrganisatie,
    Naam,
)
from programma.actions import load_programma
from programma.models import Programma

PROGRAMMA = "ambtelijk-vakmanschap"
# The fifth day of Zutphen A is today: day 1 lies four rhythms back.
DAY_TODAY = 5
LEAD_WEEKS = 8
# How many people of a group scan the code before the trainer takes the roll.
SCANS = 3


@transaction.atomic
def load_demo(*, today: date) -> None:
    """Make the demo, or move the one that is there so that the fifth day of Zutphen A is today.

    A second run adds nobody and nothing: it only moves dates.
    """
    anchor = Bijeenkomst.objects.of_cohorten_named([ZUTPHEN_A.naam]).of_dag(DAY_TODAY).first()
    if anchor:
        _shift(today - anchor.datum)
        return
    programma = load_programma(slug=PROGRAMMA)
    els = _person(*COORDINATOR)
    Coordinatorschap.objects.create(user=els, vanaf=today - timedelta(weeks=104))
    for email, (naam, organisatie) in HR.items():
        HRContact.objects.create(
            user=_person(email, naam),
            organisatie=_organisatie(organisatie),
            vanaf=today - timedelta(weeks=104),
        )
    for cohort in COHORTEN:
        _cohort(cohort, programma, els, today)
    catch_up(els)
    _late_starter(els, today)
    _other_employer(els, today)


def _shift(delta: timedelta) -> None:
    """Move every date of the demo by the days that have gone by since it was made."""
    if not delta:
        return
    for row in Bijeenkomst.objects.of_cohorten_named([demo.naam for demo in COHORTEN]):
        row.datum += delta
        row.afgerond_op = row.afgerond_op and row.afgerond_op + delta
        row.save(update_fields=["datum", "afgerond_op"])
    mine = Deelname.objects.of_cohorten(
        Cohort.objects.filter(naam__in=[demo.naam for demo in COHORTEN]).values_list(
            "pk", flat=True
        )
    )
    employments = Dienstverband.objects.filter(deelname__in=mine)
    # Away from each other first: no two employments may begin on one day, not even in between.
    order = "-vanaf" if delta > timedelta(0) else "vanaf"
    for period in (*mine, *employments.order_by(order)):
        period.vanaf += delta
        if period.tot_en_met is not None:
            period.tot_en_met += delta
        period.save(update_fields=["vanaf", "tot_en_met"])


def _person(email: str, naam: Naam, telefoon: str = "") -> User:
    user, _ = User.objects.get_or_create(
        email=email,
        defaults={
            "voornaam": naam.voornaam,
            "tussenvoegsel": naam.tussenvoegsel,
            "achternaam": naam.achternaam,
            "telefoon": telefoon,
            "password": make_password(None),
        },
    )
    return user


def _address(naam: Naam, domein: str) -> str:
    """A work address without accents or spaces: "bas.van.der.celik@…"."""
    parts = (naam.voornaam, naam.tussenvoegsel, naam.achternaam)
    words = ".".join(part.replace("'", "").replace(" ", ".") for part in parts if part)
    plain = unicodedata.normalize("NFKD", words.replace("ı", "i").replace("đ", "d"))
    local = plain.replace("Đ", "D").encode("ascii", "ignore").decode().lower()
    return f"{local}@{domein}"


def _organisatie(demo: DemoOrganisatie) -> Organisatie:
    if demo.cbs_code:
        row = Organisatie.objects.get(cbs_code=demo.cbs_code)
        row.merkkleur = demo.merkkleur
        row.save(update_fields=["merkkleur"])
        return row
    return Organisatie.objects.get_or_create(
        soort=Organisatie.Soort.OVERIG,
        naam=demo.naam,
        defaults={
            "weergavenaam": demo.naam,
            "sorteernaam": demo.naam,
            "merkkleur": demo.merkkleur,
        },
    )[0]


def _cohort(demo: DemoCohort, programma: Programma, els: User, today: date) -> None:
    organisatie = _organisatie(demo.organisatie)
    cohort = Cohort.objects.create(
        naam=demo.naam,
        organisatie=organisatie,
        programma=programma,
        norm_dagdelen=programma.norm_dagdelen,
        schoolregio=regio_of(organisatie) or Schoolregio.MIDDEN,
    )
    first_day = today + timedelta(weeks=demo.first_day)
    start = first_day - timedelta(weeks=LEAD_WEEKS)
    trainer = _person(demo.trainer, *TRAINERS[demo.trainer])
    Trainerschap.objects.create(user=trainer, cohort=cohort, vanaf=start)
    deelnames = [_deelname(cohort, naam, demo, start) for naam in demo.deelnemers]
    bijeenkomsten = _bijeenkomsten(demo, cohort, first_day)
    _attendance(demo, deelnames, bijeenkomsten, trainer, today)
    if bijeenkomsten[0].datum <= today <= bijeenkomsten[-1].datum:
        invite_deelnemers(cohort=cohort, by=els)
    if bijeenkomsten[-1].datum < today:
        _certificaten(deelnames, els, bijeenkomsten[-1])


def _deelname(cohort: Cohort, naam: Naam, demo: DemoCohort, start: date) -> Deelname:
    user = _person(_address(naam, demo.organisatie.domein), naam)
    deelname = Deelname.objects.create(user=user, cohort=cohort, vanaf=start)
    Dienstverband.objects.create(
        deelname=deelname,
        organisatie=cohort.organisatie,
        afdeling=naam.afdeling,
        personeelsnummer=f"{81000 + deelname.pk:06}",
        vanaf=start,
    )
    return deelname


def _late_starter(els: User, today: date) -> None:
    """Somebody joined after the second day: those days do not apply, and can be caught up."""
    cohort = Cohort.objects.get(naam=MIDDEN_GRONINGEN_B.naam)
    second = cohort.bijeenkomsten.of_dag(2).get()
    naam, domein = LATE_STARTER, MIDDEN_GRONINGEN_B.organisatie.domein
    add_deelnemer(
        cohort=cohort,
        persoon=Persoon(
            naam.voornaam,
            naam.achternaam,
            _address(naam, domein),
            naam.tussenvoegsel,
            afdeling=naam.afdeling,
        ),
        vanaf=min(second.datum + timedelta(days=1), today),
        by=els,
    )
    invite_deelnemers(cohort=cohort, by=els)


def _other_employer(els: User, today: date) -> None:
    """Somebody of Zutphen A works elsewhere since the week before the fifth day."""
    rows = Deelname.objects.filter(cohort__in=Cohort.objects.filter(naam=ZUTPHEN_A.naam))
    deelname = list(rows.by_name())[-1]
    change_employer(
        deelname=deelname,
        organisatie=_organisatie(MIDDEN_GRONINGEN),
        vanaf=today - timedelta(days=7),
        afdeling="Openbare Werken",
        by=els,
    )


def _bijeenkomsten(demo: DemoCohort, cohort: Cohort, first_day: date) -> list[Bijeenkomst]:
    naam, adres, plaats = demo.locatie
    locatie, _ = Locatie.objects.get_or_create(naam=naam, adres=adres, plaats=plaats)
    return [
        Bijeenkomst.objects.create(
            cohort=cohort,
            cursusdag=dag,
            datum=first_day + timedelta(weeks=demo.weeks_between * (dag.nummer - 1)),
            locatie=locatie,
        )
        for dag in cohort.programma.cursusdagen.all()
    ]


def _attendance(
    demo: DemoCohort,
    deelnames: list[Deelname],
    bijeenkomsten: list[Bijeenkomst],
    trainer: User,
    today: date,
) -> None:
    """Presentie of each day behind us: the exceptions, then everybody else; and an afmelding."""
    held = [bijeenkomst for bijeenkomst in bijeenkomsten if bijeenkomst.datum < today]
    for nummer, bijeenkomst in enumerate(held, start=1):
        absent = [deelnames[person] for person, day in demo.absent if day == nummer]
        for dagdeel in Dagdeel.values:
            for deelname in absent:
                register_aanwezigheid(
                    bijeenkomst=bijeenkomst,
                    deelname=deelname,
                    dagdeel=dagdeel,
                    status=Aanwezigheid.Status.AFWEZIG,
                    by=trainer,
                )
            _scan(bijeenkomst, dagdeel, [who for who in deelnames if who not in absent][:SCANS])
            register_overige(bijeenkomst=bijeenkomst, dagdeel=dagdeel, by=trainer)
        close_bijeenkomst(bijeenkomst=bijeenkomst, by=trainer)
    if cannot_come := demo.cannot_come:
        person, day = cannot_come
        create_afmelding(
            deelname=deelnames[person],
            bijeenkomst=bijeenkomsten[day - 1],
            by=deelnames[person].user,
            reden=Afmelding.Reden.WERK,
        )


def _scan(bijeenkomst: Bijeenkomst, dagdeel: str, people: list[Deelname]) -> None:
    """The quickest ones scanned the code on the screen; the trainer marked the others."""
    for deelname in people:
        register_aanwezigheid(
            bijeenkomst=bijeenkomst,
            deelname=deelname,
            dagdeel=dagdeel,
            status=Aanwezigheid.Status.AANWEZIG,
            by=deelname.user,
            bron=Aanwezigheidswijziging.Bron.CODE,
        )


def _certificaten(deelnames: list[Deelname], els: User, last: Bijeenkomst) -> None:
    """Certificates as they were handed out at the end of the last day."""
    handed_out = timezone.make_aware(datetime.combine(last.datum, time(16, 0)))
    for stand in voortgang_of(deelnames, last.datum):
        if stand.gehaald:
            issue_certificaat(deelname=stand.deelname, by=els, op=handed_out)
