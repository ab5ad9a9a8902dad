"""Numbers as people type them: `128/82`, `<40`, `8 400`, `12 st 8 lb`, `1m80`, `7h20`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from healthdesk.domain import units
from healthdesk.domain.entry_line import TypedLine
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Comparator
from healthdesk.domain.typed_text import read_number

GLUCOSE: Final = "blood-glucose"
# A reading beyond what the device measures: 40-400 mg/dL on glucose sensors.
_BEYOND: Final = {"<": 40.0, ">": 400.0}
NUMBER: Final = re.compile(r"[+-]?(?:[0-9](?:[0-9.,']*[0-9])?|[.,][0-9]+)")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]{1,9})?(?![0-9]|[.,:/][0-9])")
_NUMBER_AHEAD: Final = re.compile(r"[+-]?[.,]?[0-9]|[<>]")
_EXPONENT: Final = re.compile(r"e[+-]?[0-9]+")
_COMPARATOR: Final = re.compile(r"([<>])=?\s*")
_BEYOND_WORD: Final = re.compile(r"(?:(?P<low>low|lo|niedrig|tief)|(?:high|hi|hoch))(?![^\W_])")
_NOT_FINITE: Final = re.compile(r"[+-]?(?:nan|inf|infinity|∞)(?![^\W_])")
_SLASH: Final = re.compile(r"\s?(?:/\s?|(?:over|uber|zu)\s)(?=[+-]?[0-9.,])")
_STONE: Final = re.compile(
    r"(?P<a>[0-9]{1,3})\s?(?:st|stones?)\s?"
    r"(?P<b>[0-9]{1,2}(?:[.,][0-9]{1,3})?)(?:\s?(?:lbs?|pounds?)|(?<=[a-z][0-9])|(?<=[a-z][0-9]{2}))"
    r"(?![\w:/]|[.,][0-9])"
)
_FEET: Final = re.compile(
    r"(?P<a>[0-9]{1,2})\s?(?:ft|feet|foot|')\s?"
    r"(?P<b>[0-9]{1,2}(?:[.,][0-9]{1,3})?)(?:\s?(?:in|inch|inches|\"|''))?(?![\w:/]|[.,][0-9])"
)
_METRES: Final = re.compile(r"(?P<a>[0-9])\s?m\s?(?P<b>[0-9]{2})(?![\w:/]|[.,][0-9])")
_HOURS: Final = re.compile(
    r"(?P<a>[0-9]{1,3})\s?(?:h|hrs?|hours?|std|stunden?)\.?"
    r"(?:\s?(?P<b>[0-9]{1,2})\s?(?:m|mins?|minutes?|minuten)|(?P<c>[0-9]{1,2}))(?![\w:/]|[.,][0-9])"
)
_MINUTES: Final = re.compile(
    r"(?P<a>[0-9]{1,3})\s?(?:m|mins?|minutes?|minuten)\s?"
    r"(?P<b>[0-9]{1,2}(?:[.,][0-9]{1,3})?)\s?(?:s|secs?|seconds?|sek|sekunden)(?![\w:/])"
)
_STOPWATCH: Final = re.compile(
    r"(?P<a>[0-9]{1,3}):(?P<b>[0-9]{2})(?::(?P<c>[0-9]{2}))?(?![\w:/]|[.,][0-9])"
    r"(?:\s?(?:h|hrs?|std|min)(?![^\W_]))?"
)
UNIT_WORD: Final = re.compile(r"[^\s#,;!?<>=()]+")


@dataclass(frozen=True, slots=True)
class Value:
    """One value as typed: number(s), the unit if one was typed, and its stretch of the line."""

    value: float
    value2: float | None
    unit: str | None
    start: int
    end: int
    comparator: Comparator = ""


class ValueReader:
    """Reads values of one line; `decimal` is the person's decimal sign."""

    __slots__ = ("_decimal", "_line", "_low")

    def __init__(self, line: TypedLine, decimal: str) -> None:
        self._line, self._low, self._decimal = line, line.low, decimal

    def begins(self, pos: int, kind: HealthType | None) -> bool:
        """Whether a value can begin here, of a type that is known or not."""
        low = self._low
        return (
            _NUMBER_AHEAD.match(low, pos) is not None
            or _NOT_FINITE.match(low, pos) is not None
            or (
                kind is not None
                and kind.slug == GLUCOSE
                and _BEYOND_WORD.match(low, pos) is not None
            )
        )

    def read(self, pos: int, kind: HealthType | None) -> tuple[Value, int]:
        """The value that begins at `pos`, and where it ends. Raises `Stop`."""
        low = self._low
        beyond = _BEYOND_WORD.match(low, pos)
        if beyond is not None:
            sign: Comparator = "<" if beyond["low"] else ">"
            end = beyond.end()
            return Value(_BEYOND[sign], None, "mg/dL", pos, end, sign), end
        if _NOT_FINITE.match(low, pos):
            found = UNIT_WORD.match(low, pos)
            self.unreadable(pos, found.end() if found else pos + 1, kind)
        start, comparator = pos, ""
        compared = _COMPARATOR.match(low, pos)
        if compared is not None:
            comparator, pos = compared[1], compared.end()
        compound = self._compound(pos, kind) if not comparator else None
        if compound is not None:
            return replace(compound, start=start), compound.end
        value, pos = self._number(pos, kind)
        value2 = None
        slash = _SLASH.match(low, pos)
        if slash is not None and not comparator and (kind is None or kind.parts):
            value2, pos = self._number(slash.end(), kind)
        sign = "<" if comparator == "<" else ">" if comparator == ">" else ""
        return Value(value, value2, None, start, pos, sign), pos

    def _number(self, pos: int, kind: HealthType | None) -> tuple[float, int]:
        low = self._low
        found = (_GROUPED.match(low, pos) if _may_be_thousands(kind) else None) or (
            NUMBER.match(low, pos)
        )
        if found is None:
            self.unreadable(min(pos, len(low) - 1), pos, kind)
        exponent = _EXPONENT.match(low, found.end())
        value = read_number(found.group(), self._decimal)
        if value is None or exponent is not None:
            self.unreadable(pos, exponent.end() if exponent else found.end(), kind)
        return value, found.end()

    def _compound(self, pos: int, kind: HealthType | None) -> Value | None:
        """Values of two units: 12 st 8 lb, 5 ft 11, 1m80, 7h20, 24:31."""
        low = self._low
        allowed = ("st", "lb") if kind is None else kind.units
        if "st" in allowed and "lb" in allowed and (found := _STONE.match(low, pos)):
            return self._sum_up(found, 14, "lb", kind)
        if kind is None:
            return None
        if "in" in allowed and "ft" in allowed and (found := _FEET.match(low, pos)):
            return self._sum_up(found, 12, "in", kind)
        if "m" in allowed and "cm" in allowed and (found := _METRES.match(low, pos)):
            return self._sum_up(found, 100, "cm", kind)
        return self._duration(kind, pos) if is_duration(kind) else None

    def _sum_up(self, found: re.Match[str], many: int, unit: str, kind: HealthType | None) -> Value:
        rest = float(found["b"].replace(",", "."))
        if rest >= many:
            self.unreadable(found.start(), found.end(), kind)
        return Value(int(found["a"]) * many + rest, None, unit, found.start(), found.end())

    def _duration(self, kind: HealthType, pos: int) -> Value | None:
        low = self._low
        if found := _HOURS.match(low, pos):
            parts = (int(found["a"]), int(found["b"] or found["c"]), 0.0)
        elif found := _MINUTES.match(low, pos):
            parts = (0, int(found["a"]), float(found["b"].replace(",", ".")))
        elif found := _STOPWATCH.match(low, pos):
            first, second = int(found["a"]), int(found["b"])
            if found["c"]:
                parts = (first, second, float(found["c"]))
            elif kind.group == "performance" or "h" not in kind.units:
                parts = (0, first, float(second))
            else:
                parts = (first, second, 0.0)
        else:
            return None
        hours, minutes, seconds = parts
        if seconds >= 60 or (hours and minutes >= 60):
            self.unreadable(found.start(), found.end(), kind)
        total = hours * 3600 + minutes * 60 + seconds
        unit = "min" if "min" in kind.units and (not seconds or "s" not in kind.units) else "s"
        if unit not in kind.units:
            unit = "h"
        amount = units.convert(total, "s", unit)
        return Value(round(amount, 6), None, unit, found.start(), found.end())

    def unreadable(self, start: int, end: int, kind: HealthType | None) -> NoReturn:
        """Stop: what stands there is no number."""
        low = self._low
        found = UNIT_WORD.match(low, start)
        end = min(max(end, found.end() if found else end), len(low))
        raise self._line.trouble(
            "number-unreadable", self.text_params(start, end, kind), start, end
        )

    def text_params(self, start: int, end: int, kind: HealthType | None) -> dict[str, object]:
        """The blanks of a trouble with a stretch of the line."""
        params: dict[str, object] = {"text": self._line.typed(start, end)}
        if kind is not None:
            params["type"] = kind.slug
        return params


def _may_be_thousands(kind: HealthType | None) -> bool:
    """Whether `8 400` can be one number: not where values stay under a thousand."""
    return kind is None or (kind.hard.high is not None and kind.hard.high >= 1000)


def is_duration(kind: HealthType) -> bool:
    return any(unit in kind.units for unit in ("min", "h", "s"))
