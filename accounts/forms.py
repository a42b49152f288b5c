from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms

from accounts.addresses import user_at
from accounts.models import User

ADDRESS = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"}


class CodeRequestForm(RequestLoginCodeForm):
    """Asks for an e-mail address; an unknown address is as valid as a known one."""

    email = forms.EmailField(
        label="E-mailadres", max_length=254, widget=forms.EmailInput(attrs=ADDRESS)
    )
    _user: User | None

    def clean_email(self) -> str:
        email: str = super().clean_email()  # counts the request against the limits
        self._user = user_at(email)
        return email


class CodeForm(ConfirmLoginCodeForm):
    """The six digits of the mail; spaces that came along in the copy do not matter."""

    code = forms.CharField(
        label="Code van zes cijfers",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasswordForm(LoginForm):
    """E-mail address and password, for who set one."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label="E-mailadres", widget=forms.EmailInput(attrs=ADDRESS)
        )
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
