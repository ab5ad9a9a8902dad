"""The tray: its menu, what it says, and a window that is closed into it or for good."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from healthdesk.domain.accounts import OWNER
from healthdesk.services.notify import Notice, NotTold
from healthdesk.ui.due_watch import FIRST
from healthdesk.ui.tray import Tray, TrayNotifier, icon_with
from tests.opened import empty_database
from tests.ui.furnished import Furnished, opened
from tests.ui.panels.test_reminders import ON_WALKS, WEIGHT, raise_due, remind, states
from tests.ui.with_reminders import at_noon

__all__ = ["empty_database"]


class ShownTray(Tray):
    """A tray that is there, on a desktop that has none; it keeps what it was to say."""

    def look(self) -> bool:
        self.said: list[tuple[str, str]] = getattr(self, "said", [])
        self._speaks = True
        return True

    def say(self, title: str, text: str) -> bool:
        self.said.append((title, text))
        return True


@pytest.fixture
def place(qapp: QApplication, empty_database: Path, tmp_path: Path) -> Iterator[Furnished]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copyfile(empty_database, folder / "healthdesk.db")
    quits = qapp.quitOnLastWindowClosed()
    with opened(qapp, folder) as place:
        at_noon(place)
        yield place
    qapp.setQuitOnLastWindowClosed(quits)


@pytest.fixture
def tray(place: Furnished) -> Tray:
    """The window's, as on a desktop that has one."""
    assert place.window.context is not None
    made = ShownTray(place.window.context, place.window)
    made.wanted.connect(place.window.come_forward)
    made.ended.connect(place.window.quit)
    place.window.tray = made
    return made


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def inside(tray: Tray, place: int) -> QMenu:
    menu = tray.menu.actions()[place].menu()
    assert isinstance(menu, QMenu)
    return menu


def press(place: Furnished, menu: QMenu, text: str) -> None:
    (action,) = [one for one in menu.actions() if one.text() == text]
    action.trigger()
    place.settle()


def test_menu_has_what_is_due_with_its_answers(place: Furnished, tray: Tray):
    assert entries(tray.menu) == ["Open HealthDesk", "Quit"]
    remind(place, ON_WALKS, WEIGHT)
    raise_due(place)
    assert [text.partition(",")[0] for text in entries(tray.menu)] == [
        "Walk around the block", "Weigh yourself", "Open HealthDesk", "Quit",
    ]  # fmt: skip
    answers = ["Done", "Snooze 10 min", "Snooze 1 h", "Skip"]
    assert entries(inside(tray, 0)) == answers
    assert entries(inside(tray, 1)) == ["Enter value", *answers]
    press(place, inside(tray, 0), "Skip")
    press(place, inside(tray, 0), "Snooze 1 h")
    assert sorted(states(place)) == ["skipped", "snoozed"]


def test_menu_of_many_leads_to_the_rest(place: Furnished, tray: Tray):
    remind(place, *[ON_WALKS] * (FIRST + 3))
    raise_due(place)
    assert entries(tray.menu)[FIRST] == "3 more…"
    press(place, tray.menu, "3 more…")
    assert place.window.page == "reminders"


def test_value_is_entered_in_a_window_that_comes_back(place: Furnished, tray: Tray):
    place.app.settings.set("close_to_tray", True)
    remind(place, WEIGHT)
    raise_due(place)
    place.window.close()
    assert place.window.isHidden()
    press(place, inside(tray, 0), "Enter value")
    assert place.window.isVisible()
    assert place.window.entry.edit.text() == "Weight "


def test_window_goes_to_the_tray_and_says_so_once(
    place: Furnished, tray: ShownTray, qapp: QApplication
):
    place.app.settings.set("close_to_tray", True)
    closed: list[None] = []
    place.window.closed.connect(lambda: closed.append(None))
    place.window.close()
    assert (place.window.isHidden(), closed) == (True, [])
    assert not qapp.quitOnLastWindowClosed()
    assert len(tray.said) == 1
    assert "start it again" in tray.said[0][1]
    press(place, tray.menu, "Open HealthDesk")
    assert place.window.isVisible()
    assert qapp.quitOnLastWindowClosed()
    place.window.close()
    assert len(tray.said) == 1


def test_quitting_ends_it_all_the_same(place: Furnished, tray: Tray):
    place.app.settings.set("close_to_tray", True)
    closed: list[None] = []
    place.window.closed.connect(lambda: closed.append(None))
    place.window.commands.run("app.quit")
    assert (place.window.isHidden(), len(closed)) == (True, 1)


def test_closing_ends_it_where_that_was_not_chosen(place: Furnished, tray: Tray):
    closed: list[None] = []
    place.window.closed.connect(lambda: closed.append(None))
    place.window.close()
    assert len(closed) == 1


def test_closing_ends_it_where_there_is_no_tray(place: Furnished):
    place.app.settings.set("close_to_tray", True)
    made = place.window.put_in_tray()
    assert not made.look()  # this platform has none
    closed: list[None] = []
    place.window.closed.connect(lambda: closed.append(None))
    place.window.close()
    assert len(closed) == 1


def test_notice_without_a_tray_was_not_told(place: Furnished):
    way = TrayNotifier(place.window.put_in_tray())
    assert way.trouble() == "no-tray"
    failed: list[str] = []

    def work() -> None:
        with pytest.raises(NotTold) as caught:
            way.send(Notice("Weigh yourself", ""))
        failed.append(caught.value.code)

    place.tasks.run(work)
    place.settle()
    assert failed == ["no-tray"]


def test_notice_is_shown_at_the_icon(place: Furnished, tray: ShownTray):
    way = TrayNotifier(tray)
    assert (way.channel, way.trouble(), way.heard()) == ("tray", None, ())
    place.tasks.run(lambda: way.send(Notice("Weigh yourself", "Before breakfast")))
    place.settle()
    assert tray.said == [("Weigh yourself", "Before breakfast")]


def test_icon_has_a_mark_while_something_is_due(qapp: QApplication):
    plain, marked = (icon_with(n).pixmap(64).toImage() for n in (0, 3))
    assert plain != marked


def test_answer_of_the_tray_is_taken_back(place: Furnished, tray: Tray):
    remind(place, ON_WALKS)
    raise_due(place)
    press(place, inside(tray, 0), "Done")
    place.window.commands.run("edit.undo")
    place.settle()
    assert states(place) == ["due"]
    assert place.app.occurrences.inbox(OWNER)
