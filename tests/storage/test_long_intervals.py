from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import DAY_MS, HOUR_MS

START = 20_000 * DAY_MS


def steps(begun: int, hours: float, amount: float, source: str = "watch") -> Draft:
    ended = begun + int(hours * HOUR_MS)
    return Draft("steps", amount, "steps", begun, 0, ended_at=ended, source=source)


def test_an_amount_over_two_days_counts_whole_wherever_it_is_touched(app: App, me: Person):
    app.journal.add(OWNER, [steps(START + 12 * HOUR_MS, 48, 4800)], me.id)
    app.journal.add(OWNER, [steps(START + 2 * DAY_MS + 20 * HOUR_MS, 1, 5)], me.id)
    answer = app.analytics.report(OWNER, me.id, "steps", 20_000, 20_003)
    assert [p["value"] for p in answer["data_points"]] == [1200, 2400, 1205]
    assert app.keeper.verify(OWNER, deep=True)["ok"]


@pytest.mark.parametrize("source", ["watch", "phone"])
def test_of_a_day_told_again_by_its_source_the_greatest_counts(app: App, me: Person, source: str):
    """As an export of a day that was not over, and the next one, have it."""
    for amount in (2000, 8123, 5000):
        app.journal.add(OWNER, [steps(START, 24, amount, source)], me.id)
    app.journal.add(OWNER, [steps(START + 3 * HOUR_MS, 1, 10, "watch")], me.id)
    covered = 0 if source == "watch" else 8123 / 24
    answer = app.analytics.report(OWNER, me.id, "steps", 20_000, 20_000)
    [point] = answer["data_points"]
    assert point["value"] == pytest.approx(8133 - covered)
    assert app.keeper.verify(OWNER, deep=True)["ok"]
    why = app.sources.why(OWNER, me.id, "steps", 20_000)
    assert (why.total, why.left_out) == pytest.approx((8133 - covered, 7000 + covered))
    assert {left.why for one in why.stretches for left in one.left_out} >= {"repeated"}


def test_an_amount_over_more_days_is_refused(app: App, me: Person):
    with pytest.raises(InvalidData) as refused:
        app.journal.add(OWNER, [steps(START, 240, 10_000)], me.id)
    assert refused.value.fields[0].code == "interval-too-long"


def test_a_long_interval_of_another_type_touches_one_day(app: App, me: Person):
    century = 36_500 * DAY_MS
    draft = Draft("heart-rate", 70, "bpm", START - century, 0, ended_at=START)
    app.journal.add(OWNER, [draft], me.id)
    assert app.keeper.verify(OWNER, deep=True)["ok"]


def test_birth_dates_hold_for_edits_and_moves(app: App, me: Person):
    child, _ = app.journal.add_person(OWNER, "Child", birth_date="2024-05-01")
    mine = app.journal.add(OWNER, [Draft("weight", 80.0, "kg", START, 0)], me.id).records[0]
    late = Draft("weight", 9.0, "kg", (20_000 + 600) * DAY_MS, 0)
    theirs = app.journal.add(OWNER, [late], child.id).records[0]
    with pytest.raises(InvalidData):
        app.journal.edit(OWNER, theirs.id, {"recorded_at": 18_000 * DAY_MS, "offset": 0})
    early = app.journal.add(
        OWNER, [Draft("weight", 80.0, "kg", 18_000 * DAY_MS, 0)], me.id
    ).records[0]
    with pytest.raises(InvalidData):
        app.journal.move(OWNER, [mine.id, early.id], child.id)
    assert app.journal.get(OWNER, mine.id).person_id == me.id
    assert app.journal.get(OWNER, mine.id).deleted_at is None
