"""Files that are written for the user: whole or not at all, and never over the database."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from healthdesk.domain.errors import FieldError, InvalidData, StorageError
from healthdesk.storage.presence import alive

# A file that is being written changes more often.
WRITTEN_WITHIN_S = 60


def refuse_own_file(out: Path, database: Path) -> None:
    """What is exported must never take the place of what it was read from. Raises
    `InvalidData`."""
    own = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")]
    if any(out.resolve() == path.resolve() or _same_file(out, path) for path in own):
        raise InvalidData(FieldError("out", "export-onto-database", path=str(out)))


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


@contextlib.contextmanager
def beside(out: Path) -> Iterator[Any]:
    """A file written beside `out` and put in its place once it is whole; a link is followed,
    so that it still leads to the file. Raises `StorageError` where that can't be done; what was
    there before stays."""
    out = Path(os.path.realpath(out))
    if out.exists() and not out.is_file():
        # A rename would put a file in the place of a folder, a pipe or, for root, a device.
        raise StorageError("file-not-written", path=str(out), folder=str(out.parent))
    _clear_left(out)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        code = "disk-full" if error.errno == errno.ENOSPC else "file-not-written"
        raise StorageError(code, path=str(out), folder=str(out.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _clear_left(out: Path) -> None:
    """Take away what a killed process had begun to write: readings must not lie about."""
    for left in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        pid = left.name.removesuffix(".part").rpartition(".")[2]
        with contextlib.suppress(OSError, OverflowError):  # then it stays
            # On a share it may be written by another machine, whose processes nobody sees.
            still = time.time() - left.stat().st_mtime < WRITTEN_WITHIN_S
            if pid.isdecimal() and not still and not alive(int(pid)):
                left.unlink()
