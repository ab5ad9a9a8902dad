"""How somebody kept to things week by week, as SVG: a row each, a box a week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from healthdesk.exchange.report_chart import AXIS, COLORS, GRID, TEXT, WIDTH, written

# In points, as the chart's.
NAMES, HEAD, ROW = 128.0, 13.0, 15.0
WIDEST, NARROWEST, GAP = 30.0, 6.0, 1.0
# Boxes narrower than this have no numbers in them.
NUMBERED: Final = 21.0
NAME_SIZE, NUMBER_SIZE = 8.0, 6.5
CHAR_SHARE: Final = 0.5
# From nothing to the colour of a chart's first line, as far as dark numbers can be read on it.
FULL: Final = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """A name, and for each week (done, asked), None where nothing was."""

    name: str
    weeks: Sequence[tuple[int, int] | None]


def fitting() -> int:
    """How many weeks find room."""
    return int((WIDTH - NAMES) // NARROWEST)


def svg(rows: Sequence[Row], weeks: Sequence[str]) -> str:
    """The drawing, with the words of each week over its column where there is room."""
    wide = min(WIDEST, (WIDTH - NAMES) / max(1, len(weeks)))
    high = HEAD + ROW * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {high:g}">',
        *_heads(weeks, wide),
    ]
    for number, row in enumerate(rows):
        parts += _row(row, HEAD + number * ROW, wide)
    return "".join([*parts, "</svg>"])


def _heads(weeks: Sequence[str], wide: float) -> Iterator[str]:
    until = 0.0
    for number, said in enumerate(weeks):
        left = NAMES + number * wide
        length = len(said) * NUMBER_SIZE * CHAR_SHARE + 4
        if left >= until and left + length <= WIDTH:
            until = left + length
            yield written(left, HEAD - 4, said, "start", NUMBER_SIZE, AXIS)


def _row(row: Row, top: float, wide: float) -> Iterator[str]:
    room = int(NAMES / (NAME_SIZE * CHAR_SHARE)) - 1
    name = row.name if len(row.name) <= room else f"{row.name[: room - 1]}…"
    yield written(0, top + ROW / 2 + NAME_SIZE / 3, name, "start", NAME_SIZE, TEXT)
    for number, week in enumerate(row.weeks):
        if week is None:
            continue
        done, asked = week
        left = NAMES + number * wide
        yield (
            f'<rect x="{left:.4g}" y="{top + GAP:.4g}" width="{wide - GAP:.4g}"'
            f' height="{ROW - 2 * GAP:.4g}" rx="2" fill="{_shade(done / asked)}"'
            f' stroke="{GRID}" stroke-width="0.5"/>'
        )
        if wide >= NUMBERED:
            middle = left + (wide - GAP) / 2
            said = f"{done}/{asked}"
            yield written(middle, top + ROW / 2 + NUMBER_SIZE / 3, said, "middle", NUMBER_SIZE)


def _shade(share: float) -> str:
    """White where nothing was done, the stronger the more."""
    channels = (int(COLORS[0][at : at + 2], 16) for at in (1, 3, 5))
    mixed = (round(255 + (channel - 255) * FULL * share) for channel in channels)
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
