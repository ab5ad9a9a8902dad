"""Reminders: catching up with many, the next time of one, the next wake-up of all.

The scheduler that keeps one job a reminder in a table (APScheduler's SQLAlchemy job store) is
what ours is timed beside: the same reminders, all due, run by an empty function.
"""

from __future__ import annotations

import datetime as dt
import gc
import itertools
import logging
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.schedules import Schedule, next_after
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminders import Reminders
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import opened
from tests.benchmarks.processes import answer_of, environment, python

GOAL_CATCHING_UP = 1 / 20
GOAL_NEXT = 1.2
GOAL_WAKE_MS = 1.0
GOAL_MS = 50.0
ZONE = ZoneInfo("Europe/Berlin")
EXPRESSIONS = (
    "0 9 * * *", "30 8,20 * * *", "*/15 7-22 * * *", "0 8 * * MON-FRI", "0 9 1,15 * *",
    "30 2 * * *", "0 7 * * SUN",
)  # fmt: skip
DAY_S = 86_400


def rows(plan: Plan) -> list[Row]:
    many = max(plan.some // 10, 50)
    gc.collect()
    # As the window does once all is loaded, for both sides.
    gc.freeze()
    try:
        return [*_catching_up(plan, many), _next_time(plan), *_window(plan, many)]
    finally:
        gc.unfreeze()


# Catching up


def _catching_up(plan: Plan, many: int) -> list[Row]:
    folder = plan.folder / "reminders"
    shutil.rmtree(folder, ignore_errors=True)
    now = time.time_ns() // 1_000_000
    app = opened(folder)
    try:
        _fill(app, many, now)
        waking = _wakes(app, now, plan.looks)
        began = time.perf_counter()
        service = Occurrences(app.db, app.bus, app.settings, lambda: now)
        look = service.look(OWNER, ["desktop"])
        for claim in look.claims:
            service.told(OWNER, claim)
        ours = (time.perf_counter() - began) * 1e6 / many
        if len(look.processed) != many:
            raise ValueError(f"{len(look.processed)} of {many} reminders were due")
    finally:
        app.close()
    few = max(many // 2, 50)
    base = _job_store(plan.folder / "jobs.db", few) * 1e6 / few
    note = f"{many} due, raised, claimed and told; {few} jobs beside"
    return [
        Row("catching up with due reminders, each", ours, "us", GOAL_CATCHING_UP, base, note),
        Row("next wake-up", waking, "ms", GOAL_WAKE_MS, note=f"among {many} reminders"),
    ]


def _fill(app: App, many: int, now: int) -> None:
    """So many reminders at times all over the day, all due at some moment of the last."""
    chance = random.Random(7)  # noqa: S311 - the same reminders on every run
    service = Reminders(app.db, app.bus, app.settings, lambda: now - DAY_S * 1000)
    person = app.journal.default_person(OWNER)
    drafts = [
        ReminderDraft(f"{chance.randrange(60)} {chance.randrange(24)} * * *", "Weigh yourself",
                      zone="UTC")
        for _ in range(many)
    ]  # fmt: skip
    for start in range(0, many, 1000):
        service.store(OWNER, person.id, drafts[start : start + 1000])


def _wakes(app: App, now: int, looks: int) -> float:
    service = Occurrences(app.db, app.bus, app.settings, lambda: now)
    return median([_seconds(lambda: service.next_wake(OWNER)) * 1000 for _ in range(looks * 10)])


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _job_store(file: Path, many: int) -> float:
    """Seconds in which APScheduler runs so many due jobs once and stores their next times."""
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.base import BaseScheduler
    from apscheduler.triggers.cron import CronTrigger

    class Stepped(BaseScheduler):  # type: ignore[misc]
        """Has no thread: what its own would do when it wakes is asked for."""

        def wakeup(self) -> None:
            """Nobody sleeps."""

        def shutdown(self, wait: bool = True) -> None:
            super().shutdown(wait)

        def step(self) -> None:
            self._process_jobs()

    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    file.unlink(missing_ok=True)
    store = SQLAlchemyJobStore(f"sqlite:///{file}")
    scheduler = Stepped(
        jobstores={"default": store}, executors={"default": DebugExecutor()}, timezone=dt.UTC
    )
    scheduler.start()
    try:
        due = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
        for number in range(many):
            trigger = CronTrigger(minute=number % 60, hour=number % 24, timezone=dt.UTC)
            scheduler.add_job(
                told, trigger, id=str(number), next_run_time=due, misfire_grace_time=None,
                coalesce=True,
            )  # fmt: skip
        took = _seconds(scheduler.step)
        if store.get_due_jobs(dt.datetime.now(dt.UTC)):
            raise ValueError("not every job was run")
        return took
    finally:
        scheduler.shutdown()


def told() -> None:
    """What a job of the other scheduler does."""


# The window


def _window(plan: Plan, many: int) -> list[Row]:
    folder = plan.folder / "reminders-window"
    shutil.rmtree(folder, ignore_errors=True)
    app = opened(folder)
    try:
        _fill(app, many, time.time_ns() // 1_000_000 + DAY_S * 1000)
    finally:
        app.close()
    page = plan.folder / "reminders-page"
    shutil.rmtree(page, ignore_errors=True)
    shutil.copytree(folder, page)
    told = _visited(plan, "remind", folder, many)
    seen = _visited(plan, "remind-page", page, many)
    after = f"in one notice after {max(told['took'] / 1000 - 1, 0):.1f} s"
    at_page = f"{many} due at once, their page in sight"
    return [
        _block("window while reminders are told", told, f"{many} due at once, {after}"),
        _block("page of reminders while they are told", seen, at_page),
        _block("page of reminders opened", seen["open"], f"{many} reminders"),
    ]


def _visited(plan: Plan, visitor: str, folder: Path, many: int) -> dict[str, Any]:
    found: dict[str, Any] = answer_of(
        python("-m", "tests.benchmarks.window_process", visitor, str(folder), str(many)),
        environment(plan.folder / "home"),
    )
    return found


def _block(what: str, took: dict[str, Any], note: str) -> Row:
    return Row(f"{what}: longest block", took["gap"], "ms", GOAL_MS, note=note)


# Next times


def _next_time(plan: Plan) -> Row:
    begin = round(dt.datetime(2027, 3, 1, tzinfo=dt.UTC).timestamp())
    starts = [begin + 5_003 * number for number in range(max(plan.writes // 5, 3))]
    pairs = list(itertools.product(EXPRESSIONS, starts))
    ours, theirs = [], []
    for _ in range(plan.looks):
        ours.append(_seconds(lambda: [_our_next(text, at) for text, at in pairs]))
        theirs.append(_seconds(lambda: [_their_next(text, at) for text, at in pairs]))
    scale = 1e6 / len(pairs)
    return Row(
        "next time of a reminder", median(ours) * scale, "us", GOAL_NEXT,
        median(theirs) * scale, "beside cronsim",
    )  # fmt: skip


def _our_next(text: str, at: int) -> int | None:
    return next_after(Schedule(text), ZONE, at * 1000)


def _their_next(text: str, at: int) -> dt.datetime:
    return next(CronSim(text, dt.datetime.fromtimestamp(at, ZONE)))
