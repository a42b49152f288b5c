from django.apps import AppConfig


class ReflectiesConfig(AppConfig):
    name = "reflecties"
