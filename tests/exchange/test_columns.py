from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.checks import LARGEST
from healthdesk.domain.health_types import CATALOGUE
from healthdesk.domain.identity import imported_uid
from healthdesk.domain.times import DAY_MS, MINUTE_MS, local_day
from healthdesk.exchange.batches import PLAIN, Batch, Block, Extra, Row
from healthdesk.exchange.columns import blocks, in_columns, joined

OWNER = bytes(range(16))
TYPES = {kind.slug: kind for kind in CATALOGUE}
INSTANT = st.integers(-(2**47), 2**47 - 1)
NUMBER = st.floats(-LARGEST, LARGEST)


@st.composite
def read(draw) -> tuple[Row, Extra, int]:
    slug, unit = draw(st.sampled_from([("steps", "steps"), ("weight", "lb"), ("weight", "kg")]))
    at = draw(INSTANT)
    note, tags = draw(st.sampled_from([("", ()), ("", ()), ("cold", ()), ("", ("home",))]))
    value, value2 = draw(NUMBER), draw(st.just(0.0) | NUMBER)
    # Most are given in the canonical unit.
    given, given2 = draw(st.just((value, value2)) | st.tuples(NUMBER, st.none() | NUMBER))
    row = (
        slug, at, draw(st.integers(-840, 840)), at + draw(st.integers(0, 3 * DAY_MS)),
        given, given2, unit, value, value2,
        draw(st.sampled_from(["", "<"])), draw(st.sampled_from(["Watch", "Zoë’s"])), note,
        draw(st.integers(1, 2**40)),
    )  # fmt: skip
    uid = draw(st.none() | st.binary(min_size=16, max_size=16))
    person = draw(st.sampled_from(["", "", "Ann"]))
    deleted = draw(st.none() | st.integers(1, 2**47))
    return row, (uid, person, tags, deleted), draw(st.integers(0, 2))


READ = st.lists(read(), max_size=12)


def stored(block: Block, path: Path) -> list[tuple[Any, ...]]:
    """All columns of its readings; a value given that equals the canonical one is that."""
    given, deleted = (
        "iif(given = value, value, given), iif(given2 = value2, value2, given2)",
        "deleted_at",
    )
    if block.plain:
        given, deleted = "value, value2", "0"
    path.write_bytes(block.image)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(
            "SELECT grp, uid, recorded_at, offset_min, ended_at, value, value2,"
            f" {given}, line, {deleted} FROM reading"
        ).fetchall()
    finally:
        connection.close()


def expected(row: Row, extra: Extra, member: int) -> tuple[Any, ...]:
    """Group and columns of a reading as a block has them."""
    (slug, at, offset, ended, value, value2, unit, first, second, comparator, source, _,
     line) = row  # fmt: skip
    uid = extra[0] or imported_uid(OWNER, slug, at, ended, source, first, second)
    group = (slug, unit, comparator, source, extra[1], member)
    other = 0.0 if value2 is None else value2
    # 0.0 and -0.0 are equal, and shown as what they are.
    given = first if value == first else value, second if other == second else other
    return (group, uid, at, offset, ended, first, second, *given, line, extra[3] or 0)


@given(read=READ, size=st.integers(1, 7))
def test_each_reading_is_in_a_block_or_left_a_row(read, size, tmp_path_factory):
    rows, extras, members = (list(part) for part in zip(*read, strict=True)) if read else ([],) * 3
    columns, rest = in_columns(Batch(rows, 1, 2, extras, members))
    made = list(blocks(columns, TYPES, OWNER, size, 1, 2, {}))
    simple = [
        not (row[11] or extra[2]) and (extra[0] is not None or not extra[1])
        for row, extra in zip(rows, extras, strict=True)
    ]
    assert rest.rows == [row for row, is_simple in zip(rows, simple, strict=True) if not is_simple]
    assert len(rest.rows) == len(rest.extras) == len(rest.members)
    path = tmp_path_factory.getbasetemp() / "block.db"
    found = [
        (tuple(block.groups[row[0]]), *row[1:]) for block in made for row in stored(block, path)
    ]
    wanted = [expected(*one) for one, is_simple in zip(read, simple, strict=True) if is_simple]
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))
    assert all(block.count == len(stored(block, path)) <= size for block in made)
    for block in made:
        told = [row[5:7] == row[7:9] and not row[10] for row in stored(block, path)]
        assert block.plain is all(told)


@given(st.lists(st.integers(0, 40), max_size=40), st.integers(1, 5))
def test_a_block_has_readings_of_few_days(days, most):
    """Else a save of a person's own waits long for it."""
    rows: list[Row] = [
        (slug, day * DAY_MS, 0, day * DAY_MS, 80.0, None, unit, 80.0, 0.0, "", "Watch", "", n)
        for n, day in enumerate(days)
        for slug, unit in (("weight", "kg"), ("heart-rate", "bpm"))
    ]
    columns, _ = in_columns(Batch(rows, 1, 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("healthdesk.exchange.columns.DAYS_A_BLOCK", most)
        made = list(blocks(columns, TYPES, OWNER, 30, 1, 2, {}))
    assert sum(block.count for block in made) == len(rows)
    for block in made:
        reached = {
            (g.slug, day) for g, of in zip(block.groups, block.days, strict=True) for day in of
        }
        assert len(reached) <= most


@given(READ)
def test_a_block_names_the_days_its_readings_count_for(read):
    rows = [row for row, _, _ in read]
    columns, _ = in_columns(Batch(rows, 1, 2, [PLAIN] * len(rows)))
    for block in blocks(columns, TYPES, OWNER, 100, 1, 2, {}):
        for group, count, days in zip(block.groups, block.counts, block.days, strict=True):
            own = [row for row in rows if (row[0], row[6], row[9], row[10]) == group[:4]]
            own = [row for row in own if not row[11]]
            reached = set[int]()
            for row in own:
                last = (row[3] + row[2] * MINUTE_MS) // DAY_MS
                first = local_day(row[1], row[2])
                reached |= set(range(first, (last if group.slug == "steps" else first) + 1))
            assert (count, days) == (len(own), tuple(sorted(reached)))


def test_columns_joined_are_the_readings_one_after_the_other():
    rows: list[Row] = [
        ("steps", n, 0, n, 1.0, None, "steps", 1.0, 0.0, "", "Watch", "", n) for n in range(5)
    ]
    columns, _ = in_columns(Batch(rows, 1, 2))
    again = joined([columns.part(0, 2), columns.part(2, 2), columns.part(2, 5)])
    assert again.at.tolist() == [0, 1, 2, 3, 4]
    assert (again.groups, len(again)) == (columns.groups, 5)
