"""The places where bijeenkomsten are held."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require_perm, user_of
from accounts.models import User
from cohorts.models import Locatie, Organisatie
from cohorts.planning.actions.locaties import save_locatie
from cohorts.planning.forms.locaties import LocatieRecordForm
from cohorts.posted import posted, render_form

PER_PAGE = 30


@require_safe
def locatie_list(request: HttpRequest) -> HttpResponse:
    require_perm(user_of(request), "planning.change_locatie")
    locaties = Locatie.objects.for_list(timezone.localdate())
    page_obj = Paginator(locaties, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cohorts/planning/locatie_list.html", {"page_obj": page_obj})


@require_http_methods(["GET", "HEAD", "POST"])
def locatie_create(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "planning.change_locatie")
    return _answer(request, LocatieRecordForm(posted(request)), user)


@require_http_methods(["GET", "HEAD", "POST"])
def locatie_form(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "planning.change_locatie")
    locatie = get_object_or_404(Locatie.objects.for_list(timezone.localdate()), pk=pk)
    return _answer(request, LocatieRecordForm(posted(request), locatie=locatie), user)


def _answer(request: HttpRequest, form: LocatieRecordForm, user: User) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            locatie = save_locatie(locatie=form.filled_in(), by=user)
        except ValidationError as error:
            form.add_error("naam", error.messages[0])
        else:
            messages.success(request, f"{locatie} is bewaard.")
            return redirect("locatie_list")
    organisaties = Organisatie.objects.existing_on(timezone.localdate())
    context = {"form": form, "organisaties": organisaties}
    return render_form(request, "cohorts/planning/locatie_form.html", context)
