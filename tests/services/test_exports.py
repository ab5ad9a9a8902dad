"""One way out for every format: whole files, of what was asked, never over the database."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Cancelled, InvalidData, NotFound, StorageError
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.services import exports
from healthdesk.services.exports import CHECKED, ENDINGS
from tests.filled import fill
from tests.opened import NEW_YEAR_DAY, digest, weight

ALL = RecordQuery(with_deleted=True)
FORMATS = tuple(ENDINGS)


@pytest.fixture
def filled(app: App) -> tuple[int, int]:
    return fill(app)


@pytest.mark.parametrize("format_", FORMATS)
class TestEveryFormat:
    def test_file_and_stream_are_the_same(self, app: App, filled, tmp_path: Path, format_):
        out = tmp_path / "out"
        exported = app.exports.export(OWNER, format_, ALL, out)
        stream = io.BytesIO()
        assert app.exports.stream(OWNER, format_, ALL, stream) == exported
        assert stream.getvalue() == out.read_bytes()
        assert exported.count == (1 if format_ == "ical" else 11)
        assert exported.problems == ()

    def test_a_file_that_fails_leaves_the_one_before(
        self, app: App, filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_
    ):
        if format_ == "ical":
            return  # too short to be stopped
        from healthdesk.services import transfer

        monkeypatch.setattr(exports, "ROWS_A_LOOK", 1)
        monkeypatch.setattr(transfer, "EXPORT_ROWS_A_LOOK", 1)
        out = tmp_path / "to" / "out"
        out.parent.mkdir()
        out.write_text("before")
        with pytest.raises(Cancelled):
            app.exports.export(OWNER, format_, ALL, out, cancelled=lambda: True)
        assert out.read_text() == "before"
        assert list(out.parent.iterdir()) == [out]

    def test_never_over_the_database(self, app: App, filled, format_):
        before = digest(app)
        with pytest.raises(InvalidData) as error:
            app.exports.export(OWNER, format_, ALL, app.db.path)
        assert error.value.fields[0].code == "export-onto-database"
        assert digest(app) == before

    def test_a_folder_that_is_not_there(self, app: App, filled, tmp_path: Path, format_):
        with pytest.raises(StorageError) as error:
            app.exports.export(OWNER, format_, ALL, tmp_path / "nowhere" / "out")
        assert error.value.code == "file-not-written"

    def test_what_is_no_file_is_never_replaced(self, app: App, filled, tmp_path: Path, format_):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with pytest.raises(StorageError) as error:
            app.exports.export(OWNER, format_, ALL, pipe)
        assert error.value.code == "file-not-written"
        assert pipe.is_fifo()
        assert list(tmp_path.glob(".*.part")) == []

    def test_a_link_leads_to_the_file_afterwards_too(self, app: App, filled, tmp_path, format_):
        for target in (tmp_path / "there", tmp_path / "not there yet"):
            link = tmp_path / f"link to {target.name}"
            link.symlink_to(target.name)
            if target.name == "there":
                target.write_bytes(b"before")
            app.exports.export(OWNER, format_, RecordQuery(), link)
            assert link.is_symlink()
            assert len(target.read_bytes()) > len(b"before")

    def test_unknown_type(self, app: App, tmp_path: Path, format_):
        with pytest.raises(NotFound):
            app.exports.export(OWNER, format_, RecordQuery(types=("souls",)), tmp_path / "out")

    def test_only_fhir_can_be_checked(self, app: App, filled, tmp_path: Path, format_):
        if format_ in CHECKED:
            found = app.exports.export(OWNER, format_, ALL, tmp_path / "out", check=True)
            assert found.problems == ()
            return
        with pytest.raises(InvalidData) as error:
            app.exports.export(OWNER, format_, ALL, tmp_path / "out", check=True)
        assert error.value.fields[0].code == "export-check"


def test_a_format_nobody_knows(app: App, tmp_path: Path):
    with pytest.raises(InvalidData):
        app.exports.export(OWNER, "wordstar", ALL, tmp_path / "out")


def told(app: App, query: RecordQuery) -> list[tuple[str, float]]:
    """Type and value of what a query writes."""
    stream = io.BytesIO()
    app.exports.stream(OWNER, "json", query, stream)
    return [(one["type"], one["value"]) for one in json.loads(stream.getvalue())["records"]]


def test_by_person_type_period_and_bin(app: App, filled):
    ada, ben = filled
    assert ("weight", 95.2) in told(app, RecordQuery(person_ids=(ben,)))
    assert ("weight", 95.2) not in told(app, RecordQuery(person_ids=(ada,)))
    assert told(app, RecordQuery(person_ids=(ada,), types=("weight",))) == [("weight", 81.4)]
    both = RecordQuery(person_ids=(ada,), types=("weight",), with_deleted=True)
    assert told(app, both) == [("weight", 81.4), ("weight", 178)]
    assert told(app, replace(both, day_from=NEW_YEAR_DAY + 1)) == [("weight", 178)]


def test_persons_of_the_query_alone_are_named(app: App, filled):
    stream = io.BytesIO()
    app.exports.stream(OWNER, "json", RecordQuery(person_ids=(filled[1],)), stream)
    assert [one["name"] for one in json.loads(stream.getvalue())["persons"]] == ["Ben"]


def test_progress_reaches_the_end(app: App, me: Person, tmp_path: Path):
    app.journal.add(OWNER, [weight()], me.id)
    seen: list[tuple[int, int, int]] = []
    app.exports.export(
        OWNER, "json", ALL, tmp_path / "out", progress=lambda *step: seen.append(step)
    )
    assert seen[-1] == (1, 1, 1)


def test_reminders_that_are_no_rule_are_told(app: App, filled, tmp_path: Path):
    with app.db.transaction("cron") as tx:
        tx.execute("UPDATE health_reminder SET cron_expr='0 9 13 * 5'")
    found = app.exports.export(OWNER, "ical", ALL, tmp_path / "out.ics")
    assert [remark.code for remark in found.remarks] == ["ical-listed"]
    with app.db.transaction("cron") as tx:
        tx.execute("UPDATE health_reminder SET cron_expr='0 9 31 2 *'")
    found = app.exports.export(OWNER, "ical", ALL, tmp_path / "out.ics")
    assert [remark.code for remark in found.remarks] == ["ical-left-out"]
    assert found.count == 0


def test_reminders_by_person_and_type(app: App, filled, tmp_path: Path):
    ada, ben = filled
    for query, n in (
        (RecordQuery(person_ids=(ada,)), 1),
        (RecordQuery(person_ids=(ben,)), 0),
        (RecordQuery(types=("weight",)), 1),
        (RecordQuery(types=("mood",)), 0),
    ):
        assert app.exports.export(OWNER, "ical", query, tmp_path / "out.ics").count == n


def test_reminders_switched_off_are_left_out(app: App, filled, tmp_path: Path):
    with app.db.transaction("off") as tx:
        tx.execute("UPDATE health_reminder SET active=0")
    exported = app.exports.export(OWNER, "ical", ALL, tmp_path / "out.ics")
    assert (exported.count, [remark.code for remark in exported.remarks]) == (0, ["ical-empty"])


def test_the_zone_of_a_reminder_is_its_own_or_the_persons(app: App, filled, tmp_path: Path):
    out = tmp_path / "out.ics"
    app.journal.edit_person(OWNER, filled[0], time_zone="Asia/Kolkata")
    app.exports.export(OWNER, "ical", ALL, out)
    assert "DTSTART;TZID=Asia/Kolkata:" in out.read_text()
    with app.db.transaction("zone") as tx:
        tx.execute("UPDATE health_reminder SET timezone='Europe/Berlin'")
    app.exports.export(OWNER, "ical", ALL, out)
    assert "DTSTART;TZID=Europe/Berlin:" in out.read_text()
