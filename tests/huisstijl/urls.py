"""The platform's own addresses, and one page with every part on it."""

from types import SimpleNamespace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from huisstijl import thema
from leergang.context import NavItem, Page
from leergang.urls import urlpatterns as platform
from tests.huisstijl.forms import EveryKind, WithLayout, invalid

NAV = (
    NavItem("Mijn leergang", "Leergang", "poort", "/", current=True),
    NavItem("Logboek", "Logboek", "boek", "/logboek/", current=False),
    NavItem("Mijn groepen", "Groepen", "mensen", "/cohorten/", current=False),
)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    # Only the frame asks who is there: nobody is signed in and nothing is read.
    request.user = SimpleNamespace(is_authenticated=True, voornaam="Anna", initialen="AJ")
    context = {
        "page": Page(nav=NAV, thema_url="/thema/2.css", organisatie="Gemeente Zutphen", demo=True),
        "page_obj": Paginator(range(60), 20).page(2),
        "form": EveryKind(),
        "invalid_form": invalid(),
    }
    return render(request, "huisstijl/gallery.html", context)


@login_not_required
def form_page(request: HttpRequest) -> HttpResponse:
    """A form that comes back with status 422, as every form of the platform does."""
    form = WithLayout(request.POST or None, request.FILES or None)
    status = 200 if request.method == "GET" or form.is_valid() else 422
    return render(request, "huisstijl/form.html", {"form": form}, status=status)


@login_not_required
def messages_page(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Je afmelding is bewaard.")
    messages.error(request, "Dat lukte <niet>.")
    return render(request, "huisstijl/form.html", {"form": EveryKind()})


@login_not_required
def colours(request: HttpRequest) -> HttpResponse:
    return HttpResponse(thema.stylesheet("#154273"), content_type="text/css")


urlpatterns = [
    path("thema/2.css", colours),
    path("gallery/", gallery),
    path("form/", form_page),
    path("messages/", messages_page),
    *platform,
]
