"""Cohorts, their days and the organisations they are for."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require_perm, user_of
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.models import Cohort, Organisatie
from cohorts.needs import needs_of
from cohorts.planning.actions.planning import create_cohort, plan_bijeenkomsten
from cohorts.planning.forms.planning import CohortForm, RitmeForm
from cohorts.planning.forms.seven_days import PlanningForm
from cohorts.planning.grid import grid_of
from cohorts.planning.standing import Standing, days_of, next_step_of, standings_of
from cohorts.posted import posted, render_form
from cohorts.steps import next_url, steps_of

PER_PAGE = 30


@require_safe
def cohort_list(request: HttpRequest) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    require_perm(user, "cohorts.list_cohorten")
    cohorten = Cohort.objects.planned_or_led_by(user).for_list(today)
    page_obj = Paginator(cohorten, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page_obj, "standings": standings_of(list(page_obj), today)}
    return render(request, "cohorts/planning/cohort_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_create(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "planning.add_cohort")
    form = CohortForm(posted(request), initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            cohort = create_cohort(**form.frame(), by=user)
        except ValidationError as error:
            form.add_error("naam", error)
        else:
            return redirect(f"{reverse('planning_form', args=[cohort.pk])}?{form.ritme()}")
    organisaties = Organisatie.objects.existing_on(timezone.localdate())
    steps = steps_of(None, "cohort_create", timezone.localdate())
    context = {"form": form, "organisaties": organisaties, "steps": steps}
    return render_form(request, "cohorts/planning/cohort_form.html", context)


@require_safe
def cohort_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    cohort = get_object_or_404(Cohort.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "cohorts.view_people", cohort)
    deelnames = list(cohort.deelnames.with_uitnodiging().by_name())
    voortgangen = voortgang_of(deelnames, today, with_plans=True)
    dagen = days_of(cohort, voortgangen, today)
    stand = Standing.of_days(cohort, dagen, today)
    people = [row for row in deelnames if not row.has_ended(today)]
    invited = sum(row.is_uitgenodigd for row in people)  # type: ignore[attr-defined]  # annotated
    context = {"cohort": cohort, "stand": stand, "dagen": dagen, "grid": grid_of(voortgangen)}
    needs = needs_of(cohort, today)
    context |= {"people": people, "invited": invited, "needs": needs}
    if (step := next_step_of(stand, needs)) and user.is_coordinator:
        context |= {"next_step": step, "next_url": step.url(cohort)}
        page = "cohort_detail" if step.is_invitation else ""
        context["steps"] = [] if stand.has_begun else steps_of(cohort, page, today)
    if user.is_coordinator:
        context |= _for_coordinator(cohort, today)
    return render(request, "cohorts/planning/cohort_detail.html", context)


def _for_coordinator(cohort: Cohort, day: date) -> dict[str, Any]:
    """Who comes to catch up here, and how the norm changed."""
    return {
        "gasten": Inhaalplan.objects.gasten_of(cohort, day),
        "normwijzigingen": cohort.normwijzigingen.select_related("door"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def planning_form(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = get_object_or_404(Cohort.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "cohorts.plan_cohort", cohort)
    ritme = RitmeForm(request.GET or None, schoolregio=cohort.schoolregio)
    # Chosen beside the proposals, looked at in the warnings, and kept with the dates.
    cohort.schoolregio = ritme.regio
    planning = _planning_of(request, cohort, ritme)
    if request.method == "POST" and planning.is_valid():
        try:
            plan_bijeenkomsten(
                cohort=cohort, dagen=planning.plans(), schoolregio=ritme.regio, by=user
            )
        except ValidationError as error:
            planning.refuse(error)
        else:
            messages.success(request, "De planning is bewaard.")
            return redirect(_onward(cohort))
    return _render_planning(request, cohort, planning, ritme)


def _planning_of(request: HttpRequest, cohort: Cohort, ritme: RitmeForm) -> PlanningForm:
    example = request.GET.get("voorbeeld", "")
    voorbeeld = None
    if example.isdecimal():
        voorbeeld = Cohort.objects.visible_to(user_of(request)).filter(pk=int(example)).first()
    return PlanningForm(
        posted(request), cohort=cohort, proposals=ritme.proposals(), voorbeeld=voorbeeld
    )


def _render_planning(
    request: HttpRequest, cohort: Cohort, planning: PlanningForm, ritme: RitmeForm
) -> HttpResponse:
    context = {"cohort": cohort, "planning": planning, "ritme": ritme}
    context["steps"] = steps_of(cohort, "planning_form", timezone.localdate())
    return render_form(
        request, "cohorts/planning/planning_form.html", context, is_wrong=bool(ritme.errors)
    )


def _onward(cohort: Cohort) -> str:
    """The next thing to do for a new cohort; the cohort itself once it has all it needs."""
    return next_url(steps_of(cohort, "planning_form", timezone.localdate()), cohort)
