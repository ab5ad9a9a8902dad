"""The success table of a real data file and a real metrics log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData, StorageError
from healthdesk.domain.meters import (
    BEAT_BYTES,
    BEATS,
    REQUEST_ERRORS,
    REQUEST_SECONDS,
    REQUESTS,
    Counts,
)
from healthdesk.domain.success import Figure
from healthdesk.services.metrics import MetricsLog
from healthdesk.services.success import Success
from tests.opened import DAY, MINUTE, empty_database, make_app, weight

__all__ = ["empty_database", "make_app"]

NOW = dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)
NOW_MS = int(NOW.timestamp() * 1000)


@pytest.fixture
def app(make_app: Callable[[str], App]) -> App:
    return make_app("data")


def figures(app: App, days: int = 90) -> dict[str, Figure]:
    report = Success(app.db, app.metrics, lambda: NOW).report(OWNER, days)
    return {one.name: one for one in report.figures}


def happened(app: App, at: int, *counts: tuple[str, tuple[str, ...], float]) -> None:
    made = Counts()
    for name, labels, n in counts:
        made.count(name, labels, n)
    MetricsLog(app.paths.data / "metrics").append(made, at)


def made_on(app: App, person_id: int, days_ago: int) -> None:
    with app.db.transaction("test") as tx:
        at = NOW_MS - days_ago * DAY
        tx.execute("UPDATE health_person SET created_at=? WHERE id=?", (at, person_id))


def stored_on(app: App, person_id: int, days_ago: int) -> None:
    at = NOW_MS - days_ago * DAY
    stored = app.journal.add(OWNER, [weight(80, at)], person_id).records
    with app.db.transaction("test") as tx:
        tx.execute(
            "UPDATE health_record SET created_at=?, updated_at=? WHERE id=?", (at, at, stored[0].id)
        )


class TestFromTheLog:
    def test_requests_and_errors_of_the_period_alone(self, app):
        ok, failed = ("GET", "/x", "200"), ("/x", "500")
        happened(app, NOW_MS, (REQUESTS, ok, 990.0), (REQUEST_ERRORS, failed, 2.0))
        happened(app, NOW_MS - 8 * DAY, (REQUESTS, ok, 10.0), (REQUEST_ERRORS, failed, 8.0))
        assert figures(app, 7)["errors"].value == pytest.approx(100 * 2 / 990)
        assert figures(app, 9)["errors"].value == pytest.approx(1.0)

    def test_latency(self, app):
        counts = Counts()
        for _ in range(50):
            counts.observe(REQUEST_SECONDS, ("/x",), 0.0015)
        MetricsLog(app.paths.data / "metrics").append(counts, NOW_MS)
        one = figures(app)["api-p95"]
        assert one.met is True
        assert one.value == pytest.approx(2.425)  # 95 % of the way from 1 to 2.5

    def test_up_time_and_memory_from_beats(self, app):
        begin = NOW_MS - 2 * DAY
        down = range(1000, 1288)
        for n in range(2 * 1440):
            if n not in down:
                held = 100e6 if n < 1000 else 105e6
                happened(app, begin + n * MINUTE, (BEATS, (), 1.0), (BEAT_BYTES, (), held))
        found = figures(app)
        assert found["up-time"].value == pytest.approx(90.0)
        assert found["up-time"].met is False
        assert found["memory-growth"].value == pytest.approx(5.0)
        assert found["memory-growth"].met is True

    def test_two_that_serve_at_once_count_once(self, app):
        for n in range(1, 121):
            happened(app, NOW_MS - n * MINUTE, (BEATS, (), 1.0))
            if n < 60:
                happened(app, NOW_MS - n * MINUTE + 100, (BEATS, (), 1.0))
        assert figures(app)["up-time"].value == pytest.approx(100.0)

    def test_served_minutes_outlast_the_folding_of_the_log(self, app, monkeypatch):
        from healthdesk.services import metrics

        monkeypatch.setattr(metrics, "FOLD_BYTES", 2000)
        monkeypatch.setattr(metrics, "SETTLED_S", -1.0)
        monkeypatch.setattr(metrics, "KEPT_DAYS", 4000)
        for n in range(120, 0, -1):
            happened(app, NOW_MS - n * MINUTE, (BEATS, (), 1.0))
        assert (app.paths.data / "metrics" / "totals.json").exists()
        assert figures(app)["up-time"].value == pytest.approx(100.0)

    def test_a_beat_is_written_at_once(self, app):
        app.metrics.beat(OWNER)
        written = MetricsLog(app.paths.data / "metrics").totals()
        assert written.ever.total(BEATS) == 1
        assert written.ever.total(BEAT_BYTES) > 1_000_000
        assert len(written.served) == 1


class TestFromTheFile:
    def test_of_a_new_file_people_are_withheld(self, app):
        found = figures(app)
        for name in ("adoption", "daily-active", "readings-per-week", "goal-completion",
                     "retention"):  # fmt: skip
            assert found[name].value is None, name

    def test_users(self, app):
        for n, days in enumerate(((100, 99, 20), (100, 5), (95,))):
            person = app.journal.add_person(OWNER, f"P{n}")[0]
            made_on(app, person.id, days[0])
            for day in days[1:]:
                stored_on(app, person.id, day)
        found = figures(app)
        # The first stored within 30 days, the second later, the third never.
        assert found["adoption"].value == pytest.approx(100 / 3)
        assert found["adoption"].of == 3
        # Active at first was the first alone, and again on day 81.
        assert (found["retention"].value, found["retention"].of) == (100.0, 1)
        # Days 20 and 5 ago lie in the period, the 99th ago before it.
        assert found["daily-active"].value == pytest.approx(100 * 2 / 3 / 90)
        assert found["readings-per-week"].value == pytest.approx(7 * 2 / (3 * 90))

    def test_what_was_binned_still_counts_as_use_but_not_as_a_reading(self, app):
        person = app.journal.default_person(OWNER)
        made_on(app, person.id, 40)
        stored_on(app, person.id, 20)
        with app.db.transaction("test") as tx:
            at = NOW_MS - 10 * DAY
            tx.execute("UPDATE health_record SET deleted_at=?, updated_at=?", (at, at))
        found = figures(app)
        assert found["readings-per-week"].value == 0
        assert found["daily-active"].value == pytest.approx(100 * 2 / 41)

    def test_goals(self, app):
        person = app.journal.default_person(OWNER)
        with app.db.transaction("test") as tx:
            row = (
                "INSERT INTO health_goal(uid, person_id, type_id, kind, target_value, unit,"
                " start_date, target_date, status, completed_at, created_at, updated_at)"
                " VALUES (randomblob(16), ?, ?, ?, 70, 'kg', '2026-01-01', ?, ?, ?, 0, 0)"
            )
            kind = app.db.types["weight"].id
            for what, date, status, completed in (
                ("target", "2026-12-01", "completed", NOW_MS - DAY),
                ("target", "2026-06-01", "active", None),
                ("target", "2026-07-01", "paused", None),
                ("habit", None, "completed", NOW_MS - DAY),
            ):
                tx.execute(row, (person.id, kind, what, date, status, completed))
        one = figures(app)["goal-completion"]
        assert (one.value, one.of) == (50.0, 2)


@pytest.mark.parametrize("days", [0, -1, 401, 10**9])
def test_a_period_that_is_not_kept_is_refused(app, days):
    with pytest.raises(InvalidData):
        figures(app, days)


def test_an_older_file_is_refused(app, tmp_path: Path):
    app.keeper.downgrade(OWNER, "0006")
    with pytest.raises(StorageError):
        figures(app)
    assert "health_goals_active_total" not in app.metrics.gauges(OWNER)
