"""Whether what is written can be read back: out, into an empty file, and out again."""

from __future__ import annotations

import datetime as dt
import filecmp
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import PERSON_COLORS, Person, RecordQuery
from healthdesk.domain.reports import SECTIONS, ReportOptions
from healthdesk.domain.times import day_of
from healthdesk.domain.transfers import ImportOptions
from healthdesk.exchange.scratch import Scratch
from healthdesk.paths import Paths
from healthdesk.services.bus import Bus
from healthdesk.services.exports import ENDINGS, Exports
from healthdesk.services.journal import Journal
from healthdesk.services.keeper import Keeper
from healthdesk.services.reports import Reports
from healthdesk.services.transfer import Transfer
from healthdesk.settings import Settings
from healthdesk.storage import persons
from healthdesk.storage.database import Database

# What a format can't hold, as codes of sentences; the reference lists the same.
_NOT_IN_FILES: Final = (
    "not-held-batches",
    "not-held-written-times",
)
_ONLY_JSON: Final = (
    "not-held-own-types",
    "not-held-annotations",
    "not-held-goals",
    "not-held-reminders",
)
NOT_HELD: Final[Mapping[str, tuple[str, ...]]] = {
    "csv": ("not-held-person-details", *_ONLY_JSON, *_NOT_IN_FILES),
    "json": _NOT_IN_FILES,
    "fhir": ("not-held-person-color", *_ONLY_JSON, *_NOT_IN_FILES),
    "pdf": ("not-held-person-details", *_ONLY_JSON, "not-held-binned", *_NOT_IN_FILES),
    "backup": (),
}
# Parts of a report that follow from the readings, which alone are read back from it.
_NOT_READ_BACK: Final = ("goals", "reminders", "annotations")
_READ_BACK: Final = tuple(part for part in SECTIONS if part not in _NOT_READ_BACK)
DIFFERENCES_MAX: Final = 1000
# All time, for reports.
FIRST_DAY, LAST_DAY = day_of(dt.date(1900, 1, 1)), day_of(dt.date(2199, 12, 31))
EVERYTHING: Final = RecordQuery(with_deleted=True, newest_first=False)
_UID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is not the same after the way through a file; `uid` names it, and is
    empty for what stands around the entries: headings, the pages of a report."""

    uid: str
    what: Literal["missing", "added", "changed"]


@dataclass(frozen=True, slots=True)
class RoundtripReport:
    """`equal`: the second file is the first to the byte. `not_held` are codes of what the
    format has no place for."""

    format: str
    equal: bool
    records: int
    differences: tuple[Difference, ...] = ()
    not_held: tuple[str, ...] = ()


class Roundtrip:
    """Tries formats on a copy; the data itself is only read."""

    def __init__(self, keeper: Keeper, paths: Paths, settings: Settings) -> None:
        self._keeper = keeper
        self._paths = paths
        self._settings = settings

    @needs("data.maintain")
    def check(self, actor: Actor, format_: str) -> RoundtripReport:
        """Copy → export → empty file → import → export, and compare the two exports.

        The persons and types that the format can't tell all about are made beforehand, as a
        user would. Raises `InvalidData` for a format that is not read back.
        """
        if format_ not in NOT_HELD:
            raise InvalidData(FieldError("format", "roundtrip-format", format=format_[:40]))
        with Scratch(self._paths.data) as scratch:
            copy = scratch / "copy"
            copy.mkdir(mode=0o700)
            self._keeper.backup(actor, copy / self._paths.database.name)
            with (
                _place(copy, self._settings) as before,
                _place(scratch / "empty", self._settings) as after,
            ):
                if format_ == "backup":
                    first, second, records = _through_backup(actor, before, after, scratch)
                elif format_ == "pdf":
                    first, second, records = _through_reports(actor, before, after, scratch)
                else:
                    way = _through_file(actor, format_, before, after, scratch)
                    first, second, records = way
            differences = tuple(_differences(first, second))
            equal = filecmp.cmp(first, second, shallow=False)
        return RoundtripReport(format_, equal, records, differences, NOT_HELD[format_])


@dataclass(frozen=True, slots=True)
class _Place:
    """A data folder with its services."""

    db: Database
    keeper: Keeper
    journal: Journal
    transfer: Transfer
    exports: Exports
    reports: Reports


@contextmanager
def _place(folder: Path, settings: Settings) -> Iterator[_Place]:
    paths = Paths.find(str(folder), {})
    paths.make()
    db, bus = Database(paths.database, "healthdesk roundtrip"), Bus()
    db.open()
    try:
        transfer = Transfer(db, bus, settings)
        exports = Exports(db, settings, transfer)
        yield _Place(
            db,
            Keeper(db, bus, paths),
            Journal(db, bus, settings),
            transfer,
            exports,
            Reports(db, settings),
        )
    finally:
        db.close()


def _through_file(
    actor: Actor, format_: str, before: _Place, after: _Place, scratch: Path
) -> tuple[Path, Path, int]:
    """The first export, the second, and how many records the first has."""
    first, second = (scratch / f"{n}.{ENDINGS[format_]}" for n in (1, 2))
    records = before.exports.export(actor, format_, EVERYTHING, first).count
    after.keeper.make_ready(actor)
    people, types = _known(format_, before, first)
    for kind in types:
        after.journal.add_type(actor, kind)
    _make_persons(after, people)
    if people:
        after.transfer.import_files(actor, [first], options=ImportOptions(format=format_))
    after.exports.export(actor, format_, EVERYTHING, second)
    return first, second, records


def _through_reports(
    actor: Actor, before: _Place, after: _Place, scratch: Path
) -> tuple[Path, Path, int]:
    """A report of everybody about all time, one after the other in a file."""
    after.keeper.make_ready(actor)
    with before.db.reading() as connection:
        people = persons.every(connection, archived=True)
    for kind in before.db.types:
        if kind.own:
            after.journal.add_type(actor, kind)
    _make_persons(after, people)
    first, second = scratch / "1.pdfs", scratch / "2.pdfs"
    records = 0
    with first.open("wb") as one, second.open("wb") as other:
        for person in people:
            report, again = scratch / "report.pdf", scratch / "again.pdf"
            records += _report(actor, before, person, report)
            there = next(p for p in after.journal.persons(actor, True) if p.uid == person.uid)
            wanted = ImportOptions(format="report")
            after.transfer.import_files(actor, [report], there.id, wanted)
            _report(actor, after, there, again)
            one.write(report.read_bytes())
            other.write(again.read_bytes())
    return first, second, records


def _report(actor: Actor, place: _Place, person: Person, out: Path) -> int:
    options = ReportOptions(day_from=FIRST_DAY, day_to=LAST_DAY, sections=_READ_BACK)
    made = place.reports.make(actor, person.id, options, out, lambda *_: None, lambda: False)
    return made.readings


def _through_backup(
    actor: Actor, before: _Place, after: _Place, scratch: Path
) -> tuple[Path, Path, int]:
    """A restored backup, looked at in the format that tells most."""
    first, second = scratch / "1.json", scratch / "2.json"
    kept = scratch / "kept.db"
    before.keeper.backup(actor, kept)
    after.keeper.make_ready(actor)
    after.keeper.restore(actor, kept)
    records = before.exports.export(actor, "json", EVERYTHING, first).count
    after.exports.export(actor, "json", EVERYTHING, second)
    return first, second, records


def _known(
    format_: str, before: _Place, file: Path
) -> tuple[Sequence[Person], Sequence[HealthType]]:
    """Persons and own types as far as they are known once only the file is left."""
    if format_ == "json":
        from healthdesk.exchange.files import Files
        from healthdesk.exchange.json_file import heading

        told = heading(Files(file))
        return told.persons, told.types
    with before.db.reading() as connection:
        everybody = persons.every(connection, archived=True)
    people = [
        replace(one, color=PERSON_COLORS[0], height_cm=None, time_zone=None, archived_at=None)
        for one in everybody
    ]
    if format_ == "csv":
        people = [replace(one, birth_date=None, sex=None) for one in people]
    return people, [kind for kind in before.db.types if kind.own]


def _make_persons(place: _Place, people: Sequence[Person]) -> None:
    with place.db.transaction("roundtrip") as tx:
        for person in people:
            fields = {name: asdict(person)[name] for name in persons.FIELDS}
            persons.insert(tx, person.uid, fields)


def _differences(first: Path, second: Path) -> Iterator[Difference]:
    """Which entries are not in both files as they are; the first thousand."""
    told = _entries(first)
    found = 0
    for uid, digest in _entries(second).items():
        before = told.pop(uid, None)
        if before != digest and found < DIFFERENCES_MAX:
            found += 1
            yield Difference(uid, "added" if before is None else "changed")
    for uid in list(told)[: DIFFERENCES_MAX - found]:
        yield Difference(uid, "missing")


def _entries(file: Path) -> dict[str, bytes]:
    """A digest of each entry by its identifier. A line without one belongs to the entry
    before it, as does the rest of a note."""
    found: dict[str, bytes] = {}
    uid = ""
    with file.open("rb") as lines:
        for line in lines:
            named = _UID.search(line)
            if named is None and line.startswith((b"]", b'"')):
                continue  # a list begins or ends
            uid = named[0].decode() if named else uid
            # The last entry of a list has no comma behind it.
            made = hashlib.blake2b(found.get(uid, b"") + line.rstrip(b",\n"), digest_size=16)
            found[uid] = made.digest()
    return found
