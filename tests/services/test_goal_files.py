"""Goals go out with the readings and come back the same, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.goals import Goal, GoalDraft
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.domain.transfers import ImportOptions
from healthdesk.services.goals import Goals
from tests.opened import DAY, NEW_YEAR, NEW_YEAR_DAY, pressure, weight

EVERYTHING = RecordQuery()


@pytest.fixture
def filled(app: App, me: Person) -> App:
    """One of each: a target with a pause, one reached, a range, a pressure, an archived habit."""
    at = [NEW_YEAR]
    goals = Goals(app.db, app.bus, app.settings, lambda: at[0])

    def add(draft: GoalDraft) -> int:
        return goals.add(OWNER, me.id, draft).view.goal.id

    app.journal.add(OWNER, [weight(85, at=NEW_YEAR - DAY), pressure(140, 90)], me.id)
    reached = add(GoalDraft("target", "weight", target_value=80, target_day=NEW_YEAR_DAY + 50,
                            set_by="Dr Grey"))  # fmt: skip
    app.journal.add(OWNER, [weight(79, at=NEW_YEAR + 3 * DAY)], me.id)
    at[0] = NEW_YEAR + 5 * DAY
    assert goals.get(OWNER, reached).goal.status == "completed"
    rested = add(GoalDraft("target", "weight", target_value=170.5, unit="lb"))
    goals.pause(OWNER, rested)
    at[0] = NEW_YEAR + 8 * DAY
    goals.resume(OWNER, rested)
    add(GoalDraft("target", "blood-glucose", direction="range", low=4.1, high=7.2, unit="mmol/L"))
    add(GoalDraft("target", "blood-pressure", target_value=130, target_value2=80, start_value=150,
                  start_value2=95))  # fmt: skip
    habit = add(GoalDraft("habit", "steps", target_value=8000, per="week", times=5))
    goals.archive(OWNER, habit)
    add(GoalDraft("habit", "blood-pressure", per="day", times=2))
    return app


def kept(app: App, person: Person | None = None) -> list[Goal]:
    """All that a file has to keep, by uid."""
    found = app.goals.listed(OWNER, [] if person is None else [person.id], archived=True)
    goals = (
        replace(one.goal, id=0, person_id=0, updated_at=0, celebrated_at=None) for one in found
    )
    return sorted(goals, key=lambda goal: goal.uid)


def exported(app: App, out: Path, query: RecordQuery = EVERYTHING) -> Any:
    app.exports.export(OWNER, "json", query, out)
    return json.loads(out.read_text("utf-8"))


def test_every_goal_comes_back_as_it_was(
    filled: App, make_app: Callable[[str], App], tmp_path: Path
):
    out = tmp_path / "all.json"
    document = exported(filled, out)
    assert len(document["goals"]) == 6
    assert list(document)[-1] == "records"
    other = make_app("other")
    other.journal.default_person(OWNER)
    report = other.transfer.import_files(OWNER, [out])
    assert [file.goals for file in report.files] == [6]
    assert kept(other) == kept(filled)
    assert other.goals.celebrate(OWNER, other.journal.person(OWNER).id) == ()


def test_way_out_and_back_is_equal_to_the_byte(filled: App):
    report = filled.roundtrip.check(OWNER, "json")
    assert (report.equal, report.differences) == (True, ())
    assert "not-held-goals" not in report.not_held
    assert "not-held-goals" in filled.roundtrip.check(OWNER, "csv").not_held


def test_second_import_adds_none_and_undo_takes_them_back(
    filled: App, make_app: Callable[[str], App], tmp_path: Path
):
    out = tmp_path / "all.json"
    exported(filled, out)
    other = make_app("other")
    other.journal.default_person(OWNER)
    dry = other.transfer.import_files(OWNER, [out], options=ImportOptions(dry_run=True))
    assert [file.goals for file in dry.files] == [6]
    first = other.transfer.import_files(OWNER, [out])
    assert other.transfer.import_files(OWNER, [out]).files[0].goals == 0
    changed = next(view.goal for view in other.goals.listed(OWNER) if view.goal.kind == "habit")
    other.goals.pause(OWNER, changed.id)
    assert first.batch is not None
    other.transfer.undo_import(OWNER, first.batch)
    # What was changed here since is one's own.
    assert [view.goal.uid for view in other.goals.listed(OWNER, archived=True)] == [changed.uid]


def test_target_beside_an_active_one_rests(
    filled: App, make_app: Callable[[str], App], tmp_path: Path
):
    out = tmp_path / "all.json"
    exported(filled, out)
    other = make_app("other")
    me = other.journal.default_person(OWNER)
    mine = other.goals.add(OWNER, me.id, GoalDraft("target", "weight", target_value=60))
    other.transfer.import_files(OWNER, [out])
    active = [view.goal.id for view in other.goals.listed(OWNER, slug="weight", status="active")]
    assert active == [mine.view.goal.id]
    assert len(other.goals.listed(OWNER, slug="weight", status="paused")) == 1


def test_export_of_a_type_or_a_time_has_its_goals(filled: App, tmp_path: Path):
    out = tmp_path / "some.json"

    def types(query: RecordQuery) -> set[str]:
        return {goal["type"] for goal in exported(filled, out, query)["goals"]}

    assert types(RecordQuery(types=("weight",))) == {"weight"}
    assert types(RecordQuery(day_to=NEW_YEAR_DAY + 1)) == {"weight"}
    assert types(RecordQuery(search="breakfast")) == set()
    assert types(RecordQuery(person_ids=(99,))) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"type": "souls"}, {"kind": "wish"}, {"unit": "furlong"}, {"status": "done"},
        {"target_value": "75"}, {"target_value": None}, {"start_date": "soon"}, {"per": "day"},
        {"created_at": None}, {"completed_at": "2024-01-05T00:00:00+00:00"}, {"uid": "x"},
        {"pauses": [{"from": "2024-01-05", "until": "2024-01-01"}]}, {"times": "5"},
        {"set_by": 5}, {"target_value": 9000}, {"direction": "sideways"},
    ],
)  # fmt: skip
def test_goal_that_is_none_is_left_out_and_said(
    app: App, me: Person, tmp_path: Path, change: dict[str, Any]
):
    app.goals.add(OWNER, me.id, GoalDraft("target", "weight", target_value=75))
    out = tmp_path / "all.json"
    document = exported(app, out)
    (goal,) = document["goals"]
    app.goals.remove(OWNER, app.goals.listed(OWNER)[0].goal.id)
    other = {**goal, "uid": goal["uid"][:-1] + ("0" if goal["uid"][-1] != "0" else "1"), **change}
    document["goals"] = [other, "text"]
    out.write_text(json.dumps(document), "utf-8")
    (file,) = app.transfer.import_files(OWNER, [out]).files
    assert file.goals == 0
    assert [(one.code, one.params["n"]) for one in file.warnings] == [("goals-left-out", 2)]
    assert app.goals.listed(OWNER, archived=True) == ()


def test_backup_keeps_goals(filled: App, tmp_path: Path):
    before = kept(filled)
    filled.keeper.backup(OWNER, tmp_path / "kept.db")
    filled.goals.remove(OWNER, filled.goals.listed(OWNER)[0].goal.id)
    filled.keeper.restore(OWNER, tmp_path / "kept.db")
    assert kept(filled) == before
    assert filled.keeper.digest(OWNER, False)["goals"] == len(before)
