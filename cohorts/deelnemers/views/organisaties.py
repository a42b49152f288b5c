"""Organisations: the list, a new one, and one that goes on as another."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require_perm, user_of
from cohorts.deelnemers.actions.employment import merge_organisatie
from cohorts.deelnemers.actions.organisaties import create_organisatie
from cohorts.deelnemers.forms.organisaties import OrganisatieForm, SamenvoegingForm
from cohorts.models import Organisatie
from cohorts.posted import posted, render_form

PER_PAGE = 30


@require_safe
def organisatie_list(request: HttpRequest) -> HttpResponse:
    require_perm(user_of(request), "deelnemers.add_organisatie")
    naam = request.GET.get("naam", "").replace("\0", "").strip()
    organisaties = Organisatie.objects.named(naam).with_cohort_count()
    page_obj = Paginator(organisaties, PER_PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'naam': naam})}&" if naam else ""
    context = {"page_obj": page_obj, "naam": naam, "query": query}
    return render(request, "cohorts/deelnemers/organisatie_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def organisatie_create(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "deelnemers.add_organisatie")
    form = OrganisatieForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            organisatie = create_organisatie(**form.cleaned_data, by=user)
        except ValidationError as error:
            form.add_error("naam", error)
        else:
            messages.success(request, f"{organisatie} staat in de lijst.")
            return redirect("organisatie_list")
    context = {"form": form}
    return render_form(request, "cohorts/deelnemers/organisatie_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def samenvoeging_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "deelnemers.add_organisatie")
    organisatie = get_object_or_404(Organisatie, pk=pk)
    form = SamenvoegingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            merge_organisatie(organisatie=organisatie, by=user, **data)
        except ValidationError as error:
            form.add_error("opvolger", error)
        else:
            messages.success(request, f"{organisatie} gaat verder als {data['opvolger']}.")
            return redirect("organisatie_list")
    organisaties = Organisatie.objects.existing_on(timezone.localdate()).exclude(pk=pk)
    context = {"form": form, "organisatie": organisatie, "organisaties": organisaties}
    return render_form(request, "cohorts/deelnemers/samenvoeging_form.html", context)
