"""An organisation that goes on as another one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import require_perm
from accounts.signed_in import user_of
from cohorts.actions.employment import merge_organisatie
from cohorts.forms.membership import SamenvoegingForm
from cohorts.models import Organisatie
from cohorts.views.posted import posted, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def samenvoeging_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "cohorts.add_organisatie")
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
    return render(request, "cohorts/samenvoeging_form.html", context, status=status_of(request))
