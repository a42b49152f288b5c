"""For each constraint of the product what it refuses, and what comes nearest and is right."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

NOW = timezone.now()
DAY = date(2026, 11, 23)
PERIOD = (
    {"vanaf": DAY, "tot_en_met": DAY - timedelta(days=1)},
    {"vanaf": DAY, "tot_en_met": DAY},
)
STATUSES = ({"status": "x"}, {"status": "afgemeld"})
DAGDELEN = ({"dagdeel": "x"}, {"dagdeel": "middag"})
SOME_DAGDEEL = ({"ochtend": False, "middag": False}, {"ochtend": False, "middag": True})

Change = dict[str, Any]
# What is wrong, and what comes nearest to it and is right. `by` stands for Els.
CHECKS: dict[str, tuple[Change, Change]] = {
    "accounts_user_email_lower_case": ({"email": "A@b.example"}, {"email": "a@b.example"}),
    "accounts_user_password_never_empty": ({"password": ""}, {"password": "!"}),
    "accounts_coordinatorschap_ends_after_start": PERIOD,
    "programma_programma_norm_in_range": ({"norm_dagdelen": 15}, {"norm_dagdelen": 14}),
    "programma_cursusdag_number_in_range": ({"nummer": 8}, {"nummer": 7}),
    "programma_cursusdag_one_duration": (
        {"praktijkopdracht_minuten": 90, "praktijkopdracht_duur": "een week"},
        {"praktijkopdracht_minuten": None, "praktijkopdracht_duur": "een week"},
    ),
    "programma_reflectievraag_fase_valid": ({"fase": "x"}, {"fase": "na"}),
    "programma_mailsjabloon_soort_valid": (
        {"soort": "x"},
        {"soort": "herinnering_dag_erna"},
    ),
    "berichten_bericht_status_valid": ({"status": "x"}, {"status": "mislukt"}),
    "berichten_bericht_sent_has_time": (
        {"status": "verzonden", "verzonden_op": None},
        {"status": "verzonden", "verzonden_op": NOW},
    ),
    "berichten_bericht_secret_is_wiped": (
        {"geheim": True, "status": "mislukt", "tekst": "code"},
        {"geheim": True, "status": "mislukt", "tekst": "", "html": ""},
    ),
    "berichten_bericht_expires_after_start": (
        {"klaar_vanaf": NOW, "uiterlijk": NOW - timedelta(seconds=1)},
        {"klaar_vanaf": NOW, "uiterlijk": NOW},
    ),
    "cohorts_organisatie_soort_valid": ({"soort": "x"}, {"soort": "overig"}),
    "cohorts_organisatie_gemeente_has_code": (
        {"soort": "gemeente", "cbs_code": ""},
        {"soort": "overig", "cbs_code": ""},
    ),
    "cohorts_organisatie_ends_after_start": (
        {"geldig_vanaf": DAY, "geldig_tot_en_met": DAY - timedelta(days=1)},
        {"geldig_vanaf": DAY, "geldig_tot_en_met": DAY},
    ),
    "cohorts_hrcontact_ends_after_start": PERIOD,
    "cohorts_cohort_norm_in_range": ({"norm_dagdelen": 0}, {"norm_dagdelen": 1}),
    "cohorts_cohort_schoolregio_valid": ({"schoolregio": "x"}, {"schoolregio": "zuid"}),
    "cohorts_trainerschap_ends_after_start": PERIOD,
    "cohorts_trainerschap_cohort_or_bijeenkomst": (
        {"cohort_id": None, "bijeenkomst_id": None},
        {"cohort_id": None, "bijeenkomst_id": "day"},
    ),
    "cohorts_bijeenkomst_times_in_order": (
        {"begintijd": time(13, 15), "middag_vanaf": time(13, 15)},
        {"inlooptijd": time(9, 30), "begintijd": time(9, 30)},
    ),
    "cohorts_bijeenkomst_closed_at_a_moment": (
        {"afgerond_op": None, "afgerond_door": "by"},
        {"afgerond_op": NOW, "afgerond_door": "by"},
    ),
    "cohorts_bijeenkomst_cancelled_at_a_moment": (
        {"geannuleerd_op": None, "geannuleerd_door": "by"},
        {"geannuleerd_op": NOW, "geannuleerd_door": "by"},
    ),
    "cohorts_bijeenkomst_closed_or_cancelled": (
        {"afgerond_op": NOW, "geannuleerd_op": NOW},
        {"afgerond_op": None, "geannuleerd_op": NOW},
    ),
    "cohorts_deelname_ends_after_start": PERIOD,
    "cohorts_dienstverband_ends_after_start": PERIOD,
    "aanwezigheid_aanwezigheidswijziging_bron_valid": ({"bron": "x"}, {"bron": "papier"}),
    "aanwezigheid_aanwezigheidswijziging_not_ahead": (
        {"op": NOW, "moment": NOW + timedelta(seconds=1)},
        {"op": NOW, "moment": NOW},
    ),
    "aanwezigheid_aanwezigheidswijziging_correctie_has_reden": (
        {"bron": "correctie", "reden": ""},
        {"bron": "correctie", "reden": "Stond op de lijst."},
    ),
    "aanwezigheid_aanwezigheidswijziging_status_valid": (
        {"van": "open", "naar": "x"},
        {"van": "open", "naar": "afwezig"},
    ),
    "aanwezigheid_aanwezigheid_dagdeel_valid": DAGDELEN,
    "aanwezigheid_aanwezigheid_status_valid": STATUSES,
    "aanwezigheid_aanwezigheid_present_somewhere": (
        {"status": "aanwezig", "bijeenkomst_id": None},
        {"status": "ingehaald", "bijeenkomst_id": None},
    ),
    "aanwezigheid_afmelding_some_dagdeel": SOME_DAGDEEL,
    "aanwezigheid_afmelding_reden_valid": ({"reden": "x"}, {"reden": "werk"}),
    "aanwezigheid_afmelding_empty_when_erased": (
        {"gewist_op": NOW, "reden": "werk", "toelichting": ""},
        {"gewist_op": NOW, "reden": "", "toelichting": ""},
    ),
    "presentie_betwisting_decided_by_somebody": (
        {"afgehandeld_op": NOW, "afgehandeld_door": None, "uitkomst": "aangepast"},
        {"afgehandeld_op": NOW, "afgehandeld_door": "by", "uitkomst": "aangepast"},
    ),
    "presentie_betwisting_status_valid": STATUSES,
    "presentie_betwisting_empty_when_erased": (
        {"gewist_op": NOW, "toelichting": "Ik was er.", "antwoord": ""},
        {"gewist_op": NOW, "toelichting": "", "antwoord": ""},
    ),
    "deelnemers_deelnemerimport_emptied_when_confirmed": (
        {"bevestigd_op": NOW, "rijen": [["x"]]},
        {"bevestigd_op": NOW, "rijen": []},
    ),
    "deelnemers_deelnemerimport_forgets_all_sheets": (
        {"bevestigd_op": NOW, "rijen": [], "bladen": [{"naam": "Groep B"}]},
        {"bevestigd_op": NOW, "rijen": [], "bladen": []},
    ),
    "aanwezigheid_inhaalplan_some_dagdeel": SOME_DAGDEEL,
    "aanwezigheid_inhaalplan_agreed_by_somebody": (
        {"bijeenkomst_id": "day", "versie": 1, "akkoord_op": NOW, "akkoord_door": None},
        {"bijeenkomst_id": "day", "versie": 1, "akkoord_op": NOW, "akkoord_door": "by"},
    ),
    "aanwezigheid_inhaalplan_version_of_a_day": (
        {"bijeenkomst_id": "day", "versie": None},
        {"bijeenkomst_id": "day", "versie": 1},
    ),
    "aanwezigheid_inhaalopdracht_at_most_two": ({"volgnummer": 3}, {"volgnummer": 2}),
    "aanwezigheid_inhaalopdracht_dagdeel_valid": DAGDELEN,
    "aanwezigheid_inhaalopdracht_approved_by_somebody": (
        {"goedgekeurd_op": NOW, "goedgekeurd_door": None},
        {"goedgekeurd_op": NOW, "goedgekeurd_door": "by"},
    ),
    "cohorts_normwijziging_changes": ({"van": 12, "naar": 12}, {"van": 12, "naar": 11}),
    "reflecties_reflectie_question_has_day": (
        {"vraag": "question", "cursusdag_id": None},
        {"vraag": None, "cursusdag_id": None},
    ),
    "reflecties_deling_erased_when_withdrawn": (
        {"ingetrokken_op": NOW, "versleutelde_tekst": b"x"},
        {"ingetrokken_op": NOW, "versleutelde_tekst": b""},
    ),
    "certificaten_certificaat_ends_after_start": (
        {"startdatum": DAY, "einddatum": DAY - timedelta(days=1)},
        {"startdatum": DAY, "einddatum": DAY},
    ),
    "certificaten_gebeurtenis_soort_valid": ({"soort": "x"}, {"soort": "hersteld"}),
    "certificaten_gebeurtenis_withdrawal_has_reason": (
        {"soort": "ingetrokken", "reden": ""},
        {"soort": "ingetrokken", "reden": "Naam onjuist."},
    ),
    "rapportages_download_formaat_valid": ({"formaat": "x"}, {"formaat": "ods"}),
    "rapportages_download_soort_valid": ({"soort": "x"}, {"soort": "medewerker"}),
}
# A second row like the first is refused; the same with one thing different is taken.
UNIQUES: dict[str, tuple[Change, Change]] = {
    "programma_programma_version": ({}, {"versie": 99}),
    "programma_cursusdag_number": ({}, {"nummer": 7}),
    "programma_voorbereiding_order": ({}, {"volgnummer": 99}),
    "programma_reflectievraag_order": ({}, {"volgnummer": 99}),
    "programma_mailsjabloon_kind": ({}, {"programma_id": "programma"}),
    "berichten_bericht_once": ({}, {"versie": 99}),
    "cohorts_organisatie_cbs_code": (
        {"naam": "Anders", "cbs_code": "GM9901"},
        {"naam": "Anders", "cbs_code": "", "soort": "overig"},
    ),
    "cohorts_organisatie_name": ({"cbs_code": "GM9902"}, {"cbs_code": "GM9902", "naam": "Anders"}),
    "cohorts_cohort_name": ({}, {"naam": "Anders"}),
    "cohorts_locatie_address": ({}, {"adres": "Marktplein 2"}),
    "cohorts_bijeenkomst_once": ({}, {"geannuleerd_op": NOW}),
    "cohorts_deelname_once": ({}, {"cohort_id": "cohort"}),
    "cohorts_dienstverband_one_open": ({"vanaf": DAY}, {"vanaf": DAY, "tot_en_met": DAY}),
    "cohorts_dienstverband_one_start": (
        {"tot_en_met": DAY},
        {"vanaf": DAY, "tot_en_met": DAY},
    ),
    "aanwezigheid_aanwezigheid_once": ({}, {"cursusdag_id": "cursusdag"}),
    "aanwezigheid_afmelding_once": ({}, {"vervallen_op": NOW}),
    "presentie_betwisting_one_open": ({}, {"ingetrokken_op": NOW}),
    "presentie_opmerking_once": ({}, {"bijeenkomst_id": "day"}),
    "aanwezigheid_inhaalplan_once": ({}, {"vervallen_op": NOW}),
    "aanwezigheid_inhaalopdracht_number": ({"dagdeel": "ochtend"}, {"ingetrokken_op": NOW}),
    "aanwezigheid_inhaalopdracht_once": (
        {"volgnummer": 2},
        {"volgnummer": 2, "dagdeel": "ochtend"},
    ),
    "reflecties_reflectie_one_per_question": (
        {"vraag_id": "question", "cursusdag_id": "cursusdag"},
        {"vraag_id": None},
    ),
    "reflecties_deling_one_active": ({}, {"ingetrokken_op": NOW, "versleutelde_tekst": b""}),
    "reflecties_voorbereidingsvink_once": ({}, {"user_id": "by"}),
    "certificaten_certificaat_one_first": ({}, {"vervangt_id": "certificaat"}),
    "certificaten_gebeurtenis_issued_once": ({}, {"soort": "hersteld"}),
}
