"""A list that waits: its preview, and what a coördinator says of its sheets and rows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from accounts.models import User
from cohorts.deelnemers.actions.lists import (
    answer_question,
    choose_blad,
    correct_row,
    judge_deelnemerimport,
    withdraw_answers,
)
from cohorts.deelnemers.forms.lists import KolommenForm
from cohorts.deelnemers.forms.rows import RijForm
from cohorts.deelnemers.lists.faults import CONTENT_TYPE, write_faults
from cohorts.deelnemers.lists.judging import LEFT_OUT, JudgedRow
from cohorts.deelnemers.lists.preview import Preview
from cohorts.deelnemers.lists.rows import FirstRows, missing_columns
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.fetching import fetch_planned
from cohorts.posted import render_form
from cohorts.steps import steps_of

ROWS_PER_PAGE = 100


@require_POST
def deelnemerimport_blad(request: HttpRequest, cohort_pk: int, pk: int) -> HttpResponse:
    deelnemerimport = waiting_import(user_of(request), cohort_pk, pk)
    if deelnemerimport.bevestigd_op:
        return already_done(request, deelnemerimport)
    choose_blad(deelnemerimport=deelnemerimport, naam=request.POST.get("blad", ""))
    return redirect(deelnemerimport)


@require_POST
def rij_verbetering(request: HttpRequest, cohort_pk: int, pk: int, nummer: int) -> HttpResponse:
    """Type over one row; what is wrong with it is said in the preview, with what was typed."""
    deelnemerimport = waiting_import(user_of(request), cohort_pk, pk)
    if deelnemerimport.bevestigd_op:
        return already_done(request, deelnemerimport)
    _row_of(deelnemerimport, nummer)
    form = RijForm(request.POST, nummer=nummer)
    if not form.is_valid():
        return render_preview(request, deelnemerimport, wrong=(nummer, form))
    correct_row(deelnemerimport=deelnemerimport, nummer=nummer, cells=form.cleaned_data)
    return _back_to(request, deelnemerimport, nummer)


@require_POST
def rij_antwoord(request: HttpRequest, cohort_pk: int, pk: int, nummer: int) -> HttpResponse:
    """Answer the question about a row, leave it out, or take either back."""
    deelnemerimport = waiting_import(user_of(request), cohort_pk, pk)
    if deelnemerimport.bevestigd_op:
        return already_done(request, deelnemerimport)
    row, antwoord = _row_of(deelnemerimport, nummer), request.POST.get("antwoord", "")
    question = row.question
    if antwoord == "terug":
        withdraw_answers(deelnemerimport=deelnemerimport, nummer=nummer)
    elif antwoord == LEFT_OUT or (question and antwoord == question.key):
        answer_question(deelnemerimport=deelnemerimport, nummer=nummer, key=antwoord)
    elif question and question.address and antwoord == "adres":
        cells = vars(row.persoon) | {"email": question.address}
        correct_row(deelnemerimport=deelnemerimport, nummer=nummer, cells=cells)
    return _back_to(request, deelnemerimport, nummer)


@require_safe
def fouten_download(request: HttpRequest, cohort_pk: int, pk: int) -> HttpResponse:
    deelnemerimport = waiting_import(user_of(request), cohort_pk, pk)
    if deelnemerimport.bevestigd_op:
        raise Http404
    judged = judge_deelnemerimport(deelnemerimport)
    response = HttpResponse(write_faults(deelnemerimport.rijen, judged), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="niet-toegevoegd.xlsx"'
    return response


def waiting_import(user: User, cohort_pk: int, pk: int) -> Deelnemerimport:
    """A list of this cohort, when this person plans it; confirmed ones too."""
    cohort = fetch_planned(user, cohort_pk)
    return get_object_or_404(Deelnemerimport.objects.for_page(), cohort=cohort, pk=pk)


def already_done(request: HttpRequest, deelnemerimport: Deelnemerimport) -> HttpResponse:
    """To the cohort, from another tab or a step back: its people are in it."""
    messages.info(request, "Deze lijst is al verwerkt.")
    return redirect(deelnemerimport.cohort)


def render_preview(
    request: HttpRequest,
    deelnemerimport: Deelnemerimport,
    wrong: tuple[int, RijForm] | None = None,
    **context: object,
) -> HttpResponse:
    """What stands on a list; `wrong` is a row that was typed over with a fault in it."""
    preview = Preview(deelnemerimport, judge_deelnemerimport(deelnemerimport))
    page = Paginator(preview.rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_surroundings(deelnemerimport),
        "deelnemerimport": deelnemerimport,
        "preview": preview,
        "page_obj": page,
        "lines": [(row, _form_of(row, wrong, request.GET.get("rij"))) for row in page],
        **context,
    }
    return render_form(request, "cohorts/deelnemers/deelnemerimport_detail.html", context)


def _surroundings(deelnemerimport: Deelnemerimport) -> dict[str, object]:
    rijen, kolommen = deelnemerimport.rijen, deelnemerimport.kolommen
    return {
        "form": KolommenForm(table=rijen, initial=kolommen),
        "missing": missing_columns(kolommen),
        "first_rows": FirstRows.of(rijen),
        "steps": steps_of(deelnemerimport.cohort, "deelnemerimport_create", timezone.localdate()),
    }


def _form_of(
    row: JudgedRow, wrong: tuple[int, RijForm] | None, asked: str | None
) -> RijForm | None:
    """The form to mend a row with: of rows that need it, and of the one that was asked for."""
    if wrong and wrong[0] == row.nummer:
        return wrong[1]
    is_asked = asked == str(row.nummer)
    if row.left_out or not (row.fouten or row.is_open or row.doubts or is_asked):
        return None
    return RijForm(nummer=row.nummer, persoon=row.persoon, is_asked=is_asked)


def _row_of(deelnemerimport: Deelnemerimport, nummer: int) -> JudgedRow:
    judged = judge_deelnemerimport(deelnemerimport)
    row = next((row for row in judged if row.nummer == nummer), None)
    if row is None:
        raise Http404
    return row


def _back_to(request: HttpRequest, deelnemerimport: Deelnemerimport, nummer: int) -> HttpResponse:
    """To this row on the page that the answer came from, to see what became of it."""
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() else ""
    return redirect(f"{deelnemerimport.get_absolute_url()}{query}#rij-{nummer}")
