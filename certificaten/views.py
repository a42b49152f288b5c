from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_perm, user_of
from certificaten.actions import issue_certificaat
from certificaten.forms import ControleForm
from certificaten.models import Certificaat, Certificaatdocument, read_code
from certificaten.ratelimit import rate_limited
from certificaten.thumbnail import thumbnail_of
from certificaten.verdict import verdicts_of
from cohorts.models import Cohort, Deelname

# -- /cohorten/<cohort_pk>/certificaten/ ---------------------------------------------------


@require_safe
def certificaat_list(request: HttpRequest, cohort_pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.visible_to(user_of(request)), pk=cohort_pk)
    require_perm(user_of(request), "certificaten.add_certificaat")
    return render(request, "certificaten/certificaat_list.html", _list_context(cohort))


@require_POST
def certificaat_create(request: HttpRequest, deelname_pk: int) -> HttpResponse:
    deelname = get_object_or_404(
        Deelname.objects.visible_to(user_of(request)).select_related("cohort", "user"),
        pk=deelname_pk,
    )
    require_perm(user_of(request), "certificaten.add_certificaat")
    try:
        issue_certificaat(deelname=deelname, by=user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        context = _list_context(deelname.cohort)
        return render(request, "certificaten/certificaat_list.html", context, status=422)
    messages.success(request, f"Het certificaat van {deelname.user} is uitgegeven.")
    return redirect("certificaat_list", deelname.cohort_id)


def _list_context(cohort: Cohort) -> dict[str, Any]:
    deelnames = list(cohort.deelnames.by_name())
    for deelname in deelnames:
        deelname.cohort = cohort
    return {"cohort": cohort, "verdicts": verdicts_of(deelnames, timezone.localdate())}


# -- /certificaten/<code>/pdf/ -------------------------------------------------------------


@require_safe
def certificaat_pdf(request: HttpRequest, code: str) -> HttpResponse:
    mine = Certificaat.objects.visible_to(user_of(request))
    certificaat = get_object_or_404(mine, code=read_code(code) or "")
    document = Certificaatdocument.objects.filter(certificaat=certificaat).first()
    if document is None:
        return _wait_for_document(request, certificaat)
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, certificaat.bestandsnaam)
    return _for_who_has_it_not_yet(request, response, document.sha256)


def _for_who_has_it_not_yet(
    request: HttpRequest, response: HttpResponse, sha256: str
) -> HttpResponse:
    """This answer, or 304 to a browser that keeps the same document."""
    response["ETag"] = f'"{sha256}"'
    response["Cache-Control"] = "private, no-cache"
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer or response


def _wait_for_document(request: HttpRequest, certificaat: Certificaat) -> HttpResponse:
    """Says that the PDF is being made; the browser looks again by itself."""
    context = {"certificaat": certificaat}
    response = render(request, "certificaten/certificaat_wordt_gemaakt.html", context, status=202)
    response["Refresh"] = "5"
    return response


# -- /certificaten/<code>/afbeelding/ ------------------------------------------------------


@require_safe
def certificaat_afbeelding(request: HttpRequest, code: str) -> HttpResponse:
    mine = Certificaatdocument.objects.visible_to(user_of(request))
    document = get_object_or_404(mine, certificaat__code=read_code(code) or "")
    kept = HttpResponse(content_type="image/webp")
    answer = _for_who_has_it_not_yet(request, kept, document.sha256)
    if answer.status_code == HTTPStatus.OK:
        answer.content = thumbnail_of(bytes(document.pdf))
    return answer


# -- /controle/ ----------------------------------------------------------------------------


@login_not_required
@never_cache
@require_safe
@rate_limited
def controle_form(request: HttpRequest) -> HttpResponse:
    form = ControleForm(request.GET or None)
    if form.is_valid():
        return redirect("certificaat_controle", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return _unlisted(
        render(request, "certificaten/controle_form.html", {"form": form}, status=status)
    )


@login_not_required
@never_cache
@require_safe
@rate_limited
def certificaat_controle(request: HttpRequest, code: str) -> HttpResponse:
    certificaat = Certificaat.objects.for_controle(read_code(code) or "").first()
    if certificaat is None:
        unknown = {"form": ControleForm(initial={"code": code[:60]})}
        return _unlisted(render(request, "certificaten/onbekend.html", unknown, status=404))
    if code != certificaat.code:
        return _unlisted(redirect(certificaat))
    context = {"certificaat": certificaat}
    return _unlisted(render(request, "certificaten/certificaat_controle.html", context))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keeps a page with somebody's name out of search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
