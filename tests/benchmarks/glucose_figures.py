"""All glucose figures of readings every 5 minutes, beside the library they are held to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from healthdesk.domain.glucose import Reading
from healthdesk.domain.glucose_figures import Trace, figures
from healthdesk.domain.glucose_profile import episodes, profile
from tests.benchmarks.figures import Plan, Row, median
from tests.glucose_traces import by_iglu, episodes_by_iglu, frame, sensor

GOAL = 1 / 20
MOST_DAYS = 90


def rows(plan: Plan) -> list[Row]:
    """From the readings as the storage gives them to every figure, profile and episode."""
    days = min(MOST_DAYS, max(2, plan.many * MOST_DAYS // 100_000))
    readings = sensor(days, seed=1, gaps=days // 10, lost=0.01)
    table = frame(readings)
    by_iglu(frame(readings[:300]))  # what it loads is not its work
    ours = [_seconds(partial(_all, readings)) for _ in range(max(3, plan.looks))]
    theirs = [_seconds(partial(_all_by_iglu, table))]
    note = f"{days} days, {len(readings)} readings; beside: iglu-python"
    return [
        Row("all glucose figures", median(ours) * 1000, "ms", GOAL, median(theirs) * 1000, note)
    ]


def _all(readings: Sequence[Reading]) -> None:
    trace = Trace.of(readings)
    figures(trace)
    profile(trace)
    episodes(trace)


def _all_by_iglu(table: object) -> None:
    by_iglu(table)
    episodes_by_iglu(table)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
