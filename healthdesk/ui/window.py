"""The window: sidebar, the line for entries, the page in front, and what is said.

It stands before the database is open (`Window(...)`, shown at once) and comes to life with
`attach(app)`. Pages are built at their first show, so that what one of them needs (charts)
is loaded only then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import sentence, tr, tr_n
from healthdesk.ui.admission import Admission
from healthdesk.ui.commands import PAGES, Commands, page_title
from healthdesk.ui.curtain import Curtain
from healthdesk.ui.messages import Banners, Messages, Toast, announce
from healthdesk.ui.quick_line import QuickLine
from healthdesk.ui.sidebar import Sidebar
from healthdesk.ui.tasks import Tasks
from healthdesk.ui.theme import Themes
from healthdesk.ui.widgets import EmptyState, Page
from healthdesk.ui.window_state import keep, recalled

if TYPE_CHECKING:
    from healthdesk.bootstrap import App
    from healthdesk.domain.events import DatabaseClosed
    from healthdesk.domain.records import UndoEntry
    from healthdesk.paths import Paths
    from healthdesk.services.occurrences import DueNow
    from healthdesk.settings import Settings
    from healthdesk.ui.api_switch import ApiSwitch, StartApi
    from healthdesk.ui.context import Context
    from healthdesk.ui.current import Now
    from healthdesk.ui.due_watch import DueWatch
    from healthdesk.ui.goal_watch import GoalWatch
    from healthdesk.ui.inbox import InboxWatch
    from healthdesk.ui.palette import CommandPalette
    from healthdesk.ui.tray import Tray
    from healthdesk.ui.undo import ImportStep

SIZE: Final = (1200, 800)
SMALLEST: Final = (760, 560)
# What desktops draw around a window, told only once it is shown: both sides, title and bottom.
FRAME: Final = (16, 48)
# Remembered once somebody was told that the window went to the tray.
TOLD_OF_TRAY: Final = "told-of-tray"
# After the first page asked for its data, to have it first.
FOLLOW_MS: Final = 250


class Window(QMainWindow):
    """One window of the program; `attached` once its services are there."""

    painted = Signal()
    attached = Signal()
    pageShown = Signal(str)  # noqa: N815
    retried = Signal()
    closed = Signal()

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        tasks: Tasks,
        themes: Themes,
        now: Now = dt.datetime.now,
        user: str = "",
    ) -> None:
        """`user`: by whom a staged rollout knows who is at this window; empty: as the settings
        say, or the log-in."""
        super().__init__()
        self.setAcceptDrops(True)
        self._inbox: InboxWatch | None = None
        self._goals: GoalWatch | None = None
        self._due: DueWatch | None = None
        self.tray: Tray | None = None
        self._quitting = False
        self._now = now
        self.paths = paths
        self.settings = settings
        self.tasks = tasks
        self.themes = themes
        self.context: Context | None = None
        self.admission = Admission(settings, user, self)
        # What makes the interface for programs listen, where the program has one.
        self.start_api: StartApi | None = None
        self.page = "today"
        self._pages: dict[str, Page] = {}
        self._painted = False
        self._typing = False
        self._told: QWidget | None = None
        self.setWindowTitle("HealthDesk")
        self.setMinimumSize(*SMALLEST)
        self.commands = Commands(self)
        self._build()
        self._restore_place()
        themes.themeChanged.connect(self._follow_theme)
        self.sidebar.navigation.show_page(self.page)

    def _build(self) -> None:
        center = QWidget()
        center.setProperty("surface", "page")
        row = QHBoxLayout(center)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(self.commands)
        row.addWidget(self.sidebar)
        self.main = QWidget()
        self.main.setProperty("surface", "page")
        row.addWidget(self.main, 1)
        column = QVBoxLayout(self.main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.entry = QuickLine()
        column.addWidget(self.entry)
        self.banners = Banners()
        column.addWidget(self.banners)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.stack.addWidget(QWidget())  # what is seen until the first page is there
        self.toast = Toast(self.main, self.sidebar)
        self.messages = Messages(self.toast, self.banners, self)
        self.curtain = Curtain(self)
        self._center = center
        self.setCentralWidget(center)
        self.sidebar.navigation.wanted.connect(self.show_page)
        self.commands.bind("app.quit", self.quit)
        self.commands.bind("help.keys", self._show_keys)
        self.commands.bind("help.logs", lambda: self._open_folder(self.paths.logs))
        self.commands.bind("help.about", self._about)
        self.entry.edit.setFocus()  # one may type while the database is being opened

    # Coming to life

    def attach(self, app: App) -> None:
        """Take the opened services, load who is there, and show the first page."""
        from healthdesk.ui.context import Context
        from healthdesk.ui.current import Current
        from healthdesk.ui.events import Events
        from healthdesk.ui.undo import UndoStack
        from healthdesk.ui.write_wait import WriteWait

        current = Current(app.journal, app.settings, self.tasks, OWNER, self, now=self._now)
        events = Events(app.bus, self)
        undo = UndoStack(app.journal, self.tasks, self.messages, OWNER, self)
        undo.asks.connect(self._ask_to_take_back)
        WriteWait(self.tasks, self.messages, lambda: app.db.is_kept_waiting, self)
        self.context = Context(
            app=app,
            tasks=self.tasks,
            events=events,
            current=current,
            messages=self.messages,
            undo=undo,
            theme=self.themes,
            commands=self.commands,
            show_page=self.show_page,
            focus_entry=self.entry.begin,
            api=lambda: self.api_switch,
        )
        current.follow(events)
        current.personChanged.connect(self._show_person)
        current.personsChanged.connect(self._show_person)
        self.sidebar.person.picked.connect(current.choose)
        events.settingsChanged.connect(self._settings_changed)
        events.databaseClosed.connect(self._database_closed)
        events.databaseOpened.connect(self._database_opened)
        self.entry.attach(self.context)
        self._bind(self.context)
        current.loaded.connect(self._loaded, QtCore.Qt.ConnectionType.SingleShotConnection)
        current.load()

    def _loaded(self) -> None:
        if self.context is not None and self.context.app.on_network_share:
            self.messages.banner(
                "share",
                tr(
                    "The data lies on a network share: only this one program can use it now. "
                    "For several computers, a folder on each is safer."
                ),
                "warn",
            )
        QTimer.singleShot(FOLLOW_MS, self, self._follow)
        if self.context is not None and self.context.app.order_left_undone:
            self._carry_on()
        self.show_page(self.page)
        if not self.entry.edit.hasFocus():
            self.entry.begin()
        self.attached.emit()

    def release(self) -> None:
        """Stop hearing of the services; called before they are closed."""
        if self._inbox is not None:
            self._inbox.stop()
        if self._goals is not None:
            self._goals.stop()
        if self.tray is not None:
            self.tray.leave()
        if "api_switch" in vars(self):
            self.api_switch.end()
        if self.context is not None:
            self.context.events.close()
            self.entry.detach()

    def _bind(self, context: Context) -> None:
        current, undo = context.current, context.undo
        runs: dict[str, Callable[[], object]] = {
            "record.add": self.entry.begin,
            "record.form": lambda: self._open_form(context),
            "pressure.measure": lambda: self._measure(context),
            "goals.add": lambda: self._set_goal(context),
            "reminders.add": lambda: self._set_reminder(context),
            "reminders.due": self.show_due,
            "edit.undo": undo.undo,
            "edit.redo": undo.redo,
            "data.import": lambda: self._import(context),
            "data.import-folder": lambda: self._import_folder(context),
            "data.imports": lambda: self._show_imports(context),
            "data.export": lambda: self._export(context),
            "data.sources": lambda: self._show_sources(context),
            "type.add": lambda: self._edit_type(context),
            "type.manage": lambda: self._manage_types(context),
            "data.folder": lambda: self._open_folder(self.paths.data),
            "help.diagnostics": lambda: self._diagnose(context),
            "person.switch": self.sidebar.person.showMenu,
            "person.next": current.choose_next,
            "person.add": lambda: self._edit_person(context),
            "person.manage": lambda: self._manage_persons(context),
            "view.palette": lambda: self.palette_box.open(),
            "view.theme": lambda: self._change("theme", _other(self.themes)),
            "view.larger": lambda: self._scale(10),
            "view.smaller": lambda: self._scale(-10),
            "view.refresh": current.load,
        }
        for command_id, run in runs.items():
            self.commands.bind(command_id, run)
        for page in PAGES:
            self.commands.bind(f"go.{page}", partial(self._go, page))
        undo.reverted.connect(self._follow_order)

    @cached_property
    def palette_box(self) -> CommandPalette:
        """The command palette, built when it is first asked for."""
        from healthdesk.ui.palette import CommandPalette

        return CommandPalette(self.commands, self._center)

    @cached_property
    def api_switch(self) -> ApiSwitch:
        """The interface for programs, looked at when something asks for it."""
        from healthdesk.ui.api_switch import ApiSwitch

        if self.context is None:
            raise RuntimeError("no interface before the database is open")
        return ApiSwitch(self.context.app, self.tasks, self.start_api, self)

    # Pages

    def show_page(self, page: str) -> Page:
        """Bring a page to the front, building it at its first show."""
        context = self.context
        if context is None:
            raise RuntimeError("no page before the database is open")
        self.page = page
        built = self._pages.get(page)
        if built is None:
            built = build_page(page, context)
            self._pages[page] = built
            self.stack.addWidget(built)
        if self._told is None:
            self.stack.setCurrentWidget(built)
        self.sidebar.navigation.show_page(page)
        self.commands.set_page(page)
        self.setWindowTitle(f"HealthDesk – {page_title(page)}")
        self.pageShown.emit(page)
        return built

    def _go(self, page: str) -> None:
        shown = self.show_page(page)
        shown.focus_first()
        if not shown.isAncestorOf(self.focusWidget()):
            _focus_within(shown)

    def tell(self, widget: QWidget) -> None:
        """Show something instead of the pages (a trouble, maintenance)."""
        self.tell_nothing()
        self._told = widget
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    def tell_nothing(self) -> None:
        if self._told is None:
            return
        told, self._told = self._told, None
        self.stack.removeWidget(told)
        told.deleteLater()
        if self.page in self._pages:
            self.stack.setCurrentWidget(self._pages[self.page])

    def show_trouble(self, error: HealthdeskError) -> None:
        """The database cannot be opened: say why and what to do."""
        said = sentence(error)
        if self.isHidden():
            self.come_forward()
        self.entry.rest()
        again = (tr("Try again"), self._try_again)
        folder = (tr("Open the data folder"), lambda: self._open_folder(self.paths.data))
        page = EmptyState("warning", said, again, folder)
        self.tell(page)
        if page.primary is not None:
            page.primary.setFocus()
        announce(self, said)

    def _try_again(self) -> None:
        self.tell_nothing()
        self.retried.emit()

    def show_off(self) -> None:
        """The user is not let in: one page that says so, and nothing else."""
        decision = self.admission.decision()
        from healthdesk.ui.off_page import OffPage

        if isinstance(self._told, OffPage):
            self._told.show_decision(decision)
            return
        if self.isHidden() and self.tray is None:
            self.come_forward()  # nothing else would say that it runs
        self.curtain.draw()
        self._count_due(None)
        page = OffPage(decision, begun=self.curtain.begun)
        self.tell(page)
        if page.secondary is not None:
            page.secondary.setFocus()
        announce(self, page.heading.text())

    def leave_off(self) -> None:
        """The user is let in again: all is as it was."""
        if not self.curtain.drawn:
            return
        self.curtain.open()
        self.tell_nothing()
        if self.context is None:
            return
        self.show_page(self.page)
        self._follow_inbox()
        if self._due is not None:
            self._count_due(self._due.due)

    def _follow_admission(self) -> None:
        """The switches are others than when the page was shown."""
        if not self.admission.is_open():
            self.show_off()
        elif self.context is not None and self.context.app.db.is_open:
            self.leave_off()  # so briefly off that the file was never let go

    def _database_closed(self, event: DatabaseClosed) -> None:
        if event.reason == "off":
            self.show_off()
            return
        self.leave_off()
        said = tr(
            "The database is being looked after ({holder}). Nothing is lost; this page "
            "comes back by itself.",
            holder=event.holder,
        )
        # A field that is switched off loses the keyboard; it gets it back afterwards.
        self._typing = self.entry.edit.hasFocus()
        self.entry.setEnabled(False)
        self.tell(EmptyState("database", said))

    def _database_opened(self) -> None:
        self.leave_off()
        self.entry.setEnabled(True)
        if self.context is not None:
            self.context.undo.clear()
            self._carry_on()
        self.tell_nothing()
        if self._typing:
            self.entry.edit.setFocus()

    # Following what changes

    def _show_person(self) -> None:
        if self.context is not None:
            current = self.context.current
            self.sidebar.person.show_persons(current.persons, current.person)
            self.commands.enable("person.next", len(current.persons) > 1)

    def _follow_order(self, entry: UndoEntry) -> None:
        """Totals follow the order of sources when it was taken back or done again."""
        if entry.code == "reorder-sources":
            self._carry_on()

    def _carry_on(self) -> None:
        from healthdesk.ui.dialogs.sources import carry_on

        if self.context is not None:
            carry_on(self.context)

    def _follow_theme(self) -> None:
        self.commands.tint()
        self.sidebar.follow_theme()

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if "theme" in keys or "text_scale" in keys:
            self.themes.choose(self.settings.text("theme"), scale_of(self.settings))
        if "language" in keys:
            said = tr("The language changes when HealthDesk is started again.")
            self.messages.banner("language", said, "accent")
        if "import.folder" in keys:
            self._follow_inbox()
        if not keys.isdisjoint({"api.enabled", "api.port"}):
            self.api_switch.follow()
        if self.curtain.drawn and not keys.isdisjoint({"rollout", "user"}):
            self._follow_admission()

    def _follow(self) -> None:
        """Hear of what else goes on, once the first page has what it asked for."""
        self._follow_inbox()
        self._follow_goals()
        self._follow_due()

    def _follow_goals(self) -> None:
        """Hear of goals that readings reach, from any process."""
        if self.context is not None:
            from healthdesk.ui.goal_watch import GoalWatch

            self._goals = GoalWatch(self.context, self)

    def _follow_due(self) -> None:
        """Number what is due at the name of its page, and in the tray where there is one."""
        if self.context is None:
            return
        from healthdesk.ui.due_watch import DueWatch

        self._due = DueWatch(self.context, self)
        self._due.changed.connect(self._count_due)
        self._due.look()

    def _count_due(self, due: DueNow | None) -> None:
        """None, and behind the curtain: nothing."""
        if self.curtain.drawn:
            due = None
        n = 0 if due is None else len(due.ids)
        said = tr_n("{n} reminder is due", "{n} reminders are due", n) if n else ""
        self.sidebar.navigation.show_count("reminders", n, said)
        if self.tray is not None:
            self.tray.show_due(due)

    def put_in_tray(self) -> Tray:
        """An icon beside the clock; from now on the window may go there when it is closed."""
        if self.context is None:
            raise RuntimeError("no tray before the database is open")
        if self.tray is None:
            from healthdesk.ui.tray import Tray

            self.tray = Tray(self.context, self)
            self.tray.wanted.connect(self.come_forward)
            self.tray.ended.connect(self.quit)
            self._count_due(None if self._due is None else self._due.due)
        return self.tray

    def _follow_inbox(self) -> None:
        """Look into the watched folder, once one is chosen."""
        if self.curtain.drawn:
            return
        if self._inbox is not None:
            self._inbox.follow()
        elif self.context is not None and self.settings.text("import.folder"):
            from healthdesk.ui.inbox import InboxWatch

            self._inbox = InboxWatch(self.context, self)

    # What commands do

    def _change(self, key: str, value: int | str) -> None:
        from healthdesk.ui.panels.settings import change_setting

        if self.context is not None:
            change_setting(self.context, key, value)

    def _scale(self, by: int) -> None:
        percent = round(scale_of(self.settings) * 100) + by
        self._change("text_scale", max(100, min(200, percent)))

    def _open_folder(self, folder: Path) -> None:
        from healthdesk.ui.desktop import open_in_desktop

        open_in_desktop(folder)

    def _open_form(self, context: Context) -> None:
        from healthdesk.ui.dialogs.entry import open_form

        open_form(context, self)

    def _set_goal(self, context: Context) -> None:
        from healthdesk.ui.dialogs.goal import GoalDialog

        GoalDialog(context, self).open()

    def _set_reminder(self, context: Context) -> None:
        from healthdesk.ui.dialogs.reminder import ReminderDialog

        ReminderDialog(context, None, self).open()

    def show_due(self) -> None:
        """The page of reminders, with the keyboard on what asks for an answer."""
        self.show_page("reminders").focus_first()

    def _measure(self, context: Context) -> None:
        from healthdesk.ui.dialogs.measuring import MeasureDialog

        MeasureDialog(context, self).show()

    def _import(self, context: Context) -> None:
        from healthdesk.ui.dialogs.importing import choose_import

        choose_import(context, self)

    def _import_folder(self, context: Context) -> None:
        from healthdesk.ui.dialogs.importing import choose_folder

        choose_folder(context, self)

    def _ask_to_take_back(self, step: ImportStep) -> None:
        """A key would take a whole import back: not before somebody has read so."""
        from healthdesk.ui.dialogs.take_back import TakeBackDialog

        if self.context is not None and self.findChild(TakeBackDialog) is None:
            TakeBackDialog(step, partial(self.context.undo.undo, step), self).open()

    def _show_imports(self, context: Context) -> None:
        from healthdesk.ui.dialogs.imports import ImportsDialog

        ImportsDialog(context, self).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere on the window."""
        if self.context is not None and self._told is None and _dropped(event):
            _copied(event)

    def dropEvent(self, event: QDropEvent) -> None:
        from healthdesk.ui.dialogs.importing import open_import

        paths = _dropped(event)
        if self.context is not None and self._told is None and paths:
            _copied(event)
            open_import(self.context, paths, self)

    def _show_sources(self, context: Context) -> None:
        from healthdesk.ui.dialogs.sources import SourcesDialog

        SourcesDialog(context, self).open()

    def _diagnose(self, context: Context) -> None:
        from healthdesk.ui.dialogs.diagnostics import DiagnosticsDialog

        DiagnosticsDialog(context, self).open()

    def _export(self, context: Context) -> None:
        from healthdesk.ui.dialogs.exporting import choose_export

        choose_export(context, self)

    def _edit_person(self, context: Context) -> None:
        from healthdesk.ui.panels.persons import PersonDialog

        PersonDialog(context, None, self).open()

    def _manage_persons(self, context: Context) -> None:
        from healthdesk.ui.panels.persons import PersonsDialog

        PersonsDialog(context, self).open()

    def _edit_type(self, context: Context) -> None:
        from healthdesk.ui.dialogs.own_types import TypeDialog

        TypeDialog(context, None, self).open()

    def _manage_types(self, context: Context) -> None:
        from healthdesk.ui.dialogs.own_types import TypesDialog

        TypesDialog(context, self).open()

    def _show_keys(self) -> None:
        from healthdesk.ui.dialogs.keys import KeysDialog

        KeysDialog(self.commands, self).open()

    def _about(self) -> None:
        from healthdesk.ui.dialogs.about import AboutDialog

        AboutDialog(self).open()

    # The window itself

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # After this paint has reached the screen, not before.
            QTimer.singleShot(0, self, self.painted.emit)

    def come_forward(self) -> None:
        """Another start asked for this window."""
        state = self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized
        self.setWindowState(state | QtCore.Qt.WindowState.WindowActive)
        QApplication.setQuitOnLastWindowClosed(True)
        self.show()
        self.raise_()
        self.activateWindow()

    def begin_hidden(self) -> None:
        """Come to life without being on the screen; the tray brings it there."""
        self._painted = True
        QTimer.singleShot(0, self, self.painted.emit)

    def quit(self) -> None:
        """End the program, also where closing the window would leave it in the tray."""
        self._quitting = True
        if not self.isHidden():
            self.close()
            return
        # A window that is not on the screen ends nothing when it is closed.
        self.close()
        QApplication.quit()

    def _goes_to_tray(self) -> bool:
        """Whether closing leaves the program in the tray: chosen, and there is one to bring
        the window back."""
        wanted = bool(self.settings.get("close_to_tray")) and not self._quitting
        session_ends = isinstance(app := QApplication.instance(), QApplication) and (
            app.isSavingSession()
        )
        return wanted and not session_ends and self.tray is not None and self.tray.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_place()
        if self._goes_to_tray() and self.tray is not None:
            event.ignore()
            # A dialog closed while this is hidden is no last window.
            QApplication.setQuitOnLastWindowClosed(False)
            self.hide()
            self._tell_of_tray(self.tray)
            return
        super().closeEvent(event)
        self.closed.emit()

    def _tell_of_tray(self, tray: Tray) -> None:
        """The first time, say where the window is."""
        if recalled(self.paths, TOLD_OF_TRAY) is None:
            keep(self.paths, TOLD_OF_TRAY, True)
            said = tr("HealthDesk goes on in the tray. Click its icon, or start it again, and "
                      "the window is back.")  # fmt: skip
            tray.say("HealthDesk", said)

    def _keep_place(self) -> None:
        keep(self.paths, "geometry", self.saveGeometry())

    def _restore_place(self) -> None:
        self.resize(*SIZE)
        geometry = recalled(self.paths, "geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._fit_screen()

    def _fit_screen(self) -> None:
        """Be no larger than the screen has room for, its title included."""
        if not (self.isMaximized() or self.isFullScreen()):
            room = self.screen().availableGeometry().size() - QSize(*FRAME)
            self.resize(self.size().boundedTo(room))


def build_page(page: str, context: Context) -> Page:
    """The page of this name; what it needs is imported here, at its first show."""
    match page:
        case "today":
            from healthdesk.ui.panels.today import TodayPanel

            return TodayPanel(context)
        case "records":
            from healthdesk.ui.panels.records import RecordsPanel

            return RecordsPanel(context)
        case "charts":
            from healthdesk.ui.panels.charts import ChartsPanel

            return ChartsPanel(context)
        case "goals":
            from healthdesk.ui.panels.goals import GoalsPanel

            return GoalsPanel(context)
        case "reminders":
            from healthdesk.ui.panels.reminders import RemindersPanel

            return RemindersPanel(context)
        case "reports":
            from healthdesk.ui.panels.reports import ReportsPanel

            return ReportsPanel(context)
        case "settings":
            from healthdesk.ui.panels.settings import SettingsPanel

            return SettingsPanel(context)
    raise LookupError(page)


def scale_of(settings: Settings) -> float:
    """The text scale of the settings, 1.0 to 2.0."""
    return float(settings.get("text_scale")) / 100


def _focus_within(page: QWidget) -> None:
    """The keyboard on the first control of a page, where the one the page would choose is not
    there (yet); otherwise it would stay with whatever stands beside the pages."""
    stop = page.nextInFocusChain()
    while stop is not None and stop is not page:
        reached = bool(stop.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus)
        if reached and page.isAncestorOf(stop) and stop.isVisible() and stop.isEnabled():
            stop.setFocus()
            return
        stop = stop.nextInFocusChain()


def _copied(event: QDropEvent) -> None:
    """Take a drop, and leave the files where they are, whatever was proposed."""
    event.setDropAction(QtCore.Qt.DropAction.CopyAction)
    event.accept()


def _dropped(event: QDropEvent) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return [Path(url.toLocalFile()) for url in urls]


def _other(themes: Themes) -> str:
    return "light" if themes.current.dark else "dark"
