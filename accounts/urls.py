"""Sign-in and security: those pages of allauth that we use, under its names, and our own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from accounts import views
from accounts.ways_in.proof import asks_proof, asks_proof_of_acts
from accounts.ways_in.turns import one_at_a_time
from accounts.ways_in.wrapped import (
    leaves_nothing,
    only_confirmed_as_own,
    shows_second_factor,
    tells_removed_address,
    unprocessable,
)

# Before somebody is in.
entrance = [
    path("login/", views.login, name="account_login"),
    path("login/code/", views.request_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_code, name="account_confirm_login_code"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/stap-2/", unprocessable(mfa.authenticate), name="mfa_authenticate"),
    path("link/<str:token>/", views.inloglink, name="inloglink"),
    path("logout/", leaves_nothing(account.logout), name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("signup/", views.signup_closed, name="account_signup"),
]

password = [
    path("", asks_proof(unprocessable(account.password_change)), name="account_change_password"),
    path("nieuw/", asks_proof(unprocessable(account.password_set)), name="account_set_password"),
    path("herstel/", unprocessable(account.password_reset), name="account_reset_password"),
    path("herstel/mail/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^herstel/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        unprocessable(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "herstel/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

email = [
    path(
        "",
        asks_proof_of_acts(
            one_at_a_time(
                only_confirmed_as_own(tells_removed_address(unprocessable(account.email)))
            )
        ),
        name="account_email",
    ),
    re_path(
        r"^bevestiging/(?P<key>[-:\w]+)/$", views.confirm_address, name="account_confirm_email"
    ),
]

security = [
    path("", mfa.index, name="mfa_index"),
    path("nogmaals/", unprocessable(account.reauthenticate), name="account_reauthenticate"),
    path("nogmaals/mail/", views.reauthenticate_by_mail, name="reauthenticate_by_mail"),
    path("nogmaals/mail/code/", views.proof_code_create, name="proof_code_create"),
    path("nogmaals/code/", unprocessable(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "nogmaals/passkey/",
        unprocessable(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "app/aanzetten/",
        asks_proof(one_at_a_time(unprocessable(shows_second_factor(totp.activate_totp)))),
        name="mfa_activate_totp",
    ),
    path(
        "app/uitzetten/",
        asks_proof(unprocessable(totp.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path("herstelcodes/", asks_proof(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "herstelcodes/nieuw/",
        asks_proof(unprocessable(codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "herstelcodes/download/",
        asks_proof(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(
        "passkeys/nieuw/",
        asks_proof(unprocessable(shows_second_factor(webauthn.add_webauthn))),
        name="mfa_add_webauthn",
    ),
    path(
        "passkeys/<int:pk>/naam/",
        asks_proof(unprocessable(webauthn.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/verwijderen/",
        asks_proof(unprocessable(webauthn.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
]

urlpatterns = [
    path("account/", include(entrance)),
    path("account/wachtwoord/", include(password)),
    path("account/e-mail/", include(email)),
    path("account/beveiliging/", include(security)),
    path("account/apparaten/", sessions.list_usersessions, name="usersessions_list"),
    path("demo/aanmelding/<str:rol>/", views.demo_aanmelding, name="demo_aanmelding"),
]
