from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from leergang.away.answers import error_page
from leergang.views import cursusdag, home, metrics, pages, vandaag, words

# The sign-in page of the admin asks for no second factor: send people to ours.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = error_page

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("cohorts.planning.urls")),
    path("", include("cohorts.deelnemers.urls")),
    path("", include("cohorts.presentie.urls")),
    path("", include("cohorts.inhalen.urls")),
    path("", include("reflecties.urls")),
    path("", include("certificaten.urls")),
    path("", include("rapportages.urls")),
    path("", include("berichten.urls")),
    path(
        "cohorten/<int:cohort_pk>/dagen/<int:nummer>/",
        cursusdag.cursusdag_detail,
        name="cursusdag_detail",
    ),
    path("", include("leergang.cockpit.urls")),
    path("thema/<int:organisatie_pk>.css", pages.stylesheet, name="thema"),
    path("toegankelijkheid/", pages.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", pages.privacy, name="privacy"),
    path("account/woorden/", words.woorden, name="woorden"),
    path("hulp/", pages.hulp, name="hulp"),
    path("", home.home, name="home"),
    path("vandaag/", vandaag.vandaag, name="vandaag"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path(".well-known/change-password", pages.change_password, name="change_password"),
    path("robots.txt", pages.robots_txt, name="robots_txt"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("", include("leergang.health.urls")),
    path("metrics", metrics.metrics, name="metrics"),
    path("beheer/", admin.site.urls),
]
