"""What stands on the screen in the room: the code, how many are in, and who came in last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import segno
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Bijeenkomst
from cohorts.presentie.checkin.code import STEP, Code, code_at, dagdeel_around, refusal_at
from cohorts.presentie.list import Presentielijst, presentielijst_of

# How often the screen asks who came in; a new code is fetched when it begins.
LOOK_AGAIN = timedelta(seconds=3)
# An answer that takes a moment to arrive still brings the next code, not the old one again.
MARGIN = timedelta(milliseconds=150)
NAMES = 6


@dataclass(frozen=True)
class Beamer:
    """The screen of one bijeenkomst at one moment; it never says who is missing."""

    bijeenkomst: Bijeenkomst
    lijst: Presentielijst
    code: Code | None
    refusal: str
    namen: tuple[str, ...]
    now: datetime

    @property
    def present(self) -> int:
        return sum(rij.status == Aanwezigheid.Status.AANWEZIG for rij in self.lijst.rijen)

    @property
    def expected(self) -> int:
        """Gasten too; not who followed this dagdeel elsewhere, and so is not in the room."""
        return sum(not rij.is_fixed for rij in self.lijst.rijen)

    @property
    def address(self) -> str:
        """What the code is typed at, as people read it aloud."""
        return f"{settings.BASE_URL}{reverse('incheck_form')}".partition("://")[2].rstrip("/")

    @property
    def qr(self) -> str:
        """The code with the address of this day as a picture: what a phone's camera opens."""
        assert self.code is not None  # noqa: S101 -- asked for where a code stands
        path = reverse("incheck_create", args=[self.bijeenkomst.pk])
        picture = segno.make(
            f"{settings.BASE_URL}{path}?code={self.code.text}", error="m", micro=False
        )
        return picture.svg_data_uri(border=2, dark="#1d1d1b", light="#fff", omitsize=True)

    @property
    def left(self) -> timedelta:
        """How long this code is the newest."""
        return self.code.ends - self.now if self.code else STEP

    @property
    def used(self) -> int:
        """For how many seconds this code has been there: where its line begins to shrink."""
        return int((STEP - self.left).total_seconds())

    @property
    def refresh_ms(self) -> int:
        """After how many milliseconds a browser with scripts looks again."""
        return int(min(LOOK_AGAIN, self.left + MARGIN) / timedelta(milliseconds=1))

    @property
    def refresh_seconds(self) -> int:
        """The same for a browser without scripts, in whole seconds, and for the code alone."""
        return ceil((self.left + MARGIN).total_seconds())


def beamer_of(bijeenkomst: Bijeenkomst, now: datetime) -> Beamer:
    """The screen at `now`; its number of queries does not depend on how many people there are."""
    code = code_at(bijeenkomst, now)
    dagdeel = code.dagdeel if code else dagdeel_around(bijeenkomst, now)
    return Beamer(
        bijeenkomst=bijeenkomst,
        lijst=presentielijst_of(bijeenkomst, dagdeel),
        code=code,
        refusal="" if code else refusal_at(bijeenkomst, now),
        namen=_last_to_come_in(bijeenkomst, dagdeel),
        now=now,
    )


def _last_to_come_in(bijeenkomst: Bijeenkomst, dagdeel: str) -> tuple[str, ...]:
    """First names of who is here, the last one to be marked first."""
    history = Aanwezigheidswijziging.objects.filter(aanwezigheid=OuterRef("pk")).said()
    marked = Subquery(history.latest_first().values("moment")[:1])
    here = Aanwezigheid.objects.behaald().followed_at(bijeenkomst).in_dagdeel(dagdeel)
    newest = here.select_related("deelname__user").order_by(marked.desc(), "-pk")[:NAMES]
    return tuple(row.deelname.user.voornaam for row in newest)
