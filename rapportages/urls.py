from django.urls import path

from rapportages import views

urlpatterns = [
    # /overzicht/
    path("overzicht/", views.overzicht, name="overzicht"),
    path("overzicht/<int:inzet_pk>/", views.inzet_detail, name="inzet_detail"),
    path("overzicht/gedownload/", views.download_list, name="download_list"),
    path("overzicht/downloads/", views.download_create, name="download_create"),
]
