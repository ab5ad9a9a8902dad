"""The page of reminders over real services: answered, set, changed, switched, by keys too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft
from healthdesk.domain.reminders import Occurrence, ReminderDraft
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS
from healthdesk.paths import Paths
from healthdesk.services.occurrences import Answer, DueNow, Occurrences
from healthdesk.services.reminders import FirstOf, Reminders
from healthdesk.settings import Settings
from healthdesk.ui.dialogs.reminder import ReminderDialog
from healthdesk.ui.dialogs.reminder_history import HistoryDialog
from healthdesk.ui.due_list import AT_ONCE, DueList
from healthdesk.ui.panels.reminders import RemindersPanel, _Known
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.panels.today_due import MOST, DueSection
from healthdesk.ui.reminder_answers import SnoozeDialog
from healthdesk.ui.reminder_card import ReminderCard
from healthdesk.ui.widgets import EmptyState
from tests.opened import empty_database
from tests.ui.furnished import ZONE, Furnished, opened
from tests.ui.with_reminders import NOW, at_noon, person_of

__all__ = ["empty_database"]

ON_WALKS = ReminderDraft("0 13 * * *", "Walk around the block")
WEIGHT = ReminderDraft("30 7 * * *", "Weigh yourself", "weight", asks="value")
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def place(qapp: QApplication, empty_database: Path, tmp_path: Path) -> Iterator[Furnished]:
    """A window over one person without readings, at noon."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copyfile(empty_database, folder / "healthdesk.db")
    paths = Paths.find(str(folder), {})
    Settings.load(paths, {}).set("time_zone", ZONE)
    with opened(qapp, folder, size=(1360, 900)) as place:
        at_noon(place)
        yield place


def remind(place: Furnished, *drafts: ReminderDraft, days_ago: int = 1) -> list[int]:
    """Set so long ago; what has come due meanwhile is raised."""
    app = place.app
    then = Reminders(app.db, app.bus, app.settings, lambda: NOW - days_ago * DAY_MS)
    ids = [then.add(OWNER, person_of(place), draft).reminder.id for draft in drafts]
    place.settle()
    return ids


def raise_due(place: Furnished, at: int = NOW) -> None:
    app = place.app
    Occurrences(app.db, app.bus, app.settings, lambda: at).look(OWNER, ())
    place.settle()


def page_of(place: Furnished) -> RemindersPanel:
    page = place.window.show_page("reminders")
    assert isinstance(page, RemindersPanel)
    place.settle()
    return page


def dialog_of(place: Furnished) -> ReminderDialog:
    place.settle()
    found = place.window.findChildren(ReminderDialog)
    return found[-1]


def every(place: Furnished) -> tuple[Occurrence, ...]:
    return place.app.occurrences.between(OWNER, 0, NOW + DAY_MS)


def states(place: Furnished) -> list[str]:
    return [one.state for one in every(place)]


def choose(place: Furnished, menu: QMenu, text: str) -> None:
    (action,) = [one for one in menu.actions() if one.text() == text]
    action.trigger()
    place.settle()


# Setting


def test_keyboard_goes_to_the_button_in_the_middle_of_the_empty_page(place: Furnished):
    page = place.window.show_page("reminders")
    assert isinstance(page, RemindersPanel)
    page.focus_first()  # before it is known that there is none
    place.settle()
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert place.window.focusWidget() is empty.primary


def test_first_reminder_is_set_with_the_keyboard_alone(place: Furnished):
    page = page_of(place)
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert not page.new.isVisibleTo(page)
    QTest.keyClick(place.window, Qt.Key.Key_R, BOTH)
    dialog = dialog_of(place)
    assert dialog.message.hasFocus() or QApplication.focusWidget() is None
    QTest.keyClicks(dialog.message, "Drink water")
    place.settle()
    assert dialog.meaning.text() == "Every day at 08:00"
    assert dialog.next.text().startswith("Next: Tue 17 Jun 08:00; Wed 18 Jun 08:00; ")
    assert dialog.next.text().count(";") == 4
    QTest.keyClick(dialog.message, Qt.Key.Key_Return)
    place.settle()
    (card,) = page.cards.values()
    assert (card.name.text(), card.when.text()) == ("Drink water", "Every day at 08:00")
    assert card.next.text() == "Next: tomorrow 08:00"
    assert page.new.isVisibleTo(page)


def test_setting_is_taken_back_and_done_again(place: Furnished):
    page = page_of(place)
    place.window.commands.run("reminders.add")
    dialog = dialog_of(place)
    dialog.message.setPlainText("Drink water")
    dialog.save.click()
    place.settle()
    assert len(page.cards) == 1
    place.window.commands.run("edit.undo")
    place.settle()
    assert page.cards == {}
    place.window.commands.run("edit.redo")
    place.settle()
    assert len(page.cards) == 1


def test_change_shows_the_fields_of_the_reminder_and_keeps_its_id(place: Furnished):
    draft = ReminderDraft(
        "30 7 * * 1-5", "Weigh yourself", "weight", asks="value", unless_done=True,
        repeat_minutes=20, repeat_times=2, grace_minutes=90, in_quiet=True, zone="Asia/Tokyo",
    )  # fmt: skip
    (id_,) = remind(place, draft)
    page = page_of(place)
    page.cards[id_].edit.click()
    dialog = dialog_of(place)
    assert dialog.drafts() == (draft,)
    assert dialog.times.chosen() == "weekday"
    dialog.message.setPlainText("Stand on the scales")
    dialog.save.click()
    place.settle()
    assert place.app.reminders.get(OWNER, id_).draft.message == "Stand on the scales"
    place.window.commands.run("edit.undo")
    place.settle()
    assert place.app.reminders.get(OWNER, id_).draft == draft


def test_card_is_switched_off_and_on(place: Furnished):
    (id_,) = remind(place, ON_WALKS)
    page = page_of(place)
    page.cards[id_].switch.click()
    place.settle()
    assert page.cards[id_].next.text() == "Off"
    assert page.grids["off"].isVisibleTo(page)
    page.cards[id_].switch.click()
    place.settle()
    assert page.cards[id_].next.text() == "Next: tomorrow 13:00"
    place.window.commands.run("edit.undo")
    place.settle()
    assert not place.app.reminders.get(OWNER, id_).active


def test_deleted_one_comes_back_with_undo(place: Furnished):
    (id_,) = remind(place, ON_WALKS)
    page = page_of(place)
    choose(place, page.cards[id_].menu, "Delete")
    assert page.cards == {}
    assert place.window.toast.isVisibleTo(place.window)
    place.window.toast.button.click()
    place.settle()
    assert [*page.cards] == [id_]


def test_copy_begins_as_the_other_and_is_a_new_one(place: Furnished):
    (id_,) = remind(place, ON_WALKS)
    page = page_of(place)
    choose(place, page.cards[id_].menu, "Copy…")
    dialog = dialog_of(place)
    dialog.message.setPlainText("Walk to the park")
    dialog.save.click()
    place.settle()
    said = sorted(one.draft.message for one in place.app.reminders.listed(OWNER))
    assert said == ["Walk around the block", "Walk to the park"]


def test_stock_that_runs_out_is_told_in_words_with_a_sign(place: Furnished):
    taking = ReminderDraft(
        "0 8 * * *", "Take it", asks="medication", medication="Ramipril", dose="5 mg", stock=6,
        refill_at=7,
    )  # fmt: skip
    (id_,) = remind(place, taking)
    card = page_of(place).cards[id_]
    assert card.asks.text() == "Ramipril, 5 mg"
    assert card.stock.text() == "6 left: time to get more"
    assert card.mark.isVisibleTo(card)


# Answering


def test_due_one_is_answered_with_the_keyboard_alone(place: Furnished):
    remind(place, ON_WALKS)
    raise_due(place)
    QTest.keyClick(place.window, Qt.Key.Key_D, BOTH)
    place.settle()
    page = page_of(place)
    page.focus_due()
    (row,) = page.due.rows
    QTest.keyClick(row.done, Qt.Key.Key_Space)
    place.settle()
    assert states(place) == ["done"]
    assert not page.due.isVisibleTo(page)
    QTest.keyClick(place.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    place.settle()
    assert states(place) == ["due"]
    assert page.due.isVisibleTo(page)


def test_skip_and_snooze_do_what_they_say(place: Furnished):
    remind(place, ON_WALKS, WEIGHT)
    raise_due(place)
    page = page_of(place)
    walk, weigh = page.due.rows
    walk.skip.click()
    place.settle()
    (weigh,) = page.due.rows
    menu = page.due._answers.snooze_menu([weigh.waiting.occurrence.id], weigh)
    choose(place, menu, "1 hour")
    found = {one.state: one for one in every(place)}
    assert sorted(found) == ["skipped", "snoozed"]
    assert found["snoozed"].raise_at == NOW + HOUR_MS
    assert "again at 15:00" in page.due.rows[0].more.text()


def test_another_while_is_chosen_in_minutes(place: Furnished):
    remind(place, ON_WALKS)
    raise_due(place)
    page = page_of(place)
    (row,) = page.due.rows
    menu = page.due._answers.snooze_menu([row.waiting.occurrence.id], row)
    choose(place, menu, "Another time…")
    (dialog,) = place.window.findChildren(SnoozeDialog)
    dialog.minutes.setValue(45)
    dialog.take.click()
    place.settle()
    assert every(place)[0].raise_at == NOW + 45 * MINUTE_MS


def test_several_are_answered_at_once(place: Furnished):
    remind(place, ON_WALKS, WEIGHT, ReminderDraft("0 9 * * *", "Change the bandage"))
    raise_due(place)
    page = page_of(place)
    assert not page.due.done.isEnabled()
    for row in page.due.rows[:2]:
        assert row.tick is not None
        row.tick.setChecked(True)
    page.due.done.click()
    place.settle()
    assert sorted(states(place)) == ["done", "done", "due"]
    place.window.commands.run("edit.undo")
    place.settle()
    assert states(place) == ["due", "due", "due"]


def test_all_of_many_are_answered_also_those_without_a_row(place: Furnished):
    many = [ReminderDraft("0 9 * * *", f"Number {n}") for n in range(AT_ONCE + 9)]
    remind(place, *many)
    raise_due(place)
    page = page_of(place)
    assert len(page.due.rows) == AT_ONCE
    assert page.due.rest.text() == "Show 9 more"
    page.due.every.click()
    page.due.skip.click()
    place.settle()
    assert states(place) == ["skipped"] * len(many)


def test_rest_of_many_is_shown_when_asked_for(place: Furnished):
    remind(place, *[ReminderDraft("0 9 * * *", f"Number {n}") for n in range(AT_ONCE + 2)])
    raise_due(place)
    page = page_of(place)
    page.due.rest.click()
    place.settle()
    assert len(page.due.rows) == AT_ONCE + 2
    assert not page.due.rest.isVisibleTo(page)


def test_value_is_entered_in_the_line_for_readings(place: Furnished):
    remind(place, WEIGHT)
    raise_due(place)
    page = page_of(place)
    (row,) = page.due.rows
    assert row.enter is not None
    row.enter.click()
    assert place.window.entry.edit.text() == "Weight "
    place.window.entry.edit.setText("Weight 81.4")
    place.window.entry.submit()
    place.settle()
    found = place.app.journal.types_used(OWNER, person_of(place))
    assert found == ("weight",)


def test_one_that_was_perhaps_not_told_says_so(place: Furnished):
    remind(place, ON_WALKS)
    app = place.app
    ways = Occurrences(app.db, app.bus, app.settings, lambda: NOW)
    ways.look(OWNER, ["desktop"])
    raise_due(place, NOW + 5 * MINUTE_MS)
    (row,) = page_of(place).due.rows
    assert "Perhaps" in row.unsure.text()
    assert row.unsure.isVisibleTo(row)


def test_one_of_somebody_else_says_whose_it_is(place: Furnished):
    ben, _ = place.app.journal.add_person(OWNER, "Ben")
    app = place.app
    then = Reminders(app.db, app.bus, app.settings, lambda: NOW - DAY_MS)
    then.add(OWNER, ben.id, ON_WALKS)
    raise_due(place)
    (row,) = page_of(place).due.rows
    assert row.title.text() == "Ben: Walk around the block"


# Beside the page


def test_name_of_the_page_has_the_number_of_what_is_due(place: Furnished):
    remind(place, ON_WALKS, WEIGHT)
    raise_due(place)
    navigation = place.window.sidebar.navigation
    reader = QAccessible.queryAccessibleInterface(navigation)
    told = [reader.child(n) for n in range(reader.childCount())]
    (entry,) = [one for one in told if one.text(QAccessible.Text.Name) == "Reminders"]
    assert entry.text(QAccessible.Text.Description) == "2 reminders are due"
    place.app.occurrences.answer(OWNER, [one.id for one in every(place)], "done")
    place.settle()
    assert entry.text(QAccessible.Text.Description) == ""


def test_today_has_a_strip_of_what_is_due(place: Furnished):
    app = place.app
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", NOW, 120)], person_of(place))
    remind(place, *[ReminderDraft("0 9 * * *", f"Number {n}") for n in range(MOST + 1)])
    raise_due(place)
    page = place.window.show_page("today")
    assert isinstance(page, TodayPanel)
    place.settle()
    (section,) = [one for one in page.sections if isinstance(one, DueSection)]
    assert page.sections[0] is section
    assert [row.title.text() for row in section.rows] == ["Number 0", "Number 1", "Number 2"]
    assert section.rest.text() == "Show 1 more"
    section.rows[0].done.click()
    place.settle()
    assert len(section.due.ids) == MOST
    section.every.click()
    place.settle()
    assert not section.isVisibleTo(page)
    assert set(states(place)) == {"done"}


# How it was kept to


def test_weeks_are_told_in_boxes_and_in_words(place: Furnished):
    (id_,) = remind(place, ON_WALKS, days_ago=15)
    app, clock = place.app, [NOW - 15 * DAY_MS]
    then = Occurrences(app.db, app.bus, app.settings, lambda: clock[0])
    for day in range(14):
        clock[0] = NOW - (14 - day) * DAY_MS
        then.look(OWNER, ())
        answer: Answer = "done" if day % 3 else "skipped"
        then.answer(OWNER, [one.occurrence.id for one in then.inbox(OWNER)], answer)
    place.settle()
    page = page_of(place)
    boxes = page.map
    assert boxes.rowCount() == 1
    last = boxes.columnCount() - 2
    item = boxes.item(0, last)
    assert item is not None
    said = "Walk around the block, week of 9 Jun 2025: 5 done, 2 skipped, 0 missed"
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == said
    assert item.toolTip() == said
    assert boxes.horizontalHeaderItem(last).text() == "9 Jun"
    assert page.said.text() == "In the last 4 weeks 9 of 14 were done."
    boxes.setCurrentCell(0, last)
    QTest.keyClick(boxes, Qt.Key.Key_Left)
    assert boxes.currentColumn() == last - 1
    choose(place, page.cards[id_].menu, "History…")
    (dialog,) = place.window.findChildren(HistoryDialog)
    place.settle()
    assert dialog.table.rowCount() == 14
    assert dialog.said.text() == "9 of 14 due times were done."
    first = [dialog.table.item(0, column).text() for column in range(3)]
    assert first == ["15 Jun 2025 13:00", "done", "14:00"]
    assert dialog.moments.text() == "14:00 due, 1 h late\n14:00 done"


def test_tables_are_saved_from_the_page(place: Furnished, tmp_path: Path):
    remind(place, ON_WALKS, days_ago=3)
    raise_due(place, NOW)
    app = place.app
    due = Occurrences(app.db, app.bus, app.settings, lambda: NOW)
    due.answer(OWNER, due.due_now(OWNER, 1).ids, "done")
    page = page_of(place)
    assert page.save.isVisibleTo(page)
    assert [one.text() for one in page.tables.actions()] == [
        "Kept to, per week…", "Every due time and its history…",
    ]  # fmt: skip
    page.write("adherence", tmp_path / "weeks.csv")
    place.settle()
    assert "Walk around the block" in (tmp_path / "weeks.csv").read_text()
    page.write("history", tmp_path / "none" / "history.csv")
    place.settle()
    assert not (tmp_path / "none").exists()
    assert place.window.messages._banners.sentences()


def test_what_is_due_is_on_today_of_somebody_without_readings(place: Furnished):
    today = place.window.show_page("today")
    assert isinstance(today, TodayPanel)
    place.settle()
    assert today.findChild(EmptyState) is not None
    remind(place, ON_WALKS)
    raise_due(place)
    (due,) = [one for one in today.sections if isinstance(one, DueSection)]
    assert due.isVisibleTo(today)
    due.rows[0].done.click()
    place.settle()
    assert states(place) == ["done"]
    empty = today.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisibleTo(today)


def test_row_that_stays_keeps_the_keyboard_and_says_what_is_new(place: Furnished):
    remind(place, ON_WALKS, WEIGHT)
    raise_due(place)
    page = page_of(place)
    row = page.due.rows[0]
    row.skip.setFocus()
    app = place.app
    due = Occurrences(app.db, app.bus, app.settings, lambda: NOW)
    due.snooze(OWNER, [row.waiting.occurrence.id], 60)
    place.settle()
    assert page.due.rows[0] is row
    assert "again at" in row.more.text()
    assert place.window.focusWidget() is row.skip


def test_rows_given_up_half_way_are_shown_the_next_time(place: Furnished):
    remind(place, *[ReminderDraft("0 9 * * *", f"Number {n}") for n in range(3)])
    raise_due(place)
    waiting = page_of(place).due.due
    assert place.window.context is not None
    shown = DueList(place.window.context)
    steps = shown.showing(waiting)
    while not shown.rows:  # all are built and none is in its place
        next(steps)
    steps.close()
    for _ in shown.showing(waiting):
        pass
    assert [row.parentWidget() is not None for row in shown.rows] == [True] * 3
    shown.deleteLater()


def test_row_told_of_what_was_given_up_says_what_holds(place: Furnished):
    remind(place, ON_WALKS, WEIGHT)
    raise_due(place)
    page = page_of(place)
    waiting, row = page.due.due, page.due.rows[0]
    before, one = row.more.text(), waiting.first[0]
    snoozed = replace(one.occurrence, state="snoozed", raise_at=NOW + HOUR_MS)
    first = (replace(one, occurrence=snoozed), *waiting.first[1:])
    steps = page.due.showing(replace(waiting, first=first))
    next(steps)
    steps.close()
    assert "again at" in row.more.text()
    for _ in page.due.showing(waiting):
        pass
    assert row.more.text() == before


def test_value_is_entered_of_the_type_that_is_asked_for_now(place: Furnished):
    (id_,) = remind(place, WEIGHT)
    raise_due(place)
    page = page_of(place)
    (row,) = page.due.rows
    place.app.reminders.edit(OWNER, id_, type="heart-rate")
    place.settle()
    assert page.due.rows == [row]
    assert row.enter is not None
    row.enter.click()
    place.settle()
    assert place.window.entry.edit.text() == "Heart rate "


def test_no_card_stays_whose_reminder_is_not_on_the_page(place: Furnished):
    """Between the steps, too: what is seen can be pressed."""
    ids = remind(place, ON_WALKS, WEIGHT)
    for id_ in ids:
        place.app.reminders.disable(OWNER, id_)
    page = page_of(place)
    app = place.app
    others = app.reminders.first(OWNER, [person_of(place)], 9).reminders
    fresh = tuple(replace(one, id=one.id + 100, active=True) for one in others)
    known = _Known(DueNow((), ()), FirstOf(fresh, {}, len(fresh)), (), ())
    for _ in page._showing(known):
        seen = [card for card in page.findChildren(ReminderCard) if card.isVisibleTo(page)]
        assert {*seen} <= {*page.cards.values()}
