"""Many rows of numbers as one block of bytes, packed while the engine still reads.

For each column of each row the driver lets go of Python's lock and takes it again, which costs
ten times the reading; a row packed here is one call, and a block of them one value.
"""

from __future__ import annotations

import struct
from typing import Any

WIDTHS = (2, 5, 6, 9)  # numbers in a row


def teach(raw: Any) -> None:
    """Let a connection pack the rows of `packed_rows`."""
    for width in WIDTHS:
        raw.create_function("packed", width, struct.Struct(f"{width}d").pack, deterministic=True)


def packed_rows(connection: Any, columns: str, chosen: str, parameters: tuple[Any, ...]) -> bytes:
    """The numbers of all rows, one row after the other, as the machine's own doubles.

    `columns`: as many as one of `WIDTHS`, none of them NULL. `chosen`: the SELECT from its FROM
    on; rows come in the order it asks for.
    """
    # The engine keeps an order of rows that are joined to one text, and joins blobs as they are.
    block: bytes | None = connection.execute(
        "SELECT CAST(group_concat(row, '') AS BLOB)"
        f" FROM (SELECT packed({columns}) AS row {chosen})",
        parameters,
    ).fetchone()[0]
    return block or b""
