# ruff: noqa: E501 -- a table reads best as a table
"""Who gets what at which address: one row per URL and method, one column per person.

200 shown · 202 accepted · 204 done · 302 sent on (anonymous: to the sign-in) · 403 known but not
allowed · 404 does not exist for you · 405 other method · 422 shown again with a message.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.world import World

COLUMNS = (
    "anoniem",
    "anna",
    "bas",
    "vreemd",
    "carla",
    "dirk",
    "vervanger",
    "els",
    "hanna",
    "henk",
    "beheerder",
    "niemand",
)


@dataclass(frozen=True)
class Row:
    """One URL name with one method, and the status for everybody."""

    method: str
    name: str
    expected: str
    args: Callable[[World], list[Any]] = lambda world: []
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.name}{self.query}"

    def url(self, world: World) -> str:
        return reverse(self.name, args=self.args(world)) + self.query

    @property
    def statuses(self) -> dict[str, int]:
        return dict(zip(COLUMNS, map(int, self.expected.split()), strict=True))


def _cohort(world: World) -> list[Any]:
    return [world.cohort.pk]


def _bijeenkomst(world: World) -> list[Any]:
    return [world.bijeenkomst.pk]


def _dag(world: World) -> list[Any]:
    return [world.cohort.pk, 5]


def _dag_van_deelname(world: World) -> list[Any]:
    return [world.deelname.pk, 4]


def _import(world: World) -> list[Any]:
    return [world.cohort.pk, world.deelnemerimport.pk]


def _rij(world: World) -> list[int]:
    """The first person on that list stands in its second row."""
    return [*_import(world), 2]


def _reflectie(world: World) -> list[Any]:
    return [world.reflectie.pk]


def _deling(world: World) -> list[Any]:
    return [world.deling.pk]


def _deelname(world: World) -> list[Any]:
    return [world.deelname.pk]


def _code(world: World) -> list[Any]:
    return [world.certificaat.code]


def _bericht(world: World) -> list[Any]:
    return [world.cast["anna"].berichten.get(soort="certificaat").pk]


def _voorbereiding(world: World) -> list[Any]:
    return [world.bijeenkomst.cursusdag.voorbereidingen.first().pk]


def _organisatie(world: World) -> list[Any]:
    return [world.cohort.organisatie_id]


OTHERS = len(COLUMNS) - 1
EVERYBODY = "200 " + " ".join(["200"] * OTHERS)
NOT_READY = "503 " + " ".join(["503"] * OTHERS)
NOBODY = "404 " + " ".join(["404"] * OTHERS)
SIGNED_IN = "302 " + " ".join(["200"] * OTHERS)
# To the sign-in, to a question for the password again, or to where one already is.
SENT_ON = "302 " + " ".join(["302"] * OTHERS)

# fmt: off
#                                            anon anna bas  vrmd carl dirk verv els  hann henk beh  niem
MATRIX = (
    Row("GET", "toegankelijkheid", EVERYBODY),
    Row("GET", "privacy", EVERYBODY),
    Row("GET", "woorden",                     "200 200 200 200 200 200 200 200 200 200 200 200"),
    Row("POST", "woorden",                    "422 422 422 422 422 422 422 422 422 422 422 422"),
    Row("GET", "hulp", EVERYBODY),
    Row("GET", "healthz", EVERYBODY),
    # No worker and no scheduler runs beside a test.
    Row("GET", "readyz", NOT_READY),
    Row("GET", "readyz_web", EVERYBODY),
    Row("GET", "metrics", NOBODY),
    Row("GET", "security_txt", EVERYBODY),
    Row("GET", "robots_txt", EVERYBODY),
    Row("GET", "favicon", SENT_ON),
    Row("GET", "change_password", SENT_ON),
    Row("GET", "thema", EVERYBODY, lambda world: [world.cohort.organisatie_id]),
    Row("GET", "home",                        "302 200 200 200 302 302 302 302 302 302 200 200"),
    Row("GET", "cursusdag_detail",            "302 200 200 404 200 404 200 200 200 404 404 404", _dag),
    # signing in, and one's own security
    Row("GET", "account_login", "200 302 302 302 302 302 302 302 302 302 302 302"),
    Row("GET", "account_request_login_code", "200 302 302 302 302 302 302 302 302 302 302 302"),
    Row("GET", "account_confirm_login_code", SENT_ON),
    Row("GET", "account_logout", SIGNED_IN),
    Row("POST", "account_logout", SENT_ON),
    Row("GET", "account_inactive", EVERYBODY),
    Row("GET", "account_signup", NOBODY),
    Row("GET", "account_email", SIGNED_IN),
    Row("GET", "account_confirm_email", EVERYBODY, lambda world: ["x"]),
    Row("GET", "account_change_password", SENT_ON),
    Row("GET", "account_set_password", SENT_ON),
    Row("GET", "account_reset_password", EVERYBODY),
    Row("GET", "account_reset_password_done", EVERYBODY),
    Row("GET", "account_reset_password_from_key", EVERYBODY, lambda world: ["a", "b-c"]),
    Row("GET", "account_reset_password_from_key_done", EVERYBODY),
    Row("GET", "account_reauthenticate", SENT_ON),
    # To the second factor: everybody here has one.
    Row("GET", "reauthenticate_by_mail", SENT_ON),
    Row("POST", "proof_code_create", SENT_ON),
    Row("GET", "inloglink", "410 410 410 410 410 410 410 410 410 410 410 410", lambda world: ["x"]),
    Row("POST", "inloglink", "410 410 410 410 410 410 410 410 410 410 410 410", lambda world: ["x"]),
    Row("GET", "mfa_index", SIGNED_IN),
    Row("GET", "mfa_authenticate", SENT_ON),
    Row("GET", "mfa_activate_totp", SENT_ON),
    Row("GET", "mfa_deactivate_totp", SENT_ON),
    Row("GET", "mfa_add_webauthn", SENT_ON),
    Row("GET", "mfa_list_webauthn", SIGNED_IN),
    Row("GET", "mfa_edit_webauthn", SENT_ON, lambda world: [1]),
    Row("GET", "mfa_remove_webauthn", SENT_ON, lambda world: [1]),
    Row("GET", "mfa_login_webauthn", SENT_ON),
    Row("GET", "mfa_reauthenticate", SIGNED_IN),
    Row("GET", "mfa_reauthenticate_webauthn", SENT_ON),
    Row("GET", "mfa_view_recovery_codes", SENT_ON),
    Row("GET", "mfa_generate_recovery_codes", SENT_ON),
    Row("GET", "mfa_download_recovery_codes", SENT_ON),
    Row("GET", "usersessions_list", SIGNED_IN),
    # the demo, which is off
    Row("POST", "demo_aanmelding", NOBODY, lambda world: ["deelnemer"]),
    Row("GET", "demo_postvak", NOBODY),
    Row("GET", "demo_bericht", NOBODY, lambda world: ["x"]),
    # the journal
    Row("GET", "reflectie_list",              "302 200 200 200 403 403 403 403 403 403 403 403"),
    Row("GET", "reflectie_create",            "302 200 200 200 403 403 403 403 403 403 403 403"),
    Row("POST", "reflectie_create",           "302 422 422 422 403 403 403 403 403 403 403 403"),
    Row("GET", "reflectie_form",              "302 200 404 404 404 404 404 404 404 404 404 404", _reflectie),
    Row("POST", "reflectie_form",             "302 422 404 404 404 404 404 404 404 404 404 404", _reflectie),
    Row("POST", "reflectie_tekst",            "302 422 422 422 403 403 403 403 403 403 403 403", _reflectie),
    Row("GET", "reflectie_verwijdering",      "302 200 404 404 404 404 404 404 404 404 404 404", _reflectie),
    Row("POST", "reflectie_verwijdering",     "302 302 404 404 404 404 404 404 404 404 404 404", _reflectie),
    Row("GET", "deling_create",               "302 200 404 404 404 404 404 404 404 404 404 404", _reflectie),
    Row("POST", "deling_create",              "302 422 404 404 404 404 404 404 404 404 404 404", _reflectie),
    Row("GET", "deling_list",                 "302 403 403 403 200 200 200 403 403 403 403 403"),
    Row("GET", "deling_detail",               "302 404 404 404 200 404 404 404 404 404 404 404", _deling),
    Row("POST", "deling_intrekking",          "302 302 404 404 404 404 404 404 404 404 404 404", _deling),
    Row("POST", "voorbereidingsvink",         "302 302 302 302 404 404 404 404 404 404 404 404", _voorbereiding, {"gedaan": "on"}),
    # the cohort
    Row("GET", "cohort_list",                 "302 403 403 403 200 200 200 200 403 403 403 403"),
    Row("GET", "cohort_create",               "302 403 403 403 403 403 403 200 403 403 403 403"),
    Row("POST", "cohort_create",              "302 403 403 403 403 403 403 422 403 403 403 403"),
    Row("GET", "cohort_detail",               "302 403 403 404 200 404 403 200 403 404 404 404", _cohort),
    Row("GET", "planning_form",               "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "planning_form",              "302 403 403 404 403 404 403 422 403 404 404 404", _cohort),
    Row("GET", "trainerschap_list",           "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "trainerschap_list",          "302 403 403 404 403 404 403 422 403 404 404 404", _cohort),
    Row("POST", "trainerschap_einde",         "302 403 403 404 403 404 403 422 403 404 404 404", lambda world: [world.trainerschap.pk]),
    Row("GET", "organisatie_list",            "302 403 403 403 403 403 403 200 403 403 403 403"),
    Row("GET", "organisatie_create",          "302 403 403 403 403 403 403 200 403 403 403 403"),
    Row("POST", "organisatie_create",         "302 403 403 403 403 403 403 422 403 403 403 403"),
    Row("GET", "deelnemerimport_create",      "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "deelnemerimport_create",     "302 403 403 404 403 404 403 422 403 404 404 404", _cohort),
    Row("GET", "deelnemerimport_detail",      "302 403 403 404 403 404 403 200 403 404 404 404", _import),
    Row("POST", "deelnemerimport_detail",     "302 403 403 404 403 404 403 422 403 404 404 404", _import),
    Row("POST", "deelnemerimport_bevestiging", "302 403 403 404 403 404 403 422 403 404 404 404", _import),
    Row("POST", "deelnemerimport_blad",       "302 403 403 404 403 404 403 302 403 404 404 404", _import),
    Row("GET", "fouten_download",             "302 403 403 404 403 404 403 200 403 404 404 404", _import),
    Row("POST", "rij_verbetering",            "302 403 403 404 403 404 403 422 403 404 404 404", _rij),
    Row("POST", "rij_antwoord",               "302 403 403 404 403 404 403 302 403 404 404 404", _rij),
    Row("POST", "uitnodiging_create",         "302 403 403 404 403 404 403 302 403 404 404 404", _cohort),
    # the roll call
    Row("GET", "vandaag",                     "302 403 403 403 200 200 200 403 403 403 403 403"),
    Row("GET", "presentie",                   "302 403 403 404 200 404 200 200 403 404 404 404", _bijeenkomst),
    Row("POST", "aanwezigheid_create",        "302 403 403 404 422 404 422 422 403 404 404 404", _bijeenkomst),
    Row("POST", "overige_create",             "302 403 403 404 302 404 302 302 403 404 404 404", _bijeenkomst, {"dagdeel": "ochtend"}),
    Row("POST", "overige_intrekking",         "302 403 403 404 302 404 302 302 403 404 404 404", _bijeenkomst, {"dagdeel": "ochtend", "kenmerk": "7f2c1b34-1111-4222-8333-abcdefabcdef"}),
    Row("POST", "opmerking_create",           "302 403 403 404 422 404 422 422 403 404 404 404", _bijeenkomst, {"dagdeel": "ochtend"}),
    # planning: copies, places, substitutes
    Row("GET", "cohort_kopie",                "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "cohort_kopie",               "302 403 403 404 403 404 403 422 403 404 404 404", _cohort),
    Row("GET", "locatie_list",                "302 403 403 403 403 403 403 200 403 403 403 403"),
    Row("GET", "locatie_create",              "302 403 403 403 403 403 403 200 403 403 403 403"),
    Row("POST", "locatie_create",             "302 403 403 403 403 403 403 422 403 403 403 403"),
    Row("GET", "locatie_form",                "302 403 403 403 403 403 403 200 403 403 403 403", lambda world: [world.bijeenkomst.locatie_id]),
    Row("POST", "locatie_form",               "302 403 403 403 403 403 403 422 403 403 403 403", lambda world: [world.bijeenkomst.locatie_id]),
    Row("GET", "vervanging_create",           "302 403 403 404 403 404 403 200 403 404 404 404", _bijeenkomst),
    Row("POST", "vervanging_create",          "302 403 403 404 403 404 403 422 403 404 404 404", _bijeenkomst),
    # people: who joins, leaves, changes employer, looks on
    Row("GET", "deelname_detail",             "302 403 404 404 200 404 404 200 404 404 404 404", _deelname),
    Row("GET", "deelname_create",             "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "deelname_create",            "302 403 403 404 403 404 403 422 403 404 404 404", _cohort),
    Row("POST", "deelname_einde",             "302 403 404 404 403 404 404 422 404 404 404 404", _deelname),
    Row("POST", "hervatting_create",          "302 403 404 404 403 404 404 302 404 404 404 404", _deelname),
    Row("GET", "overstap_create",             "302 403 404 404 403 404 404 200 404 404 404 404", _deelname),
    Row("POST", "overstap_create",            "302 403 404 404 403 404 404 422 404 404 404 404", _deelname),
    Row("GET", "dienstverband_create",        "302 403 404 404 403 404 404 200 404 404 404 404", _deelname),
    Row("POST", "dienstverband_create",       "302 403 404 404 403 404 404 422 404 404 404 404", _deelname),
    Row("POST", "toehoorder_create",          "302 403 403 404 302 404 302 302 403 404 404 404", _bijeenkomst, {"naam": "Ed Gast"}),
    Row("POST", "toehoorder_verwijdering",    "302 404 404 404 302 404 302 302 404 404 404 404", lambda world: [world.bijeenkomst.toehoorders.get().pk]),
    Row("GET", "samenvoeging_create",         "302 403 403 403 403 403 403 200 403 403 403 403", _organisatie),
    Row("POST", "samenvoeging_create",        "302 403 403 403 403 403 403 422 403 403 403 403", _organisatie),
    # the list on the device
    Row("GET", "daglijst",                    "302 403 403 404 200 404 200 200 403 404 404 404", _bijeenkomst),
    Row("GET", "presentie_offline", EVERYBODY),
    Row("GET", "serviceworker", EVERYBODY),
    Row("GET", "manifest", EVERYBODY),
    # the code on the screen
    Row("GET", "incheckcode",                 "302 403 403 404 200 404 200 200 403 404 404 404", _bijeenkomst),
    Row("GET", "incheck_form", SIGNED_IN),
    Row("POST", "incheck_form",               "302 422 422 422 422 422 422 422 422 422 422 422", data={"code": "ABC"}),
    Row("GET", "incheck_create",              "302 200 200 404 404 404 404 404 404 404 404 404", _bijeenkomst),
    Row("POST", "incheck_create",             "302 422 422 404 404 404 404 404 404 404 404 404", _bijeenkomst),
    # absence notices, closing a day, contested marks
    Row("GET", "afmelding_create",            "302 200 200 404 403 404 403 403 403 404 404 404", _bijeenkomst),
    Row("POST", "afmelding_create",           "302 422 422 404 403 404 403 403 403 404 404 404", _bijeenkomst),
    Row("POST", "afmelding_intrekking",       "302 302 404 404 404 404 404 404 404 404 404 404", lambda world: [world.afmelding.pk]),
    Row("GET", "afronding_create",            "302 403 403 404 200 404 200 200 403 404 404 404", _bijeenkomst),
    Row("POST", "afronding_create",           "302 403 403 404 422 404 403 422 403 404 404 404", lambda world: [world.komende.pk]),
    Row("GET", "aanwezigheid_list",           "302 200 200 200 403 403 403 403 403 403 403 403"),
    Row("GET", "betwisting_create",           "302 200 404 404 404 404 404 404 404 404 404 404", lambda world: [world.betwisting.aanwezigheid_id]),
    Row("POST", "betwisting_create",          "302 422 404 404 404 404 404 404 404 404 404 404", lambda world: [world.betwisting.aanwezigheid_id]),
    Row("POST", "betwisting_intrekking",      "302 302 404 404 404 404 404 404 404 404 404 404", lambda world: [world.betwisting.pk]),
    Row("GET", "betwisting_list",             "302 403 403 403 200 200 200 200 403 403 403 403"),
    Row("POST", "betwisting_antwoord",        "302 404 404 404 422 404 404 422 404 404 404 404", lambda world: [world.betwisting.pk]),
    # catching up
    Row("GET", "inhaalplan_create",           "302 200 404 404 200 404 404 200 404 404 404 404", _dag_van_deelname),
    Row("POST", "inhaalplan_create",          "302 422 404 404 422 404 404 422 404 404 404 404", _dag_van_deelname),
    Row("POST", "inhaalplan_akkoord",         "302 403 404 404 403 404 404 302 404 404 404 404", lambda world: [world.inhaalplan.pk]),
    Row("POST", "inhaalplan_intrekking",      "302 302 404 404 403 404 404 302 404 404 404 404", lambda world: [world.inhaalplan.pk]),
    Row("GET", "inhaalopdracht_create",       "302 403 404 404 200 404 404 200 404 404 404 404", _dag_van_deelname),
    Row("POST", "inhaalopdracht_create",      "302 403 404 404 422 404 404 422 404 404 404 404", _dag_van_deelname),
    Row("POST", "inhaalopdracht_goedkeuring", "302 403 404 404 302 404 404 302 404 404 404 404", lambda world: [world.inhaalopdracht.pk]),
    Row("POST", "inhaalopdracht_intrekking",  "302 403 404 404 302 404 404 302 404 404 404 404", lambda world: [world.inhaalopdracht.pk]),
    Row("GET", "annulering_create",           "302 403 403 404 403 404 403 200 403 404 404 404", _bijeenkomst),
    Row("POST", "annulering_create",          "302 403 403 404 403 404 403 302 403 404 404 404", lambda world: [world.komende.pk]),
    Row("GET", "normwijziging_create",        "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "normwijziging_create",       "302 403 403 404 403 404 403 422 403 404 404 404", _cohort),
    # cockpit and sign-in sheet
    Row("GET", "cockpit",                     "302 403 403 403 403 403 403 200 403 403 403 403"),
    Row("POST", "verzending_create",          "302 403 403 403 403 403 403 302 403 403 403 403", _bericht),
    Row("GET", "presentielijst_pdf",          "302 403 403 404 200 404 200 200 403 404 404 404", _bijeenkomst),
    # certificates
    Row("GET", "certificaat_list",            "302 403 403 404 403 404 403 200 403 404 404 404", _cohort),
    Row("POST", "certificaat_create",         "302 403 404 404 403 404 404 422 404 404 404 404", _deelname),
    Row("GET", "certificaat_pdf",             "302 202 404 404 404 404 404 202 404 404 404 404", _code),
    Row("GET", "certificaat_afbeelding",      "302 404 404 404 404 404 404 404 404 404 404 404", _code),
    Row("GET", "certificaat_controle", EVERYBODY, _code),
    Row("GET", "controle_form", EVERYBODY),
    # HR
    Row("GET", "overzicht",                   "302 403 403 403 403 403 403 403 200 200 403 403"),
    Row("GET", "inzet_detail",                "302 403 403 403 403 403 403 403 200 404 403 403", lambda world: [world.deelname.dienstverbanden.get().pk]),
    Row("GET", "download_list",               "302 403 403 403 403 403 403 403 200 200 403 403"),
    Row("POST", "download_create",            "302 403 403 403 403 403 403 403 200 200 403 403", data={"formaat": "csv"}),
)
# fmt: on
