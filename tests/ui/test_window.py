from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from healthdesk.domain.errors import StorageError
from healthdesk.domain.events import DatabaseClosed, DatabaseOpened
from healthdesk.texts import sentence
from healthdesk.ui.commands import PAGES
from healthdesk.ui.sidebar import PAGE_ROLE
from healthdesk.ui.widgets import EmptyState
from healthdesk.ui.window import SIZE, Window
from tests.ui.fakes import FakeApp

NAMES = ["Today", "Records", "Charts", "Goals", "Reminders", "Reports", "Settings"]


def test_the_title_begins_with_the_program_and_names_nobody(
    window: Window, services: FakeApp
) -> None:
    assert window.windowTitle().startswith("HealthDesk")
    assert services.journal.people[1].name not in window.windowTitle()


def test_navigation_entries_have_the_names_others_rely_on(window: Window) -> None:
    interface = QAccessible.queryAccessibleInterface(window.sidebar.navigation)
    told = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert told == NAMES
    assert window.entry.edit.accessibleName() == "Quick entry"


def test_every_control_has_a_name(window: Window) -> None:
    for page in ("goals", "reminders", "reports", "settings"):
        window.show_page(page)
        kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
        nameless = [
            f"{page}: {type(control).__name__}"
            for control in window.findChildren(QWidget)
            if isinstance(control, kinds)
            and control.isVisibleTo(window)
            and control.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        ]
        assert nameless == []


def test_keys_go_to_the_pages_and_to_the_line(window: Window) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_7, control)
    assert window.page == "settings"
    QTest.keyClick(window, Qt.Key.Key_5, control)
    assert window.page == "reminders"
    row = window.sidebar.navigation.currentItem()
    assert row is not None
    assert row.data(PAGE_ROLE) == "reminders"
    QTest.keyClick(window, Qt.Key.Key_N, control)
    assert window.focusWidget() is window.entry.edit


@pytest.mark.parametrize("page", ["goals", "reminders", "reports", "settings"])
def test_a_key_to_a_page_takes_the_keyboard_into_it(
    window: Window, settled: Callable[[Callable[[], bool]], None], page: str
) -> None:
    """Also into one that is empty so far, where only its first button is to be seen."""
    key = Qt.Key(Qt.Key.Key_1.value + PAGES.index(page))

    def shown() -> QWidget:
        widget = window.stack.currentWidget()
        assert widget is not None
        return widget

    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    # Once more, as soon as what the page looks up is there.
    settled(lambda: any(b.isVisible() for b in shown().findChildren(QAbstractButton)))
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    focus = window.focusWidget()
    assert focus is not None
    assert shown().isAncestorOf(focus)


def test_arrows_in_the_navigation_go_on(window: Window) -> None:
    window.show_page("goals")
    window.sidebar.navigation.setFocus()
    QTest.keyClick(window.sidebar.navigation, Qt.Key.Key_Down)
    assert window.page == PAGES[PAGES.index("goals") + 1]


def test_the_first_start_makes_one_person(window: Window, services: FakeApp) -> None:
    assert [p.name for p in services.journal.people.values()] == ["Me"]
    assert window.sidebar.person.text() == "Me"


def test_the_switcher_shows_who_is_in_view(window: Window, services: FakeApp, settled) -> None:
    other, _ = services.journal.add_person(None, "A & B", color="#C2410C")  # type: ignore[arg-type]
    settled(lambda: window.commands.is_enabled("person.next"))
    window.commands.run("person.next")
    assert window.context is not None
    assert window.context.current.person == other
    assert window.sidebar.person.accessibleName() == "Person: A & B"
    assert window.sidebar.person.text() == "A && B"


def test_a_database_that_does_not_open_is_a_page_with_a_way_on(bare_window: Window, qtbot) -> None:
    error = StorageError("folder-not-writable", path="/there")
    bare_window.show_trouble(error)
    page = bare_window.stack.currentWidget()
    assert isinstance(page, EmptyState)
    assert page.sentence.text() == sentence(error)
    assert page.primary is not None
    assert page.primary.hasFocus()
    assert bare_window.commands.is_enabled("app.quit")
    with qtbot.waitSignal(bare_window.retried):
        page.primary.click()


def test_maintenance_shows_a_page_and_ends_by_itself(
    window: Window, services: FakeApp, settled
) -> None:
    window.show_page("settings")
    services.bus.publish(DatabaseClosed("restore", "healthdesk db"))
    settled(lambda: isinstance(window.stack.currentWidget(), EmptyState))
    assert not window.entry.isEnabled()
    services.bus.publish(DatabaseOpened())
    settled(window.entry.isEnabled)
    assert window.entry.edit.hasFocus()
    assert window.stack.currentWidget() is window._pages["settings"]


def test_the_window_comes_back_where_it_was(window: Window, qtbot, settings, tasks, themes) -> None:
    window.resize(780, 620)  # within the offscreen screen
    window._keep_place()
    assert stat.S_IMODE(window.paths.config_file.with_name("window.ini").stat().st_mode) == 0o600
    again = Window(window.paths, settings, tasks, themes)
    assert again.size() == window.size()
    again.close()
    again.deleteLater()


def test_the_window_is_no_larger_than_a_small_screen(
    window: Window, settings, tasks, themes
) -> None:
    """The first time, and where it was larger before, on another screen."""
    for _ in range(2):
        opened = Window(window.paths, settings, tasks, themes)
        room = opened.screen().availableGeometry()
        assert room.width() < SIZE[0]
        assert room.contains(opened.geometry())
        assert opened.height() <= room.height() - 40  # there is a title too
        opened.close()
        opened.deleteLater()
        window.resize(3000, 2000)
        window._keep_place()


def test_narrow_and_with_double_text_nothing_runs_over_the_edge(window: Window, themes) -> None:
    window.resize(1024, 640)
    themes.choose(scale=2.0)
    window.show_page("settings")
    assert window.width() == 1024
    assert window.sidebar.width() < 400


def test_the_shell_loads_neither_charts_nor_database() -> None:
    code = (
        "import sys; import healthdesk.ui.app;"
        "heavy = {'pyqtgraph', 'numpy', 'sqlalchemy', 'alembic', 'sqlcipher3'} & set(sys.modules);"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
