from django.urls import path

from cohorts.presentie.views import (
    afmeldingen,
    betwistingen,
    checkin,
    closing,
    offline,
    paper,
    presentie,
    toehoorders,
)

urlpatterns = [
    path("bijeenkomsten/<int:pk>/presentie/", presentie.presentie, name="presentie"),
    path(
        "bijeenkomsten/<int:pk>/aanwezigheden/",
        presentie.aanwezigheid_create,
        name="aanwezigheid_create",
    ),
    path(
        "bijeenkomsten/<int:pk>/overige-aanwezigheden/",
        presentie.overige_create,
        name="overige_create",
    ),
    path(
        "bijeenkomsten/<int:pk>/overige-aanwezigheden/intrekking/",
        presentie.overige_intrekking,
        name="overige_intrekking",
    ),
    path(
        "bijeenkomsten/<int:pk>/opmerkingen/",
        presentie.opmerking_create,
        name="opmerking_create",
    ),
    path(
        "bijeenkomsten/<int:pk>/toehoorders/",
        toehoorders.toehoorder_create,
        name="toehoorder_create",
    ),
    path(
        "toehoorders/<int:pk>/verwijdering/",
        toehoorders.toehoorder_verwijdering,
        name="toehoorder_verwijdering",
    ),
    path("bijeenkomsten/<int:pk>/lijst/", offline.daglijst, name="daglijst"),
    path("presentie/", offline.presentie_offline, name="presentie_offline"),
    path("sw.js", offline.serviceworker, name="serviceworker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("bijeenkomsten/<int:pk>/code/", checkin.incheckcode, name="incheckcode"),
    path("inchecken/", checkin.incheck_form, name="incheck_form"),
    path("inchecken/<int:pk>/", checkin.incheck_create, name="incheck_create"),
    path(
        "bijeenkomsten/<int:pk>/afmelding/", afmeldingen.afmelding_create, name="afmelding_create"
    ),
    path(
        "afmeldingen/<int:pk>/intrekking/",
        afmeldingen.afmelding_intrekking,
        name="afmelding_intrekking",
    ),
    path("bijeenkomsten/<int:pk>/afronding/", closing.afronding_create, name="afronding_create"),
    path("aanwezigheid/", betwistingen.aanwezigheid_list, name="aanwezigheid_list"),
    path(
        "aanwezigheden/<int:pk>/betwisting/",
        betwistingen.betwisting_create,
        name="betwisting_create",
    ),
    path(
        "betwistingen/<int:pk>/intrekking/",
        betwistingen.betwisting_intrekking,
        name="betwisting_intrekking",
    ),
    path("betwistingen/", betwistingen.betwisting_list, name="betwisting_list"),
    path(
        "betwistingen/<int:pk>/antwoord/",
        betwistingen.betwisting_antwoord,
        name="betwisting_antwoord",
    ),
    path(
        "bijeenkomsten/<int:pk>/presentielijst.pdf",
        paper.presentielijst_pdf,
        name="presentielijst_pdf",
    ),
]
