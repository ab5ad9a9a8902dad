"""Writing, changing, deleting and finding chart notes, in the window over real services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import Annotation, AnnotationDraft, AnnotationQuery
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.annotation import AnnotationDialog
from healthdesk.ui.dialogs.annotation_list import NOTE, AnnotationList
from tests.opened import DAY, HOUR, NEW_YEAR
from tests.ui.furnished import Furnished, opened

# Wall time of the person, whose zone is the computer's: UTC.
MORNING = dt.datetime(2024, 1, 1, 8)  # noqa: DTZ001


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        yield made


@pytest.fixture
def context(place: Furnished) -> Context:
    assert place.window.context is not None
    return place.window.context


@pytest.fixture
def shown(place: Furnished) -> Iterator[Callable[[QWidget], None]]:
    made: list[QWidget] = []

    def show(widget: QWidget) -> None:
        made.append(widget)
        widget.show()
        place.settle()

    yield show
    for widget in made:
        if shiboken6.isValid(widget):
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def notes(place: Furnished, *, deleted: bool = False) -> tuple[Annotation, ...]:
    return place.app.annotations.listed(OWNER, AnnotationQuery(deleted=deleted))


def add(place: Furnished, *texts: str, **more: object) -> tuple[Annotation, ...]:
    me = place.app.journal.default_person(OWNER)
    drafts = [AnnotationDraft(NEW_YEAR + 8 * HOUR, 0, text, **more) for text in texts]  # type: ignore[arg-type]
    made = place.app.annotations.add(OWNER, drafts, me.id).annotations
    place.settle()
    return made


class TestWriting:
    def test_new_one_has_the_time_it_was_opened_with(self, place, context, shown):
        dialog = AnnotationDialog(context, "weight", MORNING)
        shown(dialog)
        dialog.text.setPlainText("New tablets")
        dialog.save()
        place.settle()
        (one,) = notes(place)
        assert (one.text, one.at, one.ended_at, one.types) == (
            "New tablets", NEW_YEAR + 8 * HOUR, None, (),
        )  # fmt: skip
        context.undo.undo()
        place.settle()
        assert notes(place) == ()

    def test_span_kind_and_chart_are_taken(self, place, context, shown):
        dialog = AnnotationDialog(context, "weight", MORNING)
        shown(dialog)
        dialog.text.setPlainText("Flu")
        dialog.kind.setCurrentIndex(dialog.kind.findData("illness"))
        dialog.charts.setCurrentIndex(1)
        dialog.lasts.setChecked(True)
        dialog.ends.date.setDate(QDate(2024, 1, 5))
        dialog.ends.time.setTime(QTime(20, 0))
        dialog.save()
        place.settle()
        (one,) = notes(place)
        assert (one.kind, one.types) == ("illness", ("weight",))
        assert one.ended_at == NEW_YEAR + 4 * DAY + 20 * HOUR

    def test_what_is_wrong_stands_beside_its_field(self, place, context, shown):
        dialog = AnnotationDialog(context, "weight", MORNING)
        shown(dialog)
        dialog.lasts.setChecked(True)
        dialog.ends.date.setDate(QDate(2023, 12, 30))
        dialog.save()
        place.settle()
        assert dialog.isVisible()
        assert "no text" in dialog.text_field.note.text()
        assert "before the beginning" in dialog.ends.field.note.text()
        assert dialog.save_button.isEnabled()
        assert notes(place) == ()

    def test_escape_stores_nothing(self, place, context, shown):
        dialog = AnnotationDialog(context, "weight", MORNING)
        shown(dialog)
        dialog.text.setPlainText("New tablets")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        place.settle()
        assert notes(place) == ()


class TestChanging:
    def test_only_what_was_changed_changes(self, place, context, shown):
        (one,) = add(place, "Flu", kind="illness", ended_at=NEW_YEAR + DAY, types=("steps",))
        dialog = AnnotationDialog(context, "weight", MORNING, one)
        shown(dialog)
        dialog.text.setPlainText("A cold")
        dialog.save()
        place.settle()
        (after,) = notes(place)
        assert (after.text, after.at, after.ended_at) == ("A cold", one.at, one.ended_at)
        assert (after.kind, after.types) == ("illness", ("steps",))

    def test_delete_can_be_taken_back(self, place, context, shown):
        (one,) = add(place, "Flu")
        dialog = AnnotationDialog(context, "weight", MORNING, one)
        shown(dialog)
        dialog.delete()
        place.settle()
        assert notes(place) == ()
        context.undo.undo()
        place.settle()
        assert [one.text for one in notes(place)] == ["Flu"]


class TestList:
    def listed(self, context: Context, opened_: list[str] | None = None) -> AnnotationList:
        heard = [] if opened_ is None else opened_
        return AnnotationList(
            context,
            lambda one: heard.append(f"edit {one.text}"),
            lambda one: heard.append(f"go to {one.text}"),
            lambda: heard.append("write"),
        )

    def texts(self, dialog: AnnotationList) -> list[str]:
        items = (dialog.table.item(row, NOTE) for row in range(dialog.table.rowCount()))
        return [item.text() for item in items if item is not None]

    def test_all_are_there_and_search_finds(self, place, context, shown):
        add(place, "Flu", kind="illness")
        add(place, "New tablets")
        dialog = self.listed(context)
        shown(dialog)
        assert sorted(self.texts(dialog)) == ["Illness: Flu", "New tablets"]
        dialog.search.setText("TABL")
        assert self.texts(dialog) == ["New tablets"]
        assert dialog.state.text() == "1 note"

    def test_it_follows_what_others_write(self, place, context, shown):
        dialog = self.listed(context)
        shown(dialog)
        assert "no note yet" in dialog.state.text()
        add(place, "Flu")
        assert self.texts(dialog) == ["Flu"]

    def test_delete_key_restore_and_for_good(self, place, context, shown):
        add(place, "Flu", "New tablets")
        dialog = self.listed(context)
        shown(dialog)
        dialog.table.selectAll()
        dialog.table.setFocus()
        QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
        place.settle()
        assert self.texts(dialog) == []
        dialog.deleted.setChecked(True)
        place.settle()
        assert sorted(self.texts(dialog)) == ["Flu", "New tablets"]
        dialog.table.selectRow(0)
        kept = dialog.chosen()[0].text
        dialog.restore_button.click()
        place.settle()
        assert [one.text for one in notes(place)] == [kept]
        dialog.table.selectRow(0)
        dialog.purge_button.click()
        place.settle()
        assert notes(place, deleted=True) == ()

    def test_one_is_edited_or_shown_on_the_chart(self, place, context, shown):
        add(place, "Flu")
        heard: list[str] = []
        dialog = self.listed(context, heard)
        shown(dialog)
        assert not dialog.edit_button.isEnabled()
        dialog.table.selectRow(0)
        dialog.edit_button.click()
        dialog.show_button.click()
        assert heard == ["edit Flu", "go to Flu"]
        assert not dialog.isVisible()
