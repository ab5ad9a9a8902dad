"""Data folders with any number of made-up readings, the same for the same number and day.

They are written through the program's own storage, in chunks as an import writes them, and
kept beside the other results of a run, since a million rows take a while.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from healthdesk.bootstrap import App, open_app
from healthdesk.domain.identity import imported_uid
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, day_of, local_day
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.storage import imports, persons, records
from healthdesk.storage.database import SCHEMA, Priority, Tx
from healthdesk.storage.rollups import ROLLUP_VERSION

VERSION = 2
SEED = 7
CHUNK = 20_000
MOST_DAYS = 1095
DAYS_OF_ROWS = 100  # fewer rows than a hundred a day spread over fewer days
PERSON_UID = bytes.fromhex("0190c0de000070008000000000000001")
DENSE = "heart-rate"
# Of each day's rows beyond the few a person types, in hundredths: of ten million the densest
# has 3.7 million.
SHARES = (
    (DENSE, 37), ("steps", 14), ("active-energy", 12), ("oxygen-saturation", 20),
    ("respiratory-rate", 17),
)  # fmt: skip
INTERVALS = frozenset({"steps", "active-energy"})

# slug, recorded_at, ended_at, value, value2, source, note
Reading = tuple[str, int, int, float, float, str, str | None]


def opened(folder: Path) -> App:
    paths = Paths.find(str(folder), {})
    return open_app(paths, Settings.load(paths, {}), "benchmark")


def filled(home: Path, count: int, most_days: int = MOST_DAYS) -> Path:
    """The data folder with so many readings up to today, made where there is none."""
    today = day_of(dt.datetime.now(dt.UTC).date())
    folder = home / (f"records-{count}" + (f"-{most_days}" if most_days != MOST_DAYS else ""))
    # One of an older schema would be migrated anew in each copy, older rollups made anew.
    wanted = {
        "version": VERSION, "schema": SCHEMA, "rollups": ROLLUP_VERSION, "count": count,
        "today": today,
    }  # fmt: skip
    made = folder / "made.json"
    if made.exists() and json.loads(made.read_text("utf-8")) == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    app = opened(folder)
    try:
        fill(app, count, today, most_days)
    finally:
        app.close()
    made.write_text(json.dumps(wanted), encoding="utf-8")
    return folder


def copied(source: Path, target: Path) -> Path:
    """The same data in a folder that may be changed."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True, mode=0o700)
    for ending in ("", "-wal"):
        file = source / f"healthdesk.db{ending}"
        if file.exists():
            shutil.copyfile(file, target / file.name)
    return target


def fill(app: App, count: int, today: int, most_days: int = MOST_DAYS) -> None:
    """Store `count` readings of one person as a finished import."""
    with app.db.transaction("add-person") as tx:
        fields = {"name": "Bench", "color": "#1F6FEB", "time_zone": "UTC"}
        person_id = persons.insert(tx, PERSON_UID, fields)
        batch = imports.begin(tx, person_id)
    readings = islice(_readings(count, today, most_days), count)
    while chunk := list(islice(readings, CHUNK)):
        with app.db.transaction("import", Priority.IMPORT) as tx:
            _store(tx, chunk, person_id, batch)
    with app.db.transaction("import", Priority.IMPORT) as tx:
        imports.finish(tx, batch, count)


def _store(tx: Tx, chunk: list[Reading], person_id: int, batch: int) -> None:
    sources = {name: records.source_id(tx, name) for name in {one[5] for one in chunk}}
    first = records.newest_id(tx)
    rows: list[tuple[Any, ...]] = []
    for slug, at, ended, value, value2, source, note in chunk:
        kind = tx.types[slug]
        uid = imported_uid(PERSON_UID, slug, at, ended, source, value, value2)
        rows.append(
            (uid, person_id, kind.id, at, 0, ended, value, value2, None, None, None, None,
             sources[source], batch, None, None, note, None, None, tx.now, tx.now, None)
        )  # fmt: skip
        tx.touch(person_id, kind.id, local_day(at, 0))
        tx.touch(person_id, kind.id, local_day(ended, 0))
    added = records.insert_imported(tx, rows)
    if added != len(rows):
        raise ValueError(f"{len(rows) - added} readings came twice")
    records.index_imported_text(tx, batch, first)


def _readings(count: int, today: int, most_days: int) -> Iterator[Reading]:
    """Day by day, oldest first; the last day takes what is left."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    days = max(1, min(most_days, count // DAYS_OF_ROWS))
    a_day = count // days
    for number in range(days):
        day = today - days + number
        wanted = count - a_day * number if number == days - 1 else a_day
        yield from sorted(islice(_day(rng, day, wanted), wanted), key=lambda one: one[1])


def _day(rng: random.Random, day: int, wanted: int) -> Iterator[Reading]:
    start = day * DAY_MS
    note = "after a walk" if rng.random() < 0.1 else None
    morning = start + 7 * HOUR_MS
    yield "weight", morning, morning, 78 + round(rng.gauss(0, 0.6), 1), 0.0, "Scale", note
    for hour in (8, 20):
        at = start + hour * HOUR_MS
        upper, lower = round(rng.gauss(126, 7)), round(rng.gauss(80, 5))
        yield "blood-pressure", at, at, float(upper), float(lower), "Cuff", None
    yield "mood", start + 21 * HOUR_MS, start + 21 * HOUR_MS, rng.randint(3, 9), 0.0, "Phone", None
    yield from _night(rng, start)
    rest = wanted - 8
    for slug, share in SHARES:
        yield from _spread(rng, start, slug, -(-rest * share // 100))


def _night(rng: random.Random, start: int) -> Iterator[Reading]:
    at = start
    for code in (2, 3, 2, 4):
        ended = at + rng.randrange(60, 100) * MINUTE_MS
        yield "sleep-stage", at, ended, float(code), 0.0, "Watch", None
        at = ended


def _spread(rng: random.Random, start: int, slug: str, count: int) -> Iterator[Reading]:
    """`count` readings of a type evenly over the day."""
    middle, spread = {
        DENSE: (72, 9), "steps": (90, 30), "active-energy": (4, 1), "oxygen-saturation": (97, 1),
        "respiratory-rate": (15, 2),
    }[slug]  # fmt: skip
    for number in range(count):
        at = start + number * (DAY_MS - MINUTE_MS) // max(1, count)
        ended = at + (DAY_MS // (2 * count) if slug in INTERVALS else 0)
        value = float(
            max(1, min(100 if middle == 97 else 10_000, round(rng.gauss(middle, spread))))
        )
        yield slug, at, ended, value, 0.0, "Watch", None
