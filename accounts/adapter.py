from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up: an account exists because somebody was invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is gesloten.",
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar.",
        "incorrect_code": "Deze code klopt niet. Kijk in de nieuwste mail die je van ons kreeg.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "rate_limited": "Dat ging erg snel. Wacht een minuut en probeer het opnieuw.",
        "too_many_login_attempts": (
            "Dat waren te veel pogingen. Wacht een paar minuten en probeer het opnieuw."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
