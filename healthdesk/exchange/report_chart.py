"""A chart of a report as SVG: band, grid, dots or bars, mean lines, axes. Vectors only."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from healthdesk.domain.annotations import headline

# In points, which the page takes over: drawn at its full width.
WIDTH, HEIGHT = 500.0, 132.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 4.0, 5.0, 16.0
FONT: Final = "Libertinus Serif"
FONT_SIZE: Final = 8.5
TEXT, GRID, AXIS = "#3C4450", "#E3E6EB", "#858E9C"
# Blue, orange: told apart in every common colour blindness and by lightness on a copy.
COLORS: Final = ("#1F6FEB", "#C2410C")
BAND, BAND_TINT = "#1A7F4B", "#D9EBE1"
# Notes at a time: their lines, and the strip over the plot in which their words stand.
MARK: Final = "#6B2FA0"
MARK_STRIP, MARK_SIZE = 11.0, 7.5
# Of the size of the type, the width of a character; and words cut shorter say nothing.
CHAR_SHARE, FEWEST_CHARS = 0.5, 8
Y_STEPS: Final = 4
# Stored values have nine digits; less apart than this is noise of the arithmetic.
LEAST_SPAN: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Points:
    """One line of a chart: dots at (x, y) and the mean drawn through `mean`; all ascending in
    x. A mean is not drawn over a gap wider than `Plot.gap`."""

    dots: Sequence[tuple[float, float]]
    mean: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class PlotMark:
    """A note at `x`, up to `until` for a span: its number, and words where there is room."""

    x: float
    until: float | None
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn. `bands` are typical ranges (None: open), `x_ticks` and `y_ticks` places
    with their words; `bars` draws each dot as a bar from zero, `bar` wide."""

    lines: tuple[Points, ...]
    x: tuple[float, float]
    y: tuple[float, float]
    x_ticks: Sequence[tuple[float, str]]
    y_ticks: Sequence[tuple[float, str]]
    bands: Sequence[tuple[float | None, float | None]] = ()
    bars: bool = False
    bar: float = 0.0
    gap: float = math.inf
    marks: Sequence[PlotMark] = ()


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers that hold low..high between the first and the last, about four steps."""
    if not high - low > LEAST_SPAN * max(1.0, abs(low), abs(high)):
        # One value alone, or values nobody could tell apart, stand in the middle.
        room = max(abs(low) * 0.1, 1.0)
        low, high = low - room, high + room
    raw = (high - low) / Y_STEPS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def svg(plot: Plot) -> str:
    """The drawing; the same plot gives the same text."""
    canvas = _Canvas(plot)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">',
        *canvas.bands(),
        *canvas.spans(),
        *canvas.grid(),
        *canvas.axis(),
    ]
    for number, points in enumerate(plot.lines):
        parts += canvas.line(points, COLORS[number % len(COLORS)])
    parts += canvas.marks()
    return "".join([*parts, "</svg>"])


class _Canvas:
    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._top = TOP + (MARK_STRIP if plot.marks else 0.0)
        self._bottom = HEIGHT - BOTTOM

    def _x(self, x: float) -> float:
        low, high = self._plot.x
        return LEFT + (x - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def _y(self, y: float) -> float:
        low, high = self._plot.y
        share = min(1.0, max(0.0, (y - low) / (high - low)))
        return self._bottom - share * (self._bottom - self._top)

    def bands(self) -> list[str]:
        low, high = self._plot.y
        drawn = []
        for first, last in self._plot.bands:
            top = self._y(high if last is None else last)
            bottom = self._y(low if first is None else first)
            if bottom > top:
                drawn.append(
                    f'<rect x="{LEFT:g}" y="{_n(top)}" width="{WIDTH - LEFT - RIGHT:g}"'
                    f' height="{_n(bottom - top)}" fill="{BAND}" fill-opacity="0.09"/>'
                )
        return drawn

    def spans(self) -> list[str]:
        drawn = []
        for mark in self._plot.marks:
            if mark.until is not None:
                left, right = self._inside(mark.x), self._inside(mark.until)
                drawn.append(
                    f'<rect x="{_n(left)}" y="{_n(self._top)}" width="{_n(right - left)}"'
                    f' height="{_n(self._bottom - self._top)}" fill="{MARK}"'
                    ' fill-opacity="0.08"/>'
                )
        return drawn

    def marks(self) -> list[str]:
        """Dashed lines, with number and words over the plot as far as the next one leaves
        room; where it leaves none at all, the line alone."""
        drawn: list[str] = []
        places = [self._inside(mark.x) for mark in self._plot.marks]
        free = 0.0
        for mark, x, following in zip(
            self._plot.marks, places, (*places[1:], WIDTH), strict=False
        ):  # fmt: skip
            line = f"M{_n(x)} {_n(TOP + MARK_STRIP - 1)}V{_n(self._bottom)}"
            drawn.append(
                f'<path d="{line}" stroke="{MARK}" stroke-width="0.7" stroke-dasharray="2 2"/>'
            )
            last = following == WIDTH
            text = _fitting(mark, WIDTH - free if last else following - x)
            left = min(x, WIDTH - _wide(text))  # at the right edge the words stand before it
            if left >= free:
                said = html.escape(text, quote=False)
                drawn.append(
                    f'<text x="{_n(left)}" y="{_n(TOP + MARK_SIZE - 1)}" font-family="{FONT}"'
                    f' font-size="{MARK_SIZE}" fill="{MARK}">{said}</text>'
                )
                free = left + _wide(text) + 2
        return drawn

    def _inside(self, x: float) -> float:
        low, high = self._plot.x
        return self._x(min(high, max(low, x)))

    def grid(self) -> list[str]:
        drawn = []
        for value, text in self._plot.y_ticks:
            y = self._y(value)
            drawn.append(
                f'<path d="M{LEFT:g} {_n(y)}H{WIDTH - RIGHT:g}" stroke="{GRID}"'
                ' stroke-width="0.6"/>'
            )
            drawn.append(written(LEFT - 5, y + 2.8, text, "end"))
        return drawn

    def axis(self) -> list[str]:
        along = f"M{LEFT:g} {_n(self._bottom)}H{WIDTH - RIGHT:g}"
        drawn = [f'<path d="{along}" stroke="{AXIS}" stroke-width="0.6"/>']
        for place, text in self._plot.x_ticks:
            x = self._x(place)
            drawn.append(
                f'<path d="M{_n(x)} {_n(self._bottom)}v3" stroke="{AXIS}" stroke-width="0.6"/>'
            )
            # A word at the very end would be cut off.
            near_end = x > WIDTH - RIGHT - FONT_SIZE * len(text) / 4
            drawn.append(written(x, HEIGHT - 3.5, text, "end" if near_end else "middle"))
        return drawn

    def line(self, points: Points, color: str) -> list[str]:
        if self._plot.bars:
            return [self._bars(points, color), *self._mean(points, TEXT)]
        return [self._dots(points, color), *self._mean(points, color)]

    def _bars(self, points: Points, color: str) -> str:
        width = max(0.5, self._plot.bar / (self._plot.x[1] - self._plot.x[0]) * (WIDTH - LEFT))
        path = "".join(
            f"M{_n(self._x(x) - width / 2)} {_n(self._bottom)}V{_n(self._y(y))}h{_n(width)}"
            f"V{_n(self._bottom)}z"
            for x, y in points.dots
        )
        return f'<path d="{path}" fill="{color}" fill-opacity="0.35"/>'

    def _dots(self, points: Points, color: str) -> str:
        """Round ends of lines without length: one path for all of them."""
        size = 3.2 if len(points.dots) <= 150 else 2.4 if len(points.dots) <= 600 else 1.6
        path = "".join(f"M{_n(self._x(x))} {_n(self._y(y))}h0.01" for x, y in points.dots)
        return (
            f'<path d="{path}" fill="none" stroke="{color}" stroke-opacity="0.45"'
            f' stroke-width="{size:g}" stroke-linecap="round"/>'
        )

    def _mean(self, points: Points, color: str) -> list[str]:
        path, before = "", 0.0
        for x, y in within(points.mean, *self._plot.x):
            begins = not path or x - before > self._plot.gap
            path += f"{'M' if begins else 'L'}{_n(self._x(x))} {_n(self._y(y))}"
            before = x
        if not path:
            return []
        look = 'fill="none" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"'
        return [f'<path d="{path}" stroke="{color}" {look}/>']


def within(
    points: Sequence[tuple[float, float]], low: float, high: float
) -> Iterator[tuple[float, float]]:
    """A line cut where it comes in and goes out: it stays inside the plot."""
    before: tuple[float, float] | None = None
    for point in points:
        for edge in (low, high):
            if before is not None and before[0] < edge < point[0]:
                share = (edge - before[0]) / (point[0] - before[0])
                yield edge, before[1] + share * (point[1] - before[1])
        if low <= point[0] <= high:
            yield point
        before = point


def _fitting(mark: PlotMark, room: float) -> str:
    """Number and words, cut to the room there is; or the number alone."""
    chars = int((room - 4) / (CHAR_SHARE * MARK_SIZE)) - len(mark.number) - 1
    if chars < FEWEST_CHARS and chars < len(mark.words):
        return mark.number
    return f"{mark.number} {headline(mark.words, chars)}"


def _wide(text: str) -> float:
    """About what a text takes, in points; rather too much."""
    return CHAR_SHARE * MARK_SIZE * len(text)


def shares_svg(shares: Sequence[tuple[float, str]]) -> str:
    """Shares (of 100) as one bar in parts, each in its colour."""
    height, at = 14.0, 0.0
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}">']
    for share, color in shares:
        width = share / 100 * WIDTH
        if width > 0:
            parts.append(
                f'<rect x="{_n(at)}" y="0" width="{_n(width)}" height="{height:g}" fill="{color}"'
                ' stroke="#FFFFFF" stroke-width="0.8"/>'
            )
        at += width
    return "".join([*parts, "</svg>"])


def written(
    x: float, y: float, text: str, anchor: str = "start", size: float = FONT_SIZE,
    color: str = TEXT,
) -> str:  # fmt: skip
    """Words at a place, in the type of the page."""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-family="{FONT}"'
        f' font-size="{size}" fill="{color}">{html.escape(text, quote=False)}</text>'
    )


def _n(value: float) -> str:
    """Hundredths of a point are finer than any printer."""
    return f"{round(value, 2) + 0.0:g}"
