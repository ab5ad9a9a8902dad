"""Streams and sessions of Google Fit: JSON files of points in time, in nanoseconds UTC.

A stream is named `raw:<data type>:<app>:…` or `derived:…:<name>`, and where it was made of
another `<name><-<that one>`. Google merges the raw ones of a data type into one derived stream;
where that is there the raw ones would be told twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isnan
from types import MappingProxyType
from typing import Any

from healthdesk.domain.records import Draft
from healthdesk.domain.times import from_datetime
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.json_items import amount, items
from healthdesk.exchange.once_a_day import OnceADay
from healthdesk.exchange.workouts import kind_tags

SOURCE = "Google Fit"
NAME = re.compile(r'"Data Source"\s*:\s*"((?:raw|derived):[^"]+)"')
SESSION = re.compile(r'"fitnessActivity"\s*:\s*"')
POINTS = ("Data Points",)
# The steps the app shows are those of one stream; of others the merged ones are the best, and
# what was worked out of them (a distance of steps) is worse than what was measured.
BEST = (
    re.compile(r"estimated_steps\Z"), re.compile(r"merged?(?:_|\Z)"), re.compile(r"raw:"),
)  # fmt: skip
# Told under the data type of any pulse, once a day.
AT_REST = "resting_heart_rate"
GOOGLES_OWN = ("com.google.android.gms", "com.google.android.apps.fitness")
INSTANT_MAX_NS = 8_000_000_000_000_000_000
# Google Fit keeps single precision; this is as much of it as means something.
DIGITS = 4

PRESSURE, SLEEP = "com.google.blood_pressure", "com.google.sleep.segment"
NUTRITION = "com.google.nutrition"
# Entry of a meal → type and unit.
NUTRIENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "calories": ("calories", "kcal"), "protein": ("protein", "g"), "fat.total": ("fat", "g"),
        "carbs.total": ("carbohydrates", "g"),
    }
)  # fmt: skip
# Stage → code of ours: awake, asleep, out of bed, light, deep, REM.
STAGES: Mapping[int, int] = MappingProxyType({1: 5, 2: 1, 3: 5, 4: 2, 5: 3, 6: 4})
IN_BED, ASLEEP, AWAKE = 0, 1, 5
# What a part of a night's session is called.
NIGHT = "sleep"
PARTS: Mapping[str, int] = MappingProxyType(
    {NIGHT: ASLEEP, "sleep.light": 2, "sleep.deep": 3, "sleep.rem": 4, "sleep.awake": AWAKE}
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What the first value of a data type's points is. `spread` ones are of a time, not of
    a moment."""

    slug: str
    unit: str
    spread: bool = False


QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        "com.google." + name: quantity
        for name, quantity in (
            ("weight", Quantity("weight", "kg")),
            ("height", Quantity("height", "m")),
            ("body.fat.percentage", Quantity("body-fat", "%")),
            ("heart_rate.bpm", Quantity("heart-rate", "bpm")),
            (AT_REST, Quantity("resting-heart-rate", "bpm")),
            ("step_count.delta", Quantity("steps", "steps", spread=True)),
            ("distance.delta", Quantity("distance", "m", spread=True)),
            ("hydration", Quantity("water", "L")),
            ("blood_glucose", Quantity("blood-glucose", "mmol/L")),
            ("oxygen_saturation", Quantity("oxygen-saturation", "%")),
            ("body.temperature", Quantity("body-temperature", "°C")),
            ("respiratory_rate", Quantity("respiratory-rate", "/min")),
            (PRESSURE.removeprefix("com.google."), Quantity("blood-pressure", "mmHg")),
            (SLEEP.removeprefix("com.google."), Quantity("sleep-stage", "stage", spread=True)),
        )
    }
)


def stream_of(text: str) -> str:
    """The name of the stream a file begins; empty for other files."""
    if not text.lstrip().startswith("{"):
        return ""
    found = NAME.search(text)
    return found[1].replace(r"\u003c", "<") if found else ""


def is_session(text: str) -> bool:
    start = text.lstrip()
    return start.startswith("{") and SESSION.search(start) is not None and '"startTime"' in start


class Streams:
    """Readings of the streams; `names` are those of all members ("" for other files)."""

    def __init__(
        self, gathering: Gathering, files: Files, days: OnceADay, names: Sequence[str]
    ) -> None:
        self._gathering, self._files, self._days, self._names = gathering, files, days, names
        self._best: dict[str, int] = {}
        for name in filter(None, names):
            kind, rank = _data_type(name), _rank(name)
            self._best[kind] = min(rank, self._best.get(kind, rank))

    def read(self, member: str, index: int, rank: int) -> Iterator[None]:
        name = self._names[index]
        kind = _data_type(name)
        quantity = QUANTITIES.get(kind)
        shown = kind.removeprefix("com.google.")
        worse = _rank(name) > self._best[kind]
        for line, point in items(self._files, member, POINTS):
            if worse and (quantity is not None or kind == NUTRITION):
                self._gathering.tally.ignore(f"{shown} of another stream")
            elif kind == NUTRITION and isinstance(point, dict):
                self._meal(point, line, index, rank)
            elif quantity is None or not isinstance(point, dict):
                self._gathering.tally.ignore(shown)
            else:
                self._point(point, line, index, quantity, rank)
            yield

    def _point(
        self, point: Mapping[str, Any], line: int, index: int, quantity: Quantity, rank: int
    ) -> None:
        values = _values(point)
        if not values or values[0] == 0:
            return
        if isnan(values[0]):
            self._gathering.reject(line, "not-a-number", index)
            return
        start, end = _ms(point.get("startTimeNanos")), _ms(point.get("endTimeNanos"))
        if start is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        if quantity.slug == "sleep-stage":
            code = STAGES.get(int(values[0]))
            if code is None:
                self._gathering.reject(line, "sleep-stage-unknown", index)
                return
            values = [code]
        offset = self._gathering.offset(start)
        if self._days.told_better(quantity.slug, start, offset, rank):
            self._gathering.tally.ignore(f"{quantity.slug} told twice")
            return
        draft = Draft(
            quantity.slug, round(values[0], DIGITS), quantity.unit, start, offset,
            ended_at=end if quantity.spread and end is not None and end > start else None,
            source=_source(point.get("originDataSourceId"), self._names[index]),
        )  # fmt: skip
        if quantity.slug == "blood-pressure":
            if len(values) < 2 or isnan(values[1]):
                self._gathering.reject(line, "half-a-pressure", index)
                return
            draft = replace(draft, value2=round(values[1], DIGITS))
        self._gathering.take(draft, line, member=index)

    def _meal(self, point: Mapping[str, Any], line: int, index: int, rank: int) -> None:
        at = _ms(point.get("startTimeNanos"))
        if at is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        offset = self._gathering.offset(at)
        source = _source(point.get("originDataSourceId"), self._names[index])
        for key, value in _entries(point):
            slug, unit = NUTRIENTS.get(key, ("", ""))
            if not slug:
                self._gathering.tally.ignore(f"nutrition {key}")
            elif self._days.told_better(slug, at, offset, rank):
                self._gathering.tally.ignore(f"{slug} told twice")
            elif value != 0:
                draft = Draft(slug, round(value, DIGITS), unit, at, offset, source=source)
                self._gathering.take(draft, line, member=index)

    def read_session(self, member: str, index: int, rank: int) -> Iterator[None]:
        for line, session in items(self._files, member):
            if isinstance(session, dict):
                self._session(session, line, index, rank)
            yield

    def _session(self, session: Mapping[str, Any], line: int, index: int, rank: int) -> None:
        activity = str(session.get("fitnessActivity", ""))
        begun, ended_at = _iso(session.get("startTime")), _iso(session.get("endTime"))
        if begun is None or ended_at is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        (start, told), (end, _) = begun, ended_at
        slug = "sleep-stage" if activity == NIGHT else "workouts"
        # Mostly it is UTC, which says nothing of the place.
        offset = told or self._gathering.offset(start)
        if self._days.told_better(slug, start, offset, rank):
            self._gathering.tally.ignore(f"{slug} told twice")
            return
        if activity == NIGHT:
            self._night(session, (start, end, offset), line, index)
            return
        ended = end if end > start else None
        draft = Draft(
            slug, 1, "count", start, offset, ended_at=ended, tags=kind_tags(activity), source=SOURCE
        )
        self._gathering.take(draft, line, member=index)

    def _night(
        self, session: Mapping[str, Any], whole: tuple[int, int, int], line: int, index: int
    ) -> None:
        """The parts that a night is told in, and the whole as time in bed; the whole as sleep
        where there are none."""
        start, end, offset = whole
        parts = list(_parts(session.get("segment"), index, line, self._gathering))
        told = [(IN_BED, start, end), *parts] if parts else [(ASLEEP, start, end)]
        for code, begun, ended in told:
            draft = Draft(
                "sleep-stage", code, "stage", begun, offset, ended_at=ended, source=SOURCE
            )
            self._gathering.take(draft, line, member=index)


def _parts(
    told: object, index: int, line: int, gathering: Gathering
) -> Iterator[tuple[int, int, int]]:
    """Code, begin and end of the parts of a night; another activity in it is none of sleep."""
    for part in told if isinstance(told, list) else ():
        if not isinstance(part, dict):
            continue
        code = PARTS.get(str(part.get("fitnessActivity", NIGHT)))
        begun, ended = _iso(part.get("startTime")), _iso(part.get("endTime"))
        if code is None:
            gathering.tally.ignore("part of a night")
        elif begun is None or ended is None:
            gathering.reject(line, "time-unreadable", index)
        elif ended[0] > begun[0]:
            yield code, begun[0], ended[0]


def _own_name(name: str) -> str:
    """What the last maker called the stream; a raw one's name as a whole."""
    if name.startswith("raw:"):
        return name
    return name.partition("<-")[0].rpartition(":")[2]


def _data_type(name: str) -> str:
    kind = name.split(":")[1]
    return "com.google." + AT_REST if _own_name(name) == AT_REST else kind


def _rank(name: str) -> int:
    own = _own_name(name)
    return next((rank for rank, sign in enumerate(BEST) if sign.match(own)), len(BEST))


def _entries(point: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Keys and numbers of the maps among the values of a point; NaN is no number."""
    told = point.get("fitValue", point.get("value"))
    for entry in told if isinstance(told, list) else ():
        value = entry.get("value", entry) if isinstance(entry, dict) else None
        pairs = value.get("mapVal") if isinstance(value, dict) else None
        for pair in pairs if isinstance(pairs, list) else ():
            inner = pair.get("value") if isinstance(pair, dict) else None
            if isinstance(inner, dict):
                yield str(pair.get("key"))[:40], amount(inner.get("fpVal", inner.get("intVal")))


def _values(point: Mapping[str, Any]) -> list[float]:
    """The numbers of a point, whole or not, in their order."""
    told = point.get("fitValue", point.get("value"))
    found = []
    for entry in told if isinstance(told, list) else ():
        value = entry.get("value", entry) if isinstance(entry, dict) else None
        if isinstance(value, dict):
            found.append(amount(value.get("fpVal", value.get("intVal"))))
    return found


def _ms(nanos: object) -> int | None:
    """Told as a number, or as a text of digits."""
    if isinstance(nanos, str) and nanos.isascii() and nanos.isdigit() and len(nanos) < 20:
        nanos = int(nanos)
    if isinstance(nanos, bool) or not isinstance(nanos, int) or not 0 <= nanos < INSTANT_MAX_NS:
        return None
    return nanos // 1_000_000


def _iso(text: object) -> tuple[int, int] | None:
    """Instant and offset in minutes; None for what is no time or tells no offset."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
        return None if moment is None or moment.tzinfo is None else from_datetime(moment)
    except (ValueError, OverflowError):
        return None


def _source(origin: object, stream: str) -> str:
    """Device or app of `raw:<data type>[:<app>][:<maker>:<model>:<id>][:<name>]`."""
    for name in (origin, stream):
        parts = name.split(":")[2:] if isinstance(name, str) else []
        app = parts.pop(0) if parts and "." in parts[0] and " " not in parts[0] else ""
        if len(parts) >= 3 and parts[0] and parts[1]:
            return f"{parts[0]} {parts[1]}"[:100]
        if app and app not in GOOGLES_OWN:
            return app[:100]
    return SOURCE
