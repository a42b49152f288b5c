"""Figures for Prometheus: how requests go, and what waits. No figure is about a person."""

import os
from collections.abc import Iterator

from django.db.models import Count, Min
from django.http import HttpRequest
from django.utils import timezone
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from berichten.models import Bericht
from certificaten.models import Certificaat
from leergang.watching.names import name_of

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

_of_this_process = CollectorRegistry()
_requests = Histogram(
    "leergang_request_seconds",
    "How long requests took, by the name of the address.",
    ("name", "method", "status"),
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=_of_this_process,
)


def method_of(request: HttpRequest) -> str:
    """One of the usual methods; what a visitor makes up is written and counted as one."""
    return request.method if request.method in METHODS else "other"


def count(request: HttpRequest, status: int, seconds: float) -> None:
    """Labels are kept for ever: an address that is none of ours gets no label of its own."""
    name = name_of(request.resolver_match)
    _requests.labels(name, method_of(request), f"{status // 100}xx").observe(seconds)


def text() -> bytes:
    """All figures, in the format that Prometheus reads."""
    requests = _of_this_process
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        requests = CollectorRegistry()
        MultiProcessCollector(requests)
    rows = CollectorRegistry()
    rows.register(Waiting())
    return generate_latest(requests) + generate_latest(rows)


class Waiting(Collector):
    """What the database says at this moment: the same for each process that is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = timezone.now()
        due = Bericht.objects.due(now).aggregate(number=Count("pk"), oldest=Min("klaar_vanaf"))
        berichten = GaugeMetricFamily(
            "leergang_berichten", "Messages that did not leave yet.", labels=["state"]
        )
        berichten.add_metric(["due"], due["number"])
        berichten.add_metric(["overdue"], Bericht.objects.overdue(now).count())
        berichten.add_metric(["failed"], Bericht.objects.failed(now).count())
        yield berichten
        yield GaugeMetricFamily(
            "leergang_oldest_due_bericht_seconds",
            "How long the oldest message that may leave has waited; 0 when none waits.",
            value=(now - (due["oldest"] or now)).total_seconds(),
        )
        yield GaugeMetricFamily(
            "leergang_certificaten_without_pdf",
            "Certificates that wait for their PDF.",
            value=Certificaat.objects.without_document().count(),
        )
