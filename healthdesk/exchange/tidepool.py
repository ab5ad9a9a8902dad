"""Tidepool: its export as JSON or as a workbook with a sheet for each type of data.

Glucose is stored in mmol/L; an export in mg/dL multiplies it by 18.01559 without rounding.
Each row has its UTC time, and its local time or the offset beside it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from math import isnan, nan
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import Comparator, Draft
from healthdesk.domain.times import MINUTE_MS, OFFSET_MAX, OFFSET_MIN, from_datetime
from healthdesk.exchange import glucose_values as values
from healthdesk.exchange import workbook
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.glucose_values import FINGERSTICK, GLUCOSE
from healthdesk.exchange.json_items import amount, first_item, items
from healthdesk.exchange.local_times import WallClock
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

VENDOR: Final = "Tidepool"
TYPES: Final = frozenset(
    {
        "cbg", "smbg", "bloodKetone", "food", "wizard", "basal", "bolus", "upload", "deviceEvent",
        "physicalActivity", "pumpSettings", "cgmSettings", "reportedState", "water", "insulin",
        "dosingDecision", "controllerSettings", "controllerStatus", "pumpStatus", "alert",
    }
)  # fmt: skip
GLUCOSES: Final = frozenset({"cbg", "smbg"})
# Marks of what was replaced or deleted, in copies of the database.
GONE: Final = ("archivedTime", "deletedTime")
# Headers of a sheet → keys of the JSON.
KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Zulu Time": "time", "Local Time": "localTime", "Tidepool Data Type": "type",
        "Tidepool Wizard Type": "type", "Value": "value", "Units": "units",
        "Timezone Offset": "timezoneOffset", "Device Id": "deviceId", "Annotations": "annotations",
        "Normal": "normal", "Extended": "extended", "Rate": "rate", "Duration (mins)": "minutes",
        "Nutrition": "nutrition", "Carb Input": "carbInput", "Name": "name",
    }
)  # fmt: skip
# A sheet for each type of data.
SHEETS: Final = frozenset(
    {
        "CGM", "SMBG", "Blood Ketone", "Food", "Bolus Calculator", "Basal", "Bolus", "Upload",
        "Device Event", "Physical Activity", "Pump Settings", "Basal Schedules", "BG Targets",
        "Carb Ratios", "Insulin Sensitivities",
    }
)  # fmt: skip
TYPE_HEADERS: Final = ("Tidepool Data Type", "Tidepool Wizard Type")
OUT_OF_RANGE: Final = "bg/out-of-range"
# Thresholds are told in mg/dL, whatever the unit of the value.
MMOL_BELOW: Final = 35.0
# Kinds of acting, as the data model has them.
ACTING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "rapid": values.RAPID, "short": values.RAPID, "intermediate": values.LONG,
        "long": values.LONG,
    }
)  # fmt: skip
HOUR_MS: Final = 3_600_000
EMBEDDED_MAX: Final = 100_000
# An export in mg/dL is this near to the whole number the device told.
NEAR: Final = 0.02


def recognises(head: Head) -> bool:
    if head.inside:
        return workbook.is_workbook(head.inside) and _is_export(head.files, head.member)
    text = head.text.lstrip()
    if not text.startswith(("[", "{")):
        return False
    item = first_item(text)
    if not isinstance(item, dict) or not isinstance(item.get("time"), str):
        return False
    kind = values.text(item, "type").partition(".")[0]
    told = kind in GLUCOSES and "value" in item
    return kind in TYPES and (told or "uploadId" in item or "deviceId" in item)


def _is_export(files: Files, member: str) -> bool:
    """Whether the workbook's first table with one of the names has Tidepool's header."""
    try:
        known = next((name for name in workbook.sheets(files, member) if name in SHEETS), None)
        rows = () if known is None else workbook.rows(files, member, known)
        return _is_header(next(iter(rows), (0, ()))[1])
    except BadFile:
        return False


def _is_header(cells: tuple[workbook.Cell, ...]) -> bool:
    return "Zulu Time" in cells and any(header in cells for header in TYPE_HEADERS)


def parser(files: Files, options: Options) -> Parser:
    return Tidepool(files, options)


class Tidepool:
    """Exports, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self._gathering = Gathering("tidepool", files, options)
        self._clock = WallClock(options.zone)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        for line, datum in self._data(member):
            self._datum(datum, line, index)
            yield

    def _data(self, member: str) -> Iterator[tuple[int, Any]]:
        if not self._files.peek(member, 2).startswith(b"PK"):
            yield from items(self._files, member)
            return
        for sheet in workbook.sheets(self._files, member):
            if sheet in SHEETS:
                yield from self._sheet(member, sheet)

    def _sheet(self, member: str, sheet: str) -> Iterator[tuple[int, Any]]:
        keys: list[str] = []
        for line, cells in workbook.rows(self._files, member, sheet):
            if not keys:
                if not _is_header(cells):
                    return
                keys = [KEYS.get(str(cell), "") for cell in cells]
            else:
                yield line, dict(zip(keys, cells, strict=False))

    def _datum(self, datum: Any, line: int, member: int) -> None:
        if not isinstance(datum, dict):
            self._gathering.reject(line, "json-no-reading", member)
        elif datum.get("_active") is False or any(datum.get(key) for key in GONE):
            self.tally.ignore("deleted")
        else:
            self._reading(datum, line, member)

    def _reading(self, datum: Mapping[str, Any], line: int, member: int) -> None:
        kind = values.text(datum, "type")
        ended = nan
        tags: tuple[str, ...] = FINGERSTICK if kind == "smbg" else ()
        if kind in GLUCOSES:
            value, unit, comparator = _glucose(datum)
            slug = GLUCOSE
        elif kind == "bloodKetone":
            slug, unit, comparator = "ketones", "mmol/L", _beyond(datum)[0]
            value = round(amount(datum.get("value")), 5)
        elif kind in {"food", "wizard"}:
            slug, unit, comparator = "carbohydrates", "g", ""
            value = _carbohydrates(datum, kind)
            if value == 0:
                self.tally.ignore(f"{kind} without carbohydrates")
                return
        elif kind in {"bolus", "basal", "insulin"}:
            slug, unit, comparator = values.INSULIN, "units", ""
            value, ended, tags = _dose(datum, kind)
            if value == 0:
                self.tally.ignore(f"{kind} without insulin")
                return
        else:
            self.tally.ignore(values.kind(kind))
            return
        if isnan(value):
            self._gathering.reject(line, "not-a-number", member)
            return
        known = unit or self._gathering.unit(slug, example=value)
        if known is None:
            return
        instant = self._instant(datum)
        if instant is None:
            self._gathering.reject(line, "time-unreadable", member)
            return
        draft = Draft(
            slug,
            value,
            known,
            *instant,
            comparator=comparator,
            ended_at=None if isnan(ended) else instant[0] + round(ended),
            note=_note(datum, kind),
            tags=tags,
            source=values.source(values.text(datum, "deviceId"), VENDOR, tags),
        )
        self._gathering.take(draft, line, member=member)

    def _instant(self, datum: Mapping[str, Any]) -> tuple[int, int] | None:
        moment = _moment(datum.get("time"))
        if moment is None:
            return None
        at = from_datetime(moment)[0]
        offset = amount(datum.get("timezoneOffset"))
        local = _moment(datum.get("localTime"))
        if isnan(offset) and local is not None:
            offset = (from_datetime(local)[0] - at) / MINUTE_MS
        if not isnan(offset) and OFFSET_MIN <= offset <= OFFSET_MAX:
            return at, round(offset)
        try:
            told = self._clock.offset(at)
        except (OverflowError, ValueError):
            return None
        self.tally.time_zone = self._options.zone
        return at, told


def _moment(value: Any) -> dt.datetime | None:
    """A time of the file; without an offset it is UTC, as a cell of a sheet has it."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, dt.datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def _glucose(datum: Mapping[str, Any]) -> tuple[float, str, Comparator]:
    """Value, unit and comparator; NaN where the datum tells no number or no known unit."""
    comparator, threshold = _beyond(datum)
    if comparator and not isnan(threshold):
        return threshold, "mg/dL" if threshold > MMOL_BELOW else "mmol/L", comparator
    value, unit = amount(datum.get("value")), values.unit_in(values.text(datum, "units"))
    if isnan(value) or (not unit and "units" in datum):
        return nan, unit, ""
    if unit != "mg/dL":
        return round(value, 5), unit, comparator
    whole = round(value)
    return (float(whole) if abs(value - whole) < NEAR else round(value, 2)), unit, comparator


def _beyond(datum: Mapping[str, Any]) -> tuple[Comparator, float]:
    """Whether the value is beyond what the device can tell, and where that ends."""
    annotations = _embedded(datum.get("annotations"))
    for annotation in annotations if isinstance(annotations, list) else ():
        if not isinstance(annotation, dict) or annotation.get("code") != OUT_OF_RANGE:
            continue
        side = values.text(annotation, "value")
        comparator: Comparator = "<" if side == "low" else ">" if side == "high" else ""
        return comparator, amount(annotation.get("threshold"))
    return "", nan


def _dose(datum: Mapping[str, Any], kind: str) -> tuple[float, float, tuple[str, ...]]:
    """Units given, over how many ms (NaN: at once), and what kind. 0 units where there are
    none, NaN where they are no number."""
    if kind == "bolus":
        parts = [datum.get(key) for key in ("normal", "extended")]
        given = [amount(part) for part in parts if part is not None and part != ""]
        return round(sum(given), 4), nan, values.RAPID
    if kind == "insulin":
        acting = _inside(datum, "formulation", "simple", "actingType")
        total = _inside(datum, "dose", "total")
        tags = ACTING.get(acting, ()) if isinstance(acting, str) else ()
        return (0.0 if total is None else amount(total)), nan, tags
    rate = datum.get("rate")
    lasted = amount(datum["minutes"]) * MINUTE_MS if "minutes" in datum else _told_ms(datum)
    if rate is None or rate == "" or amount(rate) == 0 or lasted == 0:
        return 0.0, nan, values.BASAL
    return round(amount(rate) * lasted / HOUR_MS, 4), lasted, values.BASAL


def _told_ms(datum: Mapping[str, Any]) -> float:
    told = datum.get("duration")
    return 0.0 if told is None else amount(told)


def _carbohydrates(datum: Mapping[str, Any], kind: str) -> float:
    """Grams; 0 where the datum has none."""
    if kind == "wizard":
        exchanges = values.text(datum, "carbUnits").startswith("exchange")
        told = None if exchanges else datum.get("carbInput")
    else:
        told = _inside(datum, "nutrition", "carbohydrate", "net")
        if told is None:
            told = _inside(datum, "nutrition", "carbohydrate", "total")
    return 0.0 if told is None or told == "" else round(amount(told), 3)


def _inside(datum: Any, *keys: str) -> Any:
    """A value at a path of keys; the export joins some of them with points and writes what
    is below others as a text."""
    if not keys:
        return datum
    inside = _embedded(datum)
    if isinstance(inside, dict):
        for count in range(len(keys), 0, -1):
            joined = ".".join(keys[:count])
            if joined in inside:
                return _inside(inside[joined], *keys[count:])
    return None


def _embedded(value: Any) -> Any:
    """JSON written as a text inside JSON or a cell."""
    if not isinstance(value, str) or len(value) > EMBEDDED_MAX:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _note(datum: Mapping[str, Any], kind: str) -> str:
    """What a food is called."""
    return values.note(values.text(datum, "name")) if kind == "food" else ""
