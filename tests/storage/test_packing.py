"""Numbers that the engine packs are those that it holds, to the last bit."""

from __future__ import annotations

import array
import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from healthdesk.storage import packing

WHOLE = st.integers(-(2**53), 2**53)
ROWS = st.dictionaries(WHOLE, st.floats(allow_nan=False), max_size=40)


@pytest.fixture
def raw() -> Iterator[Any]:
    with contextlib.closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        packing.teach(connection)
        connection.execute("CREATE TABLE figure (day INTEGER, value REAL)")
        yield connection


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(rows={2: 0.1 + 0.2, 1: 5e-324, -3: float("inf"), 0: -0.0})
@given(rows=ROWS)
def test_rows_come_as_stored_and_in_the_order_asked_for(raw: Any, rows: dict[int, float]):
    raw.execute("DELETE FROM figure")
    raw.executemany("INSERT INTO figure VALUES (?,?)", rows.items())
    for order in ("day", "day DESC"):
        stored = raw.execute(f"SELECT day, value FROM figure ORDER BY {order}").fetchall()
        plain = array.array("d", [number for row in stored for number in row])
        packed = packing.packed_rows(raw, "day, value", f"FROM figure ORDER BY {order}", ())
        assert packed == plain.tobytes()


def test_what_is_chosen_is_packed_and_nothing_is_an_empty_block(raw: Any):
    raw.executemany("INSERT INTO figure VALUES (?,?)", [(1, 2.5), (2, 3.5)])
    one = packing.packed_rows(raw, "day, value", "FROM figure WHERE day = ?", (2,))
    assert array.array("d", one).tolist() == [2.0, 3.5]
    assert packing.packed_rows(raw, "day, value", "FROM figure WHERE day = ?", (3,)) == b""


@pytest.mark.parametrize("width", packing.WIDTHS)
def test_every_width_is_known_to_each_connection(raw: Any, width: int):
    numbers = range(1, width + 1)
    packed = packing.packed_rows(raw, ", ".join(map(str, numbers)), "", ())
    assert array.array("d", packed).tolist() == list(numbers)
