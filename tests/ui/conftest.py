"""A window over services in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.ui.tasks import Tasks
from healthdesk.ui.theme import Themes
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp

# What the offscreen platform says of every window with a smallest size, and of popups.
UNSUPPORTED = r"plugin does not support (propagateSizeHints|raise|grabbing)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(UNSUPPORTED))


def let_go(widget: Window) -> None:
    """Delete a window now, with all that is in it."""
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def paths(data_dir: Path) -> Paths:
    return Paths.find(str(data_dir), {})


@pytest.fixture
def settings(paths: Paths) -> Settings:
    return Settings.load(paths, {})


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp, "light", 1.0)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.shutdown()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def services(paths: Paths, settings: Settings) -> FakeApp:
    return FakeApp(paths, settings)


@pytest.fixture
def bare_window(
    qtbot: QtBot, paths: Paths, settings: Settings, tasks: Tasks, themes: Themes
) -> Iterator[Window]:
    """A window that is on the screen, without services."""
    window = Window(paths, settings, tasks, themes)
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    tasks.troubled.connect(window.messages.trouble)
    window.page = "goals"  # needs nothing of the services
    window.resize(1024, 640)
    window.show()
    yield window
    window.release()
    window.close()
    assert tasks.shutdown()
    let_go(window)
    assert not crashes


@pytest.fixture
def window(qtbot: QtBot, bare_window: Window, services: FakeApp) -> Window:
    """A window over the services in memory, with one person, Me."""
    with qtbot.waitSignal(bare_window.attached):
        bare_window.attach(services)  # type: ignore[arg-type]
    return bare_window


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Let the event loop go on until something holds."""

    def until(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(holds, timeout=5000)

    return until
