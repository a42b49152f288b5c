"""A day that does not go on, and a norm that is changed on purpose."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import require_perm, user_of
from cohorts.models import Bijeenkomst, Cohort
from cohorts.planning.actions.cancelling import cancel_bijeenkomst, change_norm, gevolgen_of
from cohorts.planning.forms.norm import NormForm
from cohorts.posted import posted, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def annulering_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bijeenkomst = get_object_or_404(Bijeenkomst.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "planning.cancel_bijeenkomst")
    refusal = ""
    if request.method == "POST":
        try:
            told = cancel_bijeenkomst(bijeenkomst=bijeenkomst, by=user)
        except ValidationError as error:
            refusal = error.messages[0]
        else:
            words = "1 mens krijgt" if told == 1 else f"{told} mensen krijgen"
            messages.success(request, f"De dag gaat niet door. {words} bericht.")
            return redirect(bijeenkomst.cohort)
    gevolgen = gevolgen_of(bijeenkomst)
    refusal = refusal or gevolgen.refusal
    context = {"bijeenkomst": bijeenkomst, "gevolgen": gevolgen, "refusal": refusal}
    return render_form(request, "cohorts/planning/annulering_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def normwijziging_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = get_object_or_404(Cohort.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "planning.change_norm")
    form = NormForm(posted(request), cohort=cohort)
    if request.method == "POST" and form.is_valid():
        try:
            change_norm(cohort=cohort, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("norm", error)
        else:
            messages.success(request, "De norm van dit cohort is veranderd.")
            return redirect(cohort)
    wijzigingen = cohort.normwijzigingen.select_related("door")
    context = {"cohort": cohort, "form": form, "wijzigingen": wijzigingen}
    return render_form(request, "cohorts/planning/norm_form.html", context)
