from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
    write_opmerking,
)
from cohorts.presentie.forms.aanwezigheden import (
    AanwezigheidForm,
    OpmerkingForm,
    OverigeForm,
    OverigeIntrekkingForm,
    PersoonForm,
)
from cohorts.presentie.list import Presentielijst
from cohorts.presentie.views.fetching import (
    PAPIER,
    fetch_attended,
    list_for,
    of_same_person,
    posted_dagdeel,
)

PAGE = "cohorts/presentie/presentie.html"


@require_safe
def presentie(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = fetch_attended(user_of(request), pk)
    dagdeel = request.GET.get("dagdeel")
    if dagdeel not in Dagdeel.values:
        dagdeel = bijeenkomst.dagdeel_at(timezone.localtime())
    context = {"lijst": list_for(request, bijeenkomst, dagdeel), "kenmerk": _group(request)}
    return render(request, PAGE, context)


@of_same_person
@require_POST
def aanwezigheid_create(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = fetch_attended(user_of(request), pk)
    lijst = _posted(request, bijeenkomst)
    form = AanwezigheidForm(request.POST, lijst=lijst)
    if not form.is_valid():
        return _refused(request, lijst, form.errors.as_data(), correctie=form)
    try:
        row = register_aanwezigheid(
            bijeenkomst=bijeenkomst, by=user_of(request), **form.cleaned_data
        )
    except ValidationError as error:
        return _refused(request, lijst, {"": [error]}, correctie=form)
    return _marked(request, lijst, row)


@of_same_person
@require_POST
def overige_create(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = fetch_attended(user_of(request), pk)
    form = OverigeForm(request.POST, bijeenkomst=bijeenkomst)
    if not form.is_valid():
        return _refused(request, _posted(request, bijeenkomst), form.errors.as_data())
    try:
        count = register_overige(bijeenkomst=bijeenkomst, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        return _refused(request, _posted(request, bijeenkomst), {"": [error]})
    kenmerk = form.cleaned_data["kenmerk"] if count else None
    lijst = _posted(request, bijeenkomst)
    if not _wants_fragment(request):
        return redirect(f"{_url(lijst)}{f'&overige={kenmerk}' if kenmerk else ''}#stand")
    return render(request, f"{PAGE}#alle", {"lijst": lijst, "count": count, "kenmerk": kenmerk})


@of_same_person
@require_POST
def overige_intrekking(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = fetch_attended(user_of(request), pk)
    form = OverigeIntrekkingForm(request.POST)
    if not form.is_valid():
        return _refused(request, _posted(request, bijeenkomst), form.errors.as_data())
    try:
        count = take_back_overige(bijeenkomst=bijeenkomst, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        return _refused(request, _posted(request, bijeenkomst), {"": [error]})
    lijst = _posted(request, bijeenkomst)
    if not _wants_fragment(request):
        return redirect(f"{_url(lijst)}#stand")
    # Nothing found: the marks did not come in as one tap, or were changed since.
    status = 200 if count else 422
    context = {"lijst": lijst, "count": count, "is_undone": True}
    return render(request, f"{PAGE}#alle", context, status=status)


@require_POST
def opmerking_create(request: HttpRequest, pk: int) -> HttpResponse:
    bijeenkomst = fetch_attended(user_of(request), pk)
    lijst = _posted(request, bijeenkomst)
    form = OpmerkingForm(request.POST, lijst=lijst)
    if not form.is_valid():
        return _refused(request, lijst, form.errors.as_data(), opmerkingform=form)
    deelname, tekst = form.cleaned_data["deelname"], form.cleaned_data["tekst"]
    write_opmerking(bijeenkomst=bijeenkomst, deelname=deelname, tekst=tekst, by=user_of(request))
    return redirect(f"{_url(lijst)}#deelname-{deelname.pk}")


def _posted(request: HttpRequest, bijeenkomst: Bijeenkomst) -> Presentielijst:
    """The list of the dagdeel that was posted from."""
    return list_for(request, bijeenkomst, posted_dagdeel(request))


def _group(request: HttpRequest) -> UUID | None:
    """Which tap for everybody this page comes back from, so that it can be undone."""
    try:
        return UUID(request.GET.get("overige", ""))
    except ValueError:
        return None


def _wants_fragment(request: HttpRequest) -> bool:
    """Whether presentie.js asks; a plain form gets a page."""
    return "HX-Request" in request.headers


def _url(lijst: Presentielijst) -> str:
    paper = f"&bron={PAPIER}" if lijst.is_copied else ""
    return f"{reverse('presentie', args=[lijst.bijeenkomst.pk])}?dagdeel={lijst.dagdeel}{paper}"


def _marked(request: HttpRequest, lijst: Presentielijst, row: Aanwezigheid) -> HttpResponse:
    """Back to the row: that alone for presentie.js, the whole page for a plain form."""
    before = lijst.find(row.deelname_id)
    if before and before.is_gast:
        # The own mark of a gast says something else than the list of the host.
        lijst = _posted(request, lijst.bijeenkomst)
    else:
        lijst = lijst.with_status(row.deelname_id, row.status)
    rij = lijst.find(row.deelname_id)
    if _wants_fragment(request):
        return render(request, f"{PAGE}#een", {"lijst": lijst, "rij": rij, "before": before})
    if rij and lijst.is_closed:
        messages.success(request, f"{rij.naam} staat nu op {rij.label}.")
    return redirect(f"{_url(lijst)}#deelname-{row.deelname_id}")


def _refused(
    request: HttpRequest, lijst: Presentielijst, errors: dict[str, Any], **typed: PersoonForm
) -> HttpResponse:
    """Say why nothing was saved: in the bar at the bottom, or on the whole page without scripts."""
    fouten = [text for found in errors.values() for error in found for text in error.messages]
    context = {"lijst": lijst, "fouten": fouten, **typed}
    if _wants_fragment(request):
        return render(request, f"{PAGE}#geweigerd", context, status=422)
    return render(request, PAGE, context, status=422)
