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

# Seconds or milliseconds since 1970, from 2001 to 2096; a value of neither has so many digits.
_SECONDS = re.compile(r"[1-3]\d{9}(?:\.\d{1,6})?\Z", re.ASCII)
_MILLISECONDS = re.compile(r"[1-3]\d{12}\Z", re.ASCII)
_PAIR = re.compile(r"\d{2,3}([.,]\d)?\s?/\s?\d{2,3}([.,]\d)?(\s?(mmHg|kPa))?\Z", re.ASCII)

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
    if told and all(instant_of(cell) is not None for cell in told):
        return "moment"
    shapes = {shape_of(cell) for cell in told}
    if shapes == {"moment", "date"}:
        return "moment"
    if len(shapes) != 1:
        return ""
    (only,) = shapes
    return "" if only == "number" else only


def instant_of(cell: Cell) -> int | None:
    """The instant (ms) a cell tells as seconds or milliseconds since 1970; None for others."""
    if not isinstance(cell, int | float | str):
        return None
    text = str(cell).strip().removesuffix(".0")
    if _MILLISECONDS.match(text):
        return int(text)
    return round(float(text) * 1000) if _SECONDS.match(text) else None


def is_pair(cell: Cell) -> bool:
    """Whether a cell holds both parts of a blood pressure: `128/82`."""
    return isinstance(cell, str) and _PAIR.match(cell.strip()) is not None
