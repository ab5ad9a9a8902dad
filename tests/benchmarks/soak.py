"""`make soak`: the heavy parts whole. Begun anew, it goes on with what is not done yet.

Parts: 200 processes killed while they write, and 200 while they import (the tests in
`tests/faults`, which `make test` runs with 20), thousands of damaged files of each format,
thousands of requests made up from the description of the interface for programs, and
each figure in full size. What is done stands in `out/soak.json`; `--anew`
forgets it. The exit status is 1 when a part failed; figures that miss their goal do not count.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    # This folder must not stand before the libraries: its modules are found from the root.
    sys.path[0] = str(ROOT)

from healthdesk.exchange.known_formats import FORMATS  # noqa: E402 - after the path is set
from tests.benchmarks.figures import Row, table  # noqa: E402 - after the path is set
from tests.benchmarks.run import NAMES  # noqa: E402

# Tests that do more of the same where `HEALTHDESK_SOAK` is set.
TESTS = {
    "kill": ("tests/faults/test_kill.py",),
    "kill-import": ("tests/faults/test_kill_import.py",),
    "description": ("tests/api/test_schemathesis.py",),
    **{f"fuzz {one}": ("tests/exchange/test_fuzz.py", "-k", f"[{one}-") for one in FORMATS},
}
PART_SECONDS = 3600.0

State = dict[str, Any]


def tested(name: str) -> Any:
    """A test with all of its rounds."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS[name]]
    env = {**os.environ, "HEALTHDESK_SOAK": "1"}
    subprocess.run(command, cwd=ROOT, env=env, check=True, timeout=PART_SECONDS)
    return []


def figure(name: str) -> Any:
    """One figure in full size, in a process of its own."""
    command = [sys.executable, str(ROOT / "tests" / "benchmarks" / "run.py"), "--json"]
    done = subprocess.run(
        [*command, "--only", name], env={**os.environ, "HEALTHDESK_SOAK": "1"},
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=PART_SECONDS,
    )  # fmt: skip
    return json.loads(done.stdout)


def parts() -> dict[str, Callable[[str], Any]]:
    return {**dict.fromkeys(TESTS, tested), **dict.fromkeys(NAMES, figure)}


def soak(todo: dict[str, Callable[[str], Any]], file: Path) -> bool:
    """Do what is not done yet, noting each part as it ends; whether all of them did well."""
    state: State = json.loads(file.read_text("utf-8")) if file.exists() else {}
    well = True
    for name, do in todo.items():
        if name in state:
            print(f"{name}: done before", flush=True)
            continue
        print(f"{name} ...", flush=True)
        begun = time.monotonic()
        try:
            found = do(name)
        except (subprocess.SubprocessError, OSError) as error:
            print(f"{name}: {error}", flush=True)
            well = False
            continue
        state[name] = {"seconds": round(time.monotonic() - begun), "found": found}
        part = file.with_suffix(".part")
        part.write_text(json.dumps(state, indent=2), encoding="utf-8")
        part.replace(file)
    print(table(_rows(state)))
    return well


def _rows(state: State) -> list[Row]:
    return [
        Row(one["name"], one["ours"], one["unit"], one["goal"], base=one["base"], note=one["note"])
        for name in NAMES
        for one in state.get(name, {}).get("found", ())
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="The heavy parts whole; goes on where it ended.")
    parser.add_argument("--anew", action="store_true", help="forget what was done before")
    options = parser.parse_args()
    file = ROOT / "out" / "soak.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    if options.anew:
        file.unlink(missing_ok=True)
    return 0 if soak(parts(), file) else 1


if __name__ == "__main__":
    sys.exit(main())
