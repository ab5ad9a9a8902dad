"""Open data folders for tests: a ready-made empty file is copied instead of migrated anew."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App, open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.events import Event
from healthdesk.domain.records import Draft, Person
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.storage.database import Database

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
# Monday, 1 January 2024, 00:00 UTC, and its ordinal.
NEW_YEAR = 1_704_067_200_000
NEW_YEAR_DAY = NEW_YEAR // DAY


def paths_of(folder: Path) -> Paths:
    return Paths.find(str(folder), {})


def open_folder(folder: Path) -> App:
    paths = paths_of(folder)
    return open_app(paths, Settings(paths.config_file, {}, {}))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and seeded file without a reading."""
    paths = paths_of(tmp_path_factory.mktemp("empty") / "data")
    open_folder(paths.data).close()
    return paths.database


@pytest.fixture
def make_app(empty_database: Path, tmp_path: Path) -> Iterator[Callable[[str], App]]:
    """`make_app("here")`: the services over an empty file in a folder of that name; asked
    again for the same folder, over what is there."""
    opened: list[App] = []

    def make(name: str = "data") -> App:
        folder = tmp_path / name
        if not folder.exists():
            folder.mkdir(mode=0o700)
            shutil.copyfile(empty_database, folder / "healthdesk.db")
            (folder / "healthdesk.db").chmod(0o600)
        opened.append(open_folder(folder))
        return opened[-1]

    yield make
    for app in opened:
        app.close()


@pytest.fixture
def app(make_app: Callable[[str], App]) -> App:
    return make_app("data")


@pytest.fixture
def me(app: App) -> Person:
    return app.journal.default_person(OWNER)


@contextlib.contextmanager
def listening(app: App) -> Iterator[list[Event]]:
    """The events published inside the block."""
    heard: list[Event] = []
    stop = app.bus.subscribe(heard.append)
    try:
        yield heard
    finally:
        stop()


def weight(value: float = 81.4, at: int = NEW_YEAR + 8 * HOUR, **more: Any) -> Draft:
    return Draft(
        **{"type": "weight", "unit": "kg", "offset": 0, **more}, value=value, recorded_at=at
    )


def pressure(first: float, second: float, at: int = NEW_YEAR + 8 * HOUR, **more: Any) -> Draft:
    return Draft("blood-pressure", first, "mmHg", at, more.pop("offset", 0), value2=second, **more)


def steps(value: float, start: int, end: int | None = None, source: str = "Watch") -> Draft:
    return Draft("steps", value, "steps", start, 0, ended_at=end, source=source)


def digest(app: App, *, with_deleted: bool = False) -> str:
    return str(app.keeper.digest(OWNER, with_deleted)["digest"])


def verified(app: App) -> None:
    """Fails where a promise of the file is broken, rollups made anew included."""
    answer = app.keeper.verify(OWNER, deep=True)
    assert answer["ok"], [check for check in answer["checks"] if not check["ok"]]


def query(db: Database, sql: str, *parameters: Any) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(sql, parameters).fetchall())


@contextlib.contextmanager
def child(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another process running this program text; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ask(process: subprocess.Popen[str], line: str = "") -> str:
    """Send a line (none: only listen) and wait for one in return; empty when it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    if line:
        process.stdin.write(line + "\n")
        process.stdin.flush()
    return process.stdout.readline().strip()
