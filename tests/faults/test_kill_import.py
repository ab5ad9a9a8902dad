"""An import killed at any moment leaves nothing of itself or all of it, and can be done again.

`HEALTHDESK_SOAK=1` kills 200 times during 100 000 readings instead of 20 times during fewer.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.domain.records import Person
from healthdesk.domain.transfers import ImportOptions
from healthdesk.exchange.scratch import MEMORY, PREFIX
from tests.exchange.apple_exports import export, record
from tests.exchange.samples import ANSWERS, samples
from tests.opened import child, digest, open_folder, verified, weight

SOAK = bool(os.environ.get("HEALTHDESK_SOAK"))
KILLS, READINGS = (200, 100_000) if SOAK else (20, 12_000)
# In one zip with a large export, each a batch of its own way to be stored.
WAYS = ("import", "take back", "import", "undo")
BESIDE = ("csv", "fhir", "garmin-fit", "health-connect", "libreview", "nightscout", "omron")
# The parsing child must be gone this long (seconds) after its parent, however busy we are.
ORPHAN = 30

IMPORTS = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.transfers import ImportOptions
from tests.exchange.samples import ANSWERS
from tests.opened import open_folder

app = open_folder(Path(sys.argv[1]))
print("opened", flush=True)
app.transfer.import_files(
    OWNER, [Path(sys.argv[2])], None, ImportOptions(answers=ANSWERS),
    progress=lambda done, total, rows: print(rows, flush=True),
)
app.close()
"""
UNDOES = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from tests.opened import open_folder

app = open_folder(Path(sys.argv[1]))
print("opened", flush=True)
app.transfer.undo_import(OWNER, app.transfer.batches(OWNER)[-1].id)
app.close()
"""
OPENS = """
import sys
from pathlib import Path
from tests.opened import open_folder

print("opening", flush=True)
open_folder(Path(sys.argv[1])).close()
"""


@dataclass(slots=True)
class Rounds:
    """A data folder in which imports are killed, and what it may look like afterwards."""

    folder: Path
    file: Path
    place: Path
    before: str
    after: str = ""
    # How long each program takes when it is left alone (seconds), from its first word.
    lengths: dict[str, float] = field(default_factory=dict)
    pids: list[int] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)

    def learn(self, program: str) -> None:
        with child(program, self.folder, self.file) as process:
            assert process.stdout is not None
            assert process.stdout.readline()
            begun = time.monotonic()
            process.communicate()
            self.lengths[program] = time.monotonic() - begun
            assert process.returncode == 0

    def killed(self, program: str, share: float) -> None:
        """Run a program and kill it after a share of the time it takes."""
        with child(program, self.folder, self.file) as process:
            assert process.stdout is not None
            assert process.stdout.readline()
            try:
                process.wait(self.lengths[program] * share)
            except subprocess.TimeoutExpired:
                process.kill()
            self.ended(process)

    def killed_at(self, word: int) -> None:
        """Kill an import as soon as it told its progress so many times."""
        with child(IMPORTS, self.folder, self.file) as process:
            assert process.stdout is not None
            for _ in range(word + 1):
                process.stdout.readline()
            process.kill()
            self.ended(process)

    def ended(self, process: subprocess.Popen[str]) -> None:
        # The parsing child has its parent's output open too: the end of file is its end.
        process.communicate(timeout=ORPHAN)
        self.pids.append(process.pid)

    def scratch(self) -> list[Path]:
        """What is left of folders that were worked in."""
        ours = tuple(f"{PREFIX}{pid}-" for pid in self.pids)
        kept = MEMORY.iterdir() if MEMORY.is_dir() else ()
        return [*self.place.iterdir(), *(path for path in kept if path.name.startswith(ours))]

    def check(self, *, undone: bool) -> None:
        """None or whole is there, and importing it completes it without anything double.
        `undone`: the folder is made as it was before."""
        app = open_folder(self.folder)
        try:
            assert self.scratch() == []
            verified(app)
            now = digest(app)
            assert now in (self.before, self.after)
            assert {batch.status for batch in app.transfer.batches(OWNER)} <= {"done", "undone"}
            self.met["whole" if now == self.after else "none"] += 1
            assert (do_import(app, self.file) is None) == (now == self.after)
            assert digest(app) == self.after
            if undone:
                app.transfer.undo_import(OWNER, done_batch(app))
                assert digest(app) == self.before
        finally:
            app.close()


def done_batch(app: App) -> int:
    return [batch.id for batch in app.transfer.batches(OWNER) if batch.status == "done"][-1]


def do_import(app: App, file: Path) -> int | None:
    return app.transfer.import_files(OWNER, [file], None, ImportOptions(answers=ANSWERS)).batch


def several_formats(path: Path, readings: int = READINGS) -> Path:
    """A zip with a large export and a file of each other format."""
    beats = (
        record("HeartRate", str(40 + n % 90), "count/min",
               start=f"2023-{1 + n // 86_400 % 12:02d}-{1 + n // 3600 % 24:02d} "
                     f"{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d} +0100")
        for n in range(readings)
    )  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("apple_health_export/export.xml", export(*beats))
        for number, sample in enumerate(samples()):
            if sample.format in BESIDE:
                archive.writestr(f"{number}/{sample.name}", sample.data)
    return path


@pytest.fixture
def rounds(app: App, me: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rounds:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", str(place))
    app.journal.add(OWNER, [weight(80 + n) for n in range(3)], me.id)
    file = several_formats(tmp_path / "everything.zip")
    rounds = Rounds(app.paths.data, file, place, digest(app))
    app.close()
    return rounds


@pytest.mark.slow
@pytest.mark.timeout(120 + 17 * KILLS)
def test_an_import_killed_at_any_moment_is_there_whole_or_not_at_all(rounds: Rounds):
    chance = random.Random(11)  # noqa: S311 - the same moments on every run
    rounds.learn(IMPORTS)
    again = open_folder(rounds.folder)
    rounds.after = digest(again)
    again.close()
    rounds.learn(UNDOES)
    rounds.learn(OPENS)
    for kill in range(KILLS):
        # Spread over the whole time, so that none of its parts is left out.
        share = (kill + chance.random()) / KILLS
        way = WAYS[kill % len(WAYS)]
        if way == "undo":
            rounds.killed(UNDOES, share)
        elif way == "take back":
            rounds.killed_at(chance.randrange(1, 8))
            rounds.killed(OPENS, share)
        else:
            rounds.killed(IMPORTS, share)
        rounds.met[way] += 1
        rounds.check(undone=WAYS[(kill + 1) % len(WAYS)] != "undo")
    print(dict(rounds.met))


def test_an_import_whose_parser_is_killed_stores_nothing(app: App, me: Person, tmp_path: Path):
    before = digest(app)

    def kill_parser(_done: int, _total: int, _rows: int) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(StorageError) as caught:
        app.transfer.import_files(
            OWNER, [several_formats(tmp_path / "everything.zip", 60_000)], progress=kill_parser
        )
    assert caught.value.code == "parsing-ended"
    assert app.transfer.batches(OWNER) == ()
    assert digest(app) == before
    verified(app)
