"""Where a gast may still join: the same day of another cohort, with a free chair."""

from datetime import datetime
from typing import Self

from django.db.models import Exists, F, OuterRef, Q

from cohorts.aanwezigheid.models.inhaalplan import Inhaalplan
from cohorts.models.bijeenkomst import Bijeenkomst, BijeenkomstQuerySet
from cohorts.models.counts import count_of
from cohorts.models.deelname import Deelname
from cohorts.models.trainerschap import Trainerschap
from programma.models import Cursusdag


class GastplekQuerySet(BijeenkomstQuerySet):
    """Bijeenkomsten as somebody of another cohort looks at them."""

    def of_same_day(self, deelname: Deelname, cursusdag: Cursusdag) -> Self:
        """The day of this number in other cohorts of the same programme, whichever version."""
        return self.filter(
            cursusdag__nummer=cursusdag.nummer,
            cursusdag__programma__slug=deelname.cohort.programma.slug,
        ).exclude(cohort=deelname.cohort_id)

    def still_to_begin(self, now: datetime) -> Self:
        """After today, or later today."""
        today = Q(datum=now.date(), begintijd__gt=now.time())
        return self.filter(Q(datum__gt=now.date()) | today)

    def with_vrij(self) -> Self:
        """With `vrij`: chairs that nobody of the cohort and no gast takes; a request takes one."""
        own = Deelname.objects.on(OuterRef("datum")).filter(cohort=OuterRef("cohort"))
        gasten = Inhaalplan.objects.lopend().filter(bijeenkomst=OuterRef("pk"))
        return self.annotate(
            vrij=F("cohort__capaciteit") - count_of(own, "cohort") - count_of(gasten, "bijeenkomst")
        )

    def with_room(self) -> Self:
        return self.with_vrij().filter(vrij__gt=0)

    def free_for(self, deelname: Deelname, *, ochtend: bool, middag: bool) -> Self:
        """Those at which this person need not be elsewhere in that part of the day."""
        same_time = Q(datum=OuterRef("datum")) & ~Q(pk=OuterRef("pk"))
        if not middag:
            same_time &= Q(begintijd__lt=OuterRef("middag_vanaf"))
        else:
            same_time &= Q(begintijd__lt=OuterRef("eindtijd"))
        if not ochtend:
            same_time &= Q(eindtijd__gt=OuterRef("middag_vanaf"))
        else:
            same_time &= Q(eindtijd__gt=OuterRef("begintijd"))
        busy = GastplekQuerySet(Bijeenkomst).taking_place().occupying(deelname).filter(same_time)
        member = Deelname.objects.filter(user=deelname.user_id, cohort=OuterRef("cohort"))
        leads = Trainerschap.objects.filter(user=deelname.user_id).filter(
            Q(cohort=OuterRef("cohort")) | Q(bijeenkomst=OuterRef("pk"))
        )
        return self.filter(~Exists(busy), ~Exists(member), ~Exists(leads))

    def occupying(self, deelname: Deelname) -> Self:
        """Bijeenkomsten that this person follows, leads, or is to join as a gast."""
        follows = Deelname.objects.on(OuterRef("datum")).filter(
            user=deelname.user_id, cohort=OuterRef("cohort")
        )
        leads = Trainerschap.objects.on(OuterRef("datum")).filter(
            Q(cohort=OuterRef("cohort")) | Q(bijeenkomst=OuterRef("pk")), user=deelname.user_id
        )
        joins = Inhaalplan.objects.lopend().filter(
            deelname__user=deelname.user_id, bijeenkomst=OuterRef("pk")
        )
        return self.filter(Exists(follows) | Exists(leads) | Exists(joins))


def gastplekken() -> GastplekQuerySet:
    """Bijeenkomsten that go on and are not closed, with what a gast reads of them."""
    rows = GastplekQuerySet(Bijeenkomst).taking_place().filter(afgerond_op=None)
    return rows.select_related("cohort", "cursusdag", "locatie").order_by("datum", "begintijd")
