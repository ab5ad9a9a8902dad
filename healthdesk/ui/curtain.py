"""Takes what shows data off the screen while the user is not let in, and brings it back.

Nothing is closed that could hold something unsaved: dialogs are hidden and come back as they
were, and so does the half-typed line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from healthdesk.ui.window import Window

# Commands that show and change nothing of anybody's.
KEPT: Final = frozenset({"app.quit", "help.keys", "help.logs", "help.about"})


class Curtain(QObject):
    """Of one window; drawn or not."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.drawn = False
        self._focus: QWidget | None = None
        self._dialogs: list[tuple[QDialog, QtCore.Qt.WindowModality]] = []
        person = window.sidebar.person
        room = person.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        person.setSizePolicy(room)

    @property
    def begun(self) -> bool:
        """Whether something behind it waits to be gone on with."""
        return bool(self._dialogs or self._window.entry.edit.text().strip())

    def draw(self) -> None:
        if self.drawn:
            return
        self.drawn = True
        window = self._window
        self._focus = QApplication.focusWidget()
        self._hide_others()
        window.messages.hush(True)
        window.entry.rest()
        self._sidebar(False)
        window.commands.restrict(KEPT)
        window.setWindowTitle("HealthDesk")

    def open(self) -> None:
        if not self.drawn:
            return
        self.drawn = False
        window = self._window
        window.messages.hush(False)
        window.entry.wake()
        self._sidebar(True)
        window.commands.restrict(None)
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        self._focus = None
        self._show_others()

    def _sidebar(self, shown: bool) -> None:
        sidebar = self._window.sidebar
        sidebar.person.setVisible(shown)
        for part in (sidebar.navigation, sidebar.search, sidebar.theme):
            part.setEnabled(shown)

    def _hide_others(self) -> None:
        """Menus and lists that are open are closed, dialogs hidden, the innermost first."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        others = [
            one for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        ]  # fmt: skip
        for dialog in sorted(others, key=_depth):
            self._dialogs.append((dialog, dialog.windowModality()))
            dialog.finished.connect(self._forget)
        for dialog, _ in reversed(self._dialogs):
            dialog.hide()

    def _show_others(self) -> None:
        dialogs, self._dialogs = self._dialogs, []
        for dialog, modality in dialogs:
            if shiboken6.isValid(dialog):
                dialog.finished.disconnect(self._forget)
                dialog.setWindowModality(modality)
                dialog.show()

    def _forget(self) -> None:
        """A dialog came to its end behind the curtain."""
        self._dialogs = [one for one in self._dialogs if one[0] is not self.sender()]


def _depth(widget: QWidget) -> int:
    """How many widgets it stands in."""
    around, depth = widget.parentWidget(), 0
    while around is not None:
        around, depth = around.parentWidget(), depth + 1
    return depth
