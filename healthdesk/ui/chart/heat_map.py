"""Years of days as weeks: each day a box in the colour of its value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from healthdesk.domain.times import date_of, day_of
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.shades import nothing
from healthdesk.ui.chart.walked import Walked

WEEKS: Final = 54  # of a year that begins and ends in the middle of one
GAP: Final = 2.0
CELL_LEAST, CELL_MOST = 7.0, 26.0
YEARS_MOST: Final = 6
EDGE: Final = 6.0
YEAR_GAP: Final = 10.0  # between a year and the name of its first month


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day with a value: the number of its colour, and what it says."""

    level: int
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days by their ordinal; names of the weekdays from the first of a week on, and of the
    months; the colours and the values between which each lies, in words."""

    days: Mapping[int, DayCell]
    newest: int  # the last year
    oldest: int
    week_start: int  # 0 is Monday
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    levels: tuple[
        str, ...
    ]  # values at the ends of the colours, one more than colours, or of the only one
    today: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the boxes lie: the side of one, and the corner of each year's first week."""

    side: float
    corners: tuple[tuple[int, QPointF], ...]

    @property
    def pitch(self) -> float:
        return self.side + GAP


class HeatMap(Walked):
    """`chosen` (a day) when one is clicked or Return pressed on it."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._calendar: Calendar | None = None
        self._colors: tuple[str, ...] = ()
        self._when: Callable[[int], str] = str
        self._day: int | None = None

    def show_calendar(
        self, calendar: Calendar, colors: Sequence[str], when: Callable[[int], str]
    ) -> None:
        """Show other days; `when` words one."""
        self._calendar, self._colors, self._when = calendar, tuple(colors), when
        self.point_at(None)

    # Where things lie ----------------------------------------------------------------------

    def years(self) -> tuple[int, ...]:
        """The years that find room, the newest first."""
        return tuple(year for year, _ in self._frame().corners)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.look.font)

    def _year_font(self) -> QFont:
        font = QFont(self.look.font)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _frame(self) -> _Frame:
        calendar = self._calendar
        if calendar is None:
            return _Frame(CELL_LEAST, ())
        metrics = self._metrics()
        line = metrics.height()
        names = max(metrics.horizontalAdvance(name) for name in calendar.weekdays)
        years = QFontMetricsF(self._year_font()).horizontalAdvance(str(calendar.newest))
        left = EDGE + max(names + 8, years + YEAR_GAP)
        room = self.height() - 2 * EDGE - line - 12  # the legend's
        side = (self.width() - EDGE - left) / WEEKS - GAP
        side = min(side, CELL_MOST, (room - line - 6) / 7 - GAP)
        side = max(CELL_LEAST, side)
        block = line + 6 + 7 * (side + GAP) + 10
        count = max(1, min(int((room + 10) // block), calendar.newest - calendar.oldest + 1))
        return _Frame(
            side,
            tuple(
                (calendar.newest - n, QPointF(left, EDGE + n * block + line + 6))
                for n in range(count)
            ),
        )

    def _cell(self, day: int, frame: _Frame) -> QRectF | None:
        """Where a day stands; None where its year is not shown."""
        calendar = self._calendar
        year = date_of(day).year
        corner = next((place for own, place in frame.corners if own == year), None)
        if corner is None or calendar is None:
            return None
        first = day_of(dt.date(year, 1, 1))
        begun = first - (date_of(first).weekday() - calendar.week_start) % 7
        week, row = divmod(day - begun, 7)
        return QRectF(
            corner.x() + week * frame.pitch, corner.y() + row * frame.pitch, frame.side, frame.side
        )

    def _day_at(self, place: QPointF) -> int | None:
        calendar, frame = self._calendar, self._frame()
        if calendar is None:
            return None
        for year, corner in frame.corners:
            week = int((place.x() - corner.x()) // frame.pitch)
            row = int((place.y() - corner.y()) // frame.pitch)
            if 0 <= row < 7 and 0 <= week < WEEKS:
                first = day_of(dt.date(year, 1, 1))
                begun = first - (date_of(first).weekday() - calendar.week_start) % 7
                day = begun + 7 * week + row
                return day if date_of(day).year == year else None
        return None

    # The day pointed at --------------------------------------------------------------------

    @property
    def day(self) -> int | None:
        """The day under the cross."""
        return self._day

    def point_at(self, day: int | None) -> None:
        """Mark a day and tell its value; None takes the mark away."""
        self._day = day
        cell = None if day is None else self._cell(day, self._frame())
        if day is None or cell is None or self._calendar is None:
            self._day = None
            self._readout.hide()
        else:
            found = self._calendar.days.get(day)
            value, more = ("–", "") if found is None else (found.value, found.more)
            self._readout.set_texts(value, self._when(day), more)
            self._readout.place(cell.center().toPoint(), QRectF(self.rect()))
            self._readout.show()
            if self.hasFocus():
                self.announce(", ".join(each for each in (value, self._when(day), more) if each))
        self.update()

    def _go(self, days: int) -> None:
        calendar = self._calendar
        if calendar is None:
            return
        shown = self.years()
        first = day_of(dt.date(shown[-1], 1, 1))
        last = min(day_of(dt.date(shown[0], 12, 31)), calendar.today)
        if self._day is None:
            known = [day for day in calendar.days if first <= day <= last]
            self.point_at(max(known, default=last))
            return
        self.point_at(min(max(self._day + days, first), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day != self._day:
            self.point_at(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        day = self._day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.point_at(day)
            self._choose()

    def _choose(self) -> None:
        calendar = self._calendar
        if self._day is not None and calendar is not None and self._day in calendar.days:
            self.chosen.emit(self._day)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -366 * YEARS_MOST, Qt.Key.Key_End: 366 * YEARS_MOST,
        }  # fmt: skip
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in steps:
            self._go(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() == Qt.Key.Key_Escape and self._day is not None:
            self.point_at(None)
        else:
            event.ignore()

    # Painting ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.point_at(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter)
        cell = None if self._day is None else self._cell(self._day, self._frame())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if cell is not None:
            painter.setPen(QPen(QColor(self.look.text), 2))
            painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 4, 4)
        self.paint_focus(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """All of it, for paper too."""
        painter.fillRect(self.rect(), QColor(self.look.card))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.look.font)
        calendar = self._calendar
        if calendar is None:
            return
        frame = self._frame()
        for year, corner in frame.corners:
            self._paint_year(painter, calendar, frame, year, corner)
        self._paint_legend(painter, calendar, frame)

    def _paint_year(
        self, painter: QPainter, calendar: Calendar, frame: _Frame, year: int, corner: QPointF
    ) -> None:
        self._paint_names(painter, calendar, frame, year, corner)
        first, last = day_of(dt.date(year, 1, 1)), day_of(dt.date(year, 12, 31))
        empty, outline = QColor(nothing(self.look)), QPen(QColor(self.look.hairline), 1.0)
        radius = min(3.0, frame.side / 4)
        for day in range(first, last + 1):
            cell = self._cell(day, frame)
            found = calendar.days.get(day)
            if cell is None or (found is None and day > calendar.today):
                continue
            if found is None:
                painter.setPen(outline)
                painter.setBrush(empty)
                painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._colors[found.level]))
                painter.drawRoundedRect(cell, radius, radius)
            if day == calendar.today:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self.look.accent), 1.6))
                painter.drawRoundedRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5), radius, radius)

    def _paint_names(
        self, painter: QPainter, calendar: Calendar, frame: _Frame, year: int, corner: QPointF
    ) -> None:
        line, metrics = self._metrics().height(), self._metrics()
        top = corner.y() - line - 4
        font = self._year_font()
        painter.setFont(font)
        painter.setPen(QColor(self.look.text))
        painter.drawText(QRectF(EDGE, top, 80, line), _LEFT, str(year))
        painter.setFont(self.look.font)
        painter.setPen(QColor(self.look.muted))
        every = 1 if frame.pitch >= line else 2
        for row in range(0, 7, every):
            place = QRectF(
                EDGE, corner.y() + row * frame.pitch + (frame.side - line) / 2,
                corner.x() - EDGE - 8, line,
            )  # fmt: skip
            painter.drawText(place, _RIGHT, calendar.weekdays[row])
        end = corner.x()
        if year_end := QFontMetricsF(font).horizontalAdvance(str(year)):
            end = max(end, EDGE + year_end + YEAR_GAP)
        for month in range(1, 13):
            cell = self._cell(day_of(dt.date(year, month, 1)), frame)
            name = calendar.months[month - 1]
            width = metrics.horizontalAdvance(name)
            if cell is not None:
                # The month's name stands over its first whole week.
                x = cell.left() + (frame.pitch if cell.top() > corner.y() + 1 else 0.0)
                if x >= end and x + width <= self.width():
                    painter.drawText(QRectF(x, top, width, line), _LEFT, name)
                    end = x + width + 6

    def _paint_legend(self, painter: QPainter, calendar: Calendar, frame: _Frame) -> None:
        metrics = self._metrics()
        line = metrics.height()
        side = min(frame.side, line)
        last_year = frame.corners[-1][1]
        x, top = last_year.x(), last_year.y() + 7 * frame.pitch + 12
        painter.setPen(QColor(self.look.muted))
        last = len(self._colors) - 1
        for number, words in enumerate(calendar.levels):
            width = metrics.horizontalAdvance(words)
            painter.setPen(QColor(self.look.muted))
            painter.drawText(QRectF(x, top, width, line), _LEFT, words)
            x += width + 6
            if number <= last:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._colors[number]))
                painter.drawRoundedRect(QRectF(x, top + (line - side) / 2, side, side), 3, 3)
                x += side + 6


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextDontClip
)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextDontClip
)
