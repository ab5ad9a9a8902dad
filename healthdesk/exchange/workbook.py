"""Tables of workbooks (XLSX), one row after the other.

A workbook is a zip of XML parts. It may lie about itself: every part is read through the
limits of `archive`, no part may declare entities, and what a row or the table of shared
texts takes in memory is bounded. Cells come as the number format shows them: texts, numbers,
dates, times. Of formulas the result that was stored with them is read.

Structure: ECMA-376, part 1, sections 18.2 to 18.8.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from xml.parsers import expat

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import archive
from healthdesk.exchange.archive import Limits
from healthdesk.exchange.files import ITSELF, Files
from healthdesk.exchange.local_times import month_names_of, orders_of, split_moment

# A text, a number, yes or no, a date with its time, a time of day, a span of time; None is
# an empty cell or an error (#N/A).
Cell = str | int | float | bool | dt.datetime | dt.time | dt.timedelta | None

CHUNK = 1 << 16
# Tables of readings shrink to a tenth or so; what shrinks far more was made to swell.
PARTS = Limits(ratio=60, ratio_from=8 * 1024**2)
# Cells further to the right are left out; no table of readings is as wide.
COLUMNS_MAX = 1000
# A cell holds 32 767 characters at most; a tag is shorter.
TEXT_MAX = 1 << 16
TOKEN_MAX = 1 << 20
DEPTH_MAX = 64
# Bytes the shared texts may take in memory.
SHARED_MAX = 160 * 1024**2
OVERHEAD = 80
STYLES_MAX = 100_000
MERGED_MAX = 100_000
# Cells merged over more rows are decoration.
MERGED_ROWS_MAX = 10_000
SHEETS_MAX = 1000

MAIN_PART = "xl/workbook.xml"
# Where properties of a maker's own stand, and the one of workbooks the program writes.
OWN_PROPERTIES = "docProps/custom.xml"
OURS = "HealthDesk export"
DAY_MS = 86_400_000
# The first days of the two calendars a workbook may count by; cells know no zone.
EPOCH = dt.datetime.fromisoformat("1899-12-30")
EPOCH_1904 = dt.datetime.fromisoformat("1904-01-01")
LAST_SERIAL = 2_958_466  # the day after 9999-12-31
# Excel counts a 29 February 1900; days before it are one off.
LEAP_SERIAL = 60

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_WHOLE = re.compile(r"-?[0-9]{1,15}\Z")
# What stands in a number format without being a part of the date: texts, escaped
# characters, blanks, colours and conditions.
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
# How values look in words: 81,4 kg; <40; ca. 80; RR 128/82.
_VALUE = re.compile(
    r"\A[^\w\s]*\s*(?:(?:ca|rr|bp|bd|ta)\b\.?\s*)?\d|\d\s?[.,/]\s?\d", re.IGNORECASE
)
# Characters of a text that are looked at for it.
LOOKED_AT = 100
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_HALF_DAY = re.compile(r"am/pm|a/p", re.IGNORECASE)
_DIGIT = re.compile(r"(?<!s\.)(?<!s\.0)(?<!s\.00)[0#?]", re.IGNORECASE)

_BUILT_IN: Mapping[int, str] = {
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "time"),
    46: "span",
}


def is_workbook(names: tuple[str, ...]) -> bool:
    """Whether a zip with members of these names is a workbook (not an older binary one)."""
    return "[Content_Types].xml" in names and any(
        name.startswith("xl/") and name.endswith("workbook.xml") for name in names
    )


def sheets(files: Files, member: str = ITSELF) -> tuple[str, ...]:
    """The names of the tables, in their order. Raises `BadFile`."""
    return tuple(_Book(_parts(files, member)).sheets)


def first_day(files: Files, member: str = ITSELF) -> dt.datetime:
    """The day from which the workbook counts days. Raises `BadFile`."""
    return _Book(_parts(files, member)).epoch


def is_ours(files: Files, member: str = ITSELF) -> bool:
    """Whether the program wrote the workbook, as its properties say. Raises `BadFile`."""
    parts = _parts(files, member)
    with archive.opened_zip(parts.path) as opened:
        if OWN_PROPERTIES not in archive.members(opened, parts.name):
            return False
    return _holds(parts, OWN_PROPERTIES, f'"{OURS}"'.encode())


def rows(files: Files, member: str, sheet: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The number of each row that is not empty, and its cells up to the last that is not.

    Raises `BadFile`, also for a name that is none of `sheets`.
    """
    parts = _parts(files, member)
    book = _Book(parts)
    if sheet not in book.sheets:
        raise BadFile("workbook-broken", name=files.name)
    shared = _shared_texts(parts, book.shared) if book.shared else []
    kinds = _cell_kinds(parts, book.styles) if book.styles else []
    merged = _Merged()
    if _holds(parts, book.sheets[sheet], b"mergeCell"):
        _read(parts, book.sheets[sheet], merged)
    table = _Table(shared, kinds, book.epoch, merged)
    for _ in _parsed(parts, book.sheets[sheet], table):
        yield from table.taken()


def _parts(files: Files, member: str) -> Files:
    """The workbook's own parts: `open` takes their names."""
    return files if member == ITSELF else Files(files.path / member, (ITSELF,), files.name)


def _part(files: Files, name: str) -> str:
    """The member that is a part, whatever the case of its name."""
    with archive.opened_zip(files.path) as opened:
        names = archive.members(opened, files.name)
    if name in names:
        return name
    for found in names:
        if found.lower() == name.lower():
            return found
    raise BadFile("workbook-broken", name=files.name)


# -- XML -------------------------------------------------------------------------------------


class _Reader:
    """What a part is told: elements begin and end, texts come in pieces. One that wants to
    know of something takes it over."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        return

    def end(self, name: str) -> None:
        return

    def text(self, piece: str) -> None:
        return


def _parsed(files: Files, part: str, reader: _Reader) -> Iterator[None]:
    """Feed a part to its reader; stops after each piece of the file.

    Names are told without their prefixes. Raises `BadFile` where it is no sound XML.
    """
    parser = expat.ParserCreate()
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_MAX:
            raise BadFile("workbook-broken", name=files.name)
        reader.begin(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name.rpartition(":")[2])

    def declared(*_: object) -> None:
        raise BadFile("workbook-entities", name=files.name)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = declared
    fed = 0
    try:
        with files.open(part, PARTS) as source:
            while data := source.read(CHUNK):
                parser.Parse(data, False)
                fed += len(data)
                if fed - parser.CurrentByteIndex > TOKEN_MAX:
                    raise BadFile("workbook-broken", name=files.name)
                yield
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BadFile("workbook-broken", name=files.name) from error


def _read(files: Files, part: str, reader: _Reader) -> None:
    for _ in _parsed(files, part, reader):
        pass


def _holds(files: Files, part: str, word: bytes) -> bool:
    """Whether a word stands anywhere in a part."""
    before = b""
    with files.open(part, PARTS) as source:
        while data := source.read(CHUNK):
            if word in before + data:
                return True
            before = data[-len(word) :]
    return False


def _local(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its name without prefix."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            return value
    return ""


# -- the book --------------------------------------------------------------------------------


class _Relations(_Reader):
    """Where the parts are that a part refers to: id → (kind, member)."""

    def __init__(self, of: str) -> None:
        self._folder = posixpath.dirname(of)
        self.found: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
        if len(self.found) < SHEETS_MAX:
            self.found[attributes.get("Id", "")] = kind, target.lstrip("/")

    def of_kind(self, kind: str) -> str:
        return next((member for found, member in self.found.values() if found == kind), "")


class _Book(_Reader):
    """Which parts the workbook has: sheet name → member, in order."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.sheets: dict[str, str] = {}
        self.epoch = EPOCH
        main = self._relations("").of_kind("officeDocument") or MAIN_PART
        main = _part(files, main)
        self._parts = self._relations(main)
        self.shared = self._there("sharedStrings")
        self.styles = self._there("styles")
        _read(files, main, self)

    def _relations(self, of: str) -> _Relations:
        folder, name = posixpath.split(of)
        found = _Relations(of)
        _read(self._files, _part(self._files, posixpath.join(folder, f"_rels/{name}.rels")), found)
        return found

    def _there(self, kind: str) -> str:
        member = self._parts.of_kind(kind)
        return _part(self._files, member) if member else ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = EPOCH_1904
        if name == "sheet" and len(self.sheets) < SHEETS_MAX:
            kind, member = self._parts.found.get(_local(attributes, "id"), ("", ""))
            if kind == "worksheet":
                self.sheets[attributes.get("name", "")] = _part(self._files, member)


class _SharedTexts(_Reader):
    """The table of texts that cells refer to by number."""

    def __init__(self, name: str) -> None:
        self.texts: list[str] = []
        self._name, self._left = name, SHARED_MAX
        self._pieces: list[str] = []
        self._inside = self._spoken = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":  # how it is pronounced, beside the text itself
            self._spoken = True
        elif name == "t":
            self._inside = not self._spoken

    def text(self, piece: str) -> None:
        if self._inside:
            self._pieces.append(piece)
            self._spend(len(piece))

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self._spend(OVERHEAD)
            self.texts.append("".join(self._pieces))

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise BadFile("workbook-too-large", name=self._name)


def _shared_texts(files: Files, part: str) -> list[str]:
    reader = _SharedTexts(files.name)
    _read(files, part, reader)
    return reader.texts


class _Styles(_Reader):
    """What the style of a cell makes of a number: "", "date", "time" or "span"."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self._codes: dict[int, str] = {}
        self._inside = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "cellXfs":
            self._inside = True
        elif name == "numFmt" and len(self._codes) < STYLES_MAX:
            number = _count(attributes.get("numFmtId", ""))
            self._codes[number] = kind_of_format(attributes.get("formatCode", "")[:TEXT_MAX])
        elif name == "xf" and self._inside and len(self.kinds) < STYLES_MAX:
            number = _count(attributes.get("numFmtId", ""))
            self.kinds.append(self._codes.get(number, _BUILT_IN.get(number, "")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


def _cell_kinds(files: Files, part: str) -> list[str]:
    reader = _Styles()
    _read(files, part, reader)
    return reader.kinds


def kind_of_format(code: str) -> str:
    """Whether a number format shows a "date" (perhaps with its time), a "time" of day, a
    "span" of time, or "" a number."""
    shown = _SILENT.sub("", code.split(";", 1)[0])
    if _SPAN.search(shown):
        return "span"
    letters = set(_HALF_DAY.sub("h", shown).lower())
    if "general" in shown.lower() or _DIGIT.search(shown):
        return ""
    if letters & set("yd"):
        return "date"
    if letters & set("hs"):
        return "time"
    return "date" if "m" in letters else ""


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


# -- a table ---------------------------------------------------------------------------------


class _Merged(_Reader):
    """Cells that are merged downwards: what the uppermost of them holds is said of all. They
    are told behind the rows, which is why a sheet is gone through before."""

    def __init__(self) -> None:
        # Column → the rows (first, last) of its merged cells.
        self.spans: dict[int, list[tuple[int, int]]] = {}
        self._count = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "mergeCell" or self._count >= MERGED_MAX:
            return
        ends = [_REFERENCE.match(end) for end in attributes.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            first, last = int(ends[0][2]), int(ends[1][2])
            if 0 < last - first <= MERGED_ROWS_MAX:
                self._count += 1
                self.spans.setdefault(_column(ends[0][1]), []).append((first, last))


@dataclass(slots=True)
class _Open:
    """The cell that is being read."""

    column: int
    type: str
    style: int
    pieces: list[str]
    length: int = 0


class _Table(_Reader):
    """Rows of a sheet as they end."""

    def __init__(
        self, shared: list[str], kinds: list[str], epoch: dt.datetime, merged: _Merged
    ) -> None:
        self._shared, self._kinds, self._epoch = shared, kinds, epoch
        # By the row it begins at: (column, last row); and what holds for the rows below.
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for column, spans in merged.spans.items():
            for first, last in spans:
                self._spans.setdefault(first, []).append((column, last))
        self._above: dict[int, tuple[int, Cell]] = {}
        self._rows: list[tuple[int, tuple[Cell, ...]]] = []
        self._row, self._column = 0, -1
        self._cells: dict[int, Cell] = {}
        self._cell: _Open | None = None
        self._inside = False
        self._spoken = False

    def taken(self) -> list[tuple[int, tuple[Cell, ...]]]:
        rows, self._rows = self._rows, []
        return rows

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "v" or (name == "t" and not self._spoken):
            self._inside = self._cell is not None
        elif name == "rPh":
            self._spoken = True

    def text(self, piece: str) -> None:
        cell = self._cell
        if self._inside and cell is not None and cell.length < TEXT_MAX:
            cell.pieces.append(piece[:TEXT_MAX])
            cell.length += len(piece)

    def end(self, name: str) -> None:
        if name == "c" and self._cell is not None:
            value = self._value(self._cell)
            if value is not None and value != "":
                self._cells[self._cell.column] = value
            self._cell = None
        elif name in {"v", "t"}:
            self._inside = False
        elif name == "rPh":
            self._spoken = False
        elif name == "row" and self._cells:
            if self._spans:
                self._spread()
            width = max(self._cells) + 1
            self._rows.append((self._row, tuple(map(self._cells.get, range(width)))))

    def _spread(self) -> None:
        """Take over what merged cells further up say of this row."""
        for column, (last, value) in list(self._above.items()):
            if self._row > last:
                del self._above[column]
            else:
                self._cells.setdefault(column, value)
        for column, last in self._spans.get(self._row, ()):
            value = self._cells.get(column)
            # A value is one reading, however many rows it is drawn over.
            if isinstance(value, dt.datetime) or (isinstance(value, str) and _is_shared(value)):
                self._above[column] = last, value

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        told = _count(attributes.get("r", ""))
        self._row = told if told > self._row else self._row + 1
        self._column = -1
        self._cells = {}

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        told = _REFERENCE.match(attributes.get("r", ""))
        self._column = _column(told[1]) if told else self._column + 1
        if self._column < COLUMNS_MAX:
            style = _count(attributes.get("s", ""))
            self._cell = _Open(self._column, attributes.get("t", "n"), style, [])

    def _value(self, cell: _Open) -> Cell:
        text = "".join(cell.pieces)
        if cell.type == "s":
            number = _count(text.strip())
            return self._shared[number] if 0 <= number < len(self._shared) else None
        if cell.type in {"str", "inlineStr"}:
            return text
        text = text.strip()
        if cell.type == "e" or not text:
            return None
        if cell.type == "b":
            return text in {"1", "true"}
        if cell.type == "d":
            return _iso(text)
        return self._number(text, cell.style)

    def _number(self, text: str, style: int) -> Cell:
        if _WHOLE.match(text):
            number: int | float = int(text)
        else:
            try:
                number = float(text)
            except ValueError:
                return text
        if not isfinite(number):
            return text
        kind = self._kinds[style] if 0 <= style < len(self._kinds) else ""
        if not kind:
            return number
        if not 0 <= number < LAST_SERIAL:
            return text
        if kind == "time" and number < 1:
            # Rounded up to midnight it is the last moment of the day.
            ms = min(round(number * DAY_MS), DAY_MS - 1)
            return (EPOCH + dt.timedelta(milliseconds=ms)).time()
        if kind == "span":
            return dt.timedelta(milliseconds=round(number * DAY_MS))
        return self._moment(number)

    def _moment(self, serial: float) -> dt.datetime | None:
        if self._epoch == EPOCH and serial < LEAP_SERIAL:
            serial += 1
        try:
            return self._epoch + dt.timedelta(milliseconds=round(serial * DAY_MS))
        except OverflowError:
            return None


def _is_shared(text: str) -> bool:
    """Whether a text may hold for several rows: a date, or words such as a name, but no value:
    a number, also with its unit, or two with a stroke between."""
    bare = text.strip()[:LOOKED_AT]
    if not _VALUE.search(bare):
        return True
    moment = split_moment(bare)
    date = moment[0] if moment else bare
    return bool(orders_of((date,), months=month_names_of((date,))))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _iso(text: str) -> Cell:
    """A date-time, or a text that is none. Cells know no zone."""
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
