"""Whoever does not use the interface does not load it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import TOP

HEAVY = {"fastapi", "starlette", "uvicorn", "pydantic", "limits", "anyio", "h11"}


@pytest.mark.e2e
@pytest.mark.parametrize(
    "words", [("gui", "--smoke"), ("add", "weight 80"), ("api", "token", "create"), ("--help",)]
)
def test_not_loaded_by(words: tuple[str, ...], data_dir: Path):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "healthdesk", *words],
        cwd=TOP, capture_output=True, check=False, text=True, timeout=100,
        env={**os.environ, "HEALTHDESK_DATA_DIR": str(data_dir), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = {line.rpartition("|")[2].strip().partition(".")[0]
              for line in done.stderr.splitlines()}  # fmt: skip
    assert "healthdesk" in loaded
    assert not loaded & HEAVY
