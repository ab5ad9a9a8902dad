"""Who gets the width of the table of readings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from healthdesk.ui.record_columns import shared_widths
from healthdesk.ui.record_model import Column

HEADINGS = dict.fromkeys(Column, 70)
EVERY = dict.fromkeys(Column, 90)


def widths(room: int, needed: dict[Column, int]) -> dict[Column, int]:
    return shared_widths(room, HEADINGS, needed, lambda px: px)


@given(
    st.integers(0, 3000), st.dictionaries(st.sampled_from(Column), st.integers(1, 2000))
)  # fmt: skip
def test_every_heading_is_whole_and_no_width_is_lost(room: int, needed: dict[Column, int]):
    found = widths(room, needed)
    shown = [column for column in Column if found[column]]
    assert all(found[column] >= HEADINGS[column] for column in shown)
    assert set(Column) - set(shown) <= {Column.TAGS, Column.NOTE} - set(needed)
    # What the shares round away is less than a pixel a column.
    assert sum(found.values()) > room - len(Column)


def test_what_is_left_goes_to_columns_that_hold_something():
    assert widths(2000, {**EVERY, Column.NOTE: 400})[Column.NOTE] > 400
    without_notes: dict[Column, int] = {
        column: width for column, width in EVERY.items() if column is not Column.NOTE
    }
    assert widths(2000, without_notes)[Column.NOTE] == HEADINGS[Column.NOTE]


def test_tags_and_notes_that_no_reading_has_go_before_a_word_is_cut():
    needed = {Column.WHEN: 200, Column.TYPE: 150, Column.VALUE: 170, Column.SOURCE: 120}
    whole = sum(needed.values())
    assert all(widths(whole + 2 * 70, needed).values())
    with_notes = widths(whole + 70, needed)
    assert with_notes == {**needed, Column.TAGS: 0, Column.NOTE: 70}
    assert widths(whole, needed) == {**needed, Column.TAGS: 0, Column.NOTE: 0}
    assert all(widths(300, {}).values())  # nothing is known of the readings yet


def test_times_have_their_room_before_notes():
    needed = {**EVERY, Column.WHEN: 300, Column.NOTE: 400}
    found = widths(300 + 5 * 90, needed)
    assert found[Column.WHEN] == 300
    assert found[Column.NOTE] < 400


def test_no_column_takes_more_than_its_most_while_others_want():
    found = widths(1000, {**EVERY, Column.NOTE: 5000})
    assert found[Column.NOTE] <= 1000 - 5 * 70
