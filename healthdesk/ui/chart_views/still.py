"""Views whose drawing stands still: one question, one answer, one plot."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from healthdesk.texts import tr
from healthdesk.ui import widgets
from healthdesk.ui.chart.legend import LegendRow
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.pictures import Drawing
from healthdesk.ui.chart.plot import Plot, Scene
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart.words import span_words
from healthdesk.ui.chart_views.grid import GridModel
from healthdesk.ui.chart_views.view import ChartView, Subject
from healthdesk.ui.context import Context

Found = TypeVar("Found")
Span = tuple[int, int]

# Days of each choice; all time has its own.
SPANS: Final[Mapping[str, int]] = {
    "two-weeks": 14, "month": 31, "quarter": 92, "year": 366, "all": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a view shows and says. `scene` None: there is nothing to draw, and `note` says why.
    Figures are names and values; keys of the legend shape, colour and words."""

    scene: Scene | None
    sentence: str = ""
    figures: Sequence[tuple[str, str]] = ()
    legend: Sequence[tuple[str, int | str, str]] = ()
    note: str = ""
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default=())


class StillView(ChartView, Generic[Found]):
    """Asks one question about the subject and draws the answer.

    A subclass implements `question` and `tell`, and may add controls.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: Found | None = None
        self._told: Told | None = None
        self.plot = Plot(self.look())
        self.rows = GridModel(self)
        self.keys = LegendRow()
        self.build()

    def build(self) -> None:
        """Put the parts together."""
        self.arrange(self.plot, self.rows, below=(self.keys,))

    @abstractmethod
    def question(self, subject: Subject) -> Callable[[], Found]:
        """What a worker asks."""

    @abstractmethod
    def tell(self, subject: Subject, found: Found, look: Look) -> Told:
        """What is shown of an answer, in the colours of `look`."""

    # For the page ------------------------------------------------------------------------

    def show_subject(self, subject: Subject) -> None:
        before, self.subject = self.subject, subject
        if before is None or before.kind.slug != subject.kind.slug:
            self.subject_changed()
        self.ask()

    def subject_changed(self) -> None:
        """Called before the first question about another type."""

    def sheet(self) -> Drawing:
        return self.plot

    def fill_table(self) -> None:
        if self._told is not None:
            self.rows.set_grid(self._told.headings, self._told.rows)

    def style_changed(self) -> None:
        super().style_changed()
        self.show_found()

    def dress(self, look: Look) -> None:
        super().dress(look)
        self.plot.set_look(look)
        self.show_found(look)

    # Inside --------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask again, about the subject there is."""
        if self.subject is None:
            return
        subject = self.subject
        self.wait(True)
        self.context.tasks.run(
            self.question(subject),
            lambda found: self._take(subject, found),
            ended=lambda: self.wait(False),
            key=("charts.still", id(self)),
            owner=self,
        )

    def _take(self, subject: Subject, found: Found) -> None:
        if subject is self.subject:
            self.found = found
            self.show_found()

    def show_found(self, look: Look | None = None) -> None:
        """Show the answer there is, again."""
        subject, found = self.subject, self.found
        if subject is None or found is None:
            return
        told = self._told = self.tell(subject, found, look or self.look())
        self.heading.setText(self.words(subject.kind).heading())
        self.set_figures(told.figures)
        self.set_keys(told.legend)
        self.plot.setAccessibleName(self.heading.text())
        self.plot.setAccessibleDescription(told.sentence)
        if self.is_table:
            self.fill_table()
        if told.scene is None:
            self.set_note("")
            self.say_nothing(told.note, latest=self.has_latest())
            return
        self.set_note(told.note)
        self.plot.show_scene(told.scene)
        self.say_something()

    def set_keys(self, entries: Sequence[tuple[str, int | str, str]]) -> None:
        """The legend: as many words beside each other as fit."""
        self.told_keys = tuple(entries)
        self.keys.set_entries(entries)
        self.keys.setVisible(bool(entries))

    def has_latest(self) -> bool:
        """Whether `show_latest` goes somewhere else."""
        return False


class SpanView(StillView[Found]):
    """A still view of a span of days that is chosen and moved through. `CHOICES` are keys of
    `SPANS`, the first one chosen at first."""

    CHOICES: tuple[str, ...] = ("quarter", "year", "all")

    def build(self) -> None:
        self._last_day = self.today()
        names = span_names()
        self.range = widgets.Segmented(
            tr("Range"), {key: names[key][0] for key in SPANS if key in self.CHOICES}
        )
        for index, key in enumerate(key for key in SPANS if key in self.CHOICES):
            self.range.setTabToolTip(index, names[key][1])
            self.range.setAccessibleTabName(index, names[key][1])
        self.range.choose(self.CHOICES[0])
        self.range.chosen.connect(lambda _: self._chosen())
        self.earlier = widgets.IconButton("chevron-left", tr("Earlier"), self.show_earlier)
        self.later = widgets.IconButton("chevron-right", tr("Later"), self.show_later)
        self.to_date = widgets.IconButton("calendar", tr("Go to a date…"), self.jump)
        self.span_text = widgets.Text("", "caption", tone="muted")
        self.span_text.setContentsMargins(4, 0, 0, 0)
        self.arrange(
            self.plot,
            self.rows,
            controls=(*self.controls(), self.range),
            foot=(self.earlier, self.later, self.to_date, self.span_text),
            below=(self.keys,),
        )

    def controls(self) -> Sequence[QWidget]:
        """More controls, before the range."""
        return ()

    def span(self) -> Span:
        """First and last day looked at."""
        if self.range.key() == "all" and self.subject is not None:
            return self.subject.first, max(self.subject.last, self.subject.first)
        days = SPANS[self.range.key()]
        return self._last_day - days + 1, self._last_day

    def last_day(self) -> int | None:
        return self.span()[1]

    def end_at(self, day: int) -> None:
        if self.subject is not None and self.range.key() != "all":
            self._go_to(min(day, max(self.subject.last, self.today())))

    def picture_title(self) -> str:
        return f"{self.heading.text()}, {self.span_text.text()}"

    def offers(self) -> Mapping[str, widgets.Run]:
        offered: dict[str, widgets.Run] = {
            "chart.latest": self.show_newest,
            "chart.jump": self.jump,
            "chart.narrower": lambda: self.range.step(-1),
            "chart.wider": lambda: self.range.step(1),
        }
        if self.range.key() != "all":
            offered |= {"chart.earlier": self.show_earlier, "chart.later": self.show_later}
        return offered

    def subject_changed(self) -> None:
        self._last_day = self.today()

    def ask(self) -> None:
        self._fill_span()
        super().ask()

    def _fill_span(self) -> None:
        first, last = self.span()
        self.span_text.setText(span_words(self.format, first * DAY, (last + 1) * DAY))
        if self.subject is not None:
            moving = self.range.key() != "all"
            self.earlier.setEnabled(moving and first > self.subject.first)
            self.later.setEnabled(moving and last < max(self.subject.last, self.today()))

    def _chosen(self) -> None:
        self.offers_changed.emit()
        self.ask()

    def jump(self) -> None:
        """Ask for a date and show the time around it."""
        from healthdesk.ui.dialogs.jump import JumpDialog

        subject = self.subject
        if subject is None:
            return
        limits = subject.first, max(subject.last, self.today())
        first, last = self.span()
        shown = min(max((first + last) // 2, limits[0]), limits[1])
        JumpDialog(shown, limits, self.format, self._jump_to, self).open()

    def _jump_to(self, day: int) -> None:
        """A span with the day in its middle, as far as there are days to come; where all time
        is shown, the longest span below that."""
        subject = self.subject
        if subject is None:
            return
        if self.range.key() == "all":
            self.range.choose([key for key in SPANS if key in self.CHOICES and key != "all"][-1])
        latest = max(subject.last, self.today())
        self._go_to(min(day + SPANS[self.range.key()] // 2, latest))
        self.focus_first()

    def show_newest(self) -> None:
        """The chosen range up to today."""
        self._go_to(self.today())

    def show_latest(self) -> None:
        if self.subject is not None:
            self._go_to(self.subject.last)

    def has_latest(self) -> bool:
        return self.subject is not None and self.subject.last < self.span()[0]

    def show_earlier(self) -> None:
        self._go_by(-1)

    def show_later(self) -> None:
        self._go_by(1)

    def _go_by(self, spans: int) -> None:
        if self.subject is None:
            return
        days = SPANS[self.range.key()]
        latest = max(self.subject.last, self.today())
        least = min(self.subject.first + days - 1, latest)
        self._go_to(min(max(self._last_day + spans * days, least), latest))

    def _go_to(self, last: int) -> None:
        self._last_day = last
        self.ask()


def span_names() -> dict[str, tuple[str, str]]:
    """Short and spoken name of each choice of a span."""
    return {
        "two-weeks": (tr("2W"), tr("2 weeks")),
        "month": (tr("M"), tr("Month")),
        "quarter": (tr("3M"), tr("3 months")),
        "year": (tr("Y"), tr("Year")),
        "all": (tr("All"), tr("All time")),
    }
