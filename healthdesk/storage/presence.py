"""Which processes hold the file open, and how one of them gets it for itself.

Every process keeps a shared lock on `healthdesk.lock` while the database is open.
Migration, restore and the like first write `maintenance` (who, since, why), upon which the
others finish, close and let go of their lock; then they take it exclusively. A process
that does not let go in time is named and the work refused.

Beside that whoever looks after an installation may close it for as long as it takes
(`maintenance-mode`, which no process stands behind): everybody lets go and stays away but those
who do the maintenance.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from healthdesk.domain.errors import StorageError, Unavailable
from healthdesk.file_locks import try_lock

PATIENCE_S = 10.0
RETRY_S = 0.05
# In the place of a process's number where none stands behind a notice.
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has the database open: its number, its name, since when (seconds)."""

    pid: int
    program: str
    since: float
    # `process_name`: a number alone may have gone to another process since.
    process: str = ""

    @property
    def lives(self) -> bool:
        return process_lives(self.process) if self.process else alive(self.pid)


def alive(pid: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def process_name(pid: int | None = None) -> str:
    """`pid-start`, so that a number given again to another process is not mistaken for it."""
    number = os.getpid() if pid is None else pid
    return f"{number}-{_started(number)}"


def _started(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return "0"
    return stat.rpartition(")")[2].split()[19]


def process_lives(name: str) -> bool:
    pid, _, started = name.partition("-")
    return pid.isdigit() and alive(int(pid)) and _started(int(pid)) == started


class Presence:
    """This process's part in the locking of one data folder."""

    def __init__(self, folder: Path, program: str, patience: float = PATIENCE_S) -> None:
        """`patience`: seconds others are given to let go, and to finish what they began."""
        self._lock_path = folder / "healthdesk.lock"
        self._notice = folder / "maintenance"
        self._mode = folder / "maintenance-mode"
        self._maintains = False
        self._folder = folder / "processes"
        self._program = program
        self._patience = patience
        self._fd: int | None = None

    def join(self) -> None:
        """Take the shared lock. Raises `Unavailable` while somebody does maintenance that
        began longer ago than a start may wait for (a first start beside this one is short)."""
        self.refuse_during_maintenance()
        self._fd = self._open_lock()
        deadline = time.monotonic() + self._patience
        while not try_lock(self._fd, exclusive=False):
            if time.monotonic() > deadline:
                self.leave()
                raise Unavailable("maintenance", holder=self.maintenance_holder() or "?", reason="")
            time.sleep(RETRY_S)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._write(self._entry())

    def leave(self) -> None:
        if self._fd is not None:
            os.close(self._fd)  # lets go of the lock
            self._fd = None
        self._entry().unlink(missing_ok=True)

    def refuse_during_maintenance(self) -> None:
        """Waits for what has only just begun; raises `Unavailable` for all else."""
        while (notice := self.others_notice()) is not None:
            if notice.pid == NOBODY:
                raise Unavailable("maintenance-mode")
            if time.time() - notice.since > self._patience:
                raise Unavailable("maintenance", holder=notice.program, reason="")
            time.sleep(RETRY_S)

    def notice(self) -> Holder | None:
        """Who announced maintenance, if that process still lives."""
        holder = _read_holder(self._notice)
        return holder if holder is not None and holder.lives else None

    def others_notice(self) -> Holder | None:
        """Maintenance announced by another process; one `stat` while there is none."""
        notice = self.notice()
        if notice is not None and notice.pid != os.getpid():
            return notice
        return None if self._maintains else self.mode()

    def maintenance_holder(self) -> str | None:
        notice = self.notice() or self.mode()
        return notice.program if notice else None

    def maintain(self) -> None:
        """This process is one of those that maintenance mode is on for."""
        self._maintains = True

    def mode(self) -> Holder | None:
        """Maintenance mode, if it is on: who switched it on, and when."""
        return _read_holder(self._mode)

    def set_mode(self, *, on: bool) -> None:
        """Switch maintenance mode on or off; switched on again it keeps its beginning."""
        if not on:
            self._mode.unlink(missing_ok=True)
        elif self.mode() is None:
            self._write(self._mode, pid=NOBODY)

    def wait_for_others(self) -> list[Holder]:
        """Give the others time to let go; who did not."""
        deadline = time.monotonic() + self._patience
        while (left := self.holders()) and time.monotonic() < deadline:
            time.sleep(RETRY_S)
        return left

    def holders(self) -> list[Holder]:
        """The other processes that have the database open."""
        found = []
        for path in sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []:
            holder = _read_holder(path)
            if holder is None or not holder.lives:
                path.unlink(missing_ok=True)
            elif holder.pid != os.getpid():
                found.append(holder)
        return found

    def has_company(self) -> bool:
        """Whether another process may have the database open; one that was killed still counts.

        One look into a folder: cheap enough between two transactions."""
        own = self._entry().name
        try:
            with os.scandir(self._folder) as entries:
                return any(entry.name != own for entry in entries)
        except FileNotFoundError:  # cleared away by hand, as `holders` allows for
            return False

    @contextlib.contextmanager
    def alone(self, reason: str) -> Iterator[None]:
        """Hold the exclusive lock; this process must have closed the database before.

        Raises `StorageError` naming the process that did not let go in time.
        """
        self.refuse_during_maintenance()
        self._write(self._notice, reason=reason)
        fd = self._open_lock()
        try:
            deadline = time.monotonic() + self._patience
            while not try_lock(fd, exclusive=True):
                if time.monotonic() > deadline:
                    names = ", ".join(f"{h.program} ({h.pid})" for h in self.holders())
                    raise StorageError("in-use", holders=names or "?")
                time.sleep(RETRY_S)
            yield
        finally:
            os.close(fd)
            self._notice.unlink(missing_ok=True)

    def _entry(self) -> Path:
        return self._folder / f"{os.getpid()}.json"

    def _open_lock(self) -> int:
        return os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o600)

    def _write(self, path: Path, **more: str | int) -> None:
        """Say who we are, at once and whole: others read it at any moment."""
        entry = {
            "pid": os.getpid(),
            "process": process_name(),
            "program": self._program,
            "since": time.time(),
            **more,
        }
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(entry, file)
        beside.replace(path)


def _read_holder(path: Path) -> Holder | None:
    try:
        raw = json.loads(path.read_text("utf-8"))
        return Holder(
            int(raw["pid"]), str(raw["program"]), float(raw["since"]), str(raw.get("process", ""))
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        # Damaged, or of another program: nobody stands behind it.
        return None
