"""Readings as a little SQLite file, laid out by hand: the fastest way into a database.

Binding a reading's numbers one by one costs more than storing it. A file that the engine
reads by itself (`INSERT … SELECT`) costs nothing of that, and other threads run meanwhile.
Each row has the same width, so that columns become pages in a few array operations.

The layout is that of https://www.sqlite.org/fileformat2.html: a header, the schema on page
1, then one table whose rows stand in leaf pages, below one interior page where there are
several. The table is `reading`, its columns are `COLUMNS`:

- `grp`: which of the groups that stand beside the file (type, source, unit …) it belongs to
- `uid`: 16 bytes; `recorded_at`, `ended_at`: ms; `offset_min`
- `value`, `value2`: canonical; `given`, `given2`: as given, the same where it is canonical
- `line`: of the file; `deleted_at`: ms, 0 for a live one
"""

from __future__ import annotations

from collections.abc import Mapping
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

# A column, its serial type in the file, and the same as an array's type.
_INT16, _INT32, _INT64, _REAL, _BLOB16 = 2, 4, 6, 7, 12 + 2 * 16
COLUMNS = (
    ("grp", _INT32, ">i4"),
    ("uid", _BLOB16, "V16"),
    ("recorded_at", _INT64, ">i8"),
    ("offset_min", _INT16, ">i2"),
    ("ended_at", _INT64, ">i8"),
    ("value", _REAL, ">f8"),
    ("value2", _REAL, ">f8"),
    ("given", _REAL, ">f8"),
    ("given2", _REAL, ">f8"),
    ("line", _INT64, ">i8"),
    ("deleted_at", _INT64, ">i8"),
)
_SERIALS = bytes((1 + len(COLUMNS), *(serial for _, serial, _ in COLUMNS)))
_CELL = np.dtype(
    [
        ("length", "u1"), ("row", "u1", (3,)), ("serials", f"V{len(_SERIALS)}"),
        *((name, kind) for name, _, kind in COLUMNS),
    ]
)  # fmt: skip
_PAYLOAD = _CELL.itemsize - 4
_PER_LEAF = (PAGE - LEAF_HEADER) // (_CELL.itemsize + 2)
_SQL = f"CREATE TABLE reading ({', '.join(name for name, _, _ in COLUMNS)})"

Bytes = NDArray[np.uint8]


def image(columns: Mapping[str, NDArray[Any]]) -> bytes:
    """The file with these columns (`COLUMNS`, all of one length) as its rows."""
    cells = _cells(columns)
    if len(cells) > ROWS_MAX:
        raise ValueError(f"{len(cells)} rows do not fit into one image")
    leaves = [cells[at : at + _PER_LEAF] for at in range(0, max(len(cells), 1), _PER_LEAF)]
    several = len(leaves) > 1
    pages = np.zeros((1 + several + len(leaves), PAGE), np.uint8)
    _fill_first(pages)
    if several:
        _fill_interior(pages[1], leaves)
    for page, leaf in zip(pages[1 + several :], leaves, strict=True):
        _fill_leaf(page, leaf)
    return pages.tobytes()


def _cells(columns: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
    count = len(columns["grp"])
    cells = np.zeros(count, _CELL)
    cells["length"] = _PAYLOAD
    cells["row"] = _three_bytes(np.arange(FIRST_ROW, FIRST_ROW + count))
    cells["serials"] = np.frombuffer(_SERIALS, f"V{len(_SERIALS)}")
    for name, _, _ in COLUMNS:
        cells[name] = columns[name]
    return cells


def _three_bytes(numbers: NDArray[np.int64]) -> Bytes:
    """Variable-length integers of 15 to 21 bits: seven a byte, all but the last marked."""
    seven = np.array([numbers >> 14 | 0x80, numbers >> 7 & 0x7F | 0x80, numbers & 0x7F])
    return seven.T.astype(np.uint8)


def _fill_leaf(page: Bytes, cells: NDArray[Any]) -> None:
    count, width = len(cells), _CELL.itemsize
    begin = PAGE - count * width
    # An empty page's content begins at 65 536, which is written as 0.
    page[:8] = np.frombuffer(_page_header(LEAF, count, begin % PAGE), np.uint8)
    _point(page, LEAF_HEADER, begin, count, width)
    page[begin:] = cells.view(np.uint8)


def _fill_interior(page: Bytes, leaves: list[NDArray[Any]]) -> None:
    """The root: each leaf but the last with the greatest row number in it."""
    first_leaf = 3
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


def _fill_first(pages: Bytes) -> None:
    sql = _SQL.encode()
    texts = b"table", b"reading", b"reading", bytes((2,)), sql
    # Serial types: a text of n bytes is 13 + 2 n (here in one byte, the statement's in two).
    serials = bytes((*(13 + 2 * len(text) for text in texts[:3]), 1))
    statement = 13 + 2 * len(sql)
    serials += bytes((statement >> 7 | 0x80, statement & 0x7F))
    payload = bytes((1 + len(serials), *serials)) + b"".join(texts)
    length = len(payload)
    cell = bytes((length >> 7 | 0x80, length & 0x7F, 1)) + payload
    begin = PAGE - len(cell)
    head = _file_header(len(pages)) + _page_header(LEAF, 1, begin) + begin.to_bytes(2, "big")
    pages[0, : len(head)] = np.frombuffer(head, np.uint8)
    pages[0, begin:] = np.frombuffer(cell, np.uint8)


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
