"""`healthdesk add` as a whole process, beside one that loads the two storage libraries."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import copied, filled
from tests.benchmarks.processes import PROGRAM, environment, in_turns, python, seconds_of

GOAL = 1.6
LIBRARIES = "import sqlalchemy, sqlcipher3.dbapi2"


def rows(plan: Plan) -> list[Row]:
    data = copied(filled(plan.folder, plan.some), plan.folder / "command-line")
    env = environment(plan.folder / "home")
    add = python("-c", PROGRAM, "--data-dir", str(data), "add", "weight", "81.4")
    base, ours = in_turns(
        plan.processes,
        partial(seconds_of, python("-c", LIBRARIES), env),
        partial(seconds_of, add, env),
    )
    return [
        Row("healthdesk add, whole process", median(ours) * 1000, "ms", GOAL, median(base) * 1000)
    ]
