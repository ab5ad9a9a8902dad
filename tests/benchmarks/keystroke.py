"""From a key in the quick-entry line to the text below it."""

from __future__ import annotations

from tests.benchmarks.figures import Plan, Row
from tests.benchmarks.filled_folder import filled
from tests.benchmarks.processes import answer_of, environment, python

GOAL_MS = 5.0


def rows(plan: Plan) -> list[Row]:
    """Each line typed key by key into the real field, the worst lines among them."""
    data = filled(plan.folder, plan.some)
    told = answer_of(
        python("-m", "tests.benchmarks.window_process", "keys", str(data), str(plan.keys)),
        environment(plan.folder / "home"),
    )
    note = f"99 of 100 keys under {told['p99']:.2f} ms"
    return [Row("keystroke to preview", told["median"], "ms", GOAL_MS, note=note)]
