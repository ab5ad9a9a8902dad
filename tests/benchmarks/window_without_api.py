"""The program's start, as `window_start` has it, where nothing of the interface for programs
can be loaded: as if it were not part of the program.

`python -m tests.benchmarks.window_without_api DATA_DIR`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from runpy import run_module
from types import ModuleType

ABSENT = frozenset({"fastapi", "starlette", "uvicorn", "pydantic", "limits", "anyio", "h11"})


class Absent(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in ABSENT or name.startswith("healthdesk.api"):
            raise ModuleNotFoundError(name)
        return None


if __name__ == "__main__":
    sys.meta_path.insert(0, Absent())
    run_module("tests.benchmarks.window_start", run_name="__main__", alter_sys=True)
