"""Sleep of a period for programs: the key `sleep` of the analytics of both its lengths."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import Any, Final

from healthdesk.domain import rollup, sleep_figures
from healthdesk.domain.lacks import Lacking, withheld
from healthdesk.domain.scales import Scale
from healthdesk.domain.sleep_figures import LEAST_NIGHTS, Night, Stage
from healthdesk.domain.times import clock, local_day
from healthdesk.services.period_data import PeriodData
from healthdesk.storage import figures

ASLEEP: Final = "sleep-duration"
IN_BED: Final = "time-in-bed"
STAGES: Final = "sleep-stage"


def add_to(answer: dict[str, Any], data: PeriodData, unit: str) -> None:
    """Put the key `sleep` into the analytics of sleep or time in bed, and what is withheld
    into `insufficient`; other types stay as they are."""
    if data.kind.slug not in (ASLEEP, IN_BED):
        return
    lacking: Lacking = {}
    answer["sleep"] = _Sleep(data, Scale(data.kind, unit), lacking).told()
    answer["insufficient"] = {**answer["insufficient"], **lacking}


def nights_of(data: PeriodData) -> list[Night]:
    """Nights of the period with times: of stages, and where a night has none of lengths of
    sleep that were told with their beginning and end."""
    by_stages = sleep_figures.nights(_stages(_rows(data, STAGES)))
    have = {night.day for night in by_stages}
    lengths = sleep_figures.nights(_stages(_rows(data, ASLEEP), rollup.ASLEEP))
    every = [*by_stages, *(night for night in lengths if night.day not in have)]
    first, last = data.period.days
    return sorted((night for night in every if first <= night.day <= last), key=lambda n: n.day)


def _rows(data: PeriodData, slug: str) -> list[Any]:
    return figures.nightly(
        data.connection, data.person_id, data.types[slug], *data.period.days, data.period.within
    )


def _stages(rows: list[Any], code: int | None = None) -> Iterable[Stage]:
    order = sorted({(priority, source) for *_, priority, source in rows})
    rank = {place: n for n, place in enumerate(order)}
    for begun, ended, value, offset, priority, source in rows:
        yield Stage(
            begun, ended, int(value) if code is None else code, offset, rank[priority, source]
        )


class _Sleep:
    def __init__(self, data: PeriodData, scale: Scale, lacking: Lacking) -> None:
        self._scale, self._lacking = scale, lacking
        self._nights = nights_of(data)
        self._slept, self._lain = (self._totals(data, slug) for slug in (ASLEEP, IN_BED))
        # Where nothing but sleep was told, time in bed is its other name.
        told = {night.day for night in self._nights if night.told_bed}
        told |= {
            rollup.night_of(begun, offset) if ended > begun else local_day(begun, offset)
            for begun, ended, _, offset, _, _ in _rows(data, IN_BED)
        }
        self._told_bed = {day: lain for day, lain in self._lain.items() if day in told}

    def _totals(self, data: PeriodData, slug: str) -> dict[int, float]:
        """Minutes by night, as they are summed up for all figures."""
        kind = data.types[slug]
        rows = PeriodData(data.connection, data.types, data.person_id, kind, data.period).totals
        return {row[0]: row[1] for row in rows}

    def told(self) -> dict[str, Any]:
        return {
            "nights": len(self._slept),
            "nights_with_times": len(self._nights),
            "asleep": self._mean("asleep", self._slept),
            "in_bed": self._mean("in_bed", self._told_bed),
            "efficiency": self._efficiency(),
            "latency": self._latency(),
            "times": self._times(),
            "sleep_regularity": self._regularity(),
            "social_jet_lag": self._jet_lag(),
        }

    def _lack(self, figure: str, need: int, have: int, reason: str = "nights") -> None:
        self._lacking[figure] = withheld(reason, need, have)

    def _mean(self, figure: str, minutes: dict[int, float]) -> dict[str, Any] | None:
        if not minutes:
            self._lack(figure, 1, 0)
            return None
        return {"mean": self._scale.figure(fmean(minutes.values())), "nights": len(minutes)}

    def _efficiency(self) -> dict[str, Any] | None:
        days = self._slept.keys() & self._told_bed.keys()
        share = sleep_figures.efficiency(
            [self._slept[day] for day in days], [self._told_bed[day] for day in days]
        )
        if share is None:
            self._lack("efficiency", LEAST_NIGHTS, len(days))
            return None
        return {"value": share, "nights": len(days)}

    def _latency(self) -> dict[str, Any] | None:
        found = sleep_figures.latency(self._nights)
        if found is None:
            have = sum(night.latency is not None for night in self._nights)
            self._lack("latency", LEAST_NIGHTS, have)
            return None
        return {"minutes": found[0], "nights": found[1]}

    def _times(self) -> dict[str, Any] | None:
        if len(self._nights) < LEAST_NIGHTS:
            self._lack("times", LEAST_NIGHTS, len(self._nights))
            return None
        return {
            "onset": clock(fmean(night.onset for night in self._nights)),
            "mid_sleep": clock(fmean(night.mid_sleep for night in self._nights)),
            "wake": clock(fmean(night.wake for night in self._nights)),
        }

    def _regularity(self) -> dict[str, Any] | None:
        found = sleep_figures.regularity(self._nights)
        if found is None:
            self._lack(
                "sleep_regularity", sleep_figures.LEAST_PAIRS, sleep_figures.pairs(self._nights),
                "nights-in-a-row",
            )  # fmt: skip
            return None
        return {"index": found.index, "pairs": found.pairs}

    def _jet_lag(self) -> dict[str, Any] | None:
        found = sleep_figures.social_jet_lag(self._nights)
        if found is None:
            free, work = (len(each) for each in sleep_figures.by_kind_of_day(self._nights))
            if free < sleep_figures.LEAST_FREE:
                self._lack("social_jet_lag", sleep_figures.LEAST_FREE, free, "free-nights")
            else:
                self._lack("social_jet_lag", sleep_figures.LEAST_WORK, work, "work-nights")
            return None
        return {
            "minutes": found.minutes,
            "free": clock(found.free),
            "work": clock(found.work),
            "free_nights": found.free_nights,
            "work_nights": found.work_nights,
        }
