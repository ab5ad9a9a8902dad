"""Requests in numbers, and how long they took: by `wrk` as fast as they are answered, by `hey`
so many a second.

Where one of the two is missing a small client of our own asks instead, in the same way; it
costs the machine more than they do, so figures that count want them (Debian: `apt-get install
wrk hey`).
"""

from __future__ import annotations

import contextlib
import csv
import http.client
import json
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

CONNECTIONS: Final = 16
THREADS: Final = 2
PATIENCE_SECONDS: Final = 3600.0
MISSING = "by a client of our own; for figures that count: apt-get install {tools}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked in turns: paths, or bodies for one path."""

    url: str
    paths: tuple[str, ...]
    token: str = ""
    bodies: tuple[str, ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        found = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**found, **({"Content-Type": "application/json"} if self.bodies else {})}


@dataclass(frozen=True, slots=True)
class Taken:
    """How many requests were answered, in how many seconds; the time (ms) that 95 of 100 of
    them stayed within; and how many were answered otherwise than well."""

    requests: int
    seconds: float
    p95: float
    wrong: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def missing() -> str:
    """The tools that are not there, as `apt-get install` takes them."""
    return " ".join(name for name in ("wrk", "hey") if shutil.which(name) is None)


def note() -> str:
    tools = missing()
    return MISSING.format(tools=tools) if tools else ""


def hard(asked: Asked, seconds: float, folder: Path) -> Taken:
    """As many requests as are answered, on `CONNECTIONS` connections."""
    if shutil.which("wrk") is None:
        return _by_ourselves(asked, seconds, None)
    script = folder / "asked.lua"
    script.write_text(_script(asked), "utf-8")
    lines = _lines_of(
        [
            *("wrk", "--threads", str(THREADS), "--connections", str(CONNECTIONS)),
            *("--duration", f"{max(1, round(seconds))}s", "--timeout", "30s"),
            *("--script", str(script), asked.url),
        ]
    )
    requests, took_us, p95_us, wrong = (float(word) for word in lines[-1].split())
    return Taken(int(requests), took_us / 1e6, p95_us / 1000, int(wrong))


def paced(asked: Asked, seconds: float, per_second: float) -> Taken:
    """So many requests a second, evenly on `CONNECTIONS` connections; one path, one body."""
    if shutil.which("hey") is None:
        return _by_ourselves(asked, seconds, per_second)
    words = [*("hey", "-c", str(CONNECTIONS), "-q", f"{per_second / CONNECTIONS:.4f}")]
    words += ["-z", f"{max(1, round(seconds))}s", "-o", "csv"]
    for name, value in asked.headers.items():
        words += ["-T", value] if name == "Content-Type" else ["-H", f"{name}: {value}"]
    if asked.bodies:
        words += ["-m", "POST", "-d", asked.bodies[0]]
    begun = time.perf_counter()
    answers = list(csv.DictReader(_lines_of([*words, asked.url + asked.paths[0]])))
    took = time.perf_counter() - begun
    times = [float(answer["response-time"]) * 1000 for answer in answers]
    wrong = sum(not answer["status-code"].startswith("2") for answer in answers)
    return Taken(len(times), took, percentile(times), wrong)


def percentile(values: Sequence[float]) -> float:
    """What 95 of 100 stay within."""
    if len(values) < 2:
        return max(values, default=0.0)
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _lines_of(command: list[str]) -> list[str]:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout.splitlines()


def _script(asked: Asked) -> str:
    """What wrk runs: one after the other of all that is asked, and a line of figures."""
    method = "POST" if asked.bodies else "GET"
    some = [
        f"wrk.format('{method}', {json.dumps(path)}, nil, {json.dumps(body) if body else 'nil'})"
        for path in asked.paths
        for body in asked.bodies or ("",)
    ]
    headers = "".join(
        f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n"
        for name, value in asked.headers.items()
    )
    return (
        f"{headers}local at, all = 0, nil\n"
        f"function init(args) all = {{{', '.join(some)}}} end\n"
        "function request() at = at % #all + 1; return all[at] end\n"
        "function done(summary, latency)\n"
        "  local e = summary.errors\n"
        "  io.write(string.format('%d %d %f %d\\n', summary.requests, summary.duration,\n"
        "    latency:percentile(95), e.connect + e.read + e.write + e.status + e.timeout))\n"
        "end\n"
    )


def _by_ourselves(asked: Asked, seconds: float, per_second: float | None) -> Taken:
    """As the tools do it, from threads."""
    begun = time.perf_counter()
    times: list[float] = []
    wrong: list[int] = []
    every = 0.0 if per_second is None else CONNECTIONS / per_second

    def ask() -> None:
        for status, took in _answers(asked, begun + seconds, every):
            times.append(took * 1000)
            if status // 100 != 2:
                wrong.append(status)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Taken(len(times), time.perf_counter() - begun, percentile(times), len(wrong))


def _answers(asked: Asked, until: float, every: float) -> list[tuple[int, float]]:
    """Status and seconds of each request of one connection; one each `every` seconds."""
    found: list[tuple[int, float]] = []
    method = "POST" if asked.bodies else "GET"
    pairs = [(path, body) for path in asked.paths for body in asked.bodies or ("",)]
    connection = http.client.HTTPConnection(urlsplit(asked.url).netloc, timeout=30)
    with contextlib.closing(connection):
        while (begun := time.perf_counter()) < until:
            path, body = pairs[len(found) % len(pairs)]
            connection.request(method, path, body or None, asked.headers)
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - begun
            found.append((answer.status, took))
            if every > took:
                time.sleep(every - took)
    return found
