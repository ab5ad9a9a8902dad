"""What a chart says in words: its values, times, figures and the sentence for those who
cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.series import Step
from healthdesk.domain.times import date_of
from healthdesk.texts import Format, tr, tr_n, type_name, unit_label
from healthdesk.ui.chart.points import STEP_SECONDS, Summary
from healthdesk.ui.chart.ticks import DAY

_SHORT_STEPS = ("minute", "5-minutes", "15-minutes", "hour")


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Words for one type, drawn in `unit` with points of one `step`."""

    kind: HealthType
    unit: str
    step: Step
    format: Format
    # The position from which points may still grow: their time is not over.
    unfinished: float | None = None

    @property
    def sums(self) -> bool:
        """Whether points are amounts that are added up."""
        return self.kind.aggregate == "sum"

    def heading(self) -> str:
        name, label = type_name(self.kind), unit_label(self.unit)
        # Lengths of time carry their units, and "Steps · steps" says nothing.
        said = not label or self.unit == "min" or label.casefold() == name.casefold()
        return name if said else f"{name} · {label}"

    def value(self, values: Sequence[float], comparator: str = "") -> str:
        """One number a part."""
        second = values[1] if len(values) > 1 else None
        return self.format.value(self.kind, values[0], second, self.unit, comparator)

    def when(self, at: float) -> str:
        """Words for the time of a point, as exact as the point is, and that it is not over."""
        told = self._time(at)
        if self.unfinished is None or at < self.unfinished:
            return told
        return f"{told}, {tr('not over yet')}"

    def _time(self, at: float) -> str:
        day = int(at // DAY)
        if self.step == "week":
            return tr("Week of {date}", date=self.format.date(day - 3))
        if self.step == "month":
            date = date_of(day)
            locale = QLocale(self.format.language)
            return locale.toString(QDate(date.year, date.month, 1), "MMMM yyyy")
        if self.step == "day":
            return self.format.date(day)
        # Wall time is told as if it were UTC: it has no offset of its own.
        seconds = at - STEP_SECONDS[self.step] / 2 if self.step in _SHORT_STEPS else at
        return f"{self.format.date(day)} {self.format.time(round(seconds * 1000), 0)}"

    def spread(self, lows: Sequence[float], highs: Sequence[float], count: int) -> str:
        """From lowest to highest of the readings a point stands for."""
        spread = f"{self.value(lows)} – {self.value(highs)}"
        return tr_n("{n} reading", "{n} readings, {spread}", count, spread=spread)

    def figures(self, summary: Summary | None) -> list[tuple[str, str]]:
        """Names and values of what the points in sight come to."""
        if summary is None:
            return []
        lowest = (tr("Lowest"), self.value(summary.lowest))
        highest = (tr("Highest"), self.value(summary.highest))
        if not self.sums:
            return [
                (tr("Latest"), self.value(summary.latest, summary.comparator)),
                (tr("Mean"), self.value(summary.mean)),
                lowest,
                highest,
                (tr("Readings"), self.format.number(summary.count, 0)),
            ]
        total = (tr("Total"), self.value((summary.total,)))
        if self.step == "hour":
            return [total, (tr("Busiest hour"), self.value(summary.highest))]
        return [
            total,
            (tr("Mean of a day"), self.value(summary.mean)),
            lowest,
            highest,
            (tr("Days"), self.format.number(summary.count, 0)),
        ]

    def growing(self, low: float, high: float) -> str:
        """That the newest point is not over, where it is in sight; else nothing."""
        if self.unfinished is None or not low <= self.unfinished < high:
            return ""
        when = self._time(self.unfinished)
        if self.sums:
            return tr("{date} is not over: its total counts as far as it has come.", date=when)
        return tr("{date} is not over: its mean counts as far as it has come.", date=when)

    def sentence(self, low: float, high: float, summary: Summary | None) -> str:
        """The chart for who cannot see it."""
        name = type_name(self.kind)
        start, end = self.format.date(int(low // DAY)), self.format.date(int((high - 1) // DAY))
        if summary is None:
            return tr("{type} from {start} to {end}: no readings.", type=name, start=start, end=end)
        said = {
            "type": name,
            "start": start,
            "end": end,
            "lowest": self.value(summary.lowest),
            "highest": self.value(summary.highest),
            "mean": self.value(summary.mean),
        }
        if self.sums:
            return tr_n(
                "{type} from {start} to {end}: {n} day, total {total}, lowest {lowest}, "
                "highest {highest}, mean {mean}.",
                "{type} from {start} to {end}: {n} days, total {total}, lowest {lowest}, "
                "highest {highest}, mean {mean}.",
                summary.count,
                total=self.value((summary.total,)),
                **said,
            )
        return tr_n(
            "{type} from {start} to {end}: {n} reading, lowest {lowest}, highest {highest}, "
            "mean {mean}.",
            "{type} from {start} to {end}: {n} readings, lowest {lowest}, highest {highest}, "
            "mean {mean}.",
            summary.count,
            **said,
        )


def span_words(shape: Format, low: float, high: float) -> str:
    """First and last day of a span."""
    first, last = int(low // DAY), int((high - 1) // DAY)
    if last <= first:
        return shape.date(first)
    return tr("{start} – {end}", start=shape.date(first), end=shape.date(last))
