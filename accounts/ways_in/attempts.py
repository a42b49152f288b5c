"""How often something was tried, as the cache remembers it."""

from django.core.cache import cache


def count(key: str, seconds: float) -> int:
    """Count one more under `key`, which is forgotten `seconds` after the first."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ended, or the server came back empty, between the two
        return 1
