"""Importing a big Apple Health export, beside an XML parser that keeps nothing; and bulk
storing, beside bare statements on the same table."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.identity import imported_uid
from healthdesk.exchange.batches import Batch, Block, Row
from healthdesk.exchange.columns import blocks, in_columns
from healthdesk.storage import imports, intake, records
from healthdesk.storage.database import Priority
from healthdesk.storage.intake import Shared
from tests.benchmarks import figures
from tests.benchmarks.apple_file import apple_file
from tests.benchmarks.figures import Plan
from tests.benchmarks.filled_folder import opened
from tests.benchmarks.processes import PROGRAM, ROOT, environment, in_turns, python, seconds_of

GOAL, GOAL_AGAIN, GOAL_GROWTH, GOAL_MB, GOAL_BULK = 3.0, 1.1, 1.15, 200.0, 1.3
GOAL_ENCRYPTED = 3.5
CHUNK = 10_000
MB = 1024.0
BARE = """
import sys, zipfile
from xml.parsers import expat
parser = expat.ParserCreate()
parser.StartElementHandler = lambda name, attributes: None
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(archive.namelist()[0]) as file:
    while data := file.read(1 << 20):
        parser.Parse(data, False)
parser.Parse(b"", True)
"""
# As the command does it, into a file with a key.
ENCRYPTED = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.paths import Paths
from healthdesk.services.bus import Bus
from healthdesk.services.journal import Journal
from healthdesk.services.keeper import Keeper
from healthdesk.services.transfer import Transfer
from healthdesk.settings import Settings
from healthdesk.storage.database import Database
paths = Paths.find(sys.argv[1], {})
paths.make()
settings, bus = Settings(paths.config_file, {}, {}), Bus()
db = Database(paths.database, "bench", key=bytes(range(32)))
db.open()
Keeper(db, bus, paths).make_ready(OWNER)
Journal(db, bus, settings).default_person(OWNER)
Transfer(db, bus, settings).import_files(OWNER, [Path(sys.argv[2])])
db.close()
"""


def rows(plan: Plan) -> list[figures.Row]:
    return [*_imports(plan), *_growth(plan), _bulk(plan)]


def _imports(plan: Plan) -> list[figures.Row]:
    source = apple_file(plan.folder, plan.many)
    env = environment(plan.folder / "home")
    data = plan.folder / "import-speed"
    bare = python("-c", BARE, str(source))
    base, first, encrypted = in_turns(
        1,
        lambda: seconds_of(bare, env),
        lambda: _import(plan, source, data),
        lambda: _import_encrypted(plan, source),
        warm_up=0,
    )
    again = seconds_of(_command(source, data), env)
    told = opened(data)
    try:
        stored = told.keeper.digest(OWNER)["records"]
    finally:
        told.close()
    if stored != plan.many:
        raise ValueError(f"{stored} of {plan.many} readings are there after two imports")
    _, peak = _watched(_command(source, _emptied(data)), env)
    size = f"{plan.many} records"
    return [
        figures.Row("Apple Health import", first[0], "s", GOAL, base[0], size),
        figures.Row(
            "Apple Health import, encrypted", encrypted[0], "s", GOAL_ENCRYPTED, base[0], size
        ),
        figures.Row("Apple Health import, again", again, "s", GOAL_AGAIN, first[0], size),
        figures.Row("Apple Health import, peak memory", peak, "MB", GOAL_MB, note=size),
    ]


def _growth(plan: Plan) -> list[figures.Row]:
    """Time a thousand records take in a file four times as large, beside one of a quarter; and
    the memory of the former."""
    data, env = plan.folder / "import-speed", environment(plan.folder / "home")
    large, small = 4 * plan.many, plan.many // 4
    times, peaks = [], []
    for count in (large, small):
        took, peak = _watched(_command(apple_file(plan.folder, count), _emptied(data)), env)
        times.append(1e6 * took / count)
        peaks.append(peak)
    shutil.rmtree(data)
    (plan.folder / f"apple-{large}.zip").unlink()
    name, note = "Apple Health import, a thousand records", f"{large} records beside {small}"
    memory = "Apple Health import, peak memory of a larger one"
    return [
        figures.Row(name, times[0], "ms", GOAL_GROWTH, times[1], note),
        figures.Row(memory, peaks[0], "MB", GOAL_MB, note=f"{large} records"),
    ]


def _command(source: Path, data: Path) -> list[str]:
    return python("-c", PROGRAM, "import", "--data-dir", str(data), str(source))


def _emptied(data: Path) -> Path:
    shutil.rmtree(data, ignore_errors=True)
    return data


def _import(plan: Plan, source: Path, data: Path) -> float:
    return seconds_of(_command(source, _emptied(data)), environment(plan.folder / "home"))


def _import_encrypted(plan: Plan, source: Path) -> float:
    data = plan.folder / "import-encrypted"
    command = python("-c", ENCRYPTED, str(_emptied(data)), str(source))
    took = seconds_of(command, environment(plan.folder / "home"))
    shutil.rmtree(data)
    return took


def _watched(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds a process took, and the most MB that it and those it started held at one time,
    looked at often."""
    most, begun = 0, time.perf_counter()
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    with process:
        while process.poll() is None:
            most = max(most, sum(map(_resident_kb, _family(process.pid))))
            time.sleep(0.02)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
    return time.perf_counter() - begun, most / MB


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:  # it has ended meanwhile
        return
    for child in children.split():
        yield from _family(int(child))


def _resident_kb(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^VmRSS:\s+(\d+)", status, re.MULTILINE)
    return int(found[1]) if found else 0


# -- bulk storing ----------------------------------------------------------------------------


def _bulk(plan: Plan) -> figures.Row:
    """With day figures and the duplicate rule, beside a bare statement that has neither; both
    get their readings ready made, as the reading process hands them on."""
    chunks = list(_chunks(plan.some))
    base, ours = in_turns(
        1, lambda: _with(plan, _bare, chunks), lambda: _with(plan, _ours, chunks), warm_up=0
    )
    note = f"{plan.some} readings, day figures included"
    return figures.Row("bulk storing", ours[0], "s", GOAL_BULK, base[0], note)


def _chunks(count: int) -> Iterator[list[Row]]:
    readings: Iterator[Row] = (
        ("heart-rate", 1_600_000_000_000 + 60_000 * number, 60, 1_600_000_000_000 + 60_000 * number,
         float(60 + number % 50), None, "bpm", float(60 + number % 50), 0.0, "", "Watch", "",
         number)
        for number in range(count)
    )  # fmt: skip
    while chunk := list(islice(readings, CHUNK)):
        yield chunk


def _with(plan: Plan, store: Any, chunks: list[list[Row]]) -> float:
    app = opened(_emptied(plan.folder / "bulk"))
    try:
        return float(store(app, chunks))
    finally:
        app.close()


def _bare(app: App, chunks: list[list[Row]]) -> float:
    person, kind = app.journal.default_person(OWNER), app.db.types["heart-rate"]
    with app.db.transaction("bench") as tx:
        source = records.source_id(tx, "Watch")
    columns = (
        "uid, person_id, type_id, recorded_at, offset_min, ended_at, value, value2, source_id,"
        " import_id, import_line, created_at, updated_at"
    )
    sql = f"INSERT INTO health_record({columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
    ready = [
        [
            (imported_uid(person.uid, row[0], row[1], row[3], row[10], row[7], row[8]), person.id,
             kind.id, row[1], row[2], row[3], row[7], row[8], source, 1, row[12], 1, 1)
            for row in chunk
        ]
        for chunk in chunks
    ]  # fmt: skip
    raw: Any = app.db.connect()  # the same engine, pragmas, table and indices
    begun = time.perf_counter()
    for rows_ in ready:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(sql, rows_)
        raw.execute("COMMIT")
    took = time.perf_counter() - begun
    raw.close()
    return took


def _ours(app: App, chunks: list[list[Row]]) -> float:
    person, types = app.journal.default_person(OWNER), app.db.types
    by_slug = {kind.slug: kind for kind in types}
    place = app.paths.data / "block"
    with app.db.transaction("bench") as tx:
        source, batch = records.source_id(tx, "Watch"), imports.begin(tx, person.id)
    kind = types["heart-rate"]
    groups = {0: Shared(person.id, kind.id, source, None, None, None)}
    ready: list[Block] = []
    for chunk in chunks:
        columns, _ = in_columns(Batch(chunk, 1, 1))
        ready += blocks(columns, by_slug, person.uid, CHUNK, 1, 1, {})
    begun = time.perf_counter()
    with app.db.bulk() as write_back:
        for block in ready:
            place.write_bytes(block.image)
            with app.db.transaction("import", Priority.IMPORT, place) as tx:
                intake.take(tx, batch, groups, own=False, plain=block.plain, alone=True)
                tx.touched[person.id, kind.id].update(block.days[0])
                intake.sum_up(tx, groups, block.sources)
            write_back()
    return time.perf_counter() - begun
