"""Undo that would overwrite what somebody else did is refused, and says who that was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Person, UndoEntry
from healthdesk.texts import sentence
from tests.opened import digest, pressure, weight

SINCE = " since. Undo would overwrite that. Nothing was changed."


def refused(app: App, entry: UndoEntry) -> Conflict:
    before = digest(app, with_deleted=True)
    with pytest.raises(Conflict) as error:
        app.journal.revert(OWNER, entry)
    assert digest(app, with_deleted=True) == before
    return error.value


def one(app: App, me: Person) -> int:
    return app.journal.add(OWNER, [weight()], me.id).records[0].id


def healthdesk(app: App, *words: str) -> None:
    """The command line, as a process of its own."""
    command = [sys.executable, "-m", "healthdesk", "--data-dir", str(app.paths.data), *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_another_program_is_named_with_reading_and_time(app: App, me: Person):
    number = one(app, me)
    edit = app.journal.edit(OWNER, number, {"value": 80.0})
    healthdesk(app, "records", "edit", str(number), "--value", "79")
    error = refused(app, edit.undo)
    assert sentence(error) == (
        "Weight, 1 Jan 2024 08:00: this reading was changed by another program "
        f"(healthdesk records){SINCE}"
    )
    assert not any(value in sentence(error) for value in ("79", "80", "81"))


def test_program_is_named_however_much_was_written_since(app: App, me: Person):
    """The last one to write the row need not be who changed the field."""
    number = one(app, me)
    edit = app.journal.edit(OWNER, number, {"value": 80.0})
    healthdesk(app, "records", "delete", str(number))
    app.journal.add(OWNER, [weight(70), pressure(120, 80)], me.id)
    note = app.journal.edit(OWNER, number, {"note": "in the bin"})
    app.journal.revert(OWNER, note.undo)
    healthdesk(app, "records", "edit", str(number), "--value", "79")
    app.journal.restore(OWNER, [number])
    assert refused(app, edit.undo).params["writer"] == "healthdesk records"


def test_this_window_is_named_where_it_did_it_itself(app: App, me: Person):
    number = one(app, me)
    edit = app.journal.edit(OWNER, number, {"value": 80.0})
    app.journal.edit(OWNER, number, {"value": 79.0})
    assert refused(app, edit.undo).params["writer"] == "here"


def test_another_window_is_named(make_app: Callable[[str], App], app: App, me: Person):
    number = one(app, me)
    edit = app.journal.edit(OWNER, number, {"value": 80.0})
    other = make_app("data")
    assert other.db.origin != app.db.origin
    other.db.origin = other.db.origin.replace("healthdesk/", "window/")
    other.journal.delete(OWNER, [number])
    other.journal.edit(OWNER, number, {"value": 79.0})
    said = sentence(refused(app, edit.undo))
    assert f"changed in another window{SINCE}" in said


def test_reading_removed_for_good_is_told(app: App, me: Person):
    number = one(app, me)
    edit = app.journal.edit(OWNER, number, {"value": 80.0})
    app.journal.delete(OWNER, [number])
    app.journal.purge(OWNER, [number])
    assert refused(app, edit.undo).code == "reading-gone-since"


def test_forgotten_notes_leave_the_writer_open(app: App, me: Person):
    number = one(app, me)
    edit = app.journal.edit(OWNER, number, {"value": 80.0})
    app.journal.edit(OWNER, number, {"value": 79.0})
    with app.db.transaction("edit") as tx:  # only so many notes are kept
        tx.execute("DELETE FROM health_change")
    assert f"changed elsewhere{SINCE}" in sentence(refused(app, edit.undo))


def test_person_and_type_are_named_with_who_changed_them(app: App, me: Person):
    _, person = app.journal.edit_person(OWNER, me.id, name="Ada")
    healthdesk(app, "persons", "edit", "Ada", "--name", "Bea")
    assert sentence(refused(app, person)) == (
        f"Bea was changed by another program (healthdesk persons){SINCE}"
    )
    grip = HealthType("grip", "own", "kg", ("kg",), 1, "mean", Range(), name="Grip")
    app.journal.add_type(OWNER, grip)
    _, kind = app.journal.edit_type(OWNER, "grip", name="Left")
    app.journal.edit_type(OWNER, "grip", name="Right")
    assert sentence(refused(app, kind)) == f"Right was changed in this window{SINCE}"
