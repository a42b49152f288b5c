from django.apps import AppConfig


class InhalenConfig(AppConfig):
    name = "cohorts.inhalen"
    verbose_name = "Inhalen"
