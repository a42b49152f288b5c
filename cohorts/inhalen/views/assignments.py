"""Catching up a missed dagdeel with an assignment: give, approve, take back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import require_perm, user_of
from accounts.models import User
from accounts.words import keeps_words
from cohorts.aanwezigheid.models import Inhaalopdracht
from cohorts.inhalen.actions.assignments import (
    approve_inhaalopdracht,
    give_inhaalopdracht,
    withdraw_inhaalopdracht,
)
from cohorts.inhalen.forms import InhaalopdrachtForm
from cohorts.inhalen.missed import refusal_of
from cohorts.inhalen.views.plans import fetch_day
from cohorts.posted import answered, posted, render_form, written_by


@keeps_words(field="opdracht")
@require_http_methods(["GET", "HEAD", "POST"])
def inhaalopdracht_create(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    user = user_of(request)
    deelname, stand = fetch_day(user, pk, nummer)
    require_perm(user, "inhalen.give_inhaalopdracht", deelname)
    form = InhaalopdrachtForm(posted(request), dagdelen=stand.in_te_halen)
    written_by(user, form)
    if request.method == "POST" and form.is_valid():
        try:
            give_inhaalopdracht(deelname=deelname, nummer=nummer, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{deelname.user} krijgt de opdracht per mail.")
            return redirect("inhaalplan_create", pk=deelname.pk, nummer=nummer)
    refusal = refusal_of(deelname, stand)
    context = {"deelname": deelname, "stand": stand, "form": form, "refusal": refusal}
    page = "cohorts/inhalen/inhaalopdracht_form.html"
    return render_form(request, page, context)


@require_POST
def inhaalopdracht_goedkeuring(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    opdracht = _fetch(user, pk)
    with answered(request, f"De {opdracht.dagdeel} telt nu mee en de deelnemer hoort het."):
        approve_inhaalopdracht(inhaalopdracht=opdracht, by=user)
    return _back(opdracht)


@require_POST
def inhaalopdracht_intrekking(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    opdracht = _fetch(user, pk)
    with answered(request, "De opdracht is ingetrokken."):
        withdraw_inhaalopdracht(inhaalopdracht=opdracht, by=user)
    return _back(opdracht)


def _fetch(user: User, pk: int) -> Inhaalopdracht:
    """An assignment that this person may give, approve and take back; 404, or 403."""
    opdracht = get_object_or_404(Inhaalopdracht.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "inhalen.give_inhaalopdracht", opdracht.deelname)
    return opdracht


def _back(opdracht: Inhaalopdracht) -> HttpResponse:
    """To the page of the day that the assignment is about."""
    nummer = opdracht.cursusdag.nummer
    return redirect("inhaalplan_create", pk=opdracht.deelname_id, nummer=nummer)
