"""Glucose of a period for programs: the key `glucose` of its analytics, ready for JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from healthdesk.domain import units
from healthdesk.domain.glucose import (
    ADULT,
    BANDS,
    NEEDED_DAYS,
    NEEDED_SHARE,
    RANGES,
    Coverage,
    Ranges,
    Reading,
    own_ranges,
)
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import withheld
from healthdesk.domain.times import isoformat
from healthdesk.settings import Settings
from healthdesk.storage import figures
from healthdesk.storage.database import Connection

if TYPE_CHECKING:
    from healthdesk.domain.glucose_figures import Figures, Trace
    from healthdesk.domain.glucose_profile import Episode, Episodes, ProfilePoint
    from healthdesk.services.period_data import PeriodData

SLUG: Final = "blood-glucose"
# Shown of any readings; everything else waits for enough of them.
PLAIN: Final = ("mean", "median", "sd")
LEAST: Final = {"mean": 1, "median": 1, "sd": 2}

Convert = Callable[[float], float]


def readings_of(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    days: tuple[int, int],
    within: tuple[int, int] | None = None,
) -> list[Reading]:
    """The readings of local days as they were given, duplicates among them, ascending."""
    rows = figures.told_readings(connection, person_id, kind, *days, within)
    return [
        Reading(
            at, offset, value if given is None else given, unit or kind.unit, value,
            comparator or "", str(source),
        )
        for at, offset, value, given, unit, comparator, source in rows
    ]  # fmt: skip


def ranges_of(settings: Settings) -> Ranges:
    """The ranges that were chosen."""
    name = settings.text("glucose.ranges")
    if name != "own":
        return RANGES[name]
    low, high = settings.get("glucose.own_low"), settings.get("glucose.own_high")
    return own_ranges(float(low), float(high), "mg/dL")


def add_to(answer: dict[str, Any], data: PeriodData, settings: Settings, convert: Convert) -> None:
    """Put the key `glucose` into the analytics of that type, and what is withheld into
    `insufficient`; other types stay as they are. `convert` is from mg/dL to the answer's unit.
    """
    if data.kind.slug != SLUG:
        return
    from healthdesk.domain.glucose_figures import Trace

    trace = Trace.of(
        readings_of(
            data.connection, data.person_id, data.kind, data.period.days, data.period.within
        )
    )
    made, short = document(trace, answer["unit"], convert, ranges_of(settings))
    answer["glucose"] = made
    answer["insufficient"] = {**answer["insufficient"], **short}


def document(
    trace: Trace, unit: str, convert: Convert, ranges: Ranges = ADULT
) -> tuple[dict[str, Any], dict[str, Any]]:
    """All figures, those withheld as null, and why each of these is: `{figure: {need, have,
    reason}}`."""
    from healthdesk.domain.glucose_figures import figures as figures_of
    from healthdesk.domain.glucose_profile import episodes, profile

    found = figures_of(trace, ranges)
    limits = ranges.limits[unit]
    values = {
        **_levels(found, convert),
        **_times(found),
        "tar2": found.shares["very-high"]
        if found.shares and limits.very_high is not None
        else None,
        "agp": _profile(profile(trace), convert),
        "episodes": _episodes(episodes(trace, ranges), trace, convert),
    }
    lack = _lack(found.coverage)
    short: dict[str, Any] = {}
    for name, value in values.items():
        reason = lack if name not in PLAIN else None
        if reason is None and value is None:
            reason = _nothing(name, trace.n - trace.censored)
        if reason is not None:
            short[name] = reason
    told = {name: None if name in short else _clean(value) for name, value in values.items()}
    return {
        **told,
        "unit": unit,
        "bands": {
            "name": ranges.name,
            "unit": unit,
            "very_low": limits.very_low,
            "low": limits.low,
            "high": limits.high,
            "very_high": limits.very_high,
        },
        "n": found.n,
        "censored": found.censored,
        "days": found.coverage.days,
        "coverage": units.canonical(found.coverage.share),
    }, short


def _lack(coverage: Coverage) -> dict[str, Any] | None:
    """Why the readings do not stand for the period; None where they do."""
    if coverage.days < NEEDED_DAYS and not coverage.by_meter:
        return withheld("too-few-days", NEEDED_DAYS, coverage.days)
    if coverage.share < NEEDED_SHARE:
        return withheld("too-rare", NEEDED_SHARE, units.canonical(coverage.share))
    return None


def _nothing(name: str, exact: int) -> dict[str, Any]:
    """Why a figure cannot be made although the readings suffice."""
    if name in LEAST and exact < LEAST[name]:
        return withheld("too-few-readings", LEAST[name], exact)
    if name == "tar2":
        return withheld("no-such-band", None, None)
    return withheld("nothing-to-measure", 1, 0)


def _clean(value: Any) -> Any:
    return units.canonical(value) if isinstance(value, float) else value


def _levels(found: Figures, convert: Convert) -> dict[str, float | None]:
    in_unit = {
        name: None if value is None else convert(value)
        for name, value in (
            ("mean", found.mean), ("median", found.median), ("sd", found.sd),
            ("mage", found.mage), ("modd", found.modd), ("conga", found.conga),
        )
    }  # fmt: skip
    return {
        **in_unit,
        "cv": found.cv,
        "gmi": found.gmi,
        "ea1c": found.ea1c,
        "j_index": found.j_index,
        "lbgi": found.lbgi,
        "hbgi": found.hbgi,
        "grade": found.grade,
        "lability": found.lability,
    }


def _times(found: Figures) -> dict[str, float | None]:
    """Shares of the time, in %; below and above range with their second level."""
    if found.shares is None:
        return dict.fromkeys(("tir", "titr", "tbr", "tbr2", "tar"))
    very_low, low, inside, high, very_high = (found.shares[name] for name in BANDS)
    return {
        "tir": inside,
        "titr": found.titr,
        "tbr": low + very_low,
        "tbr2": very_low,
        "tar": high + very_high,
    }


def _profile(points: tuple[ProfilePoint, ...], convert: Convert) -> list[dict[str, Any]]:
    from healthdesk.domain.glucose_profile import PERCENTILES

    return [
        {
            "minute": point.minute,
            "count": point.n,
            **{
                f"p{percent}": convert(value)
                for percent, value in zip(PERCENTILES, point.values, strict=True)
            },
        }
        for point in points
        if point.values is not None
    ]


def _episodes(
    found: Episodes | None, trace: Trace, convert: Convert
) -> list[dict[str, Any]] | None:
    return None if found is None else [_episode(one, trace, convert) for one in found.every]


def _episode(one: Episode, trace: Trace, convert: Convert) -> dict[str, Any]:
    """Times at the offset of the reading at or before each."""

    def written(instant: int) -> str:
        place = max(0, int(trace.at.searchsorted(instant, side="right")) - 1)
        return isoformat(instant, int(trace.offset[place]))

    return {
        "kind": one.kind,
        "level": one.level,
        "started_at": written(one.started_at),
        "ended_at": written(one.ended_at),
        "minutes": one.minutes,
        "mean": convert(one.mean),
        "extreme": convert(one.extreme),
    }
