"""Our own CSV in and out, beside what the sqlite3 command line does with the same file.

Its table has the columns of the file as they are, and the same number of indices.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

from healthdesk.domain.accounts import OWNER
from healthdesk.exchange.csv_file import COLUMNS
from tests.benchmarks.figures import Plan, Row
from tests.benchmarks.filled_folder import copied, filled, opened
from tests.benchmarks.processes import PROGRAM, environment, python, seconds_of

GOAL_IN, GOAL_OUT = 4.0, 3.0
# Where there is no sqlite3 command, so many seconds a million rows.
ALONE_IN, ALONE_OUT = 40.0, 30.0
INDICES = (
    "CREATE UNIQUE INDEX one ON reading(uid)",
    "CREATE UNIQUE INDEX two ON reading(person, type, recorded_at, ended_at, source, value)",
    "CREATE INDEX three ON reading(person, type, recorded_at, value, value2, unit, source)",
    "CREATE INDEX four ON reading(person, recorded_at)",
)


def rows(plan: Plan) -> list[Row]:
    file, env = plan.folder / "readings.csv", environment(plan.folder / "home")
    file.unlink(missing_ok=True)
    data = copied(filled(plan.folder, plan.many), plan.folder / "csv")
    # An export ends when its file is on the disk, behind all that was written before.
    os.sync()
    out = seconds_of(_command("export", data, "csv", "--all-persons", "--out", str(file)), env)
    shutil.rmtree(data)
    took = seconds_of(_command("import", data, str(file)), env)
    with closing(opened(data)) as app:
        if app.keeper.digest(OWNER)["records"] != plan.many:
            raise ValueError("not every reading came back")
    base_in, base_out = _bare(plan, file)
    size = f"{plan.many} rows"
    none = f"{size}; there is no sqlite3 here"
    millions = plan.many / 1e6
    if base_in is None or base_out is None:
        return [
            Row("CSV in", took, "s", ALONE_IN * millions, note=none),
            Row("CSV out", out, "s", ALONE_OUT * millions, note=none),
        ]
    return [
        Row("CSV in", took, "s", GOAL_IN, base_in, size),
        Row("CSV out", out, "s", GOAL_OUT, base_out, size),
    ]


def _command(name: str, data: Path, *words: str) -> list[str]:
    return python("-c", PROGRAM, name, "--data-dir", str(data), *words)


def _bare(plan: Plan, file: Path) -> tuple[float | None, float | None]:
    program = shutil.which("sqlite3")
    if program is None:
        return None, None
    place = plan.folder / "bare.db"
    place.unlink(missing_ok=True)
    env = environment(plan.folder / "home")
    made = [f"CREATE TABLE reading({', '.join(COLUMNS)})", *INDICES, ".mode csv"]
    bring = [*made, f".import --skip 1 {file} reading"]
    took = seconds_of([program, str(place), *bring], env)
    give = [".headers on", ".mode csv", f".output {plan.folder / 'bare.csv'}"]
    order = "SELECT * FROM reading ORDER BY recorded_at, uid"
    gave = seconds_of([program, str(place), *give, order], env)
    place.unlink()
    return took, gave
