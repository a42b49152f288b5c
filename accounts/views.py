from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts import audit, demo
from accounts.access import user_of
from accounts.canonical import readable
from accounts.forms import CodeRequestForm, MailedCodeForm, PasswordForm
from accounts.models import User
from accounts.ways_in import codes, links
from accounts.ways_in.adapter import too_many
from accounts.ways_in.proof import ProofCode
from accounts.ways_in.wrapped import unprocessable

EXPIRED = "Deze code werkt niet meer. Vraag een nieuwe code aan."
FIFTH = "Dat waren te veel pogingen met deze code. Vraag een nieuwe code aan."
SIGN_IN_PAGE = "account/login.html"


@login_not_required
@unprocessable
def login(request: HttpRequest) -> HttpResponse:
    return _as_sign_in_page(request, account.login(request), "password_form")


@login_not_required
@unprocessable
def request_code(request: HttpRequest) -> HttpResponse:
    return _as_sign_in_page(request, account.request_login_code(request), "code_form")


def _as_sign_in_page(request: HttpRequest, response: HttpResponse, posted: str) -> HttpResponse:
    # allauth shows a page per way of signing in; ours shows all of them, the code first.
    if isinstance(response, TemplateResponse):
        context = response.context_data or {}
        forms = _sign_in_forms(request.GET.get("email", ""))
        if request.method == "POST":
            forms[posted] = context["form"]
        response.template_name = SIGN_IN_PAGE
        response.context_data = context | forms
    return response


def _sign_in_forms(email: str) -> dict[str, Any]:
    return {
        "code_form": CodeRequestForm(initial={"email": email}),
        "password_form": PasswordForm(initial={"login": email}),
        "personas": demo.PERSONAS.values() if settings.DEMO else (),
    }


@login_not_required
@unprocessable
def confirm_code(request: HttpRequest) -> HttpResponse:
    stage = get_pending_stage(request)
    email = stage.state.get("email", "") if stage else ""
    # Whatever a POST calls itself: allauth takes what it may not resend for a guess.
    if stage and request.method == "POST" and "code" in request.POST:
        if not ratelimit.consume(request, action="wrong_code", dry_run=True):
            return _ask_again(request, email, too_many())
        if not _may_guess(request, stage):
            clear_login(request)
            return _ask_again(request, email, FIFTH)
    response = account.confirm_login_code(request)
    if isinstance(response, TemplateResponse):
        mailed = codes.last_mailed(request, email)
        response.context_data = {**(response.context_data or {}), "mailed": mailed}
    return _turned_away(request, response, email) or response


def _turned_away(request: HttpRequest, response: HttpResponse, email: str) -> HttpResponse | None:
    """What allauth sends back to the start stays on a page that says why."""
    to_start = getattr(response, "url", "") == reverse("account_request_login_code")
    if request.method != "POST" or not to_start:
        return None
    # allauth says it above the page too, and there it says to wait.
    often = bool(list(messages.get_messages(request)))
    return _ask_again(request, email, FIFTH if often else EXPIRED)


def _may_guess(request: HttpRequest, stage: LoginStage) -> bool:
    # allauth counts in the session, where guesses that are sent at once overwrite each other.
    key = f"{request.session.session_key} {stage.state.get('at')}"
    return bool(ratelimit.consume(request, action="confirm_login_code", key=key))


def _ask_again(request: HttpRequest, email: str, problem: str) -> HttpResponse:
    form = CodeRequestForm({"email": email})
    form.errors["email"] = form.error_class([problem], renderer=form.renderer)
    context = _sign_in_forms(email) | {"code_form": form}
    return TemplateResponse(request, SIGN_IN_PAGE, context)


@login_not_required
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def inloglink(request: HttpRequest, token: str) -> HttpResponse:
    # Mail scanners follow links: looking shows a button, only pressing it uses the link.
    user = links.use(token) if request.method == "POST" else links.holder_of(token)
    if user is None:
        if request.method == "POST":
            audit.log_refusal(request, how="link", user=None)
        return render(request, "account/inloglink_verlopen.html", status=HTTPStatus.GONE)
    if request.method == "POST":
        clear_login(request)
        record_authentication(request, user, method="code", email=user.email)
        return perform_login(request, user, email=user.email)
    return render(request, "account/inloglink.html", {"holder": user})


@login_not_required
@never_cache
@sensitive_variables("key")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, key: str) -> HttpResponse:
    confirmation = EmailConfirmationHMAC.from_key(key)
    if request.method != "POST" or confirmation is None:
        return render(request, "account/email_confirm.html", {"confirmation": confirmation})
    if confirmation.confirm(request) is None:
        return render(request, "account/email_taken.html", status=HTTPStatus.CONFLICT)
    messages.success(request, f"{readable(confirmation.email_address.email)} is bevestigd.")
    return redirect("account_email" if request.user.is_authenticated else "account_login")


# -- Proof, once inside --------------------------------------------------------------------


def by_mail_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sends who has a second factor on to it: a code in the mail proves nothing for them."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        first = get_adapter(request).get_reauthentication_methods(user_of(request))[0]
        if first["id"] == "mail":
            return view(request, *args, **kwargs)
        return redirect(f"{first['url']}?{urlencode({'next': _next(request)})}")

    return wrapper


@by_mail_only
@require_http_methods(["GET", "HEAD", "POST"])
def reauthenticate_by_mail(request: HttpRequest) -> HttpResponse:
    """The page that asks for the code in the mail, or offers to send one."""
    proof = ProofCode.of(request)
    if request.method != "POST":
        return _proof_page(request, MailedCodeForm() if proof else None)
    if proof is None:
        return _proof_page(request, None, EXPIRED)
    if not proof.may_be_guessed(request):
        proof.forget(request)
        return _proof_page(request, None, too_many())
    form = MailedCodeForm(request.POST, code=proof.code)
    if not form.is_valid():
        audit.log_refusal(request, how="proof code", user=user_of(request))
        return _proof_page(request, form)
    proof.accept(request)
    return resume_request(request) or redirect("mfa_index")


@by_mail_only
@require_POST
def proof_code_create(request: HttpRequest) -> HttpResponse:
    """Mails a code to the own address."""
    if not ProofCode.send(request):
        return _proof_page(request, None, too_many())
    return redirect(f"{reverse('reauthenticate_by_mail')}?{urlencode({'next': _next(request)})}")


def _proof_page(
    request: HttpRequest, form: MailedCodeForm | None, problem: str = ""
) -> HttpResponse:
    others = get_adapter(request).get_reauthentication_methods(user_of(request))
    context = {
        "form": form,
        "problem": problem,
        "next": _next(request),
        "reauthentication_alternatives": [way for way in others if way["id"] != "mail"],
    }
    status = HTTPStatus.OK if request.method in {"GET", "HEAD"} else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "account/reauthenticate_by_mail.html", context, status=status)


def _next(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or ""


@login_not_required
def signup_closed(request: HttpRequest) -> HttpResponse:
    """allauth needs the name; nobody signs up here."""
    raise Http404


@login_not_required
@demo.demo_only
@require_POST
def demo_aanmelding(request: HttpRequest, rol: str) -> HttpResponse:
    if rol not in demo.PERSONAS:
        raise Http404
    user = get_object_or_404(User, email=demo.PERSONAS[rol].email)
    clear_login(request)
    get_adapter().login(request, user)
    request.session["demo"] = True
    return redirect("home")
