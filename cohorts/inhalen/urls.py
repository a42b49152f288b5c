from django.urls import path

from cohorts.inhalen.views import assignments, plans

urlpatterns = [
    path(
        "deelnames/<int:pk>/dagen/<int:nummer>/inhalen/",
        plans.inhaalplan_create,
        name="inhaalplan_create",
    ),
    path("inhaalplannen/<int:pk>/akkoord/", plans.inhaalplan_akkoord, name="inhaalplan_akkoord"),
    path(
        "inhaalplannen/<int:pk>/intrekking/",
        plans.inhaalplan_intrekking,
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
]
