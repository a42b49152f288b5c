from django.apps import AppConfig
from django.core.checks import Tags, register

from reflecties.keys import check_journaal_sleutels


class ReflectiesConfig(AppConfig):
    name = "reflecties"

    def ready(self) -> None:
        register(check_journaal_sleutels, Tags.security)
