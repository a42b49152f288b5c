"""The way back to what somebody had typed when their session turned out to be over."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.words import Words


# Signing in renews the token of the page that waited. This view changes nothing, and it opens
# only what this server sealed, for the person who is signed in.
@csrf_exempt
@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def woorden(request: HttpRequest) -> HttpResponse:
    sealed, user = request.POST.get("woorden", ""), request.user
    if request.method != "POST":
        return render(request, "leergang/woorden_terug.html")
    words = Words.opened(sealed)
    if words is None:
        return render(request, "leergang/woorden_weg.html", status=422)
    if not isinstance(user, User):
        return render(request, "leergang/woorden_wachten.html", {"sealed": sealed}, status=403)
    if not words.belong_to(user):
        context = {"sealed": sealed, "somebody_else": True}
        return render(request, "leergang/woorden_wachten.html", context, status=403)
    return render(request, "leergang/woorden.html", {"words": words})
