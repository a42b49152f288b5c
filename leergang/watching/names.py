"""What an address is called in log lines, figures and reports.

Those of the journal are one name, without whose act it was: who keeps a log or a graph learns not
who writes, shares or reads a page, and not how often somebody does.
"""

from django.urls import ResolverMatch

JOURNAL = "logboek"


def is_of_journal(match: ResolverMatch | None) -> bool:
    return match is not None and match.func.__module__.startswith("reflecties.")


def name_of(match: ResolverMatch | None) -> str:
    if match is None:
        return "-"
    return JOURNAL if is_of_journal(match) else match.view_name
