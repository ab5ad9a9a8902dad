"""Metrics as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from healthdesk.domain.accounts import Actor
from healthdesk.domain.meters import COUNTERS, OURS_ALONE, TIMINGS, Counter, Counts, Timing
from healthdesk.services.metrics import Metrics

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_GAUGES = {
    # The name is given; promtool would have a gauge not end so.
    "health_goals_active_total": "Goals under way.",
    "health_db_connections_active": "Connections of this process to the data file.",
    "health_memory_bytes": "Memory this process holds.",
    "health_database_bytes": "Size of the data file.",
    "health_disk_free_bytes": "Free room on the disk of the data file.",
    "health_backup_age_seconds": "Time since the newest backup in the data folder was made.",
}


def exposition(actor: Actor, metrics: Metrics) -> bytes:
    """All metrics, in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counted(actor, metrics))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Counted:
    """What was counted, as the library's families; made anew for each question."""

    def __init__(self, actor: Actor, metrics: Metrics) -> None:
        self._actor, self._metrics = actor, metrics

    def collect(self) -> Iterator[Metric]:
        ever = self._metrics.totals(self._actor).ever
        for counter in COUNTERS.values():
            if counter.name not in OURS_ALONE:
                yield _counter(counter, ever)
        for timing in TIMINGS.values():
            yield _histogram(timing, ever)
        for name, value in self._metrics.gauges(self._actor).items():
            yield GaugeMetricFamily(name, _GAUGES[name], value=value)


def _counter(counter: Counter, ever: Counts) -> Metric:
    family = CounterMetricFamily(counter.name, counter.text, labels=counter.labels)
    rows = {labels: n for (name, labels), n in ever.counters.items() if name == counter.name}
    for labels, n in sorted(rows.items()):
        family.add_metric(labels, n)
    return family


def _histogram(timing: Timing, ever: Counts) -> Metric:
    family = HistogramMetricFamily(timing.name, timing.text, labels=timing.labels)
    limits = [*(f"{limit:g}" for limit in timing.limits), "+Inf"]
    rows = {labels: each for (name, labels), each in ever.timings.items() if name == timing.name}
    for labels, numbers in sorted(rows.items()):
        counts = accumulate(numbers[:-1])
        family.add_metric(labels, list(zip(limits, counts, strict=True)), numbers[-1])
    return family
