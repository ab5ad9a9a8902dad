"""The program's start, as `window_start` has it, where nothing of the interface for programs
can be loaded: as if it were not part of the program.

`python -m tests.benchmarks.window_without_api DATA_DIR`.
"""

from __future__ import annotations

import sys
from runpy import run_module

ABSENT = (
    "healthdesk.api", "fastapi", "starlette", "uvicorn", "pydantic", "limits", "anyio", "h11",
)  # fmt: skip

if __name__ == "__main__":
    modules: dict[str, object] = dict.fromkeys(ABSENT)
    # Whoever looks for one of these is told that there is none.
    sys.modules.update(modules)  # type: ignore[arg-type]
    run_module("tests.benchmarks.window_start", run_name="__main__", alter_sys=True)
