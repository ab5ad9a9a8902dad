"""Samsung Health's export: a folder (or zip) of tables, and JSON files with the details of
some of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import NOTE_MAX, Draft
from healthdesk.exchange.batches import Batch, Options, Parser, number
from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.json_items import amount, items
from healthdesk.exchange.members import read_members
from healthdesk.exchange.once_a_day import OnceADay
from healthdesk.exchange.samsung_clock import proven_utc
from healthdesk.exchange.samsung_rows import Line, instant, lines, local_day, table_name
from healthdesk.exchange.samsung_tables import (
    ALL_DEVICES,
    ASLEEP,
    DETAILS,
    DEVICES,
    EXERCISE,
    EXERCISES,
    IN_BED,
    OWN_APPS,
    PRESSURE,
    SLEEP,
    STAGE_CODES,
    STAGES,
    TABLES,
    Column,
    Table,
)
from healthdesk.exchange.workouts import kind_tags

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

SOURCE = "Samsung Health"
LOOK_INTO = 1024
# `jsons/com.samsung.shealth.tracker.heart_rate/0/<uuid>.binning_data.json`
DETAILED = re.compile(r"com\.samsung\.s?health\.([a-z0-9_.]+)/(?:[^/]+/)*([^/]+\.json)\Z")
# What others need comes first: names of devices, nights that have stages.
FIRST = {DEVICES: -2, STAGES: -1}
LAST = 100


def recognises(head: Head) -> bool:
    return bool(_kind(head.name, head.text[:LOOK_INTO]))


def parser(files: Files, options: Options) -> Parser:
    return SamsungHealth(files, options)


@dataclass(frozen=True, slots=True)
class _Detailed:
    """Whose details a JSON file holds."""

    offset: int
    source: str

    def fixed(self, _at_ms: int) -> int:
        """The offset of the row, at any time of it."""
        return self.offset


class SamsungHealth:
    """The tables in an order that lets each use what it needs of others, then the details.

    `in_utc`: whether times of the tables are UTC; None for what the export shows of it, and
    UTC where it shows nothing. It is not documented; it is how exports are read by those who
    compared them with the app.
    """

    def __init__(self, files: Files, options: Options, *, in_utc: bool | None = None) -> None:
        self._files = files
        self._in_utc = True if in_utc is None else in_utc
        self._asks_export = in_utc is None
        self._gathering = Gathering("samsung-health", files, options, by_clock=True)
        self.tally = self._gathering.tally
        self._days = OnceADay()
        self._devices: dict[str, str] = {}
        self._staged: set[str] = set()
        self._details: dict[str, _Detailed] = {}
        self._there = {member.rpartition("/")[2]: member for member in files.members}

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the only file is broken."""
        kinds = [self._kind_of(member) for member in self._files.members]
        if self._asks_export:
            self._in_utc = self._shown_utc(kinds)

        def read(member: str, index: int) -> Iterator[None]:
            if _is_json(kinds[index]):
                yield from self._read_details(member, index, kinds[index].removeprefix("json "))
            else:
                yield from self._read_table(member, index, kinds[index])

        order = sorted(range(len(kinds)), key=lambda index: (_rank(kinds[index]), index))
        yield from read_members(self._gathering, self._files, read, order)
        yield from self._gathering.rest()

    def _shown_utc(self, kinds: Sequence[str]) -> bool:
        """Whether times are UTC by what the export shows; they are where it shows nothing."""
        named = [
            (member, TABLES.get(kind))
            for member, kind in zip(self._files.members, kinds, strict=True)
        ]
        tables = [(member, table.details) for member, table in named if table and table.details]
        proven = proven_utc(self._files, tables, self._there)
        if proven is False:
            self.tally.warn("times-are-local")
        return proven is not False

    def _kind_of(self, member: str) -> str:
        data = self._files.peek(member, LOOK_INTO)
        return _kind(member or self._files.name, data.decode(encoding_of(data), "replace"))

    # -- tables -------------------------------------------------------------------------------

    def _read_table(self, member: str, index: int, kind: str) -> Iterator[None]:
        table = TABLES.get(kind)
        if table is not None and table.days:
            yield from self._read_days(member, index, table)
            return
        for line in lines(self._files, member):
            if kind == DEVICES:
                self._device(line)
            elif kind == PRESSURE:
                self._pressure(line, index)
            elif kind == STAGES:
                self._stage(line, index)
            elif kind == SLEEP:
                code = IN_BED if line.get("datauuid") in self._staged else ASLEEP
                self._interval(line, index, "sleep-stage", code, "stage")
            elif kind == EXERCISE:
                tags = kind_tags(EXERCISES.get(line.get("exercise_type"), ""))
                self._interval(line, index, "workouts", 1, "count", tags)
            elif table is not None:
                self._values(line, index, table)
            else:
                self.tally.ignore(kind)
            yield

    def _device(self, line: Line) -> None:
        name = line.get("name") if line.get("name") != "My Device" else ""
        words = clean_note(name or line.get("model"))[:100]
        if words:
            self._devices[line.get("deviceuuid")] = words

    def _source(self, line: Line) -> str:
        app = line.get("pkg_name")
        if app not in OWN_APPS:
            return clean_note(app)[:100]
        return self._devices.get(line.get("deviceuuid"), SOURCE)

    def _at(self, line: Line, index: int, name: str = "start_time") -> tuple[int, int] | None:
        found = instant(
            line.get(name), line.get("time_offset"), self._gathering.offset, in_utc=self._in_utc
        )
        if found is None:
            self._gathering.reject(line.number, "time-unreadable", index)
        return found

    def _note(self, line: Line) -> str:
        return clean_note(line.get("comment"))[:NOTE_MAX]

    def _pressure(self, line: Line, index: int) -> None:
        told = [number(line.get(name) or "0") for name in ("systolic", "diastolic", "pulse")]
        if not any(told):
            return
        at = self._at(line, index)
        if at is None:
            return
        high, low, pulse = told
        if high and low:
            draft = Draft("blood-pressure", high, "mmHg", *at, value2=low, note=self._note(line))
            self._take(draft, line, index)
        elif high or low:
            self._gathering.reject(line.number, "half-a-pressure", index)
        if pulse:
            self._take(Draft("heart-rate", pulse, "bpm", *at), line, index)

    def _take(self, draft: Draft, line: Line, index: int) -> None:
        if isnan(draft.value):
            self._gathering.reject(line.number, "not-a-number", index)
        else:
            draft = replace(draft, source=self._source(line))
            self._gathering.take(draft, line.number, member=index)

    def _stage(self, line: Line, index: int) -> None:
        code = STAGE_CODES.get(line.get("stage"))
        if code is None:
            self._gathering.reject(line.number, "sleep-stage-unknown", index)
            return
        self._staged.add(line.get("sleep_id"))
        self._interval(line, index, "sleep-stage", code, "stage")

    def _interval(
        self,
        line: Line,
        index: int,
        slug: str,
        value: float,
        unit: str,
        tags: tuple[str, ...] = (),
    ) -> None:
        start = self._at(line, index)
        end = self._at(line, index, "end_time") if start is not None else None
        if start is not None and end is not None:
            draft = Draft(
                slug, value, unit, *start, ended_at=end[0], note=self._note(line), tags=tags
            )
            self._take(draft, line, index)

    def _values(self, line: Line, index: int, table: Table) -> None:
        detail = line.get(table.details) if table.details else ""
        told = [(column, number(line.get(column.name) or "0")) for column in table.columns]
        told = [(column, value) for column, value in told if value]
        for name in table.counted:
            if number(line.get(name) or "0") > 0:
                self.tally.ignore(name)
        if not told and not detail:
            return
        at = self._at(line, index)
        if at is None:
            return
        if detail and detail in self._there:
            # What follows in finer steps is not told as a mean as well.
            self._details[detail] = _Detailed(at[1], self._source(line))
            return
        end = self._at(line, index, "end_time") if line.get("end_time") else None
        for column, value in told:
            if self._days.told_better(column.slug, *at, table.rank):
                self.tally.ignore(f"{column.slug} told twice")
                continue
            ended = end[0] if column.spread and end is not None and end[0] > at[0] else None
            draft = Draft(
                column.slug, round(value, 4), column.unit, *at, ended_at=ended,
                note=self._note(line),
            )  # fmt: skip
            self._take(draft, line, index)

    # -- lines of days ------------------------------------------------------------------------

    def _read_days(self, member: str, index: int, table: Table) -> Iterator[None]:
        """Of several lines of a day the one of all devices, else the one with the most."""
        best: dict[str, tuple[bool, float, Line]] = {}
        counted = table.columns[0].name
        for line in lines(self._files, member):
            day = local_day(line.get("day_time"))
            value = number(line.get(counted) or "0")
            if day is None or isnan(value):
                code = "time-unreadable" if day is None else "not-a-number"
                self._gathering.reject(line.number, code, index)
                continue
            key = day.isoformat()
            told = (line.get("source_type") == ALL_DEVICES, value)
            if key not in best or told > best[key][:2]:
                best[key] = (*told, line)
            yield
        for _, _, line in best.values():
            self._day(line, index, table)
            yield

    def _day(self, line: Line, index: int, table: Table) -> None:
        day = local_day(line.get("day_time"))
        if day is None:
            return
        start, offset = self._gathering.instant(day)
        end, _ = self._gathering.instant(day + timedelta(days=1))
        for column in table.columns:
            value = number(line.get(column.name) or "0")
            if not value:
                continue
            if self._days.told_better(column.slug, start, offset, table.rank):
                self.tally.ignore(f"{column.slug} told twice")
                continue
            draft = Draft(column.slug, round(value, 4), column.unit, start, offset, ended_at=end)
            self._take(draft, line, index)

    # -- details ------------------------------------------------------------------------------

    def _read_details(self, member: str, index: int, kind: str) -> Iterator[None]:
        column = DETAILS.get(kind)
        if column is None:
            self.tally.ignore(f"{kind} details")
            return
        name = (member or self._files.name).rpartition("/")[2]
        whose = self._details.get(name)
        for line, item in items(self._files, member):
            if isinstance(item, dict):
                self._detail(item, line, index, column, whose)
            yield

    def _detail(
        self,
        item: dict[str, object],
        line: int,
        index: int,
        column: Column,
        whose: _Detailed | None,
    ) -> None:
        if column.name not in item or amount(item[column.name]) == 0:
            return
        value, at = amount(item[column.name]), item.get("start_time")
        if isnan(value):
            self._gathering.reject(line, "not-a-number", index)
            return
        offset = self._gathering.offset if whose is None else whose.fixed
        found = instant(str(at), "", offset)
        if found is None:
            self._gathering.reject(line, "time-unreadable", index)
            return
        source = SOURCE if whose is None else whose.source
        draft = Draft(column.slug, round(value, 2), column.unit, *found, source=source)
        self._gathering.take(draft, line, member=index)


def _kind(name: str, text: str) -> str:
    """The table's name, `json <table>` for details, or empty for another format's file."""
    table = table_name((text.splitlines() or [""])[0])
    if table:
        return table
    detailed = DETAILED.search(name)
    return f"json {detailed[1]}" if detailed and text.lstrip()[:1] in ("[", "{") else ""


def _is_json(kind: str) -> bool:
    return kind.startswith("json ")


def _rank(kind: str) -> int:
    if _is_json(kind):
        return LAST
    table = TABLES.get(kind)
    return FIRST.get(kind, 0 if table is None else table.rank)
