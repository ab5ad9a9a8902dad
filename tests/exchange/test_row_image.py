from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.row_image import ROWS_MAX, TABLES, image

WHOLE = st.integers(-(2**63), 2**63 - 1)
REAL = st.floats(allow_nan=False)
ROW = st.tuples(
    st.integers(-(2**31), 2**31 - 1), st.binary(min_size=16, max_size=16), WHOLE,
    st.integers(-(2**15), 2**15 - 1), WHOLE, REAL, REAL, REAL, REAL, WHOLE, WHOLE,
)  # fmt: skip
READ = st.lists(ROW, max_size=20)

Rows = list[tuple[Any, ...]]


def columns(rows: Rows, table: str = "reading") -> dict[str, Any]:
    kinds = {name: np.dtype(kind) for name, (_, kind) in TABLES[table].items()}
    turned = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return {
        name: np.array(values, kind if kind.kind == "V" else kind.newbyteorder("="))
        for (name, kind), values in zip(kinds.items(), turned, strict=True)
    }


def read(path: Path, table: str = "reading") -> Rows:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = ", ".join(TABLES[table])
        return connection.execute(f"SELECT {names} FROM {table} ORDER BY rowid").fetchall()
    finally:
        connection.close()


def readings(count: int) -> Rows:
    return [(n % 7, n.to_bytes(16, "big"), n, 60, n + 1, n / 4, 0.0, n / 4, 0.0, 3 * n, 0)
            for n in range(count)]  # fmt: skip


@given(rows=READ)
def test_the_engine_reads_every_row_as_it_was_given(rows, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "image.db"
    path.write_bytes(image({"reading": columns(rows)}))
    assert repr(read(path)) == repr(rows)  # tells 0.0 from -0.0


@pytest.mark.parametrize("count", [629, 630, 631, 1260, 1261, 20_000])
def test_rows_over_several_pages_keep_their_order(count, tmp_path):
    rows = readings(count)
    path = tmp_path / "image.db"
    path.write_bytes(image({"reading": columns(rows)}))
    assert read(path) == rows


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (3, 1, 2, 1), (3000, 1, 20_000, 0)])
def test_tables_stand_behind_one_another(counts, tmp_path):
    count, days, hours, totals = counts
    tables: dict[str, Rows] = {
        "reading": readings(count),
        "day": [(n, n, 2, n / 2, 1.0, 2.0, 0.0, 0.0, 0.0, n, n + 9) for n in range(days)],
        "hour": [(0, n - 3, n, n / 8, -1.0, 1.0) for n in range(hours)],
        "day_total": [(5, -n, 0.1 * n, 0.0) for n in range(totals)],
    }
    path = tmp_path / "image.db"
    path.write_bytes(image({name: columns(rows, name) for name, rows in tables.items()}))
    assert {name: read(path, name) for name in tables} == tables


def test_an_image_has_a_limit():
    kinds = TABLES["reading"].items()
    with pytest.raises(ValueError, match="do not fit"):
        image({"reading": {name: np.zeros(ROWS_MAX + 1, kind) for name, (_, kind) in kinds}})
