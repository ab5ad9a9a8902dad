"""What stands out, in plain sentences with the figures: never a cause, never advice."""

from __future__ import annotations

from typing import Final

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.insights import Insight, Kind
from healthdesk.texts.catalogue import tr, tr_n
from healthdesk.texts.formats import SILENT_UNITS, Format
from healthdesk.texts.names import part_name, type_name, unit_label

# Fewer steps of the last digit than these are told with one digit more.
FEW_STEPS: Final = 3


def insight_kind(kind: Kind) -> str:
    """What insights of one kind are about, for hiding and showing them."""
    return {
        "morning-evening": tr("Morning and evening pressure"),
        "week": tr("The last week"),
        "trend": tr("Trends"),
        "level": tr("New levels"),
        "weekend": tr("Weekends and weekdays"),
        "together": tr("What goes together"),
        "streak": tr("Streaks"),
        "silence": tr("Gaps"),
        "range": tr("Time in range"),
        "outlier": tr("Values to check"),
        "sleep-times": tr("Times of sleep"),
        "sleep-regularity": tr("Regularity of sleep"),
    }[kind]


def insight_sentence(insight: Insight, types: TypeBook, shape: Format) -> str:
    """One sentence with the figure and what it is of: `Morning pressure is 6 mmHg above
    evening, 24 days.`"""
    return _Words(insight, types[insight.type], types, shape).sentence()


def insight_basis(insight: Insight, types: TypeBook, shape: Format) -> str:
    """What the sentence stands on: the days, and the interval where it has one."""
    return _Words(insight, types[insight.type], types, shape).basis()


class _Words:
    def __init__(self, insight: Insight, kind: HealthType, types: TypeBook, shape: Format) -> None:
        self._one, self._kind, self._types, self._shape = insight, kind, types, shape
        self._told = insight.figures

    def sentence(self) -> str:
        match self._one.kind:
            case "morning-evening" | "weekend" | "sleep-times" | "sleep-regularity":
                return self._compared()
            case "week" | "trend" | "level":
                return self._changed()
            case "together":
                return self._together()
            case "streak" | "silence":
                return self._recorded()
            case "range":
                return self._in_range()
            case "outlier":
                return self._to_check()

    def basis(self) -> str:
        first, last = self._one.days
        said = [
            tr("{start} – {end}", start=self._shape.date(first), end=self._shape.date(last)),
            self._count(),
        ]
        if "low" in self._told and "high" in self._told:
            low, high = self._interval()
            said.append(tr("99 % interval {low} to {high}", low=low, high=high))
        if self._one.kind == "together":
            tested = self._told["tested"]
            said.append(tr_n("of {n} pair compared", "of {n} pairs compared", tested))
        return " · ".join(said)

    def _count(self) -> str:
        n = self._one.n
        match self._one.counted:
            case "days":
                return tr_n("{n} day", "{n} days", n)
            case "weeks":
                return tr_n("{n} week", "{n} weeks", n)
            case "nights":
                return tr_n("{n} night", "{n} nights", n)
        return tr_n("{n} reading", "{n} readings", n)

    def _interval(self) -> tuple[str, str]:
        low, high = self._told["low"], self._told["high"]
        match self._one.kind:
            case "together":
                return self._shape.number(low, 2), self._shape.number(high, 2)
            case "range":
                return self._points(low), self._points(high)
            case "sleep-regularity":
                return self._signed(low, self._shape.number(abs(low), 0)), self._signed(
                    high, self._shape.number(abs(high), 0)
                )
        return self._signed_difference(low), self._signed_difference(high)

    # Values

    @property
    def _name(self) -> str:
        """Of two parts the first one is meant."""
        return self._named(0) if self._kind.parts else type_name(self._kind)

    def _named(self, part: int) -> str:
        name = part_name(self._kind.parts[part].slug)
        return f"{type_name(self._kind)} ({name[:1].lower()}{name[1:]})"

    def _value(self, value: float) -> str:
        if self._one.unit in SILENT_UNITS:
            return self._shape.number(value, self._kind.decimals_in(self._one.unit))
        return self._shape.value(self._kind, value, None, self._one.unit)

    def _difference(self, value: float) -> str:
        """Without its sign."""
        unit, size = self._one.unit, abs(value)
        if unit == "min":
            return self._shape.duration(size)
        text = self._shape.number(size, self._digits())
        label = "" if unit in SILENT_UNITS else unit_label(unit, text)
        return f"{text} {label}" if label else text

    def _digits(self) -> int:
        """As many as readings have; one more for a slope or a difference of a few of their last
        digit, or rounding would hide how large it is."""
        digits = self._kind.decimals_in(self._one.unit)
        told = [self._told[name] for name in ("slope", "difference") if name in self._told]
        few = bool(told) and abs(told[0]) < FEW_STEPS * 10.0**-digits
        return digits + 1 if few else digits

    def _signed_difference(self, value: float) -> str:
        return self._signed(value, self._difference(value))

    @staticmethod
    def _signed(value: float, text: str) -> str:
        if not any(sign in text for sign in "123456789"):
            return text
        return f"{'+' if value > 0 else '−'}{text}"

    def _points(self, value: float) -> str:
        number = self._shape.number(abs(value), 0)
        n = 1 if number == "1" else 2
        return self._signed(value, tr_n("{n} point", "{n} points", n, n=number))

    # Sentences

    def _compared(self) -> str:
        value, n = self._told["difference"], self._one.n
        if self._one.kind == "sleep-regularity":
            now, before = (self._shape.number(self._told[k], 0) for k in ("index", "before"))
            if value > 0:
                return tr("Sleep is more regular than before: index {now}, before {before}.",
                          now=now, before=before)  # fmt: skip
            return tr("Sleep is less regular than before: index {now}, before {before}.",
                      now=now, before=before)  # fmt: skip
        if self._one.kind == "morning-evening":
            size = self._difference(value)
            if value > 0:
                return tr_n(
                    "Morning pressure is {size} above evening, {n} day.",
                    "Morning pressure is {size} above evening, {n} days.",
                    n,
                    size=size,
                )
            return tr_n(
                "Morning pressure is {size} below evening, {n} day.",
                "Morning pressure is {size} below evening, {n} days.",
                n,
                size=size,
            )
        size = self._shape.duration(abs(value)) if self._one.unit == "min" else (
            self._difference(value)
        )  # fmt: skip
        if self._one.kind == "sleep-times":
            if value > 0:
                return tr_n("The middle of sleep is {size} later on weekends, {n} week.",
                            "The middle of sleep is {size} later on weekends, {n} weeks.", n,
                            size=size)  # fmt: skip
            return tr_n("The middle of sleep is {size} earlier on weekends, {n} week.",
                        "The middle of sleep is {size} earlier on weekends, {n} weeks.", n,
                        size=size)  # fmt: skip
        if value > 0:
            return tr_n("{type}: {size} higher on weekends than on weekdays, {n} week.",
                        "{type}: {size} higher on weekends than on weekdays, {n} weeks.", n,
                        type=self._name, size=size)  # fmt: skip
        return tr_n("{type}: {size} lower on weekends than on weekdays, {n} week.",
                    "{type}: {size} lower on weekends than on weekdays, {n} weeks.", n,
                    type=self._name, size=size)  # fmt: skip

    def _changed(self) -> str:
        told, name = self._told, self._name
        if self._one.kind == "week":
            return tr(
                "{type}: {mean} in the last 7 days, {change} against the 7 days before;"
                " usual is up to {usual}.",
                type=name, mean=self._value(told["mean"]),
                change=self._signed_difference(told["difference"]),
                usual=self._difference(told["usual"]),
            )  # fmt: skip
        if self._one.kind == "level":
            return tr(
                "{type}: {after} since {date}, before that {before}.", type=name,
                after=self._value(told["after"]), before=self._value(told["before"]),
                date=self._shape.date(told["since_day"]),
            )  # fmt: skip
        blanks = {"type": name, "slope": self._difference(told["slope"])}
        n = self._one.n
        if told["new"]:
            if told["slope"] > 0:
                return tr_n(
                    "{type}: now going up by {slope} a week, {n} day.",
                    "{type}: now going up by {slope} a week, {n} days.",
                    n,
                    **blanks,
                )
            return tr_n(
                "{type}: now going down by {slope} a week, {n} day.",
                "{type}: now going down by {slope} a week, {n} days.",
                n,
                **blanks,
            )
        if told["slope"] > 0:
            return tr_n(
                "{type}: still going up by {slope} a week, {n} day.",
                "{type}: still going up by {slope} a week, {n} days.",
                n,
                **blanks,
            )
        return tr_n(
            "{type}: still going down by {slope} a week, {n} day.",
            "{type}: still going down by {slope} a week, {n} days.",
            n,
            **blanks,
        )

    def _together(self) -> str:
        other = self._types[self._one.other]
        r = self._shape.number(self._told["r"], 2)
        blanks = {"one": self._name, "other": type_name(other), "r": r}
        n = self._one.n
        if self._told["r"] > 0:
            return tr_n(
                "{one} and {other} go together: high on the same days (r = {r}, {n} day).",
                "{one} and {other} go together: high on the same days (r = {r}, {n} days).",
                n, **blanks,
            )  # fmt: skip
        return tr_n(
            "{one} and {other} go together: one is low when the other is high (r = {r}, {n} day).",
            "{one} and {other} go together: one is low when the other is high (r = {r}, {n} days).",
            n, **blanks,
        )  # fmt: skip

    def _recorded(self) -> str:
        days, name = self._told["days"], type_name(self._kind)
        if self._one.kind == "streak":
            return tr_n("{type}: recorded {n} day in a row, the longest streak in a year.",
                        "{type}: recorded {n} days in a row, the longest streak in a year.",
                        days, type=name)  # fmt: skip
        return tr_n("{type}: nothing recorded for {n} day.",
                    "{type}: nothing recorded for {n} days.", days, type=name)  # fmt: skip

    def _in_range(self) -> str:
        blanks = {
            "type": type_name(self._kind),
            "share": self._shape.number(self._told["share"], 0),
            "before": self._shape.number(self._told["before"], 0),
        }
        if self._told["of"] == "readings":
            return tr("{type}: {share} % of the time in range in the last 28 days, {before} % in"
                      " the 28 days before.", **blanks)  # fmt: skip
        return tr("{type}: {share} % of days in the typical range in the last 28 days, {before} %"
                  " in the 28 days before.", **blanks)  # fmt: skip

    def _to_check(self) -> str:
        told, kind = self._told, self._kind
        name = self._named(told["part"]) if kind.parts else type_name(kind)
        return tr(
            "{type}: {value} on {date} is far from the readings around it (middle {middle}).",
            type=name, value=self._value(told["value"]), date=self._shape.date(told["day"]),
            middle=self._value(told["middle"]),
        )  # fmt: skip
