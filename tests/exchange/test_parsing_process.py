from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from healthdesk.domain.errors import BadFile, Cancelled, HealthdeskError, NotFound, StorageError
from healthdesk.exchange.batches import Block, Options
from healthdesk.exchange.parsing_child import AHEAD, Outlet
from healthdesk.exchange.parsing_events import Begun, Ended, Failed
from healthdesk.exchange.parsing_process import ParsingProcess
from tests.exchange.apple_exports import export, parsed, record, zipped

NOW = 1_800_000_000_000
READINGS = [record("HeartRate", str(40 + n % 100), "count/min") for n in range(3000)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return zipped(tmp_path / "export.zip", {"apple_health_export/导出.xml": export(*READINGS)})


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """Big enough that the child is still at it when the first batch is here."""
    path = tmp_path / "export.xml"
    path.write_bytes(export(*READINGS * 20))
    return path


def options(batch_rows: int = 1000) -> Options:
    return Options(now=NOW, batch_rows=batch_rows)


def test_the_batches_are_those_of_the_parser_with_progress(file):
    with ParsingProcess() as parsing:
        begun, *batches, ended = list(parsing.read(file, options()))
    rows, tally = parsed(export(*READINGS), now=NOW)
    assert begun == Begun("apple-health", str(file), ("apple_health_export/导出.xml",))
    assert [row for batch in batches for row in batch.rows] == rows
    assert ended == Ended(tally)
    done = [batch.done for batch in batches]
    assert done == sorted(done)
    assert batches[-1].done == batches[-1].total == len(export(*READINGS))


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"hello", BadFile, "file-is-text"),
        (export(*READINGS)[:-20], BadFile, "file-truncated"),
        (None, NotFound, "file-missing"),
    ],
    ids=["foreign", "truncated", "missing"],
)
def test_what_the_parser_refuses_is_raised_here(tmp_path, data, kind, code):
    path = tmp_path / "export.xml"
    if data is not None:
        path.write_bytes(data)
    error = refusal(path)
    assert isinstance(error, kind)
    assert (error.code, error.params["name"]) == (code, "export.xml")


def refusal(path: Path) -> HealthdeskError | None:
    """Why nothing could be read: of the file as such, or of what it was recognised as."""
    try:
        with ParsingProcess() as parsing:
            events = parsing.read(path, options())
            return next((e.error for e in events if isinstance(e, Failed)), None)
    except HealthdeskError as error:
        return error


def test_blocks_lie_in_files_that_are_gone_at_the_end(file):
    places = []
    with ParsingProcess() as parsing:
        for event in parsing.read(file, replace(options(100), owner=bytes(16))):
            if isinstance(event, Block):
                assert event.image == b""
                assert event.place is not None
                assert event.place.read_bytes().startswith(b"SQLite format 3\0")
                places.append(event.place)
    assert len(set(places)) == len(places) > AHEAD
    assert not any(place.exists() for place in places)


def test_one_file_is_read_after_the_other_whatever_became_of_the_one_before(
    file, endless, tmp_path
):
    many = replace(options(100), owner=bytes(16))
    whole = len(READINGS)
    with ParsingProcess() as parsing:
        first = parsing.pid
        assert sum(e.count for e in parsing.read(file, many) if isinstance(e, Block)) == whole
        with pytest.raises(NotFound):
            list(parsing.read(tmp_path / "none.csv", many))
        assert sum(e.count for e in parsing.read(file, many) if isinstance(e, Block)) == whole
        assert parsing.pid == first
        next(parsing.read(endless, many))
        # Its reader left in the middle.
        assert sum(e.count for e in parsing.read(file, many) if isinstance(e, Block)) == whole
        assert parsing.pid != first


def test_only_so_many_blocks_lie_there_unread(tmp_path):
    context = multiprocessing.get_context("spawn")
    (reader, pipe), (answers, reader_answers) = context.Pipe(False), context.Pipe(False)
    outlet = Outlet(pipe, answers, tmp_path)
    for number in range(AHEAD):
        outlet.send(Block(bytes([number]), (), (), (), 1, 1))
    reader_answers.close()  # the reader has gone
    with pytest.raises(BrokenPipeError):
        outlet.send(Block(b"more", (), (), (), 1, 1))
    assert len(list(tmp_path.iterdir())) == AHEAD
    for connection in (reader, pipe, answers):
        connection.close()


def test_leaving_early_ends_the_child(endless):
    with ParsingProcess() as parsing:
        next(parsing.read(endless, options(100)))
        pid = parsing.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_stop_from_elsewhere_is_cancelled(endless):
    with ParsingProcess() as parsing:
        batches = parsing.read(endless, options(100))
        next(batches)
        parsing.stop()
        with pytest.raises(Cancelled):
            list(batches)


def test_a_child_that_dies_is_told_and_waited_for_by_nobody(endless):
    with ParsingProcess() as parsing:
        batches = parsing.read(endless, options(100))
        next(batches)
        assert parsing.pid is not None
        os.kill(parsing.pid, signal.SIGKILL)
        with pytest.raises(StorageError) as caught:
            list(batches)
    assert caught.value.code == "parsing-ended"


def test_the_child_ends_with_its_parent(endless):
    """The parent is killed in the middle; its child must not stay behind."""
    program = (
        "import pathlib, sys, time\n"
        "from healthdesk.exchange.batches import Options\n"
        "from healthdesk.exchange.parsing_process import ParsingProcess\n"
        "if __name__ == '__main__':\n"
        f"    options = Options(now={NOW}, batch_rows=100)\n"
        "    parsing = ParsingProcess()\n"
        "    next(parsing.read(pathlib.Path(sys.argv[1]), options))\n"
        "    print('parsing', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    script = endless.with_suffix(".py")
    script.write_text(program)
    with subprocess.Popen(
        [sys.executable, str(script), str(endless)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"parsing\n"
        parent.kill()
        # The child has its parent's output open too: the end of file is its end.
        assert parent.stdout.read() == b""


def test_closing_twice_closes_once():
    parsing = ParsingProcess()
    parsing.close()
    parsing.close()
    assert parsing.pid is None


def test_a_child_that_cannot_be_started_again_is_told_as_that(endless, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError("no more processes")

    with ParsingProcess() as parsing:
        next(parsing.read(endless, options(100)))
        monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
        with pytest.raises(OSError, match="no more processes"):
            next(parsing.read(endless, options(100)))


def test_the_child_loads_neither_window_nor_database():
    program = (
        "import sys\n"
        "import healthdesk.exchange.parsing_child, healthdesk.exchange.apple_health\n"
        "import healthdesk.exchange.csv_file\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not {"PySide6", "pyqtgraph", "sqlalchemy", "alembic", "sqlcipher3"} & set(loaded)


def test_the_parent_loads_little_before_it_starts():
    """Neither does the command that starts it, nor the child the command line."""
    program = """
import sys, healthdesk.cli.files
print(*(name for name in sys.modules if name == "numpy" or name.startswith("healthdesk.")))
"""
    shown = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    loaded = set(shown.stdout.decode().split())
    assert "healthdesk.exchange.parsing_process" in loaded
    later = {"numpy", "healthdesk.exchange.batches", "healthdesk.exchange.recognise",
             "healthdesk.domain.records", "healthdesk.domain.transfers"}  # fmt: skip
    assert not loaded & later


def test_what_the_child_begins_with_loads_nothing_of_the_command_line():
    program = "import sys, healthdesk.__main__; print('healthdesk.cli' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert shown.stdout.strip() == b"False"
