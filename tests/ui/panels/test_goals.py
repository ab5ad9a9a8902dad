"""The page of goals over real services: set, changed, paused, reached, archived, by keys too."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.goals import GoalDraft
from healthdesk.domain.habits import Mark
from healthdesk.domain.records import Draft
from healthdesk.domain.times import DAY_MS, HOUR_MS, day_of
from healthdesk.services.goals import Goals
from healthdesk.texts import Format
from healthdesk.ui.dialogs.goal import GoalDialog
from healthdesk.ui.goal_card import GoalCard
from healthdesk.ui.goal_pictures import HabitCalendar
from healthdesk.ui.goal_watch import BANNER
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.goals import GoalsPanel
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.panels.today_goals import GoalsSection
from healthdesk.ui.widgets import EmptyState
from tests.opened import empty_database
from tests.ui.furnished import NOON, Furnished, opened

__all__ = ["empty_database"]

NOW = round(NOON.timestamp() * 1000)
TODAY = day_of(NOON.date())
STEPS = GoalDraft("habit", "steps", target_value=8000, per="day")


@pytest.fixture
def place(qapp: QApplication, empty_database: Path, tmp_path: Path) -> Iterator[Furnished]:
    """A window over one person with one weight, an hour ago."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copyfile(empty_database, folder / "healthdesk.db")
    with opened(qapp, folder, size=(1360, 900)) as place:
        weigh(place, 85, NOW - 50 * DAY_MS)
        yield place


def person_of(place: Furnished) -> int:
    context = place.window.context
    assert context is not None
    assert context.current.person is not None
    return context.current.person.id


def weigh(place: Furnished, value: float, at: int = NOW) -> int:
    draft = Draft("weight", value, "kg", at, 0)
    made = place.app.journal.add(OWNER, [draft], person_of(place)).records[0].id
    place.settle()
    return made


def walk(place: Furnished, amount: float, day: int = TODAY) -> None:
    at = day * DAY_MS + 8 * HOUR_MS
    draft = Draft("steps", amount, "steps", at, 0, ended_at=at + HOUR_MS, source="Watch")
    place.app.journal.add(OWNER, [draft], person_of(place))
    place.settle()


def set_goal(place: Furnished, draft: GoalDraft, days_ago: int = 40) -> int:
    before = NOW - days_ago * DAY_MS
    then = Goals(place.app.db, place.app.bus, place.app.settings, lambda: before)
    made = then.add(OWNER, person_of(place), draft).view.goal.id
    place.settle()
    return made


def target(value: float) -> GoalDraft:
    return GoalDraft("target", "weight", target_value=value, target_day=TODAY + 60)


def goals_page(place: Furnished) -> GoalsPanel:
    page = place.window.show_page("goals")
    assert isinstance(page, GoalsPanel)
    place.settle()
    return page


def only_card(page: GoalsPanel) -> GoalCard:
    (card,) = page.cards.values()
    return card


def choose(place: Furnished, card: GoalCard, text: str) -> None:
    """An action of the card's menu, by its words."""
    (action,) = [one for one in card.menu.actions() if one.text() == text]
    action.trigger()
    place.settle()


def dialog_of(place: Furnished) -> GoalDialog:
    place.settle()
    (dialog,) = place.window.findChildren(GoalDialog)
    return dialog


# Setting one


def test_nothing_is_headed_or_offered_before_it_is_known_what_there_is(place: Furnished):
    assert place.window.context is not None
    page = GoalsPanel(place.window.context, place.window)
    kinds = (*page.grids.values(), *page.heads.values(), page.archive)
    assert not any(each.isVisibleTo(page) for each in kinds)


def test_first_goal_is_set_with_the_keyboard_alone(place: Furnished):
    page = goals_page(place)
    empty = page.findChild(EmptyState)
    assert empty is not None
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(place.window, Qt.Key.Key_G, control)
    dialog = dialog_of(place)
    assert dialog.type.slug() == "weight"
    dialog.form.value.setFocus()
    QTest.keyClicks(dialog.form.value, "75")
    place.settle()
    assert "Reach 75 kg by" in dialog.form.meaning.text()
    assert "85 kg, from 85 kg" in dialog.form.more.text()
    assert "It takes −0.83 kg a week." in dialog.form.more.text()
    QTest.keyClick(dialog.form.value, Qt.Key.Key_Return)
    place.settle()
    card = only_card(page)
    assert (card.name.text(), card.rule.text()) == ("Weight", "Reach 75 kg by 8 Sep 2025")
    assert card.view.goal.direction == "down"


def test_setting_is_taken_back_and_done_again(place: Furnished):
    page = goals_page(place)
    place.window.commands.run("goals.add")
    dialog = dialog_of(place)
    dialog.form.value.setText("75")
    dialog.save.click()
    place.settle()
    assert len(page.cards) == 1
    place.window.commands.run("edit.undo")
    place.settle()
    assert page.cards == {}
    place.window.commands.run("edit.redo")
    place.settle()
    assert len(page.cards) == 1


def test_what_is_wrong_stands_beside_its_field(place: Furnished):
    place.window.commands.run("goals.add")
    dialog = dialog_of(place)
    dialog.save.click()
    place.settle()
    fields = dialog.form.fields
    assert "missing" in fields["target_value"].note.text()
    for text, said in (("9000", "0.3 to 650 kg"), ("heavy", "no number"), ("85", "stands now")):
        dialog.form.value.setText(text)
        place.settle()
        assert said in fields["target_value"].note.text()
    dialog.form.value.setText("80")
    place.settle()
    assert not fields["target_value"].has_error


def test_second_target_of_a_type_is_refused_in_words(place: Furnished):
    set_goal(place, target(75))
    place.window.commands.run("goals.add")
    dialog = dialog_of(place)
    dialog.form.value.setText("70")
    place.settle()
    assert "already" in dialog.form.meaning.text()
    dialog.save.click()
    place.settle()
    assert "already" in dialog.type_field.note.text()
    dialog.reject()


@pytest.mark.parametrize(
    ("how", "rhythm", "value", "said"),
    [
        (0, 0, "8000", "At least 8,000 steps a day"),
        (1, 3, "50000", "At most 50,000 steps a week"),
        (0, 1, "8000", "At least 8,000 steps a day, 5 days a week"),
        (3, 0, "", "5 readings a day"),
        (3, 2, "", "A reading on 5 days a month"),
    ],
)
def test_habit_says_what_it_asks_for(
    place: Furnished, how: int, rhythm: int, value: str, said: str
):
    place.window.commands.run("goals.add")
    dialog = dialog_of(place)
    dialog.mode.choose("habit")
    dialog.type.choose("steps")
    dialog.form.how.setCurrentIndex(how)
    dialog.form.rhythm.setCurrentIndex(rhythm)
    dialog.form.times.setValue(5)
    dialog.form.value.setText(value)
    place.settle()
    assert dialog.form.meaning.text() == said
    dialog.save.click()
    place.settle()
    assert only_card(goals_page(place)).rule.text() == said


def test_fast_loss_is_noted_with_its_source(place: Furnished):
    place.window.commands.run("goals.add")
    dialog = dialog_of(place)
    dialog.form.value.setText("60")
    place.settle()
    assert "NICE" in dialog.form.more.text()
    dialog.form.value.setText("80")
    place.settle()
    assert "NICE" not in dialog.form.more.text()
    dialog.reject()


# Following the readings


def test_card_follows_the_readings(place: Furnished):
    set_goal(place, target(75))
    page = goals_page(place)
    weigh(place, 80)
    card = only_card(page)
    assert card.now.text() == "80 kg, from 85 kg"
    assert card.ring.accessibleName() == "50 % done"
    assert "50" not in card.accessibleName()
    assert card.accessibleName().startswith("Weight, Reach 75 kg")


def test_reached_goal_is_told_once_and_taken_back_with_its_reading(place: Furnished):
    set_goal(place, target(75))
    page = goals_page(place)
    messages = place.window.messages
    reading = weigh(place, 74.5)
    assert messages.has_banner(BANNER)
    assert "Goal reached: Weight 75 kg." in place.window.banners.sentences()
    card = only_card(page)
    assert card.state.text() == "Completed on 16 Jun 2025"
    assert page.grids["completed"].isVisibleTo(page)
    messages.clear_banner(BANNER)
    weigh(place, 74)
    assert not messages.has_banner(BANNER)
    place.app.journal.delete(OWNER, [reading, reading + 1])
    place.settle()
    assert only_card(page).view.goal.status == "active"


def test_goal_that_was_told_here_is_not_told_elsewhere(place: Furnished):
    set_goal(place, target(75))
    weigh(place, 74)
    assert place.app.goals.celebrate(OWNER, person_of(place)) == ()


# Doing


def test_pause_go_on_complete_and_archive(place: Furnished):
    set_goal(place, STEPS)
    page = goals_page(place)
    choose(place, only_card(page), "Pause")
    assert page.grids["paused"].isVisibleTo(page)
    choose(place, only_card(page), "Go on")
    assert page.grids["active"].isVisibleTo(page)
    choose(place, only_card(page), "Mark as completed")
    assert only_card(page).state.text() == "Completed on 16 Jun 2025"
    choose(place, only_card(page), "Archive")
    assert not page.grids["completed"].isVisibleTo(page)
    assert page.archive.text() == "Archive: 1 goal"
    page.archive.click()
    assert page.grids["archived"].isVisibleTo(page)
    choose(place, only_card(page), "Bring back")
    assert page.grids["completed"].isVisibleTo(page)


def test_goal_out_of_reach_is_moved_within_it_by_one_step_and_back(place: Furnished):
    id_ = set_goal(place, target(75))
    for days in range(30, 0, -2):  # 0.05 kg a day, and a little up and down
        weigh(place, round(83 + 0.05 * days + 0.1 * (days % 3), 2), NOW - days * DAY_MS)
    page = goals_page(place)
    said = only_card(page).view.suggestion
    assert said is not None
    assert said.value is not None
    (date,) = [one.text() for one in only_card(page).menu.actions() if "date" in one.text()]
    choose(place, only_card(page), date)
    assert only_card(page).view.goal.target_day == said.day
    assert only_card(page).view.suggestion is None
    place.window.commands.run("edit.undo")
    place.settle()
    (value,) = [one.text() for one in only_card(page).menu.actions() if "Aim" in one.text()]
    choose(place, only_card(page), value)
    goal = page.views[0].goal
    assert (goal.id, goal.target_value, goal.target_day) == (id_, said.value, TODAY + 60)


def test_chart_of_the_type_is_one_step_away(place: Furnished):
    set_goal(place, target(75))
    choose(place, only_card(goals_page(place)), "Show the chart")
    page = place.window.show_page("charts")
    assert isinstance(page, ChartsPanel)
    assert page.picker.slug() == "weight"


def test_removal_is_taken_back(place: Furnished):
    set_goal(place, STEPS)
    page = goals_page(place)
    choose(place, only_card(page), "Archive")
    page.archive.click()
    choose(place, only_card(page), "Remove for good")
    assert page.cards == {}
    place.window.commands.run("edit.undo")
    place.settle()
    assert only_card(page).view.goal.archived_at is not None


def test_card_is_edited_in_place_with_the_keyboard(place: Furnished):
    set_goal(place, target(75))
    page = goals_page(place)
    card = only_card(page)
    page.focus_first()
    QTest.keyClick(card.edit, Qt.Key.Key_Space)
    form = card.form
    assert form is not None
    assert not card.inside.isVisible()
    form.value.selectAll()
    QTest.keyClicks(form.value, "70")
    QTest.keyClick(form.value, Qt.Key.Key_Return)
    place.settle()
    assert card.inside.isVisible()
    assert card.rule.text().startswith("Reach 70 kg")
    QTest.keyClick(card.edit, Qt.Key.Key_Space)
    again = card.form
    assert again is not None
    QTest.keyClicks(again.value, "9")
    QTest.keyClick(again.value, Qt.Key.Key_Escape)
    assert card.inside.isVisible()
    assert card.rule.text().startswith("Reach 70 kg")


def test_wrong_change_stays_in_its_field(place: Furnished):
    set_goal(place, target(75))
    page = goals_page(place)
    card = only_card(page)
    page.edit(card.view.goal.id)
    form = card.form
    assert form is not None
    form.value.setText("85")
    card.save_button.click()
    place.settle()
    assert form.fields["target_value"].has_error
    form.value.setText("80")
    card.save_button.click()
    place.settle()
    assert card.rule.text().startswith("Reach 80 kg")


def test_habit_is_edited_with_what_it_has(place: Furnished):
    id_ = set_goal(place, replace(STEPS, per="week", times=5))
    page = goals_page(place)
    page.edit(id_)
    form = only_card(page).form
    assert form is not None
    assert form.draft() == replace(
        STEPS, per="week", times=5, unit="steps", direction="up", start_day=TODAY - 40
    )
    form.times.setValue(6)
    only_card(page).save_button.click()
    place.settle()
    assert only_card(page).rule.text() == "At least 8,000 steps a day, 6 days a week"


def test_somebody_else_has_other_goals(place: Furnished):
    set_goal(place, target(75))
    page = goals_page(place)
    ben, _ = place.app.journal.add_person(OWNER, "Ben")
    place.settle()
    context = place.window.context
    assert context is not None
    context.current.choose(ben.id)
    place.settle()
    assert page.cards == {}


# The calendar


def test_calendar_tells_its_days(place: Furnished):
    set_goal(place, STEPS, days_ago=3)
    page = goals_page(place)
    walk(place, 9000, TODAY - 1)
    walk(place, 4000)
    calendar = only_card(page).calendar
    assert calendar.accessibleName() == (
        "Last days: 16 Jun 2025, 4,000 steps, not over yet; 15 Jun 2025, 9,000 steps, done; "
        "14 Jun 2025, missed; 13 Jun 2025, missed."
    )
    assert only_card(page).row.text() == "1 day in a row. Done 1 of 3 times"


def test_calendar_finds_the_day_under_the_pointer(qtbot: object, qapp: QApplication):
    calendar = HabitCalendar()
    days = [Mark(day, day, "hit", None, 1, 1) for day in range(TODAY - 20, TODAY + 1)]
    calendar.show_days(days, {}, TODAY, Format())
    calendar.resize(calendar.sizeHint())
    step = calendar.sizeHint().width() // 12
    # Monday of this week is the fourth column's first cell.
    assert calendar.day_at(3 * step + 2, 2) == TODAY
    assert calendar.day_at(2 * step + 2, 6 * step + 2) == TODAY - 1
    assert calendar.day_at(9 * step, 2) is None
    at = QPoint(3 * step + 2, 2)
    assert calendar.event(QHelpEvent(QEvent.Type.ToolTip, at, at))
    calendar.deleteLater()


def test_calendar_of_a_first_week_is_a_row(qtbot: object, qapp: QApplication):
    calendar = HabitCalendar()
    wednesday = TODAY + 2
    days = [Mark(day, day, "hit", None, 1, 1) for day in (wednesday, wednesday + 1)]
    calendar.show_days(days, {}, wednesday + 1, Format())
    low = calendar.sizeHint().height()
    calendar.resize(calendar.sizeHint())
    step = calendar.sizeHint().width() // 12
    assert calendar.day_at(2, 2) == wednesday
    assert calendar.day_at(step + 2, 2) == wednesday + 1
    more = [*days, Mark(TODAY + 7, TODAY + 7, "open", None, 0, 1)]
    calendar.show_days(more, {}, TODAY + 7, Format())
    assert calendar.sizeHint().height() > 6 * low
    assert calendar.day_at(2, 2 * step + 2) == wednesday
    calendar.deleteLater()


def test_every_control_of_the_page_has_a_name(place: Furnished):
    set_goal(place, target(75))
    set_goal(place, STEPS)
    page = goals_page(place)
    page.edit(next(iter(page.cards)))
    place.settle()
    nameless = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.isVisibleTo(page)
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert nameless == []


# Today


def test_today_shows_what_is_left_to_do(place: Furnished, settled: Callable[..., None]):
    set_goal(place, STEPS)
    page = place.window.show_page("today")
    assert isinstance(page, TodayPanel)
    place.settle()
    (section,) = page.findChildren(GoalsSection)
    settled(lambda: bool(section.rows))
    assert section.isVisible()
    assert section.rows[0].now.text() == "Steps: Nothing yet today"
    walk(place, 9000)
    settled(lambda: not section.isVisible())


def test_page_asks_anew_on_another_day(place: Furnished, monkeypatch: pytest.MonkeyPatch):
    set_goal(place, target(75))
    page = goals_page(place)
    asked: list[int] = []
    monkeypatch.setattr(page, "_ask", lambda: asked.append(1))
    page.shown()
    assert asked == []
    context = place.window.context
    assert context is not None
    later = context.current.now() + dt.timedelta(days=1)
    monkeypatch.setattr(context.current, "now", lambda: later)
    page.shown()
    assert asked == [1]
