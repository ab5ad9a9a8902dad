"""Names of the figures of a period, and why one is not shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from healthdesk.texts.catalogue import tr, tr_n
from healthdesk.texts.formats import Format


def figure_name(code: str) -> str:
    """Of a figure that may be withheld; a figure without a name of its own stands as it is."""
    return {
        "trend": tr("Trend"),
        "trend_days": tr("Trend of the days"),
        "trend_robust": tr("Robust trend"),
        "percentiles": tr("Percentiles"),
        "sd": tr("Spread"),
        "typical_share": tr("In the typical range"),
        "change": tr("Change"),
        "outliers": tr("Outliers"),
        "forecast": tr("Forecast"),
        "correlation": tr("Correlation"),
        "hours": tr("Hours of the day"),
        "class": tr("Class"),
        "night_dip": tr("Dip at night"),
        "morning_rise": tr("Rise in the morning"),
        "variability": tr("Variability"),
        "protocol": tr("Week at home"),
        "mean": tr("Mean"),
        "median": tr("Median"),
        "cv": "CV",
        "gmi": "GMI",
        "ea1c": tr("Estimated HbA1c"),
        "tir": tr("Time in range"),
        "titr": tr("Time in tight range"),
        "tbr": tr("Time below range"),
        "tbr2": tr("Time very low"),
        "tar": tr("Time above range"),
        "tar2": tr("Time very high"),
        "mage": "MAGE",
        "modd": "MODD",
        "conga": "CONGA",
        "lbgi": "LBGI",
        "hbgi": "HBGI",
        "grade": "GRADE",
        "j_index": tr("J-index"),
        "lability": tr("Lability index"),
        "agp": tr("Glucose by time of day"),
        "episodes": tr("Episodes"),
        "rhythm": tr("Daily rhythm"),
        "amplitude": tr("Ups and downs of the day"),
        "acrophase": tr("Time of the peak"),
        "change_points": tr("Changes of the level"),
        "asleep": tr("Asleep"),
        "in_bed": tr("In bed"),
        "efficiency": tr("Sleep efficiency"),
        "latency": tr("Time to fall asleep"),
        "times": tr("Times of sleep"),
        "sleep_regularity": tr("Sleep regularity"),
        "social_jet_lag": tr("Social jet lag"),
        "resting": tr("Resting pulse"),
        "hrv": tr("Heart rate variability"),
        "zones": tr("Time in zones"),
        "active_days": tr("Active days"),
        "load": tr("Load"),
        "weight.trend": tr("Weight trend"),
        "weight.rate": tr("Rate per week"),
        "weight.bmi": tr("Body mass index"),
    }.get(code, code)


def lack_sentence(lack: Mapping[str, Any], shape: Format) -> str:
    """What a withheld figure needs: `needs 3 more days`; else why it is of no use."""
    reason, missing = str(lack["reason"]), _missing(lack)
    n = shape.number(missing, 0)
    needed = _needed(reason, missing, n) or _nights_needed(reason, missing, n)
    return needed or _useless(reason, lack, shape)


def _missing(lack: Mapping[str, Any]) -> int:
    need, have = lack["need"], lack["have"]
    return 0 if need is None or have is None else max(0, math.ceil(need - have))


def _needed(reason: str, missing: int, n: str) -> str:
    """Of what more is needed, and how much."""
    match reason:
        case "too-few-days":
            return tr_n("needs {n} more day", "needs {n} more days", missing, n=n)
        case "too-few-readings":
            return tr_n("needs {n} more reading", "needs {n} more readings", missing, n=n)
        case "day-readings":
            return tr_n(
                "needs {n} more reading by day", "needs {n} more readings by day", missing, n=n
            )
        case "night-readings":
            return tr_n(
                "needs {n} more reading by night", "needs {n} more readings by night", missing, n=n
            )
        case "nights-apart":
            return tr_n(
                "needs {n} more reading by night within one week",
                "needs {n} more readings by night within one week", missing, n=n,
            )  # fmt: skip
        case "too-few-shared-days":
            return tr_n(
                "needs {n} more day with both", "needs {n} more days with both", missing, n=n
            )
        case "span-too-short":
            return tr_n(
                "needs readings that reach {n} more day back",
                "needs readings that reach {n} more days back", missing, n=n,
            )  # fmt: skip
    return ""


def _nights_needed(reason: str, missing: int, n: str) -> str:
    match reason:
        case "nights":
            return tr_n("needs {n} more night", "needs {n} more nights", missing, n=n)
        case "nights-in-a-row":
            return tr_n(
                "needs {n} more night right after another one",
                "needs {n} more nights right after another one", missing, n=n,
            )  # fmt: skip
        case "free-nights":
            return tr_n(
                "needs {n} more night before a free day",
                "needs {n} more nights before a free day", missing, n=n,
            )  # fmt: skip
        case "work-nights":
            return tr_n(
                "needs {n} more night before a working day",
                "needs {n} more nights before a working day", missing, n=n,
            )  # fmt: skip
    return ""


def _useless(reason: str, lack: Mapping[str, Any], shape: Format) -> str:
    """Why a figure would tell nothing although there are enough readings."""
    if reason == "too-long-ago":
        n = int(lack["have"])
        return tr_n(
            "the last reading is {n} day old", "the last reading is {n} days old", n,
            n=shape.number(n, 0),
        )  # fmt: skip
    if reason == "too-rare":
        return tr(
            "needs {need} % of the readings of a sensor and has {have} %",
            need=shape.number(lack["need"], 0),
            # Rounded down, for 69.6 % is not the 70 % it lacks.
            have=shape.number(math.floor(lack["have"]), 0),
        )
    if reason == "hours-uncovered":
        return tr(
            "needs readings in {need} of the 24 hours of the day, on two days each, and has {have}",
            need=shape.number(lack["need"], 0), have=shape.number(lack["have"], 0),
        )  # fmt: skip
    return {
        "no-rhythm": tr("no more than chance would make of the hours"),
        "no-such-band": tr("the chosen ranges have none"),
        "too-few-errors": tr("needs more days to be tried on"),
        "days-too-alike": tr("neighbouring days are too much alike to tell"),
        "nothing-before": tr("there is nothing before it to compare with"),
        "never-changes": tr("the values never change"),
        "interval-misses": tr("tried on days already known, its interval missed too many"),
        "no-better-than-mean": tr("tried on days already known, it was no better than a mean"),
        "period-too-long": tr("the period is too long; take a year at most"),
        "age-unknown": tr("the birth date is not known"),
        "too-young": tr("the formula is one of adults"),
        "too-few-minutes": tr("needs an hour of recorded pulse"),
        "no-threshold": tr("there is no usual amount that makes a day active"),
        "no-height": tr("the height is not known"),
    }.get(reason, tr("there is too little to tell it from"))
