"""The Celery application; its settings are the `CELERY_*` lines of `leergang.settings`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leergang.settings")

app = Celery("leergang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
