"""The records page over many rows: how long the main thread was ever kept from its events."""

from __future__ import annotations

from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import filled
from tests.benchmarks.processes import answer_of, environment, python

GOAL_MS = 50.0


def rows(plan: Plan) -> list[Row]:
    data = filled(plan.folder, plan.many)
    command = python("-m", "tests.benchmarks.window_process", "records", str(data))
    env = environment(plan.folder / "home")
    looks = [answer_of(command, env) for _ in range(plan.looks)]
    found = []
    for step in looks[0]:
        gap = median([look[step]["gap"] for look in looks])
        took = median([look[step]["took"] for look in looks])
        worst = max(look[step]["gap"] for look in looks)
        note = f"rows there after {took:.0f} ms, worst gap {worst:.0f} ms"
        found.append(Row(f"records page, {step}: longest block", gap, "ms", GOAL_MS, note=note))
    return found
