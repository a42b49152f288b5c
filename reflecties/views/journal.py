"""The journal as its writer leafs through it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require_perm, user_of
from reflecties.models import Reflectie
from reflecties.questions import opening_for
from reflecties.reading import pages_of
from reflecties.views.writing import blank_form

PAGES_AT_ONCE = 20


@require_safe
def reflectie_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "reflecties.add_reflectie")
    opening = opening_for(user, timezone.now())
    number = _page_number(request)
    start = (number - 1) * PAGES_AT_ONCE
    # One more than is shown says whether there are older ones, without counting them.
    found = Reflectie.objects.written_by(user).for_page().with_delingen()
    rows = list(found[start : start + PAGES_AT_ONCE + 1])
    page_id = uuid4()
    context = {
        "opening": opening,
        "page_id": page_id,
        "form": blank_form(user, page_id, opening),
        "bladzijden": pages_of(rows[:PAGES_AT_ONCE], owner=user),
        "newer": number - 1,
        "older": number + 1 if len(rows) > PAGES_AT_ONCE else 0,
    }
    return render(request, "reflecties/reflectie_list.html", context)


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("bladzijde", "")
    usable = asked.isascii() and asked.isdecimal() and len(asked) < 6
    return max(1, int(asked)) if usable else 1


@require_http_methods(["GET", "HEAD", "POST"])
def reflectie_verwijdering(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = user_of(request)
    mine = Reflectie.objects.written_by(user).for_page()
    reflectie = get_object_or_404(mine, pk=pk)
    require_perm(user, "reflecties.delete_reflectie", reflectie)
    if request.method == "POST":
        reflectie.delete()
        messages.success(request, "Je bladzijde is verwijderd.")
        return redirect("reflectie_list")
    delingen = reflectie.delingen.active()
    context = {"reflectie": reflectie, "delingen": delingen}
    return render(request, "reflecties/reflectie_confirm_delete.html", context)
