"""Participant lists and invitations of a cohort."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from accounts.words import keeps_words
from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from cohorts.deelnemers.actions.lists import confirm_deelnemerimport, create_deelnemerimport
from cohorts.deelnemers.forms.lists import DeelnemerimportForm, KolommenForm
from cohorts.deelnemers.views.waiting import already_done, render_preview, waiting_import
from cohorts.fetching import fetch_planned
from cohorts.posted import posted, render_form, written_by
from cohorts.steps import steps_of


@keeps_words(field="tekst")
@require_http_methods(["GET", "HEAD", "POST"])
def deelnemerimport_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = fetch_planned(user, pk)
    form = written_by(user, DeelnemerimportForm(posted(request), request.FILES or None))
    if request.method == "POST" and form.is_valid():
        return redirect(
            create_deelnemerimport(
                cohort=cohort, file=form.file, bestandsnaam=form.bestandsnaam, by=user
            )
        )
    steps = steps_of(cohort, "deelnemerimport_create", timezone.localdate())
    context = {"cohort": cohort, "form": form, "steps": steps}
    return render_form(request, "cohorts/deelnemers/deelnemerimport_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deelnemerimport_detail(request: HttpRequest, cohort_pk: int, pk: int) -> HttpResponse:
    deelnemerimport = waiting_import(user_of(request), cohort_pk, pk)
    if deelnemerimport.bevestigd_op:
        return already_done(request, deelnemerimport)
    rijen, kolommen = deelnemerimport.rijen, deelnemerimport.kolommen
    form = KolommenForm(posted(request), table=rijen, initial=kolommen)
    if request.method == "POST" and form.is_valid():
        deelnemerimport.assign_columns(form.kolommen())
        return redirect(deelnemerimport)
    return render_preview(request, deelnemerimport, form=form)


@require_POST
def deelnemerimport_bevestiging(request: HttpRequest, cohort_pk: int, pk: int) -> HttpResponse:
    user = user_of(request)
    deelnemerimport = waiting_import(user, cohort_pk, pk)
    aantal = request.POST.get("aantal", "")
    try:
        added = confirm_deelnemerimport(
            deelnemerimport=deelnemerimport,
            expected=int(aantal) if aantal.isdecimal() and len(aantal) < 6 else 0,
            by=user,
            seen=request.POST.get("gezien", ""),
            over_capacity="boven" in request.POST,
        )
    except ValidationError as error:
        return render_preview(request, deelnemerimport, error=error.messages[0])
    if not added:
        return already_done(request, deelnemerimport)
    messages.success(request, f"{_people(len(added))} toegevoegd.")
    return redirect(deelnemerimport.cohort)


@require_POST
def uitnodiging_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = fetch_planned(user, pk)
    invited = invite_deelnemers(cohort=cohort, by=user)
    if invited:
        messages.success(request, f"{_people(invited)} uitgenodigd.")
    else:
        messages.info(request, "Er is niemand meer uit te nodigen.")
    return redirect(cohort)


def _people(count: int) -> str:
    return "1 deelnemer is" if count == 1 else f"{count} deelnemers zijn"
