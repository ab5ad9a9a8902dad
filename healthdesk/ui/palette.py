"""The command palette: a few letters, a list, Return."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from healthdesk.texts import tr
from healthdesk.ui import icons, theme
from healthdesk.ui.commands import Command, Commands
from healthdesk.ui.widgets import IconView, Text

ID_ROLE = Qt.ItemDataRole.UserRole


def folded(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


# A word found in the group's name alone ranks behind one found in the command's.
GROUP_SCORE = 60


def score(typed: str, text: str, group: str = "") -> int | None:
    """How well `typed` fits a command (lower is better), None when a letter is missing.

    Each word typed may stand anywhere; letters in order suffice, a run and a word's
    beginning are better.
    """
    text, group = folded(text), folded(group)
    total = 0
    for word in folded(typed).split():
        one = _word_score(word, text)
        if word in group:
            one = min(GROUP_SCORE, GROUP_SCORE if one is None else one)
        if one is None:
            return None
        total += one
    return total


def _word_score(word: str, text: str) -> int | None:
    place = text.find(word)
    if place >= 0:
        begins = place == 0 or not text[place - 1].isalnum()
        return place if begins else 20 + place
    place, gaps = -1, 0
    for sign in word:
        found = text.find(sign, place + 1)
        if found < 0:
            return None
        gaps += found - place - 1
        place = found
    return 100 + gaps


def matching(typed: str, commands: list[Command]) -> list[Command]:
    """The commands that fit, best first; all of them when nothing is typed."""
    scored = [(score(typed, row.text, row.group), row) for row in commands]
    fitting = [(points, place, row) for place, (points, row) in enumerate(scored)
               if points is not None]  # fmt: skip
    return [row for _, _, row in sorted(fitting, key=lambda one: one[:2])]


class _Line(QWidget):
    """One command in the list: name at the left, group and key at the right."""

    def __init__(self, command: Command, key: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 10, 0)
        row.addWidget(Text(command.text, "body"))
        row.addWidget(Text(command.group, "caption", tone="muted"))
        row.addStretch(1)
        row.addWidget(Text(key, "caption", tone="muted"))


class CommandPalette(QFrame):
    """Lies over the window; Esc or a click beside it closes it."""

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._before: QWidget | None = None
        self.setProperty("surface", "popup")
        self.setAccessibleName(tr("Find a command"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(IconView("search", 20))
        self.line = QLineEdit()
        self.line.setProperty("kind", "bare")
        self.line.setAccessibleName(tr("Find a command"))
        self.line.setPlaceholderText(tr("What would you like to do?"))
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        top.addWidget(self.line, 1)
        column.addLayout(top)
        rule = QFrame()
        rule.setProperty("surface", "line")
        column.addWidget(rule)
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        column.addWidget(self.list, 1)
        self.none = Text(tr("No command has these letters."), "body", tone="muted")
        self.none.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.none)
        window.installEventFilter(self)
        self.hide()

    def open(self, typed: str = "") -> None:
        window = self.window()
        self._before = window.focusWidget()
        self.line.setText(typed)
        self._fill(typed)
        self.show()
        self.raise_()
        self.line.setFocus()

    def leave(self) -> None:
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event.key())
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._left)
        elif watched is self.window() and event.type() == QEvent.Type.Resize:
            self.leave()
        return False

    def _left(self) -> None:
        if not self.line.hasFocus():
            self._before = None  # the click already said where to go
            self.leave()

    def _key(self, key: int) -> bool:
        rows = self.list.count()
        match key:
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                item = self.list.currentItem()
                if item is not None:
                    self._choose(item)
            case Qt.Key.Key_Down if rows:
                self.list.setCurrentRow((self.list.currentRow() + 1) % rows)
            case Qt.Key.Key_Up if rows:
                self.list.setCurrentRow((self.list.currentRow() - 1) % rows)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                return True
            case _:
                return False
        return True

    def _fill(self, typed: str) -> None:
        found = matching(typed, self._commands.listed())
        look = theme.current()
        color, size = look.color("muted"), look.px(18)
        self.list.setIconSize(QSize(size, size))
        self.list.clear()
        for command in found:
            item = QListWidgetItem(self.list)
            item.setData(ID_ROLE, command.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, command.text)
            if command.icon:
                item.setIcon(icons.icon(command.icon, color, size=size))
            key = self._commands.key_text(command.id)
            self.list.setItemWidget(item, _Line(command, key))
        self.list.setCurrentRow(0)
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))
        self._fit(len(found))

    def _fit(self, rows: int) -> None:
        """As high as its lines, as far as the window goes."""
        look, window = theme.current(), self.window()
        wanted = look.px(74) + max(1, rows) * max(look.px(38), self.list.sizeHintForRow(0)) + 8
        width = min(look.px(560), window.width() - 64)
        height = min(wanted, look.px(440), window.height() - 120)
        self.setGeometry((window.width() - width) // 2, 72, width, height)

    def _choose(self, item: QListWidgetItem) -> None:
        command_id = str(item.data(ID_ROLE))
        self.leave()
        # After the focus is back where it was: the command may ask for it.
        QTimer.singleShot(0, self, lambda: self._commands.run(command_id))
