"""The code on the screen, and the phone of somebody who scans or types it."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import user_of
from accounts.models import User
from cohorts.aanwezigheid.models import Dagdeel
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.checkin import check_in
from cohorts.presentie.checkin.attendees import (
    Answer,
    Attendee,
    answer_to,
    attendee_at,
    attendees_of,
)
from cohorts.presentie.checkin.code import (
    dagdeel_of_code,
    read_pass,
    refusal_at,
    scan_of,
    sign_pass,
)
from cohorts.presentie.checkin.guessing import PER_DAY, PER_PERSON
from cohorts.presentie.checkin.screen import beamer_of
from cohorts.presentie.forms.checkin import OLD_CODE, IncheckForm
from cohorts.presentie.views.fetching import fetch_attended

# What the session of a browser holds between a scan and the button.
SCAN = "incheck_scan"
PASS_IS_OVER = "Deze pagina stond te lang open. Scan de code nog een keer, of typ hem hieronder."  # noqa: S105 -- a sentence


# -- /bijeenkomsten/<pk>/code/ -------------------------------------------------------------


@require_safe
def incheckcode(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = fetch_attended(user_of(request), pk)
    beamer = beamer_of(bijeenkomst, timezone.now())
    return render(request, "cohorts/presentie/incheckcode.html", {"beamer": beamer})


# -- /inchecken/<pk>/ ----------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def incheck_create(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = Bijeenkomst.objects.for_presentie().filter(pk=pk).first()
    if not isinstance(request.user, User):
        _remember_scan(request, bijeenkomst)
        return redirect_to_login(request.get_full_path())
    attendee = attendee_at(bijeenkomst, request.user) if bijeenkomst else None
    if attendee is None:
        raise Http404
    return _confirm(request, attendee) if request.method == "POST" else _knock(request, attendee)


def _remember_scan(request: HttpRequest, bijeenkomst: Bijeenkomst | None) -> None:
    """A code that holds now is checked now: signing in takes longer than it lives."""
    code, now = request.GET.get("code"), timezone.now()
    if bijeenkomst is None or not code or PER_DAY.is_reached(str(bijeenkomst.pk)):
        return
    if dagdeel := dagdeel_of_code(bijeenkomst, code, now):
        request.session[SCAN] = scan_of(bijeenkomst, dagdeel, now)
    else:
        PER_DAY.count(str(bijeenkomst.pk))


def _knock(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    user, scan = user_of(request), request.session.get(SCAN)
    is_barred = PER_PERSON.is_reached(str(user.pk))
    code = "" if is_barred else request.GET.get("code", "")
    answer = answer_to(attendee, code=code, scan=scan, now=timezone.now())
    context: dict[str, Any] = {"answer": answer, "is_barred": is_barred}
    if answer.is_granted:
        context["signed"] = sign_pass(attendee.bijeenkomst, answer.dagdeel, user_pk=user.pk)
    if answer.is_wrong:
        PER_PERSON.count(str(user.pk))
        context["problem"] = OLD_CODE
    return _page(request, attendee, context)


def _confirm(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    user = user_of(request)
    given = read_pass(request.POST.get("pass", ""), attendee.bijeenkomst, user_pk=user.pk)
    if given is None:
        answer = answer_to(attendee, code="", scan=None, now=timezone.now())
        context = {"answer": answer, "problem": PASS_IS_OVER}
        return _page(request, attendee, context, status=422)
    try:
        is_news = check_in(attendee=attendee, dagdeel=given.dagdeel, kenmerk=given.kenmerk, by=user)
    except ValidationError as error:
        answer = Answer(given.dagdeel, refusal=" ".join(error.messages))
        return _page(request, attendee, {"answer": answer}, status=422)
    request.session.pop(SCAN, None)
    return _welcome(request, attendee, given.dagdeel, is_news=is_news)


def _welcome(
    request: HttpRequest, attendee: Attendee, dagdeel: Dagdeel, *, is_news: bool
) -> HttpResponse:
    if is_news:
        return redirect("incheck_create", attendee.bijeenkomst.pk)
    context = {"answer": Answer(dagdeel, is_present=True), "was_present": True}
    return _page(request, attendee, context)


def _page(
    request: HttpRequest, attendee: Attendee, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {
        "bijeenkomst": attendee.bijeenkomst,
        "is_gast": attendee.plan is not None,
        "form": IncheckForm(attendees=[attendee], now=timezone.now()),
        "was_present": "code" in request.GET,
    }
    return render(request, "cohorts/presentie/incheck.html", shown | context, status=status)


# -- /inchecken/ ---------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def incheck_form(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    attendees = attendees_of(user_of(request), now)
    data = request.POST if request.method == "POST" else None
    form = IncheckForm(data, attendees=attendees, now=now)
    guesser = str(user_of(request).pk)
    if PER_PERSON.is_reached(guesser):
        return _typed(request, form, is_barred=True, status=429 if data is not None else 200)
    if form.is_valid():
        return _typed_right(request, form)
    if form.has_error("code", "old"):
        PER_PERSON.count(guesser)
    return _typed(request, form, status=422 if form.is_bound else 200)


def _typed_right(request: HttpRequest, form: IncheckForm) -> HttpResponse:
    attendee, dagdeel = form.cleaned_data["code"]
    try:
        is_news = check_in(attendee=attendee, dagdeel=dagdeel, kenmerk=uuid4(), by=user_of(request))
    except ValidationError as error:
        form.add_error("code", error)
        return _typed(request, form, status=422)
    return _welcome(request, attendee, dagdeel, is_news=is_news)


def _typed(
    request: HttpRequest, form: IncheckForm, *, status: int, is_barred: bool = False
) -> HttpResponse:
    reasons = [refusal_at(attendee.bijeenkomst, form.now) for attendee in form.attendees]
    context = {
        "form": form,
        "is_barred": is_barred,
        "attendees": form.attendees,
        "reasons": reasons if all(reasons) else [],
    }
    return render(request, "cohorts/presentie/incheck_form.html", context, status=status)
