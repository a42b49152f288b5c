from django.urls import path

from berichten import views

urlpatterns = [
    path("demo/postvak/", views.demo_postvak, name="demo_postvak"),
    path("demo/postvak/<str:naam>/", views.demo_bericht, name="demo_bericht"),
]
