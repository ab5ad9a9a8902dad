"""How a type runs through the day: of glucose the ambulatory profile with the time in range."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import EPOCH
from healthdesk.services.day_profiles import PROFILE_STEP, DayProfile
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.texts.figures import lack_sentence
from healthdesk.ui import widgets
from healthdesk.ui.chart.layers import Bands, Layer
from healthdesk.ui.chart.look import Look, faded
from healthdesk.ui.chart.plot import Scene, Station, WordsFoot
from healthdesk.ui.chart.shades import bands, mixed
from healthdesk.ui.chart.shapes import (
    Box,
    Boxes,
    Links,
    Reach,
    Segment,
    SharesBar,
    day_line,
    profile_layers,
    ribbon_shades,
)
from healthdesk.ui.chart.ticks import DAY, HOUR
from healthdesk.ui.chart_views.still import SpanView, Told
from healthdesk.ui.chart_views.view import Subject

TARGET_OPACITY: Final = 0.10
HOURS_APART: Final = 3
HOUR_MIN: Final = 60
# Many days over each other get fainter.
FEW_DAYS: Final = 7


class ProfileView(SpanView[DayProfile]):
    """Percentiles by time of day, or the days themselves over each other."""

    CHOICES = ("two-weeks", "month", "quarter")

    def controls(self) -> Sequence[QWidget]:
        self.shows = widgets.Segmented(
            tr("Show"), {"profile": tr("Profile"), "days": tr("Single days")}
        )
        self.shows.chosen.connect(lambda _: self.show_found())
        return (self.shows,)

    def question(self, subject: Subject) -> Callable[[], DayProfile]:
        charts, actor, span = self.context.app.charts, self.context.actor, self.span()
        slug, unit = subject.kind.slug, self.context.current.unit(subject.kind.slug)
        return lambda: charts.profile(actor, subject.person_id, slug, unit, span)

    def tell(self, subject: Subject, found: DayProfile, look: Look) -> Told:
        if not found.days:
            if subject.kind.aggregate == "sum":
                return Told(None, note=tr("Nothing with a time of day in this time."))
            return Told(None, note=tr("No readings in this time."))
        kind = subject.kind
        if self._is_enough_earlier(found) and found.lack is not None:
            lack = lack_sentence(found.lack, self.format)
            return Told(None, note=tr("No profile of this time: {lack}.", lack=lack))
        single = self.shows.key() == "days" or found.lack is not None
        head, shares = self._in_ranges(kind, found, look)
        low, high = found.target
        band = Bands([(low, high, faded(look.series[2], TARGET_OPACITY))])
        drawn = self._days(found, look) if single else self._profile(kind, found, look)
        scene = Scene(
            layers=(*((band, Reach(low, high)) if (low, high) != (None, None) else ()), *drawn),
            low=0.0,
            high=DAY,
            foot=WordsFoot(
                [(hour * HOUR, self._clock(hour * HOUR_MIN)) for hour in range(0, 25, HOURS_APART)]
            ),
            numbers=self.numbers(kind),
            stations=() if single else self._stations(kind, found),
            from_zero=kind.aggregate == "sum",
            head=head,
        )
        return Told(
            scene,
            self._sentence(kind, found),
            self._figures(kind, found),
            [*self._legend(kind, found, look, single=single), *shares],
            self._note(kind, found, single=single),
            self._headings(single=single),
            self._day_rows(kind, found) if single else self._grid(kind, found),
        )

    def _is_enough_earlier(self, found: DayProfile | None) -> bool:
        """Whether there is a profile to go to, while too few days of this one lie at hand."""
        until = None if found is None else found.enough_until
        return until is not None and self.shows.key() == "profile"

    def has_latest(self) -> bool:
        return super().has_latest() or self._is_enough_earlier(self.found)

    def show_latest(self) -> None:
        """The newest days that make a profile, where those after them are too few."""
        until = None if self.found is None else self.found.enough_until
        if until is not None and self.shows.key() == "profile":
            self._go_to(until)
        else:
            super().show_latest()

    # Drawing --------------------------------------------------------------------------------

    def _profile(self, kind: HealthType, found: DayProfile, look: Look) -> list[Layer]:
        """Ribbons along the day; amounts of an hour as boxes, which stand for all of it."""
        if kind.aggregate != "sum":
            return profile_layers(found.minutes, found.percentiles, PROFILE_STEP, look)
        rows = [[float(values[n]) for values in found.percentiles] for n in range(24)]
        half = HOUR / 2
        middles = [minute * 60.0 for minute in found.minutes.tolist()]
        thick = 0.012 * (max(row[4] for row in rows) or 1.0)
        return [
            Links([(at, row[0], row[4]) for at, row in zip(middles, rows, strict=True)],
                  mixed(look.card, look.series[0], ribbon_shades(look)[1]), 2.0),
            Boxes([Box(at - half, at + half, row[1], row[3],
                       mixed(look.card, look.series[0], ribbon_shades(look)[1]))
                   for at, row in zip(middles, rows, strict=True)], gap=6.0),
            Boxes([Box(at - half, at + half, row[2] - thick / 2, row[2] + thick / 2, look.series[0])
                   for at, row in zip(middles, rows, strict=True)], gap=6.0),
        ]  # fmt: skip

    @staticmethod
    def _days(found: DayProfile, look: Look) -> list[Layer]:
        """The newest day in full colour, those before fainter."""
        few = len(found.overlays) <= FEW_DAYS
        faint = faded(look.series[0], 0.45 if few else 0.28)
        lines = [day_line(one.minutes, one.values, faint, 1.3) for one in found.overlays[:-1]]
        last = found.overlays[-1]
        return [*lines, day_line(last.minutes, last.values, QColor(look.series[0]), 2.2)]

    def _stations(self, kind: HealthType, found: DayProfile) -> tuple[Station, ...]:
        words = self.words(kind)
        stations = []
        for place, minute in enumerate(found.minutes.tolist()):
            row = [float(values[place]) for values in found.percentiles]
            if row[2] != row[2]:  # no readings around that time
                continue
            stations.append(
                Station(
                    minute * 60.0, (row[2],),
                    tr("Median {value}", value=words.value((row[2],))), self._around(kind, minute),
                    tr("Half of them {low} to {high}", low=words.value((row[1],)),
                       high=words.value((row[3],))),
                    tr("Nine of ten {low} to {high}", low=words.value((row[0],)),
                       high=words.value((row[4],))),
                )
            )  # fmt: skip
        return tuple(stations)

    # Words ----------------------------------------------------------------------------------

    def _clock(self, minute: float) -> str:
        whole = round(minute) % (24 * HOUR_MIN)
        moment = EPOCH + dt.timedelta(minutes=whole)
        if not self.format.clock24 and not moment.minute:
            return f"{moment.hour % 12 or 12} {'AM' if moment.hour < 12 else 'PM'}"
        return self.format.clock(moment)

    def _around(self, kind: HealthType, minute: float) -> str:
        half = HOUR_MIN / 2 if kind.aggregate == "sum" else PROFILE_STEP / 2
        start, end = self._clock(minute - half), self._clock(minute + half)
        return tr("{start} – {end}", start=start, end=end)

    def _figures(self, kind: HealthType, found: DayProfile) -> list[tuple[str, str]]:
        number = self.format.number
        days = (tr("Days"), number(found.days, 0))
        told = found.glucose
        if told is not None:
            words = self.words(kind)
            figures = [(tr("Mean"), words.value((told["mean"],)))] if told["mean"] else []
            for name, key, digits in ((tr("GMI"), "gmi", 1), (tr("CV"), "cv", 0)):
                if told[key] is not None:
                    figures.append((name, f"{number(told[key], digits)} %"))
            if told["tir"] is not None:
                figures.append((tr("In range"), f"{number(told['tir'], 0)} %"))
            return [*figures, days]
        if found.lack is not None:
            return [days, (tr("Readings"), number(found.readings, 0))]
        stations = self._stations(kind, found)
        lowest = min(stations, key=lambda s: s.values[0])
        highest = max(stations, key=lambda s: s.values[0])
        words = self.words(kind)
        return [
            (tr("Lowest around"), f"{self._clock(lowest.at / 60)}"),
            (tr("Its median"), words.value(lowest.values)),
            (tr("Highest around"), f"{self._clock(highest.at / 60)}"),
            (tr("Its median"), words.value(highest.values)),
            days,
        ]

    def _in_ranges(
        self, kind: HealthType, found: DayProfile, look: Look
    ) -> tuple[SharesBar | None, list[tuple[str, int | str, str]]]:
        """The bar of time in ranges, and what its colours stand for."""
        told = found.glucose
        if told is None or told["tir"] is None:
            return None, []
        numbers = self.numbers(kind)

        def limit(name: str) -> str:
            end = told["bands"][name]
            return "" if end is None else numbers.text(end, numbers.decimals)

        second = told["tar2"]
        shares = (
            (told["tbr2"], tr("Very low, <{value}", value=limit("very_low"))),
            (told["tbr"] - told["tbr2"], tr("Low, <{value}", value=limit("low"))),
            (
                told["tir"],
                tr("In range, {low}–{high}", low=limit("low"), high=limit("high")),
            ),
            (told["tar"] - (second or 0.0), tr("High, >{value}", value=limit("high"))),
            (second, tr("Very high, >{value}", value=limit("very_high"))),
        )
        colors = bands(look)
        segments: list[Segment] = []
        legend: list[tuple[str, int | str, str]] = []
        for (share, name), color in zip(shares, colors, strict=True):
            if share is None:
                continue
            percent = f"{self.format.number(share, 1 if 0 < share < 10 else 0)} %"
            segments.append(Segment(share / 100, color, percent))
            legend.append(("block", color, f"{name}: {percent}"))
        return SharesBar(segments), legend

    def _legend(
        self, kind: HealthType, found: DayProfile, look: Look, *, single: bool
    ) -> list[tuple[str, int | str, str]]:
        entries: list[tuple[str, int | str, str]] = []
        if single:
            newest = self.format.date(found.overlays[-1].day)
            entries += [("line", 0, newest), ("faint", 0, tr("Days before"))]
        else:
            outer, inner = ribbon_shades(look)
            entries += [
                ("line", 0, tr("Median")),
                ("block", mixed(look.card, look.series[0], inner), tr("Half of all")),
                ("block", mixed(look.card, look.series[0], outer), tr("Nine of ten")),
            ]  # fmt: skip
        if found.target != (None, None):
            name = tr("Target range") if found.glucose is not None else tr("Typical range")
            entries.append(("band", 2, name))
        return entries

    def _note(self, kind: HealthType, found: DayProfile, *, single: bool) -> str:
        if found.lack is not None:
            if found.lack["reason"] == "too-few-readings":
                return tr(
                    "No profile yet: it takes {n} readings around one time of day. Shown are "
                    "the single days.", n=self.format.number(found.lack["need"], 0),
                )  # fmt: skip
            lack = lack_sentence(found.lack, self.format)
            return tr("No profile yet: {lack}. Shown are the single days.", lack=lack)
        if single:
            return ""
        if kind.aggregate == "sum":
            return tr("Amounts of each hour, on days that have any with a time.")
        return tr("Each point is made of the readings within half an hour of it.")

    def _sentence(self, kind: HealthType, found: DayProfile) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self._figures(kind, found))
        return tr_n(
            "{type} by time of day, {n} day. {figures}.",
            "{type} by time of day, {n} days. {figures}.",
            found.days, type=type_name(kind), figures=told,
        )  # fmt: skip

    @staticmethod
    def _headings(*, single: bool) -> tuple[str, ...]:
        if single:
            return tr("Date"), tr("Time"), tr("Value")
        return tr("Time"), "5 %", "25 %", tr("Median"), "75 %", "95 %", tr("Readings")

    def _day_rows(self, kind: HealthType, found: DayProfile) -> list[tuple[str, ...]]:
        """What is drawn of single days, the newest first."""
        words = self.words(kind)
        return [
            (self.format.date(one.day), self._clock(minute), words.value((value,)))
            for one in reversed(found.overlays)
            for minute, value in zip(one.minutes.tolist(), one.values.tolist(), strict=True)
        ]

    def _grid(self, kind: HealthType, found: DayProfile) -> list[tuple[str, ...]]:
        words = self.words(kind)
        rows = []
        for place, minute in enumerate(found.minutes.tolist()):
            row = [float(values[place]) for values in found.percentiles]
            if row[2] == row[2]:
                cells = [words.value((value,)) for value in row]
                count = self.format.number(found.counts[place], 0)
                rows.append((self._around(kind, minute), *cells, count))
        return rows
