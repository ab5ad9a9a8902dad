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
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from healthdesk.domain.checks import clean_note, longest, normal_tags
from healthdesk.domain.errors import BadFile
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.identity import uid_bytes, uid_text
from healthdesk.domain.records import Comparator, Draft, PlainRow, Record
from healthdesk.domain.times import (
    DAY_MS,
    MINUTE_MS,
    OFFSET_MAX,
    OFFSET_MIN,
    from_datetime,
    isoformat,
)
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
DAY_MINUTES = DAY_MS // MINUTE_MS
COMPARATORS: dict[str, Comparator] = {"": "", "<": "<", ">": ">"}

Key = TypeVar("Key", bound=Hashable)

# What a cell that a spreadsheet works out begins with, in full width too. One that takes a
# semicolon or a tab for the delimiter heeds no quotes around a cell: there each piece and
# each line of a text may become a cell.
_BEGINS = r"(?:\A|(?<=[;\t\r\n]))"
_RUNS = r"(?=[ '\"]*[=+\-@＝＋－＠])"
_BLANK = r"(?='*[\t\r\n])"
RUNS_AS_FORMULA = re.compile(rf"{_BEGINS}{_RUNS}|\A{_BLANK}")
DEFUSED = re.compile(rf"{_BEGINS}'{_RUNS}|\A'{_BLANK}")
NEEDS_QUOTES = re.compile(r'[",\r\n]')


def is_header(line: bytes) -> bool:
    """Whether a file's first line (in bytes, BOM or not) is that of our CSV."""
    text = line.removeprefix(BOM).rstrip(b"\r").replace(b'"', b"")
    return text == HEADER.encode()


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in rows stand for: persons and sources by their ids, and the types."""

    persons: Mapping[int, str]
    sources: Mapping[int, str]
    types: TypeBook


def write(out: BinaryIO, chunks: Iterable[Sequence[PlainRow]], names: Names) -> int:
    """Write header and readings, some at a time; gives how many readings.

    The caller sorts: ascending by `recorded_at`, then `uid`.
    """
    out.write(HEADER.encode() + b"\n")
    count, lines = 0, _Lines(names)
    for rows in chunks:
        out.write(lines.of(rows).encode())
        count += len(rows)
    return count


def write_records(out: BinaryIO, found: Sequence[Record], person: str, types: TypeBook) -> int:
    """The same of one person's records."""
    numbers = {name: number for number, name in enumerate({record.source for record in found})}
    names = Names(
        {record.person_id: person for record in found},
        {number: name for name, number in numbers.items()},
        types,
    )
    return write(out, [[plain_row(record, numbers[record.source]) for record in found]], names)


def plain_row(record: Record, source: int) -> PlainRow:
    """A record as the bare row it was, its source by number."""
    return (
        record.uid, record.person_id, record.type_id, record.recorded_at, record.offset,
        record.recorded_at if record.ended_at is None else record.ended_at, record.value,
        record.value2 or 0.0, record.unit, record.comparator or None, source,
        record.note or None, " ".join(record.tags) or None, record.deleted_at,
    )  # fmt: skip


def defuse(text: str) -> str:
    """A text as no spreadsheet works it out: an apostrophe before each piece of it that one
    might."""
    return RUNS_AS_FORMULA.sub("'", text)


def undefuse(text: str) -> str:
    return DEFUSED.sub("", text)


class _Memo(dict[Key, str]):
    """What is made of each key. Most come again and again; the last ones are remembered."""

    def __init__(self, make: Callable[[Key], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> str:
        if len(self) >= CELLS_KEPT:
            self.clear()
        made = self[key] = self._make(key)
        return made


class _Lines:
    """Rows as lines, many at once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._two = frozenset(kind.id for kind in names.types if kind.parts)
        self._texts = _Memo(_cell)
        self._numbers = _Memo(_shortest)
        self._moment = _moments()
        # What stands in a row between its times and values, of those without words of their own.
        self._heads = _Memo(self._head)
        self._tails = _Memo(self._tail)

    def of(self, rows: Iterable[PlainRow]) -> str:
        two, numbers, moment = self._two, self._numbers, self._moment
        heads, tails = self._heads, self._tails
        lines = []
        for (uid, person, kind, at, offset, ended, value, value2, unit, comparator, source, note,
             tags, deleted) in rows:  # fmt: skip
            until = moment(ended, offset) if ended != at else ""
            second = numbers[value2] if kind in two else ""
            key = (kind, unit, comparator, source)
            tail = (
                tails[key]
                if note is None and tags is None and deleted is None
                else self._tail(key, note or "", tags or "", deleted)
            )
            lines.append(
                f"{uid_text(uid)},{heads[person, kind]},{moment(at, offset)},{until},"
                f"{numbers[value]},{second},{tail}\n"
            )
        return "".join(lines)

    def _head(self, key: tuple[int, int]) -> str:
        person, kind = key
        return f"{self._texts[self._names.persons[person]]},{self._slug(kind)}"

    def _slug(self, kind: int) -> str:
        return _quoted(self._names.types.with_id(kind).slug)

    def _tail(
        self,
        key: tuple[int, str | None, str | None, int],
        note: str = "",
        tags: str = "",
        deleted_at: int | None = None,
    ) -> str:
        kind, unit, comparator, source = key
        cell = self._texts
        deleted = "" if deleted_at is None else isoformat(deleted_at, 0)
        return (
            f"{cell[unit or self._names.types.with_id(kind).unit]},{comparator or ''},"
            f"{_cell(note)},{cell[tags]},{cell[self._names.sources[source]]},{deleted}"
        )


def _moments() -> Callable[[int, int], str]:
    """`isoformat`, put together from pieces that are remembered."""
    days = _Memo[int](lambda day: isoformat(day * DAY_MS, 0)[:11])
    minutes = _Memo[int](lambda minute: isoformat(minute * MINUTE_MS, 0)[11:17])
    seconds = _Memo[int](lambda ms: isoformat(ms, 0)[17:-6])
    offsets = _Memo[int](lambda offset: isoformat(0, offset)[-6:])

    def moment(at: int, offset: int) -> str:
        minute = at // MINUTE_MS + offset
        return (
            f"{days[minute // DAY_MINUTES]}{minutes[minute % DAY_MINUTES]}"
            f"{seconds[at % MINUTE_MS]}{offsets[offset]}"
        )

    return moment


def _cell(text: str) -> str:
    return _quoted(defuse(text))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text


def _shortest(value: float) -> str:
    """The fewest digits that give the same number again; there is one zero."""
    return repr(value + 0.0).removesuffix(".0")


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
