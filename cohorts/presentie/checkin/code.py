"""The code on the screen: which signs hold at which moment, and what they let somebody do.

Nothing is stored. A code follows from the day, its version, the half of the day and the clock of
the server, with a key of our own (besluit 0015).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.core import signing
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from cohorts.aanwezigheid.models import Dagdeel
from cohorts.models import Bijeenkomst
from huisstijl.typed import signs_of

STEP = timedelta(seconds=15)
# How long before a dagdeel its code appears; it is gone half-way.
EARLY = timedelta(minutes=30)
# No vowels, so that no code is a word, and of 0/O, 1/I/L, 2/Z, 5/S, 6/G, 8/B, U/V neither.
ALPHABET = "3479CDFHJKMNPRTWXY"
LENGTH = 6
# How long somebody may take to sign in after a scan, and to press the button after that.
SCAN_LIFETIME = timedelta(minutes=10)
PASS_LIFETIME = timedelta(minutes=5)
_SALT = "cohorts.presentie.checkin.code"


# -- When ----------------------------------------------------------------------------------


class Window(NamedTuple):
    """The time in which people check in for one dagdeel; it closes at `closes` itself."""

    dagdeel: Dagdeel
    opens: datetime
    closes: datetime


def windows_of(bijeenkomst: Bijeenkomst) -> tuple[Window, ...]:
    """From half an hour before the morning and the afternoon until half-way each of them."""
    times = (bijeenkomst.begintijd, bijeenkomst.middag_vanaf, bijeenkomst.eindtijd)
    edges = pairwise(_moment(bijeenkomst.datum, clock) for clock in times)
    midnight = _moment(bijeenkomst.datum, time.min)
    return tuple(
        Window(dagdeel, max(start - EARLY, midnight), start + (end - start) / 2)
        for dagdeel, (start, end) in zip(Dagdeel, edges, strict=True)
    )


def dagdeel_open_at(bijeenkomst: Bijeenkomst, now: datetime) -> Dagdeel | None:
    """For which half of the day people check in at `now`; of two, the one that began first."""
    if _is_over(bijeenkomst):
        return None
    open_now = (w.dagdeel for w in windows_of(bijeenkomst) if w.opens <= now < w.closes)
    return next(open_now, None)


def dagdeel_around(bijeenkomst: Bijeenkomst, now: datetime) -> Dagdeel:
    """The half of the day that a page is about at `now`, also when nobody can check in."""
    by_the_clock = Dagdeel(bijeenkomst.dagdeel_at(timezone.localtime(now)))
    return dagdeel_open_at(bijeenkomst, now) or by_the_clock


def refusal_at(bijeenkomst: Bijeenkomst, now: datetime) -> str:
    """Why nobody can check in at `now` and when they can, or nothing when they can."""
    if bijeenkomst.geannuleerd_op is not None:
        return "Deze bijeenkomst gaat niet door."
    if bijeenkomst.afgerond_op is not None:
        return "Deze dag is afgerond. Inchecken kan niet meer."
    if dagdeel_open_at(bijeenkomst, now):
        return ""
    if later_today := opening_today(bijeenkomst, now):
        return later_today
    coming = _coming(bijeenkomst, now)
    if coming is None:
        return "Inchecken voor deze dag kan niet meer."
    opens = timezone.localtime(coming.opens)
    return f"Inchecken kan op {format_date(opens, 'l j F').lower()} vanaf {opens:%H.%M} uur."


def opening_today(bijeenkomst: Bijeenkomst, now: datetime) -> str:
    """When people can check in later today; nothing when they can already, or no longer."""
    coming = _coming(bijeenkomst, now)
    if _is_over(bijeenkomst) or coming is None or dagdeel_open_at(bijeenkomst, now):
        return ""
    opens = timezone.localtime(coming.opens)
    if opens.date() != timezone.localdate(now):
        return ""
    return f"Inchecken voor de {coming.dagdeel.label} kan vanaf {opens:%H.%M} uur."


def _coming(bijeenkomst: Bijeenkomst, now: datetime) -> Window | None:
    return next((w for w in windows_of(bijeenkomst) if w.opens > now), None)


def _is_over(bijeenkomst: Bijeenkomst) -> bool:
    return bijeenkomst.geannuleerd_op is not None or bijeenkomst.afgerond_op is not None


def _moment(day: date, clock: time) -> datetime:
    # In UTC, so that half an hour is half an hour in the night the clock changes too.
    return timezone.make_aware(datetime.combine(day, clock)).astimezone(UTC)


# -- Which signs ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """What stands on the screen, and until when."""

    dagdeel: Dagdeel
    text: str
    ends: datetime


def code_at(bijeenkomst: Bijeenkomst, now: datetime) -> Code | None:
    """The code of this moment; None while nobody can check in."""
    start = _start_of_step(now)
    dagdeel = dagdeel_open_at(bijeenkomst, start)
    if dagdeel is None:
        return None
    return Code(dagdeel, _signs(bijeenkomst, dagdeel, start), start + STEP)


def dagdeel_of_code(bijeenkomst: Bijeenkomst, typed: str, now: datetime) -> Dagdeel | None:
    """The half of the day that these signs stand for; None when they do not hold at `now`.

    A code holds during its own step and the next one: until 30 seconds after it appeared.
    """
    signs = signs_of(typed)
    # Both are compared, whichever fits, so that the time it takes tells nothing.
    steps = (_start_of_step(now), _start_of_step(now) - STEP)
    codes = [code_at(bijeenkomst, step) for step in steps]
    fitting = [code for code in codes if code and constant_time_compare(code.text, signs)]
    return fitting[0].dagdeel if fitting else None


def _start_of_step(now: datetime) -> datetime:
    seconds = int(STEP.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def _signs(bijeenkomst: Bijeenkomst, dagdeel: str, step: datetime) -> str:
    about = f"{bijeenkomst.uid} {bijeenkomst.versie} {dagdeel} {step:%Y%m%d%H%M%S}"
    number = int.from_bytes(salted_hmac(_SALT, about, algorithm="sha256").digest())
    signs = []
    for _ in range(LENGTH):
        number, position = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[position])
    return "".join(signs)


# -- What they let somebody do -------------------------------------------------------------


def scan_of(bijeenkomst: Bijeenkomst, dagdeel: str, now: datetime) -> dict[str, Any]:
    """What a browser remembers of a scan while its owner signs in: for the session alone."""
    return {"dag": _day_of(bijeenkomst), "dagdeel": dagdeel, "op": now.timestamp()}


def dagdeel_of_scan(
    scan: dict[str, Any] | None, bijeenkomst: Bijeenkomst, now: datetime
) -> Dagdeel | None:
    """The half of the day of an earlier scan; None for another day, and after ten minutes."""
    if scan is None or scan["dag"] != _day_of(bijeenkomst) or _is_over(bijeenkomst):
        return None
    age = now.timestamp() - scan["op"]
    return Dagdeel(scan["dagdeel"]) if 0 <= age <= SCAN_LIFETIME.total_seconds() else None


class Pass(NamedTuple):
    """What the button of one person does: for which half of the day, and once."""

    dagdeel: Dagdeel
    kenmerk: UUID


def sign_pass(bijeenkomst: Bijeenkomst, dagdeel: str, *, user_pk: int) -> str:
    """A pass for the button "Ik ben er": for this person, day and dagdeel, five minutes long."""
    about = [user_pk, _day_of(bijeenkomst), dagdeel, str(uuid4())]
    return signing.dumps(about, salt=f"{_SALT}.pass")


def read_pass(signed: str, bijeenkomst: Bijeenkomst, *, user_pk: int) -> Pass | None:
    """The pass that we gave this person for this day; None for any other, and when it is over."""
    try:
        about = signing.loads(signed, salt=f"{_SALT}.pass", max_age=PASS_LIFETIME)
    except signing.BadSignature:
        return None
    owner, day, dagdeel, kenmerk = about
    if (owner, day) != (user_pk, _day_of(bijeenkomst)):
        return None
    return Pass(Dagdeel(dagdeel), UUID(kenmerk))


def _day_of(bijeenkomst: Bijeenkomst) -> str:
    """This day as it is planned now: a day that moves is another one."""
    return f"{bijeenkomst.uid} {bijeenkomst.versie}"
