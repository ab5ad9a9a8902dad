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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, BinaryIO

from healthdesk.domain.checks import clean_note, longest, normal_tags
from healthdesk.domain.errors import BadFile
from healthdesk.domain.identity import uid_bytes, uid_text
from healthdesk.domain.records import Comparator, Draft, Record
from healthdesk.domain.times import OFFSET_MAX, OFFSET_MIN, from_datetime, isoformat
from healthdesk.exchange.archive import Source
from healthdesk.exchange.batches import (
    SHORT,
    Batch,
    Extra,
    Judge,
    Options,
    Parser,
    Refused,
    Row,
    Scale,
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
# So many wordings are remembered, of so many characters at most.
KNOWN_MAX, KNOWN_LONGEST = 10_000, 500
CELLS_KEPT = 10_000
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
    count, cell = 0, _Cells()
    for record, person in rows:
        out.write(_line(record, person, cell).encode())
        count += 1
    return count


def defuse(text: str) -> str:
    return "'" + text if RUNS_AS_FORMULA.match(text) else text


def undefuse(text: str) -> str:
    return text[1:] if DEFUSED.match(text) else text


class _Cells:
    """Texts as cells. Most come again and again; the last ones are remembered."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        made = self._made.get(text)
        if made is None:
            if len(self._made) >= CELLS_KEPT:
                self._made.clear()
            made = self._made[text] = _quoted(defuse(text))
        return made


def _line(record: Record, person: str, cell: Callable[[str], str]) -> str:
    at, offset = record.recorded_at, record.offset
    ended = "" if record.ended_at is None else isoformat(record.ended_at, offset)
    deleted = "" if record.deleted_at is None else isoformat(record.deleted_at, 0)
    second = "" if record.value2 is None else _shortest(record.value2)
    note = _quoted(defuse(record.note)) if record.note else ""
    return (
        f"{uid_text(record.uid)},{cell(person)},{_quoted(record.type)},{isoformat(at, offset)},"
        f"{ended},{_shortest(record.value)},{second},{cell(record.unit)},{record.comparator},"
        f"{note},{cell(' '.join(record.tags))},{cell(record.source)},{deleted}\n"
    )


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


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of a row, read and found to be sound."""

    slug: str
    unit: str
    comparator: str
    source: str
    person: str
    tags: tuple[str, ...]
    scale: Scale
    longest: int | None


class OwnCsv:
    """Parser of our own CSV."""

    def __init__(
        self, source: Source, options: Options, name: str, tally: Tally | None = None
    ) -> None:
        self.tally = Tally(format="csv") if tally is None else tally
        self._source, self._options, self._name = source, options, name
        self._judge = Judge(options)
        self._known: dict[tuple[str, ...], _Known] = {}

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where it is no CSV, no UTF-8 or has another header."""
        rows: list[Row] = []
        extras: list[Extra] = []
        for line, cells in self._lines():
            found = self._usual_reading(cells, line)
            if found is None:
                try:
                    found = self._reading(cells, line)
                except Refused as refused:
                    self.tally.reject(line, refused.code, **refused.params)
                    continue
            rows.append(found[0])
            extras.append(found[1])
            if len(rows) >= self._options.batch_rows:
                yield self._batch(rows, extras)
                rows, extras = [], []
        yield self._batch(rows, extras)

    def _batch(self, rows: list[Row], extras: list[Extra]) -> Batch:
        self._count(rows, extras)
        done = self._source.done
        return Batch(rows, done, max(done, self._source.total), extras)

    def _count(self, rows: list[Row], extras: list[Extra]) -> None:
        for (slug, source, unit), n in Counter((row[0], row[10], row[6]) for row in rows).items():
            self.tally.accept(slug, source, unit, n)
        moments = [(row[1], row[2]) for row in rows]
        for moment in (min(moments), max(moments)) if moments else ():
            self.tally.spread(*moment)
        for person, n in Counter(extra[1] for extra in extras).items():
            self.tally.persons[person] = self.tally.persons.get(person, 0) + n

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

    def _usual_reading(self, cells: list[str], line: int) -> tuple[Row, Extra] | None:
        """A reading of one part whose words were met before, and whose numbers are surely
        allowed; None leaves it to the rules in full."""
        if len(cells) != len(COLUMNS):
            return None
        (uid, person, slug, recorded, ended, text, second, unit, comparator, note, tags, source,
         deleted) = cells  # fmt: skip
        known = self._known.get((person, slug, unit, comparator, tags, source))
        if known is None or second or note or deleted:
            return None
        try:
            value = float(text) + 0.0
            at, offset = from_datetime(dt.datetime.fromisoformat(recorded))
            end = from_datetime(dt.datetime.fromisoformat(ended))[0] if ended else at
            own = uid_bytes(uid) if uid else None
        except (ValueError, OverflowError):
            return None
        if not self._surely(known, value, text, at, offset, end, ended):
            return None
        exact = known.scale.direct and len(text) <= SHORT
        row = (
            known.slug, at, offset, end, value, None, known.unit,
            value if exact else known.scale.canonical(value), 0.0, known.comparator,
            known.source, "", line,
        )  # fmt: skip
        return row, (own, known.person, known.tags, None)

    def _surely(
        self, known: _Known, value: float, text: str, at: int, offset: int, end: int, ended: str
    ) -> bool:
        scale = known.scale
        return (
            scale.low <= value <= scale.high
            and text.isascii()
            and "_" not in text
            and self._judge.earliest <= at <= end <= self._judge.latest
            and OFFSET_MIN <= offset <= OFFSET_MAX
            and (bool(ended) or not scale.type.interval)
            and (known.longest is None or end - at <= known.longest)
        )

    def _reading(self, cells: list[str], line: int) -> tuple[Row, Extra]:
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
        self.tally.ahead += ahead
        self._learn(cell, row, extra)
        return row, extra

    def _learn(self, cell: dict[str, str], row: Row, extra: Extra) -> None:
        """What the words of this row mean, for the next ones that have the same."""
        kind = self._judge.types[row[0]]
        words = ("person", "type", "unit", "comparator", "tags", "source")
        key = tuple(cell[word] for word in words)
        if kind.parts or len(self._known) >= KNOWN_MAX or sum(map(len, key)) > KNOWN_LONGEST:
            return
        self._known[key] = _Known(
            row[0], row[6], row[9], row[10], extra[1], extra[2],
            self._judge.scale(kind, row[6]), longest(kind),
        )  # fmt: skip

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
