"""One line per act: who did what to which rows, what came of it, and how long it took.

Numbers of rows only. A token, a code or the id of a page of a journal is no number.
"""

import logging
from collections.abc import Mapping
from typing import Any, Literal

# `invalid` is a page shown again, with what is wrong; `refused` may not, or is not there.
Result = Literal["done", "invalid", "refused", "failed"]

logger = logging.getLogger(__name__)


def write(
    *, who: int | None, what: str, of: Mapping[str, Any], result: Result, seconds: float
) -> None:
    rows = "".join(f" {name}={number}" for name, number in of.items() if type(number) is int)
    logger.info(
        "act who=%s what=%s%s result=%s ms=%.0f", who or "-", what, rows, result, seconds * 1000
    )
