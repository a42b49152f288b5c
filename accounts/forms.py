"""The forms of allauth in our words: labels that say what to type, and no placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import EmailAddress
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm as SecondFactorForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest

from accounts import audit
from accounts.canonical import canonical, validate_plain
from accounts.models import User
from accounts.people.addresses import user_at
from accounts.ways_in import codes
from huisstijl.fields import AddressField, SignsField

ADDRESS = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"}
CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
NEW_PASSWORD = "Minstens 12 tekens. Vier losse woorden of een zin die alleen jij kent, werken goed."  # noqa: S105 -- a hint


def _address_field(**options: Any) -> AddressField:
    """What was typed, as it was typed: allauth's own field makes the Kelvin sign a k."""
    return AddressField(max_length=254, widget=forms.EmailInput(attrs=ADDRESS), **options)


class Plain:
    """Gives the fields of a form of allauth their label and help from `words`."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # of the form
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.words.get(name, (field.label, ""))


# -- Signing in ----------------------------------------------------------------------------


class CodeRequestForm(Plain, account.RequestLoginCodeForm):
    """Asks for an e-mail address; an unknown address is as valid as a known one."""

    email = _address_field()
    words = {"email": ("E-mailadres", "")}
    _user: User | None

    def clean_email(self) -> str:
        """Where the mail goes: the address as it is kept, whatever signs were typed for it."""
        self.cleaned_data["email"] = canonical(self.cleaned_data["email"])
        email: str = super().clean_email()
        self._user = user_at(email)
        return email


class MailedCodeForm(Plain, account.ConfirmLoginCodeForm):
    """The code of a mail; small letters, and dashes or spaces, do not matter."""

    code = SignsField(max_length=60, widget=forms.TextInput(attrs=CODE))
    words = {"code": ("Code uit de mail", "Tien letters, zoals BCDF-GHJK-LM.")}


class CodeForm(MailedCodeForm):
    """Signs in with any code that was mailed to the address this browser asked for."""

    def clean_code(self) -> str:
        request, code = context.request, str(self.cleaned_data["code"])
        stage = get_pending_stage(request)
        user = stage.login.user if stage else None
        if user and codes.take(user, stage.state["email"], code):
            return code
        ratelimit.consume(request, action="wrong_code")
        audit.log_refusal(request, how="code", user=user)
        raise get_adapter(request).validation_error("incorrect_code")


class PasswordForm(Plain, account.LoginForm):
    """E-mail address and password, for who set one."""

    words = {"password": ("Wachtwoord", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _address_field(label="E-mailadres")

    def clean_login(self) -> str:
        return canonical(self.cleaned_data["login"])


class LogsRefusal:
    """A form for a second factor of who got past the first: what it refuses stands in the log."""

    how = "second factor"

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]  # of the form
        if self.is_bound and self.errors:  # type: ignore[attr-defined]  # of the form
            user = getattr(self, "user", None)
            audit.log_refusal(context.request, how=self.how, user=user)


class AppCodeForm(LogsRefusal, Plain, SecondFactorForm):
    """The second factor as digits: of the app, or one of the recovery codes."""

    code = SignsField(widget=forms.TextInput(attrs=CODE))
    words = {"code": ("Code uit je app, of een herstelcode", "")}


class PasskeySignInForm(LogsRefusal, webauthn.LoginWebAuthnForm):
    how = "passkey"


class PasskeySecondForm(LogsRefusal, webauthn.AuthenticateWebAuthnForm):
    how = "passkey"


# -- Once inside ---------------------------------------------------------------------------


class PasswordAgainForm(Plain, account.ReauthenticateForm):
    words = {"password": ("Wachtwoord", "")}


class AppCodeAgainForm(LogsRefusal, Plain, SecondFactorAgainForm):
    code = SignsField(widget=forms.TextInput(attrs=CODE))
    words = {"code": ("Code uit je app, of een herstelcode", "")}


class NewPasswordForm(Plain, account.SetPasswordForm):
    words = {
        "password1": ("Nieuw wachtwoord", NEW_PASSWORD),
        "password2": ("Nog een keer", ""),
    }


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    words = {"oldpassword": ("Huidig wachtwoord", ""), **NewPasswordForm.words}


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    """Mails the link to who signs in with this address; an unconfirmed one is nobody's."""

    email = _address_field()
    words = {"email": ("E-mailadres", "")}

    def clean_email(self) -> str:
        """Where the mail goes: the address as it is kept, whatever signs were typed for it."""
        email = canonical(self.cleaned_data["email"])
        user = user_at(email)
        self.users = [user] if user else []
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Mails a link, as often as is of use; who asks sees the same page each time.

        The links of the earlier mails still work. An unknown address costs the same work.
        """
        email: str = self.cleaned_data["email"]
        if not codes.may_mail_reset(request, email):
            return email
        if self.users:
            return str(super().save(request, **kwargs))
        get_adapter(request).send_mail("account/email/unknown_reset", email, {})
        return email


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    words = NewPasswordForm.words


class AddressForm(Plain, account.AddEmailForm):
    email = _address_field(validators=[validate_plain])
    words = {"email": ("Tweede e-mailadres", "")}

    def clean_email(self) -> str:
        self.cleaned_data["email"] = canonical(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        added = super().save(request)
        get_adapter(request).send_notification_mail(
            "account/email/email_added", self.user, {"added_email": added.email}
        )
        return added


class AppForm(Plain, totp.ActivateTOTPForm):
    code = SignsField(widget=forms.TextInput(attrs=CODE))
    words = {"code": ("Code uit de app", "Zes cijfers die steeds veranderen.")}


class PasskeyForm(Plain, webauthn.AddWebAuthnForm):
    words = {
        "name": ("Naam van de passkey", "Bijvoorbeeld: telefoon, laptop van het werk."),
        "passwordless": (
            "Hiermee log ik ook in zonder code uit de mail",
            "Laat dit aan staan, tenzij je een losse beveiligingssleutel hebt zonder pincode.",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeyNameForm(Plain, webauthn.EditWebAuthnForm):
    words = {"name": ("Naam van de passkey", "")}
