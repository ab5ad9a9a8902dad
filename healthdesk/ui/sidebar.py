"""The left edge of the window: whose readings these are, and where one can go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from healthdesk.texts import tr
from healthdesk.ui import icons, theme
from healthdesk.ui.commands import PAGES, Commands, page_title
from healthdesk.ui.widgets import Button, IconButton, Menu, Text, show_hand

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from healthdesk.domain.records import Person

WIDTH: Final = 208
# From the edge of the person's button to the icons of the pages below it.
LEAD: Final = 15
# From the edge of a page's line to its icon, at any text scale.
PAGE_ICON: Final = 14
# Pixels above and below what lies in the free room.
FREE: Final = 8
# From `QtCore.Qt.ItemDataRole.UserRole` on.
PAGE_ROLE: Final = 0x100
COUNT_ROLE: Final = 0x101
MOST_COUNTED: Final = 99


class _Counted(QStyledItemDelegate):
    """A page's name, with a number behind it where something there waits for an answer."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:  # fmt: skip
        super().paint(painter, option, index)
        count = index.data(COUNT_ROLE)
        if not count:
            return
        look = theme.current()
        font = look.font("axis")
        font.setWeight(QFont.Weight.DemiBold)
        text = str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"
        high = look.px(20)
        wide = max(high, QFontMetrics(font).horizontalAdvance(text) + look.px(12))
        room = option.rect
        box = QRectF(
            room.right() - wide - look.px(10), room.center().y() - high / 2 + 1, wide, high
        )
        icon_end = room.left() + PAGE_ICON + option.decorationSize.width()
        name = QFontMetrics(option.font).horizontalAdvance(str(index.data()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        if icon_end + look.px(6) + name > box.left():
            # No room for a number behind the name: a dot at the icon says that there is one.
            side = look.px(9)
            top = room.center().y() - high / 2
            painter.drawEllipse(QRectF(icon_end - side, top, side, side))
            painter.restore()
            return
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setPen(look.color("on-accent"))
        painter.setFont(font)
        painter.drawText(box, int(QtCore.Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()


class Navigation(QListWidget):
    """The pages; the one in front is chosen. Up and Down go there at once."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "navigation")
        self.setAccessibleName(tr("Pages"))
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        for page in PAGES:
            item = QListWidgetItem(page_title(page), self)
            item.setData(PAGE_ROLE, page)
        self.setItemDelegate(_Counted(self))
        self.currentItemChanged.connect(self._say)

    def show_count(self, page: str, count: int, said: str) -> None:
        """How many things wait on a page, and that in words; none: 0 and nothing said."""
        item = self.item(PAGES.index(page))
        item.setData(COUNT_ROLE, count)
        item.setData(QtCore.Qt.ItemDataRole.AccessibleDescriptionRole, said)
        item.setToolTip(said)

    def show_page(self, page: str) -> None:
        """Mark the page in front, without asking for it."""
        self.blockSignals(True)
        self.setCurrentRow(PAGES.index(page))
        self.blockSignals(False)

    def tint(self) -> None:
        look = theme.current()
        size = look.px(20)
        self.setIconSize(QSize(size, size))
        for row, page in enumerate(PAGES):
            picture = icons.icon(page, look.color("muted"), look.color("accent-page"), size)
            self.item(row).setIcon(picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        taking = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if taking and self.currentItem():
            self.wanted.emit(str(self.currentItem().data(PAGE_ROLE)))
            return
        super().keyPressEvent(event)

    def _say(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.wanted.emit(str(item.data(PAGE_ROLE)))


class PersonButton(QPushButton):
    """The person in view; pressing it opens the list of all, once they are known."""

    picked = Signal(int)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.setProperty("kind", "person")
        self.setAccessibleName(tr("Person"))
        self._commands = commands
        self._persons: Menu | None = None
        self._name = ""
        self._color = ""

    def show_persons(self, persons: tuple[Person, ...], chosen: Person | None) -> None:
        from healthdesk.ui.person_colors import color_of, dot_icon

        menu = self._emptied()
        for person in persons:
            action = menu.addAction(dot_icon(color_of(person)), _plain(person.name))
            if chosen is not None and person.id == chosen.id:
                font = action.font()
                font.setBold(True)
                action.setFont(font)
            action.triggered.connect(lambda _=False, one=person.id: self.picked.emit(one))
        menu.addSeparator()
        menu.addAction(self._commands.action("person.add"))
        menu.addAction(self._commands.action("person.manage"))
        self._name = chosen.name if chosen else ""
        self.setAccessibleName(tr("Person: {name}", name=self._name) if chosen else tr("Person"))
        self.setToolTip(self._name)
        self._color = color_of(chosen) if chosen else ""
        self._fit()

    def _emptied(self) -> Menu:
        """The list, without anybody on it."""
        if self._persons is None:
            self._persons = Menu(self)
            self.setMenu(self._persons)
        self._persons.clear()
        return self._persons

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The dot stands above the icons of the pages, the name as far as there is room."""
        look = theme.current()
        dot = look.px(16)
        lead = LEAD + look.px(20) // 2 - dot // 2
        if self._color:
            from healthdesk.ui.person_colors import dot_icon

            self.setIconSize(QSize(lead + dot, dot))
            self.setIcon(dot_icon(self._color, dot, lead))
        if not self._name:
            self.setText("")
            return
        room = self.width() - lead - dot - look.px(20) - 28
        short = self.fontMetrics().elidedText(self._name, QtCore.Qt.TextElideMode.ElideRight, room)
        self.setText(_plain(short))


def _plain(name: str) -> str:
    """A name as button and menu text, in which & would mark a key."""
    return name.replace("&", "&&")


class Sidebar(QFrame):
    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sidebar")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 18, 12, 12)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(16)
        self.person = PersonButton(commands)
        column.addWidget(self.person)
        column.addSpacing(12)
        self.navigation = Navigation()
        column.addWidget(self.navigation, 1)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        self.search = Button(
            tr("Find a command"), "quiet", "search", lambda: commands.run("view.palette")
        )
        key = commands.key_text("view.palette")
        self.search.setToolTip(f"{tr('Find a command')} ({key})")
        self.search.setText(key)
        foot.addWidget(self.search)
        foot.addStretch(1)
        self.theme = IconButton(
            "moon", tr("Switch between light and dark"), lambda: commands.run("view.theme")
        )
        foot.addWidget(self.theme)
        column.addLayout(foot)
        self.follow_theme()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(13, 0, 0, 0)
        row.setSpacing(6)
        self._sign = QLabel()
        row.addWidget(self._sign)
        row.addWidget(Text("HealthDesk", "section"))
        row.addStretch(1)
        return row

    def free_room(self) -> QRect:
        """Between the last page and the foot, where nothing is; empty where the pages take all."""
        pages = self.navigation
        last = pages.visualItemRect(pages.item(pages.count() - 1))
        top = pages.viewport().mapTo(self, last.bottomLeft()).y() + FREE
        around = pages.geometry()
        return QRect(around.left(), top, around.width(), max(0, around.bottom() - FREE - top))

    def follow_theme(self) -> None:
        look = theme.current()
        self.setFixedWidth(WIDTH if look.scale <= 1.25 else round(WIDTH * look.scale * 0.8))
        self._sign.setPixmap(icons.app_picture(look.px(24), self.devicePixelRatioF()))
        self.theme.set_icon("sun" if look.dark else "moon")
        self.navigation.tint()
