"""Moving along a chart of ten million readings, and opening the page of charts.

A frame is what passes from the wish for another span until it is painted, axes and all; the
same spans, frame by frame in turns, go to pyqtgraph with its own down-sampling.
"""

from __future__ import annotations

import os

from tests.benchmarks.figures import Plan, Row
from tests.benchmarks.filled_folder import filled
from tests.benchmarks.processes import answer_of, environment, python

FRAME_MS = 16.6
ALL_LAYERS_MS = 25.0
FASTER = 1.5
MEMORY = 1.3
OPEN_S = 0.5
# The readings of the page are stored first; so many only in the full size.
WHOLE = 10_000_000
YEARS_DAYS = 3650


def rows(plan: Plan) -> list[Row]:
    return [*_frames(plan), *_page(plan)]


def _frames(plan: Plan) -> list[Row]:
    words = (str(plan.points), str(plan.frames))
    told = answer_of(
        python("-m", "tests.benchmarks.chart_process", *words),
        environment(plan.folder / "home"),
    )
    note = f"{plan.points:,} readings, {plan.frames} frames"
    return [
        Row("chart frame beside pyqtgraph", told["ours"], "ms", 1 / FASTER, base=told["other"],
            note=note),
        Row("chart frame, 95 of 100", told["ours95"], "ms", FRAME_MS, note=note),
        Row("chart frame with all layers, 95 of 100", told["all95"], "ms", ALL_LAYERS_MS,
            note=f"{note}; {told['all95_worked']:.1f} ms of a processor"),
        Row("chart memory beside the readings", told["held"] / 1e6, "MB", MEMORY,
            base=told["points"] / 1e6, note=note),
    ]  # fmt: skip


def _page(plan: Plan) -> list[Row]:
    count = WHOLE if os.environ.get("HEALTHDESK_SOAK") else plan.many
    data = filled(plan.folder, count, YEARS_DAYS)
    told = [
        answer_of(
            python("-m", "tests.benchmarks.window_process", "charts", str(data), str(plan.frames)),
            environment(plan.folder / "home"),
        )
        for _ in range(max(1, plan.looks // 2))
    ]
    opened = sorted(one["opened"] for one in told)
    moved = sorted(one["frame95"] for one in told)
    note = f"{count:,} readings stored"
    return [
        Row("charts page, first picture", opened[len(opened) // 2], "s", OPEN_S, note=note),
        Row("charts page, moving: 95 of 100 frames", moved[len(moved) // 2], "ms", FRAME_MS,
            note=note),
    ]  # fmt: skip
