"""What the page of figures says of the rhythm of the day is what the code does."""

from __future__ import annotations

import inspect
import re
from types import ModuleType

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain import (
    activity_figures,
    change_points,
    daily_rhythm,
    heart_figures,
    sleep_figures,
)
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person
from tests.services.figures_page import (
    PAGE,
    functions,
    headings,
    in_one_line,
    section,
    short_name,
    sources,
)

TEXT = in_one_line(PAGE)
# Ways to figures, no figures themselves.
SCAFFOLDING: dict[ModuleType, set[str]] = {
    change_points: set(),
    daily_rhythm: set(),
    sleep_figures: set(),
    heart_figures: set(),
    activity_figures: set(),
}


@pytest.mark.parametrize("module", SCAFFOLDING, ids=short_name)
def test_every_function_of_a_figure_is_named(module: ModuleType) -> None:
    named = set(re.findall(rf"`{short_name(module)}\.([a-z_]+)`", PAGE))
    assert named == functions(module) - SCAFFOLDING[module]


# Of each key of an answer: a type that has it, its section, and what stands beside figures.
ANSWERS = [
    ("heart", "heart-rate", "Heart", set()),
    ("activity", "steps", "Activity", set()),
    ("sleep", "sleep-duration", "Sleep", {"nights", "nights_with_times"}),
]


@pytest.mark.parametrize(("key", "slug", "title", "beside"), ANSWERS)
def test_every_figure_of_the_answer_has_its_heading(
    app: App, me: Person, key: str, slug: str, title: str, beside: set[str]
) -> None:
    answer = app.analytics.report(OWNER, me.id, slug)
    assert headings(section(title)) == answer[key].keys() - beside
    assert all(f"`{name}`" in section(title) for name in beside)


@pytest.mark.parametrize("module", SCAFFOLDING, ids=short_name)
def test_every_source_of_the_code_is_on_the_page(module: ModuleType) -> None:
    for doi in sources(inspect.getsource(module)):
        assert doi in TEXT, doi


@pytest.mark.parametrize(
    "text",
    [
        f"on fewer than {daily_rhythm.LEAST_DAYS} days",
        f"cover fewer than {daily_rhythm.LEAST_HOURS} of the 24 hours",
        f"with readings on at least {daily_rhythm.DAYS_OF_AN_HOUR} days",
        f"in {daily_rhythm.CHANCE * 100:.0f} of 100 cases or more",
        f"into levels of at least {change_points.LEAST_LEVEL} days",
        f"+ {change_points.PENALTY:.0f} ln n for each change",
        f"From {change_points.LEAST_DAYS} days on.",
        f"From {sleep_figures.LEAST_NIGHTS} nights on.",
        f"From {sleep_figures.LEAST_PAIRS} pairs of nights on.",
        f"From {sleep_figures.LEAST_FREE} nights before free and {sleep_figures.LEAST_WORK} before",
        f"at most {heart_figures.HOLDS_MS // 60_000} minutes",
        f"below {heart_figures.LEAST_MINUTES} minutes",
        f"from {heart_figures.YOUNGEST} years on",
        f"From {heart_figures.LEAST_DAYS} days on",
        f"{activity_figures.ACTIVE_FROM['steps']:,.0f} steps",
        f"{activity_figures.ACTIVE_FROM['exercise-minutes']:.0f} minutes of exercise",
        f"over the last {activity_figures.ACUTE_DAYS} days",
        f"over the {activity_figures.CHRONIC_DAYS} days before",
        f"From {activity_figures.LEAST_ACUTE} of the {activity_figures.ACUTE_DAYS} and",
        f"{activity_figures.LEAST_CHRONIC} of the {activity_figures.CHRONIC_DAYS} days on",
        f"up for {sleep_figures.APART_MS // 3_600_000} hours",
    ],
)
def test_numbers_are_those_of_the_code(text: str) -> None:
    assert text in TEXT
