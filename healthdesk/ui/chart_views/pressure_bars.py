"""Blood pressure as ranges: a bar from diastolic to systolic, in the colour of its range."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from PySide6.QtWidgets import QWidget

from healthdesk.domain.blood_pressure import SETTINGS
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.scales import Scale
from healthdesk.services.charts import PressureBar, PressureBars
from healthdesk.texts import tr, tr_n
from healthdesk.texts.pressure import class_name, range_words, rule_name, rule_source, setting_name
from healthdesk.ui import widgets
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.plot import Scene, Station, TimeFoot
from healthdesk.ui.chart.shades import classes
from healthdesk.ui.chart.shapes import Box, Boxes, Links
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart_views.still import SPANS, SpanView, Told
from healthdesk.ui.chart_views.view import Subject

# Spans up to so many days are drawn by the day.
BY_DAY_MOST: Final = 92
BAR_SHARE: Final = 0.66


class PressureBarsView(SpanView[PressureBars]):
    """The mean of each day or week, and how far its readings reach."""

    CHOICES = ("month", "quarter", "year")

    def controls(self) -> Sequence[QWidget]:
        self.setting = widgets.Segmented(
            tr("Measured"), {one: setting_name(one) for one in SETTINGS}
        )
        self._asked_setting: Literal["office", "home", "24h"] | None = None
        self.setting.chosen.connect(self._choose_setting)
        self.setting.hide()
        return (self.setting,)

    def _choose_setting(self, key: str) -> None:
        self._asked_setting = next(one for one in SETTINGS if one == key)
        self.ask()

    def question(self, subject: Subject) -> Callable[[], PressureBars]:
        charts, actor, span = self.context.app.charts, self.context.actor, self.span()
        unit, setting = self.context.current.unit(subject.kind.slug), self._asked_setting
        by: Literal["daily", "weekly"] = (
            "daily" if SPANS[self.range.key()] <= BY_DAY_MOST else "weekly"
        )
        person_id = subject.person_id
        return lambda: charts.pressures(actor, person_id, unit, span, by, setting)

    def tell(self, subject: Subject, found: PressureBars, look: Look) -> Told:
        self._offer_settings(found)
        if not found.bars:
            return Told(None, note=tr("No readings in this time."))
        kind, (first, last) = subject.kind, self.span()
        usual = sum(not found.rule.is_raised(n) for n in range(len(found.rule.steps)))
        colors = classes(look, usual, len(found.rule.steps) - usual)
        reach = [(_middle(bar), bar.lowest, bar.highest) for bar in found.bars if bar.n > 1]
        scene = Scene(
            layers=(
                Links(reach, look.border, 1.4),
                Boxes([_box(bar, colors[bar.place]) for bar in found.bars], gap=0.0, radius=4.0),
            ),
            low=min(first, found.bars[0].first) * DAY,
            high=(max(last, found.bars[-1].last) + 1) * DAY,
            foot=TimeFoot(self.time_style()),
            numbers=self.numbers(kind),
            stations=tuple(self._station(kind, found, bar) for bar in found.bars),
        )
        return Told(
            scene, self._sentence(kind, found), self._figures(kind, found),
            self._legend(found, colors), self._note(found),
            (
                tr("Date"), tr("Mean"), tr("Lowest to highest"), tr("In the range of"),
                tr("Readings"),
            ),
            [self._row(kind, found, bar) for bar in reversed(found.bars)],
        )  # fmt: skip

    def build(self) -> None:
        super().build()
        self.plot.chosen.connect(self._open_day)

    def _open_day(self, index: int) -> None:
        if self.found is not None:
            self.day_wanted.emit(self.found.bars[index].first)

    def _offer_settings(self, found: PressureBars) -> None:
        """Only where there is a choice."""
        self.setting.blockSignals(True)
        for number, one in enumerate(SETTINGS):
            self.setting.setTabVisible(number, one in found.settings)
        self.setting.choose(found.setting)
        self.setting.blockSignals(False)
        self.setting.setVisible(len(found.settings) > 1)

    # Words ----------------------------------------------------------------------------------

    def _when(self, bar: PressureBar) -> str:
        if bar.first == bar.last:
            return self.format.date(bar.first)
        return tr("Week of {date}", date=self.format.date(bar.first))

    def _pair(self, kind: HealthType, systolic: float, diastolic: float) -> str:
        return self.words(kind).value((systolic, diastolic))

    def _range(self, found: PressureBars, bar: PressureBar) -> str:
        return class_name(found.rule.steps[bar.place].code)

    def _count(self, bar: PressureBar) -> str:
        return tr_n("{n} reading", "{n} readings", bar.n)

    def _station(self, kind: HealthType, found: PressureBars, bar: PressureBar) -> Station:
        more = tr("In the range of: {range}", range=self._range(found, bar))
        spread = self._count(bar)
        if bar.n > 1:
            spread = f"{spread}, {self._reach(bar)}"
        return Station(
            _middle(bar), (bar.systolic, bar.diastolic),
            self._pair(kind, bar.systolic, bar.diastolic), self._when(bar), more, spread,
        )  # fmt: skip

    def _reach(self, bar: PressureBar) -> str:
        numbers = self.format.number
        digits = self.numbers(self._kind()).decimals
        return f"{numbers(bar.lowest, digits)}–{numbers(bar.highest, digits)}"

    def _kind(self) -> HealthType:
        assert self.subject is not None  # something is drawn
        return self.subject.kind

    def _figures(self, kind: HealthType, found: PressureBars) -> list[tuple[str, str]]:
        number = self.format.number
        raised = sum(found.rule.is_raised(bar.place) for bar in found.bars)
        weekly = found.bars[0].first != found.bars[0].last
        figures = []
        if found.mean is not None:
            mean = self.scaled(kind, found.mean.systolic), self.scaled(kind, found.mean.diastolic)
            figures.append((tr("Mean"), self._pair(kind, *mean)))
            figures.append((tr("Readings"), number(found.mean.n, 0)))
        raised_of = tr("{n} of {all}", n=number(raised, 0), all=number(len(found.bars), 0))
        figures.append((tr("Weeks raised") if weekly else tr("Days raised"), raised_of))
        return figures

    def scaled(self, kind: HealthType, value: float) -> float:
        """From mmHg to the unit chosen."""
        return Scale(kind, self.context.current.unit(kind.slug)).figure(value)

    def _legend(
        self, found: PressureBars, colors: Sequence[str]
    ) -> list[tuple[str, int | str, str]]:
        return [
            ("block", colors[n], f"{class_name(step.code)}, {range_words(found.rule.bounds(n))}")
            for n, step in enumerate(found.rule.steps)
        ]

    def _note(self, found: PressureBars) -> str:
        return tr(
            "Bars reach from the mean diastolic to the mean systolic, thin lines to the lowest "
            "and highest reading; colours are ranges in mmHg by {rule} ({source}).",
            rule=rule_name(found.rule), source=rule_source(found.rule),
        )  # fmt: skip

    def _sentence(self, kind: HealthType, found: PressureBars) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self._figures(kind, found))
        return tr("Blood pressure {place}. {figures}.", place=setting_name(found.setting),
                  figures=told)  # fmt: skip

    def _row(self, kind: HealthType, found: PressureBars, bar: PressureBar) -> tuple[str, ...]:
        return (
            self._when(bar), self._pair(kind, bar.systolic, bar.diastolic), self._reach(bar),
            self._range(found, bar), self.format.number(bar.n, 0),
        )  # fmt: skip


def _middle(bar: PressureBar) -> float:
    return (bar.first + bar.last + 1) / 2 * DAY


def _box(bar: PressureBar, color: str) -> Box:
    half = (bar.last - bar.first + 1) / 2 * BAR_SHARE * DAY
    return Box(_middle(bar) - half, _middle(bar) + half, bar.diastolic, bar.systolic, color)
