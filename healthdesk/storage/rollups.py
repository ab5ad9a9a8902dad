"""Day and hour figures, made anew from the rows for each touched day.

Never incremented: at the end of a write the touched days are computed set-wise from the
live rows, so a rollup cannot drift from what it sums up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from healthdesk.domain import rollup
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import MANUAL
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, OFFSET_MAX, OFFSET_MIN

# Raised when the way a day is summed up changes: then all rollups are made anew.
ROLLUP_VERSION = 9
# Keeps the integer division rounding down for years before 1970.
_SHIFT = 100_000
DAY_SQL = f"((recorded_at + offset_min * {MINUTE_MS} + {_SHIFT * DAY_MS}) / {DAY_MS} - {_SHIFT})"
HOUR_SQL = (
    f"((recorded_at + offset_min * {MINUTE_MS} + {_SHIFT * DAY_MS}) / {HOUR_MS} - {_SHIFT * 24})"
)
# An interval may have begun this many days before the day it still counts for.
LOOK_BACK = 2
# Wall time of the place of a reading, in ms; without the division of `DAY_SQL` it costs less.
BEGUN = f"(recorded_at + offset_min * {MINUTE_MS})"
_ENDED = f"(ended_at + offset_min * {MINUTE_MS})"
DERIVED_FROM_SLEEP = ("sleep-duration", "time-in-bed")
# What the stages of a night tell is kept beside the totals as one of theirs: minutes asleep, and
# left out of the time in bed those awake. A typed night then asks for no stage again.
STAGES = "sleep-stage"
NIGHTLY = (STAGES, *DERIVED_FROM_SLEEP)

FIGURES = (
    "count(*), count(CASE WHEN comparator IS NULL THEN 1 END),"
    " total(CASE WHEN comparator IS NULL THEN value END),"
    " min(CASE WHEN comparator IS NULL THEN value END),"
    " max(CASE WHEN comparator IS NULL THEN value END)"
)
FIGURES2 = (
    " total(CASE WHEN comparator IS NULL THEN value2 END),"
    " min(CASE WHEN comparator IS NULL THEN value2 END),"
    " max(CASE WHEN comparator IS NULL THEN value2 END)"
)
# The first two bounds let the index find what the last two, of wall time, choose.
_WHERE = (
    " FROM health_record WHERE person_id=?1 AND type_id=?2 AND deleted_at IS NULL"
    f" AND recorded_at>=?3 AND recorded_at<?4 AND {BEGUN}>=?5 AND {BEGUN}<?6"
)
# What a scan of LibreView shows lies between the entries of the sensor's own grid: kept as a
# reading, but of no series and of no share.
SCAN = "scan"
_NO_SCAN = f" AND source_id IS NOT (SELECT id FROM health_source WHERE name = '{SCAN}')"
_DAY_DELETE = "DELETE FROM health_day WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
_DAY_INSERT = (
    f"INSERT OR REPLACE INTO health_day SELECT ?1, ?2, {DAY_SQL} AS d, source_id, {FIGURES},"
    f"{FIGURES2}, min(recorded_at), max(recorded_at){_WHERE} GROUP BY d, source_id"
)
# What one source has for one day (?7), where that is all that can have changed.
_DAY_OF_SOURCE = (
    f"INSERT OR REPLACE INTO health_day SELECT ?1, ?2, ?7, ?8, {FIGURES},"
    f"{FIGURES2}, min(recorded_at), max(recorded_at){_WHERE} AND source_id=?8 HAVING count(*)"
)
_HOUR_DELETE = "DELETE FROM health_hour WHERE person_id=? AND type_id=? AND hour BETWEEN ? AND ?"
_HOUR_INSERT = (
    f"INSERT OR REPLACE INTO health_hour SELECT ?1, ?2, {HOUR_SQL} AS h, {FIGURES}{_WHERE}"
)
_TOTAL_DELETE = (
    "DELETE FROM health_day_total WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
)
_TOTAL_ADD = (
    "INSERT OR REPLACE INTO health_day_total SELECT person_id, type_id, day, sum(total), 0, 0"
    " FROM health_day WHERE person_id=? AND type_id=? AND day BETWEEN ? AND ?"
    " GROUP BY person_id, type_id, day"
)
_TOTAL_BETWEEN = (
    f"SELECT {DAY_SQL} AS d, total(value), 0, 0 FROM health_record WHERE person_id=?"
    " AND type_id=? AND deleted_at IS NULL AND comparator IS NULL AND recorded_at>=?"
    f" AND recorded_at<? AND {DAY_SQL} BETWEEN ? AND ? GROUP BY d ORDER BY d"
)
# What stays as it is costs no page.
_IF_NEW = (
    " ON CONFLICT DO UPDATE SET"
    " total=excluded.total, left_out=excluded.left_out, typed=excluded.typed WHERE"
    " (total, left_out, typed) <> (excluded.total, excluded.left_out, excluded.typed)"
)
_TOTAL_INSERT = f"INSERT INTO health_day_total VALUES (?,?,?,?,?,?){_IF_NEW}"
# Typed by hand; so it stays when it comes back from our own CSV. What was imported and then
# moved here was not. Only moments can be: nothing else need be looked up beside the index.
_TYPED = (
    "CASE WHEN ended_at <> recorded_at THEN 0"
    f" WHEN source_id = (SELECT id FROM health_source WHERE name = '{MANUAL}') THEN 1"
    " ELSE import_id IS NULL AND moved_from IS NULL END"
)
_INTERVALS = (
    f"SELECT recorded_at, ended_at, value, source_id, offset_min, {_TYPED}, type_id"
    " FROM health_record r"
    " WHERE person_id=?1 AND type_id=?2 AND deleted_at IS NULL AND comparator IS NULL"
    f" AND recorded_at>=?3 AND recorded_at<?4 AND {BEGUN}>=?5 AND {BEGUN}<?6 AND {_ENDED}>=?7"
    # The signs keep the engine from an index that has this order and little else.
    " ORDER BY +recorded_at, +r.id"
)
# As above of sleep: readings of three types.
_NIGHTS = _INTERVALS.replace("type_id=?2", "type_id IN (?2, ?8, ?9)")
# As above for people to look at: with what is only known to be below or above something, and
# with the number of each reading.
_TOLD = _INTERVALS.replace(
    f"offset_min, {_TYPED}, type_id", f"offset_min, {_TYPED}, comparator, r.id"
)
_TOLD = _TOLD.replace(" AND comparator IS NULL", "").replace(" source_id,", " priority, name,", 1)
_TOLD = _TOLD.replace(" r WHERE", " r CROSS JOIN health_source s ON s.id = r.source_id WHERE")
# Of the day from ?7 to ?6: when a total was typed last; and of the other amounts of which
# sources they are, how many are over long time, and what they come to all together, each whole
# where it lies within, else its share of the time, as `rollup.cut` has it.
_ONE_DAY = (
    "SELECT max(recorded_at) FILTER (WHERE typed) AS typed_at,"
    " min(source_id) FILTER (WHERE NOT typed) AS one,"
    " max(source_id) FILTER (WHERE NOT typed) AS other,"
    " total(amount) FILTER (WHERE NOT typed) AS sum, sum(long) AS longs FROM ("
    f"SELECT recorded_at, source_id, {_TYPED} AS typed,"
    f" ended_at - recorded_at >= {rollup.LONG_MS} AS long,"
    f" CASE WHEN ended_at <= recorded_at OR {BEGUN}>=?7 AND {_ENDED}<?6 THEN value"
    f" ELSE value * (min({_ENDED}, ?6) - max({BEGUN}, ?7)) / (ended_at - recorded_at) END"
    f" AS amount{_WHERE} AND comparator IS NULL"
    f" AND ({BEGUN}>=?7 OR {_ENDED}>?7 AND ended_at > recorded_at)"
    " LIMIT -1)"  # keeps the engine from working `typed` out at each place it stands
)
_LAST_TYPED = (
    "SELECT value FROM health_record WHERE person_id=?1 AND type_id=?2 AND recorded_at=typed_at"
    # Somewhere else another day may have had the same instant.
    f" AND {BEGUN}>=?7 AND {BEGUN}<?6"
    f" AND deleted_at IS NULL AND comparator IS NULL AND {_TYPED} ORDER BY +id DESC LIMIT 1"
)
# What was typed takes the place of all else, so that nothing has to be merged for it.
_ONE_DAY_TOTAL = (
    "INSERT OR REPLACE INTO health_day_total SELECT ?1, ?2, ?8,"
    f" CASE WHEN typed_at IS NULL THEN sum ELSE ({_LAST_TYPED}) END,"
    " CASE WHEN typed_at IS NULL THEN 0.0 ELSE sum END, typed_at IS NOT NULL"
    f" FROM ({_ONE_DAY}) WHERE typed_at IS NOT NULL OR one = other AND longs < 2"
)
# A night whose sleep (?2) and time in bed (?8) were typed on the day it ends (from ?7), each at
# most once, with what its stages (?9) tell: no row where anything else was told of it, or
# nothing. What it comes to is `rollup.limit_night`.
_TYPED_NIGHT = (
    "SELECT max(value) FILTER (WHERE r.type_id=?2) AS slept,"
    " max(value) FILTER (WHERE r.type_id=?8) AS lain,"
    " coalesce(t.total, 0) AS slept_told, coalesce(t.total + t.left_out, 0) AS lain_told FROM ("
    f"SELECT type_id, value, {_TYPED} AS typed{_WHERE.replace('type_id=?2', 'type_id IN (?2, ?8)')}"
    f" AND comparator IS NULL AND ({BEGUN}>=?7 OR ended_at > recorded_at)"
    ") r LEFT JOIN health_day_total t ON t.person_id=?1 AND t.type_id=?9 AND t.day=?10"
    " HAVING min(r.typed) AND count(*) = (slept IS NOT NULL) + (lain IS NOT NULL)"
)
_NIGHT_TOTALS = (
    "INSERT INTO health_day_total WITH night AS MATERIALIZED (SELECT *,"
    f" min(coalesce(slept, nullif(slept_told, 0)), {rollup.NIGHT_MAX}) AS asleep,"
    f" min(coalesce(lain, nullif(lain_told, 0)), {rollup.NIGHT_MAX}) AS in_bed"
    f" FROM ({_TYPED_NIGHT}))"
    " SELECT ?1, ?2, ?10, total, iif(slept IS NULL, 0.0, slept_told)"
    " + max(0.0, coalesce(slept, slept_told) - total), slept IS NOT NULL FROM (SELECT *,"
    " iif(asleep > in_bed AND lain IS NOT NULL AND slept IS NULL, in_bed, asleep) AS total"
    " FROM night) WHERE total IS NOT NULL UNION ALL"
    " SELECT ?1, ?8, ?10, total, iif(lain IS NULL, 0.0, lain_told)"
    " + max(0.0, coalesce(lain, lain_told) - total), lain IS NOT NULL FROM (SELECT *,"
    " iif(asleep > in_bed AND (lain IS NULL OR slept IS NOT NULL), asleep, in_bed) AS total"
    f" FROM night) WHERE total IS NOT NULL{_IF_NEW}"
)

Touched = Mapping[tuple[int, int], Iterable[int]]
# Of each day: total, what was left out beside it, and whether it was typed (1).
_Totals = dict[int, tuple[float, float, int]]


def recompute(
    raw: Any,
    types: TypeBook,
    touched: Touched,
    added: Collection[int] = (),
    hours: Collection[int] = (),
) -> frozenset[str]:
    """Make the rollups of the touched days anew; returns the slugs whose figures changed.

    `added`: ids of the sources of what was stored, where there are only new readings, so that
    no figure can be one of nothing. `hours`: the local hours that these lie in, if known.
    """
    slugs = set()
    nights: defaultdict[int, set[int]] = defaultdict(set)
    staged = not added
    for (person_id, type_id), days in touched.items():
        kind = types.with_id(type_id)
        slugs.add(kind.slug)
        for start, end in runs(days):
            _make_days(raw, person_id, kind, start, end, added)
            if kind.dense:
                _make_hours(raw, person_id, kind, start, end, hours if added else None)
            _make_totals(raw, person_id, kind, start, end, bool(added))
        if kind.slug in NIGHTLY:
            slugs.update(DERIVED_FROM_SLEEP)
            nights[person_id].update(days)
            staged = staged or kind.slug == STAGES
    for person_id, days in nights.items():
        for start, end in runs(days):
            if staged or start != end or not _make_typed_night(raw, types, person_id, start):
                _make_sleep(raw, types, person_id, start, end, bool(added))
    return frozenset(slugs)


def of_series(kind: HealthType) -> str:
    """The end of a WHERE that leaves out readings of no series; days keep them by source."""
    return _NO_SCAN if kind.slug == "blood-glucose" else ""


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
    return _instants(day_from * DAY_MS, (day_to + 1) * DAY_MS)


def _instants(since: int, until: int) -> tuple[int, int]:
    return since - OFFSET_MAX * MINUTE_MS, until - OFFSET_MIN * MINUTE_MS


def _span(person_id: int, type_id: int, since: int, until: int) -> tuple[int, ...]:
    """Parameters 1 to 6 of a search for what begins between two wall times (ms)."""
    return person_id, type_id, *_instants(since, until), since, until


def _make_days(
    raw: Any, person_id: int, kind: HealthType, start: int, end: int, added: Collection[int]
) -> None:
    if not added:
        raw.execute(_DAY_DELETE, (person_id, kind.id, start, end))
    where = _span(person_id, kind.id, start * DAY_MS, (end + 1) * DAY_MS)
    if start == end and len(added) == 1:
        raw.execute(_DAY_OF_SOURCE, (*where, start, *added))
    else:
        raw.execute(_DAY_INSERT, where)


def _make_hours(
    raw: Any, person_id: int, kind: HealthType, start: int, end: int, added: Collection[int] | None
) -> None:
    """Of these days; where there are only new readings, of the hours these lie in."""
    first, last = start * 24, end * 24 + 23
    if added is None:
        raw.execute(_HOUR_DELETE, (person_id, kind.id, first, last))
    else:
        told = [hour for hour in added if first <= hour <= last]
        first, last = min(told, default=first), max(told, default=last)
    where = _span(person_id, kind.id, first * HOUR_MS, (last + 1) * HOUR_MS)
    raw.execute(f"{_HOUR_INSERT}{of_series(kind)} GROUP BY h", where)


def _make_totals(
    raw: Any, person_id: int, kind: HealthType, start: int, end: int, only_adds: bool
) -> None:
    """Of a type that is summed up; nights hang on each other and are made together."""
    if kind.slug in DERIVED_FROM_SLEEP:
        return
    if kind.combine == "add":
        span = (person_id, kind.id, start, end)
        if not only_adds:
            raw.execute(_TOTAL_DELETE, span)
        raw.execute(_TOTAL_ADD, span)
    elif kind.combine == "once":
        # What lies beside it on another day may count, or count no more, because of it.
        start, end = start - rollup.BESIDE_DAYS, end + rollup.BESIDE_DAYS
        totals = _once(raw, person_id, kind, start, end)
        if not only_adds:
            raw.execute(_TOTAL_DELETE, (person_id, kind.id, start, end))
        raw.executemany(_TOTAL_INSERT, _total_rows(person_id, kind, totals))
    elif kind.combine == "union":
        if start == end and _make_total_of_one_day(raw, person_id, kind.id, start):
            return
        totals = _union_of_days(raw, person_id, kind, start, end)
        if not only_adds and len(totals) <= end - start:
            raw.execute(_TOTAL_DELETE, (person_id, kind.id, start, end))
        raw.executemany(_TOTAL_INSERT, _total_rows(person_id, kind, totals))


def _total_rows(person_id: int, kind: HealthType, totals: _Totals) -> list[tuple[Any, ...]]:
    return [(person_id, kind.id, day, *figures) for day, figures in sorted(totals.items())]


def _intervals(
    raw: Any, person_id: int, type_id: int, since: int, until: int, ends_after: int
) -> list[Any]:
    """What begins between two wall times (ms) and does not end before another."""
    parameters = (*_span(person_id, type_id, since, until), ends_after)
    return list(raw.execute(_INTERVALS, parameters))


def _cut_to(rows: list[Any], within: rollup.Interval | None, *, amounts: bool = True) -> list[Any]:
    """What of these intervals lies between two instants, if they are given: amounts in
    proportion, moments whole."""
    if within is None:
        return rows
    cut = []
    for begun, ended, value, *rest in rows:
        since, until = max(begun, within[0]), min(ended, within[1])
        if ended <= begun and within[0] <= begun < within[1]:
            cut.append((begun, ended, value, *rest))
        elif since < until:
            share = (until - since) / (ended - begun) if amounts else 1
            cut.append((since, until, value * share, *rest))
    return cut


def _intervals_of_days(raw: Any, person_id: int, type_id: int, start: int, end: int) -> list[Any]:
    """What may count for these days; it may have begun before the first."""
    since, until = (start - LOOK_BACK) * DAY_MS, (end + 1) * DAY_MS
    return _intervals(raw, person_id, type_id, since, until, start * DAY_MS)


def _intervals_of_nights(
    raw: Any, types: TypeBook, person_id: int, start: int, end: int
) -> dict[str, list[Any]]:
    """What may count for these nights, the first from the noon before; typed to the end of
    the last day. By type: stages, sleep, time in bed."""
    since = start * DAY_MS - DAY_MS // 2
    found: dict[str, list[Any]] = {slug: [] for slug in NIGHTLY}
    by_id = {types[slug].id: rows for slug, rows in found.items()}
    first, *others = by_id
    span = _span(person_id, first, since, (end + 1) * DAY_MS)
    for row in raw.execute(_NIGHTS, (*span, since, *others)):
        by_id[row[-1]].append(row)
    return found


def _begins_a_night(rows: Mapping[str, list[Any]], day: int) -> bool:
    """Whether an interval belongs to the night that ends the day after."""
    noon = day * DAY_MS + DAY_MS // 2
    for some in rows.values():
        for begun, ended, _, _, offset, _, _ in some:
            if ended > begun and begun + offset * MINUTE_MS >= noon:
                return True
    return False


def told_of_day(
    raw: Any, person_id: int, kind: HealthType, day: int, *, nightly: bool
) -> list[Any]:
    """(begun, ended, value, priority, source, offset, typed, comparator, id) of all that may
    count for a day, or for the night that ends on it, or has to be looked at beside that, in
    the order in which it begins."""
    since, until = day * DAY_MS, (day + 1) * DAY_MS
    begun_since = since - LOOK_BACK * DAY_MS
    if nightly:
        begun_since = since = since - DAY_MS // 2
    elif kind.combine == "once":
        begun_since = since = since - rollup.BESIDE_DAYS * DAY_MS
        until += rollup.BESIDE_DAYS * DAY_MS
    return list(raw.execute(_TOLD, (*_span(person_id, kind.id, begun_since, until), since)))


def _rank(raw: Any, rows: list[Any]) -> dict[int, int]:
    """Rank of each source of these intervals, by its id: by priority, then by name, so that
    all machines agree."""
    told = {row[3] for row in rows}
    if len(told) < 2:
        return dict.fromkeys(told, 0)
    order = [id_ for (id_,) in raw.execute("SELECT id FROM health_source ORDER BY priority, name")]
    return {source: rank for rank, source in enumerate(id_ for id_ in order if id_ in told)}


def _make_total_of_one_day(raw: Any, person_id: int, type_id: int, day: int) -> bool:
    """As `_union_of_days` has it, summed up by the engine. False, and nothing done, where
    sources may overlap or there is nothing."""
    since, until = day * DAY_MS, (day + 1) * DAY_MS
    begun = _span(person_id, type_id, since - LOOK_BACK * DAY_MS, until)
    return bool(raw.execute(_ONE_DAY_TOTAL, (*begun, since, day)).rowcount)


def _union_of_days(
    raw: Any,
    person_id: int,
    kind: HealthType,
    start: int,
    end: int,
    within: rollup.Interval | None = None,
) -> _Totals:
    """Total, left out, typed of each day, for amounts over intervals; only what lies `within`
    two instants, if they are given."""
    rows = _intervals_of_days(raw, person_id, kind.id, start, end)
    return _union(raw, rows, start, end, within)


def _once_each(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    """These intervals without those that the same source told again, and the latter."""
    again = rollup.told_again([(*row[:3], row[3:5]) for row in rows])
    if not again:
        return rows, []
    counted = [row for place, row in enumerate(rows) if place not in again]
    return counted, [rows[place] for place in sorted(again)]


def _union(
    raw: Any,
    rows: list[Any],
    start: int,
    end: int,
    within: rollup.Interval | None = None,
    *,
    nightly: bool = False,
) -> _Totals:
    """An interval over midnight is cut there; one of sleep belongs whole to its night."""
    counted, again = _once_each(rows)
    totals = _merged(raw, _cut_to(counted, within), start, end, nightly=nightly)
    if again:
        alone = _merged(raw, _cut_to(again, within), start, end, nightly=nightly)
        for day, (amount, besides, _) in alone.items():
            total, left_out, typed = totals.get(day, (0.0, 0.0, 0))
            totals[day] = (total, left_out + amount + besides, typed)
    return totals


def _merged(raw: Any, rows: list[Any], start: int, end: int, *, nightly: bool) -> _Totals:
    if not rows:
        return {}
    rank = _rank(raw, rows)
    typed: dict[int, float] = {}
    pieces: defaultdict[int, list[rollup.Amount]] = defaultdict(list)
    for begun, ended, value, source, offset, by_hand, _ in rows:
        day = (begun + offset * MINUTE_MS) // DAY_MS
        if by_hand:
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


def _once(
    raw: Any,
    person_id: int,
    kind: HealthType,
    start: int,
    end: int,
    within: rollup.Interval | None = None,
) -> _Totals:
    """Total and left out of each day, of what counts whole on the day it begins; only what
    begins `within` two instants, if they are given."""
    told: defaultdict[int, list[float]] = defaultdict(list)
    left_out: defaultdict[int, float] = defaultdict(float)
    for begun, amount, before in _whole(raw, person_id, kind, start, end, within):
        told[begun // DAY_MS].append(amount)
        left_out[begun // DAY_MS] += amount if before else 0.0
    return {day: (sum(amounts) - left_out[day], left_out[day], 0) for day, amounts in told.items()}


def _whole(
    raw: Any,
    person_id: int,
    kind: HealthType,
    start: int,
    end: int,
    within: rollup.Interval | None,
) -> Iterator[tuple[int, float, bool]]:
    """Wall time (ms), amount and whether it was told before, of what counts whole where it
    begins: on these days, and `within` two instants, if they are given."""
    beside = rollup.BESIDE_DAYS if kind.combine == "once" else 0
    since, until = (start - beside) * DAY_MS, (end + beside + 1) * DAY_MS
    rows = _intervals(raw, person_id, kind.id, since, until, since)
    rank = _rank(raw, rows)
    days: defaultdict[int, list[rollup.Amount]] = defaultdict(list)
    walls: defaultdict[int, list[int]] = defaultdict(list)
    for begun, ended, value, source, offset, _, _ in rows:
        wall = begun + offset * MINUTE_MS
        days[wall // DAY_MS].append((begun, ended, value, rank[source]))
        walls[wall // DAY_MS].append(wall)
    overlap = beside and len(rank) > 1
    for day, amounts in days.items():
        if not start <= day <= end:
            continue
        before = rollup.told_beside(days, day) if overlap else [False] * len(amounts)
        for (begun, _, amount, _), wall, again in zip(amounts, walls[day], before, strict=True):
            if within is None or within[0] <= begun < within[1]:
                yield wall, amount, again


def hourly_union(
    raw: Any,
    person_id: int,
    kind: HealthType,
    start: int,
    end: int,
    within: rollup.Interval | None = None,
) -> dict[int, float]:
    """Amount by local hour of some days, summed up by the rules of the day, so that the hours
    come to it: overlapping sources merged, or each whole in the hour it begins in. Typed totals
    of a day have no hour and are left out. Only what lies `within` two instants, if given."""
    hours: defaultdict[int, float] = defaultdict(float)
    if kind.combine == "union":
        found = _merged_hours(raw, person_id, kind, start, end, within)
    else:
        found = (
            (wall // HOUR_MS, 0.0 if before else amount)
            for wall, amount, before in _whole(raw, person_id, kind, start, end, within)
        )
    for hour, amount in found:
        hours[hour] += amount
    return dict(sorted(hours.items()))


def _merged_hours(
    raw: Any,
    person_id: int,
    kind: HealthType,
    start: int,
    end: int,
    within: rollup.Interval | None,
) -> Iterator[tuple[int, float]]:
    """Hour and what counts of each piece of the amounts over intervals."""
    rows, _ = _once_each(_intervals_of_days(raw, person_id, kind.id, start, end))
    rows = _cut_to(rows, within)
    rank = _rank(raw, rows)
    days: defaultdict[int, list[rollup.Amount]] = defaultdict(list)
    offsets: defaultdict[int, list[int]] = defaultdict(list)
    for begun, ended, value, source, offset, typed, _ in rows:
        if typed:
            continue
        for day, since, until, amount in rollup.cut(begun, ended, value, offset):
            if start <= day <= end:
                days[day].append((since, until, amount, rank[source]))
                offsets[day].append(offset)
    for day, amounts in days.items():
        even = rollup.as_if_even(amounts) if len(rank) > 1 else [one[2] for one in amounts]
        hours: list[int] = []
        pieces: list[rollup.Amount] = []
        for (begun, ended, _, of), value, offset in zip(amounts, even, offsets[day], strict=True):
            for hour, since, until, amount in rollup.cut(begun, ended, value, offset, HOUR_MS):
                hours.append(hour)
                pieces.append((since, until, amount, of))
        # All of a day together: the same time may be another hour on the clock of another place.
        yield from zip(hours, rollup.counted_of(pieces), strict=True)


def _make_typed_night(raw: Any, types: TypeBook, person_id: int, day: int) -> bool:
    """As `_make_sleep` has it, summed up by the engine, after readings of sleep or time in bed
    were added. False, and nothing done, where more was told than typed totals and stages."""
    stages, sleep, in_bed = [types[slug].id for slug in NIGHTLY]
    since, until = day * DAY_MS, (day + 1) * DAY_MS
    begun = _span(person_id, sleep, since - DAY_MS // 2, until)
    return bool(raw.execute(_NIGHT_TOTALS, (*begun, since, in_bed, stages, day)).rowcount)


def _make_sleep(
    raw: Any, types: TypeBook, person_id: int, start: int, end: int, only_adds: bool
) -> None:
    """Nights that end on these days, or begin on the last of them: typed durations first,
    then stages, then others."""
    if not only_adds:
        end += 1
    rows = _intervals_of_nights(raw, types, person_id, start, end)
    if only_adds and _begins_a_night(rows, end):
        end += 1
        rows = _intervals_of_nights(raw, types, person_id, start, end)
    found = []
    for slug, totals in _sleep_totals(raw, rows, start, end).items():
        # A new stage tells of waking, too: what was slept may come to nothing.
        may_be_gone = not only_adds or rows[STAGES]
        if may_be_gone and len(totals) <= end - start:
            raw.execute(_TOTAL_DELETE, (person_id, types[slug].id, start, end))
        found += _total_rows(person_id, types[slug], totals)
    raw.executemany(_TOTAL_INSERT, found)


def _sleep_totals(
    raw: Any,
    rows: Mapping[str, list[Any]],
    start: int,
    end: int,
    within: rollup.Interval | None = None,
) -> dict[str, _Totals]:
    """What stages tell, sleep and time in bed by night; of the last two neither longer than it
    can be beside the other."""
    told = _sleep_of_nights(raw, _cut_to(rows[STAGES], within, amounts=False), end)
    found = {STAGES: {night: (slept, lain - slept, 0) for night, (slept, lain) in told.items()}}
    for slug in DERIVED_FROM_SLEEP:
        found[slug] = _union(raw, rows[slug], start, end, within, nightly=True)
        _put_nights(found[slug], told, slug)
    asleep, in_bed = (found[slug] for slug in DERIVED_FROM_SLEEP)
    for night in asleep.keys() | in_bed.keys():
        _limit_night(asleep, in_bed, night)
    return found


def _limit_night(asleep: _Totals, in_bed: _Totals, night: int) -> None:
    slept, lain = asleep.get(night), in_bed.get(night)
    slept_at_most, lain_at_most = rollup.limit_night(
        None if slept is None else (slept[0], slept[2]),
        None if lain is None else (lain[0], lain[2]),
    )
    if slept is not None and slept_at_most != slept[0]:
        asleep[night] = _limited(slept, slept_at_most)
    if lain is not None and lain_at_most != lain[0]:
        in_bed[night] = _limited(lain, lain_at_most)


def _limited(figures: tuple[float, float, int], minutes: float) -> tuple[float, float, int]:
    total, left_out, typed = figures
    return minutes, left_out + max(0.0, total - minutes), typed


def _put_nights(totals: _Totals, told: Mapping[int, tuple[float, float]], slug: str) -> None:
    """What the stages tell of each night, into the totals of a type derived from them."""
    which = DERIVED_FROM_SLEEP.index(slug)
    for night, both in told.items():
        minutes = both[which]
        total, left_out, typed = totals.get(night, (0.0, 0.0, 0))
        if typed:
            totals[night] = (total, left_out + minutes, 1)
        elif minutes > 0:
            totals[night] = (minutes, total + left_out, 0)


def totals_within(
    raw: Any,
    types: TypeBook,
    person_id: int,
    kind: HealthType,
    days: tuple[int, int],
    within: rollup.Interval,
) -> list[Any]:
    """(day, total, left out, typed) of some days, of what lies between two instants:
    intervals are cut there, in proportion."""
    if kind.combine == "add":
        return list(raw.execute(_TOTAL_BETWEEN, (person_id, kind.id, *within, *days)))
    if kind.combine == "once":
        totals = _once(raw, person_id, kind, *days, within)
    elif kind.slug in DERIVED_FROM_SLEEP:
        rows = _intervals_of_nights(raw, types, person_id, *days)
        totals = _sleep_totals(raw, rows, *days, within)[kind.slug]
    else:
        totals = _union_of_days(raw, person_id, kind, *days, within)
    return [(day, *totals[day]) for day in sorted(totals)]


def _sleep_of_nights(raw: Any, rows: list[Any], end: int) -> dict[int, tuple[float, float]]:
    """Minutes asleep and in bed of each night to the last one, as the stages tell them."""
    if not rows:
        return {}
    rank = _rank(raw, rows)
    nights: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for begun, ended, code, source, offset, _, _ in rows:
        night = rollup.night_of(begun, offset)
        if night <= end:
            nights[night].append((begun, ended, int(code), rank[source]))
    return {night: rollup.sleep_of_night(intervals) for night, intervals in nights.items()}


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
