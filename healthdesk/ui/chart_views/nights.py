"""Sleep by stage: nights side by side, and one night from hour to hour."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import fmean
from typing import Final

from PySide6.QtWidgets import QWidget

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.hypnogram import StagedNight
from healthdesk.domain.rollup import ASLEEP, AWAKE, DEEP, IN_BED, LIGHT, REM
from healthdesk.domain.times import EPOCH
from healthdesk.services.charts import STAGES
from healthdesk.texts import code_name, tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.plot import Scene, Station, TimeFoot, WordsFoot
from healthdesk.ui.chart.shades import mixed
from healthdesk.ui.chart.shapes import Box, Boxes, Links
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart_views.still import SpanView, Told
from healthdesk.ui.chart_views.view import Subject

Nights = tuple[StagedNight, ...]
# Rows of one night from below, and the order of the stack from below.
ROWS: Final = (DEEP, LIGHT, REM, AWAKE)
STACKED: Final = (DEEP, LIGHT, ASLEEP, REM, AWAKE)
BAR_SHARE: Final = 0.72
HOUR_MIN: Final = 60.0
HALF: Final = 0.3  # of the height of a stage, rows being 1 apart
ONE, MANY = "one", "many"


class NightsView(SpanView[Nights]):
    """Many nights as stacked bars; one of them as its course."""

    CHOICES = ("month", "two-weeks", "quarter")

    def controls(self) -> Sequence[QWidget]:
        self.shows = widgets.Segmented(tr("Show"), {MANY: tr("Nights"), ONE: tr("One night")})
        self.shows.chosen.connect(self._switched)
        self._night: int | None = None
        return (self.shows,)

    def build(self) -> None:
        super().build()
        self.plot.chosen.connect(self._open_night)

    def _switched(self, key: str) -> None:
        if key == ONE and self.found and self._night is None:
            self._night = self.found[-1].day
        self.range.setVisible(key == MANY)
        self.offers_changed.emit()
        self.show_found()

    def _open_night(self, index: int) -> None:
        """A click on a bar shows the course of that night."""
        if self.shows.key() == MANY and self.found:
            self._night = self.found[index].day
            self.shows.choose(ONE)

    def question(self, subject: Subject) -> Callable[[], Nights]:
        charts, actor, span = self.context.app.charts, self.context.actor, self.span()
        return lambda: charts.nights(actor, subject.person_id, span)

    def offers(self) -> Mapping[str, widgets.Run]:
        offered = dict(super().offers())
        if self.shows.key() == ONE:
            offered.pop("chart.narrower")
            offered.pop("chart.wider")
        return offered

    def _go_by(self, spans: int) -> None:
        if self.shows.key() == MANY or not self.found:
            super()._go_by(spans)
            return
        days = [night.day for night in self.found]
        beyond = [day for day in days if (day - (self._night or 0)) * spans > 0]
        if beyond:
            self._night = min(beyond) if spans > 0 else max(beyond)
            self.show_found()
            return
        self._ask_beyond(spans)

    def _jump_to(self, day: int) -> None:
        self._night = day
        super()._jump_to(day)

    def _ask_beyond(self, direction: int) -> None:
        """The next night, however far it is."""
        subject, day = self.subject, self._night
        if subject is None or day is None:
            return
        charts, actor = self.context.app.charts, self.context.actor
        self.context.tasks.run(
            lambda: charts.night_beside(actor, subject.person_id, day, later=direction > 0),
            self._take_night,
            key=("charts.night", id(self)),
            owner=self,
        )

    def _take_night(self, day: int | None) -> None:
        if day is None:
            self.plot.announce(tr("No more nights."))
            return
        self._night = day
        first, last = self.span()
        if not first <= day <= last:
            self._go_to(day if day < first else day + (last - first))

    # Showing --------------------------------------------------------------------------------

    def tell(self, subject: Subject, found: Nights, look: Look) -> Told:
        if not found:
            return Told(None, note=tr("No nights with stages in this time."))
        kind = self.context.current.types[STAGES]
        told = self._colors(look)
        if self.shows.key() == ONE:
            night = self._chosen_night(found)
            self.span_text.setText(self._night_words(night))
            self.earlier.setEnabled(True)
            self.later.setEnabled(True)
            return self._tell_one(kind, night, told, look)
        self._fill_span()
        return self._tell_many(kind, found, told)

    def _chosen_night(self, found: Nights) -> StagedNight:
        night = self._night if self._night is not None else found[-1].day
        return min(found, key=lambda one: abs(one.day - night))

    @staticmethod
    def _colors(look: Look) -> dict[int, str]:
        """Deeper is darker; being awake stands out."""
        blue = look.series[0]
        return {
            DEEP: mixed(blue, look.text, 0.45),
            LIGHT: mixed(look.card, blue, 0.82),
            ASLEEP: mixed(look.card, blue, 0.62),
            REM: mixed(look.card, blue, 0.42),
            AWAKE: mixed(look.card, look.series[1], 0.85),
            IN_BED: mixed(look.card, look.muted, 0.3),
        }

    def _tell_many(self, kind: HealthType, found: Nights, colors: Mapping[int, str]) -> Told:
        first, last = self.span()
        boxes = []
        for night in found:
            below = 0.0
            for code in STACKED:
                minutes = night.minutes(code)
                if minutes:
                    middle, half = (night.day + 0.5) * DAY, BAR_SHARE / 2 * DAY
                    boxes.append(
                        Box(middle - half, middle + half, below, below + minutes, colors[code])
                    )
                    below += minutes
        scene = Scene(
            layers=(Boxes(boxes, gap=0.0, radius=1.5),),
            low=min(first, found[0].day) * DAY,
            high=(last + 1) * DAY,
            foot=TimeFoot(self.time_style()),
            numbers=self._numbers(),
            stations=tuple(self._bar_station(kind, night) for night in found),
            from_zero=True,
        )
        return Told(
            scene, self._sentence(kind, found), self._figures(kind, found),
            self._legend(kind, found, colors), "", *self._grid(kind, found),
        )  # fmt: skip

    def _tell_one(
        self, kind: HealthType, night: StagedNight, colors: Mapping[int, str], look: Look
    ) -> Told:
        rows = self._rows_of(night)
        layers: list[Layer] = [
            Links(_steps(night, rows), mixed(look.card, look.muted, 0.6), 1.2),
            Boxes(
                [
                    Box(
                        one.start * 60, one.end * 60, rows[one.code] - HALF, rows[one.code] + HALF,
                        colors[one.code],
                    )
                    for one in night.stretches
                    if one.code in rows
                ],
                gap=0.0,
                radius=2.0,
            ),
        ]  # fmt: skip
        start, end = night.stretches[0].start, night.stretches[-1].end
        low, high = (start // 30) * 30.0, -(-end // 30) * 30.0
        names = tuple((float(row), code_name(kind, code)) for code, row in rows.items())
        scene = Scene(
            layers=tuple(layers),
            low=low * 60,
            high=high * 60,
            foot=WordsFoot([(at * 60, self._clock(at)) for at in _hours(low, high)], lines=True),
            numbers=self._numbers(),
            stations=tuple(
                Station(
                    (one.start + one.end) / 2 * 60, (float(rows[one.code]),),
                    f"{code_name(kind, one.code)}, {self.format.duration(one.minutes)}",
                    tr("{start} – {end}", start=self._clock(one.start), end=self._clock(one.end)),
                )
                for one in night.stretches
                if one.code in rows
            ),
            values=(-0.6, max(rows.values()) + 0.6),
            rows=names,
        )  # fmt: skip
        return Told(
            scene, self._night_sentence(kind, night), self._night_figures(kind, night), (), "",
            (tr("From"), tr("To"), tr("Stage"), tr("Length")),
            [
                (
                    self._clock(one.start), self._clock(one.end), code_name(kind, one.code),
                    self.format.duration(one.minutes),
                )
                for one in night.stretches
            ],
        )  # fmt: skip

    @staticmethod
    def _rows_of(night: StagedNight) -> dict[int, int]:
        """The rows a night needs: sleep of no told stage gets one only where there is any."""
        codes = {one.code for one in night.stretches}
        rows = [code for code in ROWS if code in codes or code != AWAKE]
        if ASLEEP in codes:
            rows.insert(2, ASLEEP)
        if IN_BED in codes:
            rows.append(IN_BED)
        return {code: row for row, code in enumerate(rows)}

    # Words ----------------------------------------------------------------------------------

    def _numbers(self) -> Numbers:
        shape = self.format
        return Numbers(lambda value, _: shape.duration(value), 0, clock=True)

    def _clock(self, minute: float) -> str:
        return self.format.clock(EPOCH + dt.timedelta(minutes=round(minute) % 1440))

    def _night_words(self, night: StagedNight) -> str:
        return tr("Night to {date}", date=self.format.date(night.day))

    def _parts(self, kind: HealthType, night: StagedNight) -> list[str]:
        return [
            f"{code_name(kind, code)} {self.format.duration(night.minutes(code))}"
            for code in STACKED
            if night.minutes(code)
        ]

    def _bar_station(self, kind: HealthType, night: StagedNight) -> Station:
        parts = self._parts(kind, night)
        half = (len(parts) + 1) // 2
        top = sum(night.minutes(code) for code in STACKED)
        return Station(
            (night.day + 0.5) * DAY, (top,),
            tr("Asleep {time}", time=self.format.duration(night.asleep)), self._night_words(night),
            ", ".join(parts[:half]), ", ".join(parts[half:]),
        )  # fmt: skip

    def _figures(self, kind: HealthType, found: Nights) -> list[tuple[str, str]]:
        def mean(value: Callable[[StagedNight], float]) -> str:
            return self.format.duration(fmean(value(night) for night in found))

        told = [(tr("Asleep a night"), mean(lambda night: night.asleep))]
        told += [
            (code_name(kind, code), mean(partial(_minutes_of, code)))
            for code in (DEEP, REM)
            if any(night.minutes(code) for night in found)
        ]
        return [
            *told, (code_name(kind, AWAKE), mean(lambda night: night.minutes(AWAKE))),
            (tr("Nights"), self.format.number(len(found), 0)),
        ]  # fmt: skip

    def _night_figures(self, kind: HealthType, night: StagedNight) -> list[tuple[str, str]]:
        told = [(tr("Asleep"), self.format.duration(night.asleep))]
        for code in (DEEP, LIGHT, REM, AWAKE):
            minutes = night.minutes(code)
            if minutes:
                told.append((code_name(kind, code), self.format.duration(minutes)))
        return told

    def _legend(
        self, kind: HealthType, found: Nights, colors: Mapping[int, str]
    ) -> list[tuple[str, int | str, str]]:
        return [
            ("block", colors[code], code_name(kind, code))
            for code in STACKED
            if any(night.minutes(code) for night in found)
        ]

    def _sentence(self, kind: HealthType, found: Nights) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self._figures(kind, found))
        return tr_n(
            "{n} night by stage. Means: {figures}.", "{n} nights by stage. Means: {figures}.",
            len(found), figures=told,
        )  # fmt: skip

    def _night_sentence(self, kind: HealthType, night: StagedNight) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self._night_figures(kind, night))
        start, end = self._clock(night.stretches[0].start), self._clock(night.stretches[-1].end)
        return tr("{night}, {start} to {end}. {figures}.", night=self._night_words(night),
                  start=start, end=end, figures=told)  # fmt: skip

    def _grid(
        self, kind: HealthType, found: Nights
    ) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        codes = [code for code in STACKED if any(night.minutes(code) for night in found)]
        headings = tr("Night to"), tr("Asleep"), *(code_name(kind, code) for code in codes)
        rows: list[tuple[str, ...]] = [
            (
                self.format.date(night.day), self.format.duration(night.asleep),
                *(self.format.duration(night.minutes(code)) for code in codes),
            )
            for night in reversed(found)
        ]  # fmt: skip
        return headings, rows


def _minutes_of(code: int, night: StagedNight) -> float:
    return night.minutes(code)


def _steps(night: StagedNight, rows: Mapping[int, int]) -> list[tuple[float, float, float]]:
    """From the edge of one stage to that of the next without a break."""
    shown = [one for one in night.stretches if one.code in rows]
    return [
        (after.start * 60, rows[low.code] + HALF, rows[high.code] - HALF)
        for before, after in itertools.pairwise(shown)
        for low, high in [sorted((before, after), key=lambda one: rows[one.code])]
        if after.start - before.end < 1.0 and rows[low.code] < rows[high.code]
    ]


def _hours(low: float, high: float) -> list[float]:
    first = -(-low // HOUR_MIN) * HOUR_MIN
    return [first + n * HOUR_MIN for n in range(int((high - first) // HOUR_MIN) + 1)]
