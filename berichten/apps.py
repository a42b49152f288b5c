from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    name = "berichten"
