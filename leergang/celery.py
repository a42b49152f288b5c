"""The Celery application; its settings are the `CELERY_*` lines of `leergang.settings`."""

import logging
import os
import time
from typing import Any

from celery import Celery, Task
from kombu.exceptions import OperationalError
from redis.exceptions import ConnectionError as Away
from redis.exceptions import TimeoutError as TooSlow

from leergang.health import heartbeats
from leergang.watching import acts
from leergang.watching.logs import request_id

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

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run it, under its own id, and say in one line what came of it."""
        before, begin = request_id.get(), time.monotonic()
        request_id.set(self.request.id or before)
        result: acts.Result = "failed"
        try:
            value = super().__call__(*args, **kwargs)
            result = "done"
        finally:
            seconds = time.monotonic() - begin
            acts.write(
                who=None, what=f"TASK:{self.name}", of=kwargs, result=result, seconds=seconds
            )
            if self.request.is_eager:
                request_id.set(before)
        return value


app = Celery("leergang", task_cls=RepeatableTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
