import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts import audit
from accounts.access import user_of
from accounts.models import User
from accounts.people import addresses
from accounts.people.addresses import user_at
from accounts.ways_in import attempts

WRONG_CODE = "Deze code klopt niet. Kijk in de nieuwste mail die je van ons kreeg."
METHODS = {
    "mail": "Met een code in je mail",
    "reauthenticate": "Met je wachtwoord",
    "mfa_reauthenticate": "Met een code uit je app",
    "mfa_reauthenticate:webauthn": "Met een passkey",
}
TOO_MANY = "Dat waren te veel pogingen. Wacht een paar minuten en probeer het opnieuw."
NOT_NOW = "Dit lukt nu even niet. Dat ligt aan ons, niet aan jou. Probeer het zo meteen opnieuw."
OF_A_LIMIT = {"rate_limited", "too_many_login_attempts"}


def too_many() -> str:
    """Why an attempt is refused that no limit let through: one too many, or nobody can count."""
    return TOO_MANY if attempts.can_be_counted() else NOT_NOW


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up: an account exists because somebody was invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is gesloten.",
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "rate_limited": "Dat ging erg snel. Wacht een minuut en probeer het opnieuw.",
        "too_many_login_attempts": TOO_MANY,
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in OF_A_LIMIT and not attempts.can_be_counted():
            return ValidationError(NOT_NOW, code=code)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        audit.log_sign_in(request, user)
        records = get_authentication_records(request, user)
        if any(record.get("email") == user.email for record in records):
            addresses.keep_own(user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        audit.log_refusal(request, how="password", user=user_at(credentials.get("email", "")))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        audit.log_refusal(request, how="closed account", user=user)
        return super().respond_user_inactive(request, user)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Wrong passwords of one network: those of a stranger keep nobody out elsewhere.
        return f"{get_ip(request)} {super()._get_login_attempts_cache_key(request, **credentials)}"

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed = addresses.confirm(email_address)
        if confirmed:
            self.send_notification_mail(
                "account/email/email_confirm",
                email_address.user,
                {"confirmed_email": email_address.email},
            )
        return confirmed

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """The own address stays, the way in that always works; a former one does for a week."""
        return email_address.email not in addresses.own_and_former(email_address.user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells the own address; a change of that address is told at the former one as well."""
        for told in dict.fromkeys(filter(None, (email, user.email))):
            super().send_notification_mail(template_prefix, user, context, told)

    def tell_removed(self, address: str) -> None:
        """Tells an address that was confirmed that it is no way in any more."""
        user, context = user_of(self.request), {"deleted_email": address}
        super().send_notification_mail("account/email/email_deleted", user, context, address)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by allauth: `accounts.urls` says which pages ask, `accounts.proof` what counts."""
        return False

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """How this person may prove who they are; the first one is asked."""
        methods = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        factors = [method for name, method in methods.items() if name.startswith("mfa")]
        if factors or not user.is_authenticated:
            return [{**method, "description": METHODS[method["id"]]} for method in factors]
        mail = {"id": "mail", "url": reverse("reauthenticate_by_mail")}
        by_password = [methods["reauthenticate"]] if "reauthenticate" in methods else []
        return [{**method, "description": METHODS[method["id"]]} for method in (mail, *by_password)]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors in our words; their secrets are encrypted, so that a dump opens no account."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "Deze code klopt niet of is al gebruikt. Neem de nieuwste code uit je app, of een "
            "herstelcode die je nog niet gebruikte."
        ),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's name
        made = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {made + 1}" if made else "Passkey"

    def encrypt(self, text: str) -> str:
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return fernet().decrypt(encrypted_text.encode()).decode()


def fernet() -> MultiFernet:
    """The first key encrypts; an earlier SECRET_KEY still opens what it closed."""
    return MultiFernet([newest_fernet(), *map(_fernet, settings.SECRET_KEY_FALLBACKS)])


def newest_fernet() -> Fernet:
    """The key that encrypts now."""
    return _fernet(settings.SECRET_KEY)


def _fernet(secret_key: str) -> Fernet:
    digest = hashlib.sha256(f"accounts.second_factor:{secret_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
