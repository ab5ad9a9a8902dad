"""What the program tells about itself, and that it tells nothing else."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from healthdesk.bootstrap import App, open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.diagnostics import Slow, checklist
from healthdesk.domain.errors import StorageError
from healthdesk.logs import SharedFileHandler
from healthdesk.paths import Paths
from healthdesk.services.metrics import MetricsLog
from healthdesk.settings import Settings
from healthdesk.storage import backup
from healthdesk.texts import Format
from healthdesk.texts.diagnostics import age_text, ms_text, report, sections, size_text
from tests.opened import app, empty_database, make_app, weight
from tests.services.served import serve_for_days

__all__ = ["app", "empty_database", "make_app"]


def test_a_new_folder(app: App):
    found = app.diagnostics.look(OWNER)
    assert found.sizes.database == app.paths.database.stat().st_size
    assert found.sizes.free > 0
    assert found.sizes.backup_count == 0
    assert (found.requests, found.last_beat, found.pending) == (0, None, 0)
    assert len(found.days) == 30
    assert found.connections == 3


def test_what_was_served(app: App):
    serve_for_days(app)
    found = app.diagnostics.look(OWNER)
    assert found.requests == 185 + 190
    assert [day.requests for day in found.days] == [45 + 5 * n for n in range(30)]
    assert (found.errors, found.reminders_failed) == (3, 1)
    assert found.last_beat in {found.minute - 1, found.minute}
    times = [found.api.n, found.api.p50, found.api.p95, found.api.p99]
    assert times == pytest.approx([375, 9.13, 23.3, 24.66], rel=0.01)
    bad = {check.name for check in checklist(found) if check.state == "bad"}
    assert bad == {"errors", "reminders", "backup"}


def test_a_backup_settles_it(app: App):
    app.keeper.backup(OWNER)
    found = app.diagnostics.look(OWNER)
    assert found.backup_age < 100
    assert (found.sizes.backup_count, found.sizes.backups > 0) == (1, True)


def test_errors_of_the_log_are_counted(app: App):
    handler = SharedFileHandler(app.paths.logs / "serve.log")
    for level in (logging.WARNING, logging.ERROR):
        handler.emit(logging.LogRecord("healthdesk.test", level, "", 0, "said", None, None))
    handler.close()
    assert app.diagnostics.look(OWNER).log_errors == 1


def test_an_older_schema_is_told_and_one_without_any_refused(app: App):
    app.keeper.downgrade(OWNER, "0006")
    assert app.diagnostics.look(OWNER).pending > 0
    app.keeper.downgrade(OWNER, "base")
    with pytest.raises(StorageError):
        app.diagnostics.look(OWNER)


def test_the_report_names_nobody_and_nothing_measured(app: App):
    person = app.journal.default_person(OWNER)
    app.journal.edit_person(OWNER, person.id, name="Ada Secret")
    app.journal.add(
        OWNER, [weight(81.25, note="secret", tags=("secret",), source="Secret Watch")], person.id
    )
    serve_for_days(app)
    found = app.diagnostics.look(OWNER)
    text = report(found, checklist(found), Format(), "1.0", "Linux")
    assert "ecret" not in text
    assert "81.25" not in text
    assert str(app.paths.data) not in text
    for said in ("Checklist", "95 % within", "Data file", "Slow statements"):
        assert (said in text) == (said != "Checklist")


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (12_345_678, "12.3 MB"),
        (5 * 10**15, "5,000.0 TB"),
    ],
)
def test_sizes(size, said):
    assert size_text(size, Format()) == said


@pytest.mark.parametrize(
    ("ms", "said"),
    [(None, "–"), (0.25, "0.3 ms"), (4.2, "4.2 ms"), (150.4, "150 ms"), (1500, "1.5 s")],
)
def test_times(ms, said):
    assert ms_text(ms, Format()) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(float("inf"), "none yet"), (59.0, "less than an hour ago"), (3600.0, "1 hour ago"),
     (47 * 3600.0, "47 hours ago"), (8 * 86400.0, "8 days ago")],
)  # fmt: skip
def test_ages(seconds, said):
    assert age_text(seconds, Format()) == said


def test_looking_writes_nothing_but_counts(app: App):
    before = app.paths.database.read_bytes()
    app.diagnostics.look(OWNER)
    assert app.paths.database.read_bytes() == before
    assert MetricsLog(app.paths.data / "metrics").totals().ever.counters == {}


def test_every_usual_read_has_a_name_in_words(app: App):
    with app.db.reading() as connection:
        reads = backup.slow_reads(connection, app.db.types, 1, slow_ms=-1.0)
    slow = [one["statement"] for one in reads]
    assert len(slow) == 7
    found = app.diagnostics.look(OWNER)
    told = replace(found, slow=tuple(Slow(name, 120.0, True) for name in slow))
    (section,) = [one for one in sections(told, Format()) if one.title == "Slow statements"]
    assert len({label for label, _ in section.rows}) == 7
    assert {value for _, value in section.rows} == {"120 ms, whole table"}


@pytest.mark.parametrize("hub", ["", "postgresql://hub.example/health"])
def test_a_hub_that_is_named_and_not_joined_is_told(tmp_path: Path, hub: str):
    paths = Paths.find(str(tmp_path / "here"), {})
    variables = {"HEALTH_DATABASE_URL": hub} if hub else {}
    app = open_app(paths, Settings(paths.config_file, {}, variables))
    try:
        (section,) = [
            one for one in sections(app.diagnostics.look(OWNER), Format()) if one.title == "Sync"
        ]
    finally:
        app.close()
    assert ("HEALTH_DATABASE_URL" in section.rows[0][0]) == bool(hub)
    assert "example" not in section.rows[0][0]
