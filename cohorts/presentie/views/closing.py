"""Dag afronden."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import require_perm, user_of
from cohorts.aanwezigheid.actions.closing import last_day_to_mark, open_people
from cohorts.models import Bijeenkomst
from cohorts.posted import render_form
from cohorts.presentie.actions.closing import close_bijeenkomst, refusal_of_closing


@require_http_methods(["GET", "HEAD", "POST"])
def afronding_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bijeenkomst = get_object_or_404(Bijeenkomst.objects.visible_to(user).for_presentie(), pk=pk)
    require_perm(user, "presentie.register_aanwezigheid", bijeenkomst)
    refusal = ""
    if request.method == "POST":
        try:
            close_bijeenkomst(bijeenkomst=bijeenkomst, by=user)
            messages.success(request, "De dag is afgerond. Dank je wel.")
            return redirect("presentie", pk)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    still_open = open_people([bijeenkomst])[bijeenkomst.pk]
    context = {
        "bijeenkomst": bijeenkomst,
        "open": still_open,
        "refusal": refusal or refusal_of_closing(bijeenkomst, still_open),
        "last_day": last_day_to_mark(bijeenkomst.datum),
    }
    return render_form(request, "cohorts/presentie/afronding_form.html", context)
