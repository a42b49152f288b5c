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
from cohorts.models import Deelname, Trainerschap
from cohorts.presentie.checkin.code import dagdeel_open_at
from cohorts.rollen import rollen_of
from reflecties.voorbereiding import voorbereidingen_of

# Where somebody without a deelname starts: the first role that applies.
START_PAGES = (("trainer", "vandaag"), ("coordinator", "cockpit"), ("hr", "overzicht"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    deelnames = list(
        Deelname.objects.of_user(user)
        .for_home()
        .annotate(
            certificaatcode=Certificaat.objects.code_of_deelname(),
            afgemeld_voor=Afmelding.objects.bijeenkomst_of_deelname(timezone.localdate()),
        )
    )
    if not deelnames:
        return _start_of(request, user)
    deelname = _chosen(deelnames, request.GET.get("cohort", ""))
    [voortgang] = voortgang_of([deelname], timezone.localdate(), with_plans=True)
    others = [other for other in deelnames if other is not deelname]
    context = {"deelname": deelname, "voortgang": voortgang, "andere_deelnames": others}
    context["is_gestopt"] = deelname.has_ended(timezone.localdate())
    return render(request, "leergang/home.html", context | _next_day(user, voortgang))


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
    dagdeel = dag.bijeenkomst and dagdeel_open_at(dag.bijeenkomst, timezone.now())
    is_present = bool(dagdeel and dag.status_of(dagdeel) == Aanwezigheid.Status.AANWEZIG)
    return {
        "dag": dag,
        "bijeenkomst": dag.bijeenkomst,
        "is_incheck_open": dagdeel is not None and not is_present,
        "present_in": dagdeel if is_present else None,
        "voorbereidingen": voorbereidingen,
        "minuten": sum(item.minuten for item in voorbereidingen),
        "nog_minuten": sum(item.minuten for item in voorbereidingen if not item.gedaan),
        "trainers": Trainerschap.objects.on(timezone.localdate()).of_cohort(
            voortgang.deelname.cohort
        ),
    }
