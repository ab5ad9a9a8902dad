"""The figures of blood pressure as lines of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from healthdesk.cli.session import Session
from healthdesk.domain import units
from healthdesk.domain.blood_pressure import SLUG, Setting
from healthdesk.domain.home_protocol import Missing
from healthdesk.domain.pressure_guidelines import Bounds, guideline
from healthdesk.texts import tr, unit_label
from healthdesk.texts.pressure import (
    by_rule,
    class_name,
    in_bounds,
    missing_words,
    setting_name,
)


def pressure_lines(session: Session, answer: Mapping[str, Any]) -> list[str]:
    """Class by place, morning and evening, night and the week at home; none of other types."""
    found = answer.get("blood_pressure")
    if found is None:
        return []
    made = _Lines(session, found, answer["unit"])
    return [*made.latest(), *made.classes(), *made.times_of_day(), *made.night(), *made.week()]


class _Lines:
    def __init__(self, session: Session, found: Mapping[str, Any], unit: str) -> None:
        self._number = session.format.number
        self._found = found
        self._kept, self._unit = unit, unit_label(unit)

    def _both(self, mean: Mapping[str, Any]) -> str:
        parts = (self._number(mean[name], 1) for name in ("systolic", "diastolic"))
        return f"{'/'.join(parts)} {self._unit}"

    def latest(self) -> list[str]:
        """The newest reading, which has a range and no class."""
        found = self._found["latest"]
        if found is None:
            return []
        told = found["systolic"], found["diastolic"]
        first, second = (
            units.canonical(units.convert(value, self._kept, "mmHg")) for value in told
        )
        digits = units.decimals(self._kept, SLUG)
        ends = found["range"]
        bounds = Bounds(tuple(ends["systolic"]), tuple(ends["diastolic"]), ends["both"])
        reading = "/".join(self._number(value, digits) for value in told)
        return [
            tr(
                "Latest {reading}: {range}",
                reading=f"{reading} {self._unit}", range=in_bounds(bounds, (first, second)),
            )
        ]  # fmt: skip

    def classes(self) -> list[str]:
        """Of each place with enough readings."""
        rules = guideline(self._found["guideline"])
        places: dict[Setting, Any] = self._found["settings"]
        return [
            tr(
                "Mean {place} {mean}: {class_}",
                place=setting_name(place), mean=self._both(one["mean"]),
                class_=by_rule(class_name(one["class"]), rules.rule(place)),
            )
            for place, one in places.items()
            if one["class"] is not None
        ]  # fmt: skip

    def times_of_day(self) -> list[str]:
        morning, evening = self._found["morning"], self._found["evening"]
        if morning is None or evening is None:
            return []
        return [
            tr(
                "Mornings {morning}, evenings {evening}",
                morning=self._both(morning), evening=self._both(evening),
            )
        ]  # fmt: skip

    def night(self) -> list[str]:
        dip, rise = self._found["night_dip"], self._found["morning_rise"]
        lines = []
        if dip is not None:
            share = self._number(dip["systolic"], 0)
            lines.append(tr("By night {share} % below the day (systolic)", share=share))
        if rise is not None:
            amount = f"{self._number(rise['systolic'], 1)} {self._unit}"
            lines.append(tr("Rise in the morning: {amount} (systolic)", amount=amount))
        return lines

    def week(self) -> list[str]:
        """What the newest week at home has or lacks."""
        week = self._found["protocol"]
        if week is None:
            return []
        if week["mean"] is None:
            missing = Missing(week["missing"]["mornings"], week["missing"]["evenings"])
            return [tr("Week at home: {missing}", missing=missing_words(missing))]
        rule = guideline(self._found["guideline"]).rule("home")
        return [
            tr(
                "Week at home without its first day {mean}: {class_}",
                mean=self._both(week["mean"]), class_=by_rule(class_name(week["class"]), rule),
            )
        ]  # fmt: skip
