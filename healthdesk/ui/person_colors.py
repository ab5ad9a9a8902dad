"""A colour for each person, and how it is shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from healthdesk.domain.records import PERSON_COLORS, Person
from healthdesk.texts import tr

# Told apart in both themes and with every colour vision, by lightness too.
COLORS = PERSON_COLORS


def color_name(color: str) -> str:
    names = {
        "#1F6FEB": tr("Blue"),
        "#C2410C": tr("Orange"),
        "#0F766E": tr("Teal"),
        "#7C3AED": tr("Violet"),
        "#B45309": tr("Amber"),
        "#BE185D": tr("Pink"),
        "#4D7C0F": tr("Olive"),
    }
    return names.get(color, color)


def color_of(person: Person) -> str:
    """The person's colour, or one by number for somebody without."""
    return person.color or COLORS[(person.id - 1) % len(COLORS)]


def dot_icon(color: str, size: int = 16, lead: int = 0, ratio: float = 2.0) -> QIcon:
    """A round patch of colour for buttons and menus, `lead` of nothing before it."""
    picture = QPixmap(QSize(round((lead + size) * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(QRectF(lead + size / 8, size / 8, size * 0.75, size * 0.75))
    painter.end()
    return QIcon(picture)
