"""How a status looks: the one place where words of the domain become classes and shapes."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from certificaten.verdict import Stand
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.kind import DayKind
from cohorts.aanwezigheid.progress.person import Voortgang
from cohorts.planning.standing import Fase
from programma.models import DAGDELEN_PER_PROGRAMMA
from rapportages.models import Voltooiing

register = template.Library()
Status = Aanwezigheid.Status

# The names of the design system; written out, because only then their rules are served.
OK = "utrecht-status-badge--success"
INFO = "utrecht-status-badge--neutral"
WARN = "utrecht-status-badge--warning"
BAD = "utrecht-status-badge--danger"
# What is not here is a plain pill, row or cell.
PILLS: dict[str, str] = {
    Status.AANWEZIG: OK,
    Status.INGEHAALD: INFO,
    Status.AFGEMELD: WARN,
    Status.AFWEZIG: BAD,
    DayKind.HALVE_DAG: WARN,
    Fase.ONVOLLEDIG: WARN,
    Fase.LOOPT: INFO,
    Fase.VOORBIJ: OK,
    Voltooiing.BEZIG: INFO,
    Voltooiing.AFGEROND: OK,
    Stand.KLAAR: INFO,
    Stand.UITGEGEVEN: OK,
    Stand.INGETROKKEN: BAD,
    Stand.VERVANGEN: BAD,
}
ROWS: dict[str, str] = {
    Status.OPEN: "is-open",
    Status.AANWEZIG: "is-ok",
    Status.INGEHAALD: "is-ok",
    Status.AFGEMELD: "is-warn",
    Status.AFWEZIG: "is-bad",
    Status.NIET_GEREGISTREERD: "is-unknown",
}


@register.simple_tag
def pill(status: str, *words: object) -> SafeString:
    """A status as a pill with these words on it: `{% pill rij.status rij.label %}`."""
    kind = f" {PILLS[status]}" if status in PILLS else ""
    text = " ".join(map(str, words))
    return format_html('<span class="utrecht-status-badge{}">{}</span>', kind, text)


@register.filter
def row_class(status: str) -> str:
    """The class that gives a row of presentie its colour."""
    return ROWS.get(status, "")


@dataclass(frozen=True)
class Part:
    """One of the fourteen parts of the ring: where it stands, and whether it is followed."""

    degrees: str
    is_done: bool
    # Beyond the norm a part is thinner: it counts, and is not needed.
    is_extra: bool


@register.inclusion_tag("partials/_ring.html")
def ring(voortgang: Voortgang) -> dict[str, object]:
    """How many of the fourteen dagdelen are followed or caught up, as a ring."""
    parts = [
        Part(
            degrees=f"{number * 360 / DAGDELEN_PER_PROGRAMMA:.1f}",
            is_done=number < voortgang.behaald,
            is_extra=number >= voortgang.norm,
        )
        for number in range(DAGDELEN_PER_PROGRAMMA)
    ]
    return {"parts": parts, "behaald": voortgang.behaald, "norm": voortgang.norm}
