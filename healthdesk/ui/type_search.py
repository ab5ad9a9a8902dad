"""Finding a type by any of its names while typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from healthdesk.domain.health_types import HealthType
from healthdesk.texts import type_name

# What is searched: the shown name and the others, a line each.
NAMES_ROLE: Final = Qt.ItemDataRole.UserRole + 1


class TypeLine(QLineEdit):
    """The line of a box of types: what is typed after going there, by click or key, takes the
    place of the type that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._just_entered = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        match event.reason():
            case Qt.FocusReason.MouseFocusReason:
                self._just_entered = True  # the press sets the cursor only after this
            case Qt.FocusReason.PopupFocusReason | Qt.FocusReason.ActiveWindowFocusReason:
                pass
            case _:
                self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._just_entered and not self.hasSelectedText():
            self.selectAll()
        self._just_entered = False


class TypeCompleter(QCompleter):
    """Offers the types of a box one of whose names holds what was typed."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box.model(), box)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompletionRole(NAMES_ROLE)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The shown name goes into the line, whatever name was typed."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def add_type(box: QComboBox, kind: HealthType) -> None:
    """One more type to choose, with all its names."""
    box.addItem(type_name(kind), kind.slug)
    names = (type_name(kind), kind.slug, kind.slug.replace("-", " "), *kind.aliases)
    box.setItemData(box.count() - 1, "\n".join(names), NAMES_ROLE)


def find_named(box: QComboBox, typed: str) -> int:
    """The first type one of whose names holds what was typed, -1 without one."""
    wanted = typed.strip()
    if not wanted:
        return -1
    return box.findData(wanted, NAMES_ROLE, Qt.MatchFlag.MatchContains)
