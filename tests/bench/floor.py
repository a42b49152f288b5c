"""A bare page: the session, three queries (the user is one of them) and two templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from cohorts.models import Cohort, Organisatie


def floor(request: HttpRequest) -> HttpResponse:
    context = {
        "cohorten": list(Cohort.objects.order_by("pk")[:5]),
        "organisaties": list(Organisatie.objects.order_by("pk")[:5]),
    }
    return render(request, "bench/floor.html", context)


urlpatterns = [path("", floor, name="floor")]
