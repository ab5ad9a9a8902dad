"""How types, values and times are written in a visit report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from healthdesk.domain import units
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Record
from healthdesk.domain.times import local_day
from healthdesk.services.report_figures import TypeFigures
from healthdesk.texts import Format, tr, type_name, unit_label
from healthdesk.texts.formats import RACE, SILENT_UNITS

NONE: Final = "–"


def named(one: TypeFigures) -> str:
    """A type with its unit, where the unit does not stand at each value."""
    name = type_name(one.kind)
    if _of_ten(one.kind, one.unit):
        return tr("{type} (of 10)", type=name)
    label = "h:min" if is_span(one) else unit_label(one.unit)
    if one.unit in SILENT_UNITS:
        return name
    return f"{name} ({label})" if label else name


def is_span(one: TypeFigures) -> bool:
    """Whether values are lengths of time told in hours and minutes."""
    return one.unit in ("min", "h") and one.kind.slug != RACE


def _of_ten(kind: HealthType, unit: str) -> bool:
    return unit == "points" and kind.hard.high == 10


def bare(one: TypeFigures, value: float, shape: Format) -> str:
    """A value without its unit, which stands elsewhere."""
    if _of_ten(one.kind, one.unit):
        return shape.number(value, 1)
    if is_span(one):
        hours, minutes = divmod(round(units.convert(value, one.unit, "min")), 60)
        return f"{hours}:{minutes:02}"
    text = shape.value(one.kind, value, unit=one.unit)
    return bare_of(text, one.unit)


def bare_of(text: str, unit: str) -> str:
    """A told value with its unit taken off."""
    for label in (unit_label(unit), unit_label(unit, "1")):
        text = text.removesuffix(f" {label}")
    return text


def both(one: TypeFigures, values: Sequence[float | None], shape: Format) -> str:
    """The parts of a value without their unit; `NONE` where one is missing."""
    if None in values:
        return NONE
    return "/".join(bare(one, value, shape) for value in values if value is not None) or NONE


def lowest_highest(one: TypeFigures, shape: Format) -> str:
    """From the lowest to the highest, of two parts in two lines."""
    lows = both(one, [part.low for part in one.parts], shape)
    if lows == NONE:
        return NONE
    highs = both(one, [part.high for part in one.parts], shape)
    if len(one.parts) > 1:
        return f"{lows} –\n{highs}"
    return f"{lows}\u00a0–\u00a0{highs}"


def moment(record: Record, shape: Format) -> str:
    """Day and time at the place where it was taken."""
    day = shape.date(local_day(record.recorded_at, record.offset))
    return f"{day} {shape.time(record.recorded_at, record.offset)}"


def value(kind: HealthType, record: Record, shape: Format) -> str:
    """As it was given, with its unit."""
    return shape.value(kind, record.value, record.value2, record.unit, record.comparator)
