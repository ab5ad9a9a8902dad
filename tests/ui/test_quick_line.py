from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from healthdesk.domain.errors import StorageError
from healthdesk.domain.records import Remark
from healthdesk.texts import sentence
from healthdesk.ui.widgets import Button
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp

FAR = Remark("have-already", {"type": "weight"})


def type_in(window: Window, text: str, *, enter: bool = True) -> None:
    QTest.keyClicks(window.entry.edit, text)
    if enter:
        QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)


def test_what_was_understood_stands_below_while_typing(window: Window) -> None:
    type_in(window, "bp 128/82", enter=False)
    assert "128/82 mmHg" in window.entry.preview.text()
    assert window.entry.edit.accessibleDescription() == window.entry.preview.text()


def test_return_stores_and_empties_the_line(window: Window, services: FakeApp, settled) -> None:
    type_in(window, "bp 128/82 71")
    settled(lambda: len(services.journal.rows) == 2)
    stored = services.journal.live(1)
    assert [(r.type, r.value, r.value2) for r in stored] == [
        ("blood-pressure", 128, 82), ("heart-rate", 71, None),
    ]  # fmt: skip
    assert window.entry.edit.text() == ""
    settled(window.toast.isVisible)
    assert "128/82" in window.toast.sentence.text()


def test_lines_typed_quickly_are_all_stored_in_order(
    window: Window, services: FakeApp, settled
) -> None:
    for value in range(70, 80):
        type_in(window, f"weight {value} kg")
    settled(lambda: len(services.journal.rows) == 10)
    assert {r.value for r in services.journal.live(1)} == set(range(70, 80))


def test_lines_sent_before_the_database_is_open_follow_once_it_is(
    qtbot, bare_window: Window, services: FakeApp, settled
) -> None:
    type_in(bare_window, "weight 81 kg")
    type_in(bare_window, "weight 82 kg")
    type_in(bare_window, "mood", enter=False)
    with qtbot.waitSignal(bare_window.attached):
        bare_window.attach(services)  # type: ignore[arg-type]
    settled(lambda: len(services.journal.rows) == 2)
    assert {r.value for r in services.journal.live(1)} == {81, 82}
    assert bare_window.entry.edit.text() == "mood"
    assert not bare_window.entry.edit.selectedText()


def test_an_early_line_that_is_not_understood_stays_to_be_mended(
    qtbot, bare_window: Window, services: FakeApp
) -> None:
    type_in(bare_window, "glucose 20")
    with qtbot.waitSignal(bare_window.attached):
        bare_window.attach(services)  # type: ignore[arg-type]
    assert bare_window.entry.edit.text() == "glucose 20"
    assert services.journal.rows == {}


def test_control_z_takes_the_reading_back_and_shift_brings_it(
    window: Window, services: FakeApp, settled
) -> None:
    type_in(window, "weight 81.4 kg")
    settled(lambda: window.context is not None and window.context.undo.can_undo)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Z, control)
    settled(lambda: not services.journal.live(1))
    settled(lambda: window.context is not None and window.context.undo.can_redo)
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    settled(lambda: len(services.journal.live(1)) == 1)


def test_control_z_in_a_line_begun_is_the_lines_own(
    window: Window, services: FakeApp, settled
) -> None:
    type_in(window, "weight 81.4 kg")
    settled(lambda: window.context is not None and window.context.undo.can_undo)
    type_in(window, "mood", enter=False)
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.entry.edit.text() != "mood"
    assert len(services.journal.live(1)) == 1


def test_an_open_question_offers_its_answers(window: Window, services: FakeApp, settled) -> None:
    type_in(window, "glucose 20")
    assert services.journal.rows == {}
    assert window.entry.preview.property("tone") == "warn"

    def shown() -> list[Button]:
        return [b for b in window.entry.findChildren(Button) if b.isVisible()]

    settled(lambda: len(shown()) == 2)
    choices = shown()
    units = {b.property("line") for b in choices}
    assert len(units) == 2
    answer = choices[0].property("line")
    choices[0].click()
    assert window.entry.edit.text() == answer
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    settled(lambda: len(services.journal.rows) == 1)


def test_answers_beside_the_preview_do_not_move_the_page(window: Window, settled) -> None:
    window.resize(1360, 900)
    heights = set()
    for text, answers in (("", 0), ("weight 81 kg", 0), ("glucose 20", 2), ("hello 7", 1)):
        window.entry.edit.setText(text)
        settled(
            lambda wanted=answers: (
                wanted == sum(button.isVisible() for button in window.entry.findChildren(Button))
            )
        )
        heights.add(window.entry.heightForWidth(window.entry.width()))
    assert len(heights) == 1


@pytest.mark.parametrize(
    "text", ["hello", "bp 82/128", "weight -1", "weight nan", "\u202ebp", "x" * 400]
)
def test_what_cannot_be_taken_is_said_and_stays(
    window: Window, services: FakeApp, text: str
) -> None:
    window.entry.edit.setText(text)
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    assert window.entry.preview.text().strip()
    assert window.entry.edit.text() == text
    assert services.journal.rows == {}


def test_seventy_kilobytes_are_taken_calmly(window: Window) -> None:
    window.entry.edit.setText("weight 81 " + "a" * 70_000)
    assert len(window.entry.preview.text()) <= 400


def test_a_value_unlike_this_person_is_stored_and_asked_about(
    window: Window, services: FakeApp, settled
) -> None:
    services.journal.to_say = {1: (FAR,)}
    type_in(window, "weight 71.4 kg")
    settled(lambda: window.entry._strip is not None)
    assert [row.value for row in services.journal.live(1)] == [71.4]
    # The line is free meanwhile, and its reading is asked about in its turn.
    type_in(window, "weight 71.5 kg")
    settled(lambda: "1 more question follows." in asked(window))
    press(window, 0)
    assert "71.5" in asked(window)
    assert "more question" not in asked(window)
    press(window, -1)
    assert window.entry._strip is None
    assert window.entry.edit.text() == "weight 71.5 kg"
    settled(lambda: [row.value for row in services.journal.live(1)] == [71.4])


def test_what_is_asked_about_is_not_lost_by_closing_the_window(
    window: Window, services: FakeApp
) -> None:
    services.journal.to_say = {1: (FAR,)}
    type_in(window, "weight 120 kg")
    window.quit()
    assert window.tasks.shutdown()
    assert [row.value for row in services.journal.live(1)] == [120]


def test_control_z_answers_the_question_about_its_reading(
    window: Window, services: FakeApp, settled
) -> None:
    services.journal.to_say = {1: (FAR,)}
    type_in(window, "weight 120 kg")
    settled(lambda: window.entry._strip is not None)
    assert window.commands.run("edit.undo")
    settled(lambda: services.journal.live(1) == [])
    assert window.entry._strip is None


def press(window: Window, which: int) -> None:
    strip = window.entry._strip
    assert strip is not None
    strip.findChildren(Button)[which].click()


def asked(window: Window) -> str:
    strip = window.entry._strip
    return "" if strip is None else strip.sentence.text()


def test_the_reading_can_go_to_another_person(window: Window, services: FakeApp, settled) -> None:
    other, _ = services.journal.add_person(None, "Anna")  # type: ignore[arg-type]
    settled(lambda: window.context is not None and len(window.context.current.persons) == 2)
    services.journal.to_say = {1: (FAR,)}
    type_in(window, "weight 60 kg")
    settled(lambda: window.entry._strip is not None)
    window.entry._give_to(other)
    settled(lambda: len(services.journal.live(other.id)) == 1)
    assert services.journal.live(1) == []
    settled(window.toast.isVisible)
    assert window.toast.sentence.text().startswith("Added: Anna: Weight 60 kg")


def test_a_line_that_could_not_be_stored_comes_back(
    window: Window, services: FakeApp, settled
) -> None:
    services.journal.refuses = StorageError("disk-full", path="/there")
    type_in(window, "weight 81 kg")
    settled(lambda: window.entry.edit.text() == "weight 81 kg")
    assert window.entry.preview.text() == sentence(services.journal.refuses)
    assert window.entry.preview.property("tone") == "bad"


def test_up_and_down_bring_lines_back_and_escape_empties(
    window: Window, services: FakeApp, settled
) -> None:
    for text in ("weight 81 kg", "weight 82 kg"):
        type_in(window, text)
    edit = window.entry.edit
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(edit, key)
        seen.append(edit.text())
    assert seen == ["weight 82 kg", "weight 81 kg", "weight 82 kg"]
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == ""
    settled(lambda: len(services.journal.rows) == 2)


def test_nothing_is_lost_when_the_database_does_not_open(
    qtbot, bare_window: Window, services: FakeApp
) -> None:
    type_in(bare_window, "weight 81 kg")
    bare_window.show_trouble(StorageError("folder-not-writable", path="/there"))
    assert bare_window.entry.edit.text() == "weight 81 kg"
    assert not bare_window.entry.isEnabled()
    with qtbot.waitSignal(bare_window.attached):
        bare_window.attach(services)  # type: ignore[arg-type]
    assert bare_window.entry.isEnabled()
    assert services.journal.rows == {}


def test_an_unlikely_unit_is_mended_with_one_button(
    window: Window, services: FakeApp, settled
) -> None:
    type_in(window, "weight 300 kg", enter=False)

    def shown() -> list[Button]:
        buttons = window.entry.findChildren(Button)
        return [b for b in buttons if b.property("line") and b.isVisible()]

    settled(lambda: len(shown()) == 1)
    assert shown()[0].text() == "Use 300 lb"
    shown()[0].click()
    assert window.entry.edit.text() == "weight 300 lb"
    assert window.entry.edit.hasFocus()
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    settled(lambda: len(services.journal.rows) == 1)
    assert services.journal.rows[1].unit == "lb"
