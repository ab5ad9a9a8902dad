"""What the page of figures says of the general ones is what the code does."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain import body_weight, forecast, statistics, trends
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.health_types import Range
from healthdesk.domain.periods import Period
from healthdesk.domain.records import Person
from healthdesk.services import period_data, period_points, period_statistics, type_pairs
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_statistics import LEAST_DAYS_FOR_TREND
from tests.opened import NEW_YEAR_DAY
from tests.services.figures_page import functions, in_one_line, section, short_name, sources

SECTION = section("General figures")
TEXT = in_one_line(SECTION)
# Told with another figure, or what it is of.
BESIDE = {"of"}
# Points of days have these beside what statistics have.
OF_POINTS = {"rolling_mean", "rolling_median"}
CLASSES = {"PeriodData": PeriodData, "Range": Range, "Period": Period}


def headings() -> set[str]:
    heads = " ".join(re.findall(r"^### (.*)$", SECTION, re.MULTILINE))
    return set(re.findall(r"`([^`]+)`", heads))


def code() -> list[str]:
    named = " ".join(re.findall(r"Code: ([^.]*(?:\.[\w_]+[^.]*)*)", TEXT))
    return sorted(set(re.findall(r"`(\w+\.\w+)`", named)))


def test_every_figure_of_the_answer_has_its_heading(app: App, me: Person):
    answer = app.analytics.report(
        OWNER, me.id, "weight", NEW_YEAR_DAY, NEW_YEAR_DAY, ahead=3, other="steps"
    )
    beside = answer.keys() - {
        "type", "user_id", "unit", "aggregate", "period", "data_points", "statistics",
        "typical_range", "insufficient",
    }  # fmt: skip
    assert headings() == (answer["statistics"].keys() - BESIDE) | beside | OF_POINTS
    for name in answer["weight"]:
        assert f"`{name}`" in SECTION


@pytest.mark.parametrize("name", code())
def test_every_function_named_is_there(name: str):
    owner, _, attribute = name.partition(".")
    place = CLASSES.get(owner) or import_module(f"healthdesk.domain.{owner}")
    assert hasattr(place, attribute)


def test_every_statistic_is_named():
    assert functions(statistics) - {"by_time_of_day", "median", "ranks", "rounded"} == {
        n.partition(".")[2] for n in code() if n.startswith("statistics.")
    }


@pytest.mark.parametrize("module", [statistics, body_weight, forecast, trends], ids=short_name)
def test_every_source_of_the_code_is_on_the_page(module):
    for doi in sources(inspect.getsource(module)):
        assert doi in TEXT, doi


def test_every_reason_of_a_forecast_is_told():
    for reason in forecast.Reason.__args__:  # type: ignore[attr-defined]
        assert f"(`{reason}`)" in TEXT, reason


@pytest.mark.parametrize(
    "text",
    [
        f"more than {period_data.READINGS_MOST:,} readings",
        f"withheld beyond {period_points.HOURLY_DAYS_MOST} days",
        f"of at least {period_points.LEAST_FOR_PERCENTILES} values",
        "`percentiles` has {}, {}, {}, {}, {}, {} and {},".format(*statistics.PERCENTS),
        f"From {trends.LEAST_POINTS} values on",
        f"From {LEAST_DAYS_FOR_TREND} days on, and {trends.LEAST_POINTS} independent",
        f"From {LEAST_DAYS_FOR_TREND} days on; more than",
        f"more than {statistics.PAIRED_MOST} days are pooled to {statistics.PAIRED_MOST} means",
        f"at most {period_statistics.OUTLIERS_TOLD} marked",
        f"where |z| > {statistics.OUTLIER_Z}",
        f"the median of the {statistics.OUTLIER_NEIGHBOURS} values",
        f"in units of {statistics.MAD_TO_SD:.4f} ×",
        f"at least {period_statistics.STEPS_OF_LAST_DIGIT} steps of the last digit",
        f"From {statistics.OUTLIER_LEAST} values on",
        f"of the {period_points.ROLLING_DAYS} days up to it",
        f"(1 to {forecast.MOST_DAYS})",
        f"the {forecast.HISTORY_DAYS} days up to the end",
        f"the median of the last {forecast.LEVEL_DAYS} days",
        f"of the last {forecast.SLOPE_DAYS} days",
        f"fades by {(1 - forecast.DAMPING) * 100:.0f} % a day",
        f"hold {forecast.LEVEL_PERCENT:.0f} of 100 values",
        f"mean of the last {forecast.PLAIN_DAYS} days",
        f"fewer than {forecast.LEAST_DAYS} days with values",
        f"more than {forecast.LATEST_DAYS} days before the end",
        f"less than {forecast.SPAN_RATIO} times the days",
        f"fewer than {forecast.LEAST_ERRORS} errors",
        f"coverage under {forecast.LEAST_COVERAGE:.0f} %",
        f"over {forecast.WORST_RATIO} × `mean_rmse`",
        f"From {type_pairs.LEAST_PAIRS} days on, and {type_pairs.LEAST_EFFECTIVE_PAIRS} ",
        f"(1 − {body_weight.KEPT_PER_DAY}^Δ)",
        f"begun {body_weight.RUN_UP_DAYS} days before",
        f"over its last {body_weight.RATE_DAYS} days; from {body_weight.RATE_LEAST_DAYS} days on",
        f"days on that span {body_weight.RATE_LEAST_SPAN}.",
        "begin at {}, {:.0f} and {:.0f} ".format(*(low for _, low in body_weight.CLASSES[1:])),
        f"below {body_weight.ADULT_FROM} years `child`",
        f"from {body_weight.OLDER_FROM} `older`",
    ],
)  # fmt: skip
def test_numbers_are_those_of_the_code(text: str):
    assert text in TEXT


def test_distances_looked_at_together_are_those_of_the_code():
    firsts = [1, *(last + 1 for last in forecast.BANDS[:-1])]
    told = "; ".join(
        f"{a}–{b}" if a != b else str(a) for a, b in zip(firsts, forecast.BANDS, strict=True)
    )
    assert f"({told} days)" in TEXT
