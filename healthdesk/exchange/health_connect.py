"""Health Connect's export: Android's database of what apps have written.

The database is opened read-only and unchanging, and asked for its tables and columns first:
both differ between versions of Android. Its format is not documented; names and units are
those of Android's published source.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from healthdesk.domain.checks import clean_note
from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import NOTE_MAX, Draft
from healthdesk.domain.table_mapping import header_key
from healthdesk.domain.times import EPOCH
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.files import ITSELF
from healthdesk.exchange.foreign_database import MAGIC, copied, database_of, opened, quoted
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.health_connect_tables import (
    APPS,
    ASLEEP,
    DEVICES,
    EXERCISES,
    IN_BED,
    NOT_KEPT,
    PLUMBING,
    PRESSURES,
    PULSE_SERIES,
    PULSES,
    READ,
    SLEEPS,
    SPORTS,
    STAGE_TABLE,
    STAGES,
    TABLES,
    KnownTable,
)
from healthdesk.exchange.mapped_table import MappedTables, Row, Table
from healthdesk.exchange.members import read_members
from healthdesk.exchange.workbook import Cell
from healthdesk.exchange.workouts import kind_tags

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

SOURCE = "Health Connect"
# Names of tables stand near the beginning, where they were made.
LOOK_INTO = 1 << 20
RECORDS = (b"_record_table", b"application_info_table")
# Android writes the smallest number there is for "not recorded".
NOTHING = 1e-9
# Beyond these no calendar holds an instant (ms).
INSTANT_MAX = 8_000_000_000_000_000

# What stands for app and device in a table whose columns somebody names.
SOURCE_COLUMN = "source"
# Numbers between these are instants of this and the next years (ms), no amounts.
INSTANTS = range(946_684_800_000, 4_102_444_800_000)
FIRST_ROWS = 20

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
        self._gathering = Gathering("health-connect", files, options, by_clock=True)
        self._tables = MappedTables(self._gathering, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the database is damaged."""
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        name = member or self._files.name
        if member != ITSELF and database_of(member) in self._files.members:
            # Read with the database.
            return
        try:
            with TemporaryDirectory(prefix="healthdesk-") as folder:
                path, logged = self._place(member, Path(folder))
                with closing(opened(path, logged=logged)) as database:
                    yield from _Database(database, self._gathering, self._tables, index).read()
        # What the engine says of a damaged name may be no text itself.
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise BadFile("foreign-database-damaged", name=name) from error

    def _place(self, member: str, folder: Path) -> tuple[Path, bool]:
        """The database as a file: itself, or a copy of the member of a zip; and whether its log
        lies beside it."""
        if member == ITSELF:
            # Read once, so that its bytes count as done.
            with self._files.open(member) as source:
                while source.read(1 << 20):
                    pass
            return self._files.path, False
        return copied(self._files, member, folder)


class _Database:
    """The readings of one database."""

    def __init__(
        self,
        database: sqlite3.Connection,
        gathering: Gathering,
        tables: MappedTables,
        index: int,
    ) -> None:
        self._database, self._gathering, self._index = database, gathering, index
        self._tables = tables
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
        yield from self._others()

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
        columns = ", ".join(map(quoted, ("rowid", *names)))
        # The names are those the database has; they are quoted, and no text of the file.
        found = self._database.execute(f"SELECT {columns} FROM {quoted(table)}")  # noqa: S608
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
        return app or device or SOURCE

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

    def _readings(self, table: KnownTable) -> Iterator[None]:
        times = self._timed(table.name)
        if times is None:
            return
        names = tuple(column.name for column in table.columns)
        others = self._amounts_beside(table.name, names)
        wished = (*names, *others, table.note) if table.note else (*names, *others)
        for row in self._rows(table.name, times, wished):
            for name in others:
                if _amount(row[name]) is not None:
                    kind = table.name.removesuffix("_record_table").replace("_", " ")
                    self._gathering.tally.ignore(f"{kind} {name}")
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

    def _amounts_beside(self, table: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Columns of amounts that nothing is made of."""
        info = self._info(table)
        return tuple(
            name
            for _, name, declared, hidden in info
            if declared.upper() == "REAL" and not hidden and name not in known
        )

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
        columns = ", ".join(quoted(name) if name in there else "NULL" for name in wanted)
        query = f"SELECT {columns} FROM {quoted(table)} WHERE rowid = ?"  # noqa: S608

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

    def _others(self) -> Iterator[None]:
        """Tables of records that are not known, and known ones that have other columns now, are
        read as somebody says; those that nothing is made of are counted."""
        for name in sorted(self._columns):
            kind = name.lower().replace("_", "")
            if name in READ and self._understood(name):
                continue
            if not kind.endswith("recordtable") and name not in READ:
                continue
            query = f"SELECT count(*) FROM {quoted(name)}"  # noqa: S608
            rows = self._database.execute(query).fetchone()[0]
            table = self._unknown(name) if rows else None
            wanted = table is not None and (
                kind.removesuffix("recordtable") not in NOT_KEPT or self._tables.is_told(table)
            )
            if table is not None and wanted:
                yield from self._tables.read(table, partial(self._cells, name))
            elif rows:
                self._gathering.tally.ignore(f"table {name}", rows)

    def _unknown(self, name: str) -> Table | None:
        """A table for its owner to explain; None where its rows have no times."""
        if self._timed(name) is None:
            return None
        columns = (*self._telling(name), SOURCE_COLUMN)
        first = tuple(islice(self._cells(name), FIRST_ROWS))
        key = f"health-connect/{name}\n{header_key(columns)}"
        return Table(key, name, columns, first, self._index, SOURCE, "table")

    def _telling(self, name: str) -> list[str]:
        """The columns of a table that say what was measured and when."""
        info = self._info(name)
        return [column for _, column, *_, hidden in info if not hidden and column not in PLUMBING]

    def _cells(self, name: str) -> Iterator[Row]:
        """The rows of a table as those of any other: instants as such, the app by its name."""
        columns = self._telling(name)
        offsets = ("zone_offset", "start_zone_offset")
        for row in self._rows(name, tuple(columns), offsets):
            cells = [self._cell(row, row[column]) for column in columns]
            yield row["line"], (*cells, self._source(row))

    def _cell(self, row: Mapping[str, Any], value: object) -> Cell:
        if isinstance(value, int) and value in INSTANTS:
            told = (row["zone_offset"], row["start_zone_offset"])
            offset = next((one for one in told if one is not None), None)
            minutes = self._gathering.offset(value) if offset is None else _minutes(offset)
            return _moment(value, minutes)
        if isinstance(value, str):
            return _note(value)
        return value if isinstance(value, int | float) else None

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


def _moment(at: int, minutes: int) -> dt.datetime | None:
    """None where the offset is that of no place."""
    if abs(minutes) >= 24 * 60:
        return None
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    return (EPOCH + dt.timedelta(milliseconds=at)).astimezone(zone)


def _word(value: object) -> str:
    return clean_note(value)[:90] if isinstance(value, str) else ""


def _note(value: object) -> str:
    return clean_note(value)[:NOTE_MAX] if isinstance(value, str) else ""
