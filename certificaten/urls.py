from django.urls import path

from certificaten import views

urlpatterns = [
    # /cohorten/<cohort_pk>/certificaten/
    path("cohorten/<int:cohort_pk>/certificaten/", views.certificaat_list, name="certificaat_list"),
    path(
        "deelnames/<int:deelname_pk>/certificaat/",
        views.certificaat_create,
        name="certificaat_create",
    ),
    # /certificaten/<code>/
    path("certificaten/<str:code>/pdf/", views.certificaat_pdf, name="certificaat_pdf"),
    path(
        "certificaten/<str:code>/afbeelding/",
        views.certificaat_afbeelding,
        name="certificaat_afbeelding",
    ),
    # /controle/
    path("controle/", views.controle_form, name="controle_form"),
    path("controle/<str:code>/", views.certificaat_controle, name="certificaat_controle"),
]
