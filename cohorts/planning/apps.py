from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "cohorts.planning"
    verbose_name = "Planning"
