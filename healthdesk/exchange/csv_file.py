"""HealthDesk's own CSV: written for spreadsheets, read back without loss.

UTF-8, line feeds, a fixed header. A text cell that a spreadsheet would run as a formula is
written behind an apostrophe, and so is one that already looks like that, so that reading
takes away exactly what writing put there.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from math import isnan
from typing import TYPE_CHECKING, BinaryIO

from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.errors import BadFile
from healthdesk.domain.identity import uid_bytes, uid_text
from healthdesk.domain.records import Comparator, Draft, Record
from healthdesk.domain.times import from_datetime, isoformat
from healthdesk.exchange.archive import Source
from healthdesk.exchange.batches import (
    Batch,
    Extra,
    Judge,
    Options,
    Parser,
    Refused,
    Row,
    Tally,
    number,
)
from healthdesk.exchange.files import Files

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

COLUMNS = (
    "uid", "person", "type", "recorded_at", "ended_at", "value", "value2", "unit", "comparator",
    "note", "tags", "source", "deleted_at",
)  # fmt: skip
HEADER = ",".join(COLUMNS)
BOM = b"\xef\xbb\xbf"
COMPARATORS: dict[str, Comparator] = {"": "", "<": "<", ">": ">"}

RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r]")
DEFUSED = re.compile(r"'+[=+\-@\t\r]")
NEEDS_QUOTES = re.compile(r'[",\r\n]')


def is_header(line: bytes) -> bool:
    """Whether a file's first line (in bytes, BOM or not) is that of our CSV."""
    text = line.removeprefix(BOM).rstrip(b"\r").replace(b'"', b"")
    return text == HEADER.encode()


def write_rows(out: BinaryIO, rows: Iterable[tuple[Record, str]]) -> int:
    """Write header and records, each with its person's name; gives how many records.

    The caller sorts: ascending by `recorded_at`, then `uid`.
    """
    out.write(HEADER.encode() + b"\n")
    count = 0
    for record, person in rows:
        out.write(_line(record, person).encode())
        count += 1
    return count


def defuse(text: str) -> str:
    return "'" + text if RUNS_AS_FORMULA.match(text) else text


def undefuse(text: str) -> str:
    return text[1:] if DEFUSED.match(text) else text


def _line(record: Record, person: str) -> str:
    texts = (person, record.note, " ".join(record.tags), record.source)
    person_cell, note, tags, source = (_quoted(defuse(text)) for text in texts)
    ended = "" if record.ended_at is None else isoformat(record.ended_at, record.offset)
    deleted = "" if record.deleted_at is None else isoformat(record.deleted_at, 0)
    cells = (
        uid_text(record.uid), person_cell, _quoted(record.type),
        isoformat(record.recorded_at, record.offset), ended,
        _shortest(record.value), "" if record.value2 is None else _shortest(record.value2),
        _quoted(defuse(record.unit)), record.comparator, note, tags, source, deleted,
    )  # fmt: skip
    return ",".join(cells) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text


def _shortest(value: float) -> str:
    """The fewest digits that give the same number again."""
    return repr(value).removesuffix(".0")


def recognises(head: Head) -> bool:
    return is_header(head.data.split(b"\n", 1)[0])


def parser(files: Files, options: Options) -> Parser:
    return OwnCsvs(files, options)


class OwnCsvs:
    """One file of ours, or several in a folder, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self.tally = Tally(format="csv")

    def batches(self) -> Iterator[Batch]:
        for index, member in enumerate(self._files.members):
            with self._files.open(member) as source:
                one = OwnCsv(source, self._options, self._files.name, self.tally)
                for batch in one.batches():
                    members = [index] * len(batch.rows) if len(self._files.members) > 1 else []
                    done, total = self._files.done, self._files.total
                    yield Batch(batch.rows, done, total, batch.extras, members)


class OwnCsv:
    """Parser of our own CSV."""

    def __init__(
        self, source: Source, options: Options, name: str, tally: Tally | None = None
    ) -> None:
        self.tally = Tally(format="csv") if tally is None else tally
        self._source, self._options, self._name = source, options, name
        self._judge = Judge(options)

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where it is no CSV, no UTF-8 or has another header."""
        rows: list[Row] = []
        extras: list[Extra] = []
        for line, cells in self._lines():
            try:
                row, ahead, extra = self._reading(cells, line)
            except Refused as refused:
                self.tally.reject(line, refused.code, **refused.params)
                continue
            self._count(row, ahead, extra)
            rows.append(row)
            extras.append(extra)
            if len(rows) >= self._options.batch_rows:
                yield self._batch(rows, extras)
                rows, extras = [], []
        yield self._batch(rows, extras)

    def _batch(self, rows: list[Row], extras: list[Extra]) -> Batch:
        done = self._source.done
        return Batch(rows, done, max(done, self._source.total), extras)

    def _count(self, row: Row, ahead: bool, extra: Extra) -> None:
        self.tally.accept(row[0], row[10], row[6])
        self.tally.ahead += ahead
        self.tally.spread(row[1], row[2])
        self.tally.persons[extra[1]] = self.tally.persons.get(extra[1], 0) + 1

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """The line on which each row begins, and its cells."""
        text = io.TextIOWrapper(io.BufferedReader(self._source), "utf-8-sig", newline="")
        reader = csv.reader(text, strict=True)
        line = 1
        try:
            if next(reader, None) != list(COLUMNS):
                raise BadFile("csv-header", name=self._name, header=HEADER)
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise BadFile("csv-broken", name=self._name, line=line) from error
        except UnicodeDecodeError as error:
            raise BadFile("not-utf8", name=self._name, line=line) from error

    def _reading(self, cells: list[str], line: int) -> tuple[Row, bool, Extra]:
        """Raises `Refused` with the first thing that is wrong."""
        if len(cells) != len(COLUMNS):
            raise Refused("csv-fields", have=len(cells), need=len(COLUMNS))
        if any("\0" in cell for cell in cells):
            raise Refused("not-text")
        cell = dict(zip(COLUMNS, cells, strict=True))
        row, ahead = self._judge.row(self._draft(cell), line)
        deleted = _instant(cell["deleted_at"])
        extra = (
            _uid(cell["uid"]), undefuse(cell["person"]), _tags(cell),
            None if deleted is None else deleted[0],
        )  # fmt: skip
        return row, ahead, extra

    def _draft(self, cell: dict[str, str]) -> Draft:
        if cell["type"] not in self._judge.types:
            raise Refused("csv-type-unknown", type=cell["type"][:80])
        recorded, ended = _instant(cell["recorded_at"]), _instant(cell["ended_at"])
        if recorded is None:
            raise Refused("time-missing")
        value, value2 = number(cell["value"]), number(cell["value2"] or "0")
        if isnan(value) or isnan(value2):
            raise Refused("not-a-number")
        if cell["comparator"] not in COMPARATORS:
            raise Refused("comparator-unknown", comparator=cell["comparator"][:40])
        return Draft(
            cell["type"],
            value,
            undefuse(cell["unit"]),
            *recorded,
            value2=value2 if cell["value2"] else None,
            ended_at=None if ended is None else ended[0],
            comparator=COMPARATORS[cell["comparator"]],
            note=clean_note(undefuse(cell["note"])),
            tags=_tags(cell),
            source=undefuse(cell["source"]),
        )


def _tags(cell: dict[str, str]) -> tuple[str, ...]:
    return normal_tags(undefuse(cell["tags"]).split(" "))


def _uid(text: str) -> bytes | None:
    try:
        return uid_bytes(text) if text else None
    except ValueError:
        raise Refused("uid-unreadable") from None


def _instant(text: str) -> tuple[int, int] | None:
    """None for an empty cell. Raises `Refused` for anything that is no instant."""
    if not text:
        return None
    try:
        return from_datetime(dt.datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise Refused("time-unreadable") from None
