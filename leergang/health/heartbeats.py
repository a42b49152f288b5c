"""Signs of life of the two processes without a page of their own: worker and beat.

Each leaves a time in the cache, where the web reads it, and touches a file of its own container,
where the check of that container reads it (bin/healthcheck.py).
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.ways_in import attempts

WORKER, BEAT = "worker", "beat"
# The scheduler starts a task every half minute: ten in a row that were not seen.
SILENT_AFTER = timedelta(minutes=5)


def leave(process: str) -> None:
    """Say that this process did what it is for just now."""
    cache.set(_key(process), timezone.now(), timeout=None)
    file = Path(settings.VAR_DIR) / f"{process}-heartbeat"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def last(process: str) -> datetime | None:
    """When the process was last heard; nothing when it never was, or while the cache is away."""
    seen: datetime | None = cache.get(_key(process))
    return seen


def can_be_heard() -> bool:
    """Whether the cache, through which the processes are heard, answers now."""
    return attempts.can_be_counted()


def _key(process: str) -> str:
    return f"heartbeat:{process}"
