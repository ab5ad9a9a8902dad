"""Readings in columns, and the blocks in which they leave for the database.

Most readings of a big file have nothing of their own but times and numbers: they share type,
unit and source with thousands of others. Such readings travel in columns; the few with a
note or tags stay rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.checks import longest
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.identity import (
    IMPORTED_VERSION,
    ROW_WORDS,
    TAIL_BYTES,
    row_keys,
    series_key,
)
from healthdesk.domain.rollup import source_priority
from healthdesk.domain.times import DAY_MS, MINUTE_MS, SECOND_MS
from healthdesk.exchange.batches import PLAIN, Batch, Block, Extra, Group, Row
from healthdesk.exchange.day_figures import DayFigures
from healthdesk.exchange.row_image import image

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
UID = np.dtype("V16")
# A block is stored in one transaction, for which a person's own save has to wait: readings of
# many days lie far apart in the file, and each day has figures to be made anew.
DAYS_A_BLOCK = 300


@dataclass(frozen=True, slots=True)
class Columns:
    """Readings, each of the group at its index in `groups`.

    Instants in ms, offsets in minutes; `value` and `value2` are canonical, `given` and
    `given2` as given (0.0 for a part there is not). `uids` are the file's own, None where it
    has none: then they are made. `deleted_at` is 0 for a live reading.
    """

    groups: Sequence[Group]
    group: Integers
    at: Integers
    offset: Integers
    ended: Integers
    given: Reals
    given2: Reals
    value: Reals
    value2: Reals
    line: Integers
    uids: Sequence[bytes | None] = ()
    deleted_at: Integers | None = None

    def __len__(self) -> int:
        return len(self.at)

    def part(self, start: int, end: int) -> Columns:
        """The readings from one index up to another."""
        cut = slice(start, end)
        return Columns(
            self.groups, self.group[cut], self.at[cut], self.offset[cut], self.ended[cut],
            self.given[cut], self.given2[cut], self.value[cut], self.value2[cut], self.line[cut],
            self.uids[cut], None if self.deleted_at is None else self.deleted_at[cut],
        )  # fmt: skip


def joined(parts: Sequence[Columns]) -> Columns:
    """Readings one after the other, all of the same list of groups, none with a uid."""

    def whole(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    return Columns(
        parts[0].groups, whole("group"), whole("at"), whole("offset"), whole("ended"),
        whole("given"), whole("given2"), whole("value"), whole("value2"), whole("line"),
    )  # fmt: skip


def in_columns(batch: Batch) -> tuple[Columns, Batch]:
    """The rows of a batch that can be in columns, and a batch of the others.

    Those with a note or tags cannot, nor those of a person named by the file without an
    identifier of their own: whose they are is known where they are stored.
    """
    count = len(batch.rows)
    extras = batch.extras or [PLAIN] * count
    members = batch.members or [0] * count
    simple = [
        not (row[11] or extra[2]) and (extra[0] is not None or not extra[1])
        for row, extra in zip(batch.rows, extras, strict=True)
    ]
    if all(simple):
        rest = Batch([], batch.done, batch.total)
        return _of_rows(batch.rows, extras, members), rest
    chosen, left = ([n for n in range(count) if simple[n] is wanted] for wanted in (True, False))
    rest = Batch(
        [batch.rows[n] for n in left], batch.done, batch.total,
        [extras[n] for n in left] if batch.extras else [],
        [members[n] for n in left] if batch.members else [],
    )  # fmt: skip
    columns = _of_rows(*([all_[n] for n in chosen] for all_ in (batch.rows, extras, members)))  # type: ignore[arg-type]
    return columns, rest


def _of_rows(rows: Sequence[Row], extras: Sequence[Extra], members: Sequence[int]) -> Columns:
    if not rows:
        none, nothing = np.zeros(0, np.int64), np.zeros(0)
        return Columns((), none, none, none, none, nothing, nothing, nothing, nothing, none)
    (slugs, at, offset, ended, given, given2, units, value, value2, comparators, sources, _,
     line) = zip(*rows, strict=True)  # fmt: skip
    uids, persons, _, deleted = zip(*extras, strict=True)
    codes: dict[tuple[Any, ...], int] = {}
    group = [
        codes.setdefault(key, len(codes))
        for key in zip(slugs, units, comparators, sources, persons, members, strict=True)
    ]
    return Columns(
        tuple(Group(*key) for key in codes),
        np.array(group, np.int64),
        np.array(at, np.int64),
        np.array(offset, np.int64),
        np.array(ended, np.int64),
        np.array(given, np.float64),
        np.array([0.0 if number is None else number for number in given2], np.float64),
        np.array(value, np.float64),
        np.array(value2, np.float64),
        np.array(line, np.int64),
        uids if any(uids) else (),
        np.array([instant or 0 for instant in deleted], np.int64) if any(deleted) else None,
    )


def blocks(
    columns: Columns,
    types: Mapping[str, HealthType],
    owner: bytes,
    size: int,
    done: int,
    total: int,
    priorities: Mapping[str, int],
) -> Iterator[Block]:
    """Blocks of at most `size` readings of few days. `owner` is the uid of whose they are, for
    those of whom the file says nothing; `priorities` are those of the sources known so far."""
    for start in range(0, len(columns), size):
        some = _sorted(columns.part(start, start + size))
        for first, last in pairwise(_borders(some)):
            yield _block(some.part(first, last), types, owner, done, total, priorities)


def _borders(columns: Columns) -> list[int]:
    """Where sorted readings are cut, so that none of the parts has too many days of types."""
    day, kind = (columns.at + columns.offset * MINUTE_MS) // DAY_MS, _types(columns)
    begins = np.flatnonzero((np.diff(day) != 0) | (np.diff(kind) != 0)) + 1
    return [0, *begins[DAYS_A_BLOCK - 1 :: DAYS_A_BLOCK].tolist(), len(columns)]


def _types(columns: Columns) -> Integers:
    """A number for the type of each reading."""
    slugs: dict[str, int] = {}
    numbers = [slugs.setdefault(group.slug, len(slugs)) for group in columns.groups]
    return np.array(numbers, np.int64)[columns.group]


def _sorted(columns: Columns) -> Columns:
    """By type, then time, as the indices have them; of equal ones the first stays the first."""
    order = np.lexsort((columns.at, _types(columns)))
    uids = columns.uids
    return Columns(
        columns.groups, columns.group[order], columns.at[order], columns.offset[order],
        columns.ended[order], columns.given[order], columns.given2[order], columns.value[order],
        columns.value2[order], columns.line[order],
        [uids[place] for place in order.tolist()] if uids else (),
        None if columns.deleted_at is None else columns.deleted_at[order],
    )  # fmt: skip


def _block(
    columns: Columns,
    types: Mapping[str, HealthType],
    owner: bytes,
    done: int,
    total: int,
    priorities: Mapping[str, int],
) -> Block:
    present, group = np.unique(columns.group, return_inverse=True)
    groups = tuple(columns.groups[place] for place in present.tolist())
    kinds = [types[one.slug] for one in groups]
    counts = np.bincount(group, minlength=len(groups))
    deleted = columns.deleted_at
    if deleted is not None and not deleted.any():
        deleted = None
    readings = {
        "grp": group,
        "uid": _uids(columns, owner),
        "recorded_at": columns.at,
        "offset_min": columns.offset,
        "ended_at": columns.ended,
        "value": columns.value,
        "value2": columns.value2,
        "line": columns.line,
    }
    plain = deleted is None and _as_given(columns)
    if not plain:
        none = np.zeros(len(columns), np.int64)
        readings |= {
            "given": columns.given,
            "given2": columns.given2,
            "deleted_at": none if deleted is None else deleted,
        }
    tables: dict[str, Mapping[str, NDArray[Any]]] = {"reading": readings}
    sources: tuple[str, ...] = ()
    # Whose they are is known where they are stored: two words may mean one person.
    if deleted is None and len({one.person for one in groups}) == 1:
        sources = _best_first({one.source for one in groups}, priorities)
        ranks = {source: rank for rank, source in enumerate(sources)}
        values = columns.value, columns.value2
        tables |= DayFigures(
            groups, kinds, ranks, group, columns.at, columns.offset, columns.ended, values
        ).tables()
    days = _days(columns, group, kinds)
    return Block(image(tables), groups, tuple(counts.tolist()), days, done, total, sources, plain)


def _as_given(columns: Columns) -> bool:
    """Whether all values were given in the canonical unit."""
    return np.array_equal(columns.given, columns.value) and np.array_equal(
        columns.given2, columns.value2
    )


def _best_first(sources: Collection[str], priorities: Mapping[str, int]) -> tuple[str, ...]:
    def order(source: str) -> tuple[int, str]:
        return priorities.get(source, source_priority(source)), source

    return tuple(sorted(sources, key=order))


def _days(
    columns: Columns, group: Integers, kinds: Sequence[HealthType]
) -> tuple[tuple[int, ...], ...]:
    """The local days the readings of each group count for: of an interval all it reaches."""
    shift = columns.offset * MINUTE_MS
    first, last = (columns.at + shift) // DAY_MS, (columns.ended + shift) // DAY_MS
    last = np.where(np.array([longest(kind) is not None for kind in kinds])[group], last, first)
    found: list[set[int]] = [set() for _ in kinds]
    day = first
    while len(day):
        for code in range(len(kinds)):
            found[code].update(np.unique(day[group == code]).tolist())
        longer = last > day
        day, last, group = day[longer] + 1, last[longer], group[longer]
    return tuple(tuple(sorted(days)) for days in found)


def _uids(columns: Columns, owner: bytes) -> NDArray[np.void]:
    """As `imported_uid` makes them, for the readings that have none yet."""
    own = columns.uids
    if own and all(own):
        return np.frombuffer(b"".join(uid for uid in own if uid), UID)
    made = imported_uids(columns, owner)
    for place, uid in enumerate(own):
        if uid is not None:
            made[place] = np.void(uid)
    return made


def imported_uids(columns: Columns, owner: bytes) -> NDArray[np.void]:
    """`identity.imported_uid` of every reading."""
    numbers = np.empty(len(columns), [("at", ">i8"), ("ended", ">i8"), ("v", ">f8"), ("v2", ">f8")])
    numbers["at"], numbers["ended"] = columns.at, columns.ended
    numbers["v"], numbers["v2"] = columns.value, columns.value2
    words = numbers.view(">u4").reshape(-1, ROW_WORDS).astype(np.uint64)
    seconds = (columns.at // SECOND_MS).astype(">i8")
    uids = np.empty((len(columns), 16), np.uint8)
    uids[:, 2:6] = seconds.view(np.uint8).reshape(-1, 8)[:, 4:]
    for code in np.unique(columns.group).tolist():
        group = columns.groups[code]
        own = columns.group == code
        uids[own, :2] = np.frombuffer(series_key(owner, group.slug), np.uint8)
        keys = np.array(row_keys(owner, group.slug, group.source), np.uint64).T
        upper = (words[own] @ keys[1:] + keys[0] >> np.uint64(32)).astype(">u4")
        uids[own, 6:] = upper.view(np.uint8)[:, :TAIL_BYTES]
    uids[:, 6] = IMPORTED_VERSION << 4 | uids[:, 6] & 0x0F
    uids[:, 8] = 0x80 | uids[:, 8] & 0x3F
    return uids.view(UID).reshape(-1)
