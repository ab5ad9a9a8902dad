from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton

from healthdesk.domain.errors import StorageError
from healthdesk.texts import sentence
from healthdesk.ui.messages import TOAST_MS, Strip, Toast
from healthdesk.ui.widgets import Button, IconButton
from healthdesk.ui.window import Window


def test_a_toast_stays_eight_seconds_and_the_newest_is_shown(window: Window) -> None:
    window.messages.toast("One.")
    window.messages.toast("Two.", ("Undo", lambda: None))
    assert TOAST_MS == 8000
    assert window.toast._timer.remainingTime() > 7000
    assert window.toast.sentence.text() == "Two."
    window.toast._timer.timeout.emit()
    assert not window.toast.isVisible()


def test_a_toast_lies_where_nothing_is_read(window: Window) -> None:
    window.messages.toast("Deleted 3 readings", ("Undo", lambda: None))
    toast, bar = window.toast, window.sidebar
    toast_box = QRect(toast.mapTo(window, QPoint(0, 0)), toast.size())
    main_box = QRect(window.main.mapTo(window, QPoint(0, 0)), window.main.size())
    assert not toast_box.intersects(main_box)
    pages = bar.navigation
    last = pages.visualItemRect(pages.item(pages.count() - 1))
    assert pages.viewport().mapTo(window, last.bottomLeft()).y() < toast_box.top()
    assert toast_box.bottom() < bar.search.mapTo(window, QPoint(0, 0)).y()
    for part in (toast.sentence, toast.button, toast.dismiss):
        assert toast.rect().contains(part.geometry())
    assert not toast.sentence.geometry().intersects(toast.dismiss.geometry())


def test_a_toast_without_room_beside_the_page_lies_over_it(window: Window) -> None:
    window.messages.toast("A very long sentence that goes on and on. " * 8)
    main_box = QRect(window.main.mapTo(window, QPoint(0, 0)), window.main.size())
    toast = window.toast
    assert main_box.contains(QRect(toast.mapTo(window, QPoint(0, 0)), toast.size()))
    window.messages.toast("Deleted 3 readings", ("Undo", lambda: None))
    assert not main_box.contains(toast.mapTo(window, QPoint(0, 0)))


def test_over_a_page_a_toast_hides_no_control(window: Window) -> None:
    page, toast = window.main, Toast(window.main)
    toast.say("Deleted.", ("Undo", lambda: None))
    free = toast.geometry()
    assert free.bottom() == page.height() - 25
    row = [QPushButton("Earlier", page), QPushButton("Later", page)]
    for place, button in enumerate(row):
        button.setGeometry(free.left() + 60 * place, free.top() + 10, 50, 32)
        button.show()
    toast.say("Deleted.", ("Undo", lambda: None))
    assert not any(toast.geometry().intersects(button.geometry()) for button in row)
    assert toast.geometry().bottom() == row[0].y() - 9
    tall = QPushButton("A card", page)
    tall.setGeometry(0, 0, page.width(), page.height())
    tall.show()
    toast.say("Deleted.", ("Undo", lambda: None))
    assert toast.geometry().bottom() == row[0].y() - 9  # it may lie over what is large


def test_over_a_page_a_toast_has_a_place_where_controls_are_everywhere(window: Window) -> None:
    page, toast = window.main, Toast(window.main)
    for top in range(0, page.height(), 40):
        button = QPushButton("Full", page)
        button.setGeometry(0, top, page.width(), 40)
        button.show()
    toast.say("Deleted.")
    assert toast.geometry().bottom() == page.height() - 25


def test_its_button_works_once(window: Window) -> None:
    pressed: list[int] = []
    window.messages.toast("Deleted.", ("Undo", lambda: pressed.append(1)))
    window.toast.button.click()
    window.toast.button.click()
    assert pressed == [1]
    assert not window.toast.isVisible()


def test_an_error_stays_in_words_until_it_is_closed(window: Window) -> None:
    error = StorageError("disk-full", path="/there")
    window.messages.trouble(error)
    assert window.banners.sentences() == [sentence(error)]
    window.banners.findChildren(IconButton)[0].click()
    assert window.banners.sentences() == []
    assert not window.banners.isVisible()


def test_a_strip_of_the_same_key_takes_the_place(window: Window) -> None:
    stopped: list[int] = []
    action = ("Cancel", lambda: stopped.append(1))
    window.messages.banner("import", "Reading…", action=action)
    window.messages.update_banner("import", "45 %")
    window.messages.update_banner("nothing", "is there")
    assert window.banners.sentences() == ["45 %"]
    window.messages.banner("import", "Done.", "good")
    assert window.banners.sentences() == ["Done."]
    assert [b.text() for b in window.banners.findChildren(Strip)[-1].findChildren(Button)] == []


def test_what_goes_on_stays_until_it_is_over_and_is_not_said_again_once_closed(
    window: Window,
) -> None:
    window.messages.hold("undo", "Taking back 1 of 3.")
    assert not window.toast._timer.isActive()
    window.messages.hold("undo", "Taking back 2 of 3.")
    assert window.toast.sentence.text() == "Taking back 2 of 3."
    window.messages.let_go("other")
    assert window.toast.isVisible()
    window.toast.dismiss.click()
    window.messages.hold("undo", "Taking back 3 of 3.")
    assert not window.toast.isVisible()
    window.messages.let_go("undo")
    window.messages.hold("undo", "Taking back 1 of 9.")
    assert window.toast.isVisible()
    window.messages.toast("Deleted.")
    window.messages.let_go("undo")
    assert window.toast.sentence.text() == "Deleted."
    assert window.toast.isVisible()
    assert window.toast._timer.isActive()
