"""The sign-in sheet on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import require_perm, user_of
from cohorts.models import Bijeenkomst
from cohorts.presentie import pdf
from cohorts.presentie.paper import sheet_of


@require_safe
def presentielijst_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    reachable = Bijeenkomst.objects.visible_to(user).for_presentie()
    bijeenkomst = get_object_or_404(reachable, pk=pk)
    require_perm(user, "presentie.register_aanwezigheid", bijeenkomst)
    _, document = pdf.render(sheet_of(bijeenkomst))
    name = f"presentielijst-dag-{bijeenkomst.cursusdag.nummer}-{bijeenkomst.datum}.pdf"
    response = HttpResponse(document, content_type="application/pdf")
    # Shown in the browser, from where it is printed; no copy stays behind in between.
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
