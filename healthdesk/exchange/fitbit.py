"""Fitbit's account archive and Google Takeout's "Fitbit" or "Google Health" folder.

Two generations of files lie side by side and tell much the same: JSON of the old archive,
and tables. Where both tell a day, one counts: the JSON of steps and distance, which Fitbit has
put together from all devices; of all else the tables, which name the device and are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.fitbit_json import FitbitJson, json_kind
from healthdesk.exchange.fitbit_summary import FitbitSummary, is_summary
from healthdesk.exchange.fitbit_tables import FitbitTables, table_kind
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.members import read_members
from healthdesk.exchange.once_a_day import OnceADay

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

LOOK_INTO = 4096
# Kinds whose JSON is better than the tables, and where the tables stand between the two.
JSON_FIRST = frozenset({"steps", "distance"})
SUMMARY = "summary"
# Whole nights of the tables come last: stages of JSON tell more.
FIRST, TABLES, LAST, NIGHTS = 0, 1, 2, 3


def recognises(head: Head) -> bool:
    return _kind(head.name, head.text[:LOOK_INTO]) is not None


def parser(files: Files, options: Options) -> Parser:
    return Fitbit(files, options)


class Fitbit:
    """The files of an archive, the better ones first."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("fitbit", files, options, by_clock=True)
        self.tally = self._gathering.tally
        days = OnceADay()
        self._json = FitbitJson(self._gathering, files, days)
        self._tables = FitbitTables(self._gathering, files, days, TABLES)
        self._summary = FitbitSummary(self._gathering, files)

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the only file is broken."""
        kinds = [self._kind_of(member) for member in self._files.members]
        order = sorted(range(len(kinds)), key=lambda index: (_rank(kinds[index]), index))

        def read(member: str, index: int) -> Iterator[None]:
            kind = kinds[index]
            if kind == SUMMARY:
                yield from self._summary.read(member, index)
            elif kind.startswith("table "):
                yield from self._tables.read(member, index, kind.removeprefix("table "))
            else:
                yield from self._json.read(member, index, kind, _rank(kind))

        yield from read_members(self._gathering, self._files, read, order)
        for _ in self._json.end(LAST):
            yield from self._gathering.full()
        yield from self._gathering.rest()

    def _kind_of(self, member: str) -> str:
        data = self._files.peek(member, LOOK_INTO)
        text = data.decode(encoding_of(data), "replace").removeprefix("\ufeff")
        return _kind(member or self._files.name, text) or ""


def _kind(name: str, text: str) -> str | None:
    """What a file holds: a kind of JSON, `table ` and the kind of table, or a summary."""
    if text.lstrip().startswith("["):
        return json_kind(name, text)
    if is_summary(text):
        return SUMMARY
    table = table_kind(name, (text.splitlines() or [""])[0])
    return None if table is None else f"table {table}"


def _rank(kind: str) -> int:
    if kind in JSON_FIRST:
        return FIRST
    if kind == "table sleeps":
        return NIGHTS
    return TABLES if kind.startswith("table ") else LAST
