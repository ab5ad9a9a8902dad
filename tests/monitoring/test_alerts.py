"""The three given alerts fire: a real Prometheus, a real `serve`, real trouble."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from healthdesk.domain.meters import REMINDERS_FAILED, Counts
from healthdesk.services.metrics import MetricsLog
from tests.cli.conftest import TOP
from tests.monitoring.conftest import Prometheus, Served, faster, until
from tests.monitoring.test_resources import expressions

# Keeps everybody else from writing, three seconds of four.
HOLD = """
import sys, time
from pathlib import Path
from contextlib import closing
from healthdesk.storage.database import Database
with closing(Database(Path(sys.argv[1])).connect()) as raw:
    while True:
        raw.execute("BEGIN IMMEDIATE")
        time.sleep(3.0)
        raw.execute("ROLLBACK")
        time.sleep(0.3)
"""


@contextmanager
def again_and_again(do: Callable[[], object], every_s: float = 0.2) -> Iterator[None]:
    """On a thread of its own, until the block is over."""
    ended = threading.Event()

    def go() -> None:
        while not ended.wait(every_s):
            do()

    thread = threading.Thread(target=go, name="trouble")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def holding(served: Served) -> Iterator[None]:
    words = [sys.executable, "-c", HOLD, str(served.folder / "healthdesk.db")]
    with subprocess.Popen(words, cwd=TOP) as process:
        try:
            yield
        finally:
            process.kill()


def post(served: Served) -> int:
    return served.post("/api/health/records", {"type": "weight", "value": 80})


def fail_to_tell(served: Served) -> None:
    """As a trigger in a process of its own counts it."""
    failed = Counts()
    failed.count(REMINDERS_FAILED, ("service",))
    MetricsLog(served.folder / "metrics").append(failed, time.time_ns() // 1_000_000)


def test_times_are_divided_and_bounds_are_not():
    text = "expr: rate(x[5m]) > 0.1\nfor: 2m\nscrape_interval: 30s\nexpr: y > 7 * 24 * 3600\n"
    assert faster(text) == (
        "expr: rate(x[10s]) > 0.1\nfor: 4s\nscrape_interval: 1s\nexpr: y > 7 * 24 * 3600\n"
    )


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_each_alert_fires_in_its_trouble_and_no_other_does(served: Served, prometheus: Prometheus):
    assert post(served) == 201
    given = {"HealthAPIHighErrorRate", "HealthDBSlowQueries", "HealthReminderFailures"}
    assert not prometheus.firing() & {*given, "HealthNotRunning"}

    with again_and_again(lambda: fail_to_tell(served)):
        until(lambda: "HealthReminderFailures" in prometheus.firing(), "failed reminders")
    assert "HealthDBSlowQueries" not in prometheus.firing()

    with holding(served), again_and_again(lambda: post(served)):
        until(lambda: "HealthDBSlowQueries" in prometheus.firing(), "a slow database")
    assert "HealthAPIHighErrorRate" not in prometheus.firing()

    database = served.folder / "healthdesk.db"
    away = database.rename(served.folder / "elsewhere.db")
    with again_and_again(lambda: post(served)):
        until(lambda: "HealthAPIHighErrorRate" in prometheus.firing(), "errors of the API")
    assert "HealthNotRunning" not in prometheus.firing()

    away.rename(database)
    until(lambda: post(served) == 201, "the API is well again")
    until(lambda: not prometheus.firing() & given, "all alerts are over")

    for where, expression in expressions():
        prometheus.query(expression)  # fails where it can't be answered
        if where in {"Requests a second", "Time to answer", "Reads and writes a second",
                     "Readings stored in a day", "Failed requests a second", "Connections",
                     "Goals under way", "Memory"}:  # fmt: skip
            assert prometheus.query(expression), where


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_the_rules_prometheus_runs_are_healthy(prometheus: Prometheus):
    def rules() -> list[dict[str, str]]:
        found = [rule for group in prometheus.ask("rules")["groups"] for rule in group["rules"]]
        return found if all(rule["health"] == "ok" for rule in found) else []

    names = [rule["name"] for rule in until(rules, "every rule was looked at")]
    assert names == [
        "HealthAPIHighErrorRate", "HealthDBSlowQueries", "HealthReminderFailures",
        "HealthNotRunning", "HealthBackupTooOld", "HealthDiskLow",
    ]  # fmt: skip
