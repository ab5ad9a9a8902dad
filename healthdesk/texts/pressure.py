"""Blood pressure in words: classes, ranges, rules with their sources, and what is missing."""

from __future__ import annotations

import dataclasses

from healthdesk.domain import units
from healthdesk.domain.blood_pressure import SLUG, Mean, Setting
from healthdesk.domain.home_protocol import Missing, Part
from healthdesk.domain.pressure_guidelines import Bounds, Isolated, Rule, Standing
from healthdesk.texts.catalogue import tr, tr_n
from healthdesk.texts.figures import lack_sentence
from healthdesk.texts.formats import Format
from healthdesk.texts.names import part_name, unit_label


def setting_name(setting: Setting) -> str:
    """Where readings were taken, as it follows a noun."""
    return {
        "office": tr("at the practice"),
        "home": tr("at home"),
        "24h": tr("over 24 hours"),
    }[setting]


def class_name(code: str) -> str:
    """A guideline's class in words."""
    return {
        "normal": tr("Normal"),
        "optimal": tr("Optimal"),
        "non-elevated": tr("Not elevated"),
        "elevated": tr("Elevated"),
        "high-normal": tr("High-normal"),
        "below-hypertension": tr("Below hypertension"),
        "stage-1": tr("Hypertension stage 1"),
        "stage-2": tr("Hypertension stage 2"),
        "grade-1": tr("Hypertension grade 1"),
        "grade-2": tr("Hypertension grade 2"),
        "grade-3": tr("Hypertension grade 3"),
        "hypertension": tr("Hypertension"),
    }[code]


def class_of(standing: Standing, shape: Format) -> str:
    """The class of a mean, isolated hypertension said so; what is missing where there is too
    little for a class."""
    if standing.lack is not None:
        lack = lack_sentence(dataclasses.asdict(standing.lack), shape)
        return tr("No class yet: {lack}", lack=lack)
    name = class_name(standing.code or "")
    return name if standing.isolated is None else f"{name}, {isolated_name(standing.isolated)}"


def isolated_name(part: Isolated) -> str:
    """That one part alone reaches hypertension."""
    return tr("isolated systolic") if part == "systolic" else tr("isolated diastolic")


def mean_words(mean: Mean, unit: str, shape: Format) -> str:
    """A mean with one decimal more than a reading, since classes tell 129.7 from 130."""
    digits = units.decimals(unit, SLUG) + 1
    parts = (units.convert(value, "mmHg", unit) for value in (mean.systolic, mean.diastolic))
    return f"{'/'.join(shape.number(value, digits) for value in parts)} {unit_label(unit)}"


def range_words(bounds: Bounds) -> str:
    """Where a class lies, in mmHg: `130–139 or 80–89`."""
    first, second = _between(*bounds.systolic), _between(*bounds.diastolic)
    if bounds.both:
        return tr("{first} and {second}", first=first, second=second)
    return tr("{first} or {second}", first=first, second=second)


def _between(low: float | None, end: float | None) -> str:
    if low is None:
        return f"<{end:g}"
    return f"≥{low:g}" if end is None else f"{low:g}–{end - 1:g}"


def rule_name(rule: Rule) -> str:
    """The guideline and what its rule is for: `AHA/ACC 2025, at home`."""
    what = {
        "office": tr("at the practice"),
        "home": tr("at home"),
        "24h": tr("over 24 hours"),
        "day": tr("by day"),
        "night": tr("by night"),
    }[rule.measured]
    return f"{rule.name}, {what}"


def rule_source(rule: Rule) -> str:
    """Where a rule is printed, and whether its numbers were read there."""
    return rule.source if rule.confirmed else tr("{source}, not confirmed", source=rule.source)


def by_rule(said: str, rule: Rule) -> str:
    """A class, or that there is none, with the rule's name and source."""
    return tr(
        "{class_} ({rule}; {source})",
        class_=said, rule=rule_name(rule), source=rule_source(rule),
    )  # fmt: skip


def in_bounds(bounds: Bounds, reading: tuple[float, float], *, bare: bool = False) -> str:
    """The range that one reading, in mmHg, falls in; one reading has no class. Where one part
    is enough for the range and only one lies in it, that part is named. `bare` is for where
    the unit stands beside it already."""
    parts = (("systolic", bounds.systolic), ("diastolic", bounds.diastolic))
    reached = [
        (slug, ends)
        for (slug, ends), value in zip(parts, reading, strict=True)
        if ends[0] is None or value >= ends[0]
    ]
    if bounds.both or len(reached) != 1:
        text = range_words(bounds)
        if bare:
            return tr("Range {range}", range=text)
        return tr("In the range {range} mmHg", range=text)
    ((slug, ends),) = reached
    if bare:
        return tr("{part} range {range}", part=part_name(slug), range=_between(*ends))
    return tr("{part} in the range {range} mmHg", part=part_name(slug), range=_between(*ends))


def missing_words(missing: Missing) -> str:
    """`2 mornings and 1 evening are missing`, or nothing."""
    mornings = tr_n("{n} morning", "{n} mornings", missing.mornings)
    evenings = tr_n("{n} evening", "{n} evenings", missing.evenings)
    if missing.mornings and missing.evenings:
        return tr("{mornings} and {evenings} are missing", mornings=mornings, evenings=evenings)
    if missing.mornings:
        return tr_n("{n} morning is missing", "{n} mornings are missing", missing.mornings)
    if missing.evenings:
        return tr_n("{n} evening is missing", "{n} evenings are missing", missing.evenings)
    return ""


def sitting_name(part: Part) -> str:
    return tr("Morning") if part == "morning" else tr("Evening")
