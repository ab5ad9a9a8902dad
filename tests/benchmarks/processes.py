"""Whole processes, timed from the outside, the two sides of a ratio in turns."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 300.0
# What the console script holds.
PROGRAM = "import sys; from healthdesk.cli.main import run; sys.exit(run())"
SCREEN = "1440x900x24"
# Of this desktop or this shell; a measured process has its own.
NOT_HERE = (
    "PYTHONDONTWRITEBYTECODE",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
)


def environment(home: Path, platform: str = "offscreen", **more: str) -> dict[str, str]:
    """That of a measured process: a home of its own, bytecode kept, a known platform."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in NOT_HERE and not name.startswith(("HEALTH", "XDG_"))
    }
    return env | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": platform,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **more,
    }


def python(*words: str) -> list[str]:
    return [sys.executable, *words]


def seconds_of(command: Sequence[str], env: dict[str, str]) -> float:
    """From the start of a process to its end; it must end with 0."""
    begun = time.perf_counter()
    done = subprocess.run(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    took = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(f"{command[:4]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return took


def moments_of(command: Sequence[str], env: dict[str, str]) -> dict[str, float]:
    """When a process said each of its words (one a line), in seconds from its start."""
    moments: dict[str, float] = {}
    begun = time.perf_counter()
    with _started(command, env) as process:
        assert process.stdout is not None
        for line in process.stdout:
            moments.setdefault(line.strip(), time.perf_counter() - begun)
    return moments


def answer_of(command: Sequence[str], env: dict[str, str]) -> Any:
    """The JSON of the last line a process prints."""
    with _started(command, env) as process:
        assert process.stdout is not None
        lines = process.stdout.read().splitlines()
    return json.loads(lines[-1])


@contextmanager
def _started(command: Sequence[str], env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        try:
            yield process
            status = process.wait(PATIENCE_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
        assert process.stderr is not None
        said = process.stderr.read()
    if status:
        raise RuntimeError(f"{command[:4]} ended with {status}: {said[-2000:]}")


def in_turns(count: int, *sides: Callable[[], Any], warm_up: int = 1) -> tuple[list[Any], ...]:
    """Each side `count` times, one after the other, so that both meet the same machine; the
    first rounds, which write bytecode and fill caches, are thrown away."""
    found: tuple[list[Any], ...] = tuple([] for _ in sides)
    for round_ in range(warm_up + count):
        for results, side in zip(found, sides, strict=True):
            result = side()
            if round_ >= warm_up:
                results.append(result)
    return found


@contextmanager
def screens(wanted: bool) -> Iterator[list[dict[str, str]]]:
    """What brings a window onto each platform there is: offscreen, and a real X server."""
    platforms = [{"QT_QPA_PLATFORM": "offscreen"}]
    server = shutil.which("Xvfb") if wanted else None
    if server is None:
        yield platforms
        return
    reading, writing = os.pipe()
    with os.fdopen(reading) as answer:
        process = subprocess.Popen(
            [
                *(server, "-displayfd", str(writing), "-screen", "0", SCREEN),
                *("-nolisten", "tcp", "-noreset"),
            ],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        number = answer.readline().strip()
    try:
        if number:
            platforms.append({"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"})
        yield platforms
    finally:
        process.terminate()
        process.wait(10)
