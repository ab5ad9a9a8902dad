"""`make bench`: the figures the program is held to, both sides of each ratio from one run.

Options: `--quick` (a tenth), `--json`, `--only NAME` (such as `saving`; may be repeated).
The exit status is 0 whatever the figures say: a busy machine is no fault of the program.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    # This folder must not stand before the libraries: its modules are found from the root.
    sys.path[0] = str(ROOT)

from tests.benchmarks.figures import Plan, Row, table  # noqa: E402 - after the path is set

NAMES = (
    "first_paint", "command_line", "saving", "rollup_cost", "keystroke", "reading", "large_table",
    "import_in_window", "import_speed", "csv_speed", "idle_window", "reports",
    "glucose_figures", "daily_series", "chart_frames", "reminders", "api_server",
)  # fmt: skip


def rows(plan: Plan, names: Sequence[str] = NAMES) -> Iterator[Row]:
    """Every figure in turn, as it is taken."""
    for name in names:
        module = import_module(f"tests.benchmarks.{name}")
        yield from module.rows(plan)


def main() -> int:
    parser = argparse.ArgumentParser(description="The program's figures, as ratios of one run.")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME")
    options = parser.parse_args()
    folder = ROOT / "out" / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan.tenth(folder) if options.quick else Plan(folder)
    found = []
    for row in rows(plan, options.only or NAMES):
        found.append(row)
        print(f"{row.name}: {row.ours:.3g} {row.unit}", file=sys.stderr)
    if options.json:
        print(json.dumps([row.as_json() for row in found], indent=2))
    else:
        print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
