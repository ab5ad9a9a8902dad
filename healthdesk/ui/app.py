"""The program with a window: the only place that makes a QApplication."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from healthdesk.domain.errors import HealthdeskError, NotAllowed, Unavailable
from healthdesk.texts import language, language_of, use_language
from healthdesk.ui import icons
from healthdesk.ui.first_window import FirstWindow
from healthdesk.ui.tasks import Tasks
from healthdesk.ui.theme import IN_FUSION, Themes
from healthdesk.ui.undo_keys import UndoKeys
from healthdesk.ui.window import Window, scale_of

if TYPE_CHECKING:
    from healthdesk.bootstrap import App
    from healthdesk.paths import Paths
    from healthdesk.settings import Settings
    from healthdesk.ui.api_switch import StartApi

LOG: Final = logging.getLogger("healthdesk.window")
# How long a start that only shows itself may take.
SMOKE_MS: Final = 60_000
# Drawing goes from Python to Qt and back all the time, and has to wait for its turn at each
# way back while another thread works: Python's own 5 ms add up to a window that stands still.
TURN_S: Final = 0.0005
# After the first page is there; by then it is painted.
AHEAD_MS: Final = 400


def run_gui(
    paths: Paths,
    settings: Settings,
    *,
    smoke: bool = False,
    user: str = "",
    start_api: StartApi | None = None,
) -> int:
    """Open the window and return the exit status when it was closed. `user`: by whom a staged
    rollout knows who is at it; empty: as the settings say, or the log-in. `start_api` makes the
    interface for programs listen, once it is switched on.

    `smoke` opens, paints the first page with its data, and ends with 0: a frozen program
    tries itself that way. Raises `Unavailable` where there is no display.
    """
    require_display()
    use_language(language_of(settings))
    app = make_application()
    themes = Themes(app, settings.text("theme"), scale_of(settings))
    first = FirstWindow(paths, app)
    try:
        paths.make()
        if not smoke and not first.claim():
            return 0
    except HealthdeskError:
        LOG.warning("the data folder cannot be used")  # opening it will say why
    program = Program(app, paths, settings, themes, user)
    program.window.start_api = start_api
    first.called.connect(program.window.come_forward)
    # Another start calls for some seconds; the first page goes before.
    program.window.painted.connect(lambda: QTimer.singleShot(AHEAD_MS, first, first.listen))
    # Modules and classes never go; looking through them would stop the window for 50 ms.
    program.settled.connect(gc.freeze)
    sys.setswitchinterval(TURN_S)
    with hooks(program), signals(program):
        program.start(smoke)
        status = app.exec()
        program.finish()
    first.release()
    return status or program.status


def require_display() -> None:
    """Qt ends the whole process where it finds no display; this says so in words."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Unavailable("no-display")


def make_application() -> QApplication:
    """The application object with the program's name and Qt's own words."""
    app = QApplication(["healthdesk", "-style", "fusion"])
    app.setProperty(IN_FUSION, True)
    app.setApplicationName("HealthDesk")
    app.setDesktopFileName("healthdesk")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() != "en" and translator.load(QLocale(language()), "qtbase", "_", folder):
        app.installTranslator(translator)
    return app


class Program(QObject):
    """A window, its tasks, and the services once they are open."""

    settled = Signal()  # all that every session loads is there

    def __init__(
        self, app: QApplication, paths: Paths, settings: Settings, themes: Themes, user: str = ""
    ) -> None:
        super().__init__(app)
        self._app = app
        self._paths = paths
        self._settings = settings
        self._services: App | None = None
        self._smoke = False
        self.status = 0
        self.tasks = Tasks(self)
        self.window = Window(paths, settings, self.tasks, themes, user=user)
        self.admission = self.window.admission
        self.admission.let_in.connect(self.open)
        app.focusChanged.connect(UndoKeys(self).follow)
        self.tasks.troubled.connect(self.window.messages.trouble)
        self.tasks.crashed.connect(self.show_crash)
        self.window.painted.connect(self.open)
        self.window.painted.connect(lambda: QTimer.singleShot(AHEAD_MS, self, self._dress))
        self.window.retried.connect(self.open)
        self.window.attached.connect(self._attached)

    def start(self, smoke: bool = False) -> None:
        self._smoke = smoke
        if smoke:
            QTimer.singleShot(SMOKE_MS, self, lambda: self._end(1))
        if self._settings.get("start_hidden") and not smoke:
            from PySide6.QtWidgets import QSystemTrayIcon

            # Where there is no tray, nothing would bring the window onto the screen.
            if QSystemTrayIcon.isSystemTrayAvailable():
                self._app.setQuitOnLastWindowClosed(False)
                self.window.begin_hidden()
                return
        self.window.show()

    def open(self) -> None:
        """Open the database on the writer's thread, after the window is on the screen; for a
        user who is not let in, nothing is opened or made until they are."""
        if not self.admission.is_open():
            self._keep_out()
            return
        self.window.leave_off()

        def work() -> App:
            from healthdesk.bootstrap import open_app
            from healthdesk.services import analytics  # noqa: F401 - what the first page asks

            services = open_app(self._paths, self._settings, "window", complete=False)
            services.watch.start(self.admission.is_open)
            return services

        self.tasks.run(work, self._opened, self._refused, lane="write", owner=self)

    def _dress(self) -> None:
        """What the first page need not wait for."""
        self._app.setWindowIcon(icons.app_icon())
        self.window.themes.settle()
        gc.enable()

    def finish(self) -> None:
        """Finish the writes, join the threads, close the database."""
        self.window.release()
        if not self.tasks.shutdown():
            LOG.warning("a task did not end in time")
        if self._services is not None:
            self._services.close()

    def show_crash(self, error: BaseException) -> None:
        """Our own mistake: the log has it, the page says what to do."""
        from healthdesk.ui.dialogs.crash import CrashDialog

        if self._smoke:
            self._end(1)
            return
        CrashDialog(error, self._paths.logs, self._app.clipboard(), self.window).open()

    def look_again(self) -> None:
        """Look into the settings now: somebody says that they changed."""
        self.admission.look()
        if self._services is not None:
            self._services.watch.look_now()

    def _keep_out(self) -> None:
        LOG.info("the user is not let in")
        self.window.show_off()
        self.admission.wait()
        if self._smoke:
            self.window.grab()
            self._end(NotAllowed.exit_status)

    def _opened(self, services: App) -> None:
        self._services = services
        self.window.attach(services)
        if not self.admission.is_open():
            # Switched off while it was being opened, before anybody heard of it.
            self.window.show_off()

    def _refused(self, error: HealthdeskError) -> None:
        LOG.warning("the database was not opened", extra={"code": error.code})
        if self._smoke:
            self._end(1)
        self.window.show_trouble(error)

    def _attached(self) -> None:
        if self._smoke:
            self.window.grab()
            self._end(0)
        else:
            QTimer.singleShot(AHEAD_MS, self, self._load_ahead)

    def _load_ahead(self) -> None:
        """Load what the other pages begin with while nobody waits: half of opening one."""
        from PySide6.QtWidgets import QAbstractScrollArea

        from healthdesk.ui.panels import records  # noqa: F401

        # Asked for a widget it did not make, the binding learns all kinds of them at once.
        QAbstractScrollArea().viewport()

        def numbers() -> None:
            from healthdesk.services import (  # noqa: F401
                effort_report,
                rhythm_report,
                series_maker,
                sleep_report,
            )

        self.tasks.run(numbers, lambda _: self._remind(), owner=self)

    def _remind(self) -> None:
        from healthdesk.ui.notice_watch import NoticeWatch

        context = self.window.context
        if context is not None:
            watch = NoticeWatch(context, self)
            watch.wanted.connect(self.window.come_forward)
            watch.start(self._put_in_tray)

    def _put_in_tray(self) -> None:
        """The icon beside the clock, which also tells what nothing better can tell."""
        from healthdesk.ui.tray import TrayNotifier

        context = self.window.context
        if context is not None:
            tray = self.window.put_in_tray()
            context.app.reminder_trigger.use(TrayNotifier(tray))
            if self._settings.get("api.enabled"):
                self.window.api_switch.follow()
        self.settled.emit()

    def _end(self, status: int) -> None:
        self.status = status
        self.window.quit()


@contextmanager
def hooks(program: Program) -> Iterator[None]:
    """Bugs wherever they happen reach the log and the crash page; so do Qt's warnings."""

    def on_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            program.window.quit()
            return
        LOG.error("an error reached the event loop", exc_info=(kind, error, trace))
        program.show_crash(error)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is not None:
            LOG.error("a thread ended with an error",
                      exc_info=(args.exc_type, error, args.exc_traceback))  # fmt: skip
            program.tasks.deliver(program.show_crash, error)

    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = on_main, on_thread
    handler = qInstallMessageHandler(log_qt)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(handler)


QT_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """What Qt says goes to the log, not to the terminal."""
    LOG.log(QT_LEVELS[kind], "Qt said something", extra={"kind": message or ""})


@contextmanager
def signals(program: Program) -> Iterator[None]:
    """SIGTERM and SIGINT end the program as its command does; SIGHUP lets it look into the
    settings at once.

    Python looks at signals only between its own steps; a byte through a pipe wakes Qt's loop
    so that it takes one.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    before_fd = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: os.read(reader, 64))

    runs = {
        signal.SIGTERM: program.window.quit,
        signal.SIGINT: program.window.quit,
        signal.SIGHUP: program.look_again,
    }

    def take(number: int, _frame: FrameType | None) -> None:
        # From the loop: Python may be anywhere now, in the middle of painting too.
        QTimer.singleShot(0, program.window, runs[signal.Signals(number)])

    before = {one: signal.signal(one, take) for one in runs}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before_fd)
        os.close(reader)
        os.close(writer)
