"""Blood pressure and glucose in a visit report, as their guidelines tell them.

Facts only: what is measured stands beside the range or the rule it is compared with, and no
single reading is given a class.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from healthdesk.domain import blood_pressure, glucose, units
from healthdesk.domain.health_types import HealthType
from healthdesk.exchange import report_chart
from healthdesk.exchange.report_pdf import Block, Paragraph, Picture, Section, Table
from healthdesk.services.report_figures import PressureFigures
from healthdesk.services.report_words import NONE
from healthdesk.texts import Format, tr, type_name, unit_label
from healthdesk.texts.pressure import (
    class_of,
    mean_words,
    range_words,
    rule_name,
    rule_source,
    setting_name,
)

# Darkest where it is furthest out; told apart without colour by their order and the table.
BAND_COLORS: Final[Mapping[glucose.Band, str]] = MappingProxyType(
    {
        "very-low": "#7A1F17",
        "low": "#D9694F",
        "in-range": "#2E8B57",
        "high": "#F0B429",
        "very-high": "#B8720A",
    }
)


def pressure(
    found: PressureFigures,
    kind: HealthType,
    unit: str,
    shape: Format,
) -> Section:
    """Means by time of day and, where there is enough, the class of the mean of each setting."""
    spans = (
        (tr("All readings"), found.summary.mean),
        (_span_name(tr("Morning"), blood_pressure.MORNING), found.summary.morning),
        (_span_name(tr("Evening"), blood_pressure.EVENING), found.summary.evening),
    )
    rows = tuple(
        (name, NONE, "0") if mean is None
        else (name, _mean_text(mean, kind, unit, shape), shape.number(mean.n, 0))
        for name, mean in spans
    )  # fmt: skip
    head = ("", tr("Mean"), tr("Readings"))
    table = Table(head, rows, ("left", "right", "right"))
    return Section(type_name(kind), (table, *_classes(found, unit, shape)))


def _span_name(name: str, hours: tuple[int, int]) -> str:
    return f"{name} ({hours[0]:02}:00–{hours[1]:02}:00)"


def _mean_text(mean: blood_pressure.Mean, kind: HealthType, unit: str, shape: Format) -> str:
    first, second = (
        units.convert(value, "mmHg", unit) for value in (mean.systolic, mean.diastolic)
    )
    return shape.value(kind, first, second, unit)


def _classes(found: PressureFigures, unit: str, shape: Format) -> tuple[Block, ...]:
    rows = tuple(
        (rule_name(one.rule), mean_words(one.summary.mean, unit, shape), class_of(one, shape),
         NONE if one.place is None else range_words(one.rule.bounds(one.place)),
         rule_source(one.rule))
        for one in found.standings
    )  # fmt: skip
    head = (
        tr("Guideline"),
        tr("Mean"),
        tr("Class of the mean"),
        tr("In mmHg"),
        tr("Source"),
    )
    said = tr(
        "The class is of the mean of all readings taken in one place, never of one reading, and "
        "does not replace a diagnosis. Readings without a tag (home, office, 24h) count as taken "
        "{place}.",
        place=setting_name(found.choice.setting),
    )
    return (Table(head, rows, ("left",) * 5, (1, 0, 1, 1.3, 1.2)), Paragraph(said, "muted"))


def sugar(found: glucose.Summary, kind: HealthType, unit: str, shape: Format) -> Section:
    """Time in ranges where the rule of sufficiency holds; else what is lacking."""
    cover = found.coverage
    told = tr(
        "{n} readings on {days} days; {share} % of what a sensor gives in that time.",
        n=shape.number(found.n, 0),
        days=shape.number(cover.days, 0),
        # Rounded down, for 69.6 % is not the 70 % that are asked for.
        share=shape.number(math.floor(cover.share), 0),
    )
    blocks: list[Block] = [Paragraph(told)]
    if not cover.sufficient:
        said = tr(
            "Insufficient for time in ranges, GMI and variability: the consensus asks for "
            "{days} days with {share} % of a sensor's readings.",
            days=glucose.NEEDED_DAYS, share=shape.number(glucose.NEEDED_SHARE, 0),
        )  # fmt: skip
        blocks.append(Paragraph(said, "muted"))
    else:
        blocks += [_bar(found, unit, shape), _bands(found, unit, shape)]
        blocks.append(_sugar_figures(found, kind, unit, shape))
        blocks.append(Paragraph(_glucose_sources(found.ranges), "muted"))
    return Section(type_name(kind), tuple(blocks))


def _glucose_sources(ranges: glucose.Ranges) -> str:
    if ranges.name == "own":
        whose = tr(
            "The range from low to high is your own and has no targets; the second levels and the "
            "rule of sufficiency are those of the International Consensus on Time in Range 2019, "
            "doi 10.2337/dci19-0028."
        )
    else:
        whose = tr(
            "Bands, targets ({group}) and rule of sufficiency: International Consensus on Time in "
            "Range 2019, doi 10.2337/dci19-0028.",
            group=_group(ranges),
        )
    said = tr("GMI: Bergenstal 2018, doi 10.2337/dc18-1581; it is no measured HbA1c.")
    return f"{whose} {said}"


def _group(ranges: glucose.Ranges) -> str:
    """Whom the targets are for."""
    return {
        "adult": tr("most adults with type 1 or 2 diabetes"),
        "older": tr("older people and those at high risk"),
        "pregnancy": tr("type 1 diabetes in pregnancy"),
    }[ranges.name]


def band_name(band: glucose.Band) -> str:
    return {
        "very-low": tr("Very low"),
        "low": tr("Low"),
        "in-range": tr("In range"),
        "high": tr("High"),
        "very-high": tr("Very high"),
    }[band]


def _band_limits(band: glucose.Band, limits: glucose.Limits, unit: str, shape: Format) -> str:
    def shown(value: float) -> str:
        return shape.number(value, units.decimals(unit, "blood-glucose"))

    low2, low, high = shown(limits.very_low), shown(limits.low), shown(limits.high)
    text = {
        "very-low": f"<{low2}",
        "low": f"{low2} – <{low}",
        "in-range": f"{low}–{high}",
        "high": f">{high}",
    }
    if limits.very_high is not None:
        high2 = shown(limits.very_high)
        text |= {"high": f">{high} – {high2}", "very-high": f">{high2}"}
    return f"{text[band]} {unit_label(unit)}"


def _told_bands(found: glucose.Summary, unit: str) -> tuple[glucose.Band, ...]:
    """Without the highest, where the ranges know no second level there."""
    highest = found.ranges.limits[unit].very_high
    return glucose.BANDS if highest is not None else glucose.BANDS[:-1]


def _bar(found: glucose.Summary, unit: str, shape: Format) -> Picture:
    bands = _told_bands(found, unit)
    words = [
        (BAND_COLORS[band], f"{band_name(band)} {shape.number(found.shares[band], 1)} %")
        for band in bands
    ]
    return Picture(
        report_chart.shares_svg([(found.shares[b], BAND_COLORS[b]) for b in bands]),
        tr("Time in ranges: {shares}", shares=", ".join(word for _, word in words)),
        legend=tuple(words),
    )


def _bands(found: glucose.Summary, unit: str, shape: Format) -> Table:
    targets, limits = found.ranges.targets, found.ranges.limits[unit]
    rows = [
        (band_name(band), _band_limits(band, limits, unit, shape),
         f"{shape.number(found.shares[band], 1)} %", _target(targets.get(band), shape))
        for band in _told_bands(found, unit)
    ]  # fmt: skip
    rows += [
        (tr("Below the range, both"), "", f"{shape.number(found.below, 1)} %",
         _target(targets.get("below"), shape)),
        (tr("Above the range, both"), "", f"{shape.number(found.above, 1)} %",
         _target(targets.get("above"), shape)),
    ]  # fmt: skip
    head = (tr("Band"), tr("Limits"), tr("Time"), tr("Target"))
    return Table(head, tuple(rows), ("left", "left", "right", "right"), (2, 2, 1, 1))


def _target(target: tuple[str, float] | None, shape: Format) -> str:
    return "" if target is None else f"{target[0]}{shape.number(target[1], 0)} %"


def _sugar_figures(found: glucose.Summary, kind: HealthType, unit: str, shape: Format) -> Table:
    def value(mg_dl: float | None) -> str:
        if mg_dl is None:
            return NONE
        return shape.value(kind, units.convert(mg_dl, "mg/dL", unit, kind.slug), unit=unit)

    def share(number: float | None) -> str:
        return NONE if number is None else f"{shape.number(number, 1)} %"

    row = (value(found.mean), value(found.sd), share(found.cv), share(found.gmi))
    head = (
        tr("Mean"), tr("SD"),
        tr("Coefficient of variation (target {target})",
           target=_target(glucose.TARGETS["cv"], shape)),
        tr("Glucose management indicator (GMI)"),
    )  # fmt: skip
    return Table(head, (row,), ("right",) * 4, (1, 1, 2, 2))
