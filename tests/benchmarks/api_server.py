"""`healthdesk serve` over many readings: how fast it answers, beside the least that could answer
(`bare_server`), and what it costs to count and to limit, in memory, and at the window's start.

Both sides are asked in turns, by `wrk` as fast as they answer; the absolute figures are of
half that many requests a second, by `hey`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from tests.api.processes import new_token
from tests.benchmarks import load
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import DENSE, copied, filled
from tests.benchmarks.load import Asked, Taken
from tests.benchmarks.processes import ROOT, environment, in_turns, moments_of, python

READ_GOAL, READ_MS = 1.5, 25.0
POST_GOAL, POST_MS = 2.0, 50.0
COST_GOAL = 1 / 0.9  # time a request, where a tenth of the throughput may be lost
METRICS_MS = 20.0
GROWTH_GOAL = 1.1
START_GOAL = 1.05
WARM_UP_SHARE = 25  # of the requests after which memory is looked at once more
# More than the server keeps answers, so that each is made anew.
PAGES = 100
# A limit that is counted against and never met.
ENDLESS = "1000000"
API = "/api/health"


@dataclass(frozen=True, slots=True)
class Server:
    """One that answers: its process, its address, and the token it takes."""

    pid: int
    url: str
    token: str = ""

    def asked(self, *paths: str, bodies: Sequence[str] = ()) -> Asked:
        return Asked(self.url, paths, self.token, tuple(bodies))


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of request, on both sides; `bodies` for those that store."""

    name: str
    ours: tuple[str, ...]
    bare: tuple[str, ...]
    goal: float = READ_GOAL
    most_ms: float = READ_MS
    bodies: tuple[str, ...] = ()


def rows(plan: Plan) -> Iterator[Row]:
    folder = plan.folder / "api-server"
    data = copied(filled(plan.folder, plan.many), folder / "data")
    token = new_token(data)
    bare = copied(data, folder / "bare")
    with serving(data, token) as ours, bare_serving(bare, folder) as least:
        _set_goals(ours)
        _follow(data, bare)
        for work in _works():
            yield from _work(plan, folder, work, ours, least)
        yield _metrics(plan, ours)
        yield _memory(plan, folder, ours)
    yield _cost(plan, folder, data, token)
    yield _start(plan, data)


# Servers


@contextlib.contextmanager
def serving(
    data: Path, token: str, *command: str, limit: str = "0", **more: str
) -> Iterator[Server]:
    """`healthdesk serve`, or what stands for it."""
    env = environment(data.parent / "home", HEALTHDESK_API_RATE_LIMIT=limit, **more)
    words = command or ("-m", "healthdesk", "--data-dir", str(data), "--json", "serve", "--port",
                        "0")  # fmt: skip
    with _running(python(*words), env) as (process, line):
        yield Server(process, json.loads(line)["url"], token)


@contextlib.contextmanager
def bare_serving(data: Path, folder: Path) -> Iterator[Server]:
    command = python("-m", "tests.benchmarks.bare_server", str(data / "healthdesk.db"))
    with _running(command, environment(folder / "home")) as (process, line):
        yield Server(process, line.strip())


@contextlib.contextmanager
def _running(command: Sequence[str], env: dict[str, str]) -> Iterator[tuple[int, str]]:
    """The process, and the line by which it says that it listens."""
    with subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"{command[:4]} ended with {process.wait()}")
            yield process.pid, line
        finally:
            process.terminate()


# What is asked


def _works() -> tuple[Work, ...]:
    pages = [f"?limit=10&offset={10 * number}" for number in range(PAGES)]
    return (
        Work("GET records", (f"{API}/records",), ("/records",)),
        Work("GET records, page after page", tuple(f"{API}/records{page}" for page in pages),
             tuple(f"/records{page}" for page in pages)),
        Work("GET analytics", (f"{API}/analytics/{DENSE}",), (f"/analytics/{DENSE}",)),
        Work("GET goals", (f"{API}/goals",), ("/goals",)),
        Work("POST record", (f"{API}/records",), ("/records",), POST_GOAL, POST_MS, _readings()),
    )  # fmt: skip


def _readings() -> tuple[str, ...]:
    """Each on a day of its own: nobody weighs themselves ten thousand times a day."""
    today = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(minutes=1)
    return tuple(
        json.dumps({"type": "weight", "value": 81.4, "note": "bench",
                    "recorded_at": (today - dt.timedelta(days=days)).isoformat()})
        for days in range(1000)
    )  # fmt: skip


def _set_goals(ours: Server) -> None:
    """One to reach and one to keep up."""
    with httpx.Client(
        base_url=ours.url, headers={"Authorization": f"Bearer {ours.token}"}, trust_env=False
    ) as client:
        for goal in (
            {"type": "weight", "target_value": 70},
            {"type": "steps", "kind": "habit", "target_value": 8000, "per": "day",
             "direction": "up"},
        ):  # fmt: skip
            client.post(f"{API}/goals", json=goal).raise_for_status()


def _follow(data: Path, bare: Path) -> None:
    """The same goals in the other file, through its own engine."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(bare / "healthdesk.db")) as file:
        uri = f"{(data / 'healthdesk.db').as_uri()}?mode=ro"
        file.execute("ATTACH ? AS ours", (uri,))
        file.execute("INSERT INTO health_goal SELECT * FROM ours.health_goal")
        file.commit()


# Figures


def _work(plan: Plan, folder: Path, work: Work, ours: Server, bare: Server) -> Iterator[Row]:
    asked = ours.asked(*work.ours, bodies=work.bodies)
    base, own = in_turns(
        plan.load_rounds,
        partial(_hard, plan, folder, bare.asked(*work.bare, bodies=work.bodies)),
        partial(_hard, plan, folder, asked),
    )
    speed = median([taken.per_second for taken in own])
    note = f"{speed:.0f} a second beside {median([one.per_second for one in base]):.0f}"
    yield Row(
        f"{work.name}, 95 of 100", median([one.p95 for one in own]), "ms", work.goal,
        median([one.p95 for one in base]), _noted(note),
    )  # fmt: skip
    calm = _good(load.paced(asked, plan.load_seconds, speed / 2))
    note = f"{calm.per_second:.0f} a second"
    yield Row(
        f"{work.name} at half the pace, 95 of 100", calm.p95, "ms", work.most_ms,
        note=_noted(note),
    )  # fmt: skip


def _hard(plan: Plan, folder: Path, asked: Asked) -> Taken:
    return _good(load.hard(asked, plan.load_seconds / plan.load_rounds, folder))


def _good(taken: Taken) -> Taken:
    """Raises RuntimeError where something was answered badly: then the figures say nothing."""
    if taken.wrong or not taken.requests:
        raise RuntimeError(f"{taken.wrong} of {taken.requests} requests failed")
    return taken


def _noted(text: str) -> str:
    return "; ".join(filter(None, (text, load.note())))


def _metrics(plan: Plan, ours: Server) -> Row:
    """One question after the other, as Prometheus asks."""
    with httpx.Client(base_url=ours.url, trust_env=False) as client:
        took = []
        for _ in range(max(5, plan.looks * 10)):
            begun = time.perf_counter()
            client.get("/api/metrics").raise_for_status()
            took.append((time.perf_counter() - begun) * 1000)
    return Row("GET metrics, 95 of 100", load.percentile(took), "ms", METRICS_MS)


def _memory(plan: Plan, folder: Path, ours: Server) -> Row:
    """What is kept has been asked for by then; from there on nothing may grow."""
    paths = [path for work in _works() if not work.bodies for path in work.ours]
    asked = ours.asked(*paths, f"{API}/persons", f"{API}/types", f"{API}/status")
    _ask_so_often(asked, plan.soak_requests // WARM_UP_SHARE, folder)
    before = pss_mb(ours.pid)
    done = _ask_so_often(asked, plan.soak_requests, folder)
    return Row(
        "memory after so many requests more", pss_mb(ours.pid), "MB", GROWTH_GOAL, before,
        f"after {done} requests",
    )  # fmt: skip


def _ask_so_often(asked: Asked, count: int, folder: Path) -> int:
    done = 0
    seconds = 1.0
    while done < count:
        taken = _good(load.hard(asked, seconds, folder))
        done += taken.requests
        seconds = min(60.0, max(1.0, (count - done) / taken.per_second))
    return done


def pss_mb(pid: int) -> float:
    """Memory of a process, its share of what it shares with others (MB)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    figures: dict[str, Any] = dict(line.split(None, 1) for line in text.splitlines()[1:])
    return int(figures["Pss:"].split()[0]) / 1024


def _cost(plan: Plan, folder: Path, data: Path, token: str) -> Row:
    """A short answer, where it weighs most: the time a request takes, counted and limited, and
    neither."""
    plain = ("-m", "tests.benchmarks.unmetered_server", str(data))
    path = f"{API}/goals"
    with (
        serving(data, token, limit=ENDLESS) as full,
        serving(data, token, *plain, PROMETHEUS_METRICS_ENABLED="false") as less,
    ):
        base, own = in_turns(
            plan.load_rounds,
            partial(_hard, plan, folder, less.asked(path)),
            partial(_hard, plan, folder, full.asked(path)),
        )
    speeds = [median([1e6 / one.per_second for one in side]) for side in (own, base)]
    return Row("a request counted and limited", speeds[0], "us", COST_GOAL, speeds[1], load.note())


def _start(plan: Plan, data: Path) -> Row:
    """The window's first paint with the interface off, and with no interface at all."""
    env = environment(plan.folder / "home")
    without, off = in_turns(
        plan.processes,
        partial(moments_of, python("-m", "tests.benchmarks.window_without_api", str(data)), env),
        partial(moments_of, python("-m", "tests.benchmarks.window_start", str(data)), env),
    )
    ours, base = (median([one["painted"] for one in side]) * 1000 for side in (off, without))
    return Row("window's start, interface off", ours, "ms", START_GOAL, base)
