from django.urls import URLPattern, path

from cohorts.views import (
    assignments,
    attendance,
    cancelling,
    catchup,
    closing,
    contests,
    copies,
    incheck,
    locaties,
    membership,
    notices,
    offline,
    onlookers,
    organisaties,
    paper_list,
    people,
    planning,
)

urlpatterns: list[URLPattern] = [
    # Coördinator: organisations, cohorts and their days
    path("organisaties/", planning.organisatie_list, name="organisatie_list"),
    path("organisaties/nieuw/", planning.organisatie_create, name="organisatie_create"),
    path("cohorten/", planning.cohort_list, name="cohort_list"),
    path("cohorten/nieuw/", planning.cohort_create, name="cohort_create"),
    path("cohorten/<int:pk>/", planning.cohort_detail, name="cohort_detail"),
    path("cohorten/<int:pk>/planning/", planning.planning_form, name="planning_form"),
    # Coördinator: trainers and deelnemers of a cohort
    path("cohorten/<int:pk>/trainers/", people.trainerschap_list, name="trainerschap_list"),
    path("trainerschappen/<int:pk>/einde/", people.trainerschap_einde, name="trainerschap_einde"),
    path(
        "cohorten/<int:pk>/imports/nieuw/",
        people.deelnemerimport_create,
        name="deelnemerimport_create",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/",
        people.deelnemerimport_detail,
        name="deelnemerimport_detail",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/bevestiging/",
        people.deelnemerimport_bevestiging,
        name="deelnemerimport_bevestiging",
    ),
    path("cohorten/<int:pk>/uitnodigingen/", people.uitnodiging_create, name="uitnodiging_create"),
    # Roll call
    path("vandaag/", attendance.vandaag, name="vandaag"),
    path("bijeenkomsten/<int:pk>/presentie/", attendance.presentie, name="presentie"),
    path(
        "bijeenkomsten/<int:pk>/aanwezigheden/",
        offline.of_same_person(attendance.aanwezigheid_create),
        name="aanwezigheid_create",
    ),
    path(
        "bijeenkomsten/<int:pk>/overige-aanwezigheden/",
        offline.of_same_person(attendance.overige_create),
        name="overige_create",
    ),
    path(
        "bijeenkomsten/<int:pk>/overige-aanwezigheden/intrekking/",
        offline.of_same_person(attendance.overige_intrekking),
        name="overige_intrekking",
    ),
    path(
        "bijeenkomsten/<int:pk>/opmerkingen/",
        attendance.opmerking_create,
        name="opmerking_create",
    ),
    # Planning: copies, places, substitutes
    path("cohorten/<int:pk>/kopie/", copies.cohort_kopie, name="cohort_kopie"),
    path("locaties/", locaties.locatie_list, name="locatie_list"),
    path("locaties/nieuw/", locaties.locatie_create, name="locatie_create"),
    path("locaties/<int:pk>/", locaties.locatie_form, name="locatie_form"),
    path(
        "bijeenkomsten/<int:pk>/vervangingen/", copies.vervanging_create, name="vervanging_create"
    ),
    # People: who joins, leaves, changes employer, looks on
    path("cohorten/<int:pk>/deelnames/nieuw/", membership.deelname_create, name="deelname_create"),
    path("deelnames/<int:pk>/", membership.deelname_detail, name="deelname_detail"),
    path("deelnames/<int:pk>/einde/", membership.deelname_einde, name="deelname_einde"),
    path("deelnames/<int:pk>/hervatting/", membership.hervatting_create, name="hervatting_create"),
    path("deelnames/<int:pk>/overstap/", membership.overstap_create, name="overstap_create"),
    path(
        "deelnames/<int:pk>/dienstverbanden/nieuw/",
        membership.dienstverband_create,
        name="dienstverband_create",
    ),
    path("bijeenkomsten/<int:pk>/gasten/", onlookers.gast_create, name="gast_create"),
    path("gasten/<int:pk>/verwijdering/", onlookers.gast_verwijdering, name="gast_verwijdering"),
    path(
        "organisaties/<int:pk>/samenvoeging/",
        organisaties.samenvoeging_create,
        name="samenvoeging_create",
    ),
    # The list on the device: offline
    path("bijeenkomsten/<int:pk>/lijst/", offline.daglijst, name="daglijst"),
    path("presentie/", offline.presentie_offline, name="presentie_offline"),
    path("sw.js", offline.serviceworker, name="serviceworker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    # The code on the screen
    path("bijeenkomsten/<int:pk>/code/", incheck.incheckcode, name="incheckcode"),
    path("inchecken/", incheck.incheck_form, name="incheck_form"),
    path("inchecken/<int:pk>/", incheck.incheck_create, name="incheck_create"),
    # Absence notices, closing a day, contested marks
    path("bijeenkomsten/<int:pk>/afmelding/", notices.afmelding_create, name="afmelding_create"),
    path(
        "afmeldingen/<int:pk>/intrekking/",
        notices.afmelding_intrekking,
        name="afmelding_intrekking",
    ),
    path("bijeenkomsten/<int:pk>/afronding/", closing.afronding_create, name="afronding_create"),
    path("aanwezigheid/", contests.aanwezigheid_list, name="aanwezigheid_list"),
    path(
        "aanwezigheden/<int:pk>/betwisting/", contests.betwisting_create, name="betwisting_create"
    ),
    path(
        "betwistingen/<int:pk>/intrekking/",
        contests.betwisting_intrekking,
        name="betwisting_intrekking",
    ),
    path("betwistingen/", contests.betwisting_list, name="betwisting_list"),
    path(
        "betwistingen/<int:pk>/antwoord/",
        contests.betwisting_antwoord,
        name="betwisting_antwoord",
    ),
    # Catching up
    path(
        "deelnames/<int:pk>/dagen/<int:nummer>/inhalen/",
        catchup.inhaalplan_create,
        name="inhaalplan_create",
    ),
    path("inhaalplannen/<int:pk>/akkoord/", catchup.inhaalplan_akkoord, name="inhaalplan_akkoord"),
    path(
        "inhaalplannen/<int:pk>/intrekking/",
        catchup.inhaalplan_intrekking,
        name="inhaalplan_intrekking",
    ),
    path(
        "deelnames/<int:pk>/dagen/<int:nummer>/inhaalopdracht/",
        assignments.inhaalopdracht_create,
        name="inhaalopdracht_create",
    ),
    path(
        "inhaalopdrachten/<int:pk>/goedkeuring/",
        assignments.inhaalopdracht_goedkeuring,
        name="inhaalopdracht_goedkeuring",
    ),
    path(
        "inhaalopdrachten/<int:pk>/intrekking/",
        assignments.inhaalopdracht_intrekking,
        name="inhaalopdracht_intrekking",
    ),
    path(
        "bijeenkomsten/<int:pk>/annulering/",
        cancelling.annulering_create,
        name="annulering_create",
    ),
    path("cohorten/<int:pk>/norm/", cancelling.normwijziging_create, name="normwijziging_create"),
    # Sign-in sheet
    path(
        "bijeenkomsten/<int:pk>/presentielijst.pdf",
        paper_list.presentielijst_pdf,
        name="presentielijst_pdf",
    ),
]
