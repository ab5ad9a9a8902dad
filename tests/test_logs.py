"""Lines for the person who mends the program, without anything about the person who uses it."""

from __future__ import annotations

import ast
import datetime as dt
import json
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from healthdesk import logs
from healthdesk.domain.errors import BadFile
from healthdesk.logs import EXTRA, LEVELS, SharedFileHandler, configure, read_logs, release
from healthdesk.paths import Paths

TOP = Path(__file__).resolve().parent.parent
LOG = logging.getLogger("healthdesk.tests.logs")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.find(str(tmp_path), {})


@pytest.fixture
def handler(paths):
    made = configure(paths, "debug", "cli")
    yield made
    release(made)


def lines(paths: Paths) -> list[dict[str, Any]]:
    return list(read_logs(paths))


class TestLine:
    def test_a_line_says_when_where_how_serious_and_what(self, paths, handler):
        LOG.info("backup made", extra={"ms": 12, "count": 3})
        (line,) = lines(paths)
        assert line["message"] == "backup made"
        assert (line["level"], line["area"]) == ("info", "tests.logs")
        assert (line["ms"], line["count"], line["pid"]) == (12, 3, os.getpid())
        assert dt.datetime.fromisoformat(str(line["at"])).utcoffset() == dt.timedelta(0)

    def test_arguments_and_fields_not_allowed_are_left_out(self, paths, handler):
        LOG.info("stored %s for %s", "128/82", "Anna", extra={"note": "after stairs"})
        text = handler.path.read_text()
        for private in ("128", "Anna", "stairs"):
            assert private not in text
        assert lines(paths)[0]["message"] == "stored %s for %s"

    def test_an_exception_is_its_class_and_frames_without_its_message(self, paths, handler):
        try:
            try:
                float("weight 81.4 Anna")
            except ValueError as error:
                raise BadFile("not-an-export", path="/home/anna/bp.csv") from error
        except BadFile:
            LOG.info("import failed", exc_info=True)
        assert not {"81.4", "Anna", "anna"} & set(handler.path.read_text().split())
        assert "anna" not in handler.path.read_text().lower()
        outer, inner = lines(paths)[0]["exception"]
        assert outer["class"] == "healthdesk.domain.errors.BadFile"
        assert outer["code"] == "not-an-export"
        assert inner["class"] == "builtins.ValueError"
        assert "test_logs.py:" in inner["frames"][0]

    def test_frames_do_not_name_the_home_folder(self, paths, handler):
        try:
            next(read_logs(paths, level="loud"))
        except ValueError:
            LOG.info("failed", exc_info=True)
        frames = lines(paths)[0]["exception"][0]["frames"]
        assert frames[-1].startswith("healthdesk/logs.py:")

    def test_an_exception_that_causes_itself_ends(self, paths, handler):
        error = ValueError()
        error.__cause__ = TypeError()
        error.__cause__.__cause__ = error
        LOG.info("failed", exc_info=error)
        assert len(lines(paths)[0]["exception"]) == 2

    def test_of_another_library_only_the_place_is_kept(self, paths, handler, expected_logs):
        expected_logs.expect("library.part", "bad value")
        logging.getLogger("library.part").warning("bad value 128/82 of Anna")
        (line,) = lines(paths)
        assert str(line["message"]).startswith("test_logs:")
        assert "128" not in json.dumps(line)

    def test_long_texts_are_cut(self, paths, handler):
        LOG.info("page shown", extra={"page": "x" * 5000})
        assert len(str(lines(paths)[0]["page"])) == logs.TEXT_MAX

    def test_a_lone_surrogate_does_not_lose_the_line(self, paths, handler):
        LOG.info("page shown", extra={"page": "\ud800"})
        assert len(lines(paths)) == 1


class TestFile:
    def test_nothing_is_made_before_the_first_line(self, paths, handler):
        assert not paths.logs.exists()

    def test_folder_and_file_are_private(self, paths, handler):
        LOG.info("one")
        assert stat.S_IMODE(paths.logs.stat().st_mode) == 0o700
        assert stat.S_IMODE(handler.path.stat().st_mode) == 0o600

    def test_the_level_holds_for_our_lines(self, paths, expected_logs):
        expected_logs.expect("healthdesk.tests.logs", "loud")
        made = configure(paths, "warning")
        LOG.info("quiet")
        LOG.warning("loud")
        release(made)
        assert [line["message"] for line in lines(paths)] == ["loud"]

    def test_configuring_again_replaces_the_first(self, paths, handler):
        again = configure(paths, "info", "window")
        LOG.info("once")
        release(again)
        assert len(lines(paths)) == 1
        assert not handler.path.exists()

    def test_rotation_keeps_a_bounded_number_of_bounded_files(self, tmp_path):
        handler = SharedFileHandler(tmp_path / "x.log", max_bytes=2000, kept=2)
        for number in range(100):
            handler.emit(record(number))
        handler.close()
        names = sorted(p.name for p in tmp_path.iterdir())
        assert names == ["x.log", "x.log.1", "x.log.2"]
        assert all(p.stat().st_size <= 2000 for p in tmp_path.iterdir())
        last = json.loads((tmp_path / "x.log").read_text().splitlines()[-1])
        assert last["count"] == 99

    def test_a_file_rotated_by_another_process_is_followed(self, tmp_path):
        one = SharedFileHandler(tmp_path / "x.log")
        one.emit(record(1))
        (tmp_path / "x.log").rename(tmp_path / "x.log.1")
        one.emit(record(2))
        one.close()
        assert json.loads((tmp_path / "x.log").read_text())["count"] == 2

    def test_several_processes_write_and_rotate_one_file_without_losing_a_line(self, tmp_path):
        program = (
            "import logging, sys; from pathlib import Path\n"
            "from healthdesk.logs import SharedFileHandler\n"
            "log = logging.getLogger('healthdesk.t'); log.setLevel('INFO')\n"
            "log.addHandler(SharedFileHandler(Path(sys.argv[1]), 20_000, 99))\n"
            "for n in range(500): log.info('line', extra={'seq': n, 'task': sys.argv[2]})\n"
        )
        folder = tmp_path / "logs"
        started = [
            subprocess.Popen([sys.executable, "-c", program, str(folder / "x.log"), name], cwd=TOP)
            for name in "abc"
        ]
        assert [each.wait() for each in started] == [0, 0, 0]
        found = [(line["task"], line["seq"]) for line in logs._lines_of(folder / "x.log")]
        assert sorted(found) == [(name, n) for name in "abc" for n in range(500)]

    def test_lines_the_disk_refused_are_counted_afterwards(self, tmp_path, capsys):
        (tmp_path / "logs").write_text("a file where the folder should be")
        handler = SharedFileHandler(tmp_path / "logs" / "x.log")
        handler.emit(record(1))
        handler.emit(record(2))
        (tmp_path / "logs").unlink()
        handler.emit(record(3))
        handler.close()
        first, second = map(json.loads, handler.path.read_text().splitlines())
        assert (first["message"], first["count"]) == ("lines could not be written", 2)
        assert second["count"] == 3
        assert capsys.readouterr().err == ""


def record(number: int) -> logging.LogRecord:
    made = LOG.makeRecord(LOG.name, logging.INFO, __file__, 1, "line", (), None)
    made.count = number
    return made


class TestRead:
    def test_lines_of_all_programs_come_in_order_of_time(self, paths):
        paths.logs.mkdir()
        write(paths, "window.log.1", ("2026-01-01T08:00", "info", "ui"))
        write(paths, "window.log", ("2026-01-01T10:00", "error", "ui.charts"))
        write(paths, "cli.log", ("2026-01-01T09:00", "warning", "storage"))
        assert [line["at"][11:13] for line in read_logs(paths)] == ["08", "09", "10"]
        assert [line["area"] for line in read_logs(paths, area="ui")] == ["ui", "ui.charts"]
        assert [line["level"] for line in read_logs(paths, level="warning")] == [
            "warning", "error"
        ]  # fmt: skip
        since = dt.datetime(2026, 1, 1, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
        assert [line["area"] for line in read_logs(paths, since=since)] == ["ui.charts"]

    def test_a_torn_line_does_not_hide_the_others(self, paths):
        paths.logs.mkdir()
        write(paths, "cli.log", ("2026-01-01T09:00", "info", "storage"))
        with (paths.logs / "cli.log").open("a") as out:
            out.write('{"at": "2026-01-0')
        assert len(list(read_logs(paths))) == 1

    def test_without_logs_there_is_nothing(self, paths):
        assert list(read_logs(paths)) == []


def write(paths: Paths, name: str, *found: tuple[str, str, str]) -> None:
    text = "".join(
        json.dumps({"at": f"{at}:00.000+00:00", "level": level, "area": area, "message": "m"})
        + "\n"
        for at, level, area in found
    )
    (paths.logs / name).write_text(text)


def log_calls() -> list[tuple[str, ast.Call]]:
    found = []
    for path in sorted((TOP / "healthdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name("LOG" | "_LOG"), attr=method)):
                    if method in (*LEVELS, "exception", "critical", "log"):
                        found.append((f"{path.relative_to(TOP)}:{node.lineno}", node))
    return found


def test_every_log_call_is_a_constant_sentence_with_allowed_fields():
    for where, call in log_calls():
        assert isinstance(call.func, ast.Attribute)
        said = call.args[1:] if call.func.attr == "log" else call.args
        assert [type(arg) for arg in said] == [ast.Constant], where
        for keyword in call.keywords:
            assert keyword.arg in ("extra", "exc_info"), where
            if keyword.arg == "extra":
                assert isinstance(keyword.value, ast.Dict), where
                names = {key.value for key in keyword.value.keys if isinstance(key, ast.Constant)}
                assert len(names) == len(keyword.value.keys), where
                assert names <= EXTRA, (where, names - EXTRA)
