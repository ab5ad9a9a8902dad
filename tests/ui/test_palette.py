from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from healthdesk.ui.commands import table
from healthdesk.ui.palette import matching, score
from healthdesk.ui.window import Window


def test_a_words_beginning_is_better_than_letters_apart() -> None:
    whole, inside, apart = score("exp", "Export"), score("port", "Export"), score("xt", "Export")
    assert whole is not None
    assert inside is not None
    assert apart is not None
    assert whole < inside < apart
    assert score("xyz", "Export") is None


def test_accents_and_case_do_not_matter() -> None:
    assert score("RAHMEN", "Rähmen") == 0


def test_the_command_meant_comes_first() -> None:
    commands = list(table())
    assert matching("charts", commands)[0].id == "go.charts"
    assert matching("new per", commands)[0].id == "person.add"
    assert matching("", commands) == commands
    assert matching("qqqq", commands) == []


def test_letters_and_return_do_it_and_the_focus_goes_back(window: Window, settled) -> None:
    window.entry.edit.setFocus()
    QTest.keyClick(window.entry.edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.palette_box
    assert box.isVisible()
    QTest.keyClicks(box.line, "settings")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settled(lambda: window.page == "settings")
    assert not box.isVisible()


def test_escape_closes_it(window: Window) -> None:
    window.commands.run("view.palette")
    QTest.keyClick(window.palette_box.line, Qt.Key.Key_Escape)
    assert not window.palette_box.isVisible()
    assert window.focusWidget() is window.entry.edit
