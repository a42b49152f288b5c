"""Numbers beside a row, counted by the database."""

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet, column: str) -> Coalesce:
    """How many of these rows there are, as one number for an outer row; all share `column`."""
    counted = rows.order_by().values(column).annotate(total=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("total"), output_field=IntegerField()), 0)
