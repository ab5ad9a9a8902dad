"""A reading is placed beside the typical range by the number its owner read: 10.0 mmol/L is as
much inside as 180 mg/dL, in every figure."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.glucose import ADULT, band
from healthdesk.domain.health_types import CATALOGUE
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.series import SeriesQuery
from healthdesk.domain.units import canonical, convert
from healthdesk.services.pressure_report import choice_of
from healthdesk.services.report_figures import Scope, of_type
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY

GLUCOSE = next(kind for kind in CATALOGUE if kind.slug == "blood-glucose")


def add(app: App, me: Person, slug: str, unit: str, *numbers: float) -> None:
    app.journal.add(
        OWNER, [Draft(slug, x, unit, NEW_YEAR + i * HOUR, 0) for i, x in enumerate(numbers)], me.id
    )


@given(st.sampled_from(("mg/dL", "mmol/L")), st.floats(10, 500))
def test_the_typical_range_of_glucose_is_the_target_range(unit: str, mg: float):
    printed = round(convert(mg, "mg/dL", unit, "blood-glucose"), 0 if unit == "mg/dL" else 1)
    value = canonical(convert(printed, unit, "mg/dL", "blood-glucose"))
    inside = GLUCOSE.typical_of_given(unit).holds(value)
    assert inside == (band(printed, unit) == "in-range")
    assert inside == GLUCOSE.typical_in(unit).holds(printed)


@pytest.mark.parametrize(
    ("slug", "unit", "number", "verdict"),
    [
        ("blood-glucose", "mmol/L", 10.0, "in-range"),
        ("blood-glucose", "mmol/L", 10.1, "above"),
        ("blood-glucose", "mmol/L", 3.9, "in-range"),
        ("blood-glucose", "mmol/L", 3.8, "below"),
        ("blood-glucose", "mg/dL", 180, "in-range"),
        ("blood-glucose", "mg/dL", 181, "above"),
        ("body-temperature", "°F", 99.0, "in-range"),
        ("body-temperature", "°F", 99.1, "above"),
        ("hba1c", "mmol/mol", 38, "in-range"),
        ("hba1c", "mmol/mol", 39, "above"),
    ],
)
def test_the_card_of_today_knows_both_ends(
    app: App, me: Person, slug: str, unit: str, number: float, verdict: str
):
    add(app, me, slug, unit, number)
    card = next(one for one in app.analytics.today(OWNER, me.id) if one.type == slug)
    assert card.verdict == verdict


def test_figures_charts_and_report_count_the_same_as_time_in_range(app: App, me: Person):
    add(app, me, "blood-glucose", "mmol/L", 3.8, 3.89, 3.9, 10.0, 10.1)
    add(app, me, "blood-glucose", "mg/dL", 70)
    told = app.analytics.report(
        OWNER, me.id, "blood-glucose", NEW_YEAR_DAY, NEW_YEAR_DAY, unit="mmol/L"
    )
    assert told["typical_range"] == {"low": 3.9, "high": 10.0}
    assert told["statistics"]["typical_share"] == pytest.approx(50.0)

    spread = app.charts.distribution(
        OWNER, me.id, "blood-glucose", "mmol/L", (NEW_YEAR_DAY, NEW_YEAR_DAY)
    ).parts[0]
    assert spread.typical == (3.9, 10.0)
    assert [(one.code, one.count) for one in spread.shares] == [
        ("below", 2),
        ("inside", 3),
        ("above", 1),
    ]

    query = SeriesQuery(me.id, "blood-glucose", NEW_YEAR, NEW_YEAR + DAY, "mmol/L")
    assert app.analytics.series(OWNER, query).typical == ((3.9, 10.0),)

    scope = Scope(me, (NEW_YEAR_DAY, NEW_YEAR_DAY), dt.UTC, choice_of(app.settings), ADULT)
    with app.db.reading() as connection:
        page = of_type(connection, scope, app.db.types["blood-glucose"], "mmol/L")
    assert (page.inside, page.counted) == (3, 6)
    assert (page.typical[0].low, page.typical[0].high) == (3.9, 10.0)
