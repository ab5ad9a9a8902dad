"""Whether the times of a Samsung Health export are UTC, as its own details show.

A row's time is text without a zone, the details it names have instants in milliseconds: where
both tell the same beginning, they show what the text is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.files import Files
from healthdesk.exchange.json_items import amount, items
from healthdesk.exchange.samsung_rows import Line, instant, lines

# Rows that are looked at in a table, and those of all tables whose details are opened.
ROWS_MAX: Final = 5000
OPENED_MAX: Final = 50
# The first of the details may begin a while after the row; an offset is at least twice that.
CLOSE_MS: Final = 15 * 60_000


def proven_utc(
    files: Files, tables: Iterable[tuple[str, str]], details: Mapping[str, str]
) -> bool | None:
    """Whether times are UTC; None where nothing shows it or the file contradicts itself.

    `tables` are members with the column that names the details, `details` the members of
    those by their file's name.
    """
    rows = (
        (line, details[line.get(column)])
        for member, column in tables
        for line in _lines(files, member)
        if line.get(column) in details
    )
    found = {_shown(files, *row) for row in islice(rows, OPENED_MAX)} - {None}
    return found.pop() if len(found) == 1 else None


def _lines(files: Files, member: str) -> Iterator[Line]:
    """The first rows of a table."""
    try:
        yield from islice(lines(files, member), ROWS_MAX)
    except BadFile:  # told where the table itself is read
        return


def _shown(files: Files, line: Line, member: str) -> bool | None:
    """What one row shows."""
    at = instant(line.get("start_time"), line.get("time_offset"), lambda _: 0)
    begun = _first_instant(files, member)
    if at is None or begun is None or abs(at[1]) * 60_000 <= 2 * CLOSE_MS:
        return None
    as_utc, as_local = at[0], at[0] - at[1] * 60_000
    for is_utc, told in ((True, as_utc), (False, as_local)):
        if abs(told - begun) <= CLOSE_MS:
            return is_utc
    return None


def _first_instant(files: Files, member: str) -> int | None:
    try:
        return next(_instants(files, member), None)
    except BadFile:  # told where the details themselves are read
        return None


def _instants(files: Files, member: str) -> Iterator[int]:
    for _, item in items(files, member):
        if isinstance(item, dict):
            at = amount(item.get("start_time"))
            if at > CLOSE_MS:  # NaN is not
                yield int(at)
