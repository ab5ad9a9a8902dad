"""What a cell looks like by itself: a number, a day, a time of day, both, or words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from math import isnan
from typing import Literal

from healthdesk.exchange.local_times import (
    is_either_number,
    month_names_of,
    orders_of,
    parse_clock,
    parse_number,
    split_moment,
)
from healthdesk.exchange.workbook import Cell

# Seconds since 1970, from 2001 to 2096, or thousandths, millionths, billionths of one; a value of
# neither has so many digits.
_SECONDS = re.compile(r"[1-3]\d{9}(?:\.\d{1,9})?\Z", re.ASCII)
_PARTS = re.compile(r"([1-3]\d{12})(?:\.\d{1,6}|\d{3}|\d{6})?\Z", re.ASCII)
# 1.7701128E12, as programs write such a number when they leave no digit out.
_POWER = re.compile(
    r"[1-3](?:[.,](?P<digits>\d{1,12}))?E(?P<plus>\+?)(?:09|9|12)\Z", re.ASCII | re.IGNORECASE
)
# Digits behind the point from which on none was left out: spreadsheets (1.77E+09, 1.77013E+12) and
# programs that shorten write fewer, and a plus; zeros at the end are never written.
WHOLE_FROM, WHOLE_FROM_WITHOUT_PLUS = 7, 6
# Days as spreadsheets count them, from 1927 to 2119.
_DAYS = re.compile(r"[1-7]\d{4}(?:[.,]\d{1,12})?\Z", re.ASCII)
_PAIR = re.compile(
    r"\d{2,3}([.,]\d)?\s?/\s?\d{2,3}([.,]\d)?(\s?(mmHg|kPa))?(\s?[/,]\s?(?P<pulse>\d{2,3}))?\Z",
    re.ASCII,
)

Shape = Literal["", "number", "moment", "date", "time"]


def shape_of(cell: Cell) -> Shape:
    """ "" for words and for nothing."""
    if isinstance(cell, dt.datetime):
        return "moment" if cell.time() != dt.time() else "date"
    if isinstance(cell, dt.time):
        return "time"
    if isinstance(cell, str):
        return _shape_of_text(cell.strip())
    return "" if cell is None else "number"


def _shape_of_text(text: str) -> Shape:
    bare = text.lstrip("<>")
    if is_either_number(bare) or not isnan(parse_number(bare)):
        return "number"
    if _is_date(text):
        return "date"
    if parse_clock(text) is not None:
        return "time"
    moment = split_moment(text)
    return "moment" if moment is not None and _is_date(moment[0]) else ""


def _is_date(text: str) -> bool:
    return bool(orders_of((text,), months=month_names_of((text,))))


def when_of(cells: Iterable[Cell]) -> Literal["", "moment", "date", "time"]:
    """What all the cells of a column that are not empty say of when; "" where they do not."""
    told = [cell for cell in cells if cell is not None and cell != ""]
    if told and all(instant_of(cell) is not None or is_shortened(cell) for cell in told):
        return "moment"
    shapes = {shape_of(cell) for cell in told}
    if shapes == {"moment", "date"}:
        return "moment"
    if len(shapes) != 1:
        return ""
    (only,) = shapes
    return "" if only == "number" else only


def instant_of(cell: Cell) -> int | None:
    """The instant (ms) a cell tells as seconds since 1970, or as parts of them; None for others,
    and for one that was shortened."""
    if not isinstance(cell, int | float | str) or is_shortened(cell):
        return None
    text = str(cell).strip().removesuffix(".0")
    if _POWER.match(text):
        text = str(round(float(text.replace(",", "."))))
    parts = _PARTS.match(text)
    if parts:
        return int(parts[1])
    return round(float(text) * 1000) if _SECONDS.match(text) else None


def is_shortened(cell: Cell) -> bool:
    """Whether a cell is an instant that lost its last digits, as spreadsheets show it: 1.77E+09 is
    any second of four months."""
    found = _POWER.match(cell.strip()) if isinstance(cell, str) else None
    if found is None:
        return False
    least = WHOLE_FROM if found["plus"] else WHOLE_FROM_WITHOUT_PLUS
    return len(found["digits"] or "") < least


def days_of(cell: Cell) -> float | None:
    """The days, with their fraction, that a cell counts as a spreadsheet does; None for others.
    A number says so only where dates are expected."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    text = str(cell).strip()
    return float(text.replace(",", ".")) if _DAYS.match(text) else None


def is_pair(cell: Cell) -> bool:
    """Whether a cell holds both parts of a blood pressure: `128/82`, or `128/82/71`."""
    return isinstance(cell, str) and _PAIR.match(cell.strip()) is not None


def pulse_behind(cell: Cell) -> tuple[Cell, str]:
    """A cell without the pulse that stands behind both parts of a blood pressure, and it; ""
    for none."""
    found = _PAIR.match(cell.strip()) if isinstance(cell, str) else None
    if found is None or not found["pulse"]:
        return cell, ""
    return found[0][: found.start("pulse")].rstrip(" ,/"), found["pulse"]
