"""Day and hour figures, made anew from the rows for each touched day.

Never incremented: at the end of a write the touched days are computed set-wise from the
live rows, so a rollup cannot drift from what it sums up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from healthdesk.domain import rollup
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import MANUAL
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, OFFSET_MAX, OFFSET_MIN

# Raised when the way a day is summed up changes: then all rollups are made anew.
ROLLUP_VERSION = 2
# Keeps the integer division rounding down for years before 1970.
_SHIFT = 100_000
DAY_SQL = f"((recorded_at + offset_min * {MINUTE_MS} + {_SHIFT * DAY_MS}) / {DAY_MS} - {_SHIFT})"
HOUR_SQL = (
    f"((recorded_at + offset_min * {MINUTE_MS} + {_SHIFT * DAY_MS}) / {HOUR_MS} - {_SHIFT * 24})"
)
# An interval may have begun this many days before the day it still counts for.
LOOK_BACK = 2
DERIVED_FROM_SLEEP = ("sleep-duration", "time-in-bed")

_FIGURES = (
    "count(*), count(CASE WHEN comparator IS NULL THEN 1 END),"
    " total(CASE WHEN comparator IS NULL THEN value END),"
    " min(CASE WHEN comparator IS NULL THEN value END),"
    " max(CASE WHEN comparator IS NULL THEN value END)"
)
_FIGURES2 = (
    " total(CASE WHEN comparator IS NULL THEN value2 END),"
    " min(CASE WHEN comparator IS NULL THEN value2 END),"
    " max(CASE WHEN comparator IS NULL THEN value2 END)"
)
# The last two bounds are the days; the first two let the index find them.
_WHERE = (
    " FROM health_record WHERE person_id=? AND type_id=? AND deleted_at IS NULL"
    f" AND recorded_at>=? AND recorded_at<? AND {DAY_SQL} BETWEEN ? AND ?"
)
_DAY_DELETE = "DELETE FROM health_day WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
_DAY_INSERT = (
    f"INSERT INTO health_day SELECT person_id, type_id, {DAY_SQL} AS d, source_id, {_FIGURES},"
    f"{_FIGURES2}, min(recorded_at), max(recorded_at){_WHERE}"
    " GROUP BY person_id, type_id, d, source_id"
)
_HOUR_DELETE = "DELETE FROM health_hour WHERE person_id=? AND type_id=? AND hour BETWEEN ? AND ?"
_HOUR_INSERT = (
    f"INSERT INTO health_hour SELECT person_id, type_id, {HOUR_SQL} AS h, {_FIGURES}{_WHERE}"
    " GROUP BY person_id, type_id, h"
)
_TOTAL_DELETE = (
    "DELETE FROM health_day_total WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
)
_TOTAL_ADD = (
    "INSERT INTO health_day_total SELECT person_id, type_id, day, sum(total), 0, 0"
    " FROM health_day WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
    " GROUP BY person_id, type_id, day"
)
_TOTAL_INSERT = "INSERT INTO health_day_total VALUES (?,?,?,?,?,?)"
_INTERVALS = (
    "SELECT r.recorded_at, r.ended_at, r.value, s.priority, s.name, r.offset_min,"
    # Typed by hand; so it stays when it comes back from our own CSV. What was imported and
    # then moved here was not.
    f" (r.import_id IS NULL AND r.moved_from IS NULL OR s.name = '{MANUAL}')"
    " FROM health_record r JOIN health_source s ON s.id = r.source_id"
    " WHERE r.person_id=? AND r.type_id=? AND r.deleted_at IS NULL AND r.comparator IS NULL"
    " AND r.recorded_at>=? AND r.recorded_at<? AND r.ended_at>=? ORDER BY r.recorded_at, r.id"
)

Touched = Mapping[tuple[int, int], Iterable[int]]


def recompute(raw: Any, types: TypeBook, touched: Touched) -> frozenset[str]:
    """Make the rollups of the touched days anew; returns the slugs whose figures changed."""
    slugs = set()
    nights: defaultdict[int, set[int]] = defaultdict(set)
    for (person_id, type_id), days in touched.items():
        kind = types.with_id(type_id)
        slugs.add(kind.slug)
        for start, end in runs(days):
            _make_days(raw, person_id, kind, start, end)
            _make_totals(raw, types, person_id, kind, start, end)
        if kind.slug == "sleep-stage":
            slugs.update(DERIVED_FROM_SLEEP)
            nights[person_id].update(n for day in days for n in (day, day + 1))
    for person_id, days in nights.items():
        for slug in DERIVED_FROM_SLEEP:
            for start, end in runs(days):
                _make_sleep(raw, types, person_id, types[slug], start, end)
    return frozenset(slugs)


def runs(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Stretches of consecutive days; a day between two touched ones is done with them."""
    start = previous = None
    for day in sorted(set(days)):
        if previous is None or start is None:
            start = day
        elif day > previous + 2:
            yield start, previous
            start = day
        previous = day
    if start is not None and previous is not None:
        yield start, previous


def bounds(day_from: int, day_to: int) -> tuple[int, int]:
    """Instants between which every reading of these local days lies, whatever its offset."""
    return day_from * DAY_MS - OFFSET_MAX * MINUTE_MS, (
        day_to + 1
    ) * DAY_MS - OFFSET_MIN * MINUTE_MS


def _make_days(raw: Any, person_id: int, kind: HealthType, start: int, end: int) -> None:
    raw.execute(_DAY_DELETE, (person_id, kind.id, start, end))
    where = (person_id, kind.id, *bounds(start, end), start, end)
    raw.execute(_DAY_INSERT, where)
    if kind.dense:
        raw.execute(_HOUR_DELETE, (person_id, kind.id, start * 24, end * 24 + 23))
        raw.execute(_HOUR_INSERT, where)


def _make_totals(
    raw: Any, types: TypeBook, person_id: int, kind: HealthType, start: int, end: int
) -> None:
    if kind.slug in DERIVED_FROM_SLEEP:
        _make_sleep(raw, types, person_id, kind, start, end + 1)
    elif kind.combine == "add":
        span = (person_id, kind.id, start, end)
        raw.execute(_TOTAL_DELETE, span)
        raw.execute(_TOTAL_ADD, span)
    elif kind.combine == "union":
        totals = _union_of_days(raw, person_id, kind, start, end)
        _store_totals(raw, person_id, kind, start, end, totals)


def _store_totals(
    raw: Any,
    person_id: int,
    kind: HealthType,
    start: int,
    end: int,
    totals: Mapping[int, tuple[float, float, int]],
) -> None:
    raw.execute(_TOTAL_DELETE, (person_id, kind.id, start, end))
    raw.executemany(
        _TOTAL_INSERT,
        [(person_id, kind.id, day, *figures) for day, figures in sorted(totals.items())],
    )


def _intervals(raw: Any, person_id: int, type_id: int, start: int, end: int) -> list[Any]:
    """What may count for these days: a night's begins before its day, and any may go on."""
    since, until = bounds(start - LOOK_BACK, end)
    ends_after, _ = bounds(start - 1, end)
    return list(raw.execute(_INTERVALS, (person_id, type_id, since, until, ends_after)))


def _rank(rows: list[Any]) -> dict[str, int]:
    """Rank of each source: by priority, then by name, so that all machines agree."""
    order = sorted({(priority, source) for _, _, _, priority, source, _, _ in rows})
    return {source: rank for rank, (_, source) in enumerate(order)}


def _union_of_days(
    raw: Any, person_id: int, kind: HealthType, start: int, end: int
) -> dict[int, tuple[float, float, int]]:
    """Total, left out, typed of each day, for amounts over intervals.

    An interval over midnight is cut there; one of sleep belongs whole to its night.
    """
    nightly = kind.slug in DERIVED_FROM_SLEEP
    rows = _intervals(raw, person_id, kind.id, start, end)
    rank = _rank(rows)
    typed: dict[int, float] = {}
    pieces: defaultdict[int, list[rollup.Amount]] = defaultdict(list)
    for begun, ended, value, _, source, offset, by_hand in rows:
        day = (begun + offset * MINUTE_MS) // DAY_MS
        if by_hand and begun == ended:
            typed[day] = value  # the last one of a day stands
        elif nightly and ended > begun:
            night = rollup.night_of(begun, offset)
            pieces[night].append((begun, ended, value, rank[source]))
        elif (ended + offset * MINUTE_MS) // DAY_MS == day:
            pieces[day].append((begun, ended, value, rank[source]))
        else:
            for at, piece_from, piece_to, amount in rollup.cut(begun, ended, value, offset):
                pieces[at].append((piece_from, piece_to, amount, rank[source]))
    totals = {}
    for day in typed.keys() | pieces.keys():
        if start <= day <= end:
            total, left_out = rollup.union_total(pieces[day]) if pieces[day] else (0.0, 0.0)
            if day in typed:
                totals[day] = (typed[day], total + left_out, 1)
            else:
                totals[day] = (total, left_out, 0)
    return totals


def hourly_union(
    raw: Any, person_id: int, kind: HealthType, start: int, end: int
) -> dict[int, float]:
    """Amount by local hour of some days, overlapping sources merged; typed totals of a day
    have no hour and are left out."""
    rows = _intervals(raw, person_id, kind.id, start, end)
    rank = _rank(rows)
    pieces: defaultdict[int, list[rollup.Amount]] = defaultdict(list)
    for begun, ended, value, _, source, offset, by_hand in rows:
        if by_hand and begun == ended and kind.combine == "union":
            continue
        for hour, since, until, amount in rollup.cut(begun, ended, value, offset, HOUR_MS):
            pieces[hour].append((since, until, amount, rank[source]))
    return {
        hour: rollup.union_total(amounts)[0]
        for hour, amounts in sorted(pieces.items())
        if start * 24 <= hour < (end + 1) * 24
    }


def _make_sleep(
    raw: Any, types: TypeBook, person_id: int, kind: HealthType, start: int, end: int
) -> None:
    """Nights that end on these days: typed durations first, then stages, then others."""
    stages = types.get("sleep-stage")
    totals = _union_of_days(raw, person_id, kind, start, end)
    rows = _intervals(raw, person_id, stages.id, start, end) if stages is not None else []
    rank = _rank(rows)
    nights: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for begun, ended, code, _, source, offset, _ in rows:
        nights[rollup.night_of(begun, offset)].append((begun, ended, int(code), rank[source]))
    which = DERIVED_FROM_SLEEP.index(kind.slug)
    for night, intervals in nights.items():
        if start <= night <= end:
            minutes = rollup.sleep_of_night(intervals)[which]
            total, left_out, typed = totals.get(night, (0.0, 0.0, 0))
            if typed:
                totals[night] = (total, left_out + minutes, 1)
            elif minutes > 0:
                totals[night] = (minutes, total + left_out, 0)
    _store_totals(raw, person_id, kind, start, end, totals)


def rebuild(raw: Any, types: TypeBook) -> None:
    """Make all rollups anew from the rows, for a new `ROLLUP_VERSION` or after a doubt."""
    for table in ("health_day", "health_hour", "health_day_total"):
        raw.execute(f"DELETE FROM {table}")
    spans = raw.execute(
        f"SELECT person_id, type_id, min({DAY_SQL}), max({DAY_SQL}) FROM health_record"
        " WHERE deleted_at IS NULL GROUP BY person_id, type_id"
    ).fetchall()
    # The last interval may reach into the days after the one it begins in.
    recompute(raw, types, {(p, t): range(start, end + 1 + LOOK_BACK) for p, t, start, end in spans})
    raw.execute(
        "INSERT INTO health_state VALUES ('rollup_version', ?)"
        " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        (str(ROLLUP_VERSION),),
    )


def differences(raw: Any, types: TypeBook) -> list[str]:
    """Tables whose stored rollups differ from what the rows give now; leaves all as it was.

    Sums may differ in the last bits where rows were added in another order.
    """
    raw.execute("SAVEPOINT compare")
    try:
        before = {
            table: _sums(raw, table) for table in ("health_day", "health_hour", "health_day_total")
        }
        rebuild(raw, types)
        return [table for table, sums in before.items() if sums != _sums(raw, table)]
    finally:
        raw.execute("ROLLBACK TO compare")
        raw.execute("RELEASE compare")


def _sums(raw: Any, table: str) -> list[Any]:
    columns = {
        "health_day": "day, source_id, n, counted, round(total, 4), lo, hi, round(total2, 4),"
        " lo2, hi2, first_at, last_at",
        "health_hour": "hour, n, counted, round(total, 4), lo, hi",
        "health_day_total": "day, round(total, 4), round(left_out, 4), typed",
    }[table]
    return list(
        raw.execute(f"SELECT person_id, type_id, {columns} FROM {table} ORDER BY 1, 2, 3, 4")
    )
