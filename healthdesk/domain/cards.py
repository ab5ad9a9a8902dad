"""What a card of Today shows; apart from `series`, so that Today loads no numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from healthdesk.domain.pressure_guidelines import Rule, Standing


@dataclass(frozen=True, slots=True)
class PressureCard:
    """The rule and its range (`place`) that the last reading falls into, and how the readings
    of the last seven days stand; None without any."""

    rule: Rule
    place: int
    week: Standing | None


@dataclass(frozen=True, slots=True)
class Card:
    """One type on Today: the last value and the 7-day mean beside the 7 days before.

    Values in `unit` (the person's choice for the type). `mean`, `before` are None without
    readings in the span. Of types that grow all day the seven days are the last that are over.
    `value2` etc. hold the second part of a two-part type.
    `spark`: the last 30 daily values as (day ordinal, value), gaps left out.
    """

    type: str
    unit: str
    value: float
    value2: float | None
    comparator: str
    recorded_at: int
    offset: int
    source: str
    mean: float | None
    mean2: float | None
    before: float | None
    before2: float | None
    days: int
    verdict: Literal["in-range", "above", "below", "none"]
    spark: tuple[tuple[int, float], ...] = ()
    # Of types that are summed up: the local day whose total is shown.
    day: int | None = None
    pressure: PressureCard | None = None
