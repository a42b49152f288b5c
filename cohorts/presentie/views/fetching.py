"""What the pages around presentie have in common: who sends, the day, and its list."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import may, user_of
from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheidswijziging, Dagdeel
from cohorts.models import Bijeenkomst
from cohorts.presentie.list import Presentielijst, presentielijst_of

PAPIER = Aanwezigheidswijziging.Bron.PAPIER


def of_same_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses what a device kept for one person and sends in the session of another: 409.

    A page may stand open while somebody else signs in on the same device.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        meant = request.headers.get("X-Gebruiker")
        if meant is not None and meant != str(user_of(request).pk):
            return HttpResponse(status=HTTPStatus.CONFLICT)
        return view(request, *args, **kwargs)

    return wrapper


def fetch_attended(user: User, pk: int) -> Bijeenkomst:
    """The bijeenkomst whose attendance this person registers; strangers 404, readers 403."""
    reached = Bijeenkomst.objects.attended_to_by(user).for_presentie().with_own_trainer(user)
    attended = reached.filter(pk=pk).first()
    if attended is None:
        known = get_object_or_404(Bijeenkomst.objects.visible_to(user), pk=pk)
        raise PermissionDenied(f"presentie.register_aanwezigheid {known.pk}")
    return attended


def list_for(request: HttpRequest, bijeenkomst: Bijeenkomst, dagdeel: str) -> Presentielijst:
    """The list as this person sees it: reasons and corrections are not for everybody."""
    may_correct = may(user_of(request), "presentie.correct_aanwezigheid")
    return presentielijst_of(
        bijeenkomst,
        dagdeel,
        on_paper=PAPIER in (request.GET.get("bron"), request.POST.get("bron")),
        may_correct=may_correct,
        may_read_reasons=may_correct or bijeenkomst.has_own_trainer,
    )


def posted_dagdeel(request: HttpRequest) -> str:
    """The dagdeel that was posted from; an unknown one is refused by the form, where it matters."""
    dagdeel = request.POST.get("dagdeel")
    return dagdeel if dagdeel in Dagdeel.values else Dagdeel.OCHTEND
