"""The page of one person in a cohort, and joining, stopping, moving and another employer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require_perm, user_of
from accounts.models import User
from accounts.people.addresses import user_at
from cohorts.deelnemers.actions.employment import change_employer
from cohorts.deelnemers.actions.membership import (
    add_deelnemer,
    end_deelname,
    move_deelname,
    resume_deelname,
)
from cohorts.deelnemers.forms.membership import (
    DeelnameForm,
    DienstverbandForm,
    OverstapForm,
    StopForm,
)
from cohorts.deelnemers.person import person_of
from cohorts.models import Cohort, Deelname, Organisatie
from cohorts.posted import posted, render_form


@require_safe
def deelname_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _render_person(request, _known_person(user_of(request), pk), StopForm())


@require_http_methods(["GET", "HEAD", "POST"])
def deelname_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = get_object_or_404(Cohort.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "cohorts.plan_cohort", cohort)
    form = DeelnameForm(posted(request))
    context = {"cohort": cohort, "form": form}
    if request.method == "POST" and form.is_valid():
        vanaf, persoon = form.cleaned_data["vanaf"], form.persoon()
        try:
            row = add_deelnemer(cohort=cohort, persoon=persoon, vanaf=vanaf, by=user)
        except ValidationError as error:
            form.add_error("vanaf" if error.code == "vanaf" else "email", error)
            context["eerder"] = _stopped(cohort, persoon.adres, error)
        else:
            return _welcome(request, row)
    context["aantal"] = cohort.deelnames.not_ended(timezone.localdate()).count()
    return render_form(request, "cohorts/deelnemers/deelname_form.html", context)


@require_POST
def deelname_einde(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    deelname = _person_to_change(user, pk)
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            end_deelname(deelname=deelname, tot_en_met=form.cleaned_data["tot_en_met"], by=user)
        except ValidationError as error:
            form.add_error("tot_en_met", error)
        else:
            messages.success(request, f"De laatste dag van {deelname.user} is bewaard.")
            return redirect("deelname_detail", pk=pk)
    return _render_person(request, deelname, form)


@require_POST
def hervatting_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    deelname = _person_to_change(user, pk)
    try:
        resume_deelname(deelname=deelname, by=user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return _render_person(request, deelname, StopForm())
    messages.success(request, f"{deelname.user} doet weer mee.")
    return redirect("deelname_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def overstap_create(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    deelname = _person_to_change(user, pk)
    cohorten = Cohort.objects.open_to(deelname.user, deelname.cohort, today)
    form = OverstapForm(posted(request), cohorten=cohorten)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = move_deelname(deelname=deelname, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("vanaf", error)
        else:
            messages.success(request, f"{deelname.user} gaat verder in {fresh.cohort}.")
            return redirect("deelname_detail", pk=fresh.pk)
    context = {"deelname": deelname, "form": form, "cohorten": cohorten}
    return render_form(request, "cohorts/deelnemers/overstap_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dienstverband_create(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    deelname = _person_to_change(user, pk)
    others = Deelname.objects.of_user(deelname.user).not_ended(today).exclude(pk=pk)
    form = DienstverbandForm(posted(request), has_others=others.exists())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        everywhere = data.pop("overal", False)
        try:
            change_employer(deelname=deelname, everywhere=everywhere, by=user, **data)
        except ValidationError as error:
            form.add_error("organisatie" if error.code == "organisatie" else "vanaf", error)
        else:
            messages.success(request, "De nieuwe werkgever is bewaard.")
            return redirect("deelname_detail", pk=pk)
    organisaties = Organisatie.objects.existing_on(today)
    context = {"deelname": deelname, "form": form, "organisaties": organisaties}
    return render_form(request, "cohorts/deelnemers/dienstverband_form.html", context)


def _known_person(user: User, pk: int) -> Deelname:
    """A deelname whose page this person sees; strangers 404, the deelnemer and others 403."""
    deelname = Deelname.objects.managed_by(user).for_person().filter(pk=pk).first()
    if deelname is None:
        known = get_object_or_404(Deelname.objects.visible_to(user), pk=pk)
        raise PermissionDenied(f"cohorts.view_people {known.pk}")
    return deelname


def _person_to_change(user: User, pk: int) -> Deelname:
    deelname = _known_person(user, pk)
    require_perm(user, "cohorts.plan_cohort", deelname.cohort)
    return deelname


def _render_person(request: HttpRequest, deelname: Deelname, form: StopForm) -> HttpResponse:
    person = person_of(deelname, timezone.localdate())
    context = {"person": person, "form": form}
    return render_form(request, "cohorts/deelnemers/deelname_detail.html", context)


def _stopped(cohort: Cohort, email: str, error: ValidationError) -> Deelname | None:
    """The deelname that can be resumed instead of begun again."""
    person = user_at(email) if error.code == "gestopt" else None
    return cohort.deelnames.of_user(person).first() if person else None


def _welcome(request: HttpRequest, deelname: Deelname) -> HttpResponse:
    cohort = deelname.cohort
    messages.success(request, f"{deelname.user} doet mee in {cohort}.")
    aantal = cohort.deelnames.not_ended(timezone.localdate()).count()
    if aantal > cohort.capaciteit:
        messages.warning(
            request, f"Er doen nu {aantal} mensen mee op {cohort.capaciteit} plaatsen."
        )
    return redirect("deelname_detail", pk=deelname.pk)
