"""What the window says: toasts that go away, strips that stay, errors in words.

    context.messages.toast(tr("Saved."))                         # 8 s, below the list of pages
    context.messages.toast(sentence, (tr("Undo"), self.undo))    # with one button
    context.messages.hold("undo", sentence)      # as long as it goes on: until `let_go("undo")`
    context.messages.trouble(error)                              # HealthdeskError in words
    context.messages.banner("import", sentence, tone="accent", action=(tr("Cancel"), stop))
    context.messages.clear_banner("import")

A banner of the same key replaces the one before. Everything said is announced to screen
readers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import sentence, tr
from healthdesk.ui.widgets import MARGIN_X, Button, IconButton, IconView, Text

if TYPE_CHECKING:
    from healthdesk.ui.sidebar import Sidebar

Run = Callable[[], object]
Action = tuple[str, Run]

TOAST_MS: Final = 8000
BELOW: Final = 24  # pixels between a toast and the lower edge of the page
GAP: Final = 8
BUTTON_X: Final = 11  # from the edge of a toast's button to its words
# What is higher than this is no control that a toast would hide: a table, a chart, a card.
SMALL: Final = 100
# What everything fails with that asks for data while there is none to be had.
CLOSED: Final = "database-closed"
TONE_ICONS: Final = {"bad": "warning", "warn": "warning", "accent": "info", "good": "check"}


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say a sentence that appeared."""
    if sentence and QtGui.QAccessible.isActive():
        said = QtGui.QAccessibleAnnouncementEvent(widget, sentence)
        QtGui.QAccessible.updateAccessibility(said)


class Toast(QFrame):
    """One sentence with one button at most: where the sidebar is free, so that nothing is hidden
    that somebody reads; over the bottom of the page where there is no such room."""

    gone = Signal()

    def __init__(self, page: QWidget, sidebar: Sidebar | None = None) -> None:
        # Over both, where there are both.
        self._over = (page.parentWidget() if sidebar is not None else None) or page
        super().__init__(self._over)
        self._page = page
        self._sidebar = sidebar
        self.setProperty("surface", "toast")
        self.setMinimumHeight(48)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self.sentence = Text()
        self.button = Button("", "toast")
        self.button.clicked.connect(self._press)
        self.dismiss = IconButton("close", tr("Close the message"), self._close, tone="on-toast")
        self._arrange(stacked=False)
        self._run: Run | None = None
        self._held: str | None = None
        self._unwanted: str | None = None  # what was held when somebody closed it
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.leave)
        page.installEventFilter(self)
        self.hide()

    def hold(self, key: str, sentence: str) -> None:
        """Say something that stays until `let_go`, or until something else is said. Said again
        under its key, it is how far that is: silently."""
        if self._unwanted == key:
            return
        if self._held == key and self.isVisible():
            self.sentence.setText(sentence)
            self._fit()
            return
        self.say(sentence)
        self._held = key
        self._timer.stop()

    def let_go(self, key: str) -> None:
        """What is held under this key is over; nothing where something else was said since."""
        if self._unwanted == key:
            self._unwanted = None
        if self._held == key:
            self.leave()

    def say(self, sentence: str, action: Action | None = None) -> None:
        self._held = None
        self.sentence.setText(sentence)
        self._run = action[1] if action else None
        self.button.setText(action[0] if action else "")
        self.button.setAccessibleName(action[0] if action else "")
        self.button.setVisible(action is not None)
        self.show()
        self._fit()
        self.raise_()
        self._timer.start()
        announce(self, sentence)

    def _close(self) -> None:
        """By hand: what goes on does not say so again."""
        self._unwanted = self._held
        self.leave()

    def leave(self) -> None:
        self._timer.stop()
        self._run = self._held = None
        if self.isVisible():
            self.hide()
            self.gone.emit()

    def _press(self) -> None:
        run = self._run
        self.leave()
        if run is not None:
            run()

    def _arrange(self, *, stacked: bool) -> None:
        """The button beside the sentence, or, `stacked`, below it."""
        grid = self._grid
        for part in (self.sentence, self.button, self.dismiss):
            grid.removeWidget(part)
        if stacked:
            grid.setContentsMargins(4, 8, 6, 8)
            grid.setSpacing(2)
            self.sentence.setContentsMargins(BUTTON_X, 0, 0, 0)
            at = QtCore.Qt.AlignmentFlag
            grid.addWidget(self.sentence, 0, 0)
            grid.addWidget(self.dismiss, 0, 1, at.AlignTop)
            grid.addWidget(self.button, 1, 0, at.AlignLeft)
        else:
            grid.setContentsMargins(20, 6, 8, 6)
            grid.setSpacing(8)
            self.sentence.setContentsMargins(0, 0, 0, 0)
            grid.addWidget(self.sentence, 0, 0)
            grid.addWidget(self.button, 0, 1)
            grid.addWidget(self.dismiss, 0, 2)

    def _fit(self) -> None:
        for part in (self.sentence, self.button, self.dismiss):
            part.ensurePolished()
        if not self._fit_beside():
            self._fit_over()

    def _fit_beside(self) -> bool:
        """Lie in the free room of the sidebar, at its foot; False where that is too small."""
        sidebar = self._sidebar
        if sidebar is None or not sidebar.isVisible():
            return False
        room = sidebar.free_room()
        self._arrange(stacked=True)
        self.sentence.setWordWrap(True)
        self._grid.activate()
        height = max(self.minimumHeight(), self._grid.heightForWidth(room.width()))
        if height > room.height() or self._grid.minimumSize().width() > room.width():
            return False
        room.moveTopLeft(sidebar.mapTo(self._over, room.topLeft()))
        self.setGeometry(room.left(), room.bottom() + 1 - height, room.width(), height)
        return True

    def _fit_over(self) -> None:
        page = self._page
        self._arrange(stacked=False)
        self.sentence.setWordWrap(False)
        self._grid.activate()
        width = min(self.sizeHint().width(), page.width() - 2 * MARGIN_X)
        self.sentence.setWordWrap(width < self.sizeHint().width())
        height = max(self.minimumHeight(), self.sizeHint().height())
        self.resize(width, max(height, self.heightForWidth(width)))
        left, bottom = (page.width() - width) // 2, page.height() - BELOW
        place = QPoint(left, self._above_controls(left, bottom) - self.height())
        self.move(page.mapTo(self._over, place))

    def _above_controls(self, left: int, bottom: int) -> int:
        """The lowest place for its lower edge where it hides nothing that can be pressed;
        the bottom where that would be in the upper half."""
        controls = [
            QRect(widget.mapTo(self._page, QPoint(0, 0)), widget.size())
            for widget in self._page.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus
            and widget.height() <= SMALL and not self.isAncestorOf(widget)
            and not isinstance(widget, QAbstractScrollArea)
        ]  # fmt: skip
        edge = bottom
        while hidden := [
            control for control in controls
            if control.intersects(QRect(left, edge - self.height(), self.width(), self.height()))
        ]:  # fmt: skip
            edge = min(control.top() for control in hidden) - GAP
            if edge - self.height() < self._page.height() // 2:
                return bottom
        return edge

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()  # it does not go while one is about to press it

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible() and self._held is None:
            self._timer.start()


class Strip(QFrame):
    """A sentence that stays above the page until it is dealt with."""

    def __init__(
        self, sentence: str, tone: str, actions: tuple[Action, ...], close: Run | None
    ) -> None:
        super().__init__()
        self.setProperty("surface", "strip")
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(IconView(TONE_ICONS.get(tone, "info"), 20, tone))
        self.sentence = Text(sentence, "body", wrap=True)
        row.addWidget(self.sentence, 1)
        for text, run in actions:
            row.addWidget(Button(text, "plain", run=run))
        if close is not None:
            row.addWidget(IconButton("close", tr("Close the message"), close))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that needs much height must not squeeze lines of the sentence away."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


class Banners(QWidget):
    """The strips above the page, newest last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN_X, 6, MARGIN_X, 2)
        self._column.setSpacing(8)
        self._strips: dict[str, Strip] = {}
        self._hushed = False
        self.hide()

    def put(
        self, key: str, sentence: str, tone: str, action: Action | None, closable: bool
    ) -> None:
        self.drop(key)
        actions = (action,) if action else ()
        strip = Strip(sentence, tone, actions, (lambda: self.drop(key)) if closable else None)
        self._strips[key] = strip
        self._column.addWidget(strip)
        self._fit()
        if not self._hushed:
            announce(self, sentence)

    def update_text(self, key: str, sentence: str) -> None:
        """Another sentence in a strip that is there: progress, said silently."""
        if key in self._strips:
            self._strips[key].sentence.setText(sentence)

    def drop(self, key: str) -> None:
        strip = self._strips.pop(key, None)
        if strip is not None:
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._fit()

    def hush(self, hushed: bool) -> None:
        """Show and say nothing for now; what is put here waits."""
        self._hushed = hushed
        self._fit()

    def _fit(self) -> None:
        self.setVisible(bool(self._strips) and not self._hushed)

    def holds(self, key: str) -> bool:
        return key in self._strips

    def sentences(self) -> list[str]:
        return [strip.sentence.text() for strip in self._strips.values()]


class Messages(QObject):
    """How everything in the window speaks to the user."""

    def __init__(self, toast: Toast, banners: Banners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._toast = toast
        self._banners = banners
        self._hushed = False

    def hush(self, hushed: bool) -> None:
        """Say nothing while the user is not let in: strips wait, toasts come too late."""
        self._hushed = hushed
        self._toast.leave()
        self._banners.hush(hushed)

    def toast(self, sentence: str, action: Action | None = None) -> None:
        """A sentence for 8 seconds; the newest replaces the one before."""
        if not self._hushed:
            self._toast.say(sentence, action)

    def hold(self, key: str, sentence: str) -> None:
        """A sentence while something goes on, until `let_go` of its key; the newest replaces
        the one before."""
        if not self._hushed:
            self._toast.hold(key, sentence)

    def let_go(self, key: str) -> None:
        """What was held is over."""
        self._toast.let_go(key)

    def trouble(self, error: HealthdeskError) -> None:
        """Say what is wrong and what to do; it stays until closed."""
        if self._hushed and error.code == CLOSED:
            return  # the page says why
        self._banners.put("trouble", sentence(error), "bad", None, closable=True)

    def banner(
        self,
        key: str,
        sentence: str,
        tone: str = "accent",
        action: Action | None = None,
        *,
        closable: bool = False,
    ) -> None:
        """A strip above the page: tones accent, good, warn, bad. One without an action can
        be closed by hand, one with it if `closable`."""
        self._banners.put(key, sentence, tone, action, closable or action is None)

    def update_banner(self, key: str, sentence: str) -> None:
        """Another sentence in a strip that is there; nothing where there is none."""
        self._banners.update_text(key, sentence)

    def has_banner(self, key: str) -> bool:
        """Whether a strip is there still: nobody closed it."""
        return self._banners.holds(key)

    def clear_banner(self, key: str) -> None:
        self._banners.drop(key)

    def clear_trouble(self) -> None:
        self._banners.drop("trouble")
