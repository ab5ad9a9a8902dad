"""The icon in the tray: what is due with its answers, the way to the window, and the end.

It is shown where the desktop has a tray, and looked for again whenever that matters: a tray may
come later than the window, and go before it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from concurrent.futures import Future
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from healthdesk.services.notify import Notice, NotTold, Reply
from healthdesk.services.occurrences import DueNow, Waiting
from healthdesk.texts import reminders as words
from healthdesk.texts import tr, tr_n
from healthdesk.ui import icons, theme
from healthdesk.ui.context import Context
from healthdesk.ui.reminder_answers import LONG, SHORT, Answers
from healthdesk.ui.widgets import Menu

TITLE: Final = 48
ICON: Final = 64
# Who asks from another thread waits so long for the window to take a message.
PATIENCE_S: Final = 5.0


class Tray(QObject):
    """`wanted`: somebody wants the window; `ended`: somebody wants the program to end."""

    wanted = Signal()
    ended = Signal()
    # A notice from another thread, and what says whether it was shown.
    _asked = Signal(str, str, object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._answers = Answers(context, window)
        self._due: DueNow | None = None
        self._icon: QSystemTrayIcon | None = None
        self._speaks = False
        self.menu = Menu(window)
        self._asked.connect(self._tell)
        context.theme.themeChanged.connect(self._draw)
        self._fill()
        self.look()

    # Whether there is one

    def look(self) -> bool:
        """Whether the icon is shown; puts it there where the desktop has a tray by now."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        self._speaks = there and _takes_messages()
        if there and self._icon is None:
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._pressed)
            self._icon.messageClicked.connect(self.wanted)
            self._draw()
            self._icon.show()
        elif not there and self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        return self._icon is not None and self._icon.isVisible()

    def leave(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()

    def say(self, title: str, text: str) -> bool:
        """Show a message at the icon; False where there is none to show it at."""
        if not self.look() or self._icon is None:
            return False
        self._icon.showMessage(title, text, self._icon.icon())
        return True

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.wanted.emit()

    # What is due

    def show_due(self, due: DueNow | None) -> None:
        """Put what asks for an answer into the menu, and a mark on the icon."""
        self._due = due
        self.look()
        self._fill()
        self._draw()

    def _count(self) -> int:
        return 0 if self._due is None else len(self._due.ids)

    def _fill(self) -> None:
        self.menu.clear()
        first = () if self._due is None else self._due.first
        for one in first:
            self._add(one)
        left = self._count() - len(first)
        if left > 0:
            more = tr_n("{n} more…", "{n} more…", left)
            self.menu.addAction(more).triggered.connect(self._open_due)
        if first:
            self.menu.addSeparator()
        opened = self.menu.addAction(tr("Open HealthDesk"))
        opened.triggered.connect(self.wanted)
        self.menu.addAction(tr("Quit")).triggered.connect(self.ended)

    def _add(self, waiting: Waiting) -> None:
        one = waiting.occurrence
        current = self._context.current
        title = " ".join(one.reminder.draft.message.split())
        short = title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"
        time = words.due_words(one, current.format, current.now())
        menu = Menu(self.menu)
        menu.setTitle(tr("{title}, due {time}", title=short.replace("&", "&&"), time=time))
        ids, answers = (one.id,), self._answers
        actions: list[tuple[str, Callable[[], object]]] = [
            (tr("Done"), partial(answers.done, ids)),
            (tr("Snooze 10 min"), partial(answers.snooze, ids, SHORT)),
            (tr("Snooze 1 h"), partial(answers.snooze, ids, LONG)),
            (tr("Skip"), partial(answers.skip, ids)),
        ]
        if one.reminder.draft.asks == "value":
            actions.insert(0, (tr("Enter value"), partial(self._enter, waiting)))
        for text, run in actions:
            menu.addAction(text).triggered.connect(lambda _=False, run=run: run())
        self.menu.addMenu(menu)

    def _enter(self, waiting: Waiting) -> None:
        self.wanted.emit()
        self._answers.enter(waiting.occurrence)

    def _open_due(self) -> None:
        self.wanted.emit()
        self._context.show_page("reminders").focus_first()

    def _draw(self) -> None:
        if self._icon is None:
            return
        n = self._count()
        self._icon.setIcon(icon_with(n))
        due = tr_n("{n} reminder is due", "{n} reminders are due", n)
        self._icon.setToolTip(f"HealthDesk – {due}" if n else "HealthDesk")

    # Notices

    def trouble(self) -> str | None:
        """Why no message would be seen at the icon, as a code; from any thread."""
        return None if self._speaks else "no-tray"

    def tell(self, title: str, text: str) -> Future[bool]:
        """From another thread: show a message; whether there was an icon to show it at."""
        shown: Future[bool] = Future()
        self._asked.emit(title, text, shown)
        return shown

    def _tell(self, title: str, text: str, shown: Future[bool]) -> None:
        shown.set_result(self.say(title, text))


class TrayNotifier:
    """The way to tell what is due where the desktop has a tray and nothing better."""

    channel = "tray"
    slow = False

    def __init__(self, tray: Tray) -> None:
        self._tray = tray

    def trouble(self) -> str | None:
        return self._tray.trouble()

    def heard(self) -> Collection[Reply]:
        return ()  # its menu has them

    def send(self, notice: Notice) -> None:
        try:
            shown = self._tray.tell(notice.title, notice.body).result(PATIENCE_S)
        except TimeoutError:
            raise NotTold("no-tray", unsure=True) from None
        if not shown:
            raise NotTold("no-tray")

    def withdraw(self, closed: Callable[[Collection[int]], bool]) -> None:
        """A message at the icon goes by itself."""

    def close(self) -> None:
        """The icon is the window's."""


def _takes_messages() -> bool:
    """Whether a message at the icon is seen. A tray of the D-Bus kind hands it to the
    notification service and says nothing where there is none."""
    if sys.platform in ("win32", "darwin"):
        return QSystemTrayIcon.supportsMessages()
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    names = bus.interface()
    if not bus.isConnected() or names is None:
        return True  # of the X11 kind: it draws the message itself
    known = names.isServiceRegistered
    if not known("org.kde.StatusNotifierWatcher").value():
        return True
    return bool(known("org.freedesktop.Notifications").value())


def icon_with(count: int) -> QIcon:
    """The program's icon, with a mark while something is due."""
    picture = icons.app_picture(ICON, 1.0)
    if count:
        look = theme.current()
        marked = QPixmap(picture)
        painter = QPainter(marked)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor("white"))
        painter.setBrush(look.color("warn"))
        side = ICON * 7 // 16
        painter.drawEllipse(ICON - side - 1, 1, side, side)
        painter.end()
        picture = marked
    return QIcon(picture)
