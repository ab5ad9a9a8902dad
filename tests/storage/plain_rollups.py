"""Day and hour figures worked out of the readings in the plainest way: row by row, and a
quarter of an hour at a time. Slow, and written without a look at how the program does it.

It knows times that are multiples of a quarter of an hour, in places with such offsets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.rollup import ASLEEP, AWAKE, DEEP, IN_BED, LIGHT, REM

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
TICK = 15 * MINUTE
SLEEP = (ASLEEP, LIGHT, DEEP, REM)
LONG = 6 * HOUR
LONGEST_NIGHT = 1440.0
COLUMNS = (
    "person_id, type_id, recorded_at, offset_min, ended_at, value, value2, comparator,"
    " s.name, s.priority, source_id, import_id, moved_from"
)

Key = tuple[int, int, int]  # person, type, day


@dataclass(frozen=True, slots=True)
class Reading:
    person: int
    type: int
    at: int
    offset: int
    ended: int
    value: float
    value2: float
    comparator: str | None
    source: str
    priority: int
    source_id: int
    import_id: int | None
    moved_from: bytes | None

    @property
    def wall(self) -> int:
        return self.at + self.offset * MINUTE

    @property
    def day(self) -> int:
        return self.wall // DAY

    @property
    def night(self) -> int:
        """From noon to noon, named by the day it ends."""
        return (self.wall + DAY // 2) // DAY

    @property
    def typed(self) -> bool:
        by_hand = self.import_id is None and self.moved_from is None
        return self.at == self.ended and (self.source == "manual" or by_hand)

    @property
    def rank(self) -> tuple[int, str]:
        return self.priority, self.source

    def ticks(self) -> range:
        return range(self.at // TICK, self.ended // TICK)


def live_readings(raw: Any) -> list[Reading]:
    rows = raw.execute(
        f"SELECT {COLUMNS} FROM health_record r JOIN health_source s ON s.id = r.source_id"
        " WHERE deleted_at IS NULL ORDER BY recorded_at, r.id"
    )
    return [Reading(*row) for row in rows]


def grouped(readings: Iterable[Reading], key: Callable[[Reading], Any]) -> dict[Any, list[Reading]]:
    groups: defaultdict[Any, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[key(reading)].append(reading)
    return groups


def days_by_source(readings: list[Reading]) -> dict[tuple[int, ...], tuple[Any, ...]]:
    """As table `health_day`: figures by person, type, day and source."""
    groups = grouped(readings, lambda one: (one.person, one.type, one.day, one.source_id))
    return {
        key: (
            *_figures(group, [one.value for one in group if one.comparator is None]),
            *_figures(group, [one.value2 for one in group if one.comparator is None])[2:],
            min(one.at for one in group),
            max(one.at for one in group),
        )
        for key, group in groups.items()
    }


def hours(readings: list[Reading], types: TypeBook) -> dict[tuple[int, ...], tuple[Any, ...]]:
    """As table `health_hour`: figures by person, type and hour, of dense types."""
    dense = [one for one in readings if types.with_id(one.type).dense]
    groups = grouped(dense, lambda one: (one.person, one.type, one.wall // HOUR))
    return {
        key: _figures(group, [one.value for one in group if one.comparator is None])
        for key, group in groups.items()
    }


def _figures(group: list[Reading], values: list[float]) -> tuple[Any, ...]:
    return (
        len(group), len(values), sum(values), min(values, default=None), max(values, default=None),
    )  # fmt: skip


def totals(readings: list[Reading], types: TypeBook) -> dict[Key, tuple[float, float, int]]:
    """As table `health_day_total`: total, left out, typed by person, type and day."""
    found: dict[Key, tuple[float, float, int]] = {}
    for (person, type_id), group in grouped(readings, lambda r: (r.person, r.type)).items():
        kind = types.with_id(type_id)
        for day, figures in _of_days(group, kind).items():
            found[person, type_id, day] = figures
    for person, group in grouped(readings, lambda one: one.person).items():
        for slug, nights in _sleep(group, types).items():
            for day, figures in nights.items():
                found[person, types[slug].id, day] = figures
    return found


def _of_days(group: list[Reading], kind: HealthType) -> dict[int, tuple[float, float, int]]:
    by_day = grouped(group, lambda one: one.day)
    if kind.combine == "add":
        return {
            day: (sum(one.value for one in some if one.comparator is None), 0.0, 0)
            for day, some in by_day.items()
        }
    if kind.combine == "once":
        counted = {
            day: [one for one in some if one.comparator is None] for day, some in by_day.items()
        }
        return {
            day: _once(
                amounts,
                [one for beside in (day - 1, day, day + 1) for one in counted.get(beside, [])],
            )
            for day, amounts in counted.items()
            if amounts
        }
    if kind.combine == "union" and kind.slug not in ("sleep-duration", "time-in-bed"):
        return _amounts_of_days(group)
    return {}


def _once(amounts: list[Reading], beside: list[Reading]) -> tuple[float, float, int]:
    """Whole, but for those of which better sources tell half of the ticks, on that day or on
    one next to it."""
    left_out = 0.0
    for one in amounts:
        better = {tick for other in beside if other.rank < one.rank for tick in other.ticks()}
        ticks = set(one.ticks())
        if ticks and 2 * len(ticks & better) >= len(ticks):
            left_out += one.value
    return sum(one.value for one in amounts) - left_out, left_out, 0


def _amounts_of_days(group: list[Reading]) -> dict[int, tuple[float, float, int]]:
    counted = [one for one in group if one.comparator is None]
    measured = [one for one in counted if not one.typed]
    days = {one.day for one in measured if one.at == one.ended}
    days |= {_day_of(one, tick) for one in measured for tick in one.ticks()}
    return _with_typed({day: _best_of_ticks(measured, day) for day in days}, counted)


def _day_of(one: Reading, tick: int) -> int:
    return (tick * TICK + one.offset * MINUTE) // DAY


def _best_of_ticks(measured: list[Reading], day: int) -> tuple[float, float]:
    """(total, left out) of a day: for each tick the best ranked source that covers it. What was
    told over a long time of the day comes, with what better sources told of it, to no more."""
    measured, again = _without_repeated(measured)
    told = sum(
        one.value / len(one.ticks()) for one in again for t in one.ticks() if _day_of(one, t) == day
    )
    kept_in_all = 0.0
    covered: set[int] = set()
    kept_in: defaultdict[int, float] = defaultdict(float)  # by tick
    by_rank = grouped(measured, lambda one: one.rank)
    for rank in sorted(by_rank):
        kept_of_rank: list[tuple[list[int], float]] = []
        for one in by_rank[rank]:
            ticks = [tick for tick in one.ticks() if _day_of(one, tick) == day]
            if one.at == one.ended and one.day == day:
                told += one.value
                kept_of_rank.append(([one.at // TICK], one.value))
            if not ticks:
                continue
            amount = one.value * len(ticks) / len(one.ticks())
            kept = amount * len(set(ticks) - covered) / len(ticks)
            if len(ticks) * TICK >= LONG:
                kept = min(kept, max(0.0, amount - sum(kept_in[tick] for tick in ticks)))
            told += amount
            kept_of_rank.append((ticks, kept))
        for ticks, kept in kept_of_rank:
            kept_in_all += kept
            for tick in ticks:
                kept_in[tick] += kept / len(ticks)
        covered |= {t for one in by_rank[rank] for t in one.ticks() if _day_of(one, t) == day}
    return kept_in_all, told - kept_in_all


def _without_repeated(lengths: list[Reading]) -> tuple[list[Reading], list[Reading]]:
    """One for each source and long time, that of the greatest value, and the others."""
    long = [one for one in lengths if one.ended - one.at >= LONG]
    again: list[Reading] = []
    for same in grouped(long, lambda one: (one.at, one.ended, one.rank, one.offset)).values():
        again += sorted(same, key=lambda one: -one.value)[1:]
    return [one for one in lengths if not any(one is other for other in again)], again


def _with_typed(
    told: dict[int, tuple[float, float]], counted: list[Reading]
) -> dict[int, tuple[float, float, int]]:
    """What was typed for a day stands in the place of all else; the last of several does."""
    found = {day: (total, left_out, 0) for day, (total, left_out) in told.items()}
    for one in sorted((one for one in counted if one.typed), key=lambda one: one.at):
        total, left_out = told.get(one.day, (0.0, 0.0))
        found[one.day] = one.value, total + left_out, 1
    return found


def _sleep(group: list[Reading], types: TypeBook) -> dict[str, dict[int, tuple[float, float, int]]]:
    by_slug = grouped(
        (one for one in group if one.comparator is None), lambda one: types.with_id(one.type).slug
    )
    nights = grouped(by_slug.get("sleep-stage", ()), lambda one: one.night)
    stages = {night: _minutes_of_stages(some) for night, some in nights.items()}
    found: dict[str, dict[int, tuple[float, float, int]]] = {
        "sleep-stage": {night: (slept, lain - slept, 0) for night, (slept, lain) in stages.items()}
    }
    for which, slug in enumerate(("sleep-duration", "time-in-bed")):
        counted = by_slug.get(slug, [])
        lengths = [one for one in counted if not one.typed]
        told = {
            night: _best_of_night(lengths, night)
            for night in {one.night if one.ended > one.at else one.day for one in lengths}
        }
        for night, both in stages.items():
            total, left_out = told.get(night, (0.0, 0.0))
            if both[which] > 0:
                told[night] = both[which], total + left_out
        found[slug] = _with_typed(told, counted)
    for night in {*found["sleep-duration"], *found["time-in-bed"]}:
        _limit(found["sleep-duration"], found["time-in-bed"], night)
    return found


def _best_of_night(lengths: list[Reading], night: int) -> tuple[float, float]:
    """As `_best_of_ticks`, of whole nights: of each length the part of its ticks that no
    better source has."""
    own = [one for one in lengths if (one.night if one.ended > one.at else one.day) == night]
    own, again = _without_repeated(own)
    total, left_out = 0.0, sum(one.value for one in again)
    for one in own:
        if one.at == one.ended:
            total += one.value
            continue
        better = {
            tick
            for other in own
            if other.ended > other.at and other.rank < one.rank
            for tick in other.ticks()
        }
        hidden = len(better.intersection(one.ticks())) / len(one.ticks())
        total += one.value * (1 - hidden)
        left_out += one.value * hidden
    return total, left_out


def _minutes_of_stages(stages: list[Reading]) -> tuple[float, float]:
    """Asleep and in bed: of each tick the best source that tells a stage speaks."""
    asleep = 0
    ticks = {tick for one in stages for tick in one.ticks()}
    for tick in ticks:
        telling = [one for one in stages if tick in one.ticks() and one.value != IN_BED]
        if telling:
            best = min(one.rank for one in telling)
            codes = {one.value for one in telling if one.rank == best}
            asleep += AWAKE not in codes and bool(codes.intersection(SLEEP))
    return asleep * TICK / MINUTE, len(ticks) * TICK / MINUTE


def _limit(
    asleep: dict[int, tuple[float, float, int]],
    in_bed: dict[int, tuple[float, float, int]],
    night: int,
) -> None:
    """Asleep ≤ in bed ≤ a day; a typed time in bed ends measured sleep, else it gives way."""
    for nights in (asleep, in_bed):
        if night in nights:
            total, left_out, typed = nights[night]
            most = min(total, LONGEST_NIGHT)
            nights[night] = most, left_out + total - most, typed
    if night not in asleep or night not in in_bed or asleep[night][0] <= in_bed[night][0]:
        return
    slept, lain = asleep[night], in_bed[night]
    if lain[2] and not slept[2]:
        asleep[night] = lain[0], slept[1] + slept[0] - lain[0], slept[2]
    else:
        in_bed[night] = slept[0], lain[1], lain[2]
