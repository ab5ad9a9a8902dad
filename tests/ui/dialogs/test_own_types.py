"""Types of the user's own, made and mended in the window over the real services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.health_types import CATALOGUE, HealthType, Range, TypeBook
from healthdesk.domain.own_types import check_type
from healthdesk.domain.quick_entry import Habits
from healthdesk.texts import Format
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.entry import open_form
from healthdesk.ui.dialogs.own_types import TypeDialog, TypesDialog, sample, usage
from healthdesk.ui.entry_fields import NumberFields
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.records import RecordsPanel
from healthdesk.ui.panels.settings import SettingsPanel
from healthdesk.ui.widgets import Button
from tests.ui.furnished import Furnished, opened

GRIP = HealthType(
    "grip-strength", "own", "kg", ("kg", "lb"), 1, "mean", Range(0, 200), name="Grip strength"
)


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        yield made


@pytest.fixture
def context(place: Furnished) -> Context:
    assert place.window.context is not None
    return place.window.context


@pytest.fixture
def dialog(place: Furnished, context: Context) -> Iterator[TypeDialog]:
    made = TypeDialog(context, None, place.window)
    made.show()
    yield made
    let_go(made)


def let_go(dialog: QWidget) -> None:
    if shiboken6.isValid(dialog):
        dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def own(place: Furnished) -> dict[str, HealthType]:
    return {kind.slug: kind for kind in place.app.journal.types(OWNER) if kind.own}


def fill(dialog: TypeDialog, **texts: str) -> None:
    for key, text in texts.items():
        if key == "name":
            dialog.name.setText(text)
        elif key == "unit":
            dialog.unit.setCurrentText(text)
        else:
            dialog.ends[key].setText(text)


def errors(dialog: TypeDialog) -> dict[str, str]:
    return {k: field.note.text() for k, field in dialog.fields.items() if field.has_error}


class TestNewType:
    def test_type_is_made_and_taken_back_and_made_again(
        self, place: Furnished, context: Context, dialog: TypeDialog
    ):
        fill(dialog, name="Grip  strength", unit="kg", hard_low="0", hard_high="200",
             typical_low="30", typical_high="60.5")  # fmt: skip
        dialog.decimals.setValue(2)
        dialog.fellows._boxes["lb"].setChecked(True)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        place.settle()
        made = own(place)["grip-strength"]
        assert (made.name, made.units, made.decimals) == ("Grip strength", ("kg", "lb"), 2)
        assert (made.hard, made.typical) == (Range(0, 200), Range(30, 60.5))
        assert made.aggregate == "mean"
        assert place.window.toast.sentence.text() == "Grip strength was added."
        place.window.toast.button.click()
        place.settle()
        assert own(place) == {}
        context.undo.redo()
        place.settle()
        assert set(own(place)) == {"grip-strength"}

    def test_unit_may_be_a_word_and_a_day_a_total(self, place: Furnished, dialog: TypeDialog):
        fill(dialog, name="Inhaler", unit="puffs")
        dialog.aggregate.setCurrentIndex(dialog.aggregate.findData("sum"))
        assert not dialog.fields["units"].isVisible()
        assert "inhaler 7 puffs" in dialog.preview.text()
        dialog.save.click()
        place.settle()
        made = own(place)["inhaler"]
        assert (made.unit, made.aggregate, made.combine) == ("puffs", "sum", "add")

    def test_every_wrong_field_is_told_beside_it(self, place: Furnished, dialog: TypeDialog):
        fill(dialog, name=" ", unit="2 x", hard_low="10", hard_high="1", typical_low="abc")
        assert errors(dialog) == {}  # nothing was left yet
        dialog.save.click()
        assert set(errors(dialog)) == {"name", "unit", "hard_low", "typical_low"}
        assert dialog.fields["name"].control.accessibleDescription() == errors(dialog)["name"]
        assert dialog.name.hasFocus()
        fill(dialog, name="Grip")
        assert "name" not in errors(dialog)
        place.settle()
        assert own(place) == {}

    @pytest.mark.parametrize("name", ["Weight", "weight", " WEIGHT "])
    def test_name_of_another_type_is_refused(self, dialog: TypeDialog, name: str):
        fill(dialog, name=name)
        dialog.save.click()
        assert errors(dialog)["name"].startswith("There is a type of this name")

    def test_preview_says_how_a_reading_is_typed(self, dialog: TypeDialog):
        assert dialog.preview.text() == "Give the type a name to see how it is used."
        fill(dialog, name="Grip strength", unit="kg", typical_low="30", typical_high="60")
        assert dialog.preview.text() == (
            "Type “grip strength 45 kg” at the top of any page: Grip strength 45 kg, today 12:00."
        )

    def test_every_control_has_a_name(self, dialog: TypeDialog):
        fill(dialog, unit="kg")
        nameless = [
            type(w).__name__
            for w in dialog.findChildren(QWidget)
            if w.focusPolicy() != Qt.FocusPolicy.NoFocus
            and w.isVisible()
            and not (w.accessibleName() or w.property("text"))
        ]
        assert nameless == []


class TestWhereItIsUsed:
    def test_entry_form_takes_the_new_type_at_once(self, place: Furnished, context: Context):
        form = open_form(context, place.window, "weight")
        place.settle()
        line = form.types.lineEdit()
        assert line is not None
        line.setText("Grip strength")
        line.editingFinished.emit()
        assert form.types.slug() == "weight"
        form.new_type.click()
        dialog = form.findChild(TypeDialog)
        assert dialog is not None
        assert dialog.name.text() == "Grip strength"  # what was typed and not found
        fill(dialog, unit="kg")
        dialog.save.click()
        place.settle()
        assert form.types.slug() == "grip-strength"
        assert isinstance(form.values, NumberFields)
        control = form.values.fields["value"].control
        assert isinstance(control, QLineEdit)
        control.setText("40.5")
        form.save(stay=False)
        place.settle()
        person = context.current.person
        assert person is not None
        assert place.app.journal.types_used(OWNER, person.id) == ("grip-strength",)
        let_go(form)

    def test_quick_entry_offers_to_make_what_it_does_not_know(
        self, place: Furnished, context: Context
    ):
        entry = place.window.entry
        entry.edit.setText("grip stren")  # may go on as anything
        assert not entry.new_type.isVisible()
        entry.edit.setText("grip strength 40.5 kg")
        assert entry.new_type.isVisible()
        entry.new_type.click()
        dialog = place.window.findChild(TypeDialog)
        assert dialog is not None
        assert dialog.name.text() == "Grip strength"
        fill(dialog, unit="kg")
        dialog.save.click()
        place.settle()
        assert not entry.new_type.isVisible()
        assert entry.preview.text() == "Grip strength 40.5 kg, today 12:00"
        entry.submit()
        place.settle()
        records, charts = (place.window.show_page(name) for name in ("records", "charts"))
        assert isinstance(records, RecordsPanel)
        assert isinstance(charts, ChartsPanel)
        place.settle()
        assert charts.picker.findData("grip-strength") >= 0
        records.show_filtered(["grip-strength"])
        place.settle()
        assert records.model.total == 1
        let_go(dialog)

    def test_settings_and_palette_lead_to_it(self, place: Furnished, context: Context):
        page = place.window.show_page("settings")
        assert isinstance(page, SettingsPanel)
        ways = {b.text(): b for b in page.findChildren(Button)}
        ways["New type…"].click()
        dialog = place.window.findChild(TypeDialog)
        assert dialog is not None
        let_go(dialog)
        ways["Your own types…"].click()
        listed = place.window.findChild(TypesDialog)
        assert listed is not None
        let_go(listed)
        assert {"type.add", "type.manage"} <= {one.id for one in context.commands.listed()}


class TestOwnTypes:
    @pytest.fixture
    def types(self, place: Furnished, context: Context) -> Iterator[TypesDialog]:
        place.app.journal.add_type(OWNER, GRIP)
        place.settle()
        made = TypesDialog(context, place.window)
        made.show()
        yield made
        let_go(made)

    def press(self, place: Furnished, dialog: TypesDialog, name: str) -> None:
        (button,) = [
            b for b in dialog.findChildren(Button) if b.accessibleName() == name and b.isVisible()
        ]
        button.click()
        place.settle()

    def test_type_is_changed(self, place: Furnished, types: TypesDialog):
        self.press(place, types, "Edit Grip strength")
        dialog = types.findChild(TypeDialog)
        assert dialog is not None
        assert not dialog.unit.isEnabled()
        assert not dialog.aggregate.isEnabled()
        assert dialog.fellows.chosen() == ("lb",)
        fill(dialog, name="Grip, left hand", typical_low="30")
        dialog.save.click()
        place.settle()
        kind = own(place)["grip-strength"]
        assert (kind.name, kind.typical, kind.units) == (
            "Grip, left hand", Range(30, None), ("kg", "lb"),
        )  # fmt: skip
        assert place.window.toast.sentence.text() == "Grip, left hand was changed."

    def test_type_is_removed_and_comes_back(
        self, place: Furnished, context: Context, types: TypesDialog
    ):
        self.press(place, types, "Remove Grip strength")
        assert own(place) == {}
        context.undo.undo()
        place.settle()
        assert set(own(place)) == {"grip-strength"}

    def test_type_with_readings_stays_and_says_why(
        self, place: Furnished, context: Context, types: TypesDialog, qtbot: QtBot
    ):
        context.focus_entry("grip strength 40 kg")
        place.window.entry.submit()
        place.settle()
        self.press(place, types, "Remove Grip strength")
        assert "can't be removed" in types.trouble.text()
        assert set(own(place)) == {"grip-strength"}


@given(
    name=st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40
    ),
    unit=st.sampled_from(["kg", "points", "min", "puffs", "%", "count"]),
    low=st.none() | st.integers(-1000, 1000),
    span=st.none() | st.integers(1, 1000),
)
def test_the_sentence_of_a_type_is_always_one(name, unit, low, span):
    """Whatever the name and range: a sentence, and a value that the type takes."""
    high = None if span is None else (low or 0) + span
    kind = check_type(HealthType("own-one", "own", unit, (unit,), 1, "mean", Range(low, high),
                                 name=name))  # fmt: skip
    assert kind.hard.holds(sample(kind))
    now = dt.datetime(2026, 11, 12, 8, 0, tzinfo=dt.UTC)
    assert usage(kind, TypeBook(CATALOGUE), Habits(), Format(), now).endswith(".")
