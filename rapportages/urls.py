from django.urls import path

from rapportages import views

urlpatterns = [
    # /overzicht/
    path("overzicht/", views.overzicht, name="overzicht"),
    path("overzicht/downloads/", views.download_create, name="download_create"),
]
