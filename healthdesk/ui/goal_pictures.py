"""How far a goal is, as a ring; and the days of a habit, as a calendar of weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from healthdesk.domain.habits import Mark, State
from healthdesk.domain.periods import WEEK_STARTS, first_day_of
from healthdesk.texts import Format, tr
from healthdesk.ui import icons, theme

RING: Final = 76
RING_WIDTH: Final = 7
CELL: Final = 14
CELL_GAP: Final = 4
MOST_WEEKS: Final = 26
LAST_DAYS: Final = 7
WEEK: Final = 7


class Ring(QWidget):
    """A share from 0 to 100 %; whole, it shows a tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0.0
        self._resting = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, percent: float, *, resting: bool = False) -> None:
        self._percent, self._resting = percent, resting
        self.setAccessibleName(tr("{n} % done", n=int(percent)))
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(RING)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = look.px(RING_WIDTH)
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        done = self._percent >= 100.0 and not self._resting
        tone = "border" if self._resting else "good" if done else "accent"
        painter.setPen(QPen(look.color("line"), width))
        painter.drawEllipse(box)
        pen = QPen(look.color(tone), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._percent > 0.0:
            painter.drawArc(box, 90 * 16, -round(self._percent / 100.0 * 360 * 16))
        if done:
            side = look.px(24)
            picture = icons.pixmap("check", look.color(tone), side, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)
            return
        painter.setPen(look.color("text"))
        painter.setFont(look.font("strong"))
        text = f"{int(self._percent)} %"
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)


class HabitCalendar(QWidget):
    """The last weeks of a habit, a column each, as many as there is room for. A done day is
    filled, a missed one hollow, one of a pause a dash, today a dashed frame.

    While all its days are of one week they stand in a row: a column would be mostly empty.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Mapping[int, Mark] = {}
        self._said: Mapping[int, str] = {}
        self._today = 0
        self._week_start = "monday"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(
        self, days: Sequence[Mark], amounts: Mapping[int, str], today: int, shape: Format
    ) -> None:
        """`amounts` are what a day has, in words."""
        self._marks = {mark.first: mark for mark in days}
        self._today = today
        self._week_start = {at: name for name, at in WEEK_STARTS.items()}[shape.week_start]
        self._said = {
            day: ", ".join(filter(None, (shape.date(day), amounts.get(day), _words()[mark.state])))
            for day, mark in self._marks.items()
        }
        last = [self._said[day] for day in sorted(self._marks)[-LAST_DAYS:]]
        self.setAccessibleName(tr("Last days: {days}.", days="; ".join(reversed(last))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        step = self._step()
        rows = 1 if self._in_row() else WEEK
        return QSize(12 * step, rows * step - theme.current().px(CELL_GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * self._step(), self.sizeHint().height())

    def _step(self) -> int:
        look = theme.current()
        return look.px(CELL) + look.px(CELL_GAP)

    def _in_row(self) -> bool:
        """Whether there is no day but of one week."""
        days = self._marks or (self._today,)
        return max(days) < first_day_of("weekly", self._week_start)(min(days)) + WEEK

    def _cells(self) -> dict[int, tuple[int, int]]:
        """The column and the row in which each day stands, but of those too long ago."""
        if self._in_row():
            begun = min(self._marks, default=self._today)
            return {day: (day - begun, 0) for day in self._marks}
        first = self._first()
        return {day: divmod(day - first, WEEK) for day in self._marks if day >= first}

    def _first(self) -> int:
        """The day in the upper left corner: in the week in which the habit began, or so many
        weeks ago as there is room for."""
        week = first_day_of("weekly", self._week_start)
        weeks = max(1, min(MOST_WEEKS, (self.width() + CELL_GAP) // self._step()))
        begun = min(self._marks, default=self._today)
        return max(week(begun), week(self._today) - WEEK * (weeks - 1))

    def day_at(self, x: float, y: float) -> int | None:
        """The day whose cell lies there."""
        step = self._step()
        cell = (int(x // step), int(y // step))
        return next((day for day, at in self._cells().items() if at == cell), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), "" if day is None else self._said[day], self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, side = self._step(), theme.current().px(CELL)
        for day, (column, row) in self._cells().items():
            box = QRectF(column * step + 1, row * step + 1, side - 2, side - 2)
            _draw(painter, box, self._marks[day].state)


def _draw(painter: QPainter, box: QRectF, state: State) -> None:
    look = theme.current()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "hit":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(box, 3, 3)
    elif state == "missed":
        painter.setPen(QPen(look.color("border"), 1.5))
        painter.drawRoundedRect(box, 3, 3)
    elif state == "open":
        pen = QPen(look.color("accent"), 1.5)
        pen.setDashPattern([2.0, 1.5])
        painter.setPen(pen)
        painter.drawRoundedRect(box, 3, 3)
    elif state == "paused":
        painter.setPen(QPen(look.color("muted"), 2))
        middle = box.center().y()
        painter.drawLine(QPointF(box.left() + 2, middle), QPointF(box.right() - 2, middle))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("line"))
        painter.drawEllipse(box.center(), 2, 2)


def _words() -> dict[State, str]:
    return {
        "hit": tr("done"),
        "missed": tr("missed"),
        "open": tr("not over yet"),
        "paused": tr("paused"),
        "none": "",
    }
