from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_perm, user_of
from accounts.models import User
from rapportages.actions import record_downloads
from rapportages.files import Report
from rapportages.forms import DownloadForm, FilterForm
from rapportages.models import Inzet, InzetQuerySet
from rapportages.outcomes import hidden_lines
from rapportages.overview import Regel, legend_of, lines_of
from rapportages.page.chips import chips_of
from rapportages.page.columns import columns_of
from rapportages.page.totals import totals_of

PER_PAGE = 25
# Counting the states reads every employee: for a large employer that costs more than it tells.
COUNTED_UP_TO = 1000


@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "rapportages.view_overzicht")
    return _page(request, FilterForm(request.GET, user=user))


@require_POST
def download_create(request: HttpRequest) -> HttpResponseBase:
    user = user_of(request)
    require_perm(user, "rapportages.add_download")
    form = DownloadForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, form)
    days = form.narrow(_own(user)).per_day()
    formaat = form.cleaned_data["formaat"]
    try:
        total = record_downloads(days=days, formaat=formaat, filters=form.filters, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, FilterForm(request.POST, user=user), status=422)
    report = Report(days, total, form.in_words, user, timezone.now())
    return report.response(formaat)


def _own(user: User) -> InzetQuerySet:
    """The own employees of somebody of HR, with what a report says about each."""
    rows = Inzet.objects.managed_by_hr(user)
    return rows.with_voltooiing(timezone.localdate()).with_certificaat()


def _page(request: HttpRequest, form: FilterForm, *, status: int = 200) -> HttpResponse:
    """The overview with these filters; wrong ones are explained and show nobody."""
    if form.names_a_foreign_cohort:
        raise Http404
    own = _own(form.user)
    rows = form.narrow(own) if form.is_valid() else Inzet.objects.none()
    sort = form.cleaned_data.get("sort") or "naam"
    page = Paginator(rows.for_page().sorted_by(sort), PER_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(list(page.object_list), timezone.localdate())
    context = {
        "form": form,
        "page_obj": page,
        **_explained(lines),
        "columns": columns_of(form, sort),
        "query": urlencode(form.chosen) + "&" if form.chosen else "",
        "chosen": form.chosen,
        **_counted(form, own),
    }
    status = status if form.is_valid() else 422
    return render(request, "rapportages/overzicht.html", context, status=status)


def _explained(lines: list[Regel]) -> dict[str, object]:
    """The lines, what their signs mean, and what HR does not see."""
    return {"lines": lines, "legend": legend_of(lines), "hidden": hidden_lines()}


def _counted(form: FilterForm, own: InzetQuerySet) -> dict[str, object]:
    """The totals of everybody, and the chips with what each would show beside these filters."""
    totals = totals_of(own, timezone.localdate(), up_to=COUNTED_UP_TO)
    counts = totals.counts if form.is_valid() else None
    if counts and form.filters.keys() - {"status"}:
        counts = form.narrow_beside_stand(own).counted_per_voltooiing()
    return {"totals": totals, "chips": chips_of(form, counts)}
