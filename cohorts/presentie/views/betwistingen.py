"""Mijn aanwezigheid, and what somebody betwistingen in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require_perm, user_of
from accounts.models import User
from accounts.words import keeps_words
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Deelname
from cohorts.posted import posted, render_form, written_by
from cohorts.presentie.actions.betwistingen import (
    ALREADY,
    answer_betwisting,
    create_betwisting,
    withdraw_betwisting,
)
from cohorts.presentie.betwistingen import own_day, refusal_of_betwisting
from cohorts.presentie.forms.betwistingen import AntwoordForm, BetwistingForm
from cohorts.presentie.models import Betwisting
from cohorts.presentie.own_marks import own_marks_of


@require_safe
def aanwezigheid_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    deelnames = list(Deelname.objects.of_user(user).for_home())
    if not deelnames:
        raise PermissionDenied("aanwezigheid_list")
    asked = request.GET.get("cohort", "")
    deelname = next((row for row in deelnames if str(row.cohort_id) == asked), deelnames[0])
    context = {
        "deelname": deelname,
        "dagen": own_marks_of(deelname),
        "andere_deelnames": [row for row in deelnames if row is not deelname],
    }
    return render(request, "cohorts/presentie/aanwezigheid_list.html", context)


@keeps_words(field="toelichting")
@require_http_methods(["GET", "HEAD", "POST"])
def betwisting_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    mark = get_object_or_404(Aanwezigheid.objects.of_user(user), pk=pk)
    bijeenkomst, form = own_day(mark), written_by(user, BetwistingForm(posted(request)))
    if request.method == "POST" and form.is_valid():
        try:
            create_betwisting(aanwezigheid=mark, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Je vraag is verstuurd. Je krijgt een mail met het antwoord.")
            return _back(mark)
    context = {
        "form": form,
        "mark": mark,
        "bijeenkomst": bijeenkomst,
        "refusal": refusal_of_betwisting(mark, bijeenkomst) or _running(mark),
    }
    return render_form(request, "cohorts/presentie/betwisting_form.html", context)


def _running(mark: Aanwezigheid) -> str:
    """That a question about this mark waits for an answer, or nothing."""
    return ALREADY if mark.betwistingen.open().exists() else ""


@require_POST
def betwisting_intrekking(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    betwisting = get_object_or_404(Betwisting.objects.of_user(user).for_page(), pk=pk)
    withdraw_betwisting(betwisting=betwisting, by=user)
    messages.success(request, "Je vraag is ingetrokken.")
    return _back(betwisting.aanwezigheid)


@require_safe
def betwisting_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "cohorts.list_cohorten")
    return _list(request, user)


@keeps_words(field="antwoord")
@require_POST
def betwisting_antwoord(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    addressed = Betwisting.objects.addressed_to(user).for_page()
    betwisting = get_object_or_404(addressed, pk=pk)
    if betwisting.is_gesloten:
        require_perm(user, "presentie.correct_aanwezigheid")
    form = AntwoordForm(request.POST, betwisting=betwisting)
    if form.is_valid():
        antwoord = form.cleaned_data["antwoord"]
        try:
            answer_betwisting(betwisting=betwisting, status=form.status, antwoord=antwoord, by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            naam = betwisting.aanwezigheid.deelname.user.voornaam
            messages.success(request, f"Je antwoord is opgeslagen. {naam} krijgt een mail.")
            return redirect("betwisting_list")
    return _list(request, user, form)


def _list(request: HttpRequest, user: User, bound: AntwoordForm | None = None) -> HttpResponse:
    """All open questions, each with its form; a form that was refused keeps what was typed."""
    rows = Betwisting.objects.addressed_to(user).open().for_page().order_by("ingediend_op", "pk")
    forms = [
        bound if bound and row == bound.betwisting else AntwoordForm(betwisting=row) for row in rows
    ]
    context = {"forms": forms, "is_coordinator": user.is_coordinator}
    if bound and bound not in forms:
        # Somebody else was first: their answer stands, and what was typed here is shown.
        bound.betwisting.refresh_from_db()
        context["late"] = bound
    status = 422 if bound else 200
    return render(request, "cohorts/presentie/betwisting_list.html", context, status=status)


def _back(mark: Aanwezigheid) -> HttpResponse:
    url = f"{reverse('aanwezigheid_list')}?cohort={mark.deelname.cohort_id}"
    return redirect(f"{url}#dag-{mark.cursusdag_id}")
