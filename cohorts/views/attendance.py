from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_perm
from accounts.signed_in import user_of
from cohorts.actions.attendance import register_aanwezigheid, register_overige
from cohorts.forms.attendance import AanwezigheidForm, DagdeelForm
from cohorts.models import Bijeenkomst, Dagdeel
from cohorts.presentie import Presentielijst, presentielijst_of
from cohorts.vandaag import agenda_of

PAGE = "cohorts/presentie.html"


@require_safe
def vandaag(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "cohorts.view_agenda")
    agenda = agenda_of(user, timezone.localtime())
    return render(request, "cohorts/vandaag.html", {"agenda": agenda})


@require_safe
def presentie(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = _attended(request, pk)
    dagdeel = request.GET.get("dagdeel")
    if dagdeel not in Dagdeel.values:
        dagdeel = bijeenkomst.dagdeel_at(timezone.localtime())
    return render(request, PAGE, {"lijst": presentielijst_of(bijeenkomst, dagdeel)})


@require_POST
def aanwezigheid_create(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = _attended(request, pk)
    lijst = presentielijst_of(bijeenkomst, _dagdeel(request))
    form = AanwezigheidForm(request.POST, lijst=lijst)
    if not form.is_valid():
        return _refused(request, lijst, form.errors.as_data())
    try:
        row = register_aanwezigheid(
            bijeenkomst=bijeenkomst, by=user_of(request), **form.cleaned_data
        )
    except ValidationError as error:
        return _refused(request, lijst, {"": [error]})
    if not _wants_fragment(request):
        return redirect(f"{_url(lijst)}#deelname-{row.deelname_id}")
    before = lijst.find(row.deelname_id)
    lijst = lijst.with_status(row.deelname_id, row.status)
    context = {"lijst": lijst, "rij": lijst.find(row.deelname_id), "before": before}
    return render(request, f"{PAGE}#een", context)


@require_POST
def overige_create(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = _attended(request, pk)
    form = DagdeelForm(request.POST)
    dagdeel = _dagdeel(request)
    if not form.is_valid():
        return _refused(request, presentielijst_of(bijeenkomst, dagdeel), form.errors.as_data())
    try:
        count = register_overige(bijeenkomst=bijeenkomst, dagdeel=dagdeel, by=user_of(request))
    except ValidationError as error:
        return _refused(request, presentielijst_of(bijeenkomst, dagdeel), {"": [error]})
    lijst = presentielijst_of(bijeenkomst, dagdeel)
    if not _wants_fragment(request):
        return redirect(f"{_url(lijst)}#stand")
    return render(request, f"{PAGE}#alle", {"lijst": lijst, "count": count})


def _attended(request: HttpRequest, pk: int) -> Bijeenkomst:
    """The bijeenkomst whose attendance this person registers; strangers 404, readers 403."""
    user = user_of(request)
    attended = Bijeenkomst.objects.attended_to_by(user).for_roll_call().filter(pk=pk).first()
    if attended is None:
        known = get_object_or_404(Bijeenkomst.objects.visible_to(user), pk=pk)
        raise PermissionDenied(f"cohorts.register_aanwezigheid {known.pk}")
    return attended


def _wants_fragment(request: HttpRequest) -> bool:
    """Whether presentie.js asks; a plain form gets a page."""
    return "HX-Request" in request.headers


def _dagdeel(request: HttpRequest) -> str:
    """The dagdeel of the page that was posted from; an unknown one is refused by the form."""
    dagdeel = request.POST.get("dagdeel")
    return dagdeel if dagdeel in Dagdeel.values else Dagdeel.OCHTEND


def _url(lijst: Presentielijst) -> str:
    return f"{reverse('presentie', args=[lijst.bijeenkomst.pk])}?dagdeel={lijst.dagdeel}"


def _refused(request: HttpRequest, lijst: Presentielijst, errors: dict[str, Any]) -> HttpResponse:
    """Say why nothing was saved: in the bar at the bottom, or on the whole page without scripts."""
    fouten = [text for found in errors.values() for error in found for text in error.messages]
    context = {"lijst": lijst, "fouten": fouten}
    if _wants_fragment(request):
        return render(request, f"{PAGE}#geweigerd", context, status=422)
    return render(request, PAGE, context, status=422)
