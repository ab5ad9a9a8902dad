"""What stands out in one person's readings, made from the figures of all types in use.

The rules are those of `domain.insights`; here their numbers are read, and told in the units the
person chose.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from statistics import fmean
from typing import Any, Final

from healthdesk.domain import blood_pressure, glucose, insights, sleep_figures
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.insights import Days, Difference, Insight, Kind, ranked, worth
from healthdesk.domain.periods import Period
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import date_of, isoformat, local_day
from healthdesk.services import glucose_report, pressure_report
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_statistics import STEPS_OF_LAST_DIGIT
from healthdesk.services.sleep_report import ASLEEP, IN_BED, nights_of
from healthdesk.settings import Settings
from healthdesk.storage import figures
from healthdesk.storage.database import Connection

# As far back as any rule looks.
DAYS_READ: Final = 366
# Readings of the neighbourhood that the last week's are compared with.
CHECK_DAYS: Final = 60
# Of so many types, the most used, every two of different groups are compared.
COMPARED_MOST: Final = 12
# Weeks of sleep regularity: 8 nights give the 7 pairs that it takes.
REGULARITY_NIGHTS: Final = 8


@dataclass(frozen=True)
class Insights:
    """Of one person up to a local day; `used` are ids of types, the most used first."""

    connection: Connection
    types: TypeBook
    person_id: int
    used: Sequence[int]
    settings: Settings
    today: int

    def found(self) -> list[Insight]:
        """All that may be said, in the order of their worth."""
        found = list(itertools.chain.from_iterable(subject.found() for subject in self._subjects))
        return ranked([*self._silences(found), *self._together(), *self._sleep()])

    def packed(self) -> dict[str, Any]:
        """The same as plain values, for keeping; see `unpacked`."""
        return {"insights": [asdict(one) for one in self.found()]}

    @cached_property
    def _subjects(self) -> list[_Subject]:
        kinds = [self.types.with_id(id_) for id_ in self.used]
        slugs = {kind.slug for kind in kinds}
        chosen = (
            kind for kind in kinds
            if not kind.codes and not kind.derived
            # Nearly the same nights: said once.
            and not (kind.slug == IN_BED and ASLEEP in slugs)
        )  # fmt: skip
        return [_Subject(self, kind) for kind in chosen]

    def data(self, kind: HealthType, first: int, last: int) -> PeriodData:
        return PeriodData(self.connection, self.types, self.person_id, kind, Period((first, last)))

    def _silences(self, found: list[Insight]) -> Iterator[Insight]:
        """Everything, but of types that fell silent on one day the most used alone: what comes
        from one device stops together."""
        silent: set[int] = set()
        for one in found:
            if one.kind == "silence":
                if one.figures["last_day"] in silent:
                    continue
                silent.add(one.figures["last_day"])
            yield one

    def _together(self) -> Iterator[Insight]:
        first = self.today - insights.HABIT_DAYS + 1
        subjects = [one for one in self._subjects if one.kind.aggregate in ("mean", "sum")]
        series = [(one, one.series.between(first, one.last)) for one in subjects[:COMPARED_MOST]]
        pairs, tested = [], []
        for (one, x), (other, y) in itertools.combinations(series, 2):
            if one.kind.group == other.kind.group and not one.kind.own:
                continue  # steps and distance tell of the same walk
            found = insights.together(x, y)
            if found is not None:
                pairs.append((one.kind, other.kind))
                tested.append(found)
        for at in insights.beyond_chance(tested):
            (one_kind, other_kind), told = pairs[at], tested[at]
            yield Insight(
                "together", one_kind.slug, "", (first, self.today), told.n, "days",
                worth("together", abs(told.r)),
                {"r": told.r, "low": told.low, "high": told.high, "p": told.p,
                 "tested": len(tested)},
                other_kind.slug,
            )  # fmt: skip

    def _sleep(self) -> Iterator[Insight]:
        kind = self.types.get(ASLEEP)
        if kind is None or all(one.kind is not kind for one in self._subjects):
            return
        first = self.today - insights.HABIT_DAYS + 1
        nights = nights_of(self.data(kind, first, self.today))
        middles = Days([night.day for night in nights], [night.mid_sleep for night in nights])
        later = insights.sleep_times(middles)
        if later is not None:
            yield _difference("sleep-times", ASLEEP, "min", (first, self.today), later, "weeks")
        weeks = 2 * insights.REGULARITY_WEEKS
        indices = [self._regular(nights, self.today - 7 * week) for week in range(weeks)]
        changed = insights.regularity_change(indices)
        if changed is not None:
            difference, now = changed
            yield _difference(
                "sleep-regularity", ASLEEP, "", (self.today - 7 * weeks, self.today), difference,
                "weeks", {"index": now, "before": now - difference.value},
            )  # fmt: skip

    def _regular(self, nights: Sequence[sleep_figures.Night], last: int) -> float | None:
        found = sleep_figures.regularity(
            [night for night in nights if last - REGULARITY_NIGHTS < night.day <= last]
        )
        return None if found is None else found.index


def unpacked(answer: dict[str, Any]) -> tuple[Insight, ...]:
    """From what `Insights.packed` gave."""
    return tuple(Insight(**one) for one in answer["insights"])


def document(insight: Insight) -> dict[str, Any]:
    """For programs: days and instants as they are written, `of` what `n` counts."""
    told = dict(insight.figures)
    for name in ("since_day", "last_day", "day"):
        if name in told:
            told[name] = date_of(told[name]).isoformat()
    if "recorded_at" in told:
        told["recorded_at"] = isoformat(told["recorded_at"], told.pop("offset"))
    first, last = (date_of(day).isoformat() for day in insight.days)
    return {
        "kind": insight.kind,
        "type": insight.type,
        "with": insight.other or None,
        "unit": insight.unit or None,
        "period": {"start_date": first, "end_date": last},
        "n": insight.n,
        "of": insight.counted,
        "figures": told,
    }


def _difference(
    kind: Kind,
    slug: str,
    unit: str,
    days: tuple[int, int],
    found: Difference,
    counted: insights.Counted,
    more: dict[str, Any] | None = None,
) -> Insight:
    told = {"difference": found.value, "low": found.low, "high": found.high}
    return Insight(
        kind, slug, unit, days, found.n, counted, worth(kind, found.size), told | (more or {})
    )


class _Subject:
    """One type in use, and what may be said of it alone."""

    def __init__(self, whole: Insights, kind: HealthType) -> None:
        self._whole = whole
        self.kind = kind
        self.unit = whole.settings.unit_for(kind)
        self.scale = Scale(kind, self.unit)
        self.last = whole.today - kind.grows_all_day
        # The last digit that is shown, in the unit values are kept in.
        self.step = 10.0 ** -kind.decimals_in(self.unit) / abs(self.scale.difference(1.0))

    @cached_property
    def _data(self) -> PeriodData:
        return self._whole.data(self.kind, self._whole.today - DAYS_READ + 1, self._whole.today)

    @cached_property
    def series(self) -> Days:
        """Day values in the unit they are kept in, of blood pressure the systolic ones."""
        return Days(*self._data.day_values())

    def found(self) -> Iterator[Insight]:
        to_check = list(self._to_check())
        yield from to_check
        if not to_check:
            # One wild value would be told again as a change.
            yield from self._strongest_change()
        yield from self._parts_of_day()
        yield from self._weekends()
        yield from self._rhythm_of_recording()
        yield from self._share()

    def _strongest_change(self) -> Iterator[Insight]:
        """A week, a trend and a level may tell of one change: the weightiest is said."""
        changes = [*self._week(), *self._trend(), *self._level()]
        if changes:
            yield max(changes, key=lambda one: one.weight)

    def _week(self) -> Iterator[Insight]:
        found = insights.week_change(self.series, self.last, self.step)
        if found is not None:
            figure, difference = self.scale.figure, self.scale.difference
            yield self._insight(
                "week", 7, found.n, found.size,
                {"mean": figure(found.mean), "difference": difference(found.change),
                 "usual": difference(found.usual)},
            )  # fmt: skip

    def _trend(self) -> Iterator[Insight]:
        found = insights.trend(self.series, self.last, self.step)
        if found is not None:
            difference = self.scale.difference
            made = self._insight(
                "trend", insights.TREND_DAYS, found.n, found.size,
                {"slope": difference(found.slope), "low": difference(found.low),
                 "high": difference(found.high), "new": found.new},
                1.0 if found.new else insights.NOT_NEW,
            )  # fmt: skip
            yield made

    def _level(self) -> Iterator[Insight]:
        found = insights.level(self.series, self.last, self.step)
        if found is not None:
            yield self._insight(
                "level", insights.LEVEL_DAYS, found.n, found.size,
                {"since_day": found.day, "before": self.scale.figure(found.before),
                 "after": self.scale.figure(found.after)},
            )  # fmt: skip

    def _weekends(self) -> Iterator[Insight]:
        recent = self.series.between(self.last - insights.HABIT_DAYS + 1, self.last)
        found = insights.weekends(recent, self.step)
        if found is not None:
            yield self._apart("weekend", found, "weeks")

    def _parts_of_day(self) -> Iterator[Insight]:
        if self.kind.slug != blood_pressure.SLUG:
            return
        first, last = self.last - insights.HABIT_DAYS + 1, self.last
        whole = self._whole
        readings = pressure_report.readings_of(
            whole.connection, whole.person_id, self.kind, (first, last)
        )
        choice = pressure_report.choice_of(whole.settings)
        at_home = blood_pressure.by_setting(readings, choice.setting).get("home", [])
        mornings, evenings = (
            _systolic_by_day([one for one in at_home if one.within(hours)])
            for hours in (blood_pressure.MORNING, blood_pressure.EVENING)
        )
        found = insights.parts_of_day(mornings, evenings, self.step)
        if found is not None:
            yield self._apart("morning-evening", found, "days")

    def _apart(self, kind: Kind, found: Difference, counted: insights.Counted) -> Insight:
        difference = self.scale.difference
        told = Difference(
            difference(found.value), difference(found.low), difference(found.high), found.n,
            found.size,
        )  # fmt: skip
        days = (self.last - insights.HABIT_DAYS + 1, self.last)
        return _difference(kind, self.kind.slug, self.unit, days, told, counted)

    def _rhythm_of_recording(self) -> Iterator[Insight]:
        days, today = self.series.days, self._whole.today
        run = insights.streak(days, today)
        if run is not None:
            yield self._insight("streak", insights.STREAK_DAYS, run.days, 0.0,
                                {"days": run.days, "before": run.before})  # fmt: skip
        gap = insights.silence(days, today)
        if gap is not None:
            yield self._insight(
                "silence", insights.SILENCE_DAYS + gap.days, gap.days, gap.days / 14,
                {"days": gap.days, "interval": gap.interval, "last_day": gap.last},
            )  # fmt: skip

    def _share(self) -> Iterator[Insight]:
        if self.kind.slug == glucose_report.SLUG:
            shares, least = self._glucose_shares(), insights.LEAST_GLUCOSE_CHANGE
        else:
            shares, least = self._typical_days(), insights.LEAST_SHARE_CHANGE
        changed = None if shares is None else insights.share_change(shares, self.last, least)
        if changed is not None:
            found, now = changed
            yield self._insight(
                "range", 2 * insights.SHARE_DAYS, found.n, found.size,
                {"share": now, "before": now - found.value, "difference": found.value,
                 "low": found.low, "high": found.high,
                 "of": "readings" if self.kind.slug == glucose_report.SLUG else "days"},
            )  # fmt: skip

    def _typical_days(self) -> Days | None:
        """100 for each day in the typical range, else 0. Blood pressure goes by guidelines."""
        typical = self.kind.typical
        if self.kind.parts or (typical.low is None and typical.high is None):
            return None
        inside = [100.0 if typical.holds(value) else 0.0 for value in self.series.values]
        return Days(self.series.days, inside)

    def _glucose_shares(self) -> Days | None:
        """Each day's share of its readings in the chosen range, of a sensor that tells enough
        of both times; None of anything else."""
        whole, last = self._whole, self.last
        length = insights.SHARE_DAYS
        first = last - 2 * length + 1
        told = glucose.distinct(
            glucose_report.readings_of(whole.connection, whole.person_id, self.kind, (first, last))
        )
        halves = ([one for one in told if (one.day > last - length) is late]
                  for late in (False, True))  # fmt: skip
        if not all(glucose.coverage(half).sufficient for half in halves):
            return None
        ranges = glucose_report.ranges_of(whole.settings)
        by_day: defaultdict[int, list[float]] = defaultdict(list)
        for one in told:
            inside = glucose.band(one.given, one.unit, one.comparator, ranges) == "in-range"
            by_day[one.day].append(100.0 if inside else 0.0)
        return Days(sorted(by_day), [fmean(by_day[day]) for day in sorted(by_day)])

    def _to_check(self) -> Iterator[Insight]:
        if self.kind.dense or self.kind.aggregate == "sum":
            return
        whole, kind = self._whole, self.kind
        since = whole.today - CHECK_DAYS + 1
        rows = figures.values_in(whole.connection, whole.person_id, kind, (since, whole.today))
        days = [local_day(row[0], row[1]) for row in rows]
        step = STEPS_OF_LAST_DIGIT * 10.0**-kind.decimals
        for part in self._data.parts:
            values = [row[2 + part] for row in rows]
            found = insights.to_check(days, values, step, whole.today)
            if found is not None:
                at, offset, *_, id_ = rows[found.at]
                yield self._insight(
                    "outlier", CHECK_DAYS, len(rows), 1.0,
                    {"value": self.scale.value(values[found.at]),
                     "middle": self.scale.figure(found.middle), "z": found.z,
                     "recorded_at": at, "offset": offset, "id": id_,
                     "day": days[found.at], "part": part},
                    counted="readings",
                )  # fmt: skip
                return

    def _insight(
        self,
        kind: Kind,
        back: int,
        n: int,
        size: float,
        told: dict[str, Any],
        share: float = 1.0,
        counted: insights.Counted = "days",
    ) -> Insight:
        days = (self.last - back + 1, self.last)
        return Insight(
            kind, self.kind.slug, self.unit, days, n, counted, share * worth(kind, size), told
        )


def _systolic_by_day(readings: Sequence[blood_pressure.Reading]) -> Days:
    by_day: defaultdict[int, list[float]] = defaultdict(list)
    for one in readings:
        by_day[one.day].append(one.systolic)
    return Days(sorted(by_day), [fmean(by_day[day]) for day in sorted(by_day)])
