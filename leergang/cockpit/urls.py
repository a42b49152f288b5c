from django.urls import path

from leergang.cockpit import views

urlpatterns = [
    path("cockpit/", views.cockpit, name="cockpit"),
    path("berichten/<int:pk>/verzending/", views.verzending_create, name="verzending_create"),
]
