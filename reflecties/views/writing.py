"""The writing page and its autosave."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may, require_perm, user_of
from accounts.models import User
from accounts.words import keeps_words
from reflecties.actions import ConflictError, Saved, create_reflectie, rewrite_reflectie
from reflecties.encryption import KeyLostError, UnreadableError
from reflecties.forms import BeginForm, ReflectieForm
from reflecties.models import Deling, Reflectie
from reflecties.questions import Opening, questions_of
from reflecties.reading import text_of

UNABLE = (
    "Je logboek kan nu niet worden geopend om te bewaren. Kopieer je tekst en bel of mail de hulp."
)

GONE = "Deze bladzijde is er niet meer. Met Bewaar zet je je tekst op een nieuwe bladzijde."


def blank_form(user: User, reflectie_id: UUID, opening: Opening | None) -> ReflectieForm:
    """An empty page at the question a journal opens with, or a free page of that day."""
    initial = {"id": reflectie_id, "versie": 0, "eigenaar": user.pk}
    if opening and opening.vraag:
        initial["vraag"] = opening.vraag.pk
    elif opening:
        initial["dag"] = opening.cursusdag.pk
    return ReflectieForm(initial=initial, user=user)


@keeps_words(field="tekst")
@sensitive_post_parameters("tekst")
@require_http_methods(["GET", "HEAD", "POST"])
def reflectie_create(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "reflecties.add_reflectie")
    if request.method == "POST":
        return _store(request, None)
    begin = BeginForm(request.GET, user=user)
    if not begin.is_valid():
        raise Http404
    vraag, dag = begin.cleaned_data["vraag"], begin.cleaned_data["dag"]
    earlier = Reflectie.objects.written_by(user).about(vraag).first() if vraag else None
    if earlier:
        return redirect(earlier)
    initial = {"id": uuid4(), "versie": 0, "eigenaar": user.pk, "vraag": vraag, "dag": dag}
    blank = Reflectie(pk=initial["id"], vraag=vraag, cursusdag=vraag.cursusdag if vraag else dag)
    return _page(request, blank, ReflectieForm(initial=initial, user=user))


@keeps_words(field="tekst")
@sensitive_post_parameters("tekst")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def reflectie_form(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = user_of(request)
    reflectie = Reflectie.objects.written_by(user).for_page().filter(pk=pk).first()
    if reflectie is None:
        return _gone(request)
    require_perm(user, "reflecties.change_reflectie", reflectie)
    if request.method == "POST":
        return _store(request, reflectie)
    try:
        tekst = text_of(reflectie, owner=user)
    except UnreadableError as error:
        context = {"reflectie": reflectie, "lost_key": isinstance(error, KeyLostError)}
        return render(request, "reflecties/reflectie_damaged.html", context, status=422)
    initial = {"id": pk, "versie": reflectie.versie, "eigenaar": user.pk, "tekst": tekst}
    return _page(request, reflectie, ReflectieForm(initial=initial, user=user))


@sensitive_variables()
def _gone(request: HttpRequest) -> HttpResponse:
    """There is no such page (any more): words that were sent to it can go on a new one."""
    user = user_of(request)
    if not request.POST.get("tekst") or not may(user, "reflecties.add_reflectie"):
        raise Http404
    data = request.POST.copy()
    data["id"], data["versie"] = str(uuid4()), "0"
    form = ReflectieForm(data, user=user)
    form.add_error(None, GONE)
    return _page(request, _unsaved(form), form, status=404)


@sensitive_post_parameters("tekst")
@require_POST
def reflectie_tekst(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "reflecties.add_reflectie")
    form = ReflectieForm(request.POST, user=user)
    if not form.is_valid():
        return JsonResponse({"fout": next(iter(form.errors.values()))[0]}, status=422)
    try:
        saved = _write(form, user, pk)
    except ConflictError as conflict:
        return _both_versions(conflict.reflectie, user)
    except Reflectie.DoesNotExist:
        return JsonResponse({"fout": "Deze bladzijde is er niet meer."}, status=404)
    except UnreadableError:
        return JsonResponse({"fout": UNABLE}, status=503)
    return JsonResponse({"versie": saved.versie, "opgeslagen": _clock(saved)})


@sensitive_variables()
def _both_versions(reflectie: Reflectie, user: User) -> JsonResponse:
    other = {
        "versie": reflectie.versie,
        "opgeslagen": _clock(reflectie),
        "tekst": text_of(reflectie, owner=user),
        "url": reflectie.get_absolute_url(),
    }
    return JsonResponse(other, status=409)


def _clock(moment: Saved | Reflectie) -> str:
    return f"om {timezone.localtime(moment.gewijzigd_op):%H.%M} uur"


@sensitive_variables()
def _write(form: ReflectieForm, user: User, reflectie_id: UUID) -> Saved:
    data = form.cleaned_data
    if data["versie"]:
        return rewrite_reflectie(
            reflectie_id=reflectie_id, tekst=data["tekst"], versie=data["versie"], by=user
        )
    return create_reflectie(
        reflectie_id=reflectie_id,
        tekst=data["tekst"],
        vraag=data["vraag"],
        cursusdag=data["dag"],
        by=user,
    )


def _store(request: HttpRequest, reflectie: Reflectie | None) -> HttpResponse:
    """Saves a page that was sent as a plain form."""
    user = user_of(request)
    form = ReflectieForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, reflectie or _unsaved(form), form, status=422)
    try:
        saved = _write(form, user, reflectie.pk if reflectie else form.cleaned_data["id"])
    except ConflictError as conflict:
        return _choice(request, conflict.reflectie)
    except Reflectie.DoesNotExist as gone:
        raise Http404 from gone
    except UnreadableError:
        form.add_error(None, UNABLE)
        return _page(request, reflectie or _unsaved(form), form, status=422)
    return redirect("reflectie_form", pk=saved.reflectie_id)


def _unsaved(form: ReflectieForm) -> Reflectie:
    """The page as it would become, for the words above the text."""
    data = getattr(form, "cleaned_data", {})
    vraag, dag = data.get("vraag"), data.get("dag")
    dag = vraag.cursusdag if vraag else dag
    return Reflectie(pk=data.get("id") or uuid4(), vraag=vraag, cursusdag=dag)


@sensitive_variables()
def _choice(request: HttpRequest, current: Reflectie) -> HttpResponse:
    """Both texts on one page: what was typed, to be saved, and what another window saved."""
    user = user_of(request)
    data = request.POST.copy()
    data["versie"], data["id"] = str(current.versie), str(current.pk)
    other = text_of(current, owner=user)
    return _page(request, current, ReflectieForm(data, user=user), other=other, status=409)


@sensitive_variables()
def _page(
    request: HttpRequest,
    reflectie: Reflectie,
    form: ReflectieForm,
    *,
    status: int = 200,
    other: str | None = None,
) -> HttpResponse:
    context = _around(reflectie, user_of(request)) | {"form": form, "other": other}
    return render(request, "reflecties/reflectie_form.html", context, status=status)


def _around(reflectie: Reflectie, user: User) -> dict[str, Any]:
    """What stands around the text: the day's questions, and with whom it was shared."""
    dag, stored = reflectie.cursusdag, not reflectie._state.adding
    delingen = list(reflectie.delingen.with_reach()) if stored else []
    readers = [deling for deling in delingen if deling.leesbaar]
    return {
        "reflectie": reflectie,
        "page_id": reflectie.pk,
        "stored": stored,
        "questions": questions_of(dag, user) if dag else (),
        "delingen": delingen,
        "readers": readers,
        "who_reads": _who_reads(readers),
    }


def _who_reads(readers: list[Deling]) -> str:
    """Who reads what, in words that stay true while somebody writes on."""
    if not readers:
        return "Alleen jij kunt dit lezen."
    names = get_text_list([deling.met.naam for deling in readers], "en")
    if len(readers) > 1:
        what = f"{names} kunnen lezen wat er stond toen je met hen deelde."
    else:
        moment = timezone.localtime(readers[0].gedeeld_op)
        what = (
            f"{names} kan lezen wat er stond op {date_format(moment, 'j F')} om {moment:%H.%M} uur."
        )
    return f"Deze bladzijde is van jou. {what} Wat je daarna schrijft, leest alleen jij."
