"""Catching up one missed day in another cohort: choose, agree, take back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may, require_perm, user_of
from accounts.models import User
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.inhalen.actions.plans import agree_inhaalplan, request_inhaalplan, withdraw_inhaalplan
from cohorts.inhalen.forms import InhaalplanForm
from cohorts.inhalen.missed import candidates, refusal_of, stand_of
from cohorts.models import Deelname
from cohorts.posted import answered, posted, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def inhaalplan_create(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    user = user_of(request)
    deelname, stand = fetch_day(user, pk, nummer)
    require_perm(user, "inhalen.request_inhaalplan", deelname)
    form = InhaalplanForm(posted(request))
    if request.method == "POST" and form.is_valid():
        host = form.cleaned_data["bijeenkomst"]
        try:
            plan = request_inhaalplan(
                deelname=deelname, nummer=nummer, bijeenkomst_pk=host, by=user
            )
        except ValidationError as error:
            form.add_error("bijeenkomst", error)
        else:
            messages.success(request, _said(plan))
            return redirect("inhaalplan_create", pk=deelname.pk, nummer=nummer)
    return _render(request, deelname, stand, form)


@require_POST
def inhaalplan_akkoord(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    plan = get_object_or_404(Inhaalplan.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "inhalen.agree_inhaalplan", plan.deelname)
    with answered(request, f"{plan.deelname.user} is ingepland en krijgt bericht."):
        agree_inhaalplan(inhaalplan=plan, by=user)
    return redirect("inhaalplan_create", pk=plan.deelname_id, nummer=plan.cursusdag.nummer)


@require_POST
def inhaalplan_intrekking(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    plan = get_object_or_404(Inhaalplan.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "inhalen.withdraw_inhaalplan", plan.deelname)
    with answered(request, "Het plan is ingetrokken."):
        withdraw_inhaalplan(inhaalplan=plan, by=user)
    return redirect("inhaalplan_create", pk=plan.deelname_id, nummer=plan.cursusdag.nummer)


def fetch_day(user: User, pk: int, nummer: int) -> tuple[Deelname, Dagwoorden]:
    """A deelname that this person may know of, with one day of it; else 404."""
    rows = Deelname.objects.visible_to(user).select_related("user", "cohort__programma")
    deelname = get_object_or_404(rows, pk=pk)
    stand = stand_of(deelname, nummer)
    if stand is None:
        raise Http404
    return deelname, stand


def _render(
    request: HttpRequest, deelname: Deelname, stand: Dagwoorden, form: InhaalplanForm
) -> HttpResponse:
    user = user_of(request)
    plan = Inhaalplan.objects.for_page().filter(pk=stand.plan.pk).first() if stand.plan else None
    refusal = "" if plan and plan.bijeenkomst_id else refusal_of(deelname, stand)
    is_own = deelname.user_id == user.pk
    context = {
        "deelname": deelname,
        "stand": stand,
        "plan": plan,
        "form": form,
        "refusal": refusal,
        "kandidaten": [] if refusal else candidates(deelname, stand, timezone.localtime()),
        "is_own": is_own,
        "may_agree": may(user, "inhalen.agree_inhaalplan", deelname),
        "may_withdraw": may(user, "inhalen.withdraw_inhaalplan", deelname),
        "may_assign": not is_own,
    }
    return render_form(request, "cohorts/inhalen/inhaalplan_form.html", context)


def _said(plan: Inhaalplan) -> str:
    """What happens now, in a sentence."""
    if plan.is_gepland:
        return f"{plan.deelname.user} is ingepland en krijgt bericht."
    return "Aangevraagd. De coördinator kijkt ernaar; daarna komt er bericht."
