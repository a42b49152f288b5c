"""A cohort like another one, and a substitute for one of its days."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import require_perm, user_of
from cohorts.models import Bijeenkomst, Cohort, Trainerschap
from cohorts.planning.actions.copies import copy_cohort, newest_programma
from cohorts.planning.actions.substitutes import assign_vervanger
from cohorts.planning.dates import rhythm_of
from cohorts.planning.forms.copies import KopieForm
from cohorts.planning.forms.substitutes import VervangingForm
from cohorts.posted import posted, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_kopie(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = get_object_or_404(Cohort.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "cohorts.plan_cohort", cohort)
    form = KopieForm(posted(request), cohort=cohort)
    if request.method == "POST" and form.is_valid():
        naam, trainers = form.cleaned_data["naam"], form.cleaned_data["trainers"]
        try:
            copy = copy_cohort(cohort=cohort, naam=naam, trainers=trainers, by=user)
        except ValidationError as error:
            form.add_error("naam", error)
        else:
            return redirect(_planning_like(cohort, copy, str(form.cleaned_data["vanaf"])))
    context = {"cohort": cohort, "form": form, "programma": newest_programma(cohort)}
    return render_form(request, "cohorts/planning/cohort_kopie.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def vervanging_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bijeenkomst = get_object_or_404(Bijeenkomst.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "cohorts.plan_cohort", bijeenkomst.cohort)
    form = VervangingForm(posted(request), bijeenkomst=bijeenkomst)
    if request.method == "POST" and form.is_valid():
        period = {name: form.cleaned_data[name] for name in ("vanaf", "tot_en_met", "telefoon")}
        try:
            row = assign_vervanger(
                bijeenkomst=bijeenkomst, persoon=form.persoon(), by=user, **period
            )
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, f"{row.user} vervangt op dag {bijeenkomst.cursusdag.nummer}.")
            return redirect("trainerschap_list", pk=bijeenkomst.cohort_id)
    context = {"bijeenkomst": bijeenkomst, "form": form, "known": Trainerschap.objects.people()}
    return render_form(request, "cohorts/planning/vervanging_form.html", context)


def _planning_like(cohort: Cohort, copy: Cohort, vanaf: str) -> str:
    """The planning page of the copy, with the rhythm, times and places of the original."""
    weekdag, weken = rhythm_of([row.datum for row in cohort.bijeenkomsten.taking_place()])
    query = {"vanaf": vanaf, "weekdag": weekdag, "weken": weken, "voorbeeld": cohort.pk}
    return f"{reverse('planning_form', args=[copy.pk])}?{urlencode(query)}"
