"""A small chart of one bar a day, with the days at its ends and its highest value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from healthdesk.ui import theme

HEIGHT: Final = 88
NARROWEST: Final = 160
MOST_BAR: Final = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """A day's value, None where there is none, and what is said of it; `bad` of the value is
    drawn as trouble at its foot."""

    value: float | None
    said: str
    bad: float = 0.0


class DayBars(QWidget):
    """Bars over days in order; `bound` is drawn as a line across where it lies below the top."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._bars: Sequence[Bar] = ()
        self._ends = ("", "")
        self._top_text = ""
        self._bound: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def show_bars(
        self,
        bars: Sequence[Bar],
        ends: tuple[str, str],
        top_text: str,
        bound: float | None = None,
    ) -> None:
        """`ends`: the first and the last day in words; `top_text`: the highest value."""
        self._bars, self._ends, self._top_text, self._bound = bars, ends, top_text, bound
        told = [bar.said for bar in bars if bar.value][-7:]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(NARROWEST), look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def bar_at(self, x: float) -> Bar | None:
        """The bar below a point."""
        if not self._bars or not 0 <= x < self.width():
            return None
        return self._bars[int(x * len(self._bars) / self.width())]

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self.bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), bar.said if bar else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font("axis")
        painter.setFont(font)
        line = painter.fontMetrics().height()
        plot = QRectF(0, line + 2, self.width(), self.height() - 2 * line - 6)
        painter.setPen(look.color("muted"))
        above = QRectF(0, 0, self.width(), line)
        painter.drawText(above, Qt.AlignmentFlag.AlignRight, self._top_text)
        below = QRectF(0, plot.bottom() + 4, self.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._ends[1])
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self._draw_bars(painter, plot)

    def _draw_bars(self, painter: QPainter, plot: QRectF) -> None:
        look = theme.current()
        top = max((bar.value or 0.0 for bar in self._bars), default=0.0)
        if not top:
            return
        step = plot.width() / len(self._bars)
        width = min(look.px(MOST_BAR), 0.7 * step)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, bar in enumerate(self._bars):
            left = plot.left() + (place + 0.5) * step - width / 2
            for value, tone in ((bar.value or 0.0, "accent"), (bar.bad, "bad")):
                if value > 0:
                    height = max(2.0, plot.height() * value / top)
                    box = QRectF(left, plot.bottom() - height, width, height)
                    painter.fillRect(box, look.color(tone))
        if self._bound is not None and self._bound < top:
            pen = QPen(look.color("muted"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            y = plot.bottom() - plot.height() * self._bound / top
            painter.drawLine(QRectF(plot.left(), y, plot.width(), 0).topLeft(),
                             QRectF(plot.left(), y, plot.width(), 0).topRight())  # fmt: skip
