"""Reminders go out with the readings and come back the same, with their history, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.domain.reminders import Reminder, ReminderDraft
from healthdesk.domain.transfers import ImportOptions
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminders import Reminders
from tests.exchange.json_schema import Schema
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY

EVERYTHING = RecordQuery()
SCHEMA = Path(__file__).resolve().parents[2] / "docs/reference/healthdesk-1.schema.json"
DRAFTS = (
    ReminderDraft(
        "0 8,20 * * *", "Take it", asks="medication", medication="Ramipril", dose="5 mg",
        stock=20.5, stock_per_dose=0.5, refill_at=7, repeat_minutes=15, repeat_times=3,
        zone="Europe/Berlin",
    ),
    ReminderDraft("30 7 * * 1-5", "Weigh yourself", "weight", asks="value", unless_done=True),
    ReminderDraft(
        "@daily", "Change the bandage", every_days=3, starts_on="2024-01-02", grace_minutes=90,
        in_quiet=True,
    ),
    ReminderDraft("0 18 1 * *", "Order at the pharmacy"),
)  # fmt: skip


@pytest.fixture
def filled(app: App, me: Person) -> App:
    """One of each kind, with answers of some days; the last rests."""
    at = [NEW_YEAR]
    reminders = Reminders(app.db, app.bus, app.settings, lambda: at[0])
    occurrences = Occurrences(app.db, app.bus, app.settings, lambda: at[0])
    ids = [reminders.add(OWNER, me.id, draft).reminder.id for draft in DRAFTS]
    for turn in range(12):
        at[0] += 9 * HOUR
        for claim in occurrences.look(OWNER, ["desktop"]).claims:
            occurrences.told(OWNER, claim)
        due = [one.occurrence.id for one in occurrences.inbox(OWNER)]
        if due and turn % 4:
            occurrences.answer(OWNER, due[:1], "skipped" if turn % 3 else "done")
    reminders.disable(OWNER, ids[3])
    return app


def kept(app: App) -> list[Reminder]:
    """All that a file has to keep, by uid."""
    found = app.reminders.listed(OWNER)
    return sorted(
        (
            replace(one, id=0, person_id=0, next_run_at=None, last_run_at=None, updated_at=0)
            for one in found
        ),
        key=lambda one: one.uid,
    )


def history(app: App) -> list[tuple[Any, ...]]:
    """What became of the settled due times."""
    return sorted(
        (one.uid, one.due_at, one.offset, one.state, one.round, one.answered_at,
         app.occurrences.history(OWNER, one.id))
        for one in app.occurrences.between(OWNER, 0, NEW_YEAR + 400 * DAY)
        if not one.is_open
    )  # fmt: skip


def exported(app: App, out: Path, query: RecordQuery = EVERYTHING) -> Any:
    app.exports.export(OWNER, "json", query, out)
    return json.loads(out.read_text("utf-8"))


@pytest.fixture
def other(make_app: Callable[[str], App]) -> App:
    other = make_app("other")
    other.journal.default_person(OWNER)
    return other


def test_every_reminder_comes_back_as_it_was_with_its_history(
    filled: App, other: App, tmp_path: Path
):
    out = tmp_path / "all.json"
    document = exported(filled, out)
    assert len(document["reminders"]) == len(DRAFTS)
    assert list(document)[-1] == "records"
    schema = Schema(json.loads(SCHEMA.read_text("utf-8")))
    assert schema.wrong(document) == []
    report = other.transfer.import_files(OWNER, [out])
    assert [file.reminders for file in report.files] == [len(DRAFTS)]
    assert kept(other) == kept(filled)
    assert history(other) == history(filled)
    assert len(history(other)) > 5


def test_imported_ones_come_from_now_on(filled: App, other: App, tmp_path: Path):
    exported(filled, tmp_path / "all.json")
    other.transfer.import_files(OWNER, [tmp_path / "all.json"])
    assert other.occurrences.inbox(OWNER) == ()
    for one in other.reminders.listed(OWNER):
        assert (one.next_run_at is not None) == one.active
        assert one.next_run_at is None or one.next_run_at > NEW_YEAR + 300 * DAY


def test_way_out_and_back_is_equal_to_the_byte(filled: App):
    report = filled.roundtrip.check(OWNER, "json")
    assert (report.equal, report.differences) == (True, ())
    assert "not-held-reminders" not in report.not_held
    assert "not-held-reminders" in filled.roundtrip.check(OWNER, "csv").not_held


def test_second_import_adds_none_and_undo_takes_them_back(filled: App, other: App, tmp_path: Path):
    out = tmp_path / "all.json"
    exported(filled, out)
    dry = other.transfer.import_files(OWNER, [out], options=ImportOptions(dry_run=True))
    assert [file.reminders for file in dry.files] == [len(DRAFTS)]
    assert other.reminders.listed(OWNER) == ()
    first = other.transfer.import_files(OWNER, [out])
    assert other.transfer.import_files(OWNER, [out]).files[0].reminders == 0
    changed = other.reminders.listed(OWNER)[0]
    other.reminders.edit(OWNER, changed.id, message="Mine now")
    assert first.batch is not None
    other.transfer.undo_import(OWNER, first.batch)
    # What was changed here since is one's own.
    assert [one.uid for one in other.reminders.listed(OWNER)] == [changed.uid]
    left = {one.reminder.id for one in other.occurrences.between(OWNER, 0, NEW_YEAR + 400 * DAY)}
    assert left <= {changed.id}


def test_export_of_a_type_or_a_time_has_its_reminders(filled: App, tmp_path: Path):
    out = tmp_path / "some.json"

    def said(query: RecordQuery) -> set[str]:
        return {one["message"] for one in exported(filled, out, query)["reminders"]}

    assert said(RecordQuery(types=("weight",))) == {"Weigh yourself"}
    assert len(said(RecordQuery(day_to=NEW_YEAR_DAY))) == len(DRAFTS)
    assert said(RecordQuery(day_to=NEW_YEAR_DAY - 1)) == set()
    assert said(RecordQuery(search="breakfast")) == set()
    assert said(RecordQuery(person_ids=(99,))) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"type": "souls"}, {"cron_expr": "60 9 * * *"}, {"cron_expr": 5}, {"message": ""},
        {"message": None}, {"asks": "wish"}, {"timezone": "Mars/Base"}, {"timezone": "../x"},
        {"every_days": "3"}, {"every_days": 1}, {"stock": "5"}, {"stock": -1}, {"uid": "x"},
        {"unless_done": "yes"}, {"created_at": None}, {"created_at": "soon"}, {"active": 1},
        {"occurrences": [{"state": "done"}]}, {"occurrences": "many"}, {"repeat_minutes": 0},
        {"occurrences": [{"uid": "x", "due_at": "2024-01-05T08:00:00+00:00", "state": "done"}]},
    ],
)  # fmt: skip
def test_reminder_that_is_none_is_left_out_and_said(
    app: App, me: Person, other: App, tmp_path: Path, change: dict[str, Any]
):
    app.reminders.add(OWNER, me.id, ReminderDraft("0 8 * * *", "Weigh yourself", "weight"))
    out = tmp_path / "all.json"
    document = exported(app, out)
    (reminder,) = document["reminders"]
    document["reminders"] = [{**reminder, **change}, "text"]
    out.write_text(json.dumps(document), "utf-8")
    (file,) = other.transfer.import_files(OWNER, [out]).files
    assert file.reminders == 0
    assert [(one.code, one.params["n"]) for one in file.warnings] == [("reminders-left-out", 2)]
    assert other.reminders.listed(OWNER) == ()
