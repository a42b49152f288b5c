"""Who leads a cohort, from when and until when."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from cohorts.fetching import fetch_planned
from cohorts.models import Cohort, Trainerschap
from cohorts.planning.actions.trainers import assign_trainer
from cohorts.planning.cover import cover_of
from cohorts.planning.double_bookings import double_bookings_of
from cohorts.planning.forms.trainers import EindeForm, TrainerschapForm
from cohorts.posted import posted, render_form
from cohorts.steps import steps_of


@require_http_methods(["GET", "HEAD", "POST"])
def trainerschap_list(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    cohort = fetch_planned(user, pk)
    form = TrainerschapForm(posted(request))
    if request.method == "POST" and form.is_valid():
        vanaf, telefoon = form.cleaned_data["vanaf"], form.cleaned_data["telefoon"]
        try:
            row = assign_trainer(
                cohort=cohort, persoon=form.persoon(), vanaf=vanaf, telefoon=telefoon, by=user
            )
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, f"{row.user} is trainer van {cohort}.")
            for clash in double_bookings_of(row):
                messages.warning(request, clash.sentence)
            return redirect("trainerschap_list", pk=cohort.pk)
    return _render_trainers(request, cohort, form=form)


@require_POST
def trainerschap_einde(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    trainerschap = get_object_or_404(Trainerschap.objects.visible_to(user), pk=pk)
    cohort = fetch_planned(user, trainerschap.led_cohort_id)
    form = EindeForm(request.POST, trainerschap=trainerschap)
    if not form.is_valid():
        return _render_trainers(request, cohort, form=TrainerschapForm(), einde=form)
    trainerschap.end(form.cleaned_data["tot_en_met"])
    messages.success(request, f"De laatste dag van {trainerschap.user} is bewaard.")
    return redirect("trainerschap_list", pk=cohort.pk)


def _render_trainers(
    request: HttpRequest, cohort: Cohort, *, form: TrainerschapForm, einde: EindeForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    led_by = list(Trainerschap.objects.leading_cohort(cohort))
    forms = [
        einde if einde and einde.trainerschap == row else EindeForm(trainerschap=row)
        for row in led_by
    ]
    context = {
        "cohort": cohort,
        "form": form,
        "rows": [row for row in forms if not row.trainerschap.bijeenkomst_id],
        "vervangingen": [row for row in forms if row.trainerschap.bijeenkomst_id],
        "dagen": cover_of(cohort, led_by, today),
        "known": Trainerschap.objects.people(),
        "today": today,
        "steps": steps_of(cohort, "trainerschap_list", today),
    }
    return render_form(request, "cohorts/planning/trainerschap_list.html", context)
