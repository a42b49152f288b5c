"""Participant lists and invitations of a cohort."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from accounts.models import User
from accounts.words import keeps_words
from cohorts.deelnemers.actions.lists import (
    confirm_deelnemerimport,
    create_deelnemerimport,
    invite_deelnemers,
    judge_deelnemerimport,
)
from cohorts.deelnemers.forms.lists import DeelnemerimportForm, KolommenForm
from cohorts.deelnemers.lists.preview import Preview
from cohorts.deelnemers.lists.rows import missing_columns
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.fetching import fetch_planned
from cohorts.models import Cohort
from cohorts.posted import posted, render_form, written_by
from cohorts.steps import Step, steps_of

ROWS_PER_PAGE = 100


@keeps_words(field="tekst")
@require_http_methods(["GET", "HEAD", "POST"])
def deelnemerimport_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = fetch_planned(user, pk)
    form = written_by(user, DeelnemerimportForm(posted(request), request.FILES or None))
    if request.method == "POST" and form.is_valid():
        return redirect(
            create_deelnemerimport(
                cohort=cohort, table=form.table, bestandsnaam=form.bestandsnaam, by=user
            )
        )
    context = {"cohort": cohort, "form": form, "steps": _import_steps(cohort)}
    return render_form(request, "cohorts/deelnemers/deelnemerimport_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deelnemerimport_detail(request: HttpRequest, cohort_pk: int, pk: int) -> HttpResponse:
    deelnemerimport = _waiting_import(user_of(request), cohort_pk, pk)
    if deelnemerimport.bevestigd_op:
        return redirect(deelnemerimport.cohort)
    rijen, kolommen = deelnemerimport.rijen, deelnemerimport.kolommen
    form = KolommenForm(posted(request), table=rijen, initial=kolommen)
    if request.method == "POST" and form.is_valid():
        deelnemerimport.assign_columns(form.kolommen())
        return redirect(deelnemerimport)
    return _render_import(request, deelnemerimport, form=form)


@require_POST
def deelnemerimport_bevestiging(request: HttpRequest, cohort_pk: int, pk: int) -> HttpResponse:
    user = user_of(request)
    deelnemerimport = _waiting_import(user, cohort_pk, pk)
    aantal = request.POST.get("aantal", "")
    try:
        added = confirm_deelnemerimport(
            deelnemerimport=deelnemerimport,
            expected=int(aantal) if aantal.isdecimal() and len(aantal) < 6 else 0,
            by=user,
        )
    except ValidationError as error:
        return _render_import(request, deelnemerimport, error=error.messages[0])
    if added:
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


def _waiting_import(user: User, cohort_pk: int, pk: int) -> Deelnemerimport:
    cohort = fetch_planned(user, cohort_pk)
    return get_object_or_404(Deelnemerimport.objects.for_page(), cohort=cohort, pk=pk)


def _import_steps(cohort: Cohort) -> list[Step]:
    return steps_of(cohort, "deelnemerimport_create", timezone.localdate())


def _render_import(
    request: HttpRequest,
    deelnemerimport: Deelnemerimport,
    *,
    form: KolommenForm | None = None,
    error: str = "",
) -> HttpResponse:
    preview = Preview(deelnemerimport, judge_deelnemerimport(deelnemerimport))
    context = {
        "steps": _import_steps(deelnemerimport.cohort),
        "deelnemerimport": deelnemerimport,
        "preview": preview,
        "missing": missing_columns(deelnemerimport.kolommen),
        "page_obj": Paginator(preview.rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "form": form or KolommenForm(table=deelnemerimport.rijen, initial=deelnemerimport.kolommen),
        "error": error,
    }
    return render_form(request, "cohorts/deelnemers/deelnemerimport_detail.html", context)


def _people(count: int) -> str:
    return "1 deelnemer is" if count == 1 else f"{count} deelnemers zijn"
