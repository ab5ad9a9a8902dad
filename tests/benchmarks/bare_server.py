"""The least that answers like the interface for programs: FastAPI on uvicorn, each address one
or two statements on a file of its own, with neither tokens nor limits, checks or metrics.

`python -m tests.benchmarks.bare_server DATABASE` prints its address and serves until SIGTERM.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
import threading
import time
import uuid
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from healthdesk.api.server import listen

PAGE = (
    "SELECT r.id, r.uid, r.person_id, r.type_id, t.slug, r.value, r.value2, r.given, r.given2,"
    " r.given_unit, r.comparator, r.recorded_at, r.offset_min, r.ended_at, r.note, r.tags,"
    " s.name, r.import_id, r.created_at, r.updated_at, r.deleted_at FROM health_record r"
    " JOIN health_source s ON s.id = r.source_id JOIN health_type t ON t.id = r.type_id"
    " WHERE r.person_id = 1 AND r.deleted_at IS NULL"
    " ORDER BY r.recorded_at DESC, r.id DESC LIMIT ? OFFSET ?"
)
DAYS = (
    "SELECT day, n, total, lo, hi FROM health_day WHERE person_id = 1 AND day > ?"
    " AND type_id = (SELECT id FROM health_type WHERE slug = ?) ORDER BY day"
)
GOALS = "SELECT * FROM health_goal WHERE person_id = 1 AND archived_at IS NULL ORDER BY id"
LATEST = (
    "SELECT recorded_at, value, value2 FROM health_record WHERE person_id = 1 AND type_id = ?"
    " AND deleted_at IS NULL ORDER BY recorded_at DESC LIMIT 1"
)
INSERT = (
    "INSERT INTO health_record(uid, person_id, type_id, recorded_at, offset_min, ended_at, value,"
    " value2, source_id, note, created_at, updated_at) SELECT ?, 1, id, ?, 0, ?, ?, 0, 1, ?, ?, ?"
    " FROM health_type WHERE slug = ?"
)


class Reading(BaseModel):
    type: str
    value: float
    note: str = ""


class _Files(threading.local):
    """One connection a thread."""

    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("PRAGMA cache_size=-64000")
        self.db.execute("PRAGMA busy_timeout=10000")


def make(path: str) -> FastAPI:
    inner, files = FastAPI(), _Files(path)

    @inner.get("/records")
    def list_records(limit: int = 20, offset: int = 0) -> dict[str, Any]:
        return {"data": _plain(files.db.execute(PAGE, (limit, offset)))}

    @inner.get("/analytics/{slug}")
    def read_analytics(slug: str) -> dict[str, Any]:
        today = dt.datetime.now(dt.UTC).date().toordinal() - dt.date(1970, 1, 1).toordinal()
        return {"data": _plain(files.db.execute(DAYS, (today - 30, slug)))}

    @inner.get("/goals")
    def list_goals() -> dict[str, Any]:
        goals = _plain(files.db.execute(GOALS))
        for goal in goals:
            goal["current"] = _plain(files.db.execute(LATEST, (goal["type_id"],)))
        return {"data": goals}

    @inner.post("/records", status_code=201)
    def create_record(reading: Reading) -> dict[str, Any]:
        now = time.time_ns() // 1_000_000
        uid = uuid.uuid4().bytes
        values = (uid, now, now, reading.value, reading.note, now, now, reading.type)
        added = files.db.execute(INSERT, values)
        return {"id": added.lastrowid, "recorded_at": now, **reading.model_dump()}

    return inner


def _plain(found: sqlite3.Cursor) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description]
    return [
        {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in zip(names, row, strict=True)
        }
        for row in found
    ]


if __name__ == "__main__":
    listening = listen("127.0.0.1", 0)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(make(sys.argv[1]), log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])
