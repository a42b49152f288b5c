from django.apps import AppConfig

from leergang import checks  # noqa: F401 -- importing registers the system checks


class LeergangConfig(AppConfig):
    name = "leergang"
    verbose_name = "Leergang"
