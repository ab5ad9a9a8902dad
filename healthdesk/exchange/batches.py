"""What a parser of a foreign format hands on: batches of readings and a running tally."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from healthdesk.domain import units
from healthdesk.domain.checks import FIRST_DAY, LARGEST, check_draft, to_canonical
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.health_types import CATALOGUE, HealthType
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import DAY_MS, day_of
from healthdesk.domain.transfers import NO_ANSWERS, Answers, Question

if TYPE_CHECKING:
    # Who makes one of these has loaded it; few files hold any.
    from healthdesk.domain.annotations import AnnotationDraft
    from healthdesk.domain.goals import Goal
    from healthdesk.domain.reminders import Reminder, Settled
    from healthdesk.exchange.columns import Columns

# slug, recorded_at (ms), offset (min), ended_at (ms; recorded_at for a moment), value, value2
# (None: one part) and their unit as given, canonical, canonical2 (0.0: one part), comparator,
# source, note, line (or element) of the file. A plain tuple: a million of them cross a
# process border and end in `executemany`.
Row = tuple[str, int, int, int, float, float | None, str, float, float, str, str, str, int]
# Of formats that know them, one beside each row: uid, person's name (or the file's word for
# one of its users), tags, deleted_at (ms).
Extra = tuple[bytes | None, str, tuple[str, ...], int | None]
PLAIN: Extra = (None, "", (), None)

REJECTIONS_KEPT = 1000
SOURCES_KEPT = 10_000
KINDS_KEPT = 1000
# Within this share of a limit the exact, slower check decides.
MARGIN = 1e-6
MEMO_MAX = 20_000
# A number written with so many characters has no digit that `units.canonical` takes away.
SHORT = 9


@dataclass(frozen=True, slots=True)
class Rejection:
    """A reading that cannot be taken: the line of the file, a code, the code's blanks."""

    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    member: str = ""


class Noted(NamedTuple):
    """A note at a time of a file: its identifier, whose it is (a name), the note itself, and
    when it was deleted (ms)."""

    uid: bytes | None
    person: str
    draft: AnnotationDraft
    deleted_at: int | None


class FoundGoal(NamedTuple):
    """A goal of a file, and whose it is (a name)."""

    person: str
    goal: Goal


class FoundReminder(NamedTuple):
    """A reminder of a file, what became of its due times, and whose it is (a name)."""

    person: str
    reminder: Reminder
    settled: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What a parser has to know besides the file.

    `now` is the present instant in ms, `birth_date` the person's (ISO date): readings from
    before are rejected. `types` are all that may be kept. `zone` (an IANA name) is where
    local times without an offset are read; `answers` what the user said already.
    """

    now: int
    types: tuple[HealthType, ...] = CATALOGUE
    birth_date: str | None = None
    batch_rows: int = 10_000
    zone: str = "UTC"
    answers: Answers = NO_ANSWERS
    # The one format that is taken; None: whatever is recognised.
    only: str | None = None
    # The uid of whose readings they are where a file does not say: then they come in blocks.
    owner: bytes | None = None
    # Which source counts where two cover the same time; of a new one its usual priority.
    priorities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings in the order of the file. `extras` is empty or as long as `rows`, and so is
    `members`: from which of several files each row is. `done` of `total` bytes are read. A
    batch without rows only tells progress. Where the options name an owner, a parser may give
    some of its readings in `columns`, whatever their order."""

    rows: list[Row]
    done: int
    total: int
    extras: list[Extra] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    columns: Columns | None = None

    @property
    def count(self) -> int:
        return len(self.rows)


class Group(NamedTuple):
    """What readings share; `person` is the file's word for whose they are ("" for none),
    `member` the index of the file among several."""

    slug: str
    unit: str
    comparator: str
    source: str
    person: str = ""
    member: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Readings ready to be stored: `image` is a file of them (see `row_image`), which may lie
    at `place` instead.

    For each of `groups`: how many readings it has, and the local days they count for. Where
    the file tells as well what the days come to, `sources` are all of theirs, the one that
    counts first before the others; else it is empty. `plain`: all are live and given in the
    canonical unit, and the image says nothing of that.
    """

    image: bytes
    groups: tuple[Group, ...]
    counts: tuple[int, ...]
    days: tuple[tuple[int, ...], ...]
    done: int
    total: int
    sources: tuple[str, ...] = ()
    plain: bool = False
    place: Path | None = None

    @property
    def count(self) -> int:
        return sum(self.counts)


@dataclass(slots=True)
class Tally:
    """Counts so far. read = accepted + rejected; `types` and `sources` count accepted ones.

    `first`, `last` are the earliest and latest (instant, offset); `ahead` counts readings
    dated less than a day ahead of now; `exported_at` is the file's own word. `persons` are
    names, `file_users` the file's own words for people nobody named. `time_zone` is set
    where local times were read in it. With `questions` the rows must not be kept.
    """

    format: str = ""
    read: int = 0
    rejected: int = 0
    ahead: int = 0
    ignored: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    units: dict[str, list[str]] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    file_users: dict[str, int] = field(default_factory=dict)
    # The first reading of each of them, to be recognised by.
    samples: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    time_zone: str = ""
    # Of each table by its header's key: its columns, some rows, the mapping it was read by.
    mappings: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    warnings: list[Rejection] = field(default_factory=list)
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    exported_at: tuple[int, int] | None = None
    rejections: list[Rejection] = field(default_factory=list)
    # Of a format that has them; no readings, so that nothing above counts them.
    notes: list[Noted] = field(default_factory=list)
    goals: list[FoundGoal] = field(default_factory=list)
    reminders: list[FoundReminder] = field(default_factory=list)
    # Of a format that tells more of its persons than their names.
    people: list[Person] = field(default_factory=list)

    def reject(self, line: int, code: str, member: str = "", /, **params: object) -> None:
        self.read += 1
        self.rejected += 1
        if len(self.rejections) < REJECTIONS_KEPT:
            self.rejections.append(Rejection(line, code, params, member))

    def warn(self, code: str, /, **params: object) -> None:
        """Something to tell about the file as a whole, once."""
        warning = Rejection(0, code, params)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def ignore(self, kind: str, n: int = 1) -> None:
        if kind not in self.ignored and len(self.ignored) >= KINDS_KEPT:
            kind = "?"
        self.ignored[kind] = self.ignored.get(kind, 0) + n

    def accept(self, slug: str, source: str, unit: str, n: int = 1) -> None:
        self.read += n
        self.types[slug] = self.types.get(slug, 0) + n
        units_met = self.units.setdefault(slug, [])
        if unit not in units_met:
            units_met.append(unit)
        if source in self.sources or len(self.sources) < SOURCES_KEPT:
            self.sources[source] = self.sources.get(source, 0) + n

    def spread(self, at: int, offset: int) -> None:
        """Widen the span from `first` to `last` so that it holds this instant."""
        moment = (at, offset)
        self.first = moment if self.first is None else min(self.first, moment)
        self.last = moment if self.last is None else max(self.last, moment)


class Parser(Protocol):
    """One format: a generator of batches beside the tally that grows with them."""

    tally: Tally

    def batches(self) -> Iterator[Batch]: ...


class Refused(Exception):
    """Why one reading cannot be taken; becomes a `Rejection` at its line."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Scale:
    """One type in one unit: the way to the canonical value, and where it is surely allowed.

    Every number from `low` to `high`, in the unit given, is inside the hard range; of those
    beyond only `Judge.row` can tell.
    """

    __slots__ = ("_memo", "direct", "high", "low", "type", "unit")

    def __init__(self, kind: HealthType, unit: str) -> None:
        self.type, self.unit = kind, unit
        self.direct = unit == kind.unit
        self._memo: dict[float, float] = {}
        low = self._given(kind.hard.low, -LARGEST)
        high = self._given(kind.hard.high, LARGEST)
        margin = 0.0 if self.direct and not kind.hard.high_out else MARGIN
        self.low, self.high = low + abs(low) * margin, high - abs(high) * margin

    def _given(self, limit: float | None, otherwise: float) -> float:
        if limit is None:
            return otherwise
        return units.convert(limit, self.type.unit, self.unit, self.type.slug)

    def convert(self, value: float) -> float:
        """From this unit to the canonical one, with all digits."""
        return units.convert(value, self.unit, self.type.unit, self.type.slug)

    def canonical(self, value: float) -> float:
        """As `checks.to_canonical` makes it; remembered, since readings repeat."""
        found = self._memo.get(value)
        if found is None:
            if len(self._memo) >= MEMO_MAX:
                self._memo.clear()
            found = self._memo[value] = units.canonical(self.convert(value))
        return found


class Judge:
    """The rules every imported reading has to meet: those of `domain.checks`."""

    def __init__(self, options: Options) -> None:
        self.types = {kind.slug: kind for kind in options.types}
        self._scales: dict[tuple[str, str], Scale] = {}
        self._now, self._birth_date = options.now, options.birth_date
        first = FIRST_DAY
        if options.birth_date:
            first = max(first, day_of(dt.date.fromisoformat(options.birth_date)))
        # Between these two every instant is surely allowed, whatever its offset.
        self.earliest, self.latest = (first + 1) * DAY_MS, options.now

    def scale(self, kind: HealthType, unit: str) -> Scale:
        key = (kind.slug, unit)
        if key not in self._scales:
            self._scales[key] = Scale(kind, unit)
        return self._scales[key]

    def row(self, draft: Draft, line: int) -> tuple[Row, bool]:
        """The row of a draft found at a line (or element), and whether it is dated ahead of now.

        Raises `Refused` with the first thing that is wrong.
        """
        kind = self.types[draft.type]
        try:
            remarks = check_draft(
                draft, kind, now_ms=self._now, imported=True, birth_date=self._birth_date
            )
        except InvalidData as error:
            wrong = error.fields[0]
            raise Refused(wrong.code, **wrong.params) from None
        first, second = to_canonical(draft, kind)
        ended = draft.recorded_at if draft.ended_at is None else draft.ended_at
        row = (
            draft.type, draft.recorded_at, draft.offset, ended, draft.value, draft.value2,
            draft.unit, first, second, draft.comparator, draft.source, draft.note, line,
        )  # fmt: skip
        return row, any(remark.code == "ahead-of-clock" for remark in remarks)


def number(text: str | bytes) -> float:
    """A decimal number with a point; NaN for anything else. There is one zero."""
    raw = text.encode() if isinstance(text, str) else text
    try:
        value = float(raw)
    except ValueError:
        return nan
    return value + 0.0 if isfinite(value) and b"_" not in raw else nan
