"""The Celery application; its settings are the `CELERY_*` lines of `leergang.settings`."""

import logging
import os
from typing import Any

from celery import Celery, Task
from kombu.exceptions import OperationalError
from redis.exceptions import ConnectionError as Away
from redis.exceptions import TimeoutError as TooSlow

from leergang.health import heartbeats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leergang.settings")

logger = logging.getLogger(__name__)


class RepeatableTask(Task):
    """A task finds its work in the database: asking for it in vain costs a round, no more."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        try:
            return super().apply_async(*args, **options)
        except (OperationalError, Away, TooSlow):
            logger.warning("The broker is away: %s waits for its next round.", self.name)
            return None

    def after_return(self, *args: Any) -> None:
        """A worker that brings tasks to an end lives; one called in place says nothing of it."""
        super().after_return(*args)
        if not self.request.is_eager:
            heartbeats.leave(heartbeats.WORKER)


app = Celery("leergang", task_cls=RepeatableTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
