"""Journals in memory for the table of readings: one that stores, one of a million rows."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from healthdesk.domain.accounts import Actor
from healthdesk.domain.checks import check_draft, clean_note, normal_tags
from healthdesk.domain.errors import Cancelled, NotFound
from healthdesk.domain.records import (
    Draft,
    FieldChange,
    Outcome,
    Record,
    RecordQuery,
    UndoEntry,
)
from healthdesk.domain.times import local_day
from healthdesk.domain.transfers import ImportBatch, ImportOptions, ImportReport, TakenBack
from healthdesk.paths import Paths
from healthdesk.services.bus import Bus
from healthdesk.settings import Settings
from tests.ui.fakes import FakeApp, FakeJournal

NOON = 1_794_484_800_000  # 2026-11-12T12:00:00Z
HOUR = 3_600_000


def off_the_main_thread() -> None:
    """Every question and every change is a worker's."""
    assert threading.current_thread() is not threading.main_thread()


def reading(number: int, **fields: Any) -> Record:
    """One of the rows of a long list, newest first: number 0 is the newest."""
    row = Record(
        id=number + 1, uid=(number + 1).to_bytes(16, "big"), person_id=1, type_id=1,
        type="weight", value=80 + number % 10, value2=None, unit="kg", canonical=80 + number % 10,
        canonical2=None, recorded_at=NOON - number * HOUR, offset=0, ended_at=None, comparator="",
        note="", tags=(), source="manual", import_id=None, created_at=0, updated_at=0,
        deleted_at=None,
    )  # fmt: skip
    return replace(row, **fields)


class LongJournal:
    """A million rows that are made as they are asked for; remembers what was asked."""

    def __init__(self, total: int = 1_000_000) -> None:
        self.total = total
        self.asked: list[int] = []
        # Cleared, slices wait: what a slow disk does.
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.shift = 0  # readings that came on top since the start

    def count(self, actor: Actor, query: RecordQuery) -> int:
        off_the_main_thread()
        return 0 if query.search else self.total

    def slice(self, actor: Actor, query: RecordQuery, offset: int, limit: int) -> Sequence[Record]:
        off_the_main_thread()
        self.asked.append(offset)
        assert self.may_answer.wait(10)
        last = min(offset + limit, self.count(actor, query))
        return [reading(number - self.shift) for number in range(offset, last)]


class RecordJournal(FakeJournal):
    """Readings that can be listed, changed, binned, moved and brought back."""

    def sources(self, actor: Actor, person_id: int | None = None) -> tuple[str, ...]:
        return tuple(sorted({row.source for row in self.rows.values()}))

    def count(self, actor: Actor, query: RecordQuery) -> int:
        off_the_main_thread()
        return len(self._found(query))

    def slice(self, actor: Actor, query: RecordQuery, offset: int, limit: int) -> Sequence[Record]:
        off_the_main_thread()
        return self._found(query)[offset : offset + limit]

    def _found(self, query: RecordQuery) -> list[Record]:
        def fits(row: Record) -> bool:
            day = local_day(row.recorded_at, row.offset)
            words = f"{row.note} {' '.join(row.tags)} {row.source}".casefold()
            return (
                row.person_id in query.person_ids
                and (row.deleted_at is not None) == query.deleted
                and (not query.types or row.type in query.types)
                and (query.day_from is None or day >= query.day_from)
                and (query.day_to is None or day <= query.day_to)
                and (not query.sources or row.source in query.sources)
                and all(word in words for word in query.search.casefold().split())
            )

        found = [row for row in list(self.rows.values()) if fits(row)]
        return sorted(found, key=lambda row: (-row.recorded_at, -row.id))

    def put(self, *drafts: Draft, person_id: int = 1) -> list[Record]:
        """Readings that were there before the test began."""
        return [self._store(draft, person_id) for draft in drafts]

    def edit(self, actor: Actor, record_id: int, fields: dict[str, Any]) -> Outcome:
        off_the_main_thread()
        before = self.rows[record_id]
        after = replace(before, **fields)
        after = replace(after, note=clean_note(after.note), tags=normal_tags(after.tags))
        draft = Draft(
            after.type, after.value, after.unit, after.recorded_at, after.offset, after.value2,
            after.ended_at, after.comparator, after.note, after.tags, after.source,
        )  # fmt: skip
        check_draft(draft, self.types_book[after.type], now_ms=time.time_ns() // 1_000_000)
        self.rows[record_id] = after
        self._say([after], "edit")
        changes = tuple(
            FieldChange("record", before.uid, name, getattr(before, name), getattr(after, name))
            for name in fields
        )
        return Outcome((after,), UndoEntry("edit", {"n": 1}, changes))

    def delete(self, actor: Actor, ids: Sequence[int]) -> Outcome:
        return self._bin(ids, NOON, "delete")

    def restore(self, actor: Actor, ids: Sequence[int]) -> Outcome:
        return self._bin(ids, None, "restore")

    def _bin(self, ids: Sequence[int], at: int | None, kind: str) -> Outcome:
        off_the_main_thread()
        stored, changes = [], []
        for number in ids:
            before = self.rows[number]
            self.rows[number] = after = replace(before, deleted_at=at)
            stored.append(after)
            changes.append(FieldChange("record", after.uid, "deleted_at", before.deleted_at, at))
        self._say(stored, kind)
        return Outcome(tuple(stored), UndoEntry(kind, {"n": len(stored)}, tuple(changes)))

    def purge(
        self, actor: Actor, ids: Sequence[int] | None = None, person_id: int | None = None
    ) -> int:
        off_the_main_thread()
        gone = [self.rows.pop(number) for number in ids or ()]
        self._say(gone, "purge")
        return len(gone)

    def move(self, actor: Actor, ids: Sequence[int], person_id: int) -> Outcome:
        off_the_main_thread()
        moved = []
        for number in ids:
            if number not in self.rows:
                raise NotFound("unknown-record")
            self.rows[number] = replace(self.rows[number], person_id=person_id)
            moved.append(self.rows[number])
        self._say([replace(row, person_id=1) for row in moved], "move")
        change = FieldChange("record", moved[0].uid, "person_id", 1, person_id)
        return Outcome(tuple(moved), UndoEntry("move", {"n": len(moved)}, (change,)))


class FakeTransfer:
    """Imports that answer what the test prepared, chunk by chunk."""

    def __init__(self) -> None:
        self.looked: ImportReport | None = None
        self.stored: ImportReport | None = None
        self.chunks = 3
        self.calls: list[ImportOptions] = []
        self.undone: list[int] = []
        self.listed: tuple[ImportBatch, ...] = ()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.may_be_gone = threading.Event()
        self.may_be_gone.set()

    def import_files(
        self, actor: Actor, paths: Sequence[Any], person_id: int | None = None,
        *, options: ImportOptions, progress: Any, cancelled: Any, taking_back: Any,
    ) -> ImportReport:  # fmt: skip
        off_the_main_thread()
        self.calls.append(options)
        for chunk in range(1, self.chunks + 1):
            progress(chunk * 100, self.chunks * 100, chunk * 1000)
            if not options.dry_run:
                assert self.may_go_on.wait(10)
            if cancelled():
                taking_back(chunk * 500, chunk * 1000)
                assert self.may_be_gone.wait(10)
                raise Cancelled
        report = self.looked if options.dry_run else self.stored
        assert report is not None
        return report

    def batches(self, actor: Actor) -> tuple[ImportBatch, ...]:
        off_the_main_thread()
        return self.listed

    def undo_import(self, actor: Actor, batch: int, progress: Any) -> TakenBack:
        off_the_main_thread()
        progress(5, 15)
        assert self.may_be_gone.wait(10)
        self.undone.append(batch)
        return TakenBack(15)


class RecordApp(FakeApp):
    """Services with a journal that lists and a transfer that imports."""

    def __init__(self, paths: Paths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self.bus = Bus()
        self.journal: RecordJournal = RecordJournal(self.bus)
        self.transfer = FakeTransfer()
        # What a test puts there; the window asks for it only where a folder is watched.
        self.inbox: Any = None
