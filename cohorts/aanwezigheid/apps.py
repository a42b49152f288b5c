from django.apps import AppConfig


class AanwezigheidConfig(AppConfig):
    name = "cohorts.aanwezigheid"
    verbose_name = "Aanwezigheid"
