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
from typing import IO, Final, Literal

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import PERSON_COLORS, Person, RecordQuery
from healthdesk.domain.reports import SECTIONS, ReportMade, ReportOptions
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
from healthdesk.services.under_way import Cancel, Progress, UnderWay, never, silent
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
    def check(
        self, actor: Actor, format_: str, progress: Progress = silent, cancelled: Cancel = never
    ) -> RoundtripReport:
        """Copy → export → empty file → import → export, and compare the two exports.

        The persons and types that the format can't tell all about are made beforehand, as a
        user would. Raises `InvalidData` for a format that is not read back and for readings
        that are too many to travel in a report, `Cancelled`.
        """
        if format_ not in NOT_HELD:
            raise InvalidData(FieldError("format", "roundtrip-format", format=format_[:40]))
        under_way = UnderWay(progress, cancelled)
        with Scratch(self._paths.data) as scratch:
            copy = scratch / "copy"
            copy.mkdir(mode=0o700)
            start = under_way.part(0, 0.05)
            file = copy / self._paths.database.name
            self._keeper.copy(actor, file, start.progress, start.cancelled)
            with (
                _place(copy, self._settings) as before,
                _place(scratch / "empty", self._settings) as after,
            ):
                way = _Way(actor, before, after, scratch, under_way.part(0.05, 0.95))
                first, second, records = way.through(format_)
            under_way.look(95, 100)
            equal = filecmp.cmp(first, second, shallow=False)
            differences = () if equal else tuple(_differences(first, second))
        progress(1, 1, 0)
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


@dataclass(frozen=True, slots=True)
class _Way:
    """From the data through a file into an empty place, and what is told on the way."""

    actor: Actor
    before: _Place
    after: _Place
    scratch: Path
    under_way: UnderWay

    def through(self, format_: str) -> tuple[Path, Path, int]:
        """The first export, the second, and how many records the first has."""
        if format_ == "backup":
            return self._through_backup()
        if format_ == "pdf":
            return self._through_reports()
        return self._through_file(format_)

    def _through_file(self, format_: str) -> tuple[Path, Path, int]:
        first, second = (self.scratch / f"{n}.{ENDINGS[format_]}" for n in (1, 2))
        records = self._export(self.before, format_, first, self.under_way.part(0, 0.25))
        self.after.keeper.make_ready(self.actor)
        people, types = _known(format_, self.before, first)
        for kind in types:
            self.after.journal.add_type(self.actor, kind)
        _make_persons(self.after, people)
        if people:
            self._import(first, None, format_, self.under_way.part(0.25, 0.75))
        self._export(self.after, format_, second, self.under_way.part(0.75, 1))
        return first, second, records

    def _through_reports(self) -> tuple[Path, Path, int]:
        """A report of everybody about all time, one after the other in a file."""
        self.after.keeper.make_ready(self.actor)
        with self.before.db.reading() as connection:
            people = persons.every(connection, archived=True)
        for kind in self.before.db.types:
            if kind.own:
                self.after.journal.add_type(self.actor, kind)
        _make_persons(self.after, people)
        first, second = self.scratch / "1.pdfs", self.scratch / "2.pdfs"
        records = 0
        with first.open("wb") as one, second.open("wb") as other:
            for n, person in enumerate(people):
                part = self.under_way.part(n / len(people), (n + 1) / len(people))
                records += self._report(person, part, one, other)
        return first, second, records

    def _report(self, person: Person, part: UnderWay, one: IO[bytes], other: IO[bytes]) -> int:
        """Adds somebody's report to one file, and that of what was read back to another."""
        report = self.scratch / "report.pdf"
        everybody = self.after.journal.persons(self.actor, True)
        there = next(p for p in everybody if p.uid == person.uid)
        with report.open("wb") as out:
            made = _make_report(self.actor, self.before, person, out, part.part(0, 0.4))
        if not made.attached:
            raise InvalidData(FieldError("format", "roundtrip-too-many", n=made.readings))
        self._import(report, there.id, "report", part.part(0.4, 0.6))
        one.write(report.read_bytes())
        _make_report(self.actor, self.after, there, other, part.part(0.6, 1))
        return made.readings

    def _through_backup(self) -> tuple[Path, Path, int]:
        """A restored backup, looked at in the format that tells most."""
        first, second = self.scratch / "1.json", self.scratch / "2.json"
        kept = self.scratch / "kept.db"
        part = self.under_way.part(0, 0.3)
        self.before.keeper.backup(self.actor, kept, part.progress, part.cancelled)
        self.after.keeper.make_ready(self.actor)
        self.after.keeper.restore(self.actor, kept)
        records = self._export(self.before, "json", first, self.under_way.part(0.5, 0.75))
        self._export(self.after, "json", second, self.under_way.part(0.75, 1))
        return first, second, records

    def _export(self, place: _Place, format_: str, out: Path, part: UnderWay) -> int:
        """Everything a place holds; how many readings that is."""
        done = place.exports.export(
            self.actor, format_, EVERYTHING, out, part.progress, part.cancelled
        )
        return done.count

    def _import(self, file: Path, person_id: int | None, format_: str, part: UnderWay) -> None:
        options = ImportOptions(format=format_)
        self.after.transfer.import_files(
            self.actor, [file], person_id, options, part.progress, part.cancelled
        )


def _make_report(
    actor: Actor, place: _Place, person: Person, out: IO[bytes], part: UnderWay
) -> ReportMade:
    options = ReportOptions(day_from=FIRST_DAY, day_to=LAST_DAY, sections=_READ_BACK)
    return place.reports.stream(actor, person.id, options, out, part.progress, part.cancelled)


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
