from django.urls import path

from cohorts.deelnemers.views import lists, membership, organisaties, waiting

urlpatterns = [
    path("organisaties/", organisaties.organisatie_list, name="organisatie_list"),
    path("organisaties/nieuw/", organisaties.organisatie_create, name="organisatie_create"),
    path(
        "cohorten/<int:pk>/imports/nieuw/",
        lists.deelnemerimport_create,
        name="deelnemerimport_create",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/",
        lists.deelnemerimport_detail,
        name="deelnemerimport_detail",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/bevestiging/",
        lists.deelnemerimport_bevestiging,
        name="deelnemerimport_bevestiging",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/blad/",
        waiting.deelnemerimport_blad,
        name="deelnemerimport_blad",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/fouten/",
        waiting.fouten_download,
        name="fouten_download",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/rijen/<int:nummer>/",
        waiting.rij_verbetering,
        name="rij_verbetering",
    ),
    path(
        "cohorten/<int:cohort_pk>/imports/<int:pk>/rijen/<int:nummer>/antwoord/",
        waiting.rij_antwoord,
        name="rij_antwoord",
    ),
    path("cohorten/<int:pk>/uitnodigingen/", lists.uitnodiging_create, name="uitnodiging_create"),
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
    path(
        "organisaties/<int:pk>/samenvoeging/",
        organisaties.samenvoeging_create,
        name="samenvoeging_create",
    ),
]
