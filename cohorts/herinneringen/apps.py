from django.apps import AppConfig


class HerinneringenConfig(AppConfig):
    name = "cohorts.herinneringen"
    verbose_name = "Herinneringen"
