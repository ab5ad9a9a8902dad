"""Nightscout: entries and treatments, as its API and its database's dump tell them.

`date` is the truth; `dateString` and `utcOffset` only tell the offset. Servers rewrite
times to UTC, so an offset of zero says nothing: then the zone asked for counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from healthdesk.domain.records import Comparator, Draft
from healthdesk.domain.times import OFFSET_MAX, OFFSET_MIN, from_datetime
from healthdesk.exchange import glucose_values as values
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.csv_rows import rows
from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.glucose_values import FINGERSTICK, GLUCOSE
from healthdesk.exchange.json_items import amount, first_item, items
from healthdesk.exchange.local_times import WallClock
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

VENDOR: Final = "Nightscout"
TYPES: Final = frozenset({"sgv", "mbg", "cal", "rawbg", "etc"})
# Lower values are codes of errors (5: no antenna, 10: power deviation …).
LEAST: Final = 39.0
# What Dexcom's receivers tell for less than 40 and more than 400.
BELOW, ABOVE = 39.0, 401.0
# Times in seconds are smaller, as milliseconds they lie before 1971.
SECONDS_BELOW: Final = 4e10
# The first of 2000: before that no sensor was; uploaders without a clock count from 1970.
EARLIEST_MS: Final = 946_684_800_000
# Two uploaders tell one reading within this time.
TOGETHER_MS: Final = 60_000
RECENT: Final = 24
# Meters show from 20 mg/dL, and up to 33.3 mmol/L.
METER_MG_FROM, METER_MMOL_TO = 20.0, 33.3
# A bolus that fills the tube, of which nobody gets anything.
PRIMING: Final = "PRIMING"
COLUMNS: Final = ("dateString", "date", "sgv", "direction", "device")

# "2023-11-17T02:32:37.089Z",1700188357089,118,"Flat","xDrip"
_TABLE = re.compile(
    r'"?\d{4}-\d\d-\d\dT[^",\t]{5,30}"?(?P<sign>[,\t])"?\d{9,14}(?:\.\d+)?"?(?P=sign)"?\d*"?'
    r'(?P=sign)"?[A-Za-z ]*"?(?P=sign)[^,\t]*\Z'
)
# The third generation of the API wraps what it was asked for.
_ANSWER = re.compile(r'\s*\{[^\[\]{}]{0,200}"result"\s*:\s*(?=\[)')
LOOK_INTO: Final = 1024
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)\Z")


def recognises(head: Head) -> bool:
    if _TABLE.match(head.first_line):
        return True
    text = head.text.lstrip()
    if not text.startswith(("[", "{")):
        return False
    answer = _ANSWER.match(text)
    item = first_item(text[answer.end() :] if answer else text)
    return isinstance(item, dict) and (_is_entry(item) or _is_treatment(item))


def _beginning(data: bytes) -> str:
    return data.decode(encoding_of(data), "replace").removeprefix("\ufeff")


def _is_entry(item: Mapping[str, Any]) -> bool:
    if not {"date", "dateString", "sysTime"} & item.keys():
        return False
    return "sgv" in item or "mbg" in item or (item.get("type") in TYPES and "device" in item)


def _is_treatment(item: Mapping[str, Any]) -> bool:
    # The third generation of the API asks for `date` alone.
    return isinstance(item.get("eventType"), str) and bool(item.keys() & {"created_at", "date"})


def parser(files: Files, options: Options) -> Parser:
    return Nightscout(files, options)


class Nightscout:
    """Dumps and answers of the API, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self._gathering = Gathering("nightscout", files, options)
        self._clock = WallClock(options.zone)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        # Instant, value and device of the last readings.
        recent: deque[tuple[int, float, str]] = deque(maxlen=RECENT)
        for number, entry in self._entries(member):
            self._entry(entry, number, index, recent)
            yield

    def _entries(self, member: str) -> Iterator[tuple[int, Any]]:
        beginning = self._files.peek(member, 64).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        if beginning[:1] in (b"[", b"{"):
            answer = _ANSWER.match(_beginning(self._files.peek(member, LOOK_INTO)))
            yield from items(self._files, member, ("result",) if answer else ())
            return
        for line, cells in rows(self._files, member):
            yield line, dict(zip(COLUMNS, cells, strict=False))

    def _entry(
        self, entry: Any, line: int, member: int, recent: deque[tuple[int, float, str]]
    ) -> None:
        if not isinstance(entry, dict):
            self._gathering.reject(line, "json-no-reading", member)
            return
        if entry.get("isValid") is False:
            # Only what was deleted has it.
            self.tally.ignore("deleted")
            return
        if _is_treatment(entry):
            self._treatment(entry, line, member)
            return
        kind = values.text(entry, "type") or ("mbg" if "mbg" in entry else "sgv")
        if kind not in {"sgv", "mbg"}:
            self.tally.ignore(values.kind(kind))
            return
        told = _plain(entry.get(kind))
        if told is None and kind == "mbg":
            # Some uploaders write every value as that of a sensor.
            told = _plain(entry.get("sgv"))
        if told is None or told == "":
            self.tally.ignore(f"{kind} without a value")
            return
        value = amount(told)
        if isnan(value):
            self._gathering.reject(line, "not-a-number", member)
        elif kind == "sgv" and value < LEAST and not _is_mmol(entry, value):
            self.tally.ignore("sgv error code")
        else:
            self._glucose(entry, kind, value, line, member, recent)

    def _glucose(
        self,
        entry: Mapping[str, Any],
        kind: str,
        value: float,
        line: int,
        member: int,
        recent: deque[tuple[int, float, str]],
    ) -> None:
        instant = self._instant(entry)
        if instant is None:
            self._gathering.reject(line, "time-unreadable", member)
            return
        device = values.source(values.text(entry, "device"), VENDOR)
        if _told_already(recent, instant[0], value, device):
            self.tally.ignore("told by a second uploader")
            return
        molar = _is_mmol(entry, value)
        limited = kind == "sgv" and not molar
        value, comparator = _limited(value, device) if limited else (value, "")
        draft = Draft(
            GLUCOSE,
            round(value, 3),
            "mmol/L" if molar else "mg/dL",
            *instant,
            comparator=comparator,
            tags=FINGERSTICK if kind == "mbg" else (),
            source=device,
        )
        self._gathering.take(draft, line, member=member)

    def _treatment(self, treatment: Mapping[str, Any], line: int, member: int) -> None:
        """Carbohydrates, insulin and drops of blood; the note stands with the first of them."""
        if values.text(treatment, "type") == PRIMING:
            self.tally.ignore("priming")
            return
        told = [
            (slug, amount(value), unit, tags)
            for slug, value, unit, tags in _given(treatment)
            if value not in (None, "", 0)
        ]
        if not told:
            self.tally.ignore(values.kind(values.text(treatment, "eventType")))
            return
        instant = self._instant(_as_entry(treatment))
        note = values.note(values.text(treatment, "notes"))
        device = values.text(treatment, "device")
        for slug, value, unit, tags in told:
            if instant is None or isnan(value):
                code = "time-unreadable" if instant is None else "not-a-number"
                self._gathering.reject(line, code, member)
                continue
            known = unit or self._gathering.unit(slug, example=f"{value:g}")
            if known is None:
                continue
            draft = Draft(
                slug, round(value, 4), known, *instant, note=note, tags=tags,
                source=values.source(device, VENDOR, tags),
            )  # fmt: skip
            self._gathering.take(draft, line, member=member)
            note = ""

    def _instant(self, entry: Mapping[str, Any]) -> tuple[int, int] | None:
        text = values.text(entry, "dateString") or values.text(entry, "sysTime")
        moment = _moment(text)
        at = amount(_plain(entry.get("date")))
        if isnan(at):
            if moment is None or moment.tzinfo is None:
                return None
            at_ms = from_datetime(moment)[0]
        else:
            at_ms = round(at * 1000 if 0 < at < SECONDS_BELOW else at)
        if at_ms < EARLIEST_MS:
            return None
        offset = _offset(text) or _whole(_plain(entry.get("utcOffset")))
        if offset and OFFSET_MIN <= offset <= OFFSET_MAX:
            return at_ms, offset
        try:
            offset = self._clock.offset(at_ms)
        except (OverflowError, ValueError):
            return None
        self.tally.time_zone = self._options.zone
        return at_ms, offset


def _given(treatment: Mapping[str, Any]) -> Iterator[tuple[str, Any, str, tuple[str, ...]]]:
    """(type, value as told, unit, tags) of what a treatment may tell."""
    yield "carbohydrates", _plain(treatment.get("carbs")), "g", ()
    # The dose of a bolus; the temporary rates of a pump are no amounts.
    yield values.INSULIN, _plain(treatment.get("insulin")), "units", _acting(treatment)
    if values.text(treatment, "glucoseType").lower() == "finger":
        told = _plain(treatment.get("glucose"))
        yield GLUCOSE, told, _unit_of_drop(treatment, amount(told)), FINGERSTICK


def _acting(treatment: Mapping[str, Any]) -> tuple[str, ...]:
    """A dose is a bolus, but for those of pens, of which it is said by name what they were."""
    if treatment.get("isBasalInsulin") is True:
        return values.LONG
    named = treatment.get("insulinInjections")
    return () if named not in (None, "", "[]", []) else values.RAPID


def _is_mmol(entry: Mapping[str, Any], value: float) -> bool:
    """Whether an entry says of itself that it is not in mg/dL, as all others are, and may be."""
    told = values.text(entry, "units").lower()
    return told.startswith("mmol") and value <= METER_MMOL_TO


def _unit_of_drop(treatment: Mapping[str, Any], value: float) -> str:
    """The unit told, else the only one in which a meter shows such a number; "" for neither."""
    told = values.text(treatment, "units").lower()
    if told.startswith("mmol") or (not told and value < METER_MG_FROM):
        return "mmol/L"
    return "mg/dL" if told.startswith("mg") or (not told and value > METER_MMOL_TO) else ""


def _as_entry(treatment: Mapping[str, Any]) -> dict[str, Any]:
    """A treatment's times under the names that entries have. `created_at` is UTC; other times,
    of some uploaders, tell the place."""
    created, local = (_date_text(treatment.get(key)) for key in ("created_at", "timestamp"))
    moment = _moment(created)
    known = moment is not None and moment.tzinfo is not None
    at = from_datetime(moment)[0] if moment is not None and known else None
    return {
        "date": at or treatment.get("date") or treatment.get("mills"),
        "dateString": local if _offset(local) else created,
        "utcOffset": treatment.get("utcOffset"),
    }


def _date_text(value: Any) -> str:
    """A date-time as a text, also in the wrapping of a database dump ({"$date": "…"})."""
    told = value.get("$date") if isinstance(value, dict) else value
    return told.strip() if isinstance(told, str) else ""


def _plain(value: Any) -> Any:
    """A value without the wrapping of a database dump ({"$numberLong": "5"})."""
    if isinstance(value, dict) and len(value) == 1:
        ((key, inside),) = value.items()
        return inside if key.startswith("$number") else None
    return value


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _offset(text: str) -> int:
    """Minutes from UTC at the end of a date-time; 0 also where there are none."""
    found = _OFFSET.search(text) if "T" in text or ":" in text else None
    if found is None:
        return 0
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def _whole(value: Any) -> int:
    number = amount(value)
    return 0 if isnan(number) or abs(number) > OFFSET_MAX else round(number)


def _limited(value: float, device: str) -> tuple[float, Comparator]:
    if value == BELOW:
        return 40.0, "<"
    # Libre sensors really measure 401.
    if value == ABOVE and "libre" not in device.lower():
        return 400.0, ">"
    return value, ""


def _told_already(
    recent: deque[tuple[int, float, str]], at: int, value: float, device: str
) -> bool:
    """Whether another device told the same value at the same time; else it is remembered."""
    for known_at, known_value, known_device in recent:
        same = known_value == value and abs(known_at - at) <= TOGETHER_MS
        if same and known_device != device:
            return True
    recent.append((at, value, device))
    return False
