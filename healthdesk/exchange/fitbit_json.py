"""The JSON files of Fitbit's archive: `<kind>-<date>.json`, an array of readings each."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from math import isnan
from types import MappingProxyType
from typing import Any

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import NOTE_MAX, Draft
from healthdesk.domain.times import EPOCH, MINUTE_MS, SECOND_MS
from healthdesk.exchange.files import Files
from healthdesk.exchange.fitbit_sleep import YEARS, stages, wall_time
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.json_items import amount, items
from healthdesk.exchange.once_a_day import OnceADay
from healthdesk.exchange.workouts import workout

SOURCE = "Fitbit"
# Times of these are UTC, those of all others local. Compared with the tables, which say so:
# of 25,308 minutes of steps 25,100 agree in UTC. A change of mind belongs here alone.
# Exercises were last changed seconds after their end, by a clock that is UTC.
IN_UTC = frozenset({"heart_rate", "steps", "distance", "exercise"})
FOOD = "food_logs"
# Key of a food's values → type and unit.
NUTRIENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "calories": ("calories", "kcal"), "protein": ("protein", "g"),
        "carbs": ("carbohydrates", "g"), "fat": ("fat", "g"),
    }
)  # fmt: skip
# What the first reading has in it, where that tells the kind; in this order.
TELLING = (
    ("sleep", re.compile(r'"dateOfSleep"\s*:')),
    ("exercise", re.compile(r'"activityTypeId"\s*:|"activityName"\s*:')),
    (FOOD, re.compile(r'"loggedFood"\s*:\s*\{')),
    ("weight", re.compile(r'"weight"\s*:[^]]*?"date"\s*:\s*"\d\d/\d\d/\d\d"')),
    ("heart_rate", re.compile(r'"bpm"\s*:')),
    ("demographic_vo2_max", re.compile(r'"demographicVO2Max"\s*:')),
    ("run_vo2_max", re.compile(r'"runVO2Max"\s*:')),
    ("resting_heart_rate", re.compile(r'"value"\s*:\s*\{\s*"date"\s*:[^}]*"error"\s*:')),
)
LOGGED = re.compile(r'"logId"\s*:')
# A series of amounts does not say of what: that is in its file's name.
SERIES = re.compile(r'\[\s*\{\s*"dateTime"\s*:\s*"\d\d/\d\d/\d\d \d\d:\d\d:\d\d"\s*,\s*"value"')
NAMED = re.compile(r"([a-z][a-z_0-9]*)-\d{4}-\d\d-\d\d[^/]*\.json$|([a-z][a-z_]*)-\d+\.json$")
US_DATE = re.compile(r"(\d\d?)/(\d\d?)/(\d\d)(?: (\d\d):(\d\d):(\d\d))?\Z", re.ASCII)
CENTIMETRES = 100
# Names of apps and of people's own entries, where a device's name could stand.
NO_DEVICE = frozenset({"", "API", "Web", "Fitbit"})

# Kind → type, unit, key inside `value`.
SIMPLE: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "heart_rate": ("heart-rate", "bpm", "bpm"),
        "resting_heart_rate": ("resting-heart-rate", "bpm", "value"),
        "demographic_vo2_max": ("vo2-max", "mL/kg/min", "demographicVO2Max"),
        "run_vo2_max": ("vo2-max", "mL/kg/min", "runVO2Max"),
        "steps": ("steps", "steps", ""),
        "distance": ("distance", "m", ""),
        "height": ("height", "mm", ""),
    }
)
BY_MINUTE = frozenset({"steps", "distance"})
# Files of the minutes of a day that are called active, and together are so many.
ACTIVE = frozenset({"moderately_active_minutes", "very_active_minutes"})


def json_kind(name: str, text: str) -> str | None:
    """The kind of a JSON file that begins with `text`; None for another format's."""
    for kind, sign in TELLING:
        if sign.search(text):
            logged = kind in ("sleep", "exercise", "weight", FOOD)
            return kind if not logged or LOGGED.search(text) else None
    named = NAMED.search(name)
    if not SERIES.match(text.lstrip()):
        return None
    return (named[1] or named[2]) if named else "series without a name"


class FitbitJson:
    """Readings of JSON files. `in_utc` are the kinds whose times are UTC."""

    def __init__(
        self,
        gathering: Gathering,
        files: Files,
        days: OnceADay,
        in_utc: frozenset[str] = IN_UTC,
    ) -> None:
        self._gathering, self._files, self._days = gathering, files, days
        self._in_utc = in_utc
        # Active minutes by local day and kind, with the place they were told at.
        self._active: dict[dt.datetime, dict[str, tuple[float, int, int]]] = {}
        # The foods that were met, by their number: exports of one account overlap.
        self._foods: set[str] = set()
        # How often an amount was eaten on a day.
        self._eaten: Counter[tuple[dt.date, str, float]] = Counter()

    def read(self, member: str, index: int, kind: str, rank: int) -> Iterator[None]:
        for line, item in items(self._files, member):
            if not isinstance(item, dict):
                self._gathering.tally.ignore(kind)
            elif kind == "weight":
                self._weight(item, line, index, rank)
            elif kind == "sleep":
                self._sleep(item, line, index, rank)
            elif kind == "exercise":
                self._exercise(item, line, index, rank)
            elif kind == FOOD:
                self._food(item, line, index)
            elif kind in SIMPLE:
                self._simple(item, line, index, kind, rank)
            elif kind in ACTIVE:
                self._count_active(item, line, index, kind)
            else:
                self._gathering.tally.ignore(kind)
            yield

    def _take(self, draft: Draft, line: int, index: int, rank: int) -> None:
        if self._days.told_better(draft.type, draft.recorded_at, draft.offset, rank):
            self._gathering.tally.ignore(f"{draft.type} told twice")
        else:
            self._gathering.take(draft, line, member=index)

    def _simple(self, item: Mapping[str, Any], line: int, index: int, kind: str, rank: int) -> None:
        slug, unit, key = SIMPLE[kind]
        told = item.get("value")
        if key:
            told = told.get(key) if isinstance(told, dict) else None
        value = amount(told)
        if told is None or value == 0:
            return
        at = self._instant(item.get("dateTime"), kind in self._in_utc)
        if at is None or isnan(value):
            code = "time-unreadable" if at is None else "not-a-number"
            self._gathering.reject(line, code, index)
            return
        value = round(value / CENTIMETRES if kind == "distance" else value, 2)
        ended = at[0] + MINUTE_MS if kind in BY_MINUTE else None
        self._take(Draft(slug, value, unit, *at, ended_at=ended, source=SOURCE), line, index, rank)

    def _count_active(self, item: Mapping[str, Any], line: int, index: int, kind: str) -> None:
        """Of a day that two exports tell the later one has more, if it was not over yet."""
        day, minutes = us_time(item.get("dateTime")), amount(item.get("value"))
        if day is None or isnan(minutes):
            code = "time-unreadable" if day is None else "not-a-number"
            self._gathering.reject(line, code, index)
        elif minutes:
            kinds = self._active.setdefault(day, {})
            if kind in kinds:
                self._gathering.tally.ignore(f"{kind} told twice")
            kinds[kind] = max(kinds.get(kind, (0.0, 0, 0)), (minutes, line, index))

    def end(self, rank: int) -> Iterator[None]:
        """The active minutes of each day, told in two files."""
        for day, kinds in sorted(self._active.items()):
            minutes = sum(told for told, _, _ in kinds.values())
            _, line, index = list(kinds.values())[-1]
            start, offset = self._gathering.instant(day)
            ended, _ = self._gathering.instant(day + dt.timedelta(days=1))
            draft = Draft(
                "exercise-minutes", minutes, "min", start, offset, ended_at=ended, source=SOURCE
            )
            self._take(draft, line, index, rank)
            yield

    def _instant(self, text: object, in_utc: bool) -> tuple[int, int] | None:
        wall = us_time(text)
        if wall is None:
            return None
        if not in_utc:
            return self._gathering.instant(wall)
        at = (wall.replace(tzinfo=dt.UTC) - EPOCH) // dt.timedelta(milliseconds=1)
        return at, self._gathering.offset(at)

    def _weight(self, item: Mapping[str, Any], line: int, index: int, rank: int) -> None:
        weight, fat = amount(item.get("weight")), amount(item.get("fat"))
        at = self._instant(f"{item.get('date')} {item.get('time')}", False)
        if at is None or isnan(weight):
            code = "time-unreadable" if at is None else "not-a-number"
            self._gathering.reject(line, code, index)
            return
        if self._days.told_better("weight", *at, rank):
            self._gathering.tally.ignore("weight told twice")
            return
        device = item.get("source")
        named = isinstance(device, str) and device not in NO_DEVICE
        source = f"{SOURCE} {device}"[:100] if named else SOURCE
        unit = self._gathering.unit("weight", example=item.get("weight"))
        if unit is not None and weight:
            self._gathering.take(
                Draft("weight", round(weight, 3), unit, *at, source=source), line, member=index
            )
        if fat > 0:
            self._gathering.take(
                Draft("body-fat", round(fat, 2), "%", *at, source=source), line, member=index
            )

    def _sleep(self, item: Mapping[str, Any], line: int, index: int, rank: int) -> None:
        begun = wall_time(item.get("startTime"))
        if begun is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        start, offset = self._gathering.instant(begun)
        if self._days.told_better("sleep-stage", start, offset, rank):
            self._gathering.tally.ignore("sleep-stage told twice")
            return
        for stage in stages(item, self._gathering.instant):
            self._gathering.take(
                Draft(
                    "sleep-stage", stage.code, "stage", stage.start, offset,
                    ended_at=stage.end, source=SOURCE,
                ),
                line,
                member=index,
            )  # fmt: skip

    def _exercise(self, item: Mapping[str, Any], line: int, index: int, rank: int) -> None:
        """`duration` is from the beginning to the end, pauses included."""
        at = self._instant(item.get("startTime"), "exercise" in self._in_utc)
        lasted = amount(item.get("duration"))
        if at is None or isnan(lasted):
            code = "time-unreadable" if at is None else "not-a-number"
            self._gathering.reject(line, code, index)
            return
        device = item.get("source")
        name = device.get("name") if isinstance(device, dict) else None
        source = f"{SOURCE} {name}" if isinstance(name, str) and name not in NO_DEVICE else SOURCE
        kind = str(item.get("activityName") or "")
        ended = at[0] + round(lasted)
        self._take(workout(at, ended, kind=kind, source=source[:100]), line, index, rank)

    def _food(self, item: Mapping[str, Any], line: int, index: int) -> None:
        """Something eaten on a day, of which no time is told: at noon, and the same amount of
        another food a second later, since it would else be taken for the first."""
        food, values = item.get("loggedFood"), item.get("nutritionalValues")
        food = food if isinstance(food, dict) else {}
        values = values if isinstance(values, dict) else {"calories": food.get("calories")}
        day = _day(item.get("logDate"))
        if day is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        logged = item.get("logId")
        if logged is not None:
            if str(logged) in self._foods:
                self._gathering.tally.ignore(f"{FOOD} told twice")
                return
            self._foods.add(str(logged))
        note = clean_note(str(food.get("name") or ""))[:NOTE_MAX]
        for key, told in values.items():
            slug, unit = NUTRIENTS.get(key, ("", ""))
            value = amount(told)
            if not slug or not value:
                if value:
                    self._gathering.tally.ignore(f"food {key}"[:80])
                continue
            if isnan(value):
                self._gathering.reject(line, "not-a-number", index)
                continue
            again = self._eaten[day, slug, value]
            self._eaten[day, slug, value] += 1
            at, offset = self._gathering.at_noon(day)
            at += again * SECOND_MS
            draft = Draft(slug, round(value, 2), unit, at, offset, note=note, source=SOURCE)
            self._gathering.take(draft, line, member=index)


def _day(text: object) -> dt.date | None:
    """`2026-02-03`; None for anything else."""
    try:
        day = dt.date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


def us_time(text: object) -> dt.datetime | None:
    """`01/07/19 08:34:06`, or the date alone for its beginning; None for anything else."""
    match = US_DATE.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    month, day, year, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        # Of which zone is known to who asks.
        return dt.datetime(2000 + year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
