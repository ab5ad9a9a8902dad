"""Every type has its figures, of whatever was recorded of it: nothing, one reading, the same
value for weeks, one value far from all others; in each of its units and in no other."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.periods import By
from healthdesk.domain.records import Draft, Person
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY

DAYS = 40
EACH_BY: tuple[By, ...] = get_args(By)


def recorded(app: App) -> list[HealthType]:
    """Types of which anything can be recorded."""
    return [kind for kind in app.db.types if not kind.derived]


def usual(one: Range, typical: Range) -> float:
    """Some value nobody wonders at, whole."""
    low = next((x for x in (typical.low, one.low) if x is not None), 1.0)
    high = next((x for x in (typical.high, one.high) if x is not None), low + 10.0)
    return float(math.ceil(low + (high - low) / 4))


def reading(kind: HealthType, day: int, share: float | None = None) -> Draft:
    """Of one day; `share` of the way from the usual value to the highest possible one."""
    parts = kind.parts or (kind,)
    values = []
    for part in parts:
        value = usual(part.hard, part.typical)
        if share is not None and part.hard.high is not None:
            value = float(math.floor(value + share * (part.hard.high - value)))
        values.append(value)
    at = NEW_YEAR + day * DAY + 8 * HOUR
    if kind.interval:
        values = [float(min(int(values[0]), len(kind.codes) - 1))] if kind.codes else values
    second = values[1] if kind.parts else None
    ended = at + HOUR if kind.interval else None
    return Draft(kind.slug, values[0], kind.unit, at, 0, value2=second, ended_at=ended)


def answers(app: App, me: Person, kind: HealthType) -> Iterator[dict[str, Any]]:
    for by in EACH_BY:
        yield app.analytics.report(
            OWNER, me.id, kind.slug, NEW_YEAR_DAY, NEW_YEAR_DAY + DAYS - 1, by, ahead=7
        )


def sound(answer: dict[str, Any]) -> None:
    """JSON without a number that is none; bounds in their order; a reason for each null."""
    json.dumps(answer, allow_nan=False)
    for part in (answer, *answer.get("components", {}).values()):
        told = part["statistics"]
        if told["min"] is not None:
            rounding = 1e-9 * max(1.0, abs(told["avg"]))
            assert told["min"] - rounding <= told["avg"] <= told["max"] + rounding
        for name, lack in part["insufficient"].items():
            assert lack["reason"], name
        for figure in (told["trend_days"], told["trend_robust"]):
            assert figure is None or figure["low"] <= figure["value"] <= figure["high"]


def each_sound(app: App, me: Person, share_of_days: list[float | None]) -> None:
    for kind in recorded(app):
        drafts = [reading(kind, day, share) for day, share in enumerate(share_of_days)]
        if drafts:
            app.journal.add(OWNER, drafts, me.id)
        for answer in answers(app, me, kind):
            try:
                sound(answer)
            except (AssertionError, ValueError) as error:
                error.add_note(f"of {kind.slug}")
                raise


def test_of_nothing(app: App, me: Person):
    each_sound(app, me, [])


def test_of_one_reading(app: App, me: Person):
    each_sound(app, me, [None])


@pytest.mark.slow
def test_of_a_value_that_never_changes(app: App, me: Person):
    each_sound(app, me, [None] * DAYS)
    for kind in recorded(app):
        told = next(answers(app, me, kind))["statistics"]
        assert told["min"] == told["max"], kind.slug
        assert told["trend"] in ("stable", None), kind.slug


@pytest.mark.slow
def test_of_one_value_far_from_all_others(app: App, me: Person):
    each_sound(app, me, [None] * (DAYS // 2) + [0.9] + [None] * (DAYS // 2 - 1))


def test_in_each_unit_of_the_type_and_in_no_other(app: App, me: Person):
    last = NEW_YEAR_DAY + DAYS - 1
    for kind in recorded(app):
        app.journal.add(OWNER, [reading(kind, 0)], me.id)
        for unit in kind.units:
            answer = app.analytics.report(
                OWNER, me.id, kind.slug, NEW_YEAR_DAY, last, unit=unit
            )  # fmt: skip
            assert answer["unit"] == unit
            sound(answer)
        with pytest.raises(InvalidData) as refused:
            app.analytics.report(OWNER, me.id, kind.slug, NEW_YEAR_DAY, last, unit="furlong")
        assert refused.value.fields[0].field == "unit"
