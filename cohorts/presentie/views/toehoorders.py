"""Who only looks on for a day: added and taken off where presentie is held."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import user_of
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.toehoorders import add_toehoorder, remove_toehoorder
from cohorts.presentie.forms.toehoorders import ToehoorderForm
from cohorts.presentie.models import Toehoorder
from cohorts.presentie.views.fetching import fetch_attended, list_for, posted_dagdeel


@require_POST
def toehoorder_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bijeenkomst = fetch_attended(user, pk)
    form = ToehoorderForm(request.POST)
    if form.is_valid():
        try:
            add_toehoorder(bijeenkomst=bijeenkomst, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("naam", error)
        else:
            return _back_to_list(bijeenkomst, posted_dagdeel(request))
    lijst = list_for(request, bijeenkomst, posted_dagdeel(request))
    context = {"lijst": lijst, "toehoorderform": form}
    return render(request, "cohorts/presentie/presentie.html", context, status=422)


@require_POST
def toehoorder_verwijdering(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    toehoorder = get_object_or_404(Toehoorder.objects.visible_to(user), pk=pk)
    bijeenkomst = fetch_attended(user, toehoorder.bijeenkomst_id)
    remove_toehoorder(toehoorder=toehoorder, by=user)
    return _back_to_list(bijeenkomst, posted_dagdeel(request))


def _back_to_list(bijeenkomst: Bijeenkomst, dagdeel: str) -> HttpResponse:
    return redirect(f"{reverse('presentie', args=[bijeenkomst.pk])}?dagdeel={dagdeel}#toehoorders")
