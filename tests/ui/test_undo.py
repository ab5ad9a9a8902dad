from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from healthdesk.domain.records import UndoEntry
from healthdesk.domain.transfers import TakenBack
from healthdesk.ui.dialogs.take_back import TakeBackDialog
from healthdesk.ui.undo import ImportStep
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp


def add(window: Window, settled, text: str) -> None:
    assert window.context is not None
    before = len(window.context.undo._past)
    QTest.keyClicks(window.entry.edit, text)
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    undo = window.context.undo
    settled(lambda: len(undo._past) == before + 1)


def can_undo(window: Window) -> bool:
    return window.context is not None and window.context.undo.can_undo


def can_redo(window: Window) -> bool:
    return window.context is not None and window.context.undo.can_redo


def test_steps_are_taken_back_newest_first(window: Window, services: FakeApp, settled) -> None:
    add(window, settled, "weight 81 kg")
    add(window, settled, "weight 82 kg")
    window.commands.run("edit.undo")
    settled(lambda: [r.value for r in services.journal.live(1)] == [81])
    settled(lambda: can_undo(window))
    window.commands.run("edit.undo")
    settled(lambda: services.journal.live(1) == [])
    settled(lambda: can_redo(window))
    assert not can_undo(window)


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
    settled(lambda: can_redo(window))
    add(window, settled, "weight 82 kg")
    assert not can_redo(window)


def test_a_step_others_changed_since_is_told_and_dropped(
    window: Window, services: FakeApp, settled
) -> None:
    add(window, settled, "weight 81 kg")
    row = services.journal.live(1)[0]
    from dataclasses import replace

    services.journal.rows[row.id] = replace(row, deleted_at=5)
    window.commands.run("edit.undo")
    settled(lambda: bool(window.banners.sentences()))
    assert not can_undo(window)
    assert not can_redo(window)


def test_a_step_that_changed_nothing_is_not_remembered(window: Window) -> None:
    assert window.context is not None
    window.context.undo.did(UndoEntry("edit", {}, ()), "Nothing to do.")
    assert not window.context.undo.can_undo
    assert window.toast.sentence.text() == "Nothing to do."
    assert not window.toast.button.isVisible()


def test_keys_pressed_quickly_are_all_followed(window: Window, services: FakeApp, settled) -> None:
    add(window, settled, "weight 81 kg")
    add(window, settled, "weight 82 kg")
    for command in ("edit.undo", "edit.undo", "edit.redo"):
        assert window.commands.run(command)
    settled(lambda: window.toast.sentence.text() == "Done again: Add 1 reading.")
    assert [row.value for row in services.journal.live(1)] == [81]


def test_what_was_taken_back_is_named(window: Window, settled) -> None:
    add(window, settled, "weight 81 kg")
    assert window.commands.run("edit.undo")
    settled(lambda: window.toast.sentence.text() == "Taken back: Add 1 reading.")


def test_that_there_is_nothing_to_take_back_is_said(window: Window) -> None:
    assert window.commands.run("edit.undo")
    assert window.toast.sentence.text().startswith("Nothing was changed in this window")
    assert window.commands.run("edit.redo")
    assert window.toast.sentence.text() == "There is nothing to do again."


TITLE = "Import of export.zip: 49,885 readings"


class Import:
    """A whole import that can be taken back, and how far that is."""

    def __init__(self) -> None:
        self.undone = 0
        self.opened: list[str] = []
        self.may_end = threading.Event()
        self.may_end.set()

    def step(self, *, by_itself: bool = False) -> ImportStep:
        return ImportStep(
            7, TITLE, self.take_back, lambda back: f"{back.removed} went.",
            lambda gone, of: f"{gone} of {of}", lambda: self.opened.append("export.zip"),
            by_itself,
        )  # fmt: skip

    def take_back(self, progress: Callable[[int, int], object]) -> TakenBack:
        progress(10_000, 49_885)
        assert self.may_end.wait(10)
        self.undone += 1
        return TakenBack(49_885)


@pytest.fixture
def imported() -> Import:
    return Import()


def question(window: Window, settled) -> TakeBackDialog:
    settled(lambda: bool(window.findChildren(TakeBackDialog)))
    (asked,) = window.findChildren(TakeBackDialog)
    return asked


def test_a_key_asks_before_it_takes_a_whole_import_back(
    window: Window, services: FakeApp, settled, imported: Import, qtbot: QtBot
) -> None:
    add(window, settled, "weight 81 kg")
    assert window.context is not None
    window.context.undo.imported(imported.step())
    for _ in range(2):  # a key held down asks once
        window.commands.run("edit.undo")
    asked = question(window, settled)
    assert TITLE in [label.text() for label in asked.findChildren(QLabel)]
    qtbot.keyClick(asked.focusWidget() or asked, Qt.Key.Key_Return)
    assert not asked.isVisible()
    assert (imported.undone, len(services.journal.live(1))) == (0, 1)
    assert can_undo(window)


def test_return_on_the_other_button_takes_the_import_back(
    window: Window, settled, imported: Import, qtbot: QtBot
) -> None:
    assert window.context is not None
    window.context.undo.imported(imported.step())
    window.commands.run("edit.undo")
    asked = question(window, settled)
    asked.go.setFocus()
    qtbot.keyClick(asked.go, Qt.Key.Key_Return)
    settled(lambda: imported.undone == 1)


def test_an_import_is_one_step_and_is_named_when_it_goes(
    window: Window, services: FakeApp, settled, imported: Import
) -> None:
    add(window, settled, "weight 81 kg")
    assert window.context is not None
    window.context.undo.imported(imported.step())
    window.commands.run("edit.undo")
    imported.may_end.clear()
    question(window, settled).go.click()
    settled(lambda: window.toast.sentence.text() == "10000 of 49885")
    imported.may_end.set()
    said = f"Taken back: {TITLE}. 49885 went."
    settled(lambda: window.toast.sentence.text() == said)
    assert imported.undone == 1
    assert len(services.journal.live(1)) == 1
    window.toast.button.click()
    assert imported.opened == ["export.zip"]
    window.commands.run("edit.redo")
    assert window.toast.sentence.text().startswith("An import is not done again by a key.")
    window.toast.button.click()
    assert imported.opened == ["export.zip"] * 2
    window.commands.run("edit.undo")
    settled(lambda: services.journal.live(1) == [])


def test_an_import_that_came_by_itself_goes_by_its_notice_and_by_no_key(
    window: Window, services: FakeApp, settled, imported: Import
) -> None:
    add(window, settled, "weight 81 kg")
    assert window.context is not None
    step = imported.step(by_itself=True)
    window.context.undo.imported(step, "Imported 49,885 readings.")
    window.commands.run("edit.undo")
    settled(lambda: services.journal.live(1) == [])
    settled(lambda: can_redo(window))
    window.commands.run("edit.undo")
    settled(lambda: window.toast.sentence.text().startswith("Nothing was changed in this window"))
    assert imported.undone == 0
    window.context.undo.undo(step)
    settled(lambda: imported.undone == 1)


def test_an_import_that_was_taken_back_elsewhere_is_no_step(
    window: Window, imported: Import
) -> None:
    assert window.context is not None
    undo = window.context.undo
    undo.imported(imported.step())
    undo.import_taken_back(7)
    assert not undo.can_undo


def test_a_step_still_on_its_way_to_the_file_is_the_one_taken_back(
    window: Window, services: FakeApp, settled
) -> None:
    """Else the key takes back what was done before it: maybe an import of a million readings."""
    add(window, settled, "weight 81 kg")
    assert window.context is not None
    file_is_free = threading.Event()
    window.context.tasks.run(file_is_free.wait, lane="write")
    QTest.keyClicks(window.entry.edit, "weight 82 kg")
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    window.commands.run("edit.undo")
    window.commands.run("edit.redo")
    assert [r.value for r in services.journal.live(1)] == [81]
    file_is_free.set()
    settled(lambda: can_undo(window) and len(services.journal.rows) == 2)
    # Taken back, and done again by the key behind it.
    settled(lambda: sorted(r.value for r in services.journal.live(1)) == [81, 82])
    settled(lambda: can_undo(window))
    window.commands.run("edit.undo")
    settled(lambda: [r.value for r in services.journal.live(1)] == [81])


def test_writes_that_are_cancelled_hold_nothing_up(window: Window, settled) -> None:
    assert window.context is not None
    tasks = window.context.tasks
    file_is_free = threading.Event()
    tasks.run(file_is_free.wait, lane="write")
    tasks.run(list, lane="write").cancel()
    file_is_free.set()
    settled(lambda: not tasks._writes)
    called: list[int] = []
    tasks.after_writes(lambda: called.append(1), window)
    assert called == [1]
