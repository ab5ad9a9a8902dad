"""The visit report of one year and three types, as a whole process."""

from __future__ import annotations

import datetime as dt
from functools import partial

from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import copied, filled
from tests.benchmarks.processes import PROGRAM, environment, in_turns, python, seconds_of

GOAL_S = 1.0
TYPES = ("blood-pressure", "weight", "steps")


def rows(plan: Plan) -> list[Row]:
    data = copied(filled(plan.folder, plan.some), plan.folder / "reports")
    last = dt.datetime.now(dt.UTC).date()
    words = ["export", "pdf", "--out", str(plan.folder / "report.pdf")]
    words += ["--from", (last - dt.timedelta(days=364)).isoformat(), "--to", last.isoformat()]
    for slug in TYPES:
        words += ["--type", slug]
    command = python("-c", PROGRAM, "--data-dir", str(data), *words)
    env = environment(plan.folder / "home")
    (took,) = in_turns(plan.looks, partial(seconds_of, command, env))
    size = (plan.folder / "report.pdf").stat().st_size
    note = f"whole process, {size / 1000:.0f} kB"
    return [Row("report of one year, 3 types", median(took), "s", GOAL_S, note=note)]
