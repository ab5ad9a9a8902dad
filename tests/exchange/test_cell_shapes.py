"""A cell tells what it looks like, whatever language its dates are in."""

from __future__ import annotations

import datetime as dt

import pytest

from healthdesk.exchange.cell_shapes import instant_of, is_shortened, shape_of, when_of


@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("Weight (kg)", ""),
        ("Day 1", ""),
        ("Mai", ""),
        ("-", ""),
        (None, ""),
        ("81,412", "number"),
        ("81.4", "number"),
        ("<40", "number"),
        (81, "number"),
        (True, "number"),
        (dt.timedelta(hours=7), "number"),
        ("2026-02-03", "date"),
        ("3. Februar 2026", "date"),
        ("02/03/26", "date"),
        (dt.datetime(2026, 2, 3), "date"),  # noqa: DTZ001 - cells know no zone
        ("07:30", "time"),
        ("7:30 pm", "time"),
        (dt.time(7, 30), "time"),
        ("2026-02-03T07:30:00Z", "moment"),
        ("03.02.2026 07:30", "moment"),
        (dt.datetime(2026, 2, 3, 7), "moment"),  # noqa: DTZ001 - cells know no zone
    ],
)
def test_a_cell_looks_like_what_it_holds(cell, shape):
    assert shape_of(cell) == shape


@pytest.mark.parametrize(
    ("cells", "when"),
    [
        (["2026-02-03", None, "", "2026-02-04"], "date"),
        (["2026-02-03", "2026-02-04 07:30"], "moment"),
        (["07:30", "19:30"], "time"),
        (["07:30", "late"], ""),
        (["1", "2"], ""),
        (["2026-02-03", "07:30"], ""),
        ([], ""),
    ],
)
def test_a_column_tells_when_only_if_all_its_cells_do(cells, when):
    assert when_of(cells) == when


@pytest.mark.parametrize("cell", ["1.77E+09", "1,77013E+12", "1.770113e+12", "2E+09", "1.77E12"])
def test_an_instant_that_a_spreadsheet_shortened_is_none(cell):
    assert is_shortened(cell)
    assert instant_of(cell) is None
    assert when_of([cell, cell]) == "moment"


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("1.7701128E12", 1_770_112_800_000),
        ("1,7701128E+12", 1_770_112_800_000),
        ("1.769904E12", 1_769_904_000_000),
        ("1.770112861E+09", 1_770_112_861_000),
        (1.77e9, 1_770_000_000_000),
    ],
)
def test_an_instant_with_all_its_digits_counts(cell, at):
    assert not is_shortened(cell)
    assert instant_of(cell) == at
