"""The program's own counters: how much was done and how long it took, never a value of health.

A `Meter` gathers what one process does; `services.metrics` keeps it in the metrics log, so that
the work of window, command line and API counts alike and survives a restart.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    name: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in seconds, counted by the upper limits they stay within."""

    name: str
    text: str
    limits: tuple[float, ...]
    labels: tuple[str, ...] = ()


CREATED, UPDATED, DELETED = (
    "health_records_created_total", "health_records_updated_total", "health_records_deleted_total",
)  # fmt: skip
REQUESTS, REQUEST_ERRORS = "health_api_requests_total", "health_api_errors_total"
GOALS_COMPLETED = "health_goals_completed_total"
REMINDERS_SENT, REMINDERS_FAILED = "health_reminders_sent_total", "health_reminders_failed_total"
REQUEST_SECONDS, QUERY_SECONDS = (
    "health_api_request_duration_seconds", "health_db_query_duration_seconds",
)  # fmt: skip
# Beats of a process that serves, one a minute: what up time is told by. Not served.
BEATS: Final = "serve_beats"
# Memory (bytes) that process held at each beat, added up. Not served.
BEAT_BYTES: Final = "serve_beat_bytes"
OURS_ALONE: Final = frozenset({BEATS, BEAT_BYTES})
# What was done to data and what went wrong: rarer than requests and reads, and not to be lost
# with a process that is killed.
LASTING: Final = frozenset(
    {CREATED, UPDATED, DELETED, GOALS_COMPLETED, REMINDERS_SENT, REMINDERS_FAILED, REQUEST_ERRORS}
)

COUNTERS: Final[Mapping[str, Counter]] = {
    one.name: one
    for one in (
        Counter(CREATED, "Readings stored.", ("type",)),
        Counter(UPDATED, "Readings changed.", ("type",)),
        Counter(DELETED, "Readings put into the bin.", ("type",)),
        Counter(REQUESTS, "Requests to the API.", ("method", "route", "status")),
        Counter(REQUEST_ERRORS, "Requests that the API answered with a fault of its own.",
                ("route", "status")),
        Counter(GOALS_COMPLETED, "Goals completed.", ("type",)),
        Counter(REMINDERS_SENT, "Reminders told.", ("channel",)),
        Counter(REMINDERS_FAILED, "Reminders that could not be told.", ("channel",)),
        Counter(BEATS, "Minutes served."),
        Counter(BEAT_BYTES, "Bytes held at each beat."),
    )
}  # fmt: skip
TIMINGS: Final[Mapping[str, Timing]] = {
    one.name: one
    for one in (
        Timing(REQUEST_SECONDS, "Time the API took to answer.",
               (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10), ("route",)),
        Timing(QUERY_SECONDS, "Time a transaction or a read of the data file took.",
               (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
                1, 2, 5, 10), ("kind",)),
    )
}  # fmt: skip
# A label's words are kinds of things; of one metric no more than so many are kept apart.
MOST_SERIES: Final = 1000
OTHER: Final = "other"
# The channel of reminders that nobody told but that wait for whoever looks.
INBOX: Final = "inbox"
# In the place of the name somebody gave to a type of their own.
OWN: Final = "own"


@dataclass(slots=True)
class Counts:
    """What was gathered: numbers by series, durations as counts below each limit, and their
    sum. A series is its name and the words of its labels."""

    counters: dict[tuple[str, Labels], float] = field(default_factory=dict)
    timings: dict[tuple[str, Labels], list[float]] = field(default_factory=dict)

    def count(self, name: str, labels: Labels, n: float = 1) -> None:
        key = (name, labels)
        if key not in self.counters:
            key = self._bounded(self.counters, name, labels)
            self.counters.setdefault(key, 0)
        self.counters[key] += n

    def observe(self, name: str, labels: Labels, seconds: float) -> None:
        limits = TIMINGS[name].limits
        place = bisect_left(limits, seconds)
        known = self.timings.get((name, labels))
        if known is None:
            self.merge_timing(name, labels, _one(place, len(limits), seconds))
        else:  # at each write, so no more than this
            known[place] += 1.0
            known[-1] += seconds

    def merge_timing(self, name: str, labels: Labels, numbers: Sequence[float]) -> None:
        """Add counts by limit (the last one beyond all), followed by the sum of seconds."""
        key = self._bounded(self.timings, name, labels)
        known = self.timings.get(key)
        if known is None:
            self.timings[key] = list(numbers)
        else:
            for place, number in enumerate(numbers):
                known[place] += number

    def merge(self, other: Counts) -> None:
        for (name, labels), n in other.counters.items():
            self.count(name, labels, n)
        for (name, labels), numbers in other.timings.items():
            self.merge_timing(name, labels, numbers)

    def copy(self) -> Counts:
        return Counts(
            dict(self.counters), {key: list(numbers) for key, numbers in self.timings.items()}
        )

    def total(self, name: str) -> float:
        """A counter over all its labels."""
        return sum(n for (own, _), n in self.counters.items() if own == name)

    def timing(self, name: str) -> list[float]:
        """A timing over all its labels; empty where there is none."""
        rows = [numbers for (own, _), numbers in self.timings.items() if own == name]
        return [sum(column) for column in zip(*rows, strict=True)]

    @staticmethod
    def _bounded(
        known: Mapping[tuple[str, Labels], object], name: str, labels: Labels
    ) -> tuple[str, Labels]:
        key = (name, labels)
        if key in known or sum(own == name for own, _ in known) < MOST_SERIES:
            return key
        return name, (OTHER,) * len(labels)


def _one(place: int, limits: int, seconds: float) -> list[float]:
    numbers = [0.0] * (limits + 2)
    numbers[place] = 1.0
    numbers[-1] = seconds
    return numbers


def quantile(numbers: Sequence[float], limits: Sequence[float], share: float) -> float | None:
    """The duration (s) that a share of all stays within, linear between two limits as
    Prometheus' `histogram_quantile` has it; beyond the last limit that limit. None for none."""
    counts = numbers[:-1]
    total = sum(counts)
    if not total:
        return None
    wanted, seen, low = share * total, 0.0, 0.0
    for limit, count in zip(limits, counts, strict=False):
        if count and seen + count >= wanted:
            return low + (limit - low) * (wanted - seen) / count
        seen, low = seen + count, limit
    return limits[-1]


class Meter:
    """What this process did since it was last asked. May be used from every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = Counts()
        # Who writes down at once what `LASTING` names; nobody: it waits with all else.
        self.write_down: Callable[[Counts], object] | None = None

    def count(self, name: str, *labels: str, n: float = 1) -> None:
        if self.write_down is not None and name in LASTING:
            done = Counts()
            done.count(name, labels, n)
            self.write_down(done)
            return
        with self._lock:
            self._counts.count(name, labels, n)

    def observe(self, name: str, seconds: float, *labels: str) -> None:
        with self._lock:
            self._counts.observe(name, labels, seconds)

    def take(self) -> Counts | None:
        """All of it, and none of it again; None where nothing happened."""
        with self._lock:
            taken = self._counts
            if not taken.counters and not taken.timings:
                return None
            self._counts = Counts()
            return taken

    def look(self) -> Counts:
        """A copy of what was not taken yet."""
        with self._lock:
            seen = Counts()
            seen.merge(self._counts)
            return seen
