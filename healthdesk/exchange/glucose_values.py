"""What the glucose formats share: units in headers, values beyond the range of the sensor,
what rows become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from healthdesk.domain.checks import SOURCE_MAX, clean_note
from healthdesk.domain.records import NOTE_MAX, Comparator
from healthdesk.domain.typed_text import fold
from healthdesk.exchange.local_times import parse_unparted

GLUCOSE: Final = "blood-glucose"
INSULIN: Final = "insulin"
# What kind of insulin a dose was: for meals and corrections, for the day, or the steady flow of
# a pump.
RAPID: Final = ("rapid",)
LONG: Final = ("long",)
BASAL: Final = ("basal",)
LONG_SOURCE: Final = " (long-acting)"
# Tells a drop of blood from the tissue fluid that a sensor sits in.
FINGERSTICK: Final = ("fingerstick",)

_MILLIGRAMS = re.compile(r"(?:mg|мг)\s*/\s*(?:dl|дл)\)?\Z")
_MILLIMOLES = re.compile(r"(?:mmol|ммоль)\s*/\s*(?:l|л)\)?\Z")
_NONE: Final = frozenset({"", "-", "--", "---", "null", "n/a", "nan", "na"})


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word).low for word in text.split())


_LOW: Final = _words(
    "lo low niedrig tief bajo baja bas basse faible basso bassa laag låg lågt lav lavt baixo baixa"
    " niski niska nízký nízka nízke nizko alacsony matala madal zems žemas scăzut χαμηλή χαμηλό"
    " ниско низкий низкое низько düşük thấp ต่ำ 低 过低 낮음 נמוך منخفض"
)
_HIGH: Final = _words(
    "hi high hoch alto alta haut haute élevé élevée hoog hög högt høy høyt høj højt wysoki wysoka"
    " vysoký vysoká vysoko magas korkea kõrge augsts aukštas ridicat υψηλή υψηλό високо высокий"
    " высокое yüksek cao สูง 高 过高 높음 גבוה مرتفع"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most a sensor tells, by unit."""

    low: Mapping[str, float]
    high: Mapping[str, float]


def limits(low: float, high: float, low_mmol: float, high_mmol: float) -> Limits:
    return Limits(
        MappingProxyType({"mg/dL": low, "mmol/L": low_mmol}),
        MappingProxyType({"mg/dL": high, "mmol/L": high_mmol}),
    )


def unit_in(header: str) -> str:
    """The unit of glucose at the end of a column's name; "" where there is none."""
    low = fold(header).low.strip()
    if _MILLIGRAMS.search(low):
        return "mg/dL"
    return "mmol/L" if _MILLIMOLES.search(low) else ""


def is_none(text: str) -> bool:
    """Whether a cell says that nothing was measured."""
    return text.strip().lower() in _NONE


def glucose(text: str, unit: str, sensor: Limits) -> tuple[float, Comparator]:
    """Value and comparator of a cell; NaN for what is no number. "Low" and "<40" are
    less than a limit, no number: the limit stands for them."""
    bare = fold(text).low.strip()
    if bare in _LOW and unit in sensor.low:
        return sensor.low[unit], "<"
    if bare in _HIGH and unit in sensor.high:
        return sensor.high[unit], ">"
    if bare[:1] in ("<", ">"):
        return parse_unparted(bare[1:].lstrip("=")), "<" if bare[0] == "<" else ">"
    return parse_unparted(bare), ""


def source(text: str, otherwise: str, tags: tuple[str, ...] = ()) -> str:
    """A device as the source of its readings. Doses for the day have one of their own: a dose
    for a meal may be of the same amount at the same time, and is another."""
    name = " ".join(clean_note(text).split())[:SOURCE_MAX] or otherwise
    return f"{name[: SOURCE_MAX - len(LONG_SOURCE)]}{LONG_SOURCE}" if tags == LONG else name


def kind(word: str) -> str:
    """A format's own word for something that is not kept, for the report."""
    return " ".join(clean_note(word).split())[:40] or "empty row"


def note(text: str) -> str:
    """What a person wrote, as it is stored."""
    return clean_note(text)[:NOTE_MAX]


def text(item: Mapping[str, Any], key: str) -> str:
    """A text of a JSON object; "" where there is none."""
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""
