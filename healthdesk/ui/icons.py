"""The program's own line icons, tinted and drawn at the screen's density.

    icons.icon("add", look.color("text"))          # QIcon for buttons, menus, list items
    icons.pixmap("warning", look.color("warn"), 20, widget.devicePixelRatioF())
    icons.paint(painter, "records", QRectF(0, 0, 20, 20), color)

Names are the files of `resources/icons` without `.svg` (`names()` lists them): 24-px grid,
2-px stroke, `currentColor`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from healthdesk.paths import resource

APP = "healthdesk"
FADED: Final = 0.45


def names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in resource("icons").glob("*.svg")))


@lru_cache(maxsize=128)
def source(name: str) -> str:
    """The drawing's text. FileNotFoundError for an unknown name."""
    return resource(f"icons/{name}.svg").read_text("utf-8")


def tinted(name: str, color: QColor) -> str:
    """The drawing with `currentColor` replaced."""
    return source(name).replace("currentColor", color.name())


def paint(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw an icon into `box` of a painter in use."""
    renderer = QSvgRenderer(QByteArray(tinted(name, color).encode()))
    painter.save()
    painter.setOpacity(painter.opacity() * color.alphaF())
    renderer.render(painter, box)
    painter.restore()


def pixmap(name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """A square picture of `size` logical pixels, kept in Qt's picture cache."""
    key = f"healthdesk/{name}/{color.rgba():x}/{size}/{ratio:g}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def _ratios() -> list[float]:
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0})


def icon(
    name: str,
    color: QColor,
    chosen: QColor | None = None,
    size: int = 20,
    disabled: QColor | None = None,
) -> QIcon:
    """An icon in one colour, `disabled` in another or at 45 %; `chosen` is for a selected list
    item, `size` the logical pixels it is shown in."""
    faded = disabled
    if faded is None:
        faded = QColor.fromRgba(color.rgba())
        faded.setAlphaF(FADED * color.alphaF())
    result = QIcon()
    for ratio in _ratios():
        result.addPixmap(pixmap(name, color, size, ratio), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, faded, size, ratio), QIcon.Mode.Disabled)
        if chosen is not None:
            result.addPixmap(pixmap(name, chosen, size, ratio), QIcon.Mode.Selected)
    return result


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(app_picture(size))
    return result


def app_picture(size: int, ratio: float = 1.0) -> QPixmap:
    return pixmap(APP, QColor("#1F6FEB"), size, ratio)
