"""Two types against each other: how one goes with the other, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QWidget

from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.statistics import Correlation
from healthdesk.services.type_pairs import Pairs
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.texts.figures import lack_sentence
from healthdesk.ui import widgets
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.look import Look, faded
from healthdesk.ui.chart.plot import Scene, Station, values_foot
from healthdesk.ui.chart.shapes import Caption, curve, dots, ribbon
from healthdesk.ui.chart_views.still import SpanView, Told
from healthdesk.ui.chart_views.view import Subject

BAND_OPACITY: Final = 0.16
# The line's band is bent: so many places along it are drawn.
STEPS: Final = 40
STYLE_ROOM: Final = 8
FEW, FEW_DOT, DOT = 60, 8.0, 6.0


class ScatterView(SpanView[Pairs]):
    """The type in hand along the foot, another one upwards."""

    CHOICES = ("year", "quarter", "all")

    def controls(self) -> Sequence[QWidget]:
        self.other = QComboBox()
        self.other.setAccessibleName(tr("The other type"))
        self.other.setToolTip(tr("The other type"))
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.other.activated.connect(lambda _: self.ask())
        self.of = widgets.Segmented(
            tr("Pairs of"), {"days": tr("Days"), "readings": tr("Readings")}
        )
        self.of.chosen.connect(lambda _: self.ask())
        return self.other, self.of

    def against(self, slug: str) -> None:
        """Choose the other type, also before it is known which ones there are."""
        if self.other.findData(slug) < 0:
            self.other.addItem(type_name(self.context.current.types[slug]), slug)
        self.other.setCurrentIndex(self.other.findData(slug))
        self.ask()

    def question(self, subject: Subject) -> Callable[[], Pairs]:
        current, charts, actor = self.context.current, self.context.app.charts, self.context.actor
        person_id, span, slug = subject.person_id, self.span(), str(self.other.currentData())
        one = subject.kind.slug, current.unit(subject.kind.slug)
        other = slug, current.unit(slug)
        of: Literal["days", "readings"] = "days" if self.of.key() == "days" else "readings"
        return lambda: charts.pairs(actor, person_id, one, other, span, of)

    def ask(self) -> None:
        """The types there are come first, then what they tell of each other."""
        subject = self.subject
        if subject is None:
            return
        analytics, actor = self.context.app.analytics, self.context.actor
        self.context.tasks.run(
            lambda: analytics.types_charted(actor, subject.person_id),
            lambda slugs: self._take_types(subject, slugs),
            key=("charts.scatter-types", id(self)),
            owner=self,
        )

    def _take_types(self, subject: Subject, slugs: Sequence[str]) -> None:
        if subject is not self.subject:
            return
        book, chosen = self.context.current.types, self.other.currentData()
        kinds = [book[slug] for slug in slugs if slug in book and not book[slug].codes]
        self.other.clear()
        for kind in kinds:
            if kind.slug != subject.kind.slug:
                self.other.addItem(type_name(kind), kind.slug)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)))
        self.other.setEnabled(self.other.count() > 0)
        # What the style puts around the words is not all in the hint.
        self.other.setMinimumWidth(self.other.sizeHint().width() + STYLE_ROOM)
        if self.other.count():
            super().ask()
            return
        self.heading.setText(self.words(subject.kind).heading())
        self.say_nothing(tr("There is no other type to compare with yet."))

    def concerned(self, event: RecordsChanged, person_id: int, slug: str) -> bool:
        other = str(self.other.currentData() or "")
        return super().concerned(event, person_id, slug) or (
            bool(other) and super().concerned(event, person_id, other)
        )

    def tell(self, subject: Subject, found: Pairs, look: Look) -> Told:
        other = self.context.current.types.get(str(self.other.currentData() or ""))
        if other is None or not found.x:
            return Told(None, note=self._nothing(found))
        kind = subject.kind
        low, high = min(found.x), max(found.x)
        room = 0.04 * (high - low) or 1.0
        scene = Scene(
            layers=tuple(self._layers(found, look)),
            low=low - room,
            high=high + room,
            foot=values_foot(
                low - room, high + room, self.numbers(kind), self.words(kind).heading()
            ),
            numbers=self.numbers(other),
            stations=self._stations(kind, other, found),
            head=Caption(self.words(other).heading()),
            snap_values=True,
        )
        return Told(
            scene, self._sentence(kind, other, found), self._figures(found),
            self._legend(found), self._note(found),
            (tr("Date"), type_name(kind), type_name(other)), self._grid(kind, other, found),
        )  # fmt: skip

    def _nothing(self, found: Pairs) -> str:
        if self.of.key() == "readings":
            return tr("No readings of both within a quarter of an hour in this time.")
        return tr("No day with both in this time.")

    # Drawing --------------------------------------------------------------------------------

    @staticmethod
    def _layers(found: Pairs, look: Look) -> list[Layer]:
        pairs = list(zip(found.x, found.y, strict=True))
        size = FEW_DOT if len(pairs) <= FEW else DOT
        layers: list[Layer] = [dots(pairs, faded(look.series[0], look.dot_opacity), size)]
        if found.fit is None:
            return layers
        low, high = min(found.x), max(found.x)
        places = [low + (high - low) * n / STEPS for n in range(STEPS + 1)]
        band = [
            (
                x,
                found.fit.at(x) - found.fit.half_width(x),
                found.fit.at(x) + found.fit.half_width(x),
            )
            for x in places
        ]
        line = [(x, found.fit.at(x)) for x in (low, high)]
        color = look.series[1]
        layers.insert(0, ribbon(band, faded(color, BAND_OPACITY)))
        return [*layers, curve(line, QColor(color), 2.2, whole=True)]

    def _stations(self, kind: HealthType, other: HealthType, found: Pairs) -> tuple[Station, ...]:
        one, two = self.words(kind), self.words(other)
        stations = [
            Station(
                x, (y,), f"{type_name(kind)} {one.value((x,))}", self.format.date(day),
                f"{type_name(other)} {two.value((y,))}",
            )
            for day, x, y in zip(found.days, found.x, found.y, strict=True)
        ]  # fmt: skip
        return tuple(sorted(stations, key=lambda station: (station.at, station.values)))

    # Words ----------------------------------------------------------------------------------

    def _figures(self, found: Pairs) -> list[tuple[str, str]]:
        number = self.format.number
        pairs = (tr("Pairs"), number(len(found.x), 0))
        if found.correlation is None or found.by_rank is None:
            return [pairs]
        return [
            (tr("Correlation r"), self._signed(found.correlation.r)),
            (tr("95 % interval"), self._interval(found.correlation)),
            (tr("By rank"), self._signed(found.by_rank.r)),
            pairs,
            (tr("Worth independent"), number(found.effective_n, 0)),
        ]

    def _signed(self, value: float) -> str:
        told = self.format.number(abs(value), 2)
        return f"−{told}" if round(value, 2) < 0 else told

    def _interval(self, found: Correlation) -> str:
        return tr("{low} to {high}", low=self._signed(found.low), high=self._signed(found.high))

    @staticmethod
    def _legend(found: Pairs) -> list[tuple[str, int | str, str]]:
        if found.fit is None:
            return []
        return [("line", 1, tr("Fitted line")), ("band", 1, tr("Its 95 % band"))]

    def _note(self, found: Pairs) -> str:
        if found.lack is not None:
            lack = lack_sentence(found.lack, self.format)
            return tr("No line and no correlation: {lack}.", lack=lack)
        beside = tr(
            "Two things that go together need not cause one another. Neighbouring days tell "
            "much the same, so that they count less.",
        )  # fmt: skip
        if found.correlation is not None and found.correlation.low < 0 < found.correlation.high:
            return tr("This may well be chance: the interval holds 0. {more}", more=beside)
        return beside

    def _sentence(self, kind: HealthType, other: HealthType, found: Pairs) -> str:
        told = ", ".join(f"{name}: {value}" for name, value in self._figures(found))
        return tr_n(
            "{one} against {other}, {n} pair. {figures}.",
            "{one} against {other}, {n} pairs. {figures}.",
            len(found.x), one=type_name(kind), other=type_name(other), figures=told,
        )  # fmt: skip

    def _grid(self, kind: HealthType, other: HealthType, found: Pairs) -> list[tuple[str, ...]]:
        one, two = self.words(kind), self.words(other)
        pairs = zip(found.days, found.x, found.y, strict=True)
        return [
            (self.format.date(day), one.value((x,)), two.value((y,)))
            for day, x, y in reversed(list(pairs))
        ]
