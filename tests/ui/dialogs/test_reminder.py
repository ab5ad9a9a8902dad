"""The fields of a reminder: friendly ones and an expression, told in words while they change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import MESSAGE_MAX, ReminderDraft
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.ui.dialogs.reminder import ReminderDialog
from tests.opened import empty_database
from tests.ui.furnished import ZONE, Furnished, opened
from tests.ui.with_reminders import at_noon

__all__ = ["empty_database"]


@pytest.fixture
def place(qapp: QApplication, empty_database: Path, tmp_path: Path) -> Iterator[Furnished]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copyfile(empty_database, folder / "healthdesk.db")
    Settings.load(Paths.find(str(folder), {}), {}).set("time_zone", ZONE)
    with opened(qapp, folder) as place:
        at_noon(place)
        yield place


@pytest.fixture
def dialog(place: Furnished) -> Iterator[ReminderDialog]:
    made = ReminderDialog(place.window.context, None, place.window)  # type: ignore[arg-type]
    made.show()
    place.settle()
    yield made
    if shiboken6.isValid(made):
        made.reject()
        place.settle()


def crons(dialog: ReminderDialog) -> list[str]:
    return [draft.cron for draft in dialog.drafts()]


def rhythm(dialog: ReminderDialog, key: str) -> None:
    box = dialog.times.rhythm
    box.setCurrentIndex(box.findData(key))


def test_friendly_fields_are_told_in_words_and_times(place: Furnished, dialog: ReminderDialog):
    rhythm(dialog, "weekday")
    dialog.times.twice.click()
    place.settle()
    assert crons(dialog) == ["0 8,20 * * 1-5"]
    assert dialog.meaning.text() == "Mon to Fri at 08:00 and 20:00"
    assert dialog.next.text().startswith("Next: Mon 16 Jun 20:00; Tue 17 Jun 08:00;")
    dialog.times.weekdays[0].setChecked(False)
    place.settle()
    assert dialog.meaning.text() == "Tue to Fri at 08:00 and 20:00"
    for button in dialog.times.weekdays:
        button.setChecked(False)
    place.settle()
    assert dialog.times.fields["weekdays"].note.text() == "Choose a day of the week."
    assert dialog.meaning.text() == ""


def test_every_few_days_begins_on_a_day(place: Furnished, dialog: ReminderDialog):
    rhythm(dialog, "days")
    dialog.times.every.setValue(3)
    place.settle()
    (draft,) = dialog.drafts()
    assert (draft.cron, draft.every_days, draft.starts_on) == ("0 8 * * *", 3, "2025-06-16")
    assert dialog.meaning.text() == "Every 3 days from 16 Jun 2025 at 08:00"


def test_once_a_month(place: Furnished, dialog: ReminderDialog):
    rhythm(dialog, "month")
    dialog.times.day.setValue(31)
    place.settle()
    assert crons(dialog) == ["0 8 31 * *"]
    assert "31 Jul" in dialog.next.text()


def test_times_that_one_expression_cannot_hold_are_two_reminders(
    place: Furnished, dialog: ReminderDialog
):
    dialog.message.setPlainText("Drink water")
    dialog.times.add.click()
    dialog.times.chips[1].edit.setTime(QTime(20, 30))
    place.settle()
    assert crons(dialog) == ["0 8 * * *", "30 20 * * *"]
    assert dialog.meaning.text().endswith("It is kept as 2 reminders.")
    dialog.save.click()
    place.settle()
    assert len(place.app.reminders.listed(OWNER)) == 2
    place.window.commands.run("edit.undo")
    place.settle()
    assert place.app.reminders.listed(OWNER) == ()


def test_time_is_taken_away_and_the_last_one_stays(place: Furnished, dialog: ReminderDialog):
    dialog.times.twice.click()
    assert not dialog.times.twice.isVisibleTo(dialog)
    dialog.times.chips[0].remove.click()
    place.settle()
    assert crons(dialog) == ["0 20 * * *"]
    assert not dialog.times.chips[0].remove.isVisibleTo(dialog)


def test_friendly_fields_become_an_expression_and_back(place: Furnished, dialog: ReminderDialog):
    rhythm(dialog, "weekday")
    rhythm(dialog, "expression")
    assert dialog.times.expression.text() == "0 8 * * 1-5"
    dialog.times.expression.setText("15 7,19 * * 1,3")
    rhythm(dialog, "weekday")
    place.settle()
    assert [chip.edit.time().toString("HH:mm") for chip in dialog.times.chips] == ["07:15", "19:15"]
    assert [button.isChecked() for button in dialog.times.weekdays] == [
        True, False, True, False, False, False, False,
    ]  # fmt: skip
    assert crons(dialog) == ["15 7,19 * * 1,3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("60 9 * * *", "The minute can't be “60”"),
        ("0 9 * * 8", "The day of the week can't be “8”"),
        ("0 9 * *", "this has 4"),
        ("0 9 30 2 *", "never comes"),
        ("@fortnightly", "This name for times is not known"),
    ],
)
def test_field_of_an_expression_that_is_wrong_is_named_beside_it(
    place: Furnished, dialog: ReminderDialog, text: str, said: str
):
    rhythm(dialog, "expression")
    dialog.times.expression.setText(text)
    place.settle()
    assert said in dialog.times.fields["cron"].note.text()
    assert dialog.next.text() == ""
    dialog.times.expression.setText("*/30 8-10 * * *")
    place.settle()
    assert not dialog.times.fields["cron"].has_error
    assert dialog.meaning.text() == "Every day at 08:00, 08:30, 09:00, 09:30, 10:00 and 10:30"


def test_message_is_asked_for_when_it_is_to_be_stored(place: Furnished, dialog: ReminderDialog):
    assert not dialog.fields["message"].has_error
    dialog.save.click()
    place.settle()
    assert "says nothing yet" in dialog.fields["message"].note.text()


def test_message_is_counted_and_held_to_its_length(place: Furnished, dialog: ReminderDialog):
    dialog.message.setPlainText("x" * (MESSAGE_MAX + 1))
    place.settle()
    assert dialog.counter.text() == "501 of 500 characters"
    assert "501 characters" in dialog.fields["message"].note.text()
    dialog.message.setPlainText("x" * MESSAGE_MAX)
    place.settle()
    assert dialog.fields["message"].note.text() == ""


def test_scheme_of_a_medication_is_kept_with_its_doses(place: Furnished, dialog: ReminderDialog):
    dialog.message.setPlainText("Take it")
    dialog.asks.choose("medication")
    dialog.medication.setText("Metformin")
    dialog.dose.setText("500 mg")
    dialog.stock.setText("60")
    dialog.scheme.setChecked(True)
    dialog.times.slots[1].amount.setValue(0.5)
    place.settle()
    assert [(one.cron, one.dose, one.stock_per_dose) for one in dialog.drafts()] == [
        ("0 8,18 * * *", "1 × 500 mg", 1.0),
        ("0 12 * * *", "0.5 × 500 mg", 0.5),
    ]
    assert not dialog.fields["stock_per_dose"].isVisibleTo(dialog)
    for slot in dialog.times.slots:
        slot.amount.setValue(0)
    place.settle()
    assert dialog.general.text() == "Add a time of the day."


def test_medication_needs_a_name_and_numbers(place: Furnished, dialog: ReminderDialog):
    dialog.message.setPlainText("Take it")
    dialog.asks.choose("medication")
    dialog.stock.setText("many")
    place.settle()
    assert "no number" in dialog.fields["stock"].note.text()
    dialog.stock.setText("10")
    dialog.save.click()
    place.settle()
    assert dialog.fields["medication"].note.text() == "Write the name of the medication."
    assert dialog.medication.hasFocus() or QApplication.focusWidget() is None


def test_choices_of_its_own_are_stored(place: Furnished, dialog: ReminderDialog):
    dialog.message.setPlainText("Weigh yourself")
    dialog.asks.choose("value")
    dialog.type.choose("weight")
    dialog.more.click()
    dialog.repeat.setChecked(True)
    dialog.repeat_minutes.setValue(10)
    dialog.own_grace.setChecked(True)
    dialog.grace.setValue(60)
    dialog.in_quiet.setChecked(True)
    dialog.zone.setText("Asia/Tokyo")
    dialog.save.click()
    place.settle()
    (one,) = place.app.reminders.listed(OWNER)
    assert one.draft == ReminderDraft(
        "0 8 * * *", "Weigh yourself", "weight", zone="Asia/Tokyo", asks="value",
        unless_done=True, repeat_minutes=10, repeat_times=3, grace_minutes=60, in_quiet=True,
    )  # fmt: skip


def test_zone_that_is_not_known_is_told_where_it_was_typed(
    place: Furnished, dialog: ReminderDialog
):
    dialog.message.setPlainText("Weigh yourself")
    dialog.zone.setText("Asia/Nowhere")
    dialog.save.click()
    place.settle()
    assert dialog.fields["zone"].isVisibleTo(dialog)
    assert "Asia/Nowhere" in dialog.fields["zone"].note.text()
    assert place.app.reminders.listed(OWNER) == ()
