from django.apps import AppConfig


class CertificatenConfig(AppConfig):
    name = "certificaten"
