"""Words that several layers say: differences, intervals, why a figure is withheld."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import Lack
from healthdesk.domain.series import Line, Step
from healthdesk.domain.units import convert
from healthdesk.texts import Format, lack_sentence, part_name, tr, unit_label
from healthdesk.ui.chart.points import beside

# So many digits of the largest of some slopes or differences are told, and no more than
# DECIMALS after the point.
DIGITS, DECIMALS = 2, 4


def number_words(
    values: Sequence[float], shape: Format, most: int = DECIMALS
) -> Callable[[float], str]:
    """How slopes or differences beside each other are written, without their unit and with at
    most so many digits after the point; with a plus where there is one."""
    largest = max((abs(value) for value in values), default=0.0)
    whole = math.floor(math.log10(largest)) + 1 if largest else 1
    decimals = min(max(DIGITS - whole, 0), most)

    def words(value: float) -> str:
        text = shape.number(value, decimals)
        return f"+{text}" if value > 0 and any(sign in text for sign in "123456789") else text

    return words


def difference_words(kind: HealthType, values: Sequence[float], unit: str, shape: Format) -> str:
    """Of means: signed, a number a part, with the unit: `−3.2/+1.0 mmHg`."""
    values, unit = plain(values, unit)
    words = number_words(values, shape, kind.decimals_in(unit) + 1)
    return with_unit("/".join(words(value) for value in values), unit)


def with_unit(number: str, unit: str) -> str:
    return f"{number} {unit_label(unit)}".rstrip()


def plain(values: Sequence[float], unit: str) -> tuple[list[float], str]:
    """Differences in a unit that can be written as one number: pounds in place of stones,
    minutes in place of hours."""
    instead = {"st": "lb", "h": "min"}.get(unit, unit)
    return [convert(value, unit, instead) for value in values], instead


def by_part(kind: HealthType, said: Sequence[str]) -> str:
    """One clause a part; those of types with two begin with the part's name."""
    if not kind.parts:
        return said[0]
    names = [part_name(part.slug) for part in kind.parts]
    return "; ".join(f"{name} {words}" for name, words in zip(names, said, strict=False))


def withheld(name: str, lack: Lack, shape: Format) -> str:
    """The sentence in place of a figure."""
    return tr("{figure}: {reason}.", figure=name, reason=lack_sentence(lack, shape))


def values_beside(
    lines: Sequence[Line], step: Step, kind: HealthType, unit: str, shape: Format
) -> Callable[[float], str]:
    """Words for what the lines of another series have at a position; "" where not all parts
    have something."""

    def words(at: float) -> str:
        values = []
        for line in lines:
            index = beside(line.at, at, step)
            if index is None:
                return ""
            values.append(float(line.value[index]))
        second = values[1] if len(values) > 1 else None
        return shape.value(kind, values[0], second, unit) if values else ""

    return words
