"""A real window over real services and a filled data folder, at one moment for ever."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QCursor, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from healthdesk.bootstrap import App, open_app
from healthdesk.domain.times import day_of
from healthdesk.paths import Paths
from healthdesk.services.analytics import Analytics
from healthdesk.services.demo import fill
from healthdesk.services.goals import Goals
from healthdesk.settings import Settings, local_zone
from healthdesk.texts import use_language
from healthdesk.ui.tasks import Tasks
from healthdesk.ui.theme import Themes
from healthdesk.ui.window import Window

ZONE = "Europe/Berlin"
NOON = dt.datetime(2025, 6, 16, 12, 0, tzinfo=dt.UTC)
FONT = "Inter"
PATIENCE_S = 30.0
QUIET_TURNS = 20


def require_font() -> None:
    """Pictures are drawn with one font; without it every one of them would differ."""
    if FONT not in QFontDatabase.families():
        raise AssertionError(
            f"the font {FONT} is missing: install it (Debian: fonts-inter) to draw pictures"
        )


def furnish(folder: Path) -> None:
    """Fill a data folder with the demo person as of `NOON`."""
    paths = Paths.find(str(folder), {})
    settings = Settings.load(paths, {})
    app = open_app(paths, settings, "furnish")
    try:
        settings.set("time_zone", ZONE)
        zone = local_zone(settings)
        fill(app.journal, zone, NOON.astimezone(zone))
    finally:
        app.close()


@dataclass
class Furnished:
    """The window and what it stands on."""

    window: Window
    app: App
    tasks: Tasks
    themes: Themes
    crashes: list[BaseException]

    def settle(self) -> None:
        """Let the window work until nothing is asked for any more and all of it is drawn."""
        run_until(lambda: not self.tasks.is_busy())


def run_until(holds: Callable[[], bool], quiet_s: float = 0.25) -> None:
    """Let the event loop go on until something has held for a while without a break.

    The while covers the timers between an event and what it asks for; on a busy machine it
    may go by in one turn of the loop, so that turns count as well.
    """
    deadline = time.monotonic() + PATIENCE_S
    quiet_since = time.monotonic()
    loop = QEventLoop()
    turns = 0
    while time.monotonic() - quiet_since < quiet_s or turns < QUIET_TURNS:
        QTimer.singleShot(10, loop.quit)
        loop.exec()
        turns += 1
        if not holds():
            quiet_since, turns = time.monotonic(), 0
        if time.monotonic() > deadline:
            raise AssertionError("the window did not come to rest")


@contextmanager
def opened(
    qapp: QApplication,
    folder: Path,
    *,
    look: str = "light",
    scale: float = 1.0,
    size: tuple[int, int] = (1024, 640),
    language: str = "en",
) -> Iterator[Furnished]:
    """A shown window over a data folder; closed, with all that is in it, at the end."""
    paths = Paths.find(str(folder), {})
    settings = Settings.load(paths, {})
    use_language(language)
    tasks, themes = Tasks(), Themes(qapp, look, scale)
    window = Window(paths, settings, tasks, themes, now=NOON.astimezone)
    window.resize(*size)
    QCursor.setPos(0, 0)  # where another test left it, something may stand that it lights up
    window.show()
    app = open_app(paths, settings, "window")
    today = day_of(NOON.astimezone(local_zone(settings)).date())
    app.analytics = Analytics(app.db, settings, lambda: today)
    app.goals = Goals(app.db, app.bus, settings, lambda: round(NOON.timestamp() * 1000))
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    tasks.troubled.connect(window.messages.trouble)
    furnished = Furnished(window, app, tasks, themes, crashes)
    try:
        window.attach(app)
        furnished.settle()
        yield furnished
    finally:
        window.release()
        window.close()
        ended = tasks.shutdown()
        app.close()
        for thing in (window, tasks, themes):
            thing.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        use_language("en")
    assert ended
    assert not crashes, crashes


def copied(furnished: Path, target: Path) -> Path:
    """A data folder of its own with the same contents."""
    shutil.copytree(furnished, target)
    return target


def still(widget: QWidget) -> None:
    """Nothing blinks and nothing moves in a picture."""
    QApplication.setCursorFlashTime(0)
    focused = QApplication.focusWidget()
    if focused is not None and widget.isAncestorOf(focused):
        focused.clearFocus()
