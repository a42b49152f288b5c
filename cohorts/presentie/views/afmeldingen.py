"""An afmelding for a day: sending it, and taking it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from accounts.models import User
from accounts.words import keeps_words
from cohorts.aanwezigheid.models import Afmelding
from cohorts.aanwezigheid.models.gasten import coming_to, known_to
from cohorts.models import Bijeenkomst, Deelname
from cohorts.posted import answered, posted, render_form, written_by
from cohorts.presentie.actions.afmeldingen import create_afmelding, withdraw_afmelding
from cohorts.presentie.afmeldingen import refusal_of_afmelding
from cohorts.presentie.forms.afmeldingen import AfmeldingForm


@keeps_words(field="toelichting")
@require_http_methods(["GET", "HEAD", "POST"])
def afmelding_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    bijeenkomst, deelname = _own_day(user, pk)
    form = written_by(user, AfmeldingForm(posted(request), bijeenkomst=bijeenkomst))
    if request.method == "POST" and form.is_valid():
        try:
            create_afmelding(deelname=deelname, bijeenkomst=bijeenkomst, by=user, **form.words())
            return redirect("afmelding_create", pk)
        except ValidationError as error:
            form.add_error(None, error)
    own = Afmelding.objects.geldig().of_deelname(deelname)
    context = {
        "form": form,
        "bijeenkomst": bijeenkomst,
        "deelname": deelname,
        "afmelding": own.for_bijeenkomst(bijeenkomst).first(),
        "refusal": refusal_of_afmelding(bijeenkomst),
    }
    return render_form(request, "cohorts/presentie/afmelding_form.html", context)


@require_POST
def afmelding_intrekking(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    afmelding = get_object_or_404(Afmelding.objects.of_user(user), pk=pk)
    with answered(request, "Je afmelding is ingetrokken. We rekenen weer op je."):
        withdraw_afmelding(afmelding=afmelding, by=user)
    return redirect("afmelding_create", afmelding.bijeenkomst_id)


def _own_day(user: User, pk: int) -> tuple[Bijeenkomst, Deelname]:
    """A day at which this person is expected; who only knows of it is refused."""
    bijeenkomst = get_object_or_404(known_to(user).for_page(), pk=pk)
    deelname = coming_to(bijeenkomst).of_user(user).for_home().first()
    if deelname is None:
        raise PermissionDenied(f"afmelding_create {pk}")
    return bijeenkomst, deelname
