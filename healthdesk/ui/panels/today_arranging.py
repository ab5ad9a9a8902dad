"""While Today is arranged: a bar above the cards, and a frame around each of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QActionGroup,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from healthdesk.texts import tr
from healthdesk.ui import theme, widgets
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.messages import announce
from healthdesk.ui.panels.today_arrangement import Look, Place, Size, Tile
from healthdesk.ui.panels.today_cards import CardButton

if TYPE_CHECKING:
    from healthdesk.ui.panels.today_board import Board

K = TypeVar("K")

ROOM: Final = 6


def look_names() -> dict[Look, str]:
    return {
        "card": tr("Card"), "month": tr("Chart of 30 days"), "quarter": tr("Chart of 90 days"),
    }  # fmt: skip


def size_names() -> dict[Size, str]:
    return {"normal": tr("One column wide"), "wide": tr("Two columns wide")}


def place_names() -> dict[Place, str]:
    return {
        "below": tr("Insights below the cards"), "above": tr("Insights above the cards"),
        "off": tr("No insights"),
    }  # fmt: skip


def offer(
    menu: widgets.Menu, names: Mapping[K, str], chosen: K, choose: Callable[[K], object]
) -> None:
    """One of several in a menu, the one in force marked."""
    group = QActionGroup(menu)
    for key, name in names.items():
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(key == chosen)
        group.addAction(action)
        action.triggered.connect(lambda _=False, key=key: choose(key))


class ArrangeBar(widgets.Card):
    """What can be done with all cards, and the ways out."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._board = board
        self.setAccessibleName(tr("Arrange Today"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(
            widgets.Text(
                tr(
                    "Drag the cards, or move the one you are on with the arrow keys. Return "
                    "chooses how it is shown, Del takes it away, Esc leaves all as it was."
                ),
                "body", tone="muted", wrap=True,
            )
        )  # fmt: skip
        row = FlowRow(gap=8)
        self.add_button = widgets.Button(tr("Add a card"), icon="add", run=self._offer)
        self.insights = widgets.Button(place_names()["below"], icon="info", run=self._offer_places)
        self.reset_button = widgets.Button(tr("As at first"), "quiet", "restore", board.reset)
        self.cancel_button = widgets.Button(tr("Cancel"), run=board.cancel)
        self.done_button = widgets.Button(tr("Done"), "primary", run=board.finish)
        for button in (self.add_button, self.insights, self.reset_button):
            row.addWidget(button)
        row.addStretch()
        for button in (self.cancel_button, self.done_button):
            row.addWidget(button)
        self.body.addLayout(row)
        self._away: list[tuple[str, str]] = []
        self._place: Place = "below"

    def follow(self, away: Sequence[tuple[str, str]], place: Place, *, is_first: bool) -> None:
        """`away`: slugs and names of types that are not on the page."""
        self._away, self._place = list(away), place
        self.add_button.setEnabled(bool(away))
        self.insights.setText(place_names()[place])
        self.insights.setAccessibleName(place_names()[place])
        self.reset_button.setEnabled(not is_first)

    def _offer(self) -> None:
        self.add_menu().popup(self._under(self.add_button))

    def add_menu(self) -> widgets.Menu:
        menu = widgets.Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for slug, name in self._away:
            menu.addAction(name).triggered.connect(lambda _=False, slug=slug: self._board.add(slug))
        return menu

    def _offer_places(self) -> None:
        self.place_menu().popup(self._under(self.insights))

    def place_menu(self) -> widgets.Menu:
        menu = widgets.Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer(menu, place_names(), self._place, self._board.set_insights)
        return menu

    @staticmethod
    def _under(button: QWidget) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._board.cancel()
        else:
            super().keyPressEvent(event)


class Frame(QFrame):
    """A card that can be moved; what the card itself does rests meanwhile."""

    def __init__(self, board: Board, slug: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._slug = board, slug
        self._tile = Tile(slug)
        self._held: CardButton | None = None
        self._pressed: QPoint | None = None
        self._over: str = ""
        self._said = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.earlier = self._button("chevron-left", tr("Move earlier"), lambda: self._go(-1))
        self.later = self._button("chevron-right", tr("Move later"), lambda: self._go(1))
        self.more = self._button("more", tr("How it is shown…"), self._offer)
        self.away = self._button("close", tr("Take away"), lambda: board.remove(slug))
        for button in (self.earlier, self.later):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.more, self.away):
            row.addWidget(button)
        column.addLayout(row)

    def _button(self, icon: str, name: str, run: widgets.Run) -> widgets.IconButton:
        button = widgets.IconButton(icon, name, run)
        # The keys of the frame do the same; Tab goes from card to card.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    # What is in it

    def hold(self, tile: CardButton) -> None:
        """Have a card inside, whose presses and keys rest; another one is given up."""
        if self._held is tile:
            return
        layout = self.layout()
        if self._held is not None and layout is not None:
            layout.removeWidget(self._held)
            self._held.hide()
        self._held = tile
        tile.set_fixed(fixed=True)
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(tile, 1)
        tile.show()

    def give_back(self) -> None:
        """The card goes on without the frame."""
        if self._held is not None:
            self._held.setParent(self._board.grid)
            self._held = None

    def follow(self, tile: Tile, name: str, number: int, of: int) -> None:
        """The card's way of being shown, its name and its place among all."""
        self._tile = tile
        said = tr("{name}, place {n} of {all}", name=name, n=number, all=of)
        if said != self._said and self._said and self.hasFocus():
            announce(self, said)
        self._said = said
        self.setAccessibleName(said)
        self.setAccessibleDescription(f"{look_names()[tile.look]}, {size_names()[tile.size]}")
        if self.hasFocus():
            QTimer.singleShot(0, self, self._into_sight)
        self.earlier.setEnabled(number > 1)
        self.later.setEnabled(number < of)

    def menu(self) -> widgets.Menu:
        """The ways to show it."""
        menu = widgets.Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer(menu, look_names(), self._tile.look, lambda look: self._choose(look=look))
        menu.addSeparator()
        offer(menu, size_names(), self._tile.size, lambda size: self._choose(size=size))
        menu.addSeparator()
        menu.addAction(tr("Take away")).triggered.connect(lambda: self._board.remove(self._slug))
        return menu

    def _choose(self, look: Look | None = None, size: Size | None = None) -> None:
        self._board.choose(
            self._slug,
            lambda tile: dataclasses.replace(tile, look=look or tile.look, size=size or tile.size),
        )

    def _offer(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    # Keys and mouse

    def _go(self, by: int) -> None:
        self._board.shift(self._slug, by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._board.grid.columns()
        last = len(self._board.order) - 1
        runs: dict[int, widgets.Run] = {
            Qt.Key.Key_Left: lambda: self._go(-1),
            Qt.Key.Key_Right: lambda: self._go(1),
            Qt.Key.Key_Up: lambda: self._go(-columns),
            Qt.Key.Key_Down: lambda: self._go(columns),
            Qt.Key.Key_Home: lambda: self._board.move_to(self._slug, 0),
            Qt.Key.Key_End: lambda: self._board.move_to(self._slug, last),
            Qt.Key.Key_Delete: lambda: self._board.remove(self._slug),
            Qt.Key.Key_Return: self._offer,
            Qt.Key.Key_Enter: self._offer,
            Qt.Key.Key_Space: self._offer,
            Qt.Key.Key_Escape: self._board.cancel,
        }
        run = runs.get(event.key())
        if run is None:
            super().keyPressEvent(event)
            return
        event.accept()
        run()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._over = event.position().toPoint(), ""
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        place = event.position().toPoint()
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not far and not self._over:
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        at = self.mapTo(self._board.grid, place)
        over = next(
            (slug for slug, frame in self._board.frames.items() if frame.geometry().contains(at)),
            "",
        )
        # Once moved it waits for another card: of two sizes the one below the pointer may be
        # the same as before.
        if over and over not in (self._over, self._slug):
            self._over = over
            self._board.move_onto(self._slug, over)
        elif over == self._slug:
            self._over = self._slug

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        # Once the layout has put it where it goes.
        QTimer.singleShot(0, self, self._into_sight)

    def _into_sight(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = QPen(look.color("accent" if focused else "border"), 2 if focused else 1)
        if not focused:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.color("faint"))
        inset = 1.0 if focused else 0.5
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, 16, 16)
