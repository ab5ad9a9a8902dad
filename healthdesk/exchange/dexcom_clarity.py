"""Dexcom Clarity: the CSV of Dexcom's sensors, in any language.

The columns stand in the same order everywhere. Some rows without a time come first: whose
the file is, the devices, their alarms. Local times; the counter of the transmitter tells
the two passes of the hour that comes twice in autumn.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final

from healthdesk.domain.records import Draft
from healthdesk.domain.typed_text import fold
from healthdesk.exchange import glucose_values as values
from healthdesk.exchange.batches import Batch, Options, Parser, number
from healthdesk.exchange.clock_changes import LoggerClock
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.glucose_values import FINGERSTICK, GLUCOSE
from healthdesk.exchange.local_times import parse_unparted
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

VENDOR: Final = "Dexcom"
LEAD: Final = 3
TIMESTAMP, EVENT, SUBTYPE, DEVICE, SOURCE_ID, VALUE = 1, 2, 3, 5, 6, 7
DOSE, CARBS, DURATION, TICKS, TRANSMITTER = 8, 9, 10, 12, 13
# The columns of the whole table, by how their names begin in English.
NAMES: Final = (
    "index", "timestamp (", "event type", "event subtype", "patient info", "device info",
    "source device", "glucose value", "insulin value", "carb value", "duration",
    "glucose rate", "transmitter time", "transmitter id",
)  # fmt: skip
SENSOR: Final = values.limits(40, 400, 2.2, 22.2)
DEVICES_MAX: Final = 1000

# (YYYY-MM-DDThh:mm:ss) in the letters of any language.
_PATTERN = re.compile(r"\((\w)\1{3}-(\w)\2-(\w)\3[Tt ]?(\w)\4:(\w)\5:(\w)\6\)")
# How the words for calibration, a drop of blood and exercise begin.
_CALIBRATION: Final = (
    "calibr", "kalibr", "etalon", "taratura", "ijking", "καλιβρ", "калибр", "калібр", "校",
    "보정", "כיול", "معاير", "finger", "blood", "blut", "sang", "krev", "blod",
)  # fmt: skip
_EXERCISE: Final = (
    "exerc", "ejerc", "eserc", "bewegung", "training", "sport", "beweging", "activit", "aktivit",
    "motion", "tranin", "trening", "ruch", "cvic", "pohyb", "liikunta", "ovning", "edzes", "mozgas",
    "egzersiz", "упражн", "нагруз", "γυμν", "ασκησ", "运动", "運動", "운동",
)  # fmt: skip
# What several languages put before them: "de acción rápida".
_ACTING = re.compile(r"\A(?:de|a|ad|d')\s?(?:accion|action|azione|acao)\s+")
# How the words for rapid and for long-acting insulin begin.
_RAPID: Final = (
    "fast", "rapid", "schnell", "snel", "hurtig", "snabb", "rask", "rask", "szybk", "rychl",
    "gyors", "nopea", "hizli", "быстр", "швидк", "ταχ", "速", "超", "초속", "속효",
)  # fmt: skip
_LONG: Final = (
    "long", "lang", "lent", "larga", "prolong", "dlugo", "dlouh", "hosszu", "pitka", "uzun",
    "длит", "долг", "трив", "μακρ", "长", "長", "持", "지속",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """The unit of glucose, and where a row has what the whole table has at each place; None
    for what it does not have."""

    unit: str
    at: tuple[int | None, ...]

    def whole(self, cells: Sequence[str]) -> list[str]:
        """A row as the whole table would have it."""
        return [cells[at] if at is not None and at < len(cells) else "" for at in self.at]


def layout_of(cells: Sequence[str]) -> Layout | None:
    """The layout a header tells; None where the row is none of this format.

    The columns of the whole table stand in one order in every language; one with fewer is
    known by English names.
    """
    names = [fold(cell).low.strip() for cell in cells[: 2 * len(NAMES)]]
    at = tuple(
        next((i for i, name in enumerate(names) if name.startswith(word)), None) for word in NAMES
    )
    if at[EVENT] is None or at[VALUE] is None:
        at = tuple(range(len(NAMES)))
        if len(cells) <= CARBS:
            return None
    time, value = at[TIMESTAMP], at[VALUE]
    if time is None or value is None or not _PATTERN.search(cells[time]):
        return None
    unit = values.unit_in(cells[value])
    return Layout(unit, at) if unit else None


def recognises(head: Head) -> bool:
    return any(layout_of(header_cells(line)) for line in head.lines[:LEAD])


def parser(files: Files, options: Options) -> Parser:
    return DexcomClarity(files, options)


class DexcomClarity:
    """Exports, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self._gathering = Gathering("dexcom-clarity", files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        times = (cells[TIMESTAMP] for _, cells, _ in self._rows(member))
        clock = LoggerClock(self._gathering, self._options, times)
        export = _Export(self._gathering, clock, index)
        for line, cells, unit in self._rows(member):
            export.row(cells, unit, line)
            yield

    def _rows(self, member: str) -> Iterator[tuple[int, list[str], str]]:
        """Rows below the header, with the file's unit."""
        layout = None
        for line, cells in rows(self._files, member):
            if layout is None:
                layout = layout_of(cells)
            elif len(cells) > TIMESTAMP:
                yield line, layout.whole(cells), layout.unit


class _Export:
    """One file: its devices and its rows."""

    def __init__(self, gathering: Gathering, clock: LoggerClock, member: int) -> None:
        self._gathering, self._clock, self._member = gathering, clock, member
        self._devices: dict[str, str] = {}

    def row(self, cells: list[str], unit: str, line: int) -> None:
        if not cells[TIMESTAMP].strip():
            self._preamble(cells)
        elif not values.is_none(cells[VALUE]):
            self._glucose(cells, unit, line)
        elif not values.is_none(cells[CARBS]) and parse_unparted(cells[CARBS]) != 0:
            self._amount("carbohydrates", parse_unparted(cells[CARBS]), "g", cells, line)
        elif fold(cells[EVENT]).low.startswith(_EXERCISE) and _minutes(cells[DURATION]) != 0:
            self._amount("exercise-minutes", _minutes(cells[DURATION]), "min", cells, line)
        elif not values.is_none(cells[DOSE]) and parse_unparted(cells[DOSE]) != 0:
            dose, tags = parse_unparted(cells[DOSE]), _acting(cells[SUBTYPE])
            self._amount(values.INSULIN, dose, "units", cells, line, tags)
        else:
            self._gathering.tally.ignore(values.kind(cells[EVENT]))

    def _preamble(self, cells: list[str]) -> None:
        name, device = cells[DEVICE].strip(), cells[SOURCE_ID].strip()
        if name and len(self._devices) < DEVICES_MAX:
            self._devices.setdefault(device, name)

    def _glucose(self, cells: list[str], unit: str, line: int) -> None:
        value, comparator = values.glucose(cells[VALUE], unit, SENSOR)
        if isnan(value):
            self._gathering.reject(line, "not-a-number", self._member)
            return
        instant = self._instant(cells, line)
        if instant is None:
            return
        drop = fold(cells[EVENT]).low.startswith(_CALIBRATION)
        draft = Draft(
            GLUCOSE,
            value,
            unit,
            *instant,
            comparator=comparator,
            tags=FINGERSTICK if drop else (),
            source=self._source(cells),
        )
        self._gathering.take(draft, line, member=self._member)

    def _amount(
        self,
        slug: str,
        amount: float,
        unit: str,
        cells: list[str],
        line: int,
        tags: tuple[str, ...] = (),
    ) -> None:
        instant = self._instant(cells, line)
        if instant is None:
            return
        if isnan(amount):
            self._gathering.reject(line, "not-a-number", self._member)
            return
        begun, offset = instant
        ended = begun + round(amount * 60_000) if unit == "min" else None
        source = self._source(cells, tags)
        draft = Draft(slug, amount, unit, begun, offset, ended_at=ended, tags=tags, source=source)
        self._gathering.take(draft, line, member=self._member)

    def _instant(self, cells: list[str], line: int) -> tuple[int, int] | None:
        seconds = number(cells[TICKS].strip())
        # Glucose and what else happened stand in order each for itself.
        logger = (cells[TRANSMITTER], cells[SOURCE_ID], not cells[VALUE])
        told = None if isnan(seconds) else seconds
        instant = self._clock.instant(cells[TIMESTAMP], logger, told)
        if instant is None:
            self._gathering.reject(line, "time-unreadable", self._member)
        return instant

    def _source(self, cells: list[str], tags: tuple[str, ...] = ()) -> str:
        device = cells[SOURCE_ID].strip()
        return values.source(self._devices.get(device) or device, VENDOR, tags)


def _acting(word: str) -> tuple[str, ...]:
    """The kind of insulin as a tag; none where the word is not known."""
    low = _ACTING.sub("", fold(word).low.strip())
    if low.startswith(_RAPID):
        return values.RAPID
    return values.LONG if low.startswith(_LONG) else ()


def _minutes(duration: str) -> float:
    """Minutes of a span such as 00:45:00; 0 where there is none."""
    try:
        hours, minutes, seconds = (int(part) for part in duration.strip().split(":"))
        span = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except (ValueError, OverflowError):
        return 0.0
    return round(span / dt.timedelta(minutes=1), 3)
