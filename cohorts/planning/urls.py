from django.urls import path

from cohorts.planning.views import cancelling, copies, locaties, planning, trainers

urlpatterns = [
    path("cohorten/", planning.cohort_list, name="cohort_list"),
    path("cohorten/nieuw/", planning.cohort_create, name="cohort_create"),
    path("cohorten/<int:pk>/", planning.cohort_detail, name="cohort_detail"),
    path("cohorten/<int:pk>/planning/", planning.planning_form, name="planning_form"),
    path("cohorten/<int:pk>/trainers/", trainers.trainerschap_list, name="trainerschap_list"),
    path("trainerschappen/<int:pk>/einde/", trainers.trainerschap_einde, name="trainerschap_einde"),
    path("cohorten/<int:pk>/kopie/", copies.cohort_kopie, name="cohort_kopie"),
    path("locaties/", locaties.locatie_list, name="locatie_list"),
    path("locaties/nieuw/", locaties.locatie_create, name="locatie_create"),
    path("locaties/<int:pk>/", locaties.locatie_form, name="locatie_form"),
    path(
        "bijeenkomsten/<int:pk>/vervangingen/", copies.vervanging_create, name="vervanging_create"
    ),
    path(
        "bijeenkomsten/<int:pk>/annulering/",
        cancelling.annulering_create,
        name="annulering_create",
    ),
    path("cohorten/<int:pk>/norm/", cancelling.normwijziging_create, name="normwijziging_create"),
]
