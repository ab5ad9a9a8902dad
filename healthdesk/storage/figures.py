"""Reads of rollups and readings that charts, cards and reports are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.times import DAY_MS, MINUTE_MS, OFFSET_MAX, OFFSET_MIN
from healthdesk.storage.database import Connection
from healthdesk.storage.packing import packed_rows
from healthdesk.storage.rollups import (
    BEGUN,
    DAY_SQL,
    FIGURES,
    FIGURES2,
    bounds,
    of_series,
    totals_within,
)

# Keeps a division rounding down for instants before 1970.
BEFORE_1970 = 100_000 * DAY_MS


_OF_A_DAY = "day, sum(n), sum(counted), sum(total), min(lo), max(hi)"
_OF_A_SECOND_PART = "sum(total2), min(lo2), max(hi2)"
# 9e999 is how SQL writes infinity.
_BY_SOURCE = "day, n, counted, total, ifnull(lo, 9e999), ifnull(hi, -9e999)"
_SECOND_BY_SOURCE = "total2, ifnull(lo2, 9e999), ifnull(hi2, -9e999)"
_DAYS = " WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
_HOURS = " FROM health_hour WHERE person_id=? AND type_id=? AND hour BETWEEN ? AND ?"


def days(
    connection: Connection, person_id: int, kind: HealthType, day_from: int, day_to: int
) -> list[Any]:
    """(day, n, counted, total, lo, hi) and, of types with two parts, (total2, lo2, hi2) of each
    day with readings, sources together, ascending."""
    told = f"{_OF_A_DAY}, {_OF_A_SECOND_PART}" if kind.parts else _OF_A_DAY
    return list(
        connection.execute(
            f"SELECT {told} FROM health_day{_DAYS}{of_series(kind)} GROUP BY day ORDER BY day",
            (person_id, kind.id, day_from, day_to),
        )
    )


def day_columns(kind: HealthType) -> int:
    """How many numbers a day has in `packed_days`."""
    return 9 if kind.parts else 6


def packed_days(
    connection: Connection, person_id: int, kind: HealthType, day_from: int, day_to: int
) -> bytes:
    """(day, n, counted, total, lo, hi) of each day, ascending, and (total2, lo2, hi2) of types
    with two parts, packed; a row a source, for putting these together here takes half as long
    again as the reading. Of readings that do not count no value is beyond `lo` or `hi`. Of types
    that are summed up (day, 1, 1, total, total, total)."""
    if kind.aggregate == "sum":
        columns, table = "day, 1, 1, total, total, total", "health_day_total"
    else:
        columns = f"{_BY_SOURCE}, {_SECOND_BY_SOURCE}" if kind.parts else _BY_SOURCE
        table = "health_day"
    return packed_rows(
        connection,
        columns,
        f"FROM {table}{_DAYS}{of_series(kind)} ORDER BY day",
        (person_id, kind.id, day_from, day_to),
    )


def day_totals(
    connection: Connection, person_id: int, kind: HealthType, day_from: int, day_to: int
) -> list[Any]:
    """(day, total, left_out, typed) of types that are summed up, ascending."""
    return list(
        connection.execute(
            "SELECT day, total, left_out, typed FROM health_day_total"
            " WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ? ORDER BY day",
            (person_id, kind.id, day_from, day_to),
        )
    )


Within = tuple[int, int] | None  # instants (ms), the second one excluded


def days_within(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    days_: tuple[int, int],
    within: tuple[int, int],
) -> list[Any]:
    """As `days`, of the readings between two instants. Whole days come from the rollups."""
    found: list[Any] = []
    for part, whole in _stretches(days_, within):
        if whole:
            found += days(connection, person_id, kind, *part)
        else:
            found += connection.execute(
                f"SELECT {DAY_SQL} AS d, {_figures(kind)} FROM health_record"
                " WHERE person_id=? AND type_id=? AND deleted_at IS NULL AND recorded_at>=?"
                f" AND recorded_at<? AND {DAY_SQL} BETWEEN ? AND ?{of_series(kind)}"
                " GROUP BY d ORDER BY d",
                (person_id, kind.id, *within, *part),
            )
    return found


def day_totals_within(
    connection: Connection,
    types: TypeBook,
    person_id: int,
    kind: HealthType,
    days_: tuple[int, int],
    within: tuple[int, int],
) -> list[Any]:
    """As `day_totals`, of what lies between two instants; intervals are cut there."""
    found: list[Any] = []
    for part, whole in _stretches(days_, within):
        if whole:
            found += day_totals(connection, person_id, kind, *part)
        else:
            found += totals_within(connection, types, person_id, kind, part, within)
    return found


def _figures(kind: HealthType) -> str:
    return f"{FIGURES},{FIGURES2}" if kind.parts else FIGURES


def _stretches(
    days_: tuple[int, int], within: tuple[int, int]
) -> list[tuple[tuple[int, int], bool]]:
    """Stretches of days, and whether each lies between the instants as a whole, the noons
    around it included, which bound a night."""
    first, last = days_
    whole_from = -(-(within[0] + OFFSET_MAX * MINUTE_MS) // DAY_MS) + 1
    whole_to = (within[1] + OFFSET_MIN * MINUTE_MS) // DAY_MS - 2
    whole_from, whole_to = max(first, whole_from), min(last, whole_to)
    if whole_from > whole_to:
        return [(days_, False)]
    parts = (((first, whole_from - 1), False), ((whole_from, whole_to), True),
             ((whole_to + 1, last), False))  # fmt: skip
    return [(part, whole) for part, whole in parts if part[0] <= part[1]]


def _bounds(day_from: int, day_to: int, within: Within) -> tuple[int, int]:
    since, until = bounds(day_from, day_to)
    return (since, until) if within is None else (max(since, within[0]), min(until, within[1]))


def packed_hours(
    connection: Connection, person_id: int, kind: HealthType, hour_from: int, hour_to: int
) -> bytes:
    """(hour, n, counted, total, lo, hi) of local hours with readings that count, ascending,
    packed; for dense types."""
    return _packed_hours(
        connection, "hour, n, counted, total, lo, hi", (person_id, kind.id, hour_from, hour_to)
    )


def packed_hour_means(
    connection: Connection, person_id: int, kind: HealthType, hour_from: int, hour_to: int
) -> bytes:
    """(hour, mean), as `packed_hours`."""
    return _packed_hours(
        connection, "hour, total / counted", (person_id, kind.id, hour_from, hour_to)
    )


def go_through_hours(
    connection: Connection, person_id: int, kind: HealthType, hour_from: int, hour_to: int
) -> None:
    """Bring the hours into memory, which lie all over the file; nothing of Python's is asked
    for meanwhile."""
    connection.execute(
        f"SELECT total(total){_HOURS}", (person_id, kind.id, hour_from, hour_to)
    ).fetchone()


def _packed_hours(connection: Connection, columns: str, hours: tuple[int, ...]) -> bytes:
    return packed_rows(connection, columns, f"{_HOURS} AND counted > 0 ORDER BY hour", hours)


def packed_readings(
    connection: Connection, person_id: int, kind: HealthType, start: int, end: int, limit: int
) -> bytes:
    """(id, recorded_at, offset, value, value2, censored) between two instants, ascending,
    packed; censored is -1 for what is below its value, 1 above, else 0."""
    return packed_rows(
        connection,
        "id, recorded_at, offset_min, value, value2, (comparator IS '>') - (comparator IS '<')",
        "FROM health_record WHERE person_id=? AND type_id=? AND deleted_at IS NULL"
        f" AND recorded_at>=? AND recorded_at<?{of_series(kind)} ORDER BY recorded_at, id LIMIT ?",
        (person_id, kind.id, start, end, limit),
    )


def ranges(
    connection: Connection, person_id: int, kind: HealthType, start: int, end: int, length: int
) -> list[Any]:
    """(start of the range, n, counted, total, lo, hi) and, of types with two parts, (total2,
    lo2, hi2) of ranges of `length` (ms) that have readings between two instants, ascending.
    A range begins at a whole multiple of its length in wall time (ms); from an index alone."""
    return list(
        connection.execute(
            f"SELECT ({BEGUN} + ?1) / ?2 * ?2 - ?1 AS r, {_figures(kind)} FROM health_record"
            " WHERE person_id=?3 AND type_id=?4 AND deleted_at IS NULL"
            f" AND recorded_at>=?5 AND recorded_at<?6{of_series(kind)} GROUP BY r ORDER BY r",
            (BEFORE_1970, length, person_id, kind.id, start, end),
        )
    )


def next_reading(
    connection: Connection, person_id: int, kind: HealthType, at: int, *, later: bool
) -> int | None:
    """The instant of the first reading after one, or of the last before it. Of types that are
    summed up: noon of the next day with a total, as if in UTC."""
    found, beyond = ("min", ">") if later else ("max", "<")
    if kind.aggregate == "sum":
        row = connection.execute(
            f"SELECT {found}(day) FROM health_day_total WHERE person_id=? AND type_id=?"
            f" AND day{beyond}?",
            (person_id, kind.id, at // DAY_MS),
        ).fetchone()
        return None if row[0] is None else int(row[0]) * DAY_MS + DAY_MS // 2
    row = connection.execute(
        f"SELECT {found}(recorded_at) FROM health_record WHERE person_id=? AND type_id=?"
        f" AND deleted_at IS NULL AND recorded_at{beyond}?{of_series(kind)}",
        (person_id, kind.id, at),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def count_between(
    connection: Connection, person_id: int, kind: HealthType, start: int, end: int, limit: int
) -> int:
    """How many readings lie between two instants; stops counting at `limit`."""
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM health_record WHERE person_id=? AND type_id=?"
        f" AND deleted_at IS NULL AND recorded_at>=? AND recorded_at<?{of_series(kind)} LIMIT ?)"
    )
    return int(connection.execute(sql, (person_id, kind.id, start, end, limit)).fetchone()[0])


_ONE_TYPE = (
    "r.person_id=?1 AND r.type_id=?2 AND r.deleted_at IS NULL"
    f" AND {DAY_SQL.replace('recorded_at', 'r.recorded_at')} BETWEEN ?5 AND ?6"
)
# The instant first, which the index of a type gives at once: asked for instant and id
# together, the engine walks through the readings of all types. Of those of one moment the
# identifier decides, which goes along with a reading into a file and back; its number does not.
_LATEST = (
    "SELECT r.value, r.value2, r.comparator, r.recorded_at, r.offset_min, s.name, r.given,"
    " r.given2, r.given_unit FROM health_record r JOIN health_source s ON s.id=r.source_id"
    f" WHERE {_ONE_TYPE} AND r.recorded_at = (SELECT r.recorded_at FROM health_record r"
    f" WHERE {_ONE_TYPE} AND r.recorded_at>=?3 AND r.recorded_at<?4"
    " ORDER BY r.recorded_at DESC LIMIT 1) ORDER BY r.uid DESC LIMIT 1"
)


def latest(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    day_from: int,
    day_to: int,
    within: Within = None,
) -> Any:
    """(value, value2, comparator, recorded_at, offset, source, given, given2, given_unit) of
    the newest reading of these local days, between two instants if given, or None."""
    return connection.execute(
        _LATEST, (person_id, kind.id, *_bounds(day_from, day_to, within), day_from, day_to)
    ).fetchone()


_IN_SIGHT = (
    " FROM health_record WHERE person_id=?1 AND type_id=?2 AND deleted_at IS NULL"
    f" AND recorded_at>=?3 AND recorded_at<?4 AND {BEGUN}>=?5 AND {BEGUN}<?6"
)


def in_sight(
    connection: Connection, person_id: int, kind: HealthType, since: int, until: int
) -> list[Any]:
    """(n, counted, total, lo, hi) and, of types with two parts, (total2, lo2, hi2) of the
    readings between two wall times (ms), in up to three rows: whole days come from the rollups.
    Rows may be of no reading."""
    whole = -(-since // DAY_MS), until // DAY_MS - 1
    if whole[0] > whole[1]:
        return [_read_in_sight(connection, person_id, kind, since, until)]
    told = f"{_OF_A_DAY}, {_OF_A_SECOND_PART}" if kind.parts else _OF_A_DAY
    days_ = [
        connection.execute(
            f"SELECT {told.removeprefix('day, ')} FROM health_day{_DAYS}{of_series(kind)}",
            (person_id, kind.id, *whole),
        ).fetchone()
    ]
    edges = ((since, whole[0] * DAY_MS), ((whole[1] + 1) * DAY_MS, until))
    return days_ + [
        _read_in_sight(connection, person_id, kind, *edge) for edge in edges if edge[0] < edge[1]
    ]


def _read_in_sight(
    connection: Connection, person_id: int, kind: HealthType, since: int, until: int
) -> Any:
    return connection.execute(
        f"SELECT {_figures(kind)}{_IN_SIGHT}{of_series(kind)}",
        (person_id, kind.id, *bounds(since // DAY_MS, until // DAY_MS), since, until),
    ).fetchone()


def latest_in_sight(
    connection: Connection, person_id: int, kind: HealthType, since: int, until: int
) -> Any:
    """As `latest`, (value, value2, comparator, given, given2, given_unit), between two wall
    times (ms)."""
    return connection.execute(
        f"SELECT value, value2, comparator, given, given2, given_unit{_IN_SIGHT} AND recorded_at"
        f" = (SELECT recorded_at{_IN_SIGHT} ORDER BY recorded_at DESC LIMIT 1)"
        " ORDER BY uid DESC LIMIT 1",
        (person_id, kind.id, *bounds(since // DAY_MS, until // DAY_MS), since, until),
    ).fetchone()


_VALUE = "recorded_at, offset_min, value, value2, id"
_OF_DAYS = (
    " FROM health_record WHERE person_id=?1 AND type_id=?2 AND deleted_at IS NULL"
    f" AND recorded_at>=?3 AND recorded_at<?4 AND {DAY_SQL} BETWEEN ?5 AND ?6"
)


def _values(kind: HealthType) -> str:
    return f"{_OF_DAYS} AND comparator IS NULL{of_series(kind)} ORDER BY recorded_at"


def values_in(
    connection: Connection, person_id: int, kind: HealthType, days_: tuple[int, int]
) -> list[Any]:
    """(recorded_at, offset, value, value2, id) of the readings of these local days, ascending;
    from an index alone. Censored readings are left out."""
    parameters = (person_id, kind.id, *bounds(*days_), *days_)
    return list(connection.execute(f"SELECT {_VALUE}{_values(kind)}", parameters))


def packed_values(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    days_: tuple[int, int],
    within: Within = None,
) -> bytes:
    """As `values_in`, between two instants if given, packed."""
    parameters = (person_id, kind.id, *_bounds(*days_, within), *days_)
    return packed_rows(connection, _VALUE, _values(kind), parameters)


def by_hour_of_day(
    connection: Connection, person_id: int, kind: HealthType, day_from: int, day_to: int
) -> list[Any]:
    """(hour 0 to 23, n, counted, total, lo, hi) over these local days, for dense types."""
    return list(
        connection.execute(
            "SELECT (hour + 2400000) % 24 AS h, sum(n), sum(counted), sum(total), min(lo), max(hi)"
            f"{_HOURS} GROUP BY h ORDER BY h",
            (person_id, kind.id, day_from * 24, day_to * 24 + 23),
        )
    )


def span(connection: Connection, person_id: int, kind: HealthType) -> tuple[int, int] | None:
    """First and last local day with readings of a type (derived nights included)."""
    row = connection.execute(
        "SELECT min(a), max(b) FROM (SELECT min(day) a, max(day) b FROM health_day"
        " WHERE person_id=?1 AND type_id=?2 UNION ALL SELECT min(day), max(day)"
        " FROM health_day_total WHERE person_id=?1 AND type_id=?2)",
        (person_id, kind.id),
    ).fetchone()
    return None if row[0] is None else (row[0], row[1])


def derived_types(connection: Connection, person_id: int) -> Sequence[int]:
    """Ids of types that have day totals but perhaps no reading of their own."""
    rows = connection.execute(
        "SELECT DISTINCT type_id FROM health_day_total WHERE person_id=?", (person_id,)
    )
    return [row[0] for row in rows]


def told_readings(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    day_from: int,
    day_to: int,
    within: Within = None,
) -> list[Any]:
    """(recorded_at, offset, value, given, given_unit, comparator, source) of these local days,
    between two instants if given, ascending: what duplicates are told by, beside the values."""
    return list(
        connection.execute(
            "SELECT recorded_at, offset_min, value, given, given_unit, comparator, source_id"
            f"{_OF_DAYS}{of_series(kind)} ORDER BY recorded_at, uid",
            (person_id, kind.id, *_bounds(day_from, day_to, within), day_from, day_to),
        )
    )


def values_of_days(
    connection: Connection, person_id: int, kind: HealthType, day_from: int, day_to: int
) -> list[Any]:
    """(value, value2, comparator) of these local days, in no order; from an index alone."""
    return list(
        connection.execute(
            f"SELECT value, value2, comparator{_OF_DAYS}{of_series(kind)}",
            (person_id, kind.id, *bounds(day_from, day_to), day_from, day_to),
        )
    )


def values_given_in(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    unit: str,
    days_: tuple[int, int],
    within: Within = None,
) -> list[float]:
    """The values of these local days, between two instants if given, that were given in one
    unit, in no order; what a device could not measure is left out."""
    return [
        row[0]
        for row in connection.execute(
            f"SELECT value{_OF_DAYS} AND comparator IS NULL AND given_unit=?7{of_series(kind)}",
            (person_id, kind.id, *_bounds(*days_, within), *days_, unit),
        )
    ]


def tagged_readings(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    day_from: int,
    day_to: int,
    within: Within = None,
) -> list[Any]:
    """(recorded_at, offset, value, value2, tags) of these local days, between two instants if
    given, ascending; what a device could not measure is left out. `tags` are one text."""
    return list(
        connection.execute(
            f"SELECT recorded_at, offset_min, value, value2, coalesce(tags, ''){_OF_DAYS}"
            f" AND comparator IS NULL{of_series(kind)} ORDER BY recorded_at, uid",
            (person_id, kind.id, *_bounds(day_from, day_to, within), day_from, day_to),
        )
    )


def nightly(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    day_from: int,
    day_to: int,
    within: Within = None,
) -> list[Any]:
    """(recorded_at, ended_at, value, offset, priority of the source, source) of what begins
    from the noon before these local days to the end of the last, wholly between two instants
    if given, ascending; what is only known to be below or above something is left out."""
    since, until = _bounds(day_from - 1, day_to, within)
    return list(
        connection.execute(
            "SELECT r.recorded_at, r.ended_at, r.value, r.offset_min, s.priority, s.name"
            " FROM health_record r CROSS JOIN health_source s ON s.id = r.source_id"
            " WHERE r.person_id=?1 AND r.type_id=?2 AND r.deleted_at IS NULL"
            " AND r.comparator IS NULL AND r.recorded_at>=?3 AND r.recorded_at<?4"
            f" AND r.recorded_at + r.offset_min * {MINUTE_MS} >= ?5"
            f" AND r.recorded_at + r.offset_min * {MINUTE_MS} < ?6 AND (?7 IS NULL OR"
            " r.ended_at <= ?7) ORDER BY +r.recorded_at, +r.uid",
            (
                person_id, kind.id, since, until, day_from * DAY_MS - DAY_MS // 2,
                (day_to + 1) * DAY_MS, None if within is None else within[1],
            ),
        )
    )  # fmt: skip
