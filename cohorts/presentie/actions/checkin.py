"""Somebody says to be there, with the code on the screen. The trainer has the last word."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import hold_still
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from cohorts.presentie.checkin.attendees import Attendee

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


@transaction.atomic
def check_in(*, attendee: Attendee, dagdeel: str, kenmerk: UUID, by: User) -> bool:
    """Put somebody on aanwezig for a dagdeel for which they showed a code; False when they were.

    Promises one statement for one `kenmerk`, however often and at once it arrives, and none for
    who is on the list already. A gast catches up. Refuses, with a Dutch ValidationError, to
    overrule a trainer who put this person on afwezig or afgemeld, also one who does so at this very
    moment, a day that was closed meanwhile, and everything that `register_aanwezigheid` refuses.
    """
    hold_still(attendee.bijeenkomst)
    mark = _locked_mark(attendee, dagdeel)
    if mark.status in Aanwezigheid.BEHAALD:
        return False
    _refuse(attendee, dagdeel, mark)
    after = register_aanwezigheid(
        bijeenkomst=attendee.bijeenkomst,
        deelname=attendee.deelname,
        dagdeel=dagdeel,
        status=Status.AANWEZIG,
        by=by,
        kenmerk=kenmerk,
        bron=Bron.CODE,
    )
    if after.status not in Aanwezigheid.BEHAALD:
        # This very tap came in before, and a trainer took it back since.
        raise ValidationError("Je trainer heeft dit aangepast. Zeg het even als dat niet klopt.")
    return True


def _locked_mark(attendee: Attendee, dagdeel: str) -> Aanwezigheid:
    """The row of this dagdeel, made when there is none: a trainer's tap waits until we are done."""
    key = {
        "deelname_id": attendee.deelname.pk,
        "cursusdag_id": attendee.cursusdag_id,
        "dagdeel": dagdeel,
    }
    Aanwezigheid.objects.bulk_create([Aanwezigheid(**key)], ignore_conflicts=True)
    return Aanwezigheid.objects.locked().get(**key)


def _refuse(attendee: Attendee, dagdeel: str, mark: Aanwezigheid) -> None:
    attendee.bijeenkomst.refresh_from_db(fields=["afgerond_op"])
    if attendee.bijeenkomst.afgerond_op is not None:
        raise ValidationError("Deze dag is afgerond. Inchecken kan niet meer.", code="afgerond")
    if refusal := attendee.refusal_in(dagdeel, mark):
        raise ValidationError(refusal, code="trainer")
