"""Sharing one page with a trainer, taking it back, and reading what was shared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.access import may, require_perm, user_of
from accounts.models import User
from reflecties.actions import ConflictError, share_reflectie
from reflecties.encryption import UnreadableError
from reflecties.forms import DelingForm
from reflecties.models import Deling, Reflectie
from reflecties.reading import shared_text_of, text_of

AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def deling_create(request: HttpRequest, reflectie_pk: UUID) -> HttpResponse:
    user = user_of(request)
    mine = Reflectie.objects.written_by(user).for_page()
    reflectie = get_object_or_404(mine, pk=reflectie_pk)
    require_perm(user, "reflecties.add_deling", reflectie)
    if request.method != "POST":
        form = DelingForm(reflectie=reflectie, user=user, initial={"met": request.GET.get("met")})
        return _deling_page(request, reflectie, form)
    form = DelingForm(request.POST, reflectie=reflectie, user=user)
    if not form.is_valid():
        return _deling_page(request, reflectie, form, status=422)
    try:
        deling = share_reflectie(reflectie=reflectie, by=user, **form.cleaned_data)
    except ConflictError as conflict:
        return _changed_page(request, conflict.reflectie, user)
    except UnreadableError:
        return redirect(reflectie)
    messages.success(request, f"{deling.met} leest wat er nu staat, niet wat je hierna schrijft.")
    return redirect(reflectie)


def _changed_page(request: HttpRequest, reflectie: Reflectie, user: User) -> HttpResponse:
    data = request.POST.copy()
    data["versie"] = str(reflectie.versie)
    form = DelingForm(data, reflectie=reflectie, user=user)
    form.add_error(None, "Je bladzijde is intussen gewijzigd. Lees hieronder wat je nu deelt.")
    return _deling_page(request, reflectie, form, status=409)


@sensitive_variables()
def _deling_page(
    request: HttpRequest, reflectie: Reflectie, form: DelingForm, *, status: int = 200
) -> HttpResponse:
    try:
        tekst = text_of(reflectie, owner=user_of(request))
    except UnreadableError:
        return redirect(reflectie)
    context = {"reflectie": reflectie, "form": form, "tekst": tekst}
    return render(request, "reflecties/deling_form.html", context, status=status)


@require_POST
def deling_intrekking(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = user_of(request)
    mine = Deling.objects.made_by(user).select_related("reflectie", "met")
    deling = get_object_or_404(mine, pk=pk)
    require_perm(user, "reflecties.withdraw_deling", deling)
    deling.withdraw()
    messages.success(request, f"{deling.met} kan niet meer openen wat je deelde.")
    return redirect(deling.reflectie)


@require_safe
def deling_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "reflecties.list_delingen")
    delingen = Deling.objects.visible_to(user).for_list()[:AT_ONCE]
    return render(request, "reflecties/deling_list.html", {"delingen": delingen})


@sensitive_variables()
@require_GET
def deling_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = user_of(request)
    given = Deling.objects.given_to(user).for_detail()
    deling = get_object_or_404(given, pk=pk)
    if not may(user, "reflecties.view_deling", deling):
        return render(request, "reflecties/deling_gone.html", status=410)
    try:
        tekst = shared_text_of(deling)
    except UnreadableError:
        return render(request, "reflecties/deling_damaged.html", {"deling": deling}, status=422)
    deling.mark_read()
    return render(request, "reflecties/deling_detail.html", {"deling": deling, "tekst": tekst})
