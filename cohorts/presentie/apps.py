from django.apps import AppConfig


class PresentieConfig(AppConfig):
    name = "cohorts.presentie"
    verbose_name = "Presentie"
