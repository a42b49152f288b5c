from django.urls import path

from reflecties.views import journal, preparation, sharing, writing

urlpatterns = [
    # /logboek/
    path("logboek/", journal.reflectie_list, name="reflectie_list"),
    path("logboek/nieuw/", writing.reflectie_create, name="reflectie_create"),
    # /logboek/<reflectie>/
    path("logboek/<uuid:pk>/", writing.reflectie_form, name="reflectie_form"),
    path("logboek/<uuid:pk>/tekst/", writing.reflectie_tekst, name="reflectie_tekst"),
    path(
        "logboek/<uuid:pk>/verwijdering/",
        journal.reflectie_verwijdering,
        name="reflectie_verwijdering",
    ),
    path("logboek/<uuid:reflectie_pk>/delingen/", sharing.deling_create, name="deling_create"),
    # /logboek/delingen/<deling>/
    path(
        "logboek/delingen/<uuid:pk>/intrekking/",
        sharing.deling_intrekking,
        name="deling_intrekking",
    ),
    # /gedeeld/
    path("gedeeld/", sharing.deling_list, name="deling_list"),
    path("gedeeld/<uuid:pk>/", sharing.deling_detail, name="deling_detail"),
    # /voorbereiding/<voorbereiding>/
    path("voorbereiding/<int:pk>/vink/", preparation.voorbereidingsvink, name="voorbereidingsvink"),
]
