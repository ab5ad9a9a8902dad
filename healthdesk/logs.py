"""The program's own log: JSON lines, no health data.

Every module that logs has `LOG = logging.getLogger("healthdesk.<area>")` and passes a
constant sentence; what varies goes into `extra` under one of the names in `EXTRA`. Nothing
else reaches the file: arguments of a message are left out, an exception is written as its
class and frames without its message, and of other libraries' messages only the place in
their code is kept, since any of these may carry a value, a name or a note.

One file a kind of program (`window.log`, `cli.log`, `serve.log`), so that a busy one does not
push out the others' lines; each is at most `MAX_BYTES` and has `KEPT` older ones beside it.
Several processes may write one file: a line is one appending write, and each process looks
whether the file was rotated away before it writes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from healthdesk.domain.errors import HealthdeskError, StorageError
from healthdesk.paths import FILE_MODE, Paths, make_private

if os.name == "posix":
    import fcntl

MAX_BYTES = 1_000_000
KEPT = 4
LEVELS: Final = ("debug", "info", "warning", "error")
# What a line may carry beside its sentence: kinds and counts, never a value of a reading.
EXTRA: Final = frozenset(
    {
        "attempt", "batch", "code", "count", "event", "exit_status", "kind", "method", "ms",
        "origin", "page", "request_id", "revision", "route", "seq", "setting", "size", "status",
        "steps", "task", "to", "type", "version",
    }
)  # fmt: skip
OURS = "healthdesk"
TEXT_MAX = 120


class LineFormatter(logging.Formatter):
    """A log record as one line of JSON holding nothing but what `EXTRA` allows."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == OURS or record.name.startswith(OURS + ".")
        line: dict[str, Any] = {
            "at": _utc(record.created),
            "level": record.levelname.lower(),
            "area": record.name.removeprefix(OURS + "."),
            "message": str(record.msg) if ours else f"{record.module}:{record.lineno}",
            "pid": record.process,
            "thread": record.threadName,
        }
        line.update(_allowed(vars(record)))
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = describe(record.exc_info[1])
        import json  # with the first line that is written: a window starts without one

        return json.dumps(line, ensure_ascii=False)


def _utc(seconds: float) -> str:
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return moment.isoformat(timespec="milliseconds")


def _allowed(fields: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name in EXTRA & fields.keys():
        value = fields[name]
        if value is None or isinstance(value, (bool, int, float)):
            kept[name] = value
        else:
            kept[name] = str(value)[:TEXT_MAX]
    return dict(sorted(kept.items()))


def describe(error: BaseException) -> list[dict[str, Any]]:
    """Class and frames of an exception and of what caused it, innermost cause last.

    Messages are left out, since they may quote what was typed or stored.
    """
    told: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        part: dict[str, Any] = {"class": f"{kind.__module__}.{kind.__qualname__}"}
        if isinstance(current, HealthdeskError):
            part["code"] = current.code
        part["frames"] = list(_frames(current.__traceback__))
        told.append(part)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return told


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        parts = Path(code.co_filename).parts
        # From the package on: the folders above it name the user's home.
        start = next((i for i, p in enumerate(parts) if p in (OURS, "site-packages")), -1)
        yield f"{'/'.join(parts[start:])}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next


class SharedFileHandler(logging.Handler):
    """Appends lines to a file that other processes append to and rotate as well.

    The file is opened with the first line. Lines that the disk does not take are counted,
    and the count is written as soon as it takes one again.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES, kept: int = KEPT) -> None:
        super().__init__()
        self.path = path
        self.max_bytes = max_bytes
        self.kept = kept
        self.lost = 0
        self._handle: int | None = None
        self.setFormatter(LineFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        try:
            data = (self.format(record) + "\n").encode("utf-8", "backslashreplace")
            self._write(self._lost_line() + data)
            self.lost = 0
        except (OSError, ValueError, TypeError, StorageError):
            # Not `handleError`: it prints the arguments of the message.
            self.lost += 1

    def close(self) -> None:
        self.acquire()
        try:
            self._close_file()
        finally:
            self.release()
        super().close()

    def _lost_line(self) -> bytes:
        if not self.lost:
            return b""
        import json

        line = {
            "at": _utc(time.time()), "level": "warning", "area": "logs",
            "message": "lines could not be written", "pid": os.getpid(), "count": self.lost,
        }  # fmt: skip
        return (json.dumps(line) + "\n").encode()

    def _write(self, data: bytes) -> None:
        handle = self._current()
        if os.fstat(handle).st_size + len(data) > self.max_bytes:
            self._rotate(handle)
            handle = self._current()
        os.write(handle, data)

    def _current(self) -> int:
        if self._handle is not None and not self._is_current(self._handle):
            self._close_file()
        if self._handle is None:
            make_private(self.path.parent)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            self._handle = os.open(self.path, flags, FILE_MODE)
        return self._handle

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False

    def _rotate(self, handle: int) -> None:
        if os.name == "posix":
            # Only one process renames; those that waited find another file at the path.
            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                if self._is_current(handle):
                    self._rename()
            finally:
                self._close_file()  # gives the lock back
        else:
            self._close_file()
            # Refused while another process has it open: it grows until one of them is alone.
            with contextlib.suppress(PermissionError):
                self._rename()

    def _rename(self) -> None:
        for number in range(self.kept, 0, -1):
            newer = self.path if number == 1 else _numbered(self.path, number - 1)
            with contextlib.suppress(FileNotFoundError):
                newer.replace(_numbered(self.path, number))

    def _close_file(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def configure(paths: Paths, level: str, program: str = "cli") -> SharedFileHandler:
    """Send the log of this process to the file of its kind of program; replaces what an
    earlier call set up. Returns the handler, which `release` takes away again.

    `level` is one of `LEVELS` and concerns our own lines; of other libraries warnings and
    errors are kept.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, SharedFileHandler):
            release(handler)
    handler = SharedFileHandler(paths.logs / f"{program}.log")
    root.addHandler(handler)
    logging.getLogger(OURS).setLevel(level.upper())
    return handler


def release(handler: SharedFileHandler) -> None:
    logging.getLogger().removeHandler(handler)
    logging.getLogger(OURS).setLevel(logging.NOTSET)
    handler.close()


def read_logs(
    paths: Paths, area: str = "", level: str = "", since: dt.datetime | None = None
) -> Iterator[dict[str, Any]]:
    """The lines of all programs on this data folder, oldest first.

    `area` also takes what is below it (`storage` and `storage.backup`), `level` what is
    more serious. A line cut off by a full disk or a lost battery is left out.
    """
    import heapq

    start = _utc(since.timestamp()) if since else ""
    wanted = LEVELS[LEVELS.index(level) :] if level else LEVELS
    files = sorted(paths.logs.glob("*.log")) if paths.logs.is_dir() else []
    for line in heapq.merge(*(_lines_of(path) for path in files), key=lambda one: one["at"]):
        serious = "error" if line["level"] == "critical" else line["level"]
        if serious in wanted and line["at"] >= start and _within(line["area"], area):
            yield line


def _within(area: str, wanted: str) -> bool:
    return not wanted or area == wanted or area.startswith(wanted + ".")


def _lines_of(path: Path) -> Iterator[dict[str, Any]]:
    numbers = {int(p.suffix[1:]) for p in path.parent.glob(f"{path.name}.*") if _is_number(p)}
    for part in [_numbered(path, n) for n in sorted(numbers, reverse=True)] + [path]:
        try:
            text = part.read_text("utf-8", "replace")
        except FileNotFoundError:  # rotated away just now
            continue
        yield from _parsed(text.split("\n"))


def _is_number(path: Path) -> bool:
    return path.suffix[1:].isdecimal()


def _parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    import json

    for text in lines:
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict) and {"at", "level", "area"} <= line.keys():
            yield line


__all__ = [
    "EXTRA", "LEVELS", "LineFormatter", "SharedFileHandler", "configure", "describe",
    "read_logs", "release",
]  # fmt: skip
