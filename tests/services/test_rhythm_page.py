"""What the page of figures says of the rhythm of the day is what the code does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
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

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "analytics.md").read_text("utf-8")
TEXT = re.sub(r"\s+", " ", PAGE)
DOI = re.compile(r"doi\s+(10\.[\w./()<>:;-]+\w)")
# Ways to figures, no figures themselves.
SCAFFOLDING: dict[ModuleType, set[str]] = {
    change_points: set(),
    daily_rhythm: set(),
    sleep_figures: set(),
    heart_figures: set(),
    activity_figures: set(),
}


@pytest.mark.parametrize("module", SCAFFOLDING, ids=lambda m: m.__name__.rpartition(".")[2])
def test_every_function_of_a_figure_is_named(module: ModuleType) -> None:
    short = module.__name__.rpartition(".")[2]
    public = {
        name
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and not name.startswith("_")
    }
    assert set(re.findall(rf"`{short}\.([a-z_]+)`", PAGE)) == public - SCAFFOLDING[module]


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
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    heads = " ".join(re.findall(r"^### (.*)$", section, re.MULTILINE))
    answer = app.analytics.report(OWNER, me.id, slug)
    assert set(re.findall(r"`([^`]+)`", heads)) == answer[key].keys() - beside
    assert all(f"`{name}`" in section for name in beside)


@pytest.mark.parametrize("module", SCAFFOLDING, ids=lambda m: m.__name__.rpartition(".")[2])
def test_every_source_of_the_code_is_on_the_page(module: ModuleType) -> None:
    source = re.sub(r"[\s#]+", " ", inspect.getsource(module))
    for doi in DOI.findall(source):
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
