"""The JSON files of Garmin's account export (`DI_CONNECT`): what the account sums up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from math import isnan
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from healthdesk.domain.records import Draft
from healthdesk.domain.times import EPOCH, MINUTE_MS, OFFSET_MAX, OFFSET_MIN, SECOND_MS
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.json_items import amount, items
from healthdesk.exchange.members import read_members
from healthdesk.exchange.once_a_day import OnceADay
from healthdesk.exchange.workouts import kind_tags

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

SOURCE, SCALE = "Garmin", "Garmin Index"
LOOK_INTO = 4096
YEARS = range(1970, 2200)
GRAMS = 1000
# Days told as a number, 20260203; as milliseconds they would be the first hours of 1970.
DAY_NUMBERS = range(19_700_101, 22_000_101)
MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
# `Sep 1, 2020 12:00:00 AM`, in English whatever the account's language; from newer servers with
# a comma behind the year and a narrow space before the half of the day.
WORDED = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (\d\d?), (\d{4}),? "
    r"(\d\d?):(\d\d):(\d\d)[ \u00a0\u202f](AM|PM)\Z",
    re.ASCII | re.IGNORECASE,
)

DAYS, NIGHTS, STATUS, BODY, WEIGHINGS, PRESSURE, WATER, FITNESS, ACTIVITIES = (
    "days", "nights", "health status", "body", "weighings", "blood pressure", "water", "fitness",
    "activities",
)  # fmt: skip
# What a file's beginning has in it; the first that fits counts. Days come first in the order
# of reading as well: they tell the offsets of the others.
TELLING = (
    (DAYS, re.compile(r'"(?:wellnessStartTimeGmt|dailyStepGoal|includesWellnessData)"\s*:')),
    (NIGHTS, re.compile(r'"(?:sleepStartTimestampGMT|sleepWindowConfirmationType)"\s*:')),
    (STATUS, re.compile(
        r'"metrics"\s*:\s*\[[^]]*"type"\s*:\s*"(?:HRV|HR|SPO2|SKIN_TEMP_C|RESPIRATION)"')),
    (PRESSURE, re.compile(r'"bloodPressure"\s*:\s*\{[^}]*"systolic"\s*:')),
    (WEIGHINGS, re.compile(r'"dateWeightList"\s*:')),
    (BODY, re.compile(r'"metaData"\s*:\s*\{[^}]*"calendarDate"\s*:')),
    (WATER, re.compile(r'"valueInML"\s*:')),
    (FITNESS, re.compile(r'"vo2MaxValue"\s*:')),
    (ACTIVITIES, re.compile(r'"summarizedActivitiesExport"\s*:')),
)  # fmt: skip
ORDER = tuple(kind for kind, _ in TELLING)
# Where the records of a file are, if not at its top.
PATHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {ACTIVITIES: ("summarizedActivitiesExport",), WEIGHINGS: ("dateWeightList",)}
)
GARMINS = re.compile(r'"(?:calendarDate|summarizedActivitiesExport)"\s*:')

# Of a whole day: key, type, unit.
DAILY = (
    ("totalSteps", "steps", "steps"),
    ("totalDistanceMeters", "distance", "m"),
    ("activeKilocalories", "active-energy", "kcal"),
    ("bmrKilocalories", "basal-energy", "kcal"),
)
STATUS_TYPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"SPO2": ("oxygen-saturation", "%"), "RESPIRATION": ("respiratory-rate", "/min")}
)
ASLEEP = ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")
# Level → code of ours: deep, light, REM, awake. Only what the web answers has them.
LEVELS: Mapping[float, int] = MappingProxyType({0: 3, 1: 2, 2: 4, 3: 5})
IN_BED, AWAKE = 0, 5
# The part of the sleep told that stages have to make up to stand for the night.
COVERED = 0.9
# Nights that say of themselves that they were not measured.
UNSURE = frozenset({"UNCONFIRMED", "OFF_WRIST"})


def recognises(head: Head) -> bool:
    return _kind(head.text[:LOOK_INTO]) is not None


def parser(files: Files, options: Options) -> Parser:
    return GarminJson(files, options)


def _kind(text: str) -> str | None:
    if text.lstrip()[:1] not in ("[", "{") or not GARMINS.search(text):
        return None
    return next((kind for kind, sign in TELLING if sign.search(text)), None)


class GarminJson:
    """The files of an export, days first."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("garmin-json", files, options, by_clock=True)
        self.tally = self._gathering.tally
        self._offsets: dict[dt.date, int] = {}
        self._days = OnceADay()
        self._height = 0.0
        # The days whose night was told.
        self._nights: set[str] = set()

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the only file is broken."""
        kinds = [self._kind_of(member) for member in self._files.members]
        order = sorted(range(len(kinds)), key=lambda index: (ORDER.index(kinds[index]), index))
        takes = {
            DAYS: self._day, NIGHTS: self._night, STATUS: self._status, BODY: self._body,
            WEIGHINGS: self._weighing, PRESSURE: self._pressure, WATER: self._water,
            FITNESS: self._fitness, ACTIVITIES: self._activity,
        }  # fmt: skip

        def read(member: str, index: int) -> Iterator[None]:
            kind = kinds[index]
            for line, item in items(self._files, member, PATHS.get(kind, ())):
                if isinstance(item, dict):
                    takes[kind](item, line, index)
                yield

        yield from read_members(self._gathering, self._files, read, order)
        yield from self._gathering.rest()

    def _kind_of(self, member: str) -> str:
        data = self._files.peek(member, LOOK_INTO)
        return _kind(data.decode(encoding_of(data), "replace").removeprefix("\ufeff")) or BODY

    # -- what all share -----------------------------------------------------------------------

    def _offset(self, at: int) -> int:
        """The offset the days told for the local date, else that of the zone asked for."""
        moment = EPOCH + dt.timedelta(milliseconds=at)
        for days in (0, 1, -1):
            day = moment.date() + dt.timedelta(days=days)
            known = self._offsets.get(day)
            if known is not None and (moment + dt.timedelta(minutes=known)).date() == day:
                return known
        return self._gathering.offset(at)

    def _gmt(self, told: object) -> tuple[int, int] | None:
        wall = _wall(told)
        if wall is None:
            return None
        at = (wall.replace(tzinfo=dt.UTC) - EPOCH) // dt.timedelta(milliseconds=1)
        return at, self._offset(at)

    def _local(self, told: object) -> tuple[int, int] | None:
        wall = _wall(told)
        if wall is None:
            return None
        known = self._offsets.get(wall.date())
        if known is None:
            return self._gathering.instant(wall)
        zone = dt.timezone(dt.timedelta(minutes=known))
        return self._gathering.instant(wall.replace(tzinfo=zone))

    def _take(
        self,
        slug: str,
        told: object,
        unit: str,
        at: tuple[int, int] | None,
        line: int,
        index: int,
        *,
        end: int | None = None,
        per_unit: float = 1.0,
        **more: Any,
    ) -> None:
        """Keep a value; none and 0 are no reading."""
        value = amount(told)
        if told is None or value == 0:
            return
        if at is None or isnan(value):
            code = "time-unreadable" if at is None else "not-a-number"
            self._gathering.reject(line, code, index)
            return
        more = {"source": SOURCE} | more
        draft = Draft(slug, round(value / per_unit, 3), unit, *at, ended_at=end, **more)
        self._gathering.take(draft, line, member=index)

    # -- kinds of file ------------------------------------------------------------------------

    def _day(self, item: Mapping[str, Any], line: int, index: int) -> None:
        date = item.get("calendarDate")
        if isinstance(date, dict):  # In older exports.
            date = date.get("date")
        begun, told = (_wall(item.get(f"wellnessStartTime{which}")) for which in ("Gmt", "Local"))
        if begun is not None and told is not None:
            minutes = round((told - begun).total_seconds() / 60)
            if OFFSET_MIN <= minutes <= OFFSET_MAX:
                self._offsets[told.date()] = minutes
        start = self._gmt(item.get("wellnessStartTimeGmt")) or self._local(date)
        end = self._gmt(item.get("wellnessEndTimeGmt"))
        until = _wall(item.get("wellnessEndTimeLocal"))
        # Where it was not over when it was told, a later export tells all of the same day.
        going_on = told is not None and until is not None and until.date() == told.date()
        if start is not None and (end is None or going_on):
            end = (start[0] + 24 * 60 * MINUTE_MS, 0)
        ended = end[0] if start is not None and end is not None and end[0] > start[0] else None
        for key, slug, unit in DAILY:
            self._take(slug, item.get(key), unit, start, line, index, end=ended)
        # What counts for a day is the smoothed one; that of the day itself is often none.
        resting = item.get("restingHeartRate") or item.get("currentDayRestingHeartRate")
        self._take("resting-heart-rate", resting, "bpm", start, line, index)
        minutes_told = [
            amount(item.get(key))
            for key in ("moderateIntensityMinutes", "vigorousIntensityMinutes")
        ]
        moved = sum(value for value in minutes_told if value > 0)
        self._take("exercise-minutes", moved, "min", start, line, index, end=ended)

    def _night(self, item: Mapping[str, Any], line: int, index: int) -> None:
        """Only sums are told: how long in bed, how long asleep. As it is asked for over the
        web, a night lies inside of more."""
        inner = item.get("dailySleepDTO")
        night = inner if isinstance(inner, dict) else item
        for nap in _objects(item.get("napList")) + _objects(item.get("dailyNapDTOS")):
            self._nap(nap, line, index)
        start = self._gmt(night.get("sleepStartTimestampGMT"))
        end = self._gmt(night.get("sleepEndTimestampGMT"))
        if start is None or end is None:
            if night.get("sleepStartTimestampGMT") is not None:
                self._gathering.reject(line, "time-unreadable", index)
            return
        if str(night.get("sleepWindowConfirmationType")).upper() in UNSURE:
            self._gathering.tally.ignore("night not measured")
            return
        day = str(night.get("calendarDate"))
        if day in self._nights:
            self._gathering.tally.ignore("night told twice")
            return
        asleep = sum(value for key in ASLEEP if (value := amount(night.get(key))) > 0)
        if asleep and end[0] > start[0]:
            self._nights.add(day)
            span = (start, end[0])
            if not self._stages(item.get("sleepLevels"), span, asleep, line, index):
                self._sums(asleep, span, line, index)
        oxygen = night.get("spo2SleepSummary")
        average = oxygen.get("averageSPO2") if isinstance(oxygen, dict) else None
        for slug, told, unit in (
            ("oxygen-saturation", average or night.get("averageSpO2Value"), "%"),
            (
                "respiratory-rate",
                night.get("averageRespiration") or night.get("averageRespirationValue"),
                "/min",
            ),
        ):
            if amount(told) > 0 and not self._days.told_better(slug, *end, 0):
                self._take(slug, told, unit, end, line, index)

    def _sums(
        self, asleep: float, span: tuple[tuple[int, int], int], line: int, index: int
    ) -> None:
        start, end = span
        in_bed = (end - start[0]) / MINUTE_MS
        self._take("sleep-duration", asleep, "min", start, line, index, end=end, per_unit=60)
        self._take("time-in-bed", in_bed, "min", start, line, index, end=end)

    def _stages(
        self,
        told: object,
        span: tuple[tuple[int, int], int],
        asleep: float,
        line: int,
        index: int,
    ) -> bool:
        """The stages of a night, and the whole as time in bed; whether they were kept.

        Stages speak for their night wherever they are known, so those that make up less than
        the seconds `asleep` that are told would make a short night of it.
        """
        found = []
        for one in _objects(told):
            code = LEVELS.get(amount(one.get("activityLevel")))
            begun, ended = self._gmt(one.get("startGMT")), self._gmt(one.get("endGMT"))
            if code is None or begun is None or ended is None:
                level = one.get("activityLevel") if code is None else "without times"
                self._gathering.tally.ignore(f"sleep level {level}"[:80])
            elif ended[0] > begun[0]:
                found.append((code, begun, ended[0]))
        slept = sum(until - at for code, (at, _), until in found if code != AWAKE)
        if slept < asleep * COVERED * SECOND_MS:
            if found:
                self._gathering.tally.ignore("sleep level of a part of a night", len(found))
            return False
        for code, begun, until in ((IN_BED, *span), *found):
            draft = Draft("sleep-stage", code, "stage", *begun, ended_at=until, source=SOURCE)
            self._gathering.take(draft, line, member=index)
        return True

    def _nap(self, nap: Mapping[str, Any], line: int, index: int) -> None:
        start = self._gmt(nap.get("napStartTimestampGMT"))
        end = self._gmt(nap.get("napEndTimestampGMT"))
        asleep = nap.get("napTimeSec")
        if end is None or start is None:
            self._take("sleep-duration", asleep, "min", None, line, index)
            return
        if asleep is None:
            asleep = (end[0] - start[0]) / 1000
        self._take("sleep-duration", asleep, "min", start, line, index, end=end[0], per_unit=60)

    def _status(self, item: Mapping[str, Any], line: int, index: int) -> None:
        at = self._local(item.get("calendarDate"))
        metrics = item.get("metrics")
        for metric in metrics if isinstance(metrics, list) else ():
            if not isinstance(metric, dict) or not metric.get("value"):
                continue
            kind = str(metric.get("type"))[:80]
            if kind not in STATUS_TYPES:
                self._gathering.tally.ignore(f"health status {kind}")
                continue
            slug, unit = STATUS_TYPES[kind]
            if at is not None and self._days.told_better(slug, *at, 1):
                self._gathering.tally.ignore(f"{slug} told twice")
            else:
                self._take(slug, metric.get("value"), unit, at, line, index)

    def _body(self, item: Mapping[str, Any], line: int, index: int) -> None:
        meta, weight = item.get("metaData"), item.get("weight")
        date = self._local(meta.get("calendarDate") if isinstance(meta, dict) else None)
        height = amount(item.get("height"))
        if height > 0 and height != self._height:
            self._height = height
            self._take("height", height, "cm", date, line, index)
        if isinstance(weight, dict):
            self._composition(weight, date, line, index)

    def _weighing(self, item: Mapping[str, Any], line: int, index: int) -> None:
        """As it is asked for over the web."""
        date = self._local(item.get("date")) or self._local(item.get("calendarDate"))
        self._composition(item, date, line, index)

    def _composition(
        self, weight: Mapping[str, Any], date: tuple[int, int] | None, line: int, index: int
    ) -> None:
        at = self._gmt(weight.get("timestampGMT")) or date
        source = SCALE if weight.get("sourceType") == "INDEX_SCALE" else SOURCE
        for key, slug, unit, per_unit in (
            ("weight", "weight", "kg", GRAMS),
            ("bodyFat", "body-fat", "%", 1),
            ("muscleMass", "muscle-mass", "kg", GRAMS),
            ("boneMass", "bone-mass", "kg", GRAMS),
            ("bodyWater", "body-water", "%", 1),
            ("visceralFat", "visceral-fat", "rating", 1),
        ):
            self._take(
                slug, weight.get(key), unit, at, line, index, per_unit=per_unit, source=source
            )

    def _pressure(self, item: Mapping[str, Any], line: int, index: int) -> None:
        meta, told = item.get("metaData"), item.get("bloodPressure")
        if not isinstance(told, dict):
            return
        at = self._gmt(told.get("measurementTimestampGMT")) or self._local(
            meta.get("calendarDate") if isinstance(meta, dict) else None
        )
        high, low = told.get("systolic"), amount(told.get("diastolic"))
        if high and low > 0:
            self._take("blood-pressure", high, "mmHg", at, line, index, value2=low)
        elif high or low > 0:
            self._gathering.reject(line, "half-a-pressure", index)
        self._take("heart-rate", told.get("pulse"), "bpm", at, line, index)

    def _water(self, item: Mapping[str, Any], line: int, index: int) -> None:
        at = (
            self._local(item.get("timestampLocal"))
            or self._gmt(item.get("persistedTimestampGMT"))
            or self._local(item.get("calendarDate"))
        )
        self._take("water", item.get("valueInML"), "mL", at, line, index)

    def _fitness(self, item: Mapping[str, Any], line: int, index: int) -> None:
        at = self._local(item.get("calendarDate"))
        self._take("vo2-max", item.get("vo2MaxValue"), "mL/kg/min", at, line, index)

    def _activity(self, item: Mapping[str, Any], line: int, index: int) -> None:
        begun = item.get("startTimeGmt", item.get("beginTimestamp"))
        at = self._gmt(begun)
        # From the beginning to the end; `duration` leaves out the breaks.
        elapsed, active = (amount(item.get(key)) for key in ("elapsedDuration", "duration"))
        length = elapsed if elapsed > 0 else active
        if at is not None:
            local = _wall(item.get("startTimeLocal"))
            gmt = _wall(begun)
            if local is not None and gmt is not None:
                minutes = round((local - gmt).total_seconds() / 60)
                at = (at[0], minutes if OFFSET_MIN <= minutes <= OFFSET_MAX else at[1])
        end = at[0] + round(length) if at is not None and length > 0 else None
        tags = kind_tags(str(item.get("activityType") or ""))
        self._take("workouts", 1, "count", at, line, index, end=end, tags=tags)


def _objects(told: object) -> list[dict[str, Any]]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _wall(told: object) -> dt.datetime | None:
    """A time without a zone, as Garmin writes them: ISO, `Sep 1, 2020 12:00:00 AM`, ms, a day
    as a number, or the parts of a local time in a list."""
    try:
        if isinstance(told, str):
            wall = _wall_text(told)
        elif isinstance(told, list) and all(isinstance(part, int) for part in told):
            wall = dt.datetime(*(told[:6] if len(told) > 3 else told))  # noqa: DTZ001
        elif isinstance(told, int) and told in DAY_NUMBERS:
            wall = dt.datetime.strptime(str(told), "%Y%m%d")  # noqa: DTZ007
        elif isinstance(told, int) and not isinstance(told, bool):
            wall = (EPOCH + dt.timedelta(milliseconds=told)).replace(tzinfo=None)
        elif isinstance(told, float):
            wall = (EPOCH + dt.timedelta(milliseconds=round(told))).replace(tzinfo=None)
        else:
            return None
    except (ValueError, TypeError, OverflowError):
        return None
    return wall if wall.year in YEARS else None


def _wall_text(told: str) -> dt.datetime:
    worded = WORDED.match(told)
    if worded is not None:
        month, day, year, hour, minute, second, half = worded.groups()
        number = MONTHS.index(month.casefold()) // 3 + 1
        at = int(hour) % 12 + (12 if half.upper() == "PM" else 0)
        return dt.datetime(int(year), number, int(day), at, int(minute), int(second))  # noqa: DTZ001
    wall = dt.datetime.fromisoformat(told)
    return wall if wall.tzinfo is None else wall.astimezone(dt.UTC).replace(tzinfo=None)
