from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.demo import demo_only
from berichten import postvak


@login_not_required
@require_safe
@demo_only
def demo_postvak(request: HttpRequest) -> HttpResponse:
    return render(request, "berichten/postvak.html", {"berichten": postvak.newest(limit=100)})


@login_not_required
@require_safe
@demo_only
def demo_bericht(request: HttpRequest, naam: str) -> HttpResponse:
    bericht = postvak.read(naam)
    if bericht is None:
        raise Http404
    return render(request, "berichten/postvakbericht.html", {"bericht": bericht})
