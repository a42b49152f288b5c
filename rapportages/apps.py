from django.apps import AppConfig


class RapportagesConfig(AppConfig):
    name = "rapportages"
