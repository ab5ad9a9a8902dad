"""Rows of any CSV file: delimiter found, quotes over lines, every line end and encoding."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.files import ITSELF, Files

DELIMITERS = ",;\t|"
# Characters; beyond it nothing is a line of a table, and it would have to be held at once.
LINE_MAX = 1 << 20
# Characters; no header is longer, and recognition has to be cheap.
HEADER_MAX = 10_000
# Columns; recognition looks at each of them in the words of every language.
COLUMNS_MAX = 300
# Lines in which the first delimiter may turn up.
LEAD = 20

# What spreadsheets write before the header to name the delimiter.
_NAMED = re.compile(r"sep=([,;\t|])\s*\Z")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def rows(
    files: Files, member: str = ITSELF, delimiter: str | None = None, *, spaced: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells as they are; blank lines are passed over.

    Without a `delimiter` it is taken from the first line that has one. Quotes may be sloppy
    within a line; a row of several lines must have them as they ought to be, for else the one
    that is missing has swallowed the next rows. A quote that is never closed is refused, as
    are lines and cells no table has. `spaced`: blanks stand behind the delimiters. Raises
    `BadFile` ("csv-broken", "not-utf8") with the file's name and the line.
    """
    if delimiter is None:
        delimiter = _sniffed(files, member)
    with files.text(member) as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced)
        line = 1
        try:
            for cells in reader:
                if lines.ended:
                    # The reader asked for more before it had the row: a quote is open.
                    raise csv.Error("quote without end")
                if reader.line_num > line:
                    _check_quotes(lines.taken, delimiter, spaced=spaced)
                lines.taken.clear()
                if cells and not (line == 1 and _NAMED.match(delimiter.join(cells))):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise BadFile("csv-broken", name=_shown(files, member), line=line) from error
        except UnicodeError as error:
            raise BadFile("not-utf8", name=_shown(files, member), line=line) from error


def _check_quotes(lines: list[str], delimiter: str, *, spaced: bool) -> None:
    """Raises `csv.Error` where a closed quote is followed by more than a delimiter."""
    for _ in csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced, strict=True):
        pass


def records(
    files: Files, member: str = ITSELF, delimiter: str | None = None, *, spaced: bool = False
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below a header, each cell trimmed and by the name of its column.

    Cells beyond the header are left out, missing ones are empty; of two columns of one name
    the first counts.
    """
    names: list[str] = []
    for line, cells in rows(files, member, delimiter, spaced=spaced):
        if not names:
            names = [cell.strip() for cell in cells]
            continue
        row = dict.fromkeys(names, "")
        for name, cell in zip(
            reversed(names[: len(cells)]), reversed(cells[: len(names)]), strict=True
        ):
            row[name] = cell.strip()
        yield line, row


def header_cells(line: str, delimiter: str | None = None) -> tuple[str, ...]:
    """The cells of one line, trimmed; for telling formats by their header. None of a line
    longer or of more columns than any header. Never raises."""
    if len(line) > HEADER_MAX:
        return ()
    sign = delimiter or delimiter_of(line) or DELIMITERS[0]
    try:
        cells = next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return ()
    if len(cells) > COLUMNS_MAX:
        return ()
    return tuple(cell.strip() for cell in cells)


def is_before_header(line: str) -> bool:
    """Whether a line may stand before the header and says nothing of the table: an empty one,
    or the one in which spreadsheets name the delimiter."""
    return not line or _NAMED.match(line) is not None


def delimiter_of(line: str) -> str | None:
    """The delimiter a line uses most outside quotes; None where it has none."""
    named = _NAMED.match(line)
    if named:
        return named[1]
    bare = _QUOTED.sub("", line)
    most = max(DELIMITERS, key=bare.count)
    return most if most in bare else None


def _sniffed(files: Files, member: str) -> str:
    """The delimiter of the first line that has one, unless it is a sentence above the table: then
    that by which the most lines have the same number of cells."""
    with files.text(member) as text:
        try:
            lines = [text.readline(LINE_MAX).removeprefix("\ufeff") for _ in range(LEAD)]
        except UnicodeError as error:
            raise BadFile("not-utf8", name=_shown(files, member), line=1) from error
    first = next(filter(None, map(delimiter_of, lines)), DELIMITERS[0])
    if any(map(_NAMED.match, lines)):
        return first
    bare = [_QUOTED.sub("", line) for line in lines if line.strip()]
    # A comma may well be that of numbers, so it has to have more.
    best: str = max(
        (first, *DELIMITERS[1:], DELIMITERS[0]),
        key=lambda sign: (*_agreeing(bare, sign), sign != ","),
    )
    return best


def _agreeing(lines: list[str], sign: str) -> tuple[int, int]:
    """How many lines have a sign as often as most that have it, and how often that is."""
    counts = Counter(count for line in lines if (count := line.count(sign)))
    return max(((n, often) for often, n in counts.items()), default=(0, 0))


def _shown(files: Files, member: str) -> str:
    return f"{files.name}/{member}" if member else files.name


class _Lines:
    """Lines of a text, none too long to hold; knows when there were no more. `taken` are those
    since somebody cleared it."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._first = True
        self.ended = False
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE_MAX)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) >= LINE_MAX:
            raise csv.Error("line too long")
        if self._first:
            line, self._first = line.removeprefix("\ufeff"), False
        self.taken.append(line)
        return line
