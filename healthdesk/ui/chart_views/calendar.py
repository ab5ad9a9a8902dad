"""A year of days by weeks: each day in the colour of its value."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLocale

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import date_of, day_of
from healthdesk.services.charts import DayValues
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.ui import widgets
from healthdesk.ui.chart.heat_map import YEARS_MOST, Calendar, DayCell, HeatMap
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.pictures import Drawing
from healthdesk.ui.chart.shades import sequence
from healthdesk.ui.chart_views.grid import GridModel
from healthdesk.ui.chart_views.view import ChartView, Subject, part_switch
from healthdesk.ui.context import Context

LEVELS: Final = 6
# The colours divide what lies between these percentiles, so that a single day far out does
# not make all others look alike.
LOWEST, HIGHEST = 0.04, 0.96


class CalendarView(ChartView):
    """The years that find room, the newest above; arrows go from day to day."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: DayValues | None = None
        self._wanted_day: int | None = None
        self._year = date_of(self.today()).year
        self.map = HeatMap(self.look())
        self.map.chosen.connect(self.day_wanted)
        self.part = part_switch()
        self.part.chosen.connect(lambda _: self.show_found())
        self.earlier = widgets.IconButton("chevron-left", tr("Earlier"), self.show_earlier)
        self.later = widgets.IconButton("chevron-right", tr("Later"), self.show_later)
        self.span_text = widgets.Text("", "caption", tone="muted")
        self.span_text.setContentsMargins(4, 0, 0, 0)
        self.rows = GridModel(self)
        self.arrange(
            self.map,
            self.rows,
            controls=(self.part,),
            foot=(self.earlier, self.later, self.span_text),
        )

    # For the page ------------------------------------------------------------------------

    def show_subject(self, subject: Subject) -> None:
        before, self.subject = self.subject, subject
        if before is None or before.kind.slug != subject.kind.slug:
            self._year = max(self._limits())
        self.part.setVisible(bool(subject.kind.parts))
        self._ask()

    def offers(self) -> Mapping[str, widgets.Run]:
        return {
            "chart.earlier": self.show_earlier,
            "chart.later": self.show_later,
            "chart.latest": lambda: self._go_to(max(self._limits())),
            "chart.jump": self.jump,
        }

    def sheet(self) -> Drawing:
        return self.map

    def picture_title(self) -> str:
        return f"{self.heading.text()}, {self.span_text.text()}"

    def style_changed(self) -> None:
        super().style_changed()
        self.show_found()

    def dress(self, look: Look) -> None:
        super().dress(look)
        self.map.set_look(look)
        self.show_found(look)

    def fill_table(self) -> None:
        subject, found = self.subject, self.found
        if subject is None or found is None:
            return
        words = self.words(subject.kind)
        years = self.map.years()
        rows = [
            (self.format.date(day), words.value([part[n] for part in found.parts]))
            for n, day in enumerate(found.days)
            if date_of(day).year in years
        ]
        self.rows.set_grid((tr("Date"), tr("Value")), rows[::-1])

    # What the user does -------------------------------------------------------------------

    def show_earlier(self) -> None:
        self._go_to(self._year - 1)

    def show_later(self) -> None:
        self._go_to(self._year + 1)

    def jump(self) -> None:
        """Ask for a date and mark it."""
        from healthdesk.ui.dialogs.jump import JumpDialog

        first, last = self._limits()
        limits = day_of(dt.date(first, 1, 1)), day_of(dt.date(last, 12, 31))
        shown = min(max(self.map.day or self.today(), limits[0]), limits[1])
        JumpDialog(shown, limits, self.format, self._jump_to, self).open()

    def _jump_to(self, day: int) -> None:
        self.map.setFocus()
        year = date_of(day).year
        if year in self.map.years():
            self.map.point_at(day)
            return
        self._wanted_day = day
        self._go_to(year)

    def _limits(self) -> tuple[int, int]:
        """The first and the last year one may go to."""
        subject, now = self.subject, date_of(self.today()).year
        if subject is None:
            return now, now
        return min(date_of(subject.first).year, now), max(date_of(subject.last).year, now)

    def _go_to(self, year: int) -> None:
        first, last = self._limits()
        self._year = min(max(year, first), last)
        self._ask()

    # Asking and showing -------------------------------------------------------------------

    def _ask(self) -> None:
        subject = self.subject
        if subject is None:
            return
        charts, actor = self.context.app.charts, self.context.actor
        slug, unit = subject.kind.slug, self.context.current.unit(subject.kind.slug)
        span = (
            day_of(dt.date(self._year - YEARS_MOST + 1, 1, 1)),
            day_of(dt.date(self._year, 12, 31)),
        )
        self.wait(True)
        self.context.tasks.run(
            lambda: charts.days(actor, subject.person_id, slug, unit, span),
            lambda found: self._take(subject, found),
            ended=lambda: self.wait(False),
            key=("charts.calendar", id(self)),
            owner=self,
        )

    def _take(self, subject: Subject, found: DayValues) -> None:
        if subject is not self.subject:
            return
        self.found = found
        self.show_found()
        wanted, self._wanted_day = self._wanted_day, None
        if wanted is not None:
            self.map.point_at(wanted)

    def show_found(self, look: Look | None = None) -> None:
        """Show the answer there is, again."""
        subject, found = self.subject, self.found
        if subject is None or found is None:
            return
        kind, part = subject.kind, int(self.part.key()) if subject.kind.parts else 0
        values = found.parts[part]
        limits = levels_of(values)
        self.heading.setText(self.words(kind).heading())
        self.map.show_calendar(
            self._calendar(kind, found, part, limits),
            sequence(look or self.look(), max(1, len(limits) - 1)),
            self._when,
        )
        self._fill_words(kind, found, part)
        if self.is_table:
            self.fill_table()
        years = self.map.years()
        if any(date_of(day).year in years for day in found.days):
            self.say_something()
        else:
            self.say_nothing(tr("No readings in this time."), latest=self._has_latest())

    def _calendar(
        self, kind: HealthType, found: DayValues, part: int, limits: Sequence[float]
    ) -> Calendar:
        words, numbers = self.words(kind), self.numbers(kind)
        days = {}
        for n, day in enumerate(found.days):
            level = min(max(bisect_right(limits, found.parts[part][n]) - 1, 0), len(limits) - 2)
            count = found.counts[n]
            more = [tr_n("{n} reading", "{n} readings", count)] if count > 1 else []
            if day >= self.today() and kind.group != "sleep":
                more.append(tr("not over yet"))
            value = words.value([values[n] for values in found.parts])
            days[day] = DayCell(max(0, level), value, ", ".join(more))
        # Days that are all alike have one colour and one value.
        ends = [numbers.text(value, numbers.decimals) for value in dict.fromkeys(limits)]
        return Calendar(
            days=days,
            newest=self._year,
            oldest=self._limits()[0],
            week_start=self.format.week_start,
            weekdays=self._weekdays(),
            months=tuple(self.format.month(month) for month in range(1, 13)),
            levels=tuple(ends),
            today=self.today(),
        )

    def _weekdays(self) -> tuple[str, ...]:
        locale = QLocale(self.format.language)
        short = QLocale.FormatType.ShortFormat
        first = self.format.week_start
        return tuple(locale.standaloneDayName((first + n) % 7 + 1, short) for n in range(7))

    def _when(self, day: int) -> str:
        locale = QLocale(self.format.language)
        name = locale.standaloneDayName(date_of(day).isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{name}, {self.format.date(day)}"

    def _fill_words(self, kind: HealthType, found: DayValues, part: int) -> None:
        years = self.map.years()
        newest, oldest = years[0], years[-1]
        self.span_text.setText(f"{newest}" if newest == oldest else f"{oldest} – {newest}")
        first, last = self._limits()
        self.earlier.setEnabled(self._year > first)
        self.later.setEnabled(self._year < last)
        own = [n for n, day in enumerate(found.days) if date_of(day).year in years]
        words = self.words(kind)
        told: list[tuple[str, str]] = []
        if own:
            lowest = min(own, key=lambda n: found.parts[part][n])
            highest = max(own, key=lambda n: found.parts[part][n])
            means = [sum(values[n] for n in own) / len(own) for values in found.parts]
            told = [
                (tr("Mean of a day"), words.value(means)),
                (tr("Lowest day"), words.value([values[lowest] for values in found.parts])),
                (tr("Highest day"), words.value([values[highest] for values in found.parts])),
                (tr("Days"), self.format.number(len(own), 0)),
            ]
        self.set_figures(told)
        self.map.setAccessibleName(self.heading.text())
        said = ", ".join(f"{name}: {value}" for name, value in told)
        self.map.setAccessibleDescription(
            tr("Calendar of {type}, {years}. {figures}.", type=type_name(kind),
               years=self.span_text.text(), figures=said)
        )  # fmt: skip

    def _has_latest(self) -> bool:
        return self.subject is not None and date_of(self.subject.last).year < self._year

    def show_latest(self) -> None:
        if self.subject is not None:
            self._go_to(date_of(self.subject.last).year)


def levels_of(values: Sequence[float]) -> list[float]:
    """The ends of the colours, ascending: equal steps between two percentiles."""
    if not values:
        return [0.0, 1.0]
    ordered = sorted(values)
    low = ordered[round(LOWEST * (len(ordered) - 1))]
    high = ordered[round(HIGHEST * (len(ordered) - 1))]
    if high <= low:
        return [low, high]
    return [low + (high - low) * n / LEVELS for n in range(LEVELS + 1)]
