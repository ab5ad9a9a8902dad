"""Several charts in one question are the same as one after the other."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Person
from healthdesk.domain.series import SeriesQuery
from tests.opened import DAY, HOUR, NEW_YEAR, pressure, steps, weight


def test_several_charts_in_one_question(app: App, me: Person) -> None:
    drafts = []
    for day in range(30):
        at = NEW_YEAR + day * DAY + 8 * HOUR
        drafts += [weight(80 + day / 10, at), pressure(120 + day, 80, at), steps(5000, at)]
    app.journal.add(OWNER, drafts, me.id)
    queries = [
        SeriesQuery(me.id, slug, NEW_YEAR, NEW_YEAR + 30 * DAY, unit, "day")
        for slug, unit in (("weight", "lb"), ("blood-pressure", "mmHg"), ("steps", "steps"))
    ]
    told = app.analytics.several(OWNER, queries)
    assert [one.query for one in told] == queries
    for one, query in zip(told, queries, strict=True):
        alone = app.analytics.series(OWNER, query)
        assert one.step == "day"
        assert (one.total, one.typical) == (alone.total, alone.typical)
        for mine, other in zip(one.lines, alone.lines, strict=True):
            for field in ("at", "value", "lo", "hi", "count"):
                np.testing.assert_array_equal(getattr(mine, field), getattr(other, field))


def test_no_question_has_no_answer(app: App) -> None:
    assert app.analytics.several(OWNER, []) == ()


def test_a_type_nobody_knows_is_refused(app: App, me: Person) -> None:
    query = SeriesQuery(me.id, "weight", 0, DAY, "kg")
    with pytest.raises(InvalidData):
        app.analytics.several(OWNER, [query, dataclasses.replace(query, type="nothing")])
