from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from healthdesk.domain.records import UndoEntry
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp


def add(window: Window, settled, text: str) -> None:
    assert window.context is not None
    before = len(window.context.undo._past)
    QTest.keyClicks(window.entry.edit, text)
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    undo = window.context.undo
    settled(lambda: len(undo._past) == before + 1)


def test_steps_are_taken_back_newest_first(window: Window, services: FakeApp, settled) -> None:
    add(window, settled, "weight 81 kg")
    add(window, settled, "weight 82 kg")
    window.commands.run("edit.undo")
    settled(lambda: [r.value for r in services.journal.live(1)] == [81])
    settled(lambda: window.commands.is_enabled("edit.undo"))
    window.commands.run("edit.undo")
    settled(lambda: services.journal.live(1) == [])
    settled(lambda: window.commands.is_enabled("edit.redo"))
    assert not window.commands.is_enabled("edit.undo")


def test_the_toasts_button_takes_back_its_own_step(
    window: Window, services: FakeApp, settled
) -> None:
    add(window, settled, "weight 81 kg")
    settled(window.toast.isVisible)
    window.toast.button.click()
    settled(lambda: services.journal.live(1) == [])


def test_a_new_step_ends_what_could_be_done_again(
    window: Window, services: FakeApp, settled
) -> None:
    add(window, settled, "weight 81 kg")
    window.commands.run("edit.undo")
    settled(lambda: window.commands.is_enabled("edit.redo"))
    add(window, settled, "weight 82 kg")
    assert not window.commands.is_enabled("edit.redo")


def test_a_step_others_changed_since_is_told_and_dropped(
    window: Window, services: FakeApp, settled
) -> None:
    add(window, settled, "weight 81 kg")
    row = services.journal.live(1)[0]
    from dataclasses import replace

    services.journal.rows[row.id] = replace(row, deleted_at=5)
    window.commands.run("edit.undo")
    settled(lambda: bool(window.banners.sentences()))
    assert not window.commands.is_enabled("edit.undo")
    assert not window.commands.is_enabled("edit.redo")


def test_a_step_that_changed_nothing_is_not_remembered(window: Window) -> None:
    assert window.context is not None
    window.context.undo.did(UndoEntry("edit", {}, ()), "Nothing to do.")
    assert not window.context.undo.can_undo
    assert window.toast.sentence.text() == "Nothing to do."
    assert not window.toast.button.isVisible()
