"""The tables of Fitbit's newer exports: a column of times, one or more of values, and mostly
the device or app they come from. Times are UTC, but for those of whole days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType

from healthdesk.domain.records import Draft
from healthdesk.domain.times import MINUTE_MS, from_datetime
from healthdesk.exchange.batches import number
from healthdesk.exchange.csv_rows import header_cells, records
from healthdesk.exchange.files import Files
from healthdesk.exchange.fitbit_sleep import YEARS
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.once_a_day import OnceADay
from healthdesk.exchange.workouts import workout

SOURCE, TIME, DEVICE = "Fitbit", "timestamp", "data source"
STAGE_COLUMNS = ("sleep_stage_type", "sleep_stage_start", "sleep_stage_end")
EXERCISE_COLUMNS = ("exercise_id", "exercise_start", "exercise_end")
SLEEP_COLUMNS = ("sleep_id", "sleep_start", "sleep_end")
# Tables of things with a beginning and an end, by what their header has in it.
ENTITIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "stages": frozenset(STAGE_COLUMNS), "sleeps": frozenset(SLEEP_COLUMNS),
        "exercises": frozenset(EXERCISE_COLUMNS),
    }
)  # fmt: skip
LEVELS: Mapping[str, int] = MappingProxyType(
    {"ASLEEP": 1, "LIGHT": 2, "DEEP": 3, "REM": 4, "AWAKE": 5, "WAKE": 5, "RESTLESS": 5}
)
IN_BED, ASLEEP = 0, 1
# How a night came to be known, where the device could stand.
METHODS = frozenset({"MANUAL", "DERIVED", "ACTIVELY_MEASURED", "PASSIVELY_MEASURED", "UNSPECIFIED"})
# What the sensor writes for "not measured".
NO_SATURATION = 50.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its type here, the unit it becomes, and how many of the table's
    units make one of those. `daily` values are of a whole day; `by_minute` ones of a minute."""

    slug: str
    unit: str
    per_unit: float = 1.0
    daily: bool = False
    by_minute: bool = False


# By the header of the column. Variability is mostly told as RMSSD, another measure than the
# standard deviation (SDNN) that is kept.
COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "beats per minute": Column("heart-rate", "bpm"),
        "steps": Column("steps", "steps", by_minute=True),
        "distance": Column("distance", "m", by_minute=True),
        "floors": Column("flights-climbed", "count", by_minute=True),
        "weight grams": Column("weight", "kg", 1000),
        "height millimeters": Column("height", "mm"),
        "body fat percentage": Column("body-fat", "%"),
        "oxygen saturation percentage": Column("oxygen-saturation", "%"),
        "standard deviation milliseconds": Column("heart-rate-variability", "ms"),
        "breaths per minute": Column("respiratory-rate", "/min", daily=True),
        "kilocalories": Column("active-energy", "kcal", by_minute=True),
        "vo2 max value": Column("vo2-max", "mL/kg/min"),
        "daily vo2 max value": Column("vo2-max", "mL/kg/min", daily=True),
        "daily_respiratory_rate": Column("respiratory-rate", "/min", daily=True),
        "average percentage": Column("oxygen-saturation", "%", daily=True),
        "average_value": Column("oxygen-saturation", "%", daily=True),
    }
)
SATURATION = Column("oxygen-saturation", "%")
# Of tables whose columns alone do not say what they are.
OF_KIND: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        "active": {"active": Column("exercise-minutes", "min", by_minute=True)},
        "resting": {"beats per minute": Column("resting-heart-rate", "bpm", daily=True)},
        "core": {"temperature celsius": Column("body-temperature", "°C")},
        "saturation": {"value": SATURATION},
    }
)
# Tables that are Fitbit's, with nothing in them that is kept.
NOT_KEPT: Mapping[str, str] = MappingProxyType(
    {
        "average heart rate variability milliseconds": "rmssd",
        "rmssd": "rmssd",
        "infrared to red signal ratio": "estimated_oxygen_variation",
        "nightly_temperature": "wrist temperature",
        "temperature celsius": "wrist temperature",
        "calories": "calories",
        "full_sleep_breathing_rate": "breathing by stage",
        "full sleep stats - milli breaths per minute": "breathing by stage",
    }
)
# Plain words, that other tables have as well: those of every second of a walk repeat its steps.
PLAIN = frozenset({"steps", "distance", "floors", "calories", "kilocalories"})
# Of before the device was told beside them: then the name has to be Fitbit's.
NAMED_PLAIN = re.compile(
    r"(?:\A|/)(?:steps|distance|floors|calories|active_energy_burned)(?:_\d{4}-\d\d-\d\d)?\.csv\Z",
    re.IGNORECASE | re.ASCII,
)
# Minutes of three kinds of moving, each 0 or 1; the last two are what Fitbit calls active.
MOVING, ACTIVE = ("light", "moderate", "very"), ("moderate", "very")
# Where the header does not say what the values are, the file's name does.
NAMED_CORE = re.compile(r"core_body_temperature", re.IGNORECASE)
NAMED_RESTING = re.compile(r"resting_heart_rate", re.IGNORECASE)
NAMED_SATURATION = re.compile(r"SpO2", re.IGNORECASE)
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)\Z", re.ASCII)


def table_kind(name: str, header: str) -> str | None:
    """The kind of a table with this header; None for another format's."""
    cells = tuple(cell.casefold() for cell in header_cells(header))
    for kind, columns in ENTITIES.items():
        if columns <= set(cells):
            return kind
    if len(cells) < 2 or (cells[0] != TIME and "nightly_temperature" not in cells):
        return None
    if cells[1] == "value":
        return "saturation" if NAMED_SATURATION.search(name) else None
    return "active" if cells[1:4] == MOVING else _kind_of_values(name, cells)


def _kind_of_values(name: str, cells: tuple[str, ...]) -> str | None:
    """By the columns behind the first; None where they are not Fitbit's."""
    known = [cell for cell in cells[1:] if cell in COLUMNS or cell in NOT_KEPT]
    # With the device, and nothing else, it is Fitbit's.
    if not known or (PLAIN.issuperset(known) and not _is_fitbits(name, cells[1:], known[0])):
        return None
    if "temperature celsius" in known and NAMED_CORE.search(name):
        return "core"
    if "beats per minute" in known and NAMED_RESTING.search(name):
        return "resting"
    return next((cell for cell in known if cell in COLUMNS), known[0])


def _is_fitbits(name: str, told: tuple[str, ...], known: str) -> bool:
    return told == (known, DEVICE) or (told == (known,) and bool(NAMED_PLAIN.search(name)))


class FitbitTables:
    """Readings of tables; `rank` is how good they are beside other files of the same days."""

    def __init__(self, gathering: Gathering, files: Files, days: OnceADay, rank: int) -> None:
        self._gathering, self._files, self._days, self._rank = gathering, files, days, rank
        # Nights that have stages.
        self._staged: set[str] = set()

    def read(self, member: str, index: int, kind: str) -> Iterator[None]:
        for line, told in records(self._files, member, ","):
            row = {name.casefold(): cell for name, cell in told.items()}
            if kind in ("stages", "sleeps"):
                self._sleep(row, line, index, kind)
            elif kind == "exercises":
                self._exercise(row, line, index)
            elif kind in NOT_KEPT:
                self._gathering.tally.ignore(NOT_KEPT[kind])
            else:
                self._values(row, line, index, kind)
            yield

    def _values(self, row: Mapping[str, str], line: int, index: int, kind: str) -> None:
        if kind == "active":
            row = {**row, "active": _active(row)}
        columns = OF_KIND.get(kind) or {name: COLUMNS[name] for name in row if name in COLUMNS}
        if "rmssd" in row or "root mean square of successive differences milliseconds" in row:
            self._gathering.tally.ignore("rmssd")
        for name, column in columns.items():
            if not row[name]:
                continue
            value = number(row[name])
            if value == 0:
                continue
            if column.slug == SATURATION.slug and value == NO_SATURATION:
                self._gathering.tally.ignore("oxygen-saturation not measured")
                continue
            at = self._instant(row.get(TIME, ""), column.daily)
            if at is None or isnan(value):
                code = "time-unreadable" if at is None else "not-a-number"
                self._gathering.reject(line, code, index)
                continue
            self._take(column, value, at, row.get(DEVICE) or SOURCE, line, index)

    def _take(
        self, column: Column, value: float, at: tuple[int, int], source: str, line: int, index: int
    ) -> None:
        if self._days.told_better(column.slug, *at, self._rank):
            self._gathering.tally.ignore(f"{column.slug} told twice")
            return
        # Fitbit's own amounts are of whole minutes. How long those of other apps are is not told;
        # as moments they would be added to what Fitbit counted of the same walk.
        self._gathering.take(
            Draft(
                column.slug, round(value / column.per_unit, 3), column.unit, *at,
                ended_at=at[0] + MINUTE_MS if column.by_minute else None, source=source,
            ),
            line,
            member=index,
        )  # fmt: skip

    def _instant(self, text: str, daily: bool) -> tuple[int, int] | None:
        """Midnight, in UTC or not, names the local day where the value is that of a day."""
        moment = _moment(text)
        if moment is None:
            return None
        if daily and moment.time() == dt.time():
            return self._gathering.instant(moment.replace(tzinfo=None))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        at, _ = from_datetime(moment)
        return at, self._gathering.offset(at)

    def _sleep(self, row: Mapping[str, str], line: int, index: int, kind: str) -> None:
        begin, end = STAGE_COLUMNS[1:] if kind == "stages" else SLEEP_COLUMNS[1:]
        night = row.get("sleep_id", "")
        code: int | None = IN_BED if night in self._staged else ASLEEP
        if kind == "stages":
            code = LEVELS.get(row["sleep_stage_type"].upper())
        if code is None:
            self._gathering.reject(line, "sleep-stage-unknown", index)
            return
        start, ended = (self._of_night(row, name) for name in (begin, end))
        if start is None or ended is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        if kind == "stages":
            self._staged.add(night)
            self._days.told_better("sleep-stage", *start, self._rank)
        elif self._days.told_by("sleep-stage", *start) not in (None, self._rank):
            # Stages of another file tell more than a whole night.
            self._gathering.tally.ignore("sleep-stage told twice")
            return
        draft = Draft("sleep-stage", code, "stage", *start, ended_at=ended[0], source=_device(row))
        self._gathering.take(draft, line, member=index)

    def _exercise(self, row: Mapping[str, str], line: int, index: int) -> None:
        start, ended = (self._with_offset(row, "", name) for name in EXERCISE_COLUMNS[1:])
        if start is None or ended is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        if self._days.told_better("workouts", *start, self._rank):
            self._gathering.tally.ignore("workouts told twice")
            return
        draft = workout(start, ended[0], kind=row.get("activity_name", ""), source=SOURCE)
        self._gathering.take(draft, line, member=index)

    def _of_night(self, row: Mapping[str, str], name: str) -> tuple[int, int] | None:
        """A time of a night, with the offset told for its begin or end. Nights of before
        offsets were kept have none (+00:00), and what is called UTC is the local time."""
        told = "end_" if name.endswith("end") else "start_"
        moment = _moment(row[name])
        if moment is not None and _told_offset(row, told) == 0:
            return self._gathering.instant(moment.replace(tzinfo=None))
        return self._with_offset(row, told, name)

    def _with_offset(self, row: Mapping[str, str], told: str, name: str) -> tuple[int, int] | None:
        moment = _moment(row[name])
        if moment is None:
            return None
        at, _ = from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
        minutes = _told_offset(row, told)
        return at, minutes or self._gathering.offset(at)


def _active(row: Mapping[str, str]) -> str:
    """The minutes told as active; "" where neither cell has a number."""
    told = [row.get(name, "") for name in ACTIVE]
    return f"{sum(number(cell or '0') for cell in told):g}" if any(told) else ""


def _told_offset(row: Mapping[str, str], which: str) -> int:
    """In minutes; 0 also where none is told."""
    told = OFFSET.match(row.get(f"{which}utc_offset", ""))
    if told is None:
        return 0
    minutes = int(told[2]) * 60 + int(told[3])
    return -minutes if told[1] == "-" else minutes


def _device(row: Mapping[str, str]) -> str:
    """Told in capitals here, such as `GOOGLE_FITBIT_AIR`."""
    told = row.get("data_source", "").strip()
    return SOURCE if told.upper() in METHODS else told.replace("_", " ").title() or SOURCE


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in YEARS else None
