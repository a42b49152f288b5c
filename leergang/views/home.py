from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import user_of
from accounts.models import User
from certificaten.models import Certificaat
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding
from cohorts.aanwezigheid.progress.person import Voortgang, voortgang_of
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.models import Deelname, Trainerschap
from cohorts.presentie.checkin.code import dagdeel_open_at, opening_today
from cohorts.presentie.forms.checkin import IncheckForm
from cohorts.rollen import rollen_of
from reflecties.questions import opening_for
from reflecties.voorbereiding import voorbereidingen_of

# Where somebody without a deelname starts: the first role that applies.
START_PAGES = (("trainer", "vandaag"), ("coordinator", "cockpit"), ("hr", "overzicht"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    afmelding = Afmelding.objects.bijeenkomst_of_deelname(timezone.localdate())
    code = Certificaat.objects.code_of_deelname()
    own = Deelname.objects.of_user(user).for_home()
    deelnames = list(own.annotate(certificaatcode=code, afgemeld_voor=afmelding))
    if not deelnames:
        return _start_of(request, user)
    deelname = _chosen(deelnames, request.GET.get("cohort", ""))
    [voortgang] = voortgang_of([deelname], timezone.localdate(), with_plans=True)
    opening = opening_for(user, timezone.now())
    context = {
        "deelname": deelname,
        "voortgang": voortgang,
        "andere_deelnames": [other for other in deelnames if other is not deelname],
        "is_gestopt": deelname.has_ended(timezone.localdate()),
        "vraag": opening and opening.vraag,
        "certificaat": _certificaat_of(deelname),
    }
    return render(request, "leergang/home.html", context | _next_day(user, voortgang))


def _certificaat_of(deelname: Deelname) -> Certificaat | None:
    """The newest certificate; only who has one costs a query."""
    code = deelname.certificaatcode  # type: ignore[attr-defined]  # annotated
    return Certificaat.objects.for_home(code) if code else None


def _start_of(request: HttpRequest, user: User) -> HttpResponse:
    rollen = rollen_of(user)
    for role, page in START_PAGES:
        if getattr(rollen, role):
            return redirect(page)
    return render(request, "leergang/geen_rol.html")


def _chosen(deelnames: Sequence[Deelname], cohort_pk: str) -> Deelname:
    """The deelname of the cohort in the address bar, else the latest one."""
    chosen = (deelname for deelname in deelnames if str(deelname.cohort_id) == cohort_pk)
    return next(chosen, deelnames[0])


def _next_day(user: User, voortgang: Voortgang) -> dict[str, Any]:
    """The day that comes, who leads it and what there is to prepare."""
    dag = voortgang.eerstvolgende
    if dag is None:
        return {"dag": None}
    voorbereidingen = list(voorbereidingen_of(user).filter(cursusdag=dag.cursusdag))
    leading = Trainerschap.objects.on(timezone.localdate()).of_cohort(voortgang.deelname.cohort)
    return _presence(dag) | {
        "dag": dag,
        "bijeenkomst": dag.bijeenkomst,
        "voorbereidingen": voorbereidingen,
        "minuten": sum(item.minuten for item in voorbereidingen),
        "nog_minuten": sum(item.minuten for item in voorbereidingen if not item.gedaan),
        "trainers": [row.user for row in leading],
    }


def _presence(dag: Dagwoorden) -> dict[str, Any]:
    """The code to type while it can be used, when that is, or in which dagdeel somebody is in."""
    now = timezone.now()
    if dag.bijeenkomst is None:
        return {}
    dagdeel = dagdeel_open_at(dag.bijeenkomst, now)
    if dagdeel is None:
        return {"incheck_later": opening_today(dag.bijeenkomst, now)}
    if dag.status_of(dagdeel) == Aanwezigheid.Status.AANWEZIG:
        return {"present_in": dagdeel}
    return {"incheck": IncheckForm(attendees=[], now=now), "dagdeel": dagdeel}
