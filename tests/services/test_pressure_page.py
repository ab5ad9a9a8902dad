"""What the page of figures says of blood pressure is what the code does."""

from __future__ import annotations

import inspect
import re
from types import ModuleType

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain import blood_pressure, home_protocol, pressure_guidelines
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.home_protocol import ESH_HOME
from healthdesk.domain.pressure_guidelines import GUIDELINES, MEASURED, Guideline, Rule
from healthdesk.domain.records import Person
from tests.opened import NEW_YEAR_DAY
from tests.services.figures_page import (
    functions,
    headings,
    in_one_line,
    section,
    short_name,
    sources,
)

SECTION = section("Blood pressure")
TEXT = in_one_line(SECTION)
# In the answer beside the figures: what they were made of and by.
BESIDE = {"guideline", "setting", "settings", "n", "days", "rule", "insufficient"}
# Ways to figures and tables, no figures themselves.
SCAFFOLDING = {
    blood_pressure: {"by_setting"},
    pressure_guidelines: {"guideline"},
    home_protocol: {"part_of"},
}


def row(guideline: Guideline, head: str) -> list[str]:
    table = SECTION.partition(head)[2]
    lines = (line for line in table.splitlines() if line.startswith(f"| {guideline.name}"))
    return [cell.strip() for cell in next(lines).strip("|").split("|")]


def printed(rule: Rule) -> str:
    said = []
    for step in rule.steps:
        limits = [f"{limit:g}" for limit in (step.systolic, step.diastolic) if limit is not None]
        said.append(f"{step.code} {' or '.join(limits)}".strip())
    return "; ".join(said)


@pytest.mark.parametrize("one", GUIDELINES, ids=lambda one: one.code)
def test_the_table_has_the_limits_of_the_code(one: Guideline) -> None:
    cells = row(one, "| guideline | office |")
    assert cells[1:] == [printed(one.rule(measured)) for measured in MEASURED]


@pytest.mark.parametrize("one", GUIDELINES, ids=lambda one: one.code)
def test_the_table_says_where_from_and_what_is_confirmed(one: Guideline) -> None:
    name, source, confirmed = row(one, "| guideline | source | confirmed |")
    assert name == f"{one.name} (`{one.code}`)"
    for rule in one.rules:
        assert rule.source in source
        assert rule.table in source
    sure = [rule.measured for rule in one.rules if rule.confirmed]
    told = "all" if len(sure) == len(one.rules) else ", ".join(sure) or "not confirmed"
    assert confirmed == told


def test_every_figure_of_the_answer_has_its_heading(app: App, me: Person) -> None:
    answer = app.analytics.report(OWNER, me.id, "blood-pressure", NEW_YEAR_DAY, NEW_YEAR_DAY)
    assert headings(SECTION) == answer["blood_pressure"].keys() - BESIDE
    for name in BESIDE:
        assert re.search(rf"`{name}`|\b{name}\b", SECTION), name


@pytest.mark.parametrize("module", SCAFFOLDING, ids=short_name)
def test_every_function_of_a_figure_is_named(module: ModuleType) -> None:
    lines = re.findall(r"^.*Code: .*$|^`.*$", SECTION, re.MULTILINE)
    named = set(re.findall(rf"`{short_name(module)}\.([a-z_]+)`", " ".join(lines)))
    assert named == functions(module) - SCAFFOLDING[module]


@pytest.mark.parametrize("module", SCAFFOLDING, ids=short_name)
def test_every_source_of_the_code_is_on_the_page(module: ModuleType) -> None:
    for doi in sources(inspect.getsource(module)):
        assert doi in TEXT, doi


@pytest.mark.parametrize(
    "text",
    [
        f"fewer than {blood_pressure.LEAST_DAYS} days",
        f"at home on fewer than {blood_pressure.LEAST_HOME_DAYS} days",
        f"fewer than {blood_pressure.LEAST_BY_DAY} readings by day",
        f"readings by day and {blood_pressure.LEAST_BY_NIGHT} by night",
        f"means of at least {blood_pressure.LEAST_VARIABILITY_DAYS} days",
        f"at least {blood_pressure.LEAST_BY_DAY + blood_pressure.LEAST_BY_NIGHT}, each step",
        "from {}:00 to {}:00 and from".format(*blood_pressure.MORNING),
        "and from {}:00 to {}:00 by the clock".format(*blood_pressure.EVENING),
        "Day is {}:00 to {}:00".format(*blood_pressure.BY_DAY),
        "night {}:00 to {}:00".format(*blood_pressure.BY_NIGHT),
        "Systolic from {}:00 to {}:00".format(*blood_pressure.RISING),
        f"nights with {blood_pressure.TROUGH} readings and {blood_pressure.LEAST_RISING} after",
        f"after {ESH_HOME.rest_s // 60} minutes of rest {ESH_HOME.readings} readings",
        f"readings, {ESH_HOME.pause_s // 60} minute apart",
        f"each evening of {ESH_HOME.days} days, at least {ESH_HOME.least_days}.",
        f"break of more than {home_protocol.LONGEST_BREAK} days",
    ],
)
def test_numbers_are_those_of_the_code(text: str) -> None:
    assert text in TEXT
