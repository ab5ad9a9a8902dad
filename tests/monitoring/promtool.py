"""Prometheus' own tools, which the set-up installs; a test that misses them fails."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

MONITORING = Path(__file__).resolve().parent.parent.parent / "resources" / "monitoring"


def tool(name: str) -> str:
    """Where `prometheus` or `promtool` stands."""
    found = shutil.which(name)
    assert found, f"{name} is missing; `make setup-test` installs it (Debian package prometheus)"
    return found


def promtool(*words: object, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [tool("promtool"), *map(str, words)],
        input=text, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
