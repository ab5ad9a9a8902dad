"""What a query of readings means in SQL, and where a page or a stretch of it lies.

Readings are indexed by person and type, then time. What asks for several of either names all
of them, so that the index is used; pages merge what each has, in the order of time, and read
no more than they show.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import NOTE_MAX, RecordQuery
from healthdesk.domain.times import DAY_MS
from healthdesk.storage.database import Connection
from healthdesk.storage.rollups import DAY_SQL, bounds

# An index is walked to an offset row by row; from here on it pays to look for a nearer place.
FAR = 10_000
# The engine sorts in memory; where all is read, so many readings are sorted at a time.
SORTED_AT_ONCE = 20_000
# Merged at most; the engine allows 500 selects in a statement.
SERIES_MAX = 200
# Words of a search that are looked for.
WORDS_MAX = 100
# Local days whose readings may be from before the end of one at the other side of the earth.
_DAYS_APART = 2

_SELECT = "SELECT r.recorded_at AS at, r.id AS id FROM health_record r"
_TEXTS = "SELECT rowid FROM health_text WHERE body LIKE ? ESCAPE '\\'"
_SERIES = (
    "SELECT p.id, t.id FROM health_person p CROSS JOIN health_type t WHERE EXISTS (SELECT 1"
    " FROM health_record r WHERE r.person_id=p.id AND r.type_id=t.id AND r.deleted_at IS NULL)"
)
_SERIES_OF_SOURCES = "SELECT DISTINCT person_id, type_id FROM health_day WHERE source_id IN ({})"


def fold(text: str) -> str:
    """Lower case without accents, as search compares."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Window:
    """So many of the readings of a query (-1: all), behind so many others."""

    query: RecordQuery
    skip: int
    limit: int


def window(
    connection: Connection, types: TypeBook, query: RecordQuery, offset: int, limit: int
) -> Window:
    """Where a page can be read from without walking far: maybe from the other end of the
    query, or from an instant on."""
    if not limit or offset < FAR or not of_days(query):
        return Window(query, offset, limit or -1)
    days = counts_of_days(connection, types, query)
    total = sum(n for _, n in days)
    some = max(0, min(limit, total - offset))
    behind = max(0, total - offset - some)
    if behind < FAR:
        return Window(replace(query, newest_first=not query.newest_first), behind, some)
    before = behind if query.newest_first else offset
    start, passed = _instant_behind(connection, types, query, days, before)
    return Window(replace(query, newest_first=False, start=start), before - passed, some)


def _instant_behind(
    connection: Connection,
    types: TypeBook,
    query: RecordQuery,
    days: Sequence[tuple[int, int]],
    most: int,
) -> tuple[int | None, int]:
    """An instant before which there are nearly so many readings, and not more; and how many.
    None: before which there are none."""
    whole = bisect_right(list(accumulate(n for _, n in days)), most)
    if not whole:
        return None, 0
    last = days[whole - 1][0] - _DAYS_APART
    instant = bounds(last, last)[1]
    passed = sum(n for day, n in days if day <= last)
    begun = replace(query, day_from=max(last + 1, query.day_from or last + 1), end=instant)
    return instant, passed + count(connection, types, begun)


def ids(connection: Connection, types: TypeBook, query: RecordQuery) -> tuple[str, list[Any]]:
    """A statement for the `id`s of the readings, in the query's order."""
    selects, parameters = _selects(connection, types, query)
    way = direction(query)
    return f"{' UNION ALL '.join(selects)} ORDER BY at {way}, id {way}", parameters


def _selects(
    connection: Connection, types: TypeBook, query: RecordQuery
) -> tuple[list[str], list[Any]]:
    """What a search finds in texts, by their index; and all else that is found in the name of
    its source, merged from each series."""
    words = _words(connection, query)
    if query.import_id is not None and not _is_most(connection, query.import_id):
        condition, parameters = where(connection, types, query)
        return [f"{_SELECT} NOT INDEXED{condition}"], parameters
    if _binned(query) or any(not sources for _, sources in words):
        condition, parameters = where(connection, types, query)
        return [_SELECT + condition], parameters
    if not words:
        return _merged(connection, types, query, _source_ids(connection, query))
    named = set[int].intersection(*(set(sources) for _, sources in words))
    texts, parameters = where(connection, types, query)
    texts += f" AND r.source_id NOT IN ({_listed(named)})"
    texts += f" AND r.id IN ({' UNION '.join(_TEXTS for _ in words)})"
    parameters += [_pattern(word) for word, _ in words]
    if query.sources:
        named &= _source_ids(connection, query) or set()
    selects, more = _merged(connection, types, replace(query, search=""), named)
    return [_SELECT + texts, *selects], parameters + more


def _is_most(connection: Connection, import_id: int) -> bool:
    """Whether an import brought most of all readings, so that some of it are near on any page.

    No index knows imports. Of another one, going through the rows as they lie costs a fifth of
    looking each up that an index has in the order of time.
    """
    added = connection.execute("SELECT added FROM health_import WHERE id=?", (import_id,))
    newest = connection.execute("SELECT max(id) FROM health_record").fetchone()[0]
    found = added.fetchone()
    return found is not None and 2 * found[0] > (newest or 0)


def _merged(
    connection: Connection, types: TypeBook, query: RecordQuery, sources: set[int] | None
) -> tuple[list[str], list[Any]]:
    """What each person has of each type (None: of any source), which the index has in order
    already, so that the engine merges it one by one; or all at once where that would be too
    many."""
    of_sources = "" if sources is None else f" AND r.source_id IN ({_listed(sources)})"
    series = _series(connection, types, query, sources)
    if len(series) > SERIES_MAX:
        condition, parameters = where(connection, types, query)
        return [_SELECT + condition + of_sources], parameters
    conditions, parameters = _conditions(connection, query)
    shared = " AND ".join(conditions) + of_sources
    selects = [
        f"{_SELECT} WHERE r.person_id = {person_id} AND r.type_id = {type_id} AND {shared}"
        for person_id, type_id in series
    ]
    return selects or [f"{_SELECT} WHERE 0"], parameters * len(series)


def _series(
    connection: Connection, types: TypeBook, query: RecordQuery, sources: set[int] | None
) -> list[tuple[int, int]]:
    """(person, type) of each series that a query of live readings may find something of.

    One without any reading of the sources would be gone through in vain.
    """
    conditions, parameters = list[str](), list[Any]()
    people, kinds = ("p.id", "t.id") if sources is None else ("person_id", "type_id")
    _members(conditions, parameters, people, query.person_ids)
    _members(conditions, parameters, kinds, _type_ids(types, query))
    start = _SERIES if sources is None else _SERIES_OF_SOURCES.format(_listed(sources))
    return list(connection.execute(" AND ".join((start, *conditions)), parameters))


def direction(query: RecordQuery) -> str:
    return "DESC" if query.newest_first else "ASC"


def stretches(connection: Connection, types: TypeBook, query: RecordQuery) -> Iterator[RecordQuery]:
    """The query cut where days end (in UTC), into stretches of at most some `SORTED_AT_ONCE`
    readings that follow one another. What asks for binned ones, or for words, is whole."""
    if _binned(query) or query.search:
        yield query
        return
    start, waiting = query.start, 0
    for day, n in counts_of_days(connection, types, query):
        waiting += n
        end = (day + 1) * DAY_MS
        if waiting >= SORTED_AT_ONCE and _within(end, query):
            yield replace(query, start=start, end=end)
            start, waiting = end, 0
    yield replace(query, start=start)


def _within(instant: int, query: RecordQuery) -> bool:
    return (query.start is None or query.start < instant) and (
        query.end is None or instant < query.end
    )


def count(connection: Connection, types: TypeBook, query: RecordQuery) -> int:
    if of_days(query):
        return _count_from_days(connection, types, query)
    condition, parameters = where(connection, types, query)
    as_they_lie = " NOT INDEXED" if query.import_id is not None else ""
    sql = f"SELECT count(*) FROM health_record r{as_they_lie}{condition}"
    return int(connection.execute(sql, parameters).fetchone()[0])


def of_days(query: RecordQuery) -> bool:
    """Whether it asks for nothing but persons, types, sources and days."""
    return not (
        _binned(query)
        or query.search
        or query.import_id
        or query.start is not None
        or query.end is not None
    )


def _binned(query: RecordQuery) -> bool:
    return query.deleted or query.with_deleted


def _count_from_days(connection: Connection, types: TypeBook, query: RecordQuery) -> int:
    where, parameters = _where_days(connection, types, query)
    sql = f"SELECT coalesce(sum(n), 0) FROM health_day{where}"
    return int(connection.execute(sql, parameters).fetchone()[0])


def counts_of_days(
    connection: Connection, types: TypeBook, query: RecordQuery
) -> list[tuple[int, int]]:
    """(day, readings of these persons and types) of each day that has any, ascending."""
    where, parameters = _where_days(connection, types, query)
    sql = f"SELECT day, sum(n) FROM health_day{where} GROUP BY day ORDER BY day"
    return list(connection.execute(sql, parameters))


def _where_days(
    connection: Connection, types: TypeBook, query: RecordQuery
) -> tuple[str, list[Any]]:
    """As `where`, of a query that the days can answer alone."""
    conditions, parameters = ["1"], list[Any]()
    sources = _source_ids(connection, query)
    if sources is not None:
        conditions.append(f"source_id IN ({_listed(sources)})")
    _members(conditions, parameters, "person_id", query.person_ids)
    _members(conditions, parameters, "type_id", _type_ids(types, query))
    _days(conditions, parameters, "day", query)
    return " WHERE " + " AND ".join(conditions), parameters


def _type_ids(types: TypeBook, query: RecordQuery) -> tuple[int, ...]:
    return tuple(types[slug].id for slug in query.types)


def _members(
    conditions: list[str], parameters: list[Any], column: str, values: Sequence[Any]
) -> None:
    if len(values) == 1:
        conditions.append(f"{column} = ?")
    elif values:
        conditions.append(f"{column} IN ({','.join('?' * len(values))})")
    parameters.extend(values)


def _days(conditions: list[str], parameters: list[Any], column: str, query: RecordQuery) -> None:
    if query.day_from is not None:
        conditions.append(f"{column} >= ?")
        parameters.append(query.day_from)
    if query.day_to is not None:
        conditions.append(f"{column} <= ?")
        parameters.append(query.day_to)


def where(connection: Connection, types: TypeBook, query: RecordQuery) -> tuple[str, list[Any]]:
    """The condition of a query of readings `r`, and its parameters."""
    conditions, parameters = _conditions(connection, query)
    _members(conditions, parameters, "r.person_id", query.person_ids)
    _members(conditions, parameters, "r.type_id", _type_ids(types, query))
    if not _binned(query):  # there the index of live readings helps, and wants them named
        if not query.person_ids:
            conditions.append("r.person_id IN (SELECT id FROM health_person)")
        if not query.types:
            conditions.append("r.type_id IN (SELECT id FROM health_type)")
    return " WHERE " + " AND ".join(conditions), parameters


def _conditions(connection: Connection, query: RecordQuery) -> tuple[list[str], list[Any]]:
    """Those of all persons and types alike."""
    conditions = ["1"]
    if not query.with_deleted:
        conditions = [f"r.deleted_at IS {'NOT NULL' if query.deleted else 'NULL'}"]
    parameters: list[Any] = []
    for bound, sign in ((query.start, ">="), (query.end, "<")):
        if bound is not None:
            conditions.append(f"r.recorded_at {sign} ?")
            parameters.append(bound)
    if query.day_from is not None:
        conditions.append("r.recorded_at >= ?")  # lets the index find the days
        parameters.append(bounds(query.day_from, query.day_from)[0])
    if query.day_to is not None:
        conditions.append("r.recorded_at < ?")
        parameters.append(bounds(query.day_to, query.day_to)[1])
    _days(conditions, parameters, DAY_SQL.replace("recorded_at", "r.recorded_at"), query)
    if query.import_id is not None:
        conditions.append("r.import_id = ?")
        parameters.append(query.import_id)
    sources = _source_ids(connection, query)
    if sources is not None:
        conditions.append(f"r.source_id IN ({_listed(sources)})")
    _search(connection, conditions, parameters, query)
    return conditions, parameters


def _search(
    connection: Connection, conditions: list[str], parameters: list[Any], query: RecordQuery
) -> None:
    """Every word in note or tags (by the text index) or in the source's name."""
    for word, sources in _words(connection, query):
        if len(word) > NOTE_MAX:
            conditions.append("0")  # longer than any note: it is nowhere
            return
        of_sources = f" OR r.source_id IN ({_listed(sources)})" if sources else ""
        conditions.append(f"(r.id IN ({_TEXTS}){of_sources})")
        parameters.append(_pattern(word))


def _pattern(word: str) -> str:
    """Where a text has this word anywhere."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _source_ids(connection: Connection, query: RecordQuery) -> set[int] | None:
    """Of the sources asked for; None: any."""
    if not query.sources:
        return None
    asked = set(query.sources)
    found = connection.execute("SELECT id, name FROM health_source")
    return {id_ for id_, name in found if name in asked}


def _listed(ids: Iterable[int]) -> str:
    return ",".join(map(str, sorted(ids)))


def _words(connection: Connection, query: RecordQuery) -> list[tuple[str, list[int]]]:
    """The words of a search, each with the ids of the sources that have it in their name."""
    # The longest tell most; the engine takes no chain of a thousand conditions.
    words = sorted(set(fold(query.search).split()), key=len, reverse=True)[:WORDS_MAX]
    if not words:
        return []
    found = connection.execute("SELECT id, name FROM health_source")
    names = [(id_, fold(name)) for id_, name in found]
    return [(word, [id_ for id_, name in names if word in name]) for word in words]
