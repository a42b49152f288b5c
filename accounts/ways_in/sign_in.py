"""What allauth is told about signing in; `leergang.settings` takes all of it over."""

ACCOUNT_ADAPTER = "berichten.adapter.OutboxAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up; the list also says that signing in may be done with a password.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# No mail goes to an unknown address: the adapter only takes as long as for a known one.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Ten minutes for the code; twenty for the link in the same mail, which survives a slow mail server,
# and for a link that resets a password; ten more to show a second factor.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
PASSWORD_RESET_TIMEOUT = 20 * 60
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
# Ten of allauth's twenty consonants: 43 bits, and no word can come out.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": False, "dashed": True, "length": 10}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_FORMS = {
    "login": "accounts.forms.PasswordForm",
    "request_login_code": "accounts.forms.CodeRequestForm",
    "confirm_login_code": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
    "set_password": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "add_email": "accounts.forms.AddressForm",
}
# What somebody who knows this product or the season tries first in a password.
GUESSABLE_WORDS = (
    *("leergang", "ambtelijk", "vakmanschap", "beroepseer", "stichting", "cursus", "logboek"),
    *("ambtenaar", "gemeente", "gemeentehuis", "stadhuis", "deelnemer", "trainer", "certificaat"),
    *("wachtwoord", "password", "welkom", "geheim", "inloggen", "koffie", "vakantie", "nederland"),
    *("lente", "voorjaar", "zomer", "herfst", "najaar", "winter", "januari", "februari", "maart"),
    *("april", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
)
MFA_FORMS = {
    "authenticate": "accounts.forms.AppCodeForm",
    "authenticate_webauthn": "accounts.forms.PasskeySecondForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
    "reauthenticate": "accounts.forms.AppCodeAgainForm",
    "activate_totp": "accounts.forms.AppForm",
    "add_webauthn": "accounts.forms.PasskeyForm",
    "edit_webauthn": "accounts.forms.PasskeyNameForm",
}
# A town hall is one address on the internet: limits per network ("ip") allow a whole group at once.
# Limits per person ("key") stop guessing; each holds for one network, so that a stranger elsewhere
# keeps nobody out.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    # A guess at a password costs up to a second of processor time: the narrowest per address.
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "60/m/ip",
    "reset_password": "60/m/ip",
    "reset_password_from_key": "60/m/ip",
    # Mails with a code or a link to one address: for one network, and for all networks together.
    "mail_code_here": "5/10m/key",
    "mail_code": "20/10m/key",
    "mail_reset_here": "5/10m/key",
    "mail_reset": "20/10m/key",
    # Guesses at one code, counted beside ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS.
    "confirm_login_code": "5/20m/key",
    # Wrong codes of one network, whichever address it asked for.
    "wrong_code": "30/10m/ip",
    # A code to the own address, for who is signed in and must prove it again.
    "proof_code": "3/m/user,10/h/user",
    # Each second address that somebody adds is a mail to whoever reads there.
    "manage_email": "10/h/user",
}
# How old proof may be before something changes about how somebody gets in (accounts.proof).
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "accounts.ways_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Leergang Ambtelijk Vakmanschap"
# Made against strangers who sign up with somebody's address; here nobody signs up.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
