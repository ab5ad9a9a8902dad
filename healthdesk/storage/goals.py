"""Rows of goals, and what readings say of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from healthdesk.domain import units
from healthdesk.domain.goals import Goal, GoalDraft, Pause, Point, in_unit
from healthdesk.domain.habits import DayFigure
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import FieldChange
from healthdesk.domain.times import DAY_MS, MINUTE_MS, date_of, day_of, local_day
from healthdesk.storage import figures, kept_fields
from healthdesk.storage.database import Connection, Tx
from healthdesk.storage.rollups import of_series

# What undo keeps, under the names of the columns.
FIELDS = (
    "target_value", "target_value2", "unit", "direction", "low", "high", "start_value",
    "start_value2", "start_date", "target_date", "per", "times", "status", "set_by", "pauses",
    "completed_at", "completed_by", "archived_at", "deleted_at",
)  # fmt: skip
_COLUMNS = (
    "id, uid, person_id, type_id, kind, unit, target_value, target_value2, direction, low, high,"
    " start_value, start_value2, start_date, target_date, per, times, status, set_by, pauses,"
    " completed_at, completed_by, celebrated_at, archived_at, created_at, updated_at"
)
_HALF_DAY = DAY_MS // 2


def to_goal(row: Any, types: TypeBook) -> Goal:
    (id_, uid, person_id, type_id, kind, unit, target, target2, direction, low, high, start,
     start2, start_date, target_date, per, times, status, set_by, pauses, *rest) = row  # fmt: skip
    return Goal(
        id_, uid, person_id, type_id, types.with_id(type_id).slug, kind, unit, target, target2,
        direction, low, high, start, start2, iso_day(start_date),
        None if target_date is None else iso_day(target_date), per, times, status, set_by,
        pauses_of(pauses), *rest,
    )  # fmt: skip


def iso_day(text: str) -> int:
    """The ordinal of an ISO date. Raises ValueError for anything else."""
    return day_of(dt.date.fromisoformat(text))


def pauses_of(text: str) -> tuple[Pause, ...]:
    return tuple(
        Pause(iso_day(first), None if back is None else iso_day(back))
        for first, back in json.loads(text)
    )


def pauses_text(pauses: Iterable[Pause]) -> str:
    return json.dumps([[_iso(pause.first), _iso(pause.back)] for pause in pauses])


def _iso(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def columns_of(draft: GoalDraft) -> dict[str, Any]:
    """The changeable columns of a checked draft."""
    return {
        "target_value": draft.target_value,
        "target_value2": draft.target_value2,
        "unit": draft.unit,
        "direction": draft.direction,
        "low": draft.low,
        "high": draft.high,
        "start_value": draft.start_value,
        "start_value2": draft.start_value2,
        "start_date": _iso(draft.start_day),
        "target_date": _iso(draft.target_day),
        "per": draft.per,
        "times": draft.times,
        "set_by": draft.set_by,
    }


# Looking


def every(
    connection: Connection,
    types: TypeBook,
    person_ids: Sequence[int] = (),
    *,
    archived: bool = False,
    slug: str = "",
) -> list[Goal]:
    """The goals of these persons (none named: of everybody) by id; `archived` ones too."""
    where, parameters = ["deleted_at IS NULL"], list(person_ids)
    if person_ids:
        where.append(f"person_id IN ({','.join('?' * len(person_ids))})")
    if not archived:
        where.append("archived_at IS NULL")
    if slug:
        where.append("type_id = ?")
        parameters.append(types[slug].id)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM health_goal WHERE {' AND '.join(where)} ORDER BY id", parameters
    )
    return [to_goal(row, types) for row in rows]


def with_id(connection: Connection, types: TypeBook, id_: int) -> Goal | None:
    return _one(connection, types, "id=? AND deleted_at IS NULL", id_)


def with_uid(connection: Connection, types: TypeBook, uid: bytes) -> Goal | None:
    """Also one that was taken back."""
    return _one(connection, types, "uid=?", uid)


def _one(connection: Connection, types: TypeBook, where: str, key: object) -> Goal | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM health_goal WHERE {where}", (key,)).fetchone()
    # One that was taken back may be of a type that is gone since.
    return None if row is None or row[3] not in types.ids else to_goal(row, types)


def other_active_target(
    connection: Connection, person_id: int, type_id: int, except_id: int = 0
) -> int | None:
    """The id of the active target goal of a person and type, another than the one given."""
    row = connection.execute(
        "SELECT id FROM health_goal WHERE person_id=? AND type_id=? AND kind='target'"
        " AND status='active' AND deleted_at IS NULL AND id<>?",
        (person_id, type_id, except_id),
    ).fetchone()
    return None if row is None else int(row[0])


def to_settle(
    connection: Connection, types: TypeBook, person_id: int | None, slugs: Iterable[str]
) -> list[Goal]:
    """Goals whose state a change of readings may change: those under way, and those that a
    reading completed. None: of everybody; no slugs: of every type."""
    people = () if person_id is None else (person_id,)
    wanted = set(slugs)
    return [
        goal
        for goal in every(connection, types, people)
        if (not wanted or goal.type in wanted)
        and (goal.status == "active" or goal.completed_by == "reading")
    ]


def count_active(connection: Connection) -> int:
    """How many goals of everybody are under way."""
    row = connection.execute(
        "SELECT count(*) FROM health_goal WHERE status='active' AND archived_at IS NULL"
        " AND deleted_at IS NULL"
    ).fetchone()
    return int(row[0])


# Changing


def insert(
    tx: Tx,
    uid: bytes,
    person_id: int,
    kind: HealthType,
    draft: GoalDraft,
    more: Mapping[str, Any] | None = None,
) -> int:
    """A new goal, under way; `more` are other columns. Returns its id."""
    fields = {
        "uid": uid, "person_id": person_id, "type_id": kind.id, "kind": draft.kind,
        "status": "active", "created_at": tx.now, "updated_at": tx.now,
        **columns_of(draft), **(more or {}),
    }  # fmt: skip
    return int(
        tx.execute(
            f"INSERT INTO health_goal({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))})",
            tuple(fields.values()),
        ).lastrowid
    )


def take_back(tx: Tx, import_id: int, *, everything: bool) -> int:
    """Remove the goals an import brought; without `everything` those somebody changed since
    stay. Returns how many went."""
    kept = "" if everything else " AND updated_at = created_at"
    return int(
        tx.execute(f"DELETE FROM health_goal WHERE import_id=?{kept}", (import_id,)).rowcount
    )


def stored_fields(connection: Connection, id_: int) -> dict[str, Any]:
    return kept_fields.stored(connection, "goal", FIELDS, id_)


def update(tx: Tx, goal: Goal, values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Set columns of a goal; returns what each was and became, for undo."""
    before = stored_fields(tx.raw, goal.id)
    return kept_fields.set_fields(tx, "goal", goal.uid, before, values, ("id", goal.id), tx.now)


def set_celebrated(tx: Tx, id_: int, at: int | None) -> bool:
    """Note that a completion was told, once; whether it had not been. None: not told yet."""
    told = "" if at is None else " AND status='completed' AND celebrated_at IS NULL"
    sql = f"UPDATE health_goal SET celebrated_at=? WHERE id=?{told}"
    return bool(tx.execute(sql, (at, id_)).rowcount)


# Times are typed to the minute: what was stored after a goal was set, at the very minute, is a
# reading after it.
TYPED_MS = MINUTE_MS
_WAS_THERE = "(recorded_at<=? AND (recorded_at<? OR created_at<=?))"


# What readings say. Values come in the goal's unit, without those a device could not measure.


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one person and type, as a goal in `unit` sees them. Of types that are
    summed up a reading is a day's total, at the instant of its last reading."""

    connection: Connection
    person_id: int
    kind: HealthType
    unit: str

    def last_until(self, until: int, day: int) -> Point | None:
        """The last one at or before an instant; of totals the last day up to `day`."""
        if self.kind.aggregate == "sum":
            return self._total(" AND day<=?", day, "DESC")
        return self._reading(" AND recorded_at<=?", (until,), "DESC")

    def last_before(self, set_at: int, day: int) -> Point | None:
        """The last one when a goal was set; of totals the last day before `day`."""
        if self.kind.aggregate == "sum":
            return self._total(" AND day<?", day, "DESC")
        return self._reading(f" AND {_WAS_THERE}", (set_at, set_at - TYPED_MS, set_at), "DESC")

    def first_after(self, set_at: int, day: int) -> Point | None:
        """The first one after a goal was set; of totals from `day` on."""
        if self.kind.aggregate == "sum":
            return self._total(" AND day>=?", day, "ASC")
        return self._reading(f" AND NOT {_WAS_THERE}", (set_at, set_at - TYPED_MS, set_at), "ASC")

    def first_reaching(
        self, set_at: int, days: tuple[int, int], targets: Sequence[float], *, up: bool
    ) -> Point | None:
        """The first one after a goal was set that is there; of totals within these days."""
        sign = ">=" if up else "<="
        wanted = [self._canonical(value) for value in targets]
        if self.kind.aggregate == "sum":
            first, last = days
            return self._total(
                f" AND day BETWEEN ? AND ? AND total{sign}?", first, "ASC", last, wanted[0]
            )
        names = ("value", "value2")[: len(wanted)]
        limits = "".join(f" AND {name}{sign}?" for name in names)
        since = (set_at, set_at - TYPED_MS, set_at)
        return self._reading(f" AND NOT {_WAS_THERE}{limits}", (*since, *wanted), "ASC")

    def _canonical(self, value: float) -> float:
        return units.canonical(units.convert(value, self.unit, self.kind.unit, self.kind.slug))

    def _reading(self, where: str, parameters: Sequence[object], order: str) -> Point | None:
        row = self.connection.execute(
            "SELECT recorded_at, offset_min, value, value2 FROM health_record WHERE person_id=?"
            f" AND type_id=? AND deleted_at IS NULL AND comparator IS NULL{where}"
            f"{of_series(self.kind)} ORDER BY recorded_at {order}, id {order} LIMIT 1",
            (self.person_id, self.kind.id, *parameters),
        ).fetchone()
        if row is None:
            return None
        at, offset, value, value2 = row
        second = in_unit(value2, self.kind, self.unit) if self.kind.parts else None
        return Point(at, offset, in_unit(value, self.kind, self.unit), second)

    def _total(self, where: str, day: int, order: str, *more: float) -> Point | None:
        row = self.connection.execute(
            "SELECT day, total FROM health_day_total WHERE person_id=? AND type_id=?"
            f"{where} ORDER BY day {order} LIMIT 1",
            (self.person_id, self.kind.id, day, *more),
        ).fetchone()
        if row is None:
            return None
        found, total = row
        last = figures.latest(self.connection, self.person_id, self.kind, found, found)
        # A night that follows from its stages has no reading of its own: noon stands for it.
        at, offset = (found * DAY_MS + _HALF_DAY, 0) if last is None else (last[3], last[4])
        return Point(at, offset, in_unit(total, self.kind, self.unit))

    def day_means(self, days: tuple[int, int], part: int = 0) -> dict[int, float]:
        """The mean of each local day, or its total."""
        if self.kind.aggregate == "sum":
            totals = figures.day_totals(self.connection, self.person_id, self.kind, *days)
            return {row[0]: in_unit(row[1], self.kind, self.unit) for row in totals}
        at = 6 if part else 3
        rows = figures.days(self.connection, self.person_id, self.kind, *days)
        return {row[0]: in_unit(row[at] / row[2], self.kind, self.unit) for row in rows if row[2]}

    def day_figures(self, days: tuple[int, int]) -> dict[int, DayFigure]:
        """What each local day with readings has, as the type sums a day up."""
        rows = figures.days(self.connection, self.person_id, self.kind, *days)
        if self.kind.aggregate == "sum":
            return self._with_totals(days, {row[0]: row[1] for row in rows})
        lasts = self._lasts(days) if self.kind.aggregate == "last" else {}
        found = {}
        for day, n, counted, total, lo, *_ in rows:
            value = None
            if counted and self.kind.aggregate == "min":
                value = lo
            elif counted:
                value = lasts.get(day, total / counted)
            mean = in_unit(total / counted, self.kind, self.unit) if counted else 0.0
            shown = None if value is None else in_unit(value, self.kind, self.unit)
            found[day] = DayFigure(shown, mean * counted, counted, n)
        return found

    def _with_totals(
        self, days: tuple[int, int], counts: Mapping[int, int]
    ) -> dict[int, DayFigure]:
        found = {day: DayFigure(None, 0.0, 0, n) for day, n in counts.items()}
        for day, total, *_ in figures.day_totals(self.connection, self.person_id, self.kind, *days):
            value = in_unit(total, self.kind, self.unit)
            found[day] = DayFigure(value, value, 1, counts.get(day, 1))
        return found

    def _lasts(self, days: tuple[int, int]) -> dict[int, float]:
        rows = figures.values_in(self.connection, self.person_id, self.kind, days)
        return {local_day(at, offset): value for at, offset, value, *_ in rows}
