"""What stands out in the figures of a person, and when it may be said.

Each rule takes day values (`Days`) and gives what is told, or None where the readings do not
carry it. Intervals hold 99 of 100 values, not 95: many types are looked at, each in several
ways. What `docs/reference/analytics.md` says under *Insights* is tested against this module.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist, fmean, stdev
from typing import Any, Final, Literal

from healthdesk.domain import change_points, regularity, statistics, trends
from healthdesk.domain.periods import weekday

Kind = Literal[
    "morning-evening", "week", "trend", "level", "weekend", "together", "streak", "silence",
    "range", "outlier", "sleep-times", "sleep-regularity",
]  # fmt: skip
Counted = Literal["days", "weeks", "readings", "nights"]

# How much each kind is worth a look, before its size is counted in.
WORTH: Final[dict[Kind, float]] = {
    "outlier": 0.95, "trend": 0.9, "silence": 0.85, "level": 0.85, "range": 0.8, "week": 0.75,
    "morning-evening": 0.7, "sleep-regularity": 0.6, "together": 0.55, "weekend": 0.5,
    "sleep-times": 0.5, "streak": 0.4,
}  # fmt: skip
# Of what is said already a further insight of the same kind, or type, is worth so much.
SAME_KIND: Final = 0.7
SAME_TYPE: Final = 0.8
# What goes on as before is worth less than what begins.
NOT_NEW: Final = 0.6

# Two-sided 99 %.
UPPER: Final = 0.995
# Independent days (weeks, nights) an interval takes at least.
LEAST_EFFECTIVE: Final = 5.0
# A difference under this share of the standard deviation of the days is no news.
TRIVIAL_SD: Final = 0.3

# Habits are looked for in so many days.
HABIT_DAYS: Final = 90
LEAST_PARTED_DAYS: Final = 14

LEAST_IN_WEEK: Final = 4
EARLIER_WEEKS: Final = 12
LEAST_EARLIER: Final = 6

TREND_DAYS: Final = 42
LEAST_TREND_DAYS: Final = 14
LEAST_TREND_SPAN: Final = 21

LEVEL_DAYS: Final = 120
LEAST_LEVEL_DAYS: Final = 60
NEW_LEVEL_DAYS: Final = 28

LEAST_WEEKENDS: Final = 8
LEAST_WORKDAYS: Final = 2
FRIDAY: Final = 5

LEAST_SHARED: Final = 28
LEAST_EFFECTIVE_PAIRS: Final = 15.0
STRONG: Final = 0.4
CHANCE: Final = 0.05

LEAST_STREAK: Final = 7
STREAK_DAYS: Final = 365

SILENCE_DAYS: Final = 60
LEAST_SILENCE: Final = 3
LEAST_USUAL: Final = 20
OFTEN: Final = 2.0

SHARE_DAYS: Final = 28
LEAST_SHARE_DAYS: Final = 14
LEAST_SHARE_CHANGE: Final = 15.0
# Five points of time in range are what counts as a change (Battelino et al. 2019, doi
# 10.2337/dci19-0028).
LEAST_GLUCOSE_CHANGE: Final = 5.0

NEW_OUTLIER_DAYS: Final = 7
TO_CHECK_Z: Final = 6.0

LEAST_JET_LAG: Final = 30.0
REGULARITY_WEEKS: Final = 6
LEAST_REGULARITY_WEEKS: Final = 4
LEAST_REGULARITY_CHANGE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing to say. `figures` are by name, in `unit`; `days` the local days they were made
    from, both included; `n` of them (or of weeks, readings, nights) were counted; `other` is
    the second type of two. `weight` tells the order, the largest first."""

    kind: Kind
    type: str
    unit: str
    days: tuple[int, int]
    n: int
    counted: Counted
    weight: float
    figures: dict[str, Any] = field(default_factory=dict)
    other: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Day values, ascending by local day."""

    days: Sequence[int]
    values: Sequence[float]

    def __len__(self) -> int:
        return len(self.days)

    def between(self, first: int, last: int) -> Days:
        """Of these local days, both included."""
        since, until = bisect_left(self.days, first), bisect_right(self.days, last)
        return Days(self.days[since:until], self.values[since:until])

    @property
    def mean(self) -> float:
        return fmean(self.values)

    @property
    def sd(self) -> float:
        """Of a sample; 0 for fewer than two."""
        return stdev(self.values) if len(self.values) > 1 else 0.0

    @property
    def effective(self) -> float:
        """How many independent days they are worth; see `trends.effective_size`."""
        return trends.effective_size(len(self), statistics.lag_one(self.days, self.values))


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its 99 % interval, of `n` days (weeks, nights); `size` in standard
    deviations of the days."""

    value: float
    low: float
    high: float
    n: int
    size: float


def worth(kind: Kind, size: float) -> float:
    """A larger effect of a kind is worth more, up to one of a standard deviation."""
    return WORTH[kind] * (0.7 + 0.3 * min(1.0, abs(size)))


def ranked(found: Iterable[Insight]) -> list[Insight]:
    """The largest weight first, where each of a kind or a type that stands before it makes a
    further one weigh less: the first few are about different things."""
    left, order = list(found), []
    kinds: dict[str, int] = {}
    types: dict[str, int] = {}

    def now(one: Insight) -> tuple[float, str, str, str]:
        again = SAME_KIND ** kinds.get(one.kind, 0) * SAME_TYPE ** types.get(one.type, 0)
        return -one.weight * again, one.kind, one.type, one.other

    while left:
        best = min(left, key=now)
        left.remove(best)
        order.append(best)
        kinds[best.kind] = kinds.get(best.kind, 0) + 1
        types[best.type] = types.get(best.type, 0) + 1
    return order


# Differences


def mean_difference(differences: Days, sd: float, step: float) -> Difference | None:
    """The mean of differences, each of one day (or week), where its interval leaves out 0 and
    it is no trifle beside the `sd` of the days themselves and the last digit shown (`step`).
    """
    n, effective = len(differences), 0.0
    if n > 1:
        effective = differences.effective
    if effective < LEAST_EFFECTIVE:
        return None
    error = differences.sd / math.sqrt(effective)
    return _told(differences.mean, error, effective - 1.0, n, sd, step)


def between_means(one: Days, other: Days, sd: float, step: float) -> Difference | None:
    """`one` less `other`: the difference of two means by Welch's t, both with the number of
    days they are worth; where the interval leaves out 0 and it is no trifle."""
    sizes = [each.effective if len(each) > 1 else 0.0 for each in (one, other)]
    if min(sizes) < LEAST_EFFECTIVE:
        return None
    parts = [each.sd**2 / size for each, size in zip((one, other), sizes, strict=True)]
    spread = sum(parts)
    freedom = sum(part**2 / (size - 1.0) for part, size in zip(parts, sizes, strict=True))
    df = spread**2 / freedom if freedom else sum(sizes) - 2.0
    n = len(one) + len(other)
    return _told(one.mean - other.mean, math.sqrt(spread), df, n, sd, step)


def _told(
    value: float, error: float, df: float, n: int, sd: float, step: float
) -> Difference | None:
    half = trends.student_t(UPPER, df) * error
    if abs(value) <= half or abs(value) < step or abs(value) < TRIVIAL_SD * sd:
        return None
    return Difference(value, value - half, value + half, n, value / sd if sd else 1.0)


def parts_of_day(mornings: Days, evenings: Days, step: float) -> Difference | None:
    """Mornings less evenings, over the days with both; from 14 of them on."""
    late = dict(zip(evenings.days, evenings.values, strict=True))
    both = [(day, value) for day, value in zip(mornings.days, mornings.values, strict=True)
            if day in late]  # fmt: skip
    if len(both) < LEAST_PARTED_DAYS:
        return None
    apart = Days([day for day, _ in both], [value - late[day] for day, value in both])
    sd = Days([], [*mornings.values, *evenings.values]).sd
    return mean_difference(apart, sd, step)


def weekends(series: Days, step: float) -> Difference | None:
    """Saturdays and Sundays less Mondays to Fridays, week by week, so that no slow change
    comes in; from 8 weeks on with both, 2 working days at least."""
    weeks: dict[int, tuple[list[float], list[float]]] = {}
    for day, value in zip(series.days, series.values, strict=True):
        free = weekday(day) > FRIDAY
        weeks.setdefault(day - weekday(day), ([], []))[0 if free else 1].append(value)
    both = {week: fmean(free) - fmean(work) for week, (free, work) in sorted(weeks.items())
            if free and len(work) >= LEAST_WORKDAYS}  # fmt: skip
    if len(both) < LEAST_WEEKENDS:
        return None
    # A week as one step, so that neighbours are neighbours.
    return mean_difference(Days([week // 7 for week in both], list(both.values())), series.sd, step)


# The last week, the trend, the level


@dataclass(frozen=True, slots=True)
class WeekChange:
    """The mean of the last 7 days, how far it is from that of the 7 before, and by how much
    99 of 100 weeks differ from the one before."""

    mean: float
    change: float
    usual: float
    size: float
    n: int


def week_change(series: Days, last: int, step: float) -> WeekChange | None:
    """The change from one week to the next, where it is more than such changes were in the
    12 weeks before: their root mean square times Student's t. Weeks with 4 days count; it
    takes 6 earlier changes."""
    means = []
    for back in range(EARLIER_WEEKS + 2):
        end = last - 7 * back
        week = series.between(end - 6, end)
        means.append(week.mean if len(week) >= LEAST_IN_WEEK else None)
    if means[0] is None or means[1] is None:
        return None
    earlier = [a - b for a, b in itertools.pairwise(means[1:])
               if a is not None and b is not None]  # fmt: skip
    if len(earlier) < LEAST_EARLIER:
        return None
    scatter = math.sqrt(fmean([one**2 for one in earlier]))
    usual = trends.student_t(UPPER, len(earlier)) * scatter
    change = means[0] - means[1]
    if abs(change) <= usual or abs(change) < step:
        return None
    size = abs(change) / usual if usual else 1.0
    return WeekChange(means[0], change, usual, size - 1.0, len(series.between(last - 6, last)))


@dataclass(frozen=True, slots=True)
class NewTrend:
    """Slope a week with its 99 % interval; `new` where the six weeks before had no such
    direction."""

    slope: float
    low: float
    high: float
    n: int
    new: bool
    size: float


def trend(series: Days, last: int, step: float) -> NewTrend | None:
    """Of the last 42 days: up or down where the interval of `statistics.trend_of_days`, at
    99 %, and that of Theil and Sen leave out 0 on the same side, and the change over the time
    is no trifle. From 14 days on that span 21."""
    recent = series.between(last - TREND_DAYS + 1, last)
    found = _slope(recent)
    if found is None:
        return None
    slope, half = found
    over = slope * TREND_DAYS / 7.0
    if abs(over) < step or abs(over) < TRIVIAL_SD * recent.sd:
        return None
    before = _slope(series.between(last - 2 * TREND_DAYS + 1, last - TREND_DAYS))
    new = before is None or (before[0] > 0) != (slope > 0)
    return NewTrend(slope, slope - half, slope + half, len(recent), new,
                    over / recent.sd if recent.sd else 1.0)  # fmt: skip


def _slope(recent: Days) -> tuple[float, float] | None:
    """Slope a week and half its 99 % interval, where it is more than chance."""
    if len(recent) < LEAST_TREND_DAYS or recent.days[-1] - recent.days[0] < LEAST_TREND_SPAN:
        return None
    found = statistics.trend_of_days(recent.days, recent.values)
    if found is None:
        return None
    robust = statistics.theil_sen([day / 7.0 for day in recent.days], recent.values)
    df = found.effective_n - 2.0
    wider = trends.student_t(UPPER, df) / trends.student_t(0.975, df)
    slope, half = found.trend.slope, found.trend.half_width * wider
    direction = trends.Trend(slope, half).direction
    if direction == "stable" or robust is None or robust.direction != direction:
        return None
    return slope, half


@dataclass(frozen=True, slots=True)
class NewLevel:
    """From `day` on the level is `after`, before it was `before`."""

    day: int
    before: float
    after: float
    n: int
    size: float


def level(series: Days, last: int, step: float) -> NewLevel | None:
    """The last change of level in 120 days, where it began within the last 28 and is no
    trifle; see `change_points.changes`. From 60 days with values on: in fewer that resemble
    their neighbours chance makes too many."""
    recent = series.between(last - LEVEL_DAYS + 1, last)
    if len(recent) < LEAST_LEVEL_DAYS:
        return None
    found = change_points.changes(recent.days, recent.values)
    if found is None or not found.points:
        return None
    newest, difference = found.points[-1], found.points[-1].after - found.points[-1].before
    trifle = abs(difference) < step or abs(difference) < TRIVIAL_SD * recent.sd
    if newest.day <= last - NEW_LEVEL_DAYS or trifle:
        return None
    size = difference / recent.sd if recent.sd else 1.0
    return NewLevel(newest.day, newest.before, newest.after, len(recent), size)


# Two types


@dataclass(frozen=True, slots=True)
class Together:
    """Correlation of ranks of `n` days with both types, and how likely chance alone is."""

    r: float
    low: float
    high: float
    n: int
    p: float


def together(one: Days, other: Days) -> Together | None:
    """The correlation of the ranks of days that have both, from 28 days on that are worth 15.
    The chance is the larger of two: as it stands, and with a straight line taken out of both,
    for what merely changes in the same season does not go together."""
    second = dict(zip(other.days, other.values, strict=True))
    days = [day for day in one.days if day in second]
    if len(days) < LEAST_SHARED:
        return None
    first = dict(zip(one.days, one.values, strict=True))
    x, y = [first[day] for day in days], [second[day] for day in days]
    plain = _ranked(days, x, y)
    level_ = _ranked(days, _without_line(days, x), _without_line(days, y))
    if plain is None or level_ is None or (plain[0].r > 0) != (level_[0].r > 0):
        return None
    found = plain[0]
    return Together(found.r, found.low, found.high, len(days), max(plain[1], level_[1]))


def _ranked(
    days: Sequence[int], x: Sequence[float], y: Sequence[float]
) -> tuple[statistics.Correlation, float] | None:
    effective = statistics.effective_pairs(days, x, y)
    found = statistics.spearman(x, y, effective)
    if effective < LEAST_EFFECTIVE_PAIRS or found is None:
        return None
    if abs(found.r) >= 1.0:
        return found, 0.0
    error = math.sqrt((1.0 + found.r**2 / 2.0) / (effective - 3.0))
    return found, 2.0 * NormalDist().cdf(-abs(math.atanh(found.r)) / error)


def _without_line(days: Sequence[int], values: Sequence[float]) -> list[float]:
    """What is left of values when the straight line nearest to them is taken out."""
    middle = fmean(days)
    apart = [day - middle for day in days]
    slope = sum(a * v for a, v in zip(apart, values, strict=True)) / sum(a * a for a in apart)
    return [value - slope * each for value, each in zip(values, apart, strict=True)]


def beyond_chance(tested: Sequence[Together]) -> list[int]:
    """Which of all that were tested go together: strong (|r| from 0.4 on), and beyond chance
    by Holm's way (1979), so that of all pairs together one in twenty times one is wrong."""
    order = sorted(range(len(tested)), key=lambda at: tested[at].p)
    found = []
    for place, at in enumerate(order):
        if tested[at].p > CHANCE / (len(tested) - place):
            break
        found.append(at)
    return sorted(at for at in found if abs(tested[at].r) >= STRONG)


# Regularity


@dataclass(frozen=True, slots=True)
class Streak:
    """Days on end with a reading, and the longest such run before it."""

    days: int
    before: int


def streak(days: Sequence[int], today: int) -> Streak | None:
    """The current run of days with readings, where it is the longest of the last 365 days,
    from 7 days on; a run there was before, for else there is nothing to be longer than."""
    known = days[bisect_left(days, today - STREAK_DAYS + 1) :]
    found = regularity.regularity(known, today - STREAK_DAYS + 1, today, today)
    current = found.current_streak
    if current < LEAST_STREAK or current != found.longest_streak or current == len(known):
        return None
    earlier = [day for day in known if day < known[-1] - current + 1]
    before = regularity.regularity(earlier, earlier[0], earlier[-1], today).longest_streak
    return Streak(current, before) if current > before else None


@dataclass(frozen=True, slots=True)
class Silence:
    """No reading for so many days, of what usually comes every `interval` days."""

    days: int
    interval: float
    last: int


def silence(days: Sequence[int], today: int) -> Silence | None:
    """Of what came on 20 of 60 days, at a usual distance of 2 days at most: days without a
    reading, 3 at least and more than the longest gap of those 60 days. What stopped more than
    60 days ago was given up, and is no gap. Today is not over and does not count."""
    if not days:
        return None
    last = days[-1]
    gone = today - 1 - last
    known = days[bisect_left(days, last - SILENCE_DAYS + 1) :]
    if not LEAST_SILENCE <= gone <= SILENCE_DAYS or len(known) < LEAST_USUAL:
        return None
    found = regularity.regularity(known, known[0], last, last)
    longest = 0 if found.longest_gap is None else found.longest_gap.days
    if found.interval is None or found.interval > OFTEN or gone <= longest:
        return None
    return Silence(gone, found.interval, last)


# Shares and single readings


def share_change(series: Days, last: int, least: float) -> tuple[Difference, float] | None:
    """The share of a range (each day's in %) in the last 28 days less that of the 28 before,
    from `least` points on, and the share itself; with 14 days in each."""
    now = series.between(last - SHARE_DAYS + 1, last)
    before = series.between(last - 2 * SHARE_DAYS + 1, last - SHARE_DAYS)
    if min(len(now), len(before)) < LEAST_SHARE_DAYS:
        return None
    sd = Days([], [*now.values, *before.values]).sd
    found = between_means(now, before, sd, least)
    return None if found is None else (found, now.mean)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """The place of a reading far from those around it, and their median."""

    at: int
    middle: float
    z: float


def to_check(days: Sequence[int], values: Sequence[float], step: float, today: int) -> (
    ToCheck | None
):  # fmt: skip
    """The newest reading of the last 7 days that is 6 robust deviations or more from the
    median of its neighbours; see `statistics.outlier_scores`."""
    scores = statistics.outlier_scores(values, step)
    for at in range(len(days) - 1, -1, -1):
        if days[at] <= today - NEW_OUTLIER_DAYS:
            return None
        if abs(float(scores[at])) >= TO_CHECK_Z:
            width = 2 * statistics.OUTLIER_NEIGHBOURS + 1
            first = min(max(at - statistics.OUTLIER_NEIGHBOURS, 0), max(len(values) - width, 0))
            around = statistics.percentiles(values[first : first + width], (50,))[0]
            return ToCheck(at, around, float(scores[at]))
    return None


# Sleep


def sleep_times(middles: Days) -> Difference | None:
    """How much later the middle of sleep (minutes) is before free days, week by week, from 30
    minutes on; see `weekends`."""
    return weekends(middles, LEAST_JET_LAG)


def regularity_change(indices: Sequence[float | None]) -> tuple[Difference, float] | None:
    """Sleep regularity indices by week, the newest first: the mean of 6 weeks less that of
    the 6 before, from 5 points on, and the mean itself; 4 weeks have one at least."""
    parts = indices[:REGULARITY_WEEKS], indices[REGULARITY_WEEKS : 2 * REGULARITY_WEEKS]
    now, before = ([one for one in part if one is not None] for part in parts)
    if min(len(now), len(before)) < LEAST_REGULARITY_WEEKS:
        return None
    # Weeks are told apart as they are: too few to see how they hang together.
    errors = [stdev(part) ** 2 / len(part) for part in (now, before)]
    spread = sum(errors)
    freedom = sum(e**2 / (len(p) - 1) for e, p in zip(errors, (now, before), strict=True))
    df = spread**2 / freedom if freedom else float(len(now) + len(before) - 2)
    sd = stdev([*now, *before])
    found = _told(
        fmean(now) - fmean(before), math.sqrt(spread), df, len(now) + len(before), sd,
        LEAST_REGULARITY_CHANGE,
    )  # fmt: skip
    return None if found is None else (found, fmean(now))
