"""How wide the columns of the table of readings are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from healthdesk.ui.record_model import Column

# What a column gets first, as far as its cells need it, beyond its heading.
_LEAST_PX: Final = {
    Column.WHEN: 142, Column.TYPE: 100, Column.VALUE: 100, Column.SOURCE: 92, Column.TAGS: 60,
    Column.NOTE: 84,
}  # fmt: skip
# What it gets at most for what its cells hold, in the order in which columns get it.
_MOST_PX: Final = {
    Column.WHEN: 360, Column.VALUE: 280, Column.SOURCE: 240, Column.TYPE: 280, Column.TAGS: 180,
    Column.NOTE: 420,
}  # fmt: skip
# Which columns give way, and down to where, for those behind them to be seen: what is cut short
# then is told whole when the mouse rests on it.
_YIELDS: Final = (
    (Column.TYPE, 130), (Column.VALUE, 170), (Column.SOURCE, 92), (Column.TYPE, 110),
    (Column.SOURCE, 0),
    (Column.VALUE, 150), (Column.TYPE, 90), (Column.VALUE, 110), (Column.WHEN, 142),
)  # fmt: skip
# Columns that are left out, in this order, where nothing is in them and others lack room.
_LEFT_OUT: Final = (Column.TAGS, Column.NOTE)
# On both sides of a heading together, as the style has it.
HEADING_PAD: Final = 22
# Columns in which every reading has something.
_ALWAYS: Final = frozenset({Column.WHEN, Column.TYPE, Column.VALUE, Column.SOURCE})
# Beside the text of a cell on both sides together, and what a text is wider than it is drawn.
CELL_PAD: Final = 26
# Share of the width beyond that, by column that holds something.
_SHARES: Final = {
    Column.WHEN: 2, Column.TYPE: 2, Column.VALUE: 1, Column.SOURCE: 2, Column.TAGS: 2,
    Column.NOTE: 5,
}  # fmt: skip


def shared_widths(
    room: int,
    headings: Mapping[Column, int],
    needed: Mapping[Column, int],
    px: Callable[[int], int],
) -> dict[Column, int]:
    """The width of each column in pixels; `px` scales those of the style.

    The `room` is first for what every reading has, as its cells need it, then for tags and
    notes. Where it does not suffice, tags and notes are left out (0) if no reading has any; then
    the others give way in the order of `_YIELDS`, but never below their `headings`; only then
    one scrolls. What is left is for the columns
    that hold something, which are those of `needed`.
    """
    wanted = {column: min(needed.get(column, 0), px(most)) for column, most in _MOST_PX.items()}
    widths = {
        column: max(headings[column], min(wanted[column], px(_LEAST_PX[column])))
        for column in Column
    }
    spare = room - sum(widths.values())
    for column, most in wanted.items():
        more = max(0, most - widths[column])
        if column not in _ALWAYS:
            more = min(max(0, spare), more)
        widths[column] += more
        spare -= more
    for column in _LEFT_OUT if needed else ():
        if spare < 0 and column not in needed:
            spare += widths[column]
            widths[column] = 0
    for column, least in _YIELDS:
        less = min(max(0, -spare), max(0, widths[column] - max(headings[column], px(least))))
        widths[column] -= less
        spare += less
    shares = {column: _SHARES[column] for column in needed} or _SHARES
    parts = sum(shares.values())
    for column, share in shares.items():
        widths[column] += max(0, spare) * share // parts
    return widths
