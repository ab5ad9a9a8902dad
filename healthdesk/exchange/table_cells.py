"""What the cells of any table say: a number, its unit, both parts of a pressure, nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from healthdesk.domain import units
from healthdesk.domain.entry_line import Stop, TypedLine
from healthdesk.domain.entry_values import ValueReader
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.typed_text import fold
from healthdesk.exchange import workbook
from healthdesk.exchange.batches import Refused
from healthdesk.exchange.cell_shapes import pulse_behind
from healthdesk.exchange.local_times import parse_clock

# A number with something behind it that is neither a clock time nor another number.
_WITH_UNIT = re.compile(r"([<>]?\s?[+-]?\d[\d.,'’]*)\s?([^\W\d_][^\d:]{0,15}|%|°[CF])\Z")
# How tables say that there is nothing.
_NOTHING = frozenset({"", "-", "--", "---", "–", "—", "null", "none", "nan", "n/a", "#n/a"})


def unit_apart(cell: workbook.Cell) -> tuple[workbook.Cell, str]:
    """A number and the unit some tables write behind it in the cell, "" for none: `81,4 kg`."""
    found = _WITH_UNIT.match(cell.strip()) if isinstance(cell, str) else None
    return (found[1], found[2]) if found else (cell, "")


def halves(cell: workbook.Cell) -> list[workbook.Cell]:
    """The two numbers of `128/82`, with the unit that stands behind them behind both. Raises
    `Refused` where there are not two."""
    cell, unit = unit_apart(pulse_behind(cell)[0])
    halves = [half.strip() for half in cell.split("/")] if isinstance(cell, str) else []
    if len(halves) != 2:
        raise Refused("half-a-pressure" if len(halves) < 2 else "not-a-number")
    return [f"{half} {unit}".strip() for half in halves]


def together(cell: workbook.Cell, kind: HealthType) -> tuple[workbook.Cell, str]:
    """A number and its unit; of two units together (12 st 7 lb) the lesser one."""
    number, unit = unit_apart(cell)
    if unit or not isinstance(cell, str) or cell.strip().isdecimal():
        return number, unit
    line = TypedLine(fold(cell.strip()))
    try:
        found, end = ValueReader(line, ".").read(0, kind)
    except Stop:
        return number, unit
    if found.unit is None or found.unit not in kind.units or end != len(line.low):
        return number, unit
    return (number, unit) if found.comparator else (found.value, found.unit)


def told_by(given: Iterable[tuple[str, workbook.Cell, str]], kind: HealthType) -> str:
    """The unit all cells of a reading tell with their numbers; "" where they tell none."""
    told = {spelt(unit, kind) for _, _, unit in given if unit}
    if len(told) > 1:
        raise Refused("unit-unknown", unit=", ".join(sorted(told)), type=kind.slug)
    return next(iter(told), "")


def spelt(told: str, kind: HealthType) -> str:
    """A unit in our spelling. Raises `Refused` where the type has none such."""
    spelt = units.find(told, kind.units)
    if spelt is None:
        raise Refused("unit-unknown", unit=told[:40], type=kind.slug)
    return spelt


def minutes(cell: workbook.Cell) -> float | None:
    """The length in minutes of a span, of a time of day standing for one, or of `7:20`."""
    if isinstance(cell, dt.timedelta):
        return cell.total_seconds() / 60
    if isinstance(cell, str) and ":" in cell:
        cell = parse_clock(cell)
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute + cell.second / 60
    return None


def is_empty(cell: workbook.Cell) -> bool:
    """Whether a cell holds nothing, or a sign for nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in _NOTHING)


def text_of(cell: workbook.Cell) -> str:
    """A cell in words."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
