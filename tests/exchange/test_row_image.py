from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.row_image import COLUMNS, ROWS_MAX, image

WHOLE = st.integers(-(2**63), 2**63 - 1)
REAL = st.floats(allow_nan=False)
ROW = st.tuples(
    st.integers(-(2**31), 2**31 - 1), st.binary(min_size=16, max_size=16), WHOLE,
    st.integers(-(2**15), 2**15 - 1), WHOLE, REAL, REAL, REAL, REAL, WHOLE, WHOLE,
)  # fmt: skip


def columns(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    turned = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    kinds = {"uid": np.dtype("V16")}
    return {
        name: np.array(values, kinds.get(name, np.dtype(kind).newbyteorder("=")))
        for (name, _, kind), values in zip(COLUMNS, turned, strict=True)
    }


def read(path: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = ", ".join(name for name, _, _ in COLUMNS)
        return connection.execute(f"SELECT {names} FROM reading ORDER BY rowid").fetchall()
    finally:
        connection.close()


@given(rows=st.lists(ROW, max_size=20))
def test_the_engine_reads_every_row_as_it_was_given(rows, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "image.db"
    path.write_bytes(image(columns(rows)))
    assert repr(read(path)) == repr(rows)  # tells 0.0 from -0.0


@pytest.mark.parametrize("count", [629, 630, 631, 1260, 1261, 20_000])
def test_rows_over_several_pages_keep_their_order(count, tmp_path):
    rows = [(n % 7, n.to_bytes(16, "big"), n, 60, n + 1, n / 4, 0.0, n / 4, 0.0, 3 * n, 0)
            for n in range(count)]  # fmt: skip
    path = tmp_path / "image.db"
    path.write_bytes(image(columns(rows)))
    assert read(path) == rows


def test_an_image_has_a_limit():
    with pytest.raises(ValueError, match="do not fit"):
        image({name: np.zeros(ROWS_MAX + 1, kind) for name, _, kind in COLUMNS})
