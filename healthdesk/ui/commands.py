"""Everything the window can be told to do, as one table.

Menus, keys, the palette and the page of shortcuts are made from it. A row says what the
command is called and which key it has; its work is bound at run time by whoever does it:

    context.commands.bind("records.delete", self.delete, owner=self)
    context.commands.enable("records.delete", bool(self.selected()))

A row with a `page` is there only while that page is in front. A bound method of a deleted
owner is forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from healthdesk.texts import tr
from healthdesk.ui import icons, theme

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: `text` for menus and palette, `keys` in Qt's portable notation, the
    first of them shown; `page` where it needs that page in front; `palette` False for what
    makes no sense there."""

    id: str
    text: str
    group: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    page: str = ""
    palette: bool = True


PAGES: Final = ("today", "records", "charts", "goals", "reminders", "reports", "settings")


def page_title(page: str) -> str:
    """The name of a page, as shown in the navigation."""
    return {
        "today": tr("Today"),
        "records": tr("Records"),
        "charts": tr("Charts"),
        "goals": tr("Goals"),
        "reminders": tr("Reminders"),
        "reports": tr("Reports"),
        "settings": tr("Settings"),
    }[page]


def table() -> tuple[Command, ...]:
    """All commands in the words of the language in force."""
    return (
        *_data_commands(),
        *_today_commands(),
        *_record_commands(),
        *_chart_commands(),
        *_go_commands(),
        *_person_commands(),
        *_view_commands(),
        *_help_commands(),
    )


def _data_commands() -> tuple[Command, ...]:
    group = tr("Data")
    return (
        Command("record.add", tr("Add a reading"), group, "add", ("Ctrl+N",)),
        Command("record.form", tr("Add with a form…"), group, "edit", ("Ctrl+Shift+N",)),
        Command(
            "pressure.measure", tr("Measure blood pressure…"), group, "heart", ("Ctrl+Shift+M",)
        ),
        Command("goals.add", tr("New goal…"), group, "goals", ("Ctrl+Shift+G",)),
        Command("reminders.add", tr("New reminder…"), group, "reminders", ("Ctrl+Shift+R",)),
        Command("reminders.due", tr("Answer what is due"), group, "check", ("Ctrl+Shift+D",)),
        Command("edit.undo", tr("Undo"), group, "undo", ("Ctrl+Z",)),
        Command("edit.redo", tr("Redo"), group, "redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        Command("data.import", tr("Import a file…"), group, "import", ("Ctrl+O",)),
        Command("data.import-folder", tr("Import a folder…"), group, "folder", ("Ctrl+Shift+O",)),
        Command("data.imports", tr("Imports so far…"), group, "import"),
        Command("data.export", tr("Export…"), group, "export", ("Ctrl+E",)),
        Command("data.sources", tr("Sources…"), group, "sources"),
        Command("type.add", tr("New type…"), group, "add"),
        Command("type.manage", tr("Your own types…"), group, "edit"),
        Command("data.folder", tr("Open the data folder"), group, "folder"),
    )


def _today_commands() -> tuple[Command, ...]:
    group, page = tr("Today"), "today"
    return (
        Command("today.arrange", tr("Arrange Today"), group, "arrange", ("Ctrl+Shift+A",), page),
        Command("today.reset", tr("Today as it was at first"), group, "restore", (), page),
    )


def _record_commands() -> tuple[Command, ...]:
    group = tr("Records")
    page = "records"
    return (
        Command("records.find", tr("Find readings"), group, "search", ("Ctrl+F",), page),
        Command("records.edit", tr("Edit the reading"), group, "edit", ("F2",), page),
        Command("records.delete", tr("Delete readings"), group, "delete", ("Del",), page),
        Command("records.restore", tr("Restore readings"), group, "restore", ("Ctrl+R",), page),
        Command("records.move", tr("Move to another person…"), group, "person", ("Ctrl+M",), page),
        Command("records.bin", tr("Show the bin"), group, "delete", ("Ctrl+B",), page),
        Command("records.clear", tr("Clear the filters"), group, "filter", ("Ctrl+L",), page),
    )


def _chart_commands() -> tuple[Command, ...]:
    group = tr("Charts")
    page = "charts"
    return (
        Command("chart.earlier", tr("Earlier"), group, "chevron-left", ("Alt+Left",), page),
        Command("chart.later", tr("Later"), group, "chevron-right", ("Alt+Right",), page),
        Command("chart.latest", tr("Up to now"), group, "today", ("Alt+Home",), page),
        Command("chart.jump", tr("Go to a date…"), group, "calendar", ("Ctrl+G",), page),
        Command("chart.narrower", tr("Shorter time"), group, "zoom-in", ("Ctrl++",), page),
        Command("chart.wider", tr("Longer time"), group, "zoom-out", ("Ctrl+-",), page),
        Command("chart.layers", tr("Layers…"), group, "layers", ("Ctrl+Shift+L",), page),
        Command("chart.note", tr("Add a chart note…"), group, "flag", ("Ctrl+J",), page),
        Command("chart.notes", tr("Chart notes…"), group, "flag", ("Ctrl+Shift+J",), page),
        Command("chart.way-before", tr("The way before"), group, "chevron-up", ("Alt+Up",), page),
        Command("chart.way-after", tr("The way after"), group, "chevron-down", ("Alt+Down",), page),
        Command("chart.over-time", tr("Look at it over time"), group, "charts", (), page),
        Command("chart.pressures", tr("Look at pressures as ranges"), group, "ranges", (), page),
        Command("chart.nights", tr("Look at stages of sleep"), group, "moon", (), page),
        Command("chart.profile", tr("Look at it by time of day"), group, "day", (), page),
        Command("chart.calendar", tr("Look at it as a calendar"), group, "calendar", (), page),
        Command(
            "chart.distribution",
            tr("Look at how values are spread"),
            group,
            "distribution",
            (),
            page,
        ),
        Command("chart.years", tr("Look at year over year"), group, "years", (), page),
        Command("chart.scatter", tr("Look at it against another type"), group, "scatter", (), page),
        Command("chart.table", tr("Show as a table"), group, "table", ("Ctrl+T",), page),
        Command("chart.why", tr("Why this total?"), group, "info", ("Ctrl+I",), page),
        Command("chart.copy", tr("Copy picture"), group, "copy", ("Ctrl+Shift+C",), page),
        Command("chart.copy-table", tr("Copy as a table"), group, "copy", (), page),
        Command("chart.print", tr("Print…"), group, "print", ("Ctrl+Alt+P",), page),
        Command("chart.save", tr("Save as a picture…"), group, "image", ("Ctrl+S",), page),
    )


def _go_commands() -> tuple[Command, ...]:
    group = tr("Go to")
    return tuple(
        Command(f"go.{page}", page_title(page), group, page, (f"Ctrl+{number}",))
        for number, page in enumerate(PAGES, start=1)
    )


def _person_commands() -> tuple[Command, ...]:
    group = tr("Persons")
    return (
        Command("person.switch", tr("Switch person"), group, "person", ("Ctrl+P",)),
        Command("person.next", tr("Next person"), group, "person", ("Ctrl+Shift+P",)),
        Command("person.add", tr("New person…"), group, "add"),
        Command("person.manage", tr("Persons…"), group, "person"),
    )


def _view_commands() -> tuple[Command, ...]:
    group = tr("View")
    return (
        Command("view.palette", tr("Find a command"), group, "command", ("Ctrl+K",), palette=False),
        Command("view.theme", tr("Switch between light and dark"), group, "moon", ("Ctrl+D",)),
        Command("view.larger", tr("Larger text"), group, "zoom-in", ("Ctrl+Alt++",)),
        Command("view.smaller", tr("Smaller text"), group, "zoom-out", ("Ctrl+Alt+-",)),
        Command("view.refresh", tr("Refresh"), group, "restore", ("F5",)),
    )


def _help_commands() -> tuple[Command, ...]:
    group = tr("Help")
    return (
        Command("help.keys", tr("Keyboard shortcuts"), group, "command", ("F1",)),
        Command("help.diagnostics", tr("Diagnostics…"), group, "info"),
        Command("help.logs", tr("Open the folder of logs"), group, "folder"),
        Command("help.about", tr("About HealthDesk"), group, "info"),
        Command("app.quit", tr("Quit"), group, "close", ("Ctrl+Q",)),
    )


def repeated_keys(commands: tuple[Command, ...]) -> list[str]:
    """Keys that two commands claim."""
    counted = Counter(
        QKeySequence(key, QKeySequence.SequenceFormat.PortableText).toString()
        for command in commands
        for key in command.keys
    )
    return sorted(key for key, times in counted.items() if times > 1)


class Commands(QObject):
    """The table's rows as Qt actions of one window."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.rows: Final = {command.id: command for command in table()}
        self._actions: dict[str, QAction] = {}
        self._runs: dict[str, Run] = {}
        self._ready: dict[str, bool] = {}
        self._page = ""
        self._kept: frozenset[str] | None = None
        for command in self.rows.values():
            self._actions[command.id] = self._action(command, window)

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        keys = [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in command.keys]
        action.setShortcuts(keys)
        action.setEnabled(False)
        action.triggered.connect(lambda: self.run(command.id))
        window.addAction(action)
        return action

    def action(self, command_id: str) -> QAction:
        """The action for menus and buttons. KeyError for an id not in the table."""
        action = self._actions[command_id]
        if action.icon().isNull():
            self._draw(command_id)
        return action

    def bind(self, command_id: str, run: Run, owner: QObject | None = None) -> None:
        """Give a command its work and switch it on; until `owner` is deleted."""
        self._actions[command_id]  # an unknown id is a bug: KeyError
        self._runs[command_id] = run
        self._ready[command_id] = True
        if owner is not None:
            owner.destroyed.connect(lambda: self._unbind(command_id, run))
        self._refresh(command_id)

    def _unbind(self, command_id: str, run: Run) -> None:
        # A page may be deleted after the window's actions, when all of it goes.
        if not shiboken6.isValid(self) or not shiboken6.isValid(self._actions[command_id]):
            return
        if self._runs.get(command_id) is run:
            del self._runs[command_id]
            self._refresh(command_id)

    def enable(self, command_id: str, ready: bool) -> None:
        """Say whether a bound command could do something now."""
        self._ready[command_id] = ready
        self._refresh(command_id)

    def is_enabled(self, command_id: str) -> bool:
        return self._actions[command_id].isEnabled()

    def run(self, command_id: str) -> bool:
        """Do it if it can be done now; whether it was."""
        if not self.is_enabled(command_id):
            return False
        self._runs[command_id]()
        return True

    def set_page(self, page: str) -> None:
        """The page in front, on which the page's own commands are there."""
        self._page = page
        for command_id in self.rows:
            self._refresh(command_id)

    def restrict(self, kept: frozenset[str] | None) -> None:
        """Switch off all commands but these; None: as they were."""
        self._kept = kept
        for command_id in self.rows:
            self._refresh(command_id)

    def listed(self) -> list[Command]:
        """What the palette offers now, in the order of the table."""
        return [row for row in self.rows.values() if row.palette and self.is_enabled(row.id)]

    def key_text(self, command_id: str) -> str:
        """The first key of a command as this desktop writes it, or nothing."""
        keys = self._actions[command_id].shortcuts()
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def tint(self) -> None:
        """Draw the icons in use anew in the colours of the theme."""
        for command_id, action in self._actions.items():
            if not action.icon().isNull():
                self._draw(command_id)

    def _draw(self, command_id: str) -> None:
        # Only for actions that are shown somewhere: forty drawings would delay the start.
        if name := self.rows[command_id].icon:
            color = theme.current().color("muted")
            self._actions[command_id].setIcon(icons.icon(name, color))

    def _refresh(self, command_id: str) -> None:
        row = self.rows[command_id]
        here = not row.page or row.page == self._page
        here = here and (self._kept is None or command_id in self._kept)
        ready = command_id in self._runs and self._ready.get(command_id, False)
        action = self._actions[command_id]
        if action.isEnabled() != (here and ready):
            action.setEnabled(here and ready)
            self.changed.emit()
