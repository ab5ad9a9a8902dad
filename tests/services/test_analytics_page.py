"""The page of figures says what the code does, and the code does nothing it does not say."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain import glucose, glucose_figures, glucose_profile
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person
from tests.opened import NEW_YEAR_DAY
from tests.services.figures_page import (
    PAGE,
    functions,
    headings,
    in_one_line,
    section,
    short_name,
    sources,
)

# Ways to figures, and figures that other functions put together.
SCAFFOLDING = {
    glucose: {"distinct", "coverage", "summary"},
    glucose_figures: {"even_step", "figures"},
    glucose_profile: set(),
}
# In the answer beside the figures: what they were made of and by.
BESIDE = {"unit", "bands", "n", "censored", "days", "coverage"}


def code(text: str) -> set[str]:
    lines = re.findall(r"Code: ([^\n]*)", text)
    return {name for line in lines for name in re.findall(r"`([a-z_0-9.]+)`", line)}


def function(name: str) -> Callable[..., object]:
    module, _, attribute = name.partition(".")
    found = getattr(import_module(f"healthdesk.domain.{module}"), attribute)
    assert callable(found), name
    return found  # type: ignore[no-any-return]


def test_every_glucose_figure_of_the_answer_has_its_heading(app: App, me: Person):
    answer = app.analytics.report(OWNER, me.id, "blood-glucose", NEW_YEAR_DAY, NEW_YEAR_DAY)
    assert headings(section("Glucose")) == answer["glucose"].keys() - BESIDE
    for name in BESIDE - {"unit"}:
        assert f"`{name}`" in section("Glucose") or name == "n", name


@pytest.mark.parametrize("module", SCAFFOLDING, ids=short_name)
def test_every_function_of_a_figure_is_named(module: ModuleType):
    begin = f"{short_name(module)}."
    named = {name.removeprefix(begin) for name in code(PAGE) if name.startswith(begin)}
    assert named == functions(module) - SCAFFOLDING[module]


@pytest.mark.parametrize("name", sorted(code(section("Glucose"))))
def test_every_function_named_is_there_and_says_what_it_does(name: str):
    assert inspect.getdoc(function(name)), name


def test_every_source_of_a_function_stands_beside_its_figure():
    text = in_one_line(section("Glucose"))
    for name in code(section("Glucose")):
        for doi in sources(inspect.getdoc(function(name)) or ""):
            assert doi in text, f"{name}: {doi}"


@pytest.mark.parametrize(
    "text",
    [
        "3.31 + 0.02392 × mean", "(mean in mg/dL + 46.7) / 28.7", "0.001 × (mean + SD)²",
        f"{glucose.NEEDED_DAYS} days", f"{glucose.NEEDED_SHARE:.0f} %",
        f"up to {glucose_figures.BRIDGED_MIN} minutes apart",
        f"gaps of more than {glucose_figures.APART_MIN} minutes",
        f"average of {glucose_figures.SHORT_MEAN} and one of {glucose_figures.LONG_MEAN} values",
        f"fewer than {glucose_figures.LEAST_MAGE_POINTS} values",
        f"at least {glucose_profile.EPISODE_MIN} minutes",
        f"more than {glucose_profile.EXTENDED_MIN} minutes",
        f"{glucose_figures.LABILITY_HOURS[0]} to {glucose_figures.LABILITY_HOURS[1]} hours apart",
    ],
)  # fmt: skip
def test_numbers_are_those_of_the_code(text: str):
    assert text in re.sub(r"\s+", " ", section("Glucose"))


@pytest.mark.parametrize("ranges", glucose.RANGES.values(), ids=lambda r: r.name)
def test_limits_and_targets_are_those_of_the_code(ranges: glucose.Ranges):
    text = re.sub(r"\s+", " ", section("Glucose"))
    row = next(line for line in text.split(" | | ") if f"`{ranges.name}`" in line)
    for limits in ranges.limits.values():
        for sign, limit in zip("<<>>", (limits.very_low, limits.low, limits.high,
                                        limits.very_high), strict=True):  # fmt: skip
            assert limit is None or f"{sign} {limit:.3g}" in row or f"{sign} {limit:.1f}" in row
