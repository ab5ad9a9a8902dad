"""Readings as a little SQLite file, laid out by hand: the fastest way into a database.

Binding a reading's numbers one by one costs more than storing it. A file that the engine
reads by itself (`INSERT … SELECT`) costs nothing of that, and other threads run meanwhile.
Each row of a table has the same width, so that columns become pages in a few array operations.

The layout is that of https://www.sqlite.org/fileformat2.html: a header, the schema on page
1, then each table: its rows stand in leaf pages, below one interior page where there are
several. The tables (`reading` alone, or all), of which columns may be left out:

- `reading`: `grp` is which of the groups that stand beside the file (type, source, unit …) it
  belongs to; `uid` 16 bytes; `recorded_at`, `ended_at` ms; `offset_min`; `value`, `value2`
  canonical; `given`, `given2` as given, the same where it is canonical; `line` of the file;
  `deleted_at` ms, 0 for a live one
- `day`, `hour`, `day_total`: what they come to, in the words of the rollups (`storage.tables`);
  `grp` is any group of that type, in `day` of that type and source
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAGE = 65_536
# Cells of a leaf and of an interior page begin behind so many bytes.
LEAF_HEADER, INTERIOR_HEADER, FILE_HEADER = 8, 12, 100
LEAF, INTERIOR = 0x0D, 0x05
# From here to 2 097 151 a row's number takes three bytes.
FIRST_ROW = 1 << 14
ROWS_MAX = 1_000_000

# What a column holds: its serial type in the file, and the same as an array's type.
_INT16, _INT32, _INT64 = (2, ">i2"), (4, ">i4"), (6, ">i8")
_REAL, _BLOB16 = (7, ">f8"), (12 + 2 * 16, "V16")
TABLES: Mapping[str, Mapping[str, tuple[int, str]]] = {
    "reading": {
        "grp": _INT32, "uid": _BLOB16, "recorded_at": _INT64, "offset_min": _INT16,
        "ended_at": _INT64, "value": _REAL, "value2": _REAL, "given": _REAL, "given2": _REAL,
        "line": _INT64, "deleted_at": _INT64,
    },
    "day": {
        "grp": _INT32, "day": _INT32, "n": _INT32, "total": _REAL, "lo": _REAL, "hi": _REAL,
        "total2": _REAL, "lo2": _REAL, "hi2": _REAL, "first_at": _INT64, "last_at": _INT64,
    },
    "hour": {
        "grp": _INT32, "hour": _INT32, "n": _INT32, "total": _REAL, "lo": _REAL, "hi": _REAL,
    },
    "day_total": {"grp": _INT32, "day": _INT32, "total": _REAL, "left_out": _REAL},
}  # fmt: skip

Bytes = NDArray[np.uint8]
Columns = Mapping[str, NDArray[Any]]


def image(tables: Mapping[str, Columns]) -> bytes:
    """The file with these tables (names and columns as in `TABLES`, all or some of them; the
    columns of a table all of one length)."""
    cells = [_cells(name, columns) for name, columns in tables.items()]
    leaves = [_leaves(of_table) for of_table in cells]
    # Of each table the first page, and what would be the next one's behind the last.
    roots = list(accumulate((len(parts) + (len(parts) > 1) for parts in leaves), initial=2))
    pages = np.zeros((roots[-1] - 1, PAGE), np.uint8)
    names = {table: _kinds(table, columns) for table, columns in tables.items()}
    _fill_first(pages, names, roots)
    for root, parts in zip(roots, leaves, strict=False):
        first_leaf = root
        if len(parts) > 1:
            first_leaf += 1
            _fill_interior(pages[root - 1], parts, first_leaf)
        for page, leaf in zip(pages[first_leaf - 1 :], parts, strict=False):
            _fill_leaf(page, leaf)
    return pages.tobytes()


def _kinds(table: str, columns: Columns) -> dict[str, tuple[int, str]]:
    """Those of a table's columns that are there."""
    return {name: kind for name, kind in TABLES[table].items() if name in columns}


def _cells(table: str, columns: Columns) -> NDArray[Any]:
    kinds = _kinds(table, columns)
    count = len(columns["grp"])
    if count > ROWS_MAX:
        raise ValueError(f"{count} rows do not fit into one image")
    serials = bytes((1 + len(kinds), *(serial for serial, _ in kinds.values())))
    layout = np.dtype(
        [
            ("length", "u1"), ("row", "u1", (3,)), ("serials", f"V{len(serials)}"),
            *((name, kind) for name, (_, kind) in kinds.items()),
        ]
    )  # fmt: skip
    cells = np.zeros(count, layout)
    cells["length"] = layout.itemsize - 4
    cells["row"] = _three_bytes(np.arange(FIRST_ROW, FIRST_ROW + count))
    cells["serials"] = np.frombuffer(serials, f"V{len(serials)}")
    for name in kinds:
        cells[name] = columns[name]
    return cells


def _leaves(cells: NDArray[Any]) -> list[NDArray[Any]]:
    """The rows of each page; one without any for an empty table."""
    most = (PAGE - LEAF_HEADER) // (cells.itemsize + 2)
    return [cells[at : at + most] for at in range(0, max(len(cells), 1), most)]


def _three_bytes(numbers: NDArray[np.int64]) -> Bytes:
    """Variable-length integers of 15 to 21 bits: seven a byte, all but the last marked."""
    seven = np.array([numbers >> 14 | 0x80, numbers >> 7 & 0x7F | 0x80, numbers & 0x7F])
    return seven.T.astype(np.uint8)


def _fill_leaf(page: Bytes, cells: NDArray[Any]) -> None:
    count, width = len(cells), cells.itemsize
    begin = PAGE - count * width
    # An empty page's content begins at 65 536, which is written as 0.
    page[:8] = np.frombuffer(_page_header(LEAF, count, begin % PAGE), np.uint8)
    _point(page, LEAF_HEADER, begin, count, width)
    page[begin:] = cells.view(np.uint8)


def _fill_interior(page: Bytes, leaves: list[NDArray[Any]], first_leaf: int) -> None:
    """The root: each leaf but the last with the greatest row number in it."""
    cells = np.zeros(len(leaves) - 1, np.dtype([("page", ">u4"), ("row", "u1", (3,))]))
    cells["page"] = np.arange(first_leaf, first_leaf + len(cells))
    cells["row"] = [leaf["row"][-1] for leaf in leaves[:-1]]
    begin = PAGE - cells.nbytes
    page[:8] = np.frombuffer(_page_header(INTERIOR, len(cells), begin), np.uint8)
    page[8:12] = np.frombuffer((first_leaf + len(cells)).to_bytes(4, "big"), np.uint8)
    _point(page, INTERIOR_HEADER, begin, len(cells), cells.itemsize)
    page[begin:] = cells.view(np.uint8)


def _point(page: Bytes, at: int, begin: int, count: int, width: int) -> None:
    """Where each cell begins, in their order."""
    pointers = np.arange(begin, begin + count * width, width).astype(">u2")
    page[at : at + 2 * count] = pointers.view(np.uint8)


def _page_header(kind: int, cells: int, begin: int) -> bytes:
    return bytes((kind, 0, 0, *cells.to_bytes(2, "big"), *begin.to_bytes(2, "big"), 0))


def _fill_first(pages: Bytes, tables: Mapping[str, Iterable[str]], roots: Iterable[int]) -> None:
    """The schema: each table with its columns, and its first page."""
    entries = [
        _entry(number, *told, root)
        for number, (told, root) in enumerate(zip(tables.items(), roots, strict=False), 1)
    ]
    begins = [PAGE - below for below in accumulate(map(len, entries))]
    head = _file_header(len(pages)) + _page_header(LEAF, len(entries), begins[-1])
    head += b"".join(begin.to_bytes(2, "big") for begin in begins)
    pages[0, : len(head)] = np.frombuffer(head, np.uint8)
    for begin, entry in zip(begins, entries, strict=True):
        pages[0, begin : begin + len(entry)] = np.frombuffer(entry, np.uint8)


def _entry(number: int, table: str, columns: Iterable[str], root: int) -> bytes:
    name, sql = table.encode(), f"CREATE TABLE {table} ({', '.join(columns)})".encode()
    texts = b"table", name, name
    # Serial types: a text of n bytes is 13 + 2 n, the number of a page is of two bytes.
    serials = bytes((*(13 + 2 * len(text) for text in texts), 2)) + _variable(13 + 2 * len(sql))
    payload = bytes((1 + len(serials),)) + serials
    payload += b"".join((*texts, root.to_bytes(2, "big"), sql))
    return _variable(len(payload)) + bytes((number,)) + payload


def _variable(number: int) -> bytes:
    """An integer of at most 14 bits, seven a byte."""
    low = number & 0x7F
    return bytes((number >> 7 | 0x80, low)) if number > low else bytes((low,))


def _file_header(pages: int) -> bytes:
    def four(number: int) -> bytes:
        return number.to_bytes(4, "big")

    # Page size 65 536 is written as 1; no journal; limits of payloads as the format wants.
    head = b"SQLite format 3\0" + bytes((0, 1, 1, 1, 0, 64, 32, 32))
    # Change counter, pages, free pages (none), schema cookie and format, cache, vacuum, UTF-8.
    head += four(1) + four(pages) + four(0) * 2 + four(1) + four(4) + four(0) * 2 + four(1)
    head = head.ljust(FILE_HEADER - 8, b"\0")
    # The change counter for which the number of pages holds, and the engine's version.
    return head + four(1) + four(3_040_000)
