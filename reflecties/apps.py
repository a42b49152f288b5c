from django.apps import AppConfig
from django.core.checks import Tags, register

from reflecties.keys import check_journaal_sleutels, wrapping_keys


class ReflectiesConfig(AppConfig):
    name = "reflecties"

    def ready(self) -> None:
        register(check_journaal_sleutels, Tags.security)
        wrapping_keys()  # web and worker run no checks: an unusable key stops them here
