"""Pans and zooms over many readings in memory, in a process of its own.

`python -m tests.benchmarks.chart_process READINGS FRAMES` prints one line of JSON: the mean
frame of ours and of pyqtgraph (ms), the 95th of 100 of ours and of ours with every layer there
is, also in time of a processor alone, which other programs do not lengthen; bytes of the
readings, and of the readings with all that is held to draw them.
"""

from __future__ import annotations

import json
import math
import resource
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from healthdesk.domain.series import Floats
from healthdesk.ui.chart.canvas import Canvas
from healthdesk.ui.chart.lanes import Lane
from healthdesk.ui.chart.layers import Bands, Curve, Dots, Layer, Ribbon, Spans, Spreads
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.pyramid import Pyramid
from healthdesk.ui.chart.second import Second
from healthdesk.ui.chart.ticks import TimeStyle

WIDTH, HEIGHT = 1090, 620
SEED = 5
DAY = 86_400.0
# Rows under the plot, and marks in each.
LANES, MARKS = 8, 1500
PASSES = 3
BEGUN, APART = 1_200_000_000.0, 31.5  # seconds: ten years of ten million
NEAREST = 1e-3  # of all time: four days

LOOK = Look(
    "#FFFFFF", "#E3E6EB", "#858E9C", "#14181F", "#5B6472", "#1F6FEB", ("#1F6FEB",),
    QFont("Inter"),
)  # fmt: skip

BLUE, SOFT = QColor(31, 111, 235, 115), QColor(31, 111, 235, 64)
FULL, FAINT = QColor(31, 111, 235), QColor(154, 190, 246)

Show = Callable[[float, float], object]


def main(words: list[str]) -> int:
    count, frames = int(words[0]), int(words[1])
    app = QApplication([])
    at, value = readings(count)
    points = at.nbytes + value.nbytes
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    ours = _our_chart(at, value)
    spans = list(_spans(float(at[0]), float(at[-1]), frames))
    for span in spans:
        _milliseconds(app, ours, span)
    held = points + tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    other = _their_chart(at, value)
    app.processEvents()
    whole = _chart_with_all(at, value)
    app.processEvents()
    mine: list[float] = []
    theirs: list[float] = []
    layered: list[float] = []
    worked: list[float] = []
    # In turns, but pass by pass: what one puts off must not be painted in the time of the other.
    for _ in range(PASSES):
        mine += [_milliseconds(app, ours, span) for span in spans]
        theirs += [_milliseconds(app, other, span) for span in spans]
        for span in spans:
            begun = time.thread_time()
            layered.append(_milliseconds(app, whole, span))
            worked.append((time.thread_time() - begun) * 1000)
    answer = {
        "ours": statistics.mean(mine),
        "ours95": _slow(mine),
        "all95": _slow(layered),
        "all95_worked": _slow(worked),
        "other": statistics.mean(theirs),
        "points": points,
        "held": held,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(answer), flush=True)
    return 0


def readings(count: int) -> tuple[Floats, Floats]:
    """A pulse every half minute with days, seasons and chance in it."""
    rng = np.random.default_rng(SEED)
    at = BEGUN + np.arange(count, dtype=np.float64) * APART
    value: Floats = 70 + 10 * np.sin(at / 13_751) + 6 * np.sin(at / 5e6) + rng.normal(0, 7, count)
    value[rng.integers(0, count, 20)] = 180
    return at, value


def _bare_chart() -> Canvas:
    chart = Canvas(LOOK, TimeStyle())
    chart.numbers = Numbers(lambda number, digits: f"{number:.{digits}f}", 0)
    chart.resize(WIDTH, HEIGHT)
    return chart


def _our_chart(at: Floats, value: Floats) -> Show:
    chart = _bare_chart()
    chart.set_layers([Dots(Pyramid(at, value, value), BLUE, 5.0, SOFT)])
    chart.show()
    return chart.set_span


def _chart_with_all(at: Floats, value: Floats) -> Show:
    """Everything there is to lay over and under the readings; a second type and another
    period as they come from their services, a point a day."""
    chart = _bare_chart()
    first, last = float(at[0]), float(at[-1])
    days: Floats = np.arange(first, last, DAY)
    mean: Floats = 70 + 6 * np.sin(days / 5e6)
    line = np.array([first + (last - first) * n / 40 for n in range(41)])
    coming = np.array([last + n * DAY for n in range(1, 91)])
    daily, spread = Pyramid(days, mean, mean), Pyramid(days, mean - 15, mean + 15)
    goal = np.array([first, last + 365 * DAY]), np.array([90.0, 60.0])
    chart.set_layers(
        [
            Bands([(60.0, 100.0, SOFT)]),
            Dots(Pyramid(days + 365 * DAY, mean, mean), SOFT, 4.0, SOFT),
            Curve(days + 365 * DAY, mean, FAINT, 1.6),
            Ribbon(line, np.full(41, 60.0), np.full(41, 80.0), SOFT),
            Ribbon(coming, np.full(90, 50.0), np.full(90, 90.0), SOFT),
            Curve(*goal, FULL, 1.8, dash=(5.0, 2.0), whole=True, seen=True),
            Dots(Pyramid(at, value, value), BLUE, 5.0, SOFT),
            Curve(days, mean, FULL, 2.2),
            Curve(line, np.full(41, 70.0), FULL, 1.6, whole=True),
            Curve(line, np.full(41, 71.0), FULL, 1.6, dash=(1.0, 2.0), whole=True),
            Curve(coming, np.full(90, 70.0), FULL, 2.0, dash=(3.0, 2.0), seen=True),
        ]
    )
    begin = np.linspace(first, last, MARKS)
    foot, top = np.zeros(MARKS), np.linspace(0.3, 1.0, MARKS)
    chart.set_lanes(
        [Lane(f"Marks {n}", (Spans(begin, begin + 3600, foot, top, BLUE),)) for n in range(LANES)]
    )
    other: list[Layer] = [Spreads(spread, DAY, SOFT), Dots(daily, SOFT, 4.0, SOFT)]
    other.append(Curve(days, mean, FULL, 1.8))
    chart.set_second(Second(tuple(other), chart.numbers, ("#6B2FA0",)))
    chart.show()
    return chart.set_span


def _their_chart(at: Floats, value: Floats) -> Show:
    import pyqtgraph

    chart = pyqtgraph.PlotWidget(background="w")
    chart.resize(WIDTH, HEIGHT)
    line = chart.plot(at - BEGUN, value, pen="b")
    line.setDownsampling(auto=True, method="peak")
    line.setClipToView(True)
    chart.setYRange(20, 190)
    chart.show()

    def show(low: float, high: float) -> None:
        chart.setXRange(low - BEGUN, high - BEGUN, padding=0)

    # Kept alive by what shows it.
    return show


def _spans(first: float, last: float, frames: int) -> Iterator[tuple[float, float]]:
    """From all time nearer and nearer and back, twice, moving on meanwhile."""
    whole = last - first
    for number in range(frames):
        depth = abs(math.sin(2 * math.pi * number / frames))
        length = whole * NEAREST**depth
        start = first + (whole - length) * number / frames
        yield start, start + length


def _slow(frames: list[float]) -> float:
    """What 95 of 100 do not reach."""
    return sorted(frames)[int(len(frames) * 0.95)]


def _milliseconds(app: QApplication, show: Show, span: tuple[float, float]) -> float:
    begun = time.perf_counter()
    show(*span)
    app.processEvents()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
