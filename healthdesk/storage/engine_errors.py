"""What the engine says of disk and file, as errors that somebody can mend."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2

from healthdesk.domain.errors import HealthdeskError, StorageError, Unavailable

# SQLite's own words, and what they mean to a person.
_SAID = (
    ("disk is full", "disk-full"),
    ("readonly", "database-readonly"),
    ("unable to open", "folder-not-writable"),
    ("locked", "database-busy"),
    ("malformed", "database-damaged"),
    ("not a database", "not-a-database"),
    ("disk i/o error", "disk-error"),
)


def translated(path: Path) -> _Translated:
    """Turn what the engine says of disk and file inside a block into a `StorageError`.

    Anything else (a wrong statement, a broken constraint) is a bug and passes unchanged.
    """
    return _Translated(path)


class _Translated:
    """Not a generator: one stands around each read and write."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            say_as_ours(error, self._path)


def say_as_ours(error: BaseException, path: Path) -> None:
    """Raise what the engine's error means, if it is one of disk or file."""
    if isinstance(error, HealthdeskError):
        return
    # A migration's error comes wrapped.
    said = getattr(error, "orig", error)
    if not isinstance(said, dbapi2.Error):
        return
    text = str(said).lower()
    if "closed database" in text:  # called in while it was reading
        raise Unavailable("database-closed") from error
    for words, code in _SAID:
        if words in text:
            about = path.parent if code == "folder-not-writable" else path
            raise StorageError(code, path=str(about), folder=str(path.parent)) from error
