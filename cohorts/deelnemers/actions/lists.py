"""A participant list, from its arrival until its people are in the cohort."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.people.addresses import users_at
from cohorts.deelnemers.actions.enrolment import enrol_deelnemers
from cohorts.deelnemers.lists.files import Blad, ReadFile
from cohorts.deelnemers.lists.judging import Company, JudgedRow, Known, fingerprint, judge_rows
from cohorts.deelnemers.lists.mail_domains import usual_domains
from cohorts.deelnemers.lists.reader.headers import find_header
from cohorts.deelnemers.lists.rows import missing_columns, read_rows
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.models import Cohort, Deelname, Dienstverband

CHANGED = (
    "Er is intussen iets veranderd aan dit cohort of aan deze mensen. "
    "Kijk de lijst nog een keer na en bevestig dan opnieuw."
)


@transaction.atomic
def create_deelnemerimport(
    *, cohort: Cohort, file: ReadFile, bestandsnaam: str, by: User
) -> Deelnemerimport:
    """Keep a list as it was read, until somebody has looked at it; nobody is added.

    The same list sent twice by one person, also at once, waits once; the last time counts. What was
    typed over its rows stays.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    first, *others = file.bladen
    naam = bestandsnaam[:200]
    waiting = cohort.deelnemerimports.waiting().filter(door=by, bestandsnaam=naam)
    row = next((row for row in waiting if row.rijen == first.rijen), None)
    if row is None:
        row = Deelnemerimport(cohort=cohort, door=by, bestandsnaam=naam)
        row.bladen = [_kept(blad, file.verborgen_bladen) for blad in others]
        _read(row, _kept(first, file.verborgen_bladen))
    row.kolommen = _columns_of(row)
    row.aangemaakt_op = timezone.now()
    row.save()
    return row


@transaction.atomic
def choose_blad(*, deelnemerimport: Deelnemerimport, naam: str) -> None:
    """Read another sheet of the same file instead; a name that is not there changes nothing."""
    row = _held(deelnemerimport)
    bladen = row.bladen if row else []
    wanted = next((blad for blad in bladen if blad["naam"] == naam), None)
    if row is None or wanted is None:
        return
    now = {**row.blad, "rijen": row.rijen}
    row.bladen = [now if blad is wanted else blad for blad in row.bladen]
    _read(row, wanted)
    row.save()


@transaction.atomic
def correct_row(*, deelnemerimport: Deelnemerimport, nummer: int, cells: Mapping[str, str]) -> None:
    """Type over one row of a waiting list; what was answered about it is asked anew."""
    if not (row := _held(deelnemerimport)):
        return
    row.verbeteringen[str(nummer)] = dict(cells)
    row.antwoorden.pop(str(nummer), None)
    row.save(update_fields=["verbeteringen", "antwoorden"])


@transaction.atomic
def answer_question(*, deelnemerimport: Deelnemerimport, nummer: int, key: str) -> None:
    """Say yes to one question about a row, or leave the row out (`judging.LEFT_OUT`)."""
    if not (row := _held(deelnemerimport)):
        return
    given = row.antwoorden.setdefault(str(nummer), [])
    if key not in given:
        given.append(key)
    row.save(update_fields=["antwoorden"])


@transaction.atomic
def withdraw_answers(*, deelnemerimport: Deelnemerimport, nummer: int) -> None:
    """Ask again what was asked about a row, and take it back in."""
    if not (row := _held(deelnemerimport)):
        return
    row.antwoorden.pop(str(nummer), None)
    row.save(update_fields=["antwoorden"])


def judge_deelnemerimport(deelnemerimport: Deelnemerimport) -> list[JudgedRow]:
    """Every row of a waiting list with what is wrong with it today; at most six queries."""
    kolommen = deelnemerimport.kolommen
    if missing_columns(kolommen):
        return []
    rows = read_rows(deelnemerimport.rijen, kolommen, deelnemerimport.verbeteringen)
    listed = {row.persoon.adres for row in rows if row.persoon.adres}
    company = _company_of(deelnemerimport.cohort, listed)
    return judge_rows(rows, company, deelnemerimport.antwoorden)


@transaction.atomic
def confirm_deelnemerimport(
    *,
    deelnemerimport: Deelnemerimport,
    expected: int,
    by: User,
    seen: str = "",
    over_capacity: bool = False,
) -> list[Deelname]:
    """Add everybody on a list who can be added, and forget the list; all of it, or nothing.

    `expected` is how many people the coördinator saw, `seen` the fingerprint of who they were.
    Refuses, with a ValidationError in Dutch, when either is no longer true, and more people than
    places unless that was decided. A second confirmation adds nobody.
    """
    cohort = Cohort.objects.select_for_update().get(pk=deelnemerimport.cohort_id)
    deelnemerimport.refresh_from_db()
    if deelnemerimport.bevestigd_op:
        return []
    rows = [row for row in judge_deelnemerimport(deelnemerimport) if row.can_be_added]
    if not rows or len(rows) != expected or seen not in {"", fingerprint(rows)}:
        raise ValidationError(CHANGED, code="changed")
    if not over_capacity:
        _refuse_when_full(cohort, len(rows))
    deelnemerimport.forget()
    deelnemerimport.bevestigd_op = timezone.now()
    deelnemerimport.save()
    return enrol_deelnemers(cohort=cohort, personen=[row.persoon for row in rows], by=by)


def _refuse_when_full(cohort: Cohort, extra: int) -> None:
    present = cohort.deelnames.not_ended(timezone.localdate()).count()
    if present + extra > cohort.capaciteit:
        raise ValidationError(
            f"Dit cohort heeft {cohort.capaciteit} plaatsen, en zo worden het er "
            f"{present + extra}. Vink aan dat dat mag, of geef het cohort meer plaatsen.",
            code="vol",
        )


def _kept(blad: Blad, hidden: list[str]) -> dict:
    return {
        "naam": blad.naam,
        "rijen": blad.rijen,
        "verborgen_rijen": blad.verborgen_rijen,
        "verborgen_kolommen": blad.verborgen_kolommen,
        "verborgen_bladen": hidden,
    }


def _read(row: Deelnemerimport, blad: dict) -> None:
    """Make this sheet the list, with the columns that its own headers name."""
    row.rijen = blad["rijen"]
    row.blad = {key: value for key, value in blad.items() if key != "rijen"}
    row.kolommen = _columns_of(row)
    row.verbeteringen, row.antwoorden = {}, {}


def _columns_of(row: Deelnemerimport) -> dict[str, int]:
    return find_header(row.rijen).columns_of(row.rijen)


def _held(deelnemerimport: Deelnemerimport) -> Deelnemerimport | None:
    """The list as it is now, until the end of the transaction; nothing once it was confirmed.

    Somebody may confirm it in another tab at this moment: what comes after that changes nothing,
    and the page of the list says so.
    """
    waiting = Deelnemerimport.objects.waiting().select_for_update()
    return waiting.filter(pk=deelnemerimport.pk).first()


def _company_of(cohort: Cohort, listed: Collection[str]) -> Company:
    accounts = users_at(listed)
    trainers = cohort.trainerschappen.not_ended(timezone.localdate())
    colleagues = _colleagues(cohort)
    return Company(
        accounts={
            adres: Known(user.pk, user.voornaam, user.tussenvoegsel, user.achternaam, user.email)
            for adres, user in accounts.items()
        },
        colleagues=colleagues,
        in_cohort=set(cohort.deelnames.values_list("user_id", flat=True)),
        leading=set(trainers.values_list("user_id", flat=True)),
        domeinen=usual_domains(listed=listed, earlier={other.email for other in colleagues}),
        employers=_employers({user.pk for user in accounts.values()}, cohort),
    )


def _employers(user_ids: Collection[int], cohort: Cohort) -> dict[int, str]:
    """Which of these people work elsewhere today, and where."""
    rows = Dienstverband.objects.on(timezone.localdate()).of_users(user_ids)
    elsewhere = rows.exclude(organisatie=cohort.organisatie).order_by("pk")
    return dict(elsewhere.values_list("deelname__user", "organisatie__weergavenaam"))


def _colleagues(cohort: Cohort) -> list[Known]:
    """Everybody who was ever employed at the organisation, once for each number they had."""
    rows = Dienstverband.objects.at_organisatie(cohort.organisatie).order_by().distinct()
    user = "deelname__user"
    names = (f"{user}_id", f"{user}__voornaam", f"{user}__tussenvoegsel", f"{user}__achternaam")
    return [
        Known(*values) for values in rows.values_list(*names, f"{user}__email", "personeelsnummer")
    ]
