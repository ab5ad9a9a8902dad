"""Ctrl+Z and Ctrl+Y belong to the data, unless a field has something of its own to undo.

Qt's line edits take these keys even when there is nothing to undo in them; an empty search
field would keep the last deletion from being taken back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget


class UndoKeys(QObject):
    """Watches the line edit that has the focus, and no other object."""

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """For `QApplication.focusChanged`."""
        if isinstance(before, QLineEdit):
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and not _has_use_for(watched, event)
        ):
            event.ignore()
            return True
        return False


def _has_use_for(edit: QLineEdit, event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Undo):
        return edit.isUndoAvailable()
    return not event.matches(QKeySequence.StandardKey.Redo) or edit.isRedoAvailable()
