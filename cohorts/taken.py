"""A row that somebody else wrote between the look and the write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@contextmanager
def refused_when_taken(refusal: str) -> Iterator[None]:
    """What the database refuses because of another row is told to who asked for it.

    Around the write alone: whatever was wrong with the row itself is said before. Where a row above
    it can be held instead, hold that one.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError(refusal, code="exists") from error
