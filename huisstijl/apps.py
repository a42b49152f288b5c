from django.apps import AppConfig


class HuisstijlConfig(AppConfig):
    name = "huisstijl"
    verbose_name = "Huisstijl"
