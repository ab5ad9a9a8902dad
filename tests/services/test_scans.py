"""Scans of LibreView: readings like others, but of no series and of no figure."""

from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.periods import By
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.series import SeriesQuery, Step
from healthdesk.storage import figures
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, verified, weight


def glucose(value: float, at: int, source: str) -> Draft:
    return Draft("blood-glucose", value, "mg/dL", at, 60, source=source)


@pytest.fixture
def scanned(app: App, me: Person) -> App:
    """Forty days of the sensor's grid, and a scan of 300 an hour after each entry."""
    grid = [glucose(100 + n, NEW_YEAR + n * DAY + 8 * HOUR, "Libre") for n in range(40)]
    scans = [glucose(300, draft.recorded_at + MINUTE, "scan") for draft in grid]
    app.journal.add(OWNER, [*grid, *scans], me.id)
    return app


def test_they_are_kept(scanned: App, me: Person):
    kind = scanned.journal.types(OWNER)["blood-glucose"]
    with scanned.db.reading() as connection:
        newest = figures.latest(connection, me.id, kind, NEW_YEAR_DAY - 1, NEW_YEAR_DAY + 50)
    assert (newest[0], newest[5]) == (300, "scan")
    verified(scanned)


@pytest.mark.parametrize("by", ["daily", "weekly", "monthly"])
@pytest.mark.parametrize(
    "period",
    [
        {"day_from": NEW_YEAR_DAY, "day_to": NEW_YEAR_DAY + 50},
        {"start": NEW_YEAR + HOUR, "end": NEW_YEAR + 45 * DAY + HOUR},
    ],
)
def test_they_are_in_no_figure(scanned: App, me: Person, by: By, period):
    report = scanned.analytics.report(OWNER, me.id, "blood-glucose", by=by, **period)
    statistics = report["statistics"]
    assert (statistics["total_records"], statistics["max"], statistics["avg"]) == (40, 139, 119.5)
    assert max(point["max"] for point in report["data_points"]) == 139
    assert statistics["trend_value"] == pytest.approx(7)


@pytest.mark.parametrize(("step", "points"), [("raw", 40), ("hour", 40), ("day", 40), ("week", 6)])
def test_they_are_in_no_series(scanned: App, me: Person, step: Step, points):
    query = SeriesQuery(me.id, "blood-glucose", NEW_YEAR - DAY, NEW_YEAR + 50 * DAY, "mg/dL", step)
    (line,) = scanned.analytics.series(OWNER, query).lines
    assert (len(line.at), line.hi.max(), line.count.sum()) == (points, 139, 40)


def test_other_types_know_no_scans(app: App, me: Person):
    app.journal.add(OWNER, [weight(80, source="scan")], me.id)
    report = app.analytics.report(OWNER, me.id, "weight", NEW_YEAR_DAY - 1, NEW_YEAR_DAY + 1)
    assert report["statistics"]["total_records"] == 1
