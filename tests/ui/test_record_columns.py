"""The columns of the readings share the width there is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.ui.record_columns import shared_widths
from healthdesk.ui.record_model import Column

HEADINGS = {
    Column.WHEN: 60, Column.TYPE: 54, Column.VALUE: 58, Column.SOURCE: 66, Column.TAGS: 52,
    Column.NOTE: 54,
}  # fmt: skip
GERMAN = HEADINGS | {Column.TYPE: 92, Column.TAGS: 110, Column.NOTE: 57}
USUAL = {
    Column.WHEN: 204, Column.TYPE: 145, Column.VALUE: 168, Column.SOURCE: 110, Column.TAGS: 147,
    Column.NOTE: 300,
}  # fmt: skip
# What is left for the table of a window that is 1024 pixels wide.
SMALL = 726


def px(pixels: int) -> int:
    return pixels


def test_notes_are_seen_in_a_small_window_without_scrolling():
    for headings in (HEADINGS, GERMAN):
        widths = shared_widths(SMALL, headings, USUAL, px)
        assert sum(widths.values()) <= SMALL
        assert widths[Column.NOTE] >= 84
        assert widths[Column.WHEN] == USUAL[Column.WHEN]


def test_names_of_types_and_sources_give_way_before_values_and_times():
    room = sum(USUAL[one] for one in (Column.WHEN, Column.TYPE, Column.VALUE, Column.SOURCE))
    needed: dict[Column, int] = {**USUAL}
    del needed[Column.NOTE]
    widths = shared_widths(room + 60 + 54 - 25, HEADINGS, needed, px)
    assert (widths[Column.TYPE], widths[Column.SOURCE]) == (130, USUAL[Column.SOURCE] - 10)
    assert (widths[Column.WHEN], widths[Column.VALUE]) == (204, 168)


def test_no_heading_is_cut_before_one_scrolls():
    widths = shared_widths(200, GERMAN, USUAL, px)
    assert all(widths[column] >= GERMAN[column] for column in Column)
    assert sum(widths.values()) > 200


@settings(deadline=None)
@given(
    room=st.integers(300, 3000),
    needed=st.dictionaries(st.sampled_from(Column), st.integers(1, 900)),
)
def test_all_of_the_room_is_used_and_no_heading_is_cut(room: int, needed: dict[Column, int]):
    widths = shared_widths(room, HEADINGS, needed, px)
    assert all(widths[column] >= HEADINGS[column] for column in Column)
    # Up to a pixel for each column, where shares are no whole ones.
    assert sum(widths.values()) > room - len(Column)
    least = shared_widths(0, HEADINGS, needed, px)
    assert sum(widths.values()) <= max(room, sum(least.values()))
