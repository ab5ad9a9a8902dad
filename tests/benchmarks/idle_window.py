"""What a window costs while nobody touches it: the share of a core, over the demo's data."""

from __future__ import annotations

import shutil

from tests.benchmarks.figures import Plan, Row
from tests.benchmarks.processes import (
    PROGRAM,
    answer_of,
    environment,
    python,
    screens,
    seconds_of,
)

GOAL_PERCENT = 0.5


def rows(plan: Plan) -> list[Row]:
    data = plan.folder / "demo"
    shutil.rmtree(data, ignore_errors=True)
    env = environment(plan.folder / "home")
    seconds_of(python("-c", PROGRAM, "--data-dir", str(data), "demo"), env)
    command = python(
        "-m", "tests.benchmarks.window_process", "idle", str(data),
        str(plan.idle_seconds), str(plan.settle_seconds),
    )  # fmt: skip
    found = []
    with screens(plan.screens) as platforms:
        for variables in platforms:
            told = answer_of(command, env | variables)
            share = told["cpu"] / told["seconds"] * 100
            note = f"{told['cpu'] * 1000:.0f} ms in {told['seconds']:.0f} s"
            name = f"idle window, {variables['QT_QPA_PLATFORM']}"
            found.append(Row(name, share, "%", GOAL_PERCENT, note=note))
    return found
