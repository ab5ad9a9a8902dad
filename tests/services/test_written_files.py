"""What is written for the user is there whole or not at all, and nothing half lies about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from healthdesk.services.written_files import WRITTEN_WITHIN_S, beside


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left_behind(folder: Path, name: str, pid: int | str, *, old: bool) -> Path:
    path = folder / f".{name}.{pid}.part"
    path.write_bytes(b"readings")
    if old:
        long_ago = path.stat().st_mtime - 2 * WRITTEN_WITHIN_S
        os.utime(path, (long_ago, long_ago))
    return path


def test_what_a_killed_process_began_goes_with_the_next_of_that_name(tmp_path: Path, gone: int):
    half = left_behind(tmp_path, "all [1].csv", gone, old=True)
    kept = [
        left_behind(tmp_path, "other.csv", gone, old=True),
        left_behind(tmp_path, "all [1].csv", os.getppid(), old=True),
        left_behind(tmp_path, "all [1].csv", "notes", old=True),
        # Maybe of a process on another machine, that still writes.
        left_behind(tmp_path, "all [1].csv", gone + 100_000, old=False),
    ]
    with beside(tmp_path / "all [1].csv") as file:
        file.write(b"whole")
    assert (tmp_path / "all [1].csv").read_bytes() == b"whole"
    assert not half.exists()
    assert all(path.exists() for path in kept)
