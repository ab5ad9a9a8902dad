"""Whatever is done in whatever order, the journal holds what a plain list would hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict
from healthdesk.domain.records import Draft, Outcome, RecordQuery, UndoEntry
from tests.opened import HOUR, NEW_YEAR, digest
from tests.stateful import OverAFile

MOMENTS = st.integers(0, 4 * 24).map(lambda quarter: NEW_YEAR + quarter * HOUR)
OFFSETS = st.sampled_from([-720, -300, 0, 60, 345, 840])
WEIGHTS = st.builds(
    Draft,
    type=st.just("weight"),
    value=st.sampled_from([70.0, 81.4, 178.0]),
    unit=st.sampled_from(["kg", "lb"]),
    recorded_at=MOMENTS,
    offset=OFFSETS,
    comparator=st.sampled_from(["", "<"]),
    note=st.sampled_from(["", "after run"]),
)
PRESSURES = st.builds(
    Draft,
    type=st.just("blood-pressure"),
    value=st.integers(100, 180).map(float),
    unit=st.just("mmHg"),
    recorded_at=MOMENTS,
    offset=OFFSETS,
    value2=st.integers(50, 90).map(float),
)


@st.composite
def intervals(draw: st.DrawFn) -> Draft:
    slug, unit, value = draw(
        st.sampled_from(
            [
                ("steps", "steps", 4000.0),
                ("sleep-stage", "stage", 3.0),
                ("sleep-stage", "stage", 5.0),
                ("sleep-duration", "h", 7.5),
            ]
        )
    )
    start = draw(MOMENTS)
    length = draw(st.integers(1, 20)) * HOUR
    moment = slug != "sleep-stage" and draw(st.booleans())
    return Draft(
        slug,
        value,
        unit,
        start,
        draw(OFFSETS),
        ended_at=None if moment else start + length,
        source=draw(st.sampled_from(["manual", "Watch", "Phone"])),
    )


DRAFTS = st.one_of(WEIGHTS, PRESSURES, intervals())
EDITS = st.one_of(
    st.fixed_dictionaries({"note": st.sampled_from(["", "a", "b"])}),
    st.fixed_dictionaries({"recorded_at": MOMENTS, "offset": OFFSETS}),
    st.fixed_dictionaries({"tags": st.sampled_from([(), ("x",), ("x", "y")])}),
    st.fixed_dictionaries({"comparator": st.just("")}),
)


class Journal(OverAFile):
    """The model: what each row holds, by uid, and whether it is in the bin."""

    ids = Bundle("ids")
    entries = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, tuple[Any, ...]] = {}

    def note(self, outcome: Outcome) -> None:
        for record in outcome.records:
            self.rows[record.id] = self.held(record)

    @staticmethod
    def held(record: Any) -> tuple[Any, ...]:
        return (
            record.person_id,
            record.type,
            record.value,
            record.value2,
            record.unit,
            record.recorded_at,
            record.offset,
            record.ended_at,
            record.comparator,
            record.note,
            record.tags,
            record.source,
            record.deleted_at is not None,
        )

    def undone_and_redone(self, before: str, outcome: Outcome) -> UndoEntry:
        """Undo gives the state before, redo the state after, bit for bit."""
        after = digest(self.app)
        undone = self.app.journal.revert(OWNER, outcome.undo)
        assert digest(self.app) == before
        redone = self.app.journal.revert(OWNER, undone.undo)
        assert digest(self.app) == after
        self.note(redone)
        return redone.undo

    @rule(target=ids, drafts=st.lists(DRAFTS, min_size=1, max_size=3))
    def add(self, drafts: list[Draft]) -> Any:
        before = digest(self.app)
        outcome = self.app.journal.add(OWNER, drafts, self.me)
        for record, draft in zip(outcome.records, drafts, strict=True):
            assert (record.value, record.unit, record.recorded_at) == (
                draft.value,
                draft.unit,
                draft.recorded_at,
            )
        self.note(outcome)
        # Undo takes the inverse of what was just written back.
        self.undone_and_redone(before, outcome)
        return multiple(*(record.id for record in outcome.records))

    @rule(target=entries, id_=ids, fields=EDITS)
    def edit(self, id_: int, fields: dict[str, Any]) -> Any:
        if id_ not in self.rows:
            return multiple()
        before = digest(self.app)
        outcome = self.app.journal.edit(OWNER, id_, fields)
        self.note(outcome)
        return self.undone_and_redone(before, outcome)

    @rule(target=entries, chosen=st.lists(ids, min_size=1, max_size=3))
    def delete(self, chosen: list[int]) -> Any:
        live = [id_ for id_ in chosen if id_ in self.rows and not self.rows[id_][-1]]
        if not live:
            return multiple()
        before = digest(self.app)
        outcome = self.app.journal.delete(OWNER, live)
        self.note(outcome)
        return self.undone_and_redone(before, outcome)

    @rule(target=entries, id_=ids)
    def restore(self, id_: int) -> Any:
        if id_ not in self.rows:
            return multiple()
        before = digest(self.app)
        outcome = self.app.journal.restore(OWNER, [id_])
        self.note(outcome)
        return self.undone_and_redone(before, outcome)

    @rule(target=entries, id_=ids)
    def move(self, id_: int) -> Any:
        if id_ not in self.rows or self.rows[id_][-1]:
            return multiple()
        before = digest(self.app)
        to = self.ben if self.rows[id_][0] == self.me else self.me
        outcome = self.app.journal.move(OWNER, [id_], to)
        self.note(outcome)
        self.rows[id_] = (*self.rows[id_][:-1], True)
        return self.undone_and_redone(before, outcome)

    @rule(entry=consumes(entries))
    def undo_late(self, entry: UndoEntry) -> None:
        """Some time later: either the state each field had, or a refusal and no change."""
        before = digest(self.app, with_deleted=True)
        try:
            outcome = self.app.journal.revert(OWNER, entry)
        except Conflict:
            assert digest(self.app, with_deleted=True) == before
        else:
            self.note(outcome)

    @precondition(lambda self: any(row[-1] for row in self.rows.values()))
    @rule()
    def purge(self) -> None:
        gone = [id_ for id_, row in self.rows.items() if row[-1]]
        assert self.app.journal.purge(OWNER) == len(gone)
        for id_ in gone:
            del self.rows[id_]

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "app"):
            return
        for deleted in (False, True):
            page = self.app.journal.page(OWNER, RecordQuery(deleted=deleted), 0, 0)
            found = {record.id: self.held(record) for record in page.records}
            assert found == {id_: row for id_, row in self.rows.items() if row[-1] == deleted}
            assert page.total == len(found)


@pytest.mark.slow
def test_journal_keeps_what_a_list_would(empty_database: Path):
    Journal.empty_database = empty_database
    run_state_machine_as_test(
        Journal,
        settings=settings(
            max_examples=40,
            stateful_step_count=15,
            suppress_health_check=[
                HealthCheck.too_slow,
                HealthCheck.data_too_large,
                HealthCheck.filter_too_much,
            ],
        ),
    )
