"""The scheduler of Celery, with a heartbeat for every task that the broker took."""

from typing import Any

from celery.beat import PersistentScheduler

from leergang.health import heartbeats


class HeardScheduler(PersistentScheduler):
    """Celery's own goes on in silence while its broker is away; this one falls silent as well."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        result = super().apply_async(*args, **options)
        # A RepeatableTask answers nothing when the broker did not take it.
        if result is not None:
            heartbeats.leave(heartbeats.BEAT)
        return result
