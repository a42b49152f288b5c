"""The cache, and what it answers in the seconds in which its server is away.

It holds counts and marks, nothing that a page is made of, so each use has its own safe side:

- `accounts.ways_in.attempts` starts anew: check-in and the public control page stay open.
- `add` says no: a sign-in link and an app's code, which work at most once, do not work in those
  seconds, and allauth, which takes a lock with `add`, refuses sign-ins that it cannot count.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Away
from redis.exceptions import TimeoutError as TooSlow
from redis.retry import Retry

logger = logging.getLogger(__name__)

# A request does not wait for a cache: one more try, for a connection that lay idle.
PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 2}


class _Absence:
    """Says once that the server went away, and once that it is back."""

    lasts = False

    def begins(self, error: Exception) -> None:
        if not self.lasts:
            logger.warning("The cache is away (%s): nothing is counted, links are refused.", error)
        self.lasts = True

    def ends(self) -> None:
        if self.lasts:
            logger.warning("The cache is back.")
        self.lasts = False


absence = _Absence()


def _while_away(method: Callable[..., Any], answer: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def wrapper(client: RedisCacheClient, *args: Any) -> Any:
        try:
            result = method(client, *args)
        except (Away, TooSlow) as error:
            absence.begins(error)
            return answer(*args)
        absence.ends()
        return result

    return wrapper


class ForgivingClient(RedisCacheClient):
    """While the server is away: an empty cache that keeps nothing."""

    add = _while_away(RedisCacheClient.add, lambda key, value, timeout: False)
    get = _while_away(RedisCacheClient.get, lambda key, default: default)
    set = _while_away(RedisCacheClient.set, lambda key, value, timeout: None)
    touch = _while_away(RedisCacheClient.touch, lambda key, timeout: False)
    delete = _while_away(RedisCacheClient.delete, lambda key: False)
    get_many = _while_away(RedisCacheClient.get_many, lambda keys: {})
    has_key = _while_away(RedisCacheClient.has_key, lambda key: False)
    incr = _while_away(RedisCacheClient.incr, lambda key, delta: delta)
    set_many = _while_away(RedisCacheClient.set_many, lambda data, timeout: None)
    delete_many = _while_away(RedisCacheClient.delete_many, lambda keys: None)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, without the 500 while the server is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        retry = {"retry": Retry(NoBackoff(), 1)}
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **retry}})
        self._class = ForgivingClient
