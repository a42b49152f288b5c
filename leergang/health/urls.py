from django.urls import path

from leergang.health import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("readyz/web", views.readyz_web, name="readyz_web"),
]
