"""Tables of what became of reminders say what happened, of whom, and when by the clock there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.exchange.reminder_tables import ADHERENCE, HISTORY
from healthdesk.services.occurrences import Answer, Occurrences
from healthdesk.services.reminder_tables import EVER, Kind
from healthdesk.services.reminders import Reminders
from tests.services.test_reminders import BERLIN, Clock

TABLETS = ReminderDraft(
    "0 9 * * *", "Take,\nthen drink", zone=BERLIN, asks="medication", medication="=Ramipril",
    dose="5 mg", grace_minutes=60,
)  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


@pytest.fixture
def kept(app: App, clock: Clock) -> App:
    """Wednesday told and done, Thursday skipped, Friday missed; then deleted."""
    reminders = Reminders(app.db, app.bus, app.settings, clock)
    due = Occurrences(app.db, app.bus, app.settings, clock)
    person = app.journal.default_person(OWNER)
    id_ = reminders.add(OWNER, person.id, TABLETS).reminder.id
    answers: dict[int, Answer] = {2: "done", 3: "skipped"}
    for day in (2, 3, 4):
        clock.set(f"2026-09-0{day} 09:00")
        for claim in due.look(OWNER, ["desktop"]).claims:
            clock.now += 1500
            due.told(OWNER, claim)
        clock.set(f"2026-09-0{day} 09:10")
        if day in answers:
            due.answer(OWNER, due.due_now(OWNER, 1).ids, answers[day])
        clock.set(f"2026-09-0{day} 11:00")
        due.look(OWNER, [])
    reminders.remove(OWNER, id_)
    return app


def table(app: App, kind: Kind, **more: object) -> list[dict[str, str]]:
    out = io.BytesIO()
    n = app.reminder_tables.stream(OWNER, kind, out, **more)  # type: ignore[arg-type]
    found = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert len(found) == n
    return found


def test_history_has_a_line_for_all_that_happened(kept: App):
    lines = table(kept, "history")
    assert tuple(lines[0]) == HISTORY
    assert [(one["due_at"][:10], one["event"], one["channel"]) for one in lines] == [
        ("2026-09-02", "due", ""), ("2026-09-02", "sent", "desktop"), ("2026-09-02", "done", ""),
        ("2026-09-03", "due", ""), ("2026-09-03", "sent", "desktop"), ("2026-09-03", "skipped", ""),
        ("2026-09-04", "due", ""), ("2026-09-04", "sent", "desktop"), ("2026-09-04", "missed", ""),
    ]  # fmt: skip
    sent = lines[1]
    assert (sent["at"], sent["lateness_seconds"]) == ("2026-09-02T09:00:01.500+02:00", "1.500")
    assert (sent["state"], sent["dose"], sent["message"]) == ("done", "5 mg", "Take,\nthen drink")
    assert sent["person"] == "Me"


def test_what_a_spreadsheet_would_run_is_defused(kept: App):
    assert {one["medication"] for one in table(kept, "history")} == {"'=Ramipril"}


def test_adherence_has_a_line_for_each_week(kept: App):
    (week,) = table(kept, "adherence")
    assert tuple(week) == ADHERENCE
    assert week["week"] == "2026-08-31"
    assert [week[name] for name in ("done", "skipped", "missed")] == ["1", "1", "1"]
    assert week["share_done"] == "0.333"


def test_weeks_begin_as_the_settings_say(kept: App):
    kept.settings.set("week_start", "sunday")
    (week,) = table(kept, "adherence")
    assert week["week"] == "2026-08-30"


def test_only_what_was_due_then_and_of_them_counts(kept: App, clock: Clock):
    clock.set("2026-09-03 00:00")
    assert len(table(kept, "history", span=(clock.now, EVER[1]))) == 6
    assert table(kept, "history", span=(EVER[0], 0)) == []
    assert table(kept, "history", person_ids=[99]) == []


def test_file_holds_the_same(kept: App, tmp_path: Path):
    out, streamed = tmp_path / "weeks.csv", io.BytesIO()
    assert kept.reminder_tables.export(OWNER, "adherence", out) == 1
    kept.reminder_tables.stream(OWNER, "adherence", streamed)
    assert out.read_bytes() == streamed.getvalue()


def test_database_is_not_written_over(kept: App):
    with pytest.raises(InvalidData):
        kept.reminder_tables.export(OWNER, "history", kept.db.path)
