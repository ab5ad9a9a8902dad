"""The entry form, as somebody with a keyboard uses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt, QTime
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Draft, Record, Remark
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.texts import Format
from healthdesk.ui.dialogs.entry import EntryDialog, open_form
from healthdesk.ui.entry_fields import CodeFields, NumberFields, ScaleFields, TagsEdit, WallTime
from healthdesk.ui.window import Window
from tests.ui.record_fakes import RecordApp
from tests.ui.wheel_turns import turn

Settled = Callable[[Callable[[], bool]], None]
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def services(paths: Paths, settings: Settings) -> RecordApp:
    return RecordApp(paths, settings)


@pytest.fixture
def form(window: Window, settled: Settled) -> Iterator[EntryDialog]:
    assert window.context is not None
    dialog = open_form(window.context, window, "weight")
    settled(lambda: isinstance(dialog.values, NumberFields))
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def put(form: EntryDialog, name: str, text: str) -> QLineEdit:
    assert form.values is not None
    line = form.values.fields[name].control
    assert isinstance(line, QLineEdit)
    line.setText(text)
    return line


def rows(services: RecordApp) -> list[Record]:
    return list(services.journal.rows.values())


def error(form: EntryDialog, name: str) -> str:
    field = form._fields()[name]
    return field.note.text() if field.has_error else ""


def test_a_reading_is_saved_and_the_form_goes(
    form: EntryDialog, window: Window, services: RecordApp, settled: Settled, qtbot: QtBot
):
    line = put(form, "value", "81.4")
    form.note.setPlainText("after breakfast")
    form.tags.setText("#holiday walk")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled(lambda: len(rows(services)) == 1)
    saved = rows(services)[0]
    assert (saved.type, saved.value, saved.unit) == ("weight", 81.4, "kg")
    assert (saved.note, saved.tags) == ("after breakfast", ("holiday", "walk"))
    settled(lambda: "Saved: Weight 81.4 kg" in window.toast.sentence.text())
    assert window.context is not None
    assert window.context.undo.can_undo


def test_the_wheel_changes_nothing_that_it_passes(form: EntryDialog):
    assert isinstance(form.values, NumberFields)
    before = (form.values.unit, form.types.slug(), form.begins.date.text())
    for control in (form.values.units, form.types, form.begins.date, form.begins.time):
        assert not turn(control)
    assert (form.values.unit, form.types.slug(), form.begins.date.text()) == before


def test_several_in_a_row_without_a_mouse(
    form: EntryDialog, services: RecordApp, settled: Settled, qtbot: QtBot
):
    for number, text in enumerate(("81.4", "81,6", "81.2"), start=1):
        assert form.values is not None
        settled(lambda: form.save_button.isEnabled())
        line = form.values.fields["value"].control
        assert line.hasFocus() or QApplication.focusWidget() in (None, line)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled(lambda number=number: form.saved.count() == number)  # type: ignore[misc]
        assert put(form, "value", "").text() == ""
    assert [row.value for row in rows(services)] == [81.4, 81.6, 81.2]
    assert form.saved.item(0).text().startswith("Weight 81.2 kg")


def test_blood_pressure_takes_two_numbers_and_a_pulse(
    form: EntryDialog, services: RecordApp, settled: Settled
):
    form.types.choose("blood-pressure")
    put(form, "value", "128")
    put(form, "value2", "82")
    put(form, "pulse", "71")
    form.save(stay=True)
    settled(lambda: len(rows(services)) == 2)
    pressure, pulse = rows(services)
    assert (pressure.type, pressure.value, pressure.value2) == ("blood-pressure", 128, 82)
    assert (pulse.type, pulse.value, pulse.unit) == ("heart-rate", 71, "bpm")
    assert pulse.recorded_at == pressure.recorded_at


@pytest.mark.parametrize(
    ("slug", "texts", "field", "said"),
    [
        ("weight", {"value": ""}, "value", ""),
        ("weight", {"value": "abc"}, "value", "abc"),
        ("weight", {"value": "900"}, "value", "between"),
        ("blood-pressure", {"value": "82", "value2": "128"}, "value2", "lower than"),
        ("blood-pressure", {"value": "128", "value2": "82", "pulse": "9"}, "pulse", "between"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(
    form: EntryDialog, services: RecordApp, slug: str, texts: dict[str, str], field: str, said: str
):
    form.types.choose(slug)
    for name, text in texts.items():
        put(form, name, text)
    form.save(stay=False)
    assert error(form, field)
    assert said in error(form, field)
    control = form._fields()[field].control
    assert control.accessibleDescription() == error(form, field)
    assert form.isVisible()
    assert not rows(services)


def test_a_field_is_checked_when_it_is_left(form: EntryDialog, qtbot: QtBot):
    line = put(form, "value", "9000")
    assert error(form, "value") == ""
    form.eventFilter(line, QEvent(QEvent.Type.FocusOut))
    assert error(form, "value")
    line.setText("81")
    line.textEdited.emit("81")
    assert error(form, "value") == ""


def test_an_empty_value_is_no_error_before_saving(form: EntryDialog):
    assert form.values is not None
    form.eventFilter(form.values.fields["value"].control, QEvent(QEvent.Type.FocusOut))
    assert error(form, "value") == ""


def test_a_time_ahead_is_told_at_the_time(form: EntryDialog, services: RecordApp):
    put(form, "value", "81")
    form.begins.date.setDate(QDate.currentDate().addDays(2))
    form.save(stay=False)
    assert error(form, "recorded_at")
    assert not rows(services)


def test_what_looks_odd_is_asked_and_saved_only_when_said_so(
    form: EntryDialog, services: RecordApp, settled: Settled
):
    services.journal.to_say[1] = (Remark("have-already", {"type": "weight"}),)
    put(form, "value", "81")
    form.save(stay=True)
    settled(form.question.isVisible)
    assert form.asked.text()
    assert not rows(services)
    form._change_it()
    assert not form.question.isVisible()
    form.save(stay=True)
    settled(form.question.isVisible)
    form.anyway.click()
    settled(lambda: len(rows(services)) == 1)


def test_a_refusal_of_the_service_is_said_and_the_form_stays(
    form: EntryDialog, services: RecordApp, settled: Settled
):
    from healthdesk.domain.errors import StorageError

    services.journal.refuses = StorageError("disk-full", path="/data")
    put(form, "value", "81")
    form.save(stay=False)
    settled(form.general.isVisible)
    assert "full" in form.general.text()
    assert put(form, "value", "81").text() == "81"
    assert form.save_button.isEnabled()


def test_a_scale_is_a_slider_and_a_number(form: EntryDialog, services: RecordApp, settled: Settled):
    form.types.choose("mood")
    scale = form.values
    assert isinstance(scale, ScaleFields)
    form.save(stay=True)
    assert error(form, "value")
    scale.slider.setValue(7)
    assert scale.spin.value() == 7
    form.save(stay=True)
    settled(lambda: len(rows(services)) == 1)
    assert rows(services)[0].value == 7
    settled(lambda: scale.spin.value() == 0)


def test_a_stage_of_sleep_has_a_name_a_beginning_and_an_end(
    form: EntryDialog, services: RecordApp, settled: Settled
):
    form.types.choose("sleep-stage")
    assert isinstance(form.values, CodeFields)
    assert form.ends.isVisible()
    form.values.codes.setCurrentIndex(3)
    form.begins.date.setDate(QDate.currentDate().addDays(-1))
    form.begins.time.setTime(QTime(1, 0))
    form.ends.date.setDate(QDate.currentDate().addDays(-1))
    form.ends.time.setTime(QTime(0, 30))
    form.save(stay=True)
    assert error(form, "ended_at")
    form.ends.time.setTime(QTime(1, 45))
    form.save(stay=True)
    settled(lambda: len(rows(services)) == 1)
    saved = rows(services)[0]
    assert saved.ended_at is not None
    assert saved.ended_at - saved.recorded_at == 45 * 60_000


def test_a_chosen_time_stays_for_the_next_reading(
    form: EntryDialog, services: RecordApp, settled: Settled
):
    form.begins.date.setDate(QDate.currentDate().addDays(-3))
    put(form, "value", "81")
    form.save(stay=True)
    settled(lambda: form.saved.count() == 1)
    assert form.begins.date.date() == QDate.currentDate().addDays(-3)


def test_every_control_has_a_name_and_a_place_in_the_tab_order(form: EntryDialog):
    for slug in ("weight", "blood-pressure", "mood", "sleep-stage"):
        form.types.choose(slug)
        stops = [
            widget
            for widget in form.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisibleTo(form)
            and widget.window() is form
        ]
        assert not [w for w in stops if not w.accessibleName() and w.parent() is not form.types]
        assert form.values is not None
        assert all(field.label.buddy() is field.control for field in form.values.fields.values())
    assert any(isinstance(widget, QAbstractButton | QComboBox) for widget in stops)


# -- wall times ------------------------------------------------------------------------------


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[WallTime]:
    made = WallTime("recorded_at", "Date", "Time", Format())
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_wall_time_becomes_an_instant_with_its_offset(wall: WallTime):
    wall.set_wall(dt.datetime(2026, 7, 1, 8, 30, tzinfo=BERLIN))
    at, offset = wall.read(BERLIN)
    assert offset == 120
    assert at == int(dt.datetime(2026, 7, 1, 6, 30, tzinfo=dt.UTC).timestamp() * 1000)
    assert not wall.which_field.isVisible()


@pytest.mark.parametrize("typed", ["2025-10-05", "5 Oct 2025", "5.10.2025", "05.10.2025"])
def test_a_date_is_taken_however_it_is_typed(wall: WallTime, qtbot: QtBot, typed: str):
    wall.set_wall(dt.datetime(2026, 11, 8, 7, 30))  # noqa: DTZ001 - a wall time
    wall.date.setFocus()
    qtbot.keyClicks(wall.date, typed[0])
    qtbot.keyClicks(wall.date.typed, typed[1:])
    assert wall.wall() == dt.datetime(2025, 10, 5, 7, 30)  # noqa: DTZ001 - a wall time
    assert wall.touched
    qtbot.keyClick(wall.date.typed, Qt.Key.Key_Return)
    assert wall.date.typed.isHidden()
    assert not wall.date.trouble


def test_a_wrong_date_is_said_and_not_taken_for_another(wall: WallTime, qtbot: QtBot):
    qtbot.keyClicks(wall.date, "2")
    qtbot.keyClicks(wall.date.typed, "025-13-45")
    qtbot.keyClick(wall.date.typed, Qt.Key.Key_Return)
    assert wall.date.typed.isVisible()
    assert "2025-13-45" in wall.date.trouble
    with pytest.raises(InvalidData) as caught:
        wall.read(dt.UTC)
    assert caught.value.fields[0].code == "day-unreadable"
    qtbot.keyClick(wall.date.typed, Qt.Key.Key_Escape)
    assert not wall.date.trouble


def test_a_time_the_clock_skipped_is_refused(wall: WallTime):
    wall.set_wall(dt.datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN))
    with pytest.raises(InvalidData) as caught:
        wall.read(BERLIN)
    assert [(e.field, e.code) for e in caught.value.fields] == [("recorded_at", "time-skipped")]


def test_a_time_that_came_twice_asks_which(wall: WallTime):
    wall.set_wall(dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN))
    assert wall.read(BERLIN)[1] == 120
    assert wall.which_field.isVisible()
    wall.which.setCurrentIndex(1)
    assert wall.read(BERLIN)[1] == 60


def test_tags_are_completed_word_by_word(qtbot: QtBot):
    edit = TagsEdit()
    qtbot.addWidget(edit)
    edit.offer(["before-breakfast", "tired"])
    edit.setText("walk bef")
    edit._complete("before-breakfast")
    assert edit.words() == ("walk", "before-breakfast")


def test_the_form_begins_with_what_was_typed_last(
    window: Window, services: RecordApp, settled: Settled
):
    context = window.context
    assert context is not None
    add = services.journal.add
    for day in range(3):
        at = day * 86_400_000
        night = Draft("sleep-stage", 3, "", at, 0, ended_at=at + 3_600_000, source="Watch")
        add(context.actor, [night], 1)
    add(context.actor, [Draft("mood", 7, "points", 0, 0)], 1)
    dialog = open_form(context, window)
    settled(lambda: dialog.types.slug() == "mood")
    dialog.close()


def test_the_form_never_begins_with_what_only_devices_tell(
    window: Window, services: RecordApp, settled: Settled
):
    context = window.context
    assert context is not None
    night = Draft("sleep-stage", 3, "", 0, 0, ended_at=3_600_000, source="Watch")
    scale = Draft("weight", 81, "kg", 0, 0, source="Scale")
    services.journal.add(context.actor, [night], 1)
    services.journal.add(context.actor, [night], 1)
    services.journal.add(context.actor, [scale], 1)
    dialog = open_form(context, window)
    settled(lambda: dialog.types.slug() == "weight")
    dialog.close()


def test_typing_into_the_type_takes_the_place_of_the_one_shown(form: EntryDialog, qtbot: QtBot):
    line = form.types.lineEdit()
    assert line is not None
    form.save_button.setFocus()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line, "blood g")
    assert line.text().lower() == "blood g"
    completer = form.types.completer()
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    assert completer.currentCompletion() == "Blood glucose"
    popup.hide()
