"""The small card beside the cross."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from healthdesk.ui.chart.look import Look


class Readout(QFrame):
    """The small card beside the cross: value and unit, when, where from, and what else there
    is at that time, a line each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("readout")
        self._lines = tuple(QLabel(self) for _ in range(4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        for label in self._lines:
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self.hide()

    def set_look(self, look: Look) -> None:
        self.setStyleSheet(
            f"#readout {{ background: {look.card}; border: 1px solid {look.border};"
            f" border-radius: 8px; }} QLabel {{ background: transparent; border: none;"
            f" color: {look.muted}; }}"
        )
        bold = QFont(look.font)
        bold.setWeight(QFont.Weight.DemiBold)
        for label in self._lines:
            label.setFont(look.font)
        self._lines[0].setFont(bold)
        self._lines[0].setStyleSheet(f"color: {look.text};")

    def set_texts(self, value: str, when: str, source: str, more: str = "") -> None:
        for label, text in zip(self._lines, (value, when, source, more), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.adjustSize()

    def place(self, anchor: QPoint, area: QRectF) -> None:
        """Beside `anchor`, inside `area`, never over the anchor."""
        x = anchor.x() + 14
        if x + self.width() > area.right():
            x = anchor.x() - 14 - self.width()
        y = min(max(anchor.y() - self.height() / 2, area.top()), area.bottom() - self.height())
        self.move(max(int(area.left()), x), int(y))
