"""Health Connect's export: Android's database of what apps have written.

The database is opened read-only and unchanging, and asked for its tables and columns first:
both differ between versions of Android. Its format is not documented; names and units are
those of Android's published source.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from healthdesk.domain.checks import clean_note
from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import NOTE_MAX, Draft
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.files import ITSELF
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.members import read_members
from healthdesk.exchange.workouts import kind_tags

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

MAGIC = b"SQLite format 3\0"
# Names of tables stand near the beginning, where they were made.
LOOK_INTO = 1 << 20
RECORDS = (b"_record_table", b"application_info_table")
# Android writes the smallest number there is for "not recorded".
NOTHING = 1e-9
# Bytes of a row; the largest are pictures of apps.
ROW_MAX = 16 << 20
# Beyond these no calendar holds an instant (ms).
INSTANT_MAX = 8_000_000_000_000_000

# Stage of sleep → code of ours. 3 is out of bed, 7 awake in bed; 0 is unknown.
STAGES: Mapping[int, int] = MappingProxyType({1: 5, 2: 1, 3: 5, 4: 2, 5: 3, 6: 4, 7: 5})
IN_BED, ASLEEP = 0, 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column with a reading: its type here, the unit it becomes, and how many of the
    database's units make one of those."""

    name: str
    slug: str
    unit: str
    per_unit: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are readings by themselves. `note` is a column of text."""

    name: str
    columns: tuple[Column, ...]
    note: str = ""


# Mass is kept in grams, energy in (small) calories, volume in litres, length in metres.
TABLES = (
    Table("weight_record_table", (Column("weight", "weight", "kg", 1000),)),
    Table("height_record_table", (Column("height", "height", "m"),)),
    Table("body_fat_record_table", (Column("percentage", "body-fat", "%"),)),
    Table("bone_mass_record_table", (Column("mass", "bone-mass", "kg", 1000),)),
    Table("lean_body_mass_record_table", (Column("mass", "lean-mass", "kg", 1000),)),
    Table("body_water_mass_record_table",
          (Column("body_water_mass", "body-water-mass", "kg", 1000),)),
    Table("resting_heart_rate_record_table",
          (Column("beats_per_minute", "resting-heart-rate", "bpm"),)),
    Table("oxygen_saturation_record_table", (Column("percentage", "oxygen-saturation", "%"),)),
    Table("respiratory_rate_record_table", (Column("rate", "respiratory-rate", "/min"),)),
    Table("blood_glucose_record_table", (Column("level", "blood-glucose", "mmol/L"),)),
    Table("body_temperature_record_table", (Column("temperature", "body-temperature", "°C"),)),
    Table("vo2_max_record_table",
          (Column("vo2_milliliters_per_minute_kilogram", "vo2-max", "mL/kg/min"),)),
    Table("steps_record_table", (Column("count", "steps", "steps"),)),
    Table("distance_record_table", (Column("distance", "distance", "m"),)),
    Table("active_calories_burned_record_table",
          (Column("energy", "active-energy", "kcal", 1000),)),
    Table("floors_climbed_record_table", (Column("floors", "flights-climbed", "count"),)),
    Table("hydration_record_table", (Column("volume", "water", "L"),)),
    Table(
        "nutrition_record_table",
        (Column("energy", "calories", "kcal", 1000), Column("protein", "protein", "g"),
         Column("total_carbohydrate", "carbohydrates", "g"), Column("total_fat", "fat", "g"),
         Column("caffeine", "caffeine", "mg", 0.001)),
        note="meal_name",
    ),
)  # fmt: skip
PRESSURES, PULSES, PULSE_SERIES = (
    "blood_pressure_record_table", "heart_rate_record_table", "heart_rate_record_series_table",
)  # fmt: skip
SLEEPS, STAGE_TABLE = "sleep_session_record_table", "sleep_stages_table"
EXERCISES = "exercise_session_record_table"
APPS, DEVICES = "application_info_table", "device_info_table"
READ = frozenset(
    {*(table.name for table in TABLES), PRESSURES, PULSES, PULSE_SERIES, SLEEPS, STAGE_TABLE,
     EXERCISES}
)  # fmt: skip

# Kinds of exercise in the order of their numbers from 1, in words that become tags.
_SPORTS_LISTED = (
    "badminton, baseball, basketball, cycling, stationary cycling, boot camp, boxing,"
    " calisthenics, cricket, dancing, exercise class, fencing, american football,"
    " australian football, frisbee, golf, guided breathing, gymnastics, handball,"
    " high intensity interval training, hiking, ice hockey, ice skating, martial arts, paddling,"
    " paragliding, pilates, racquetball, rock climbing, roller hockey, rowing, rugby, running,"
    " treadmill running, sailing, scuba diving, skating, skiing, snowboarding, snowshoeing,"
    " soccer, softball, squash, stair climbing, strength training, stretching, surfing,"
    " open water swimming, pool swimming, table tennis, tennis, volleyball, walking, water polo,"
    " weightlifting, wheelchair, yoga, other, stair climbing machine, elliptical, rowing machine"
)
SPORTS: Mapping[object, str] = MappingProxyType(
    dict(enumerate(_SPORTS_LISTED.split(", "), start=1))
)

MOMENT = ("time", "zone_offset")
SPAN = ("start_time", "start_zone_offset", "end_time")


def recognises(head: Head) -> bool:
    if not head.data.startswith(MAGIC):
        return False
    data = head.files.peek(head.member, LOOK_INTO)
    return all(name in data for name in RECORDS)


def parser(files: Files, options: Options) -> Parser:
    return HealthConnect(files, options)


class HealthConnect:
    """One database, or several of a folder."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("health-connect", files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the database is damaged."""
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        name = member or self._files.name
        try:
            with TemporaryDirectory(prefix="healthdesk-") as folder:
                path = self._place(member, Path(folder))
                with closing(_opened(path)) as database:
                    yield from _Database(database, self._gathering, index).read()
        # What the engine says of a damaged name may be no text itself.
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise BadFile("foreign-database-damaged", name=name) from error

    def _place(self, member: str, folder: Path) -> Path:
        """The database as a file: itself, or a copy of the member of a zip."""
        if member == ITSELF:
            # Read once, so that its bytes count as done.
            with self._files.open(member) as source:
                while source.read(1 << 20):
                    pass
            return self._files.path
        return self._files.extract(member, folder)


def _opened(path: Path) -> sqlite3.Connection:
    """Never written to, and nothing of its own is run: no triggers, no functions in views."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ROW_MAX)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.execute("PRAGMA query_only = ON")
    return database


class _Database:
    """The readings of one database."""

    def __init__(self, database: sqlite3.Connection, gathering: Gathering, index: int) -> None:
        self._database, self._gathering, self._index = database, gathering, index
        # Stored columns by table; views and worked-out columns are not asked for.
        self._columns = {
            name: frozenset(column for _, column, *_, hidden in self._info(name) if not hidden)
            for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if isinstance(name, str)
        }
        self._apps = self._names(APPS, "app_name", "package_name")
        self._devices = self._names(DEVICES, "model", "manufacturer")

    def _info(self, table: str) -> list[tuple[Any, ...]]:
        return self._database.execute(
            "SELECT cid, name, type, hidden FROM pragma_table_xinfo(?)", (table,)
        ).fetchall()

    def read(self) -> Iterator[None]:
        for table in TABLES:
            yield from self._readings(table)
        yield from self._pressures()
        yield from self._pulses()
        yield from self._sleep()
        yield from self._exercises()
        self._count_others()

    # -- rows ---------------------------------------------------------------------------------

    def _rows(
        self, table: str, needed: tuple[str, ...], wished: tuple[str, ...] = ()
    ) -> Iterator[dict[str, Any]]:
        """Rows with the columns needed and those of the wished ones that are there; none where
        a needed one is not."""
        there = self._columns.get(table, frozenset())
        if not there.issuperset(needed):
            return
        wished = (*wished, "app_info_id", "device_info_id")
        names = [*needed, *(name for name in wished if name in there)]
        columns = ", ".join(map(_quoted, ("rowid", *names)))
        # The names are those the database has; they are quoted, and no text of the file.
        found = self._database.execute(f"SELECT {columns} FROM {_quoted(table)}")  # noqa: S608
        for line, *values in found:
            row = dict.fromkeys(wished) | dict(zip(names, values, strict=True))
            yield row | {"line": line}

    def _names(self, table: str, first: str, second: str) -> dict[int, str]:
        rows = self._rows(table, ("row_id",), (first, second))
        names = ((row["row_id"], _word(row[first]) or _word(row[second])) for row in rows)
        return {key: name for key, name in names if isinstance(key, int) and name}

    def _source(self, row: Mapping[str, Any]) -> str:
        """The app, and in brackets the device it names."""
        app = self._apps.get(row["app_info_id"], "") if row["app_info_id"] else ""
        device = self._devices.get(row["device_info_id"], "") if row["device_info_id"] else ""
        if app and device:
            return f"{app} ({device})"
        return app or device or "Health Connect"

    def _timed(self, table: str) -> tuple[str, ...] | None:
        """The columns of its times: of a moment or of a span."""
        there = self._columns.get(table, frozenset())
        return next((times for times in (MOMENT, SPAN) if there.issuperset(times)), None)

    def _draft(
        self, row: Mapping[str, Any], slug: str, value: float, unit: str, begun: Any, ended: Any
    ) -> Draft | None:
        """None (and rejected) where there is no date."""
        offset = row.get("zone_offset", row.get("start_zone_offset"))
        if not _is_instant(begun):
            self._gathering.reject(row["line"], "time-unreadable", self._index)
            return None
        minutes = self._gathering.offset(begun) if offset is None else _minutes(offset)
        end = ended if _is_instant(ended) and ended > begun else None
        return Draft(
            slug, round(value, 6), unit, begun, minutes, ended_at=end, source=self._source(row)
        )

    def _take(self, draft: Draft | None, row: Mapping[str, Any]) -> None:
        if draft is not None:
            self._gathering.take(draft, row["line"], member=self._index)

    # -- tables -------------------------------------------------------------------------------

    def _readings(self, table: Table) -> Iterator[None]:
        times = self._timed(table.name)
        if times is None:
            return
        names = tuple(column.name for column in table.columns)
        wished = (*names, table.note) if table.note else names
        for row in self._rows(table.name, times, wished):
            for column in table.columns:
                value = _amount(row[column.name])
                if value is None:
                    continue
                draft = self._draft(
                    row, column.slug, value / column.per_unit, column.unit,
                    row[times[0]], row.get("end_time"),
                )  # fmt: skip
                if draft is not None and table.note:
                    draft = replace(draft, note=_note(row[table.note]))
                self._take(draft, row)
            yield

    def _pressures(self) -> Iterator[None]:
        for row in self._rows(PRESSURES, (*MOMENT, "systolic", "diastolic")):
            high, low = _amount(row["systolic"]), _amount(row["diastolic"])
            if high is not None and low is not None:
                draft = self._draft(row, "blood-pressure", high, "mmHg", row["time"], None)
                self._take(None if draft is None else replace(draft, value2=low), row)
            elif high is not None or low is not None:
                self._gathering.reject(row["line"], "half-a-pressure", self._index)
            yield

    def _pulses(self) -> Iterator[None]:
        parents = self._by_key(PULSES)
        for row in self._rows(PULSE_SERIES, ("parent_key", "beats_per_minute", "epoch_millis")):
            value, parent = _amount(row["beats_per_minute"]), parents(row["parent_key"])
            if value is not None:
                whole = parent | {"line": row["line"]}
                self._take(
                    self._draft(whole, "heart-rate", value, "bpm", row["epoch_millis"], None), whole
                )
            yield

    def _by_key(self, table: str) -> Callable[[object], dict[str, Any]]:
        """Looks up whose and of which offset a row's parent is; readings of one parent mostly
        follow one another. A parent that is not there tells nothing."""
        there = self._columns.get(table, frozenset())
        wanted = ("start_zone_offset", "app_info_id", "device_info_id")
        columns = ", ".join(_quoted(name) if name in there else "NULL" for name in wanted)
        query = f"SELECT {columns} FROM {_quoted(table)} WHERE rowid = ?"  # noqa: S608

        @lru_cache(maxsize=16)
        def looked_up(key: object) -> dict[str, Any]:
            found = None
            if isinstance(key, int) and there:
                found = self._database.execute(query, (key,)).fetchone()
            return dict(zip(wanted, found or (None,) * len(wanted), strict=True))

        return looked_up

    def _sleep(self) -> Iterator[None]:
        """Stages as they are; a session is time in bed, or sleep where it has no stages."""
        staged: set[object] = set()
        parents = self._by_key(SLEEPS)
        needed = ("parent_key", "stage_start_time", "stage_end_time", "stage_type")
        for row in self._rows(STAGE_TABLE, needed):
            code = STAGES.get(row["stage_type"]) if isinstance(row["stage_type"], int) else None
            staged.add(row["parent_key"])
            if code is None:
                self._gathering.tally.ignore("unknown sleep stage")
            else:
                whole = parents(row["parent_key"]) | {"line": row["line"]}
                begun, ended = row["stage_start_time"], row["stage_end_time"]
                self._take(self._draft(whole, "sleep-stage", code, "stage", begun, ended), whole)
            yield
        for row in self._rows(SLEEPS, SPAN, ("notes", "row_id")):
            code = IN_BED if row["row_id"] in staged else ASLEEP
            begun, ended = row["start_time"], row["end_time"]
            draft = self._draft(row, "sleep-stage", code, "stage", begun, ended)
            self._take(None if draft is None else replace(draft, note=_note(row["notes"])), row)
            yield

    def _exercises(self) -> Iterator[None]:
        for row in self._rows(EXERCISES, SPAN, ("title", "notes", "exercise_type")):
            draft = self._draft(row, "workouts", 1, "count", row["start_time"], row["end_time"])
            if draft is not None:
                texts = (_note(row["title"]), _note(row["notes"]))
                note = "\n".join(filter(None, texts))[:NOTE_MAX]
                kind = row["exercise_type"] if isinstance(row["exercise_type"], int) else 0
                draft = replace(draft, note=note, tags=kind_tags(SPORTS.get(kind, "")))
            self._take(draft, row)
            yield

    def _count_others(self) -> None:
        """Tables of records that are not read, and tables read that have other columns now."""
        for table in sorted(self._columns):
            if table in READ and self._understood(table):
                continue
            if not table.lower().replace("_", "").endswith("recordtable") and table not in READ:
                continue
            query = f"SELECT count(*) FROM {_quoted(table)}"  # noqa: S608
            rows = self._database.execute(query).fetchone()[0]
            if rows:
                self._gathering.tally.ignore(f"table {table}", rows)

    def _understood(self, table: str) -> bool:
        needed = {
            PRESSURES: (*MOMENT, "systolic", "diastolic"),
            PULSES: ("row_id",),
            PULSE_SERIES: ("parent_key", "beats_per_minute", "epoch_millis"),
            SLEEPS: SPAN,
            STAGE_TABLE: ("parent_key", "stage_start_time", "stage_end_time", "stage_type"),
            EXERCISES: SPAN,
        }
        there = self._columns[table]
        if table in needed:
            return there.issuperset(needed[table])
        columns = next(known.columns for known in TABLES if known.name == table)
        return self._timed(table) is not None and any(one.name in there for one in columns)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _amount(value: object) -> float | None:
    """A number, but for what stands for none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) > NOTHING else None


def _is_instant(value: object) -> bool:
    return isinstance(value, int) and abs(value) < INSTANT_MAX


def _minutes(seconds: object) -> int:
    """An offset told in seconds; one that is none becomes one that no place has."""
    return round(seconds / 60) if isinstance(seconds, int) else 10_000


def _word(value: object) -> str:
    return clean_note(value)[:90] if isinstance(value, str) else ""


def _note(value: object) -> str:
    return clean_note(value)[:NOTE_MAX] if isinstance(value, str) else ""
