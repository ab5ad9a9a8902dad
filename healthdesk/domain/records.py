"""A reading: as a draft that was typed, posted or parsed, and as a stored record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Comparator = Literal["", "<", ">"]

NOTE_MAX = 10_000
TAG_MAX = 64
TAGS_MAX = 32
MANUAL = "manual"
# What a field was before its row was there.
ABSENT: Final = "absent"
# Told apart also by people who see colours differently; both themes show them well.
PERSON_COLORS = ("#1F6FEB", "#C2410C", "#0F766E", "#7C3AED", "#B45309", "#BE185D", "#4D7C0F")


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading not stored yet, with value(s) in the unit they were given in.

    `recorded_at` is the instant in milliseconds, `offset` its offset in minutes;
    `ended_at` None for a reading at a moment. `value2` is the second part (diastolic).
    `comparator` "<" or ">" marks a value beyond what the device can measure.
    """

    type: str
    value: float
    unit: str
    recorded_at: int
    offset: int
    value2: float | None = None
    ended_at: int | None = None
    comparator: Comparator = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    source: str = MANUAL


@dataclass(frozen=True, slots=True)
class Record:
    """A stored reading. `value`, `value2` are as given, in `unit`; `canonical` and
    `canonical2` in the type's canonical unit. Times in milliseconds, `offset` in minutes.
    """

    id: int
    uid: bytes
    person_id: int
    type_id: int
    type: str
    value: float
    value2: float | None
    unit: str
    canonical: float
    canonical2: float | None
    recorded_at: int
    offset: int
    ended_at: int | None
    comparator: Comparator
    note: str
    tags: tuple[str, ...]
    source: str
    import_id: int | None
    created_at: int
    updated_at: int
    deleted_at: int | None


# Of a stored reading what a table of readings has, where millions leave at once: uid, ids of
# person and type, recorded_at, offset, ended_at (recorded_at for a moment), value, value2 (0.0:
# one part) and unit as given (None: the type's), comparator, id of the source, note, tags
# (apart by spaces), deleted_at.
PlainRow = tuple[
    bytes, int, int, int, int, int, float, float, str | None, str | None, int, str | None,
    str | None, int | None,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    uid: bytes
    name: str
    color: str
    birth_date: str | None
    sex: str | None
    height_cm: float | None
    time_zone: str | None
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records: None or empty means any. Instants: start included, end excluded; days
    are local ordinals, both included. `search`: every word in note, tag or source.
    `deleted` picks the bin instead of the live rows. `person_ids` empty means everybody.
    """

    person_ids: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    day_from: int | None = None
    day_to: int | None = None
    search: str = ""
    sources: tuple[str, ...] = ()
    import_id: int | None = None
    deleted: bool = False
    # Live and binned rows alike, for exports.
    with_deleted: bool = False
    newest_first: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a reading that is stored all the same: a code and blanks."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


Table = Literal[
    "record", "person", "type", "source", "annotation", "goal", "reminder", "occurrence"
]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row: what it was and what it became (undo needs both)."""

    table: Table
    uid: bytes
    field: str
    before: object
    after: object

    @classmethod
    def added(cls, table: Table, uid: bytes, field: str = "deleted_at") -> FieldChange:
        """A row that was not there; `field` is the one that takes it out again."""
        return cls(table, uid, field, ABSENT, None)

    def put_back(self, now: int) -> Any:
        """What the field gets when the change is taken back; a row that was added goes, now
        (ms)."""
        return now if self.before == ABSENT else self.before


def by_row(changes: Iterable[FieldChange]) -> dict[bytes, list[FieldChange]]:
    """The changes of each row by its uid, in their order."""
    found: dict[bytes, list[FieldChange]] = {}
    for change in changes:
        found.setdefault(change.uid, []).append(change)
    return found


def still_held(changes: Iterable[FieldChange], stored: Mapping[str, object]) -> bool:
    """Whether every field of a row still holds what the changes set."""
    return all(stored[change.field] == change.after for change in changes)


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """What one call changed, so that it can be taken back by a new write.

    `code` with `params` names it in words ("Delete 3 readings"). It runs only while every
    field still holds its `after`; running it gives the entry for redo.
    """

    code: str
    params: dict[str, object]
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows as they stand after a change, what there is to say, and the way back."""

    records: tuple[Record, ...]
    undo: UndoEntry
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    records: Sequence[Record]
    total: int
