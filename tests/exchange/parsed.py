"""What a parser makes of a file, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from healthdesk.exchange.batches import Extra, Options, Parser, Row, Tally
from healthdesk.exchange.files import Files

# 1 January 2030: later than any reading of the tests.
NOW = 1_893_456_000_000


@dataclass(frozen=True, slots=True)
class Parsed:
    rows: list[Row]
    extras: list[Extra]
    tally: Tally

    @property
    def codes(self) -> list[str]:
        """Why readings were rejected."""
        return [rejection.code for rejection in self.tally.rejections]

    def values(self, slug: str) -> list[tuple[float, float | None, str]]:
        """Value, second value and unit of the readings of a type."""
        return [(row[4], row[5], row[6]) for row in self.rows if row[0] == slug]


def parsed(
    parser: Callable[[Files, Options], Parser], path: Path, data: bytes | str, **options: Any
) -> Parsed:
    """Write a file and read it; counts have to add up."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    files = Files(path)
    found = parser(files, Options(**{"now": NOW, **options}))
    rows: list[Row] = []
    extras: list[Extra] = []
    try:
        for batch in found.batches():
            rows += batch.rows
            extras += batch.extras or [(None, "", (), None)] * len(batch.rows)
    finally:
        files.close()
    tally = found.tally
    assert tally.read == len(rows) + tally.rejected
    assert sum(tally.types.values()) == len(rows)
    return Parsed(rows, extras, tally)
