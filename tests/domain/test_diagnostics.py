"""What of an installation somebody should look at."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from healthdesk.domain.diagnostics import (
    Diagnosis,
    Latency,
    Schedule,
    Sizes,
    checklist,
    day_of_counts,
    latency,
    room_needed,
)
from healthdesk.domain.meters import (
    QUERY_SECONDS,
    REQUEST_ERRORS,
    REQUEST_SECONDS,
    REQUESTS,
    Counts,
)

AT = 1_800_000_000_000
QUICK = Latency(1000, 1.0, 5.0, 9.0)
WELL = Diagnosis(
    at=AT, collected=True, api=QUICK, database=QUICK, requests=1000, errors=0, reminders_failed=0,
    recent=2, days=(), sizes=Sizes(10_000_000, 0, 0, 0, 0, 0, 50_000_000_000), backup_age=3600.0,
    slow=(), cache={}, schedule=Schedule(2, 1, 0, AT + 60_000, AT, 5, 0, 0), processes=(),
    last_beat=AT // 60_000 - 1, minute=AT // 60_000, log_errors=0, pending=0, maintenance="",
    memory=None, connections=3,
)  # fmt: skip


def bad(found: Diagnosis) -> list[str]:
    return [check.name for check in checklist(found) if check.state == "bad"]


def test_all_is_well():
    assert {check.state for check in checklist(WELL)} == {"good"}
    assert len(checklist(WELL)) == 12


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"collected": False}, "counting"),
        ({"last_beat": WELL.minute - 4}, "serve"),
        ({"api": Latency(1000, 1.0, 200.0, 300.0)}, "api"),
        ({"database": Latency(1000, 1.0, 100.0, 300.0)}, "database"),
        ({"errors": 1}, "errors"),
        ({"reminders_failed": 1}, "reminders"),
        ({"schedule": replace(WELL.schedule, next_at=AT - 11 * 60_000)}, "scheduler"),
        ({"pending": 1}, "schema"),
        ({"maintenance": "healthdesk db"}, "maintenance"),
        ({"backup_age": 7 * 86_400.0 + 1}, "backup"),
        ({"backup_age": math.inf}, "backup"),
        ({"sizes": replace(WELL.sizes, free=999_999_999)}, "disk"),
        ({"log_errors": 1}, "log"),
    ],
)
def test_one_thing_wrong_is_the_one_thing_named(change, name):
    assert bad(replace(WELL, **change)) == [name]


@pytest.mark.parametrize(
    "change",
    [
        {"last_beat": WELL.minute - 3},
        {"errors": 1, "requests": 1001},
        {"schedule": replace(WELL.schedule, next_at=None)},
        {"schedule": replace(WELL.schedule, next_at=AT - 9 * 60_000)},
    ],
)
def test_what_is_still_well(change):
    assert bad(replace(WELL, **change)) == []


def test_of_little_nothing_is_said():
    never = replace(WELL, last_beat=None)
    assert {check.name for check in checklist(never) if check.state == "unknown"} == {"serve"}
    few = replace(WELL, api=Latency(19, 9e3, 9e3, 9e3), requests=19, errors=5)
    states = {check.name: check.state for check in checklist(few)}
    assert (states["api"], states["errors"]) == ("unknown", "unknown")


@pytest.mark.parametrize(("size", "room"), [(0, 10**9), (10**9 // 3, 10**9), (10**9, 3 * 10**9)])
def test_room_for_a_backup_and_an_upgrade(size, room):
    assert room_needed(size) == room


def test_quantiles_and_days():
    counts = Counts()
    counts.count(REQUESTS, ("GET", "/x", "200"), 7)
    counts.count(REQUEST_ERRORS, ("/x", "500"), 2)
    for _ in range(100):
        counts.observe(QUERY_SECONDS, ("read",), 0.002)
    found = latency(counts, QUERY_SECONDS)
    # All lie between 1 and 2.5 ms, and are taken to be spread evenly there.
    assert [found.n, found.p50, found.p95, found.p99] == pytest.approx([100, 1.75, 2.425, 2.485])
    day = day_of_counts(5, counts)
    assert (day.requests, day.errors, day.api_ms, day.database_ms) == (7, 2, None, found.p95)
    assert latency(counts, REQUEST_SECONDS) == Latency(0, None, None, None)
