"""Guests who look on for a day: added and taken off where the roll call is held."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signed_in import user_of
from cohorts.actions.guests import add_gast, remove_gast
from cohorts.forms.membership import GastForm
from cohorts.models import Bijeenkomst, Dagdeel, Gast
from cohorts.presentie import presentielijst_of


@require_POST
def gast_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bijeenkomst = _attended(user, pk)
    form = GastForm(request.POST)
    if form.is_valid():
        try:
            add_gast(bijeenkomst=bijeenkomst, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("naam", error)
        else:
            return _back_to_list(bijeenkomst, _dagdeel(request))
    lijst = presentielijst_of(bijeenkomst, _dagdeel(request))
    context = {"lijst": lijst, "gastform": form}
    return render(request, "cohorts/presentie.html", context, status=422)


@require_POST
def gast_verwijdering(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    gast = get_object_or_404(Gast.objects.visible_to(user), pk=pk)
    bijeenkomst = _attended(user, gast.bijeenkomst_id)
    remove_gast(gast=gast, by=user)
    return _back_to_list(bijeenkomst, _dagdeel(request))


def _attended(user: User, pk: int) -> Bijeenkomst:
    """The bijeenkomst whose attendance this person registers; strangers 404, readers 403."""
    attended = Bijeenkomst.objects.attended_to_by(user).for_roll_call().filter(pk=pk).first()
    if attended is None:
        known = get_object_or_404(Bijeenkomst.objects.visible_to(user), pk=pk)
        raise PermissionDenied(f"cohorts.register_aanwezigheid {known.pk}")
    return attended


def _dagdeel(request: HttpRequest) -> str:
    dagdeel = request.POST.get("dagdeel")
    return dagdeel if dagdeel in Dagdeel.values else Dagdeel.OCHTEND


def _back_to_list(bijeenkomst: Bijeenkomst, dagdeel: str) -> HttpResponse:
    return redirect(f"{reverse('presentie', args=[bijeenkomst.pk])}?dagdeel={dagdeel}#gasten")
