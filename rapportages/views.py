from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_perm, user_of
from accounts.models import User
from rapportages.actions import record_downloads
from rapportages.files import report_of
from rapportages.forms import DownloadForm, FilterForm
from rapportages.models import Download, Inzet, InzetQuerySet
from rapportages.outcomes import hidden_lines
from rapportages.overview import Regel, legend_of, lines_of
from rapportages.page.chips import chips_of
from rapportages.page.columns import columns_of
from rapportages.page.log import logged
from rapportages.page.totals import totals_of

PER_PAGE = 25
# Counting the states reads every employee: for a large employer that costs more than it tells.
COUNTED_UP_TO = 1000


@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "rapportages.view_overzicht")
    return _page(request, FilterForm(request.GET, user=user))


@require_safe
def inzet_detail(request: HttpRequest, inzet_pk: int) -> HttpResponse:
    """One own employee in one cohort: what the overview says of that person, day by day."""
    user = user_of(request)
    require_perm(user, "rapportages.view_overzicht")
    inzet = get_object_or_404(_own(user).with_code().for_page(), pk=inzet_pk)
    (line,) = lines_of([inzet], timezone.localdate())
    context = {"line": line, "hidden": hidden_lines()}
    return render(request, "rapportages/inzet_detail.html", context)


@require_safe
def download_list(request: HttpRequest) -> HttpResponse:
    """Who took which files of the own organisations out of the house."""
    user = user_of(request)
    require_perm(user, "rapportages.view_download")
    rows = Download.objects.managed_by_hr(user).for_list()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "downloads": logged(list(page.object_list))}
    return render(request, "rapportages/download_list.html", context)


@require_POST
def download_create(request: HttpRequest) -> HttpResponseBase:
    user = user_of(request)
    require_perm(user, "rapportages.add_download")
    form = DownloadForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, form)
    soort, formaat = form.cleaned_data["soort"], form.cleaned_data["formaat"]
    report = report_of(soort, formaat)
    rows = report.rows_from(form.narrow(_own(user)), form.periode)
    asked = {"soort": soort, "formaat": formaat, "filters": form.filters}
    try:
        total = record_downloads(rows=rows, by=user, **asked)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, FilterForm(request.POST, user=user), status=422)
    return report(rows, total, form.in_words, user, timezone.now(), form.periode).response(formaat)


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
    people = rows.for_page().sorted_by(form.order)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(list(page.object_list), timezone.localdate())
    context = {
        "form": form,
        "page_obj": page,
        **_explained(lines),
        "query": urlencode(form.chosen) + "&" if form.chosen else "",
        "chosen": form.chosen,
        **_kinds(request),
        **_counted(form, own),
    }
    status = status if form.is_valid() else 422
    return render(request, "rapportages/overzicht.html", context, status=status)


def _kinds(request: HttpRequest) -> dict[str, object]:
    """What a line of a file can be about, and what was chosen."""
    soort = request.POST.get("soort") or Download.Soort.DAG
    return {"soort": soort, "soorten": Download.Soort.choices}


def _explained(lines: list[Regel]) -> dict[str, object]:
    """The lines, what their signs mean, and what HR does not see."""
    return {"lines": lines, "legend": legend_of(lines), "hidden": hidden_lines()}


def _counted(form: FilterForm, own: InzetQuerySet) -> dict[str, object]:
    """The totals of everybody, and the chips with what each would show beside these filters."""
    totals = totals_of(own, timezone.localdate(), up_to=COUNTED_UP_TO)
    counts = totals.counts if form.is_valid() else None
    if counts and form.filters.keys() - {"status"}:
        counts = form.narrow_beside_stand(own).counted_per_voltooiing()
    return {"totals": totals, "chips": chips_of(form, counts), "columns": columns_of(form)}
