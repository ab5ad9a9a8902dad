"""What a text typed into a cell of the table means: the fields of the reading to change.

The grammar is quick entry's, so that `178 lb`, `128/82` or `yesterday 8:00` mean the same
everywhere. What can't be read is an `InvalidData` with the field and a code.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from healthdesk.domain.checks import normal_tags
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.quick_entry import Habits, parse
from healthdesk.domain.records import Draft, Record
from healthdesk.domain.times import MINUTE_MS, from_datetime, to_datetime
from healthdesk.ui.record_model import Column

Fields = dict[str, Any]
# A type every catalogue has and whose value can be nothing but this number: it carries the
# time of a line whose value does not matter.
_CARRIER: Final = "weight 70 kg"
# What quick entry says of a line that names a type only; in a cell no name stands before.
_NO_VALUE: Final = "value-missing-of-type"
# A clock time alone stays on the reading's day.
_CLOCK_ALONE: Final = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


@dataclass(frozen=True, slots=True)
class Reading:
    """How this person writes: all that is needed to read a cell."""

    types: TypeBook
    habits: Habits
    now: dt.datetime

    def fields(self, record: Record, column: Column, text: str) -> Fields:
        """What to change in `record` for `text` in `column`; empty where nothing does.

        Raises `InvalidData` for a text that can't be read.
        """
        reader: dict[Column, Callable[[Record, str], Fields]] = {
            Column.VALUE: self.value,
            Column.WHEN: self.when,
            Column.NOTE: self.note,
            Column.TAGS: self.tags,
        }
        fields = reader[column](record, text)
        return {name: new for name, new in fields.items() if getattr(record, name) != new}

    def value(self, record: Record, text: str) -> Fields:
        habits = replace(self.habits, units={**self.habits.units, record.type: record.unit})
        draft = self._one(f"{record.type} {text}", "value", habits)
        timed = draft.recorded_at // MINUTE_MS != from_datetime(self.now)[0] // MINUTE_MS
        if draft.type != record.type or draft.note or draft.tags or timed:
            raise InvalidData(FieldError("value", "value-alone"))
        return {
            "value": draft.value,
            "value2": draft.value2,
            "unit": draft.unit,
            "comparator": draft.comparator,
        }

    def when(self, record: Record, text: str) -> Fields:
        if _CLOCK_ALONE.fullmatch(text.strip()):
            day = to_datetime(record.recorded_at, record.offset).date()
            text = f"{day.isoformat()} {text.strip()}"
        draft = self._one(f"{_CARRIER} {text}", "recorded_at", self.habits)
        if not text.strip() or draft.note or draft.tags:
            raise InvalidData(FieldError("recorded_at", "time-alone"))
        return self._placed(record, draft)

    def _placed(self, record: Record, draft: Draft) -> Fields:
        """A reading taken elsewhere keeps its place: the wall time typed is that place's."""
        zone = self.now.tzinfo
        if zone is None or _offset_at(zone, record.recorded_at) == record.offset:
            return {"recorded_at": draft.recorded_at, "offset": draft.offset}
        wall_moved = (draft.offset - record.offset) * MINUTE_MS
        return {"recorded_at": draft.recorded_at + wall_moved, "offset": record.offset}

    def note(self, record: Record, text: str) -> Fields:
        return {"note": text.strip()}

    def tags(self, record: Record, text: str) -> Fields:
        return {"tags": normal_tags(text.replace(",", " ").split())}

    def _one(self, line: str, field: str, habits: Habits) -> Draft:
        parsed = parse(line, now=self.now, types=self.types, habits=habits)
        if parsed.trouble is not None and parsed.trouble.code == _NO_VALUE:
            raise InvalidData(FieldError(field, "value-alone"))
        if parsed.trouble is not None:
            raise InvalidData(FieldError(field, parsed.trouble.code, **parsed.trouble.params))
        if len(parsed.drafts) != 1:
            raise InvalidData(FieldError(field, "value-alone"))
        return parsed.drafts[0]


def _offset_at(zone: dt.tzinfo, at_ms: int) -> int:
    return from_datetime(to_datetime(at_ms, 0).astimezone(zone))[1]


def value_text(record: Record, kind: HealthType | None, number: Callable[[float], str]) -> str:
    """A reading's value as one would type it, with every digit that was given."""
    text = record.comparator + number(record.value)
    if record.value2 is not None and kind is not None and kind.parts:
        text += f"/{number(record.value2)}"
    silent = kind is not None and (kind.codes or record.unit in ("points", "count", "steps"))
    return text if silent else f"{text} {record.unit}"


def when_text(record: Record, order: str) -> str:
    """A reading's wall time as one would type it: to the minute, seconds only where needed."""
    moment = to_datetime(record.recorded_at, record.offset)
    date = {
        "dmy": f"{moment:%d.%m.%Y}", "mdy": f"{moment:%m/%d/%Y}", "ymd": f"{moment:%Y-%m-%d}",
    }[order]  # fmt: skip
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    return f"{date} {clock}"
