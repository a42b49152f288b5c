from django.apps import AppConfig


class DeelnemersConfig(AppConfig):
    name = "cohorts.deelnemers"
    verbose_name = "Deelnemers"
