"""The page of figures says of insights what the code does."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from healthdesk.domain import insights
from healthdesk.services import insights as services
from tests.services.figures_page import in_one_line, section

SECTION = section("Insights")
TEXT = in_one_line(SECTION)
PARTS = {
    part.partition("\n")[0].strip("`"): re.sub(r"\s+", " ", part)
    for part in SECTION.split("\n### ")[1:]
}


def test_every_kind_has_its_heading_and_worth():
    assert set(PARTS) == set(get_args(insights.Kind))
    order = sorted(insights.WORTH.items(), key=lambda one: -one[1])
    told = dict(re.findall(r"([a-z-]+) (0\.\d+)", TEXT.partition("(outlier")[0] + TEXT[
        TEXT.index("(outlier"):TEXT.index("), times 0.7 to 1")]))  # fmt: skip
    for kind, worth in order:
        assert float(told[kind]) == worth, kind


@pytest.mark.parametrize("kind", PARTS)
def test_every_function_named_is_there(kind: str):
    named = re.findall(r"`insights\.(\w+)`", PARTS[kind].partition("Code: ")[2])
    assert named
    assert all(callable(getattr(insights, name)) for name in named)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("morning-evening", (f"of the last {insights.HABIT_DAYS}; from"
         f" {insights.LEAST_PARTED_DAYS} such days on")),
        ("week", f"in the {insights.EARLIER_WEEKS} weeks before"),
        ("week", f"at least {insights.LEAST_EARLIER} of them"),
        ("week", f"t({insights.UPPER}, k)"),
        ("week", f"counts with {insights.LEAST_IN_WEEK} days"),
        ("trend", f"over the last {insights.TREND_DAYS} days"),
        ("trend", (f"From {insights.LEAST_TREND_DAYS} days on that span"
         f" {insights.LEAST_TREND_SPAN}")),
        ("trend", f"counts {insights.NOT_NEW} times as much"),
        ("level", (f"in {insights.LEVEL_DAYS} days, where it began in the last"
         f" {insights.NEW_LEVEL_DAYS}")),
        ("level", f"from {insights.LEAST_LEVEL_DAYS} days with values on"),
        ("weekend", (f"from {insights.LEAST_WEEKENDS} weeks on that have both,"
         f" {insights.LEAST_WORKDAYS} working days")),
        ("together", f"of the last {insights.HABIT_DAYS}"),
        ("together", f"the {services.COMPARED_MOST} types used most"),
        ("together", (f"From {insights.LEAST_SHARED} days on that are worth"
         f" {insights.LEAST_EFFECTIVE_PAIRS:.0f}")),
        ("together", f"at least {insights.STRONG}"),
        ("together", f"at {insights.CHANCE:.0%}".replace("%", " %")),
        ("streak", (f"from {insights.LEAST_STREAK} days on, where it is the longest of the last"
         f" {insights.STREAK_DAYS}")),
        ("silence", (f"at least {insights.LEAST_SILENCE} and more than the longest gap of the"
         f" {insights.SILENCE_DAYS} days")),
        ("silence", (f"of which {insights.LEAST_USUAL} have a reading, one every"
         f" {insights.OFTEN:.0f} days")),
        ("range", (f"the last {insights.SHARE_DAYS} days against the {insights.SHARE_DAYS} before,"
         f" each with {insights.LEAST_SHARE_DAYS} days")),
        ("range", f"from {insights.LEAST_GLUCOSE_CHANGE:.0f} points on (Battelino"),
        ("range", f"from {insights.LEAST_SHARE_CHANGE:.0f} points on. Blood"),
        ("outlier", f"of the last {insights.NEW_OUTLIER_DAYS} days"),
        ("outlier", f"|z| of {insights.TO_CHECK_Z:.0f} or more"),
        ("sleep-times", f"from {insights.LEAST_JET_LAG:.0f} minutes on"),
        ("sleep-regularity", (f"the last {insights.REGULARITY_WEEKS} weeks against the"
         f" {insights.REGULARITY_WEEKS} before,"
         f" {insights.LEAST_REGULARITY_WEEKS} of each")),
        ("sleep-regularity", f"from {insights.LEAST_REGULARITY_CHANGE:.0f} points on"),
    ],
)  # fmt: skip
def test_numbers_are_those_of_the_code(kind: str, text: str):
    assert text in PARTS[kind], text


@pytest.mark.parametrize(
    "text",
    [
        f"of up to {services.DAYS_READ} days",
        f"t({insights.UPPER}, n − 1)",
        f"at least {insights.LEAST_EFFECTIVE:.0f}",
        f"below {insights.TRIVIAL_SD} standard deviations",
        f"same kind counts {insights.SAME_KIND} times, of the same type {insights.SAME_TYPE}",
    ],
)
def test_rules_of_all_are_those_of_the_code(text: str):
    assert text in TEXT, text
