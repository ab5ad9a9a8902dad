"""Made-up readings of a glucose sensor, and the same figures by the library they are held to."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np

from healthdesk.domain.glucose import MG_DL_PER_MMOL_L, Reading
from healthdesk.domain.glucose_profile import Kind, Level

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
# Monday, 4 March 2024, 00:00 UTC.
MONDAY = 1_709_510_400_000

T = TypeVar("T")


def told(value: T | None) -> T:
    """What is not withheld."""
    assert value is not None
    return value


def reading(
    at: int, value: float, unit: str = "mg/dL", comparator: str = "", **more: Any
) -> Reading:
    mg_dl = value if unit == "mg/dL" else value * MG_DL_PER_MMOL_L
    offset = more.pop("offset", 0)
    return Reading(at, offset, value, unit, mg_dl, comparator, **more)


def evenly(
    values: Sequence[float], minutes: float = 5, start: int = MONDAY, unit: str = "mg/dL"
) -> list[Reading]:
    """One reading each so many minutes."""
    return [reading(start + round(n * minutes * MINUTE), v, unit) for n, v in enumerate(values)]


def sensor(
    days: float, minutes: int = 5, seed: int = 1, gaps: int = 0, lost: float = 0.0, start: int = 0
) -> list[Reading]:
    """Meals, nights and noise in whole mg/dL from 40 to 400; `gaps` stretches of up to 7 hours
    without a reading, and a share `lost` of single ones. `start`: minutes after midnight."""
    rng = np.random.default_rng(seed)
    count = round(days * 24 * 60 / minutes)
    at = np.arange(count)
    day = 24 * 60 / minutes
    level = 140 + 55 * np.sin(at * 2 * np.pi / day * 3 + rng.uniform(0, 6))
    level += 30 * np.sin(at * 2 * np.pi / day + 1) + np.convolve(
        rng.normal(0, 12, count + 11), np.ones(12) / 3, "valid"
    )
    values = np.clip(np.round(level + rng.normal(0, 3, count)), 40, 400)
    kept = rng.random(count) >= lost
    for _ in range(gaps):
        first = int(rng.integers(0, count))
        kept[first : first + int(rng.integers(1, 7 * 60 // minutes))] = False
    return [
        reading(MONDAY + (start + n * minutes) * MINUTE, float(values[n]))
        for n in np.flatnonzero(kept).tolist()
    ]


def frame(readings: Sequence[Reading]) -> Any:
    """The table that `iglu_python` reads."""
    import pandas as pd

    times = np.array([r.recorded_at + r.offset * MINUTE for r in readings], "datetime64[ms]")
    return pd.DataFrame(
        {"id": "one", "time": times.astype("datetime64[ns]"), "gl": [r.mg_dl for r in readings]}
    )


def by_iglu(table: Any) -> dict[str, float]:
    """All figures it has that we have too, under our names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import iglu_python as iglu

        course = table.set_index("time")["gl"]
        inside = iglu.in_range_percent(course, [[70, 180], [70, 140]])
        below, above = iglu.below_percent(course, [54, 70]), iglu.above_percent(course, [180, 250])
        return {
            "mean": float(iglu.mean_glu(course)),
            "median": float(iglu.median_glu(course)),
            "sd": float(iglu.sd_glu(course)),
            "cv": float(iglu.cv_glu(course)),
            "gmi": float(iglu.gmi(course)),
            "ea1c": float(iglu.ea1c(course)),
            "j_index": float(iglu.j_index(course)),
            "lbgi": float(iglu.lbgi(course)),
            "hbgi": float(iglu.hbgi(course)),
            "grade": float(iglu.grade(course)),
            "mage": float(iglu.mage(table)["MAGE"].iloc[0]),
            "modd": float(iglu.modd(course.copy())),
            "conga": float(iglu.conga(course.copy())),
            "tir": inside["in_range_70_180"],
            "titr": inside["in_range_70_140"],
            "tbr": below["below_70"],
            "tbr2": below["below_54"],
            "tar": above["above_180"],
            "tar2": above["above_250"],
        }


def episodes_by_iglu(table: Any) -> dict[tuple[Kind, Level], tuple[float, float, float, float]]:
    """Number, number a day, mean minutes and mean glucose, by kind and level."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import iglu_python as iglu

        found = iglu.episode_calculation(table)
    levels: dict[str, Level] = {"lv1": "1", "lv2": "2", "extended": "extended"}
    return {
        (row.type, levels[row.level]): (
            row.total_episodes, row.avg_ep_per_day, row.avg_ep_duration, row.avg_ep_gl,
        )
        for row in found.itertuples()
        if row.level in levels
    }  # fmt: skip
