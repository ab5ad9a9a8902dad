"""One year beside the others, from January to December."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from PySide6.QtGui import QColor

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import date_of
from healthdesk.services.charts import DayValues
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.ui import widgets
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.plot import Scene, Station, WordsFoot
from healthdesk.ui.chart.shades import mixed
from healthdesk.ui.chart.shapes import curve, dots
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart_views.still import StillView, Told
from healthdesk.ui.chart_views.view import Subject, part_switch

# Years with a line of their own; those before are one faint group.
OWN_LINES: Final = 3
WEEK: Final = 7
LEAP_YEAR: Final = 2000
DAYS_OF_YEAR: Final = 366


def place_in_year(day: int) -> int:
    """The day's number in a year of 366 days, from 0: a date has the same in every year."""
    date = date_of(day)
    first = dt.date(LEAP_YEAR, 1, 1)
    return (dt.date(LEAP_YEAR, date.month, date.day) - first).days


@dataclass(frozen=True, slots=True)
class Year:
    """One year: means by place in the year (days, or weeks by their first), ascending."""

    number: int
    places: tuple[int, ...]
    values: tuple[float, ...]


def years_of(days: Sequence[int], values: Sequence[float], length: int) -> list[Year]:
    """Each year with data, the newest first, in means of `length` days."""
    found: dict[int, dict[int, list[float]]] = {}
    for day, value in zip(days, values, strict=True):
        place = place_in_year(day) // length * length
        found.setdefault(date_of(day).year, {}).setdefault(place, []).append(value)
    return [
        Year(number, tuple(sorted(own)), tuple(fmean(own[place]) for place in sorted(own)))
        for number, own in sorted(found.items(), reverse=True)
    ]


class YearsView(StillView[DayValues]):
    """This year against earlier ones."""

    def build(self) -> None:
        self.step = widgets.Segmented(tr("Means of"), {"7": tr("Weeks"), "1": tr("Days")})
        self.step.chosen.connect(lambda _: self.show_found())
        self.part = part_switch()
        self.part.chosen.connect(lambda _: self.show_found())
        self.arrange(self.plot, self.rows, controls=(self.part, self.step), below=(self.keys,))

    def offers(self) -> Mapping[str, widgets.Run]:
        return {"chart.jump": self._say_no_date}

    def _say_no_date(self) -> None:
        self.context.messages.toast(
            tr("All years are here side by side. To go to a date, look at it over time.")
        )

    def subject_changed(self) -> None:
        subject = self.subject
        self.part.setVisible(subject is not None and bool(subject.kind.parts))

    def question(self, subject: Subject) -> Callable[[], DayValues]:
        charts, actor = self.context.app.charts, self.context.actor
        slug, unit = subject.kind.slug, self.context.current.unit(subject.kind.slug)
        span = (subject.first, subject.last)
        return lambda: charts.days(actor, subject.person_id, slug, unit, span)

    def tell(self, subject: Subject, found: DayValues, look: Look) -> Told:
        part = int(self.part.key()) if subject.kind.parts else 0
        length = int(self.step.key())
        years = years_of(found.days, found.parts[part], length)
        if not years:
            return Told(None, note=tr("No readings yet."))
        scene = Scene(
            layers=tuple(self._layers(years, length, look)),
            low=0.0,
            high=DAYS_OF_YEAR * DAY,
            foot=WordsFoot(
                [(_middle_of(month), self.format.month(month)) for month in range(1, 13)]
            ),
            numbers=self.numbers(subject.kind),
            stations=self._stations(subject.kind, years, length),
            from_zero=subject.kind.aggregate == "sum",
        )
        return Told(
            scene,
            self._sentence(subject.kind, years),
            self._figures(subject.kind, found, part),
            self._legend(years, look),
            tr("Means of a day.") if subject.kind.aggregate == "sum" else "",
            (tr("Month"), *(str(year.number) for year in years)),
            self._rows(subject.kind, found, part, years),
        )

    # Drawing --------------------------------------------------------------------------------

    @staticmethod
    def _colors(look: Look) -> tuple[str, ...]:
        """Of the newest year, the two before and all others."""
        return (look.series[0], look.series[1], look.series[2], mixed(look.card, look.muted, 0.5))

    def _layers(self, years: Sequence[Year], length: int, look: Look) -> list[Layer]:
        layers: list[Layer] = []
        colors = self._colors(look)
        for number in reversed(range(len(years))):
            year = years[number]
            color = QColor(colors[min(number, OWN_LINES)])
            width = (2.8, 1.8, 1.5, 1.1)[min(number, OWN_LINES)]
            points = [
                (self._at(place, length), value)
                for place, value in zip(year.places, year.values, strict=True)
            ]
            layers.append(curve(points, color, width))
            if len(points) < 3 or (number == 0 and length == WEEK):
                layers.append(dots(points, color, 2 * width))
        return layers

    @staticmethod
    def _at(place: int, length: int) -> float:
        return (place + length / 2) * DAY

    def _stations(
        self, kind: HealthType, years: Sequence[Year], length: int
    ) -> tuple[Station, ...]:
        words = self.words(kind)
        by_place = [dict(zip(year.places, year.values, strict=True)) for year in years]
        stations = []
        for place in sorted({place for own in by_place for place in own}):
            here = [
                (year.number, own[place])
                for year, own in zip(years, by_place, strict=True)
                if place in own
            ][:OWN_LINES]
            told = [f"{number}: {words.value((value,))}" for number, value in here]
            more, more2 = [*told[1:], "", ""][:2]
            when = self._when(place, length)
            values = (here[0][1],)
            stations.append(Station(self._at(place, length), values, told[0], when, more, more2))
        return tuple(stations)

    def _when(self, place: int, length: int) -> str:
        first = (dt.date(LEAP_YEAR, 1, 1) - dt.date(1970, 1, 1)).days + place
        if length == 1:
            return self.format.day_and_month(first)
        last = min(first + length - 1, first - place + DAYS_OF_YEAR - 1)
        return tr(
            "{start} – {end}",
            start=self.format.day_and_month(first), end=self.format.day_and_month(last),
        )  # fmt: skip

    # Words ----------------------------------------------------------------------------------

    def _legend(self, years: Sequence[Year], look: Look) -> list[tuple[str, int | str, str]]:
        colors = self._colors(look)
        entries: list[tuple[str, int | str, str]] = [
            ("line", colors[number], str(year.number))
            for number, year in enumerate(years[:OWN_LINES])
        ]
        if older := years[OWN_LINES:]:
            first, last = older[-1].number, older[0].number
            entries.append(("line", colors[-1], f"{first}–{last}" if first < last else f"{last}"))
        return entries

    def _figures(self, kind: HealthType, found: DayValues, part: int) -> list[tuple[str, str]]:
        """The newest year so far beside the same days of the one before."""
        newest = date_of(found.days[-1]).year
        until = place_in_year(found.days[-1])
        means: dict[int, float] = {}
        for year in (newest, newest - 1):
            own = [
                value
                for day, value in zip(found.days, found.parts[part], strict=True)
                if date_of(day).year == year and place_in_year(day) <= until
            ]
            if own:
                means[year] = fmean(own)
        words = self.words(kind)
        told = [(tr("{year} so far", year=newest), words.value((means[newest],)))]
        if newest - 1 in means:
            before = means[newest - 1]
            told.append((tr("Same days of {year}", year=newest - 1), words.value((before,))))
            told.append((tr("Change"), self.signed(kind, means[newest] - before)))
        return told

    def signed(self, kind: HealthType, difference: float) -> str:
        """A difference with its sign."""
        value = self.words(kind).value((abs(difference),))
        digits = kind.decimals_in(self.context.current.unit(kind.slug))
        if round(difference, digits) == 0:
            return f"±{value}"
        return f"+{value}" if difference > 0 else f"−{value}"

    def _sentence(self, kind: HealthType, years: Sequence[Year]) -> str:
        words = self.words(kind)
        told = ", ".join(f"{year.number}: {words.value((fmean(year.values),))}" for year in years)
        return tr_n(
            "{type} of {n} year. Means: {means}.", "{type} of {n} years. Means: {means}.",
            len(years), type=type_name(kind), means=told,
        )  # fmt: skip

    def _rows(
        self, kind: HealthType, found: DayValues, part: int, years: Sequence[Year]
    ) -> list[tuple[str, ...]]:
        """The mean of each month of each year."""
        words = self.words(kind)
        months: Mapping[tuple[int, int], list[float]] = _by_month(found.days, found.parts[part])
        rows = []
        for month in range(1, 13):
            cells = [
                words.value((fmean(own),)) if (own := months.get((year.number, month))) else "–"
                for year in years
            ]
            rows.append((self.format.month(month), *cells))
        return rows


def _by_month(days: Sequence[int], values: Sequence[float]) -> dict[tuple[int, int], list[float]]:
    months: dict[tuple[int, int], list[float]] = {}
    for day, value in zip(days, values, strict=True):
        date = date_of(day)
        months.setdefault((date.year, date.month), []).append(value)
    return months


def _middle_of(month: int) -> float:
    first = dt.date(LEAP_YEAR, month, 1)
    return ((first - dt.date(LEAP_YEAR, 1, 1)).days + 15) * DAY
