"""The first paint of the window over many readings, and Today filled, beside a bare window."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import filled
from tests.benchmarks.processes import environment, in_turns, moments_of, python, screens

PAINTED, FILLED = 2.0, 4.0


def rows(plan: Plan) -> list[Row]:
    data = filled(plan.folder, plan.some)
    found = []
    with screens(plan.screens) as platforms:
        for variables in platforms:
            found += _on(plan, variables, str(data))
    return found


def _on(plan: Plan, variables: dict[str, str], data: str) -> list[Row]:
    platform = variables["QT_QPA_PLATFORM"]
    env = environment(plan.folder / "home") | variables
    bare, ours = in_turns(
        plan.processes,
        partial(moments_of, python("-m", "tests.benchmarks.bare_window"), env),
        partial(moments_of, python("-m", "tests.benchmarks.window_start", data), env),
    )
    base = median([one["painted"] for one in bare]) * 1000
    painted = median([one["painted"] for one in ours]) * 1000
    full = median([one["filled"] for one in ours]) * 1000
    return [
        Row(f"first painted window, {platform}", painted, "ms", PAINTED, base),
        Row(f"Today filled, {platform}", full, "ms", FILLED, base),
    ]
