"""Where the ticks of a chart stand and what they say.

Times on a chart's axis are local wall time in seconds since 1970-01-01, so a tick at a
multiple of 86 400 is midnight where the person was.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QDate, QLocale

from healthdesk.domain.times import EPOCH, EPOCH_ORDINAL

DAY = 86_400.0
HOUR = 3_600.0
# Two labels nearer than this (in pixels at 100 % text) would be read as one.
LABEL_DISTANCE = 78.0
_EPOCH = EPOCH.replace(tzinfo=None)
_EPOCH_DATE = EPOCH_ORDINAL
# What a chart can show at all: a date before or after makes no sense for a reading.
EARLIEST = (dt.date(1900, 1, 1).toordinal() - _EPOCH_DATE) * DAY
LATEST = (dt.date(2200, 1, 1).toordinal() - _EPOCH_DATE) * DAY


class Every(Enum):
    """The unit in which ticks of time are counted."""

    MINUTE = 60.0
    HOUR = HOUR
    DAY = DAY
    WEEK = 7 * DAY
    MONTH = 30.4 * DAY
    YEAR = 365.2 * DAY


@dataclass(frozen=True, slots=True)
class TimeStep:
    every: Every
    count: int

    @property
    def seconds(self) -> float:
        """The usual distance of two ticks."""
        return self.every.value * self.count


TIME_STEPS = (
    *(TimeStep(Every.MINUTE, n) for n in (5, 15, 30)),
    *(TimeStep(Every.HOUR, n) for n in (1, 3, 6, 12)),
    *(TimeStep(Every.DAY, n) for n in (1, 2)),
    *(TimeStep(Every.WEEK, n) for n in (1, 2)),
    *(TimeStep(Every.MONTH, n) for n in (1, 2, 3, 6)),
    *(TimeStep(Every.YEAR, n) for n in (1, 2, 5, 10, 20, 50)),
)


def time_step(span: float, pixels: float, distance: float = LABEL_DISTANCE) -> TimeStep:
    """The finest step whose ticks stand at least `distance` pixels apart."""
    if span <= 0 or pixels <= 0:
        return TIME_STEPS[-1]
    shortest = span / pixels * distance
    for step in TIME_STEPS:
        # A month may have 28 days only, so its ticks can be that near.
        factor = 0.92 if step.every is Every.MONTH else 1.0
        if step.seconds * factor >= shortest:
            return step
    return TIME_STEPS[-1]


def time_ticks(low: float, high: float, step: TimeStep, week_start: int = 0) -> list[float]:
    """All ticks of `step` in [low, high]: round hours, midnights, first days of a week
    (`week_start`, 0 is Monday), a month or a year."""
    low, high = max(low, EARLIEST), min(high, LATEST)
    if high < low:
        return []
    if step.every is Every.MONTH:
        return _month_ticks(low, high, step.count)
    if step.every is Every.YEAR:
        return _month_ticks(low, high, 12 * step.count)
    anchor = 0.0
    if step.every is Every.WEEK:
        anchor = (week_start - 3) % 7 * DAY  # 1970-01-01 was a Thursday, weekday 3
    size = step.seconds
    first = math.ceil((low - anchor) / size)
    last = math.floor((high - anchor) / size)
    return [anchor + n * size for n in range(first, last + 1)]


def _month_ticks(low: float, high: float, months: int) -> list[float]:
    start = wall(low)
    # Months counted from year 0 keep a step of 3 on January, April, July and October.
    number = (start.year * 12 + start.month - 1) // months * months
    ticks: list[float] = []
    while True:
        at = (dt.date(number // 12, number % 12 + 1, 1).toordinal() - _EPOCH_DATE) * DAY
        if at > high:
            return ticks
        if at >= low:
            ticks.append(at)
        number += months


def wall(at: float) -> dt.datetime:
    """The wall time of a position on the axis."""
    return _EPOCH + dt.timedelta(seconds=max(EARLIEST, min(LATEST, at)))


def position(moment: dt.datetime) -> float:
    """The position on the axis of a wall time (its own clock, whatever the zone)."""
    return (moment.replace(tzinfo=None) - _EPOCH).total_seconds()


@dataclass(frozen=True, slots=True)
class TimeStyle:
    """How dates and times are written: the language of the months, their place, the clock
    and the first day of a week (0 is Monday)."""

    language: str = "en"
    month_first: bool = False
    clock24: bool = True
    week_start: int = 0


def time_label(at: float, step: TimeStep, style: TimeStyle) -> str:
    """The words under a tick."""
    moment = wall(at)
    if step.every in (Every.MINUTE, Every.HOUR) and at % DAY:
        return _clock(moment, style.clock24)
    if step.every is Every.YEAR or (step.every is Every.MONTH and moment.month == 1):
        return f"{moment.year}"
    locale = QLocale(style.language)
    if step.every is Every.MONTH:
        return locale.standaloneMonthName(moment.month, QLocale.FormatType.ShortFormat)
    date = QDate(moment.year, moment.month, moment.day)
    return locale.toString(date, day_month(locale, style.month_first))


def _clock(moment: dt.datetime, clock24: bool) -> str:
    if clock24:
        return f"{moment:%H:%M}"
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes} {'AM' if moment.hour < 12 else 'PM'}"


def day_month(locale: QLocale, month_first: bool) -> str:
    """Qt's date pattern for a day and a short month, with the signs `locale` puts to them."""
    pattern = locale.dateFormat(QLocale.FormatType.LongFormat)
    bare = re.sub(r"d{3,}", "", re.sub(r"'[^']*'", " ", pattern))
    found = re.search(r"d{1,2}[.日일]?", bare)
    day = found.group() if found else "d"
    if "月" in bare:
        return f"M月{day}"
    return f"MMM {day}" if month_first else f"{day} MMM"


@dataclass(frozen=True, slots=True)
class ValueScale:
    """What the axis of values shows, and its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    step: float


_STEPS_OF_TEN = (1.0, 2.0, 2.5, 5.0)
HOUR_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 240.0, 360.0, 480.0)


def value_scale(
    low: float, high: float, *, decimals: int = 1, clock: bool = False, from_zero: bool = False
) -> ValueScale:
    """Four or five round ticks around [low, high], which get a little room.

    `decimals` keeps the step no finer than what is shown, `clock` counts minutes in parts
    of an hour, `from_zero` is for bars, which stand on 0.
    """
    finest = 10.0**-decimals
    low, high = (min(low, 0.0), max(high, 0.0)) if from_zero else (low, high)
    if high - low < 3 * finest:
        middle = (low + high) / 2
        if from_zero:
            high = low + 3 * finest
        else:
            low, high = min(low, middle - finest), max(high, middle + finest)
    steps = _steps(finest, high - low, clock)
    return _around(low, high, steps, fixed=from_zero)


def _around(low: float, high: float, steps: list[float], *, fixed: bool) -> ValueScale:
    room = 0.05 * (high - low)
    below = 0.0 if fixed else room
    step = part = bottom = top = 0.0
    for step in steps:
        # Rounded to parts of a step, so that the axis rests while one moves along it.
        part = step / 4
        bottom = math.floor((low - below) / part) * part
        top = math.ceil((high + room) / part) * part
        first, last = _between(bottom, top, step)
        if last - first < 5:
            break
    while len(ticks := _multiples(bottom, top, step)) < 4:
        if fixed or not ticks or ticks[-1] + step - top <= bottom - (ticks[0] - step):
            top += part
        else:
            bottom -= part
    return ValueScale(bottom, top, ticks, step)


def _between(low: float, high: float, step: float) -> tuple[int, int]:
    """Which multiple of `step` is the first, and which the last, in [low, high]."""
    return math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)


def _multiples(low: float, high: float, step: float) -> tuple[float, ...]:
    first, last = _between(low, high, step)
    return tuple(round(n * step, 12) for n in range(first, last + 1))


def _steps(finest: float, span: float, clock: bool) -> list[float]:
    """Candidates from about a tenth of `span` upwards, ascending."""
    if not clock:
        return round_steps(finest, span)
    beyond = [s for s in round_steps(finest, span) if s > HOUR_STEPS[-1]]
    return _whole([*HOUR_STEPS, *beyond], finest)


def round_steps(finest: float, span: float) -> list[float]:
    """Round steps from about a tenth of `span` upwards, ascending, all of them whole times
    `finest`."""
    power = math.floor(math.log10(span / 10))
    return _whole([s * 10.0**p for p in range(power, power + 4) for s in _STEPS_OF_TEN], finest)


def _whole(tens: list[float], finest: float) -> list[float]:
    whole = [s for s in tens if s >= finest * 0.999 and abs(s / finest - round(s / finest)) < 1e-6]
    return whole or [tens[-1]]
