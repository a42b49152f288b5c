from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_bericht
from certificaten import mail, tasks
from certificaten.facts import facts_of
from certificaten.models import Certificaat, Certificaatgebeurtenis
from certificaten.verdict import Verdict, verdicts_of
from cohorts.day_messages import letterhead_of
from cohorts.models import Deelname


@transaction.atomic
def issue_certificaat(*, deelname: Deelname, by: User, op: datetime | None = None) -> Certificaat:
    """Freeze what the certificate declares, once; the PDF and the message follow after commit.

    `op` is the moment of issue: now, unless a certificate that was handed out earlier is entered.

    Refuses with a ValidationError whoever has not met the norm, has a certificate already, also one
    of another cohort for the same dagdelen, is a trainer of the cohort or is `by`. Of two
    coördinators at once, the second is refused.
    """
    # The second of two waits, and then sees the certificate of the first, also of another cohort.
    deelname = (
        Deelname.objects.select_for_update(of=("self", "user"), no_key=True)
        .select_related("user", "cohort__organisatie", "cohort__programma")
        .get(pk=deelname.pk)
    )
    (verdict,) = verdicts_of([deelname], timezone.localdate())
    _refuse_unless_ready(verdict, by)
    certificaat = Certificaat(
        deelname=deelname,
        uitgegeven_door=by,
        uitgegeven_op=op or timezone.now(),
        **facts_of(deelname, verdict),
    )
    certificaat.full_clean()
    certificaat.save()
    certificaat.gebeurtenissen.create(
        soort=Certificaatgebeurtenis.Soort.UITGEGEVEN, op=certificaat.uitgegeven_op, door=by
    )
    onderwerp, tekst = mail.compose(certificaat)
    queue_bericht(
        soort="certificaat",
        ontvanger=deelname.user,
        aanleiding=f"certificaat-{certificaat.code}",
        onderwerp=onderwerp,
        tekst=tekst,
        head=letterhead_of(deelname.cohort),
    )
    _render_after_commit(certificaat.pk)
    return certificaat


def _render_after_commit(certificaat_id: int) -> None:
    def render() -> None:
        tasks.render_certificaat.delay(certificaat_id=certificaat_id)

    # robust: a broker that takes nothing must not turn an issued certificate into an error page.
    # Django logs the name of what failed, which a partial does not have.
    transaction.on_commit(render, robust=True)


def _refuse_unless_ready(verdict: Verdict, by: User) -> None:
    if verdict.voortgang.deelname.user_id == by.pk:
        raise ValidationError(
            "Je kunt jezelf geen certificaat geven. Vraag het aan een andere coördinator.",
            code="own",
        )
    if refusal := verdict.refusal:
        raise ValidationError(refusal.zin, code=refusal.code)
