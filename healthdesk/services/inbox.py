"""A folder that is looked into: files that are put there are imported by themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import BadFile, HealthdeskError, InvalidData, NotFound, OpenQuestion
from healthdesk.services.transfer import Transfer
from healthdesk.settings import Settings
from healthdesk.storage.database import Database, Priority
from healthdesk.storage.state import remember, remembered

_LOG = logging.getLogger("healthdesk.inbox")
FOLDER = "import.folder"
SEEN = "inbox_seen"
SEEN_MAX = 10_000
# What a browser or a sync program is still writing.
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")

# Size in bytes and time of change in ns: a file of the same two is the same.
_Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a file in the watched folder: readings added, those not taken and the
    batch to undo, or the error that keeps it waiting. `asks`: somebody has to answer
    something first."""

    path: Path
    added: int = 0
    batch: int | None = None
    error: HealthdeskError | None = None
    rejected: int = 0

    @property
    def asks(self) -> bool:
        return isinstance(self.error, OpenQuestion)


class Inbox:
    """Looks into the folder of the setting `import.folder`, when it is asked to."""

    def __init__(self, db: Database, transfer: Transfer, settings: Settings) -> None:
        self._db, self._transfer, self._settings = db, transfer, settings
        self._before: dict[str, _Mark] = {}

    @property
    def folder(self) -> Path | None:
        """The watched folder; None where none is chosen."""
        name = self._settings.text(FOLDER)
        return Path(name).expanduser() if name else None

    @needs("data.import")
    def look(
        self, actor: Actor, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Arrived, ...]:
        """Import what is new there and whole; what was looked at once is left alone until
        it changes. A file counts as whole when it is the same as at the look before."""
        folder = self.folder
        marks = {} if folder is None else _marks(folder)
        stable = [name for name, mark in marks.items() if self._before.get(name) == mark]
        self._before = marks
        if not stable:
            return ()
        with self._db.reading() as connection:
            seen = {k: tuple(v) for k, v in remembered(connection, SEEN, {}).items()}
        arrived = []
        for name in sorted(stable):
            if seen.get(name) == marks[name] or cancelled():
                continue
            arrived.append(self._take(actor, Path(name), cancelled))
            seen[name] = marks[name]
            self._keep(seen)
        return tuple(arrived)

    def _take(self, actor: Actor, path: Path, cancelled: Callable[[], bool]) -> Arrived:
        try:
            report = self._transfer.import_files(actor, [path], cancelled=cancelled)
        except (BadFile, InvalidData, NotFound, OpenQuestion) as error:
            _LOG.info("a file of the watched folder waits", extra={"code": error.code})
            return Arrived(path, error=error)
        rejected = sum(file.rejected for file in report.files)
        return Arrived(path, report.added, report.batch, rejected=rejected)

    def _keep(self, seen: dict[str, _Mark]) -> None:
        newest = dict(list(seen.items())[-SEEN_MAX:])
        with self._db.transaction("inbox", Priority.MAINTENANCE) as tx:
            remember(tx, SEEN, newest)


def _marks(folder: Path) -> dict[str, _Mark]:
    """The files in a folder, but for hidden and unfinished ones."""
    found: dict[str, _Mark] = {}
    try:
        for place in folder.iterdir():
            name = place.name.lower()
            if name.startswith((".", "~")) or name.endswith(UNFINISHED) or not place.is_file():
                continue
            told = place.stat()
            found[str(place)] = (told.st_size, told.st_mtime_ns)
    except OSError as error:
        # An unplugged drive: looked for again next time.
        _LOG.info("the watched folder is not there", extra={"code": type(error).__name__})
        return {}
    return found
