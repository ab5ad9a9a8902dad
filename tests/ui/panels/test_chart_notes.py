"""Notes on the chart over time: drawn, told, written by mouse and keys, in step with others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QToolTip, QWidget

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import Annotation, AnnotationDraft, AnnotationQuery
from healthdesk.domain.events import DatabaseOpened
from healthdesk.domain.times import DAY_MS, HOUR_MS
from healthdesk.ui.dialogs.annotation import AnnotationDialog
from healthdesk.ui.dialogs.annotation_list import AnnotationList
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.over_time import OverTime
from tests.opened import weight
from tests.ui.furnished import NOON, Furnished, opened

AT = round(NOON.timestamp() * 1000)


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    """A weight each morning of ten days, and the page of charts before it."""
    with opened(qapp, data_dir, size=(1360, 900)) as made:
        me = made.app.journal.default_person(OWNER)
        drafts = [weight(80 + n / 10, AT - (10 - n) * DAY_MS) for n in range(10)]
        made.app.journal.add(OWNER, drafts, me.id)
        made.settle()
        page = made.window.show_page("charts")
        assert isinstance(page, ChartsPanel)
        made.settle()
        yield made


@pytest.fixture
def view(place: Furnished) -> OverTime:
    page = place.window.show_page("charts")
    assert isinstance(page, ChartsPanel)
    return page.over_time


def add(place: Furnished, text: str, at: int, **more: object) -> Annotation:
    me = place.app.journal.default_person(OWNER)
    draft = AnnotationDraft(at, 0, text, **more)  # type: ignore[arg-type]
    (made,) = place.app.annotations.add(OWNER, [draft], me.id).annotations
    place.settle()
    return made


def notes(place: Furnished) -> list[str]:
    return [one.text for one in place.app.annotations.listed(OWNER, AnnotationQuery())]


Kind = TypeVar("Kind", bound=QWidget)


def dialog(kind: type[Kind]) -> Kind:
    """The one dialog of a kind that is open."""
    (found,) = [one for one in QApplication.topLevelWidgets()
                if isinstance(one, kind) and one.isVisible()]  # fmt: skip
    return found


def spot(view: OverTime, at_ms: int) -> QPoint:
    """A place in the middle of the plot at an instant (UTC)."""
    plane = view.chart.plane()
    return QPointF(plane.x(at_ms / 1000), plane.area.center().y()).toPoint()


class TestDrawn:
    def test_lane_legend_and_words_are_there_with_a_note_and_go_with_it(self, place, view):
        assert view.chart.lane_plane("Notes") is None
        one = add(place, "New tablets", AT - 3 * DAY_MS, kind="medication")
        assert view.chart.lane_plane("Notes") is not None
        assert "Medication: New tablets" in view.chart.accessibleDescription()
        place.app.annotations.delete(OWNER, [one.id])
        place.settle()
        assert view.chart.lane_plane("Notes") is None

    def test_note_about_another_type_is_not(self, place, view):
        add(place, "New shoes", AT - 3 * DAY_MS, types=("steps",))
        assert view.chart.lane_plane("Notes") is None

    def test_cross_tells_of_notes_near_the_reading(self, place, view):
        add(place, "New tablets", AT - 3 * DAY_MS + 2 * HOUR_MS)
        view.chart.point_near((AT - 3 * DAY_MS) / 1000)
        assert view.chart.told_by_layers() == ["New tablets (13 Jun 2025)"]
        view.chart.point_near((AT - 9 * DAY_MS) / 1000)
        assert view.chart.told_by_layers() == []

    def test_cross_tells_of_a_span_all_along(self, place, view):
        add(place, "Flu", AT - 6 * DAY_MS, ended_at=AT - 3 * DAY_MS)
        view.chart.point_near((AT - 4 * DAY_MS) / 1000)
        assert view.chart.told_by_layers() == ["Flu (10 Jun 2025 – 13 Jun 2025)"]

    def test_each_note_stands_once_in_the_table(self, place, view):
        add(place, "New tablets", AT - 3 * DAY_MS + 2 * HOUR_MS)
        add(place, "long before", AT - 200 * DAY_MS)
        cells = [cell for row in view.cells()[1:] for cell in row]
        assert sum("New tablets" in cell for cell in cells) == 1
        assert sum("long before" in cell for cell in cells) == 1
        assert "Note" in view.cells()[0]

    def test_plan_ahead_can_be_moved_to(self, place, view):
        add(place, "Operation", AT + 60 * DAY_MS)
        view.chart.go_to((AT + 60 * DAY_MS) / 1000)
        low, high = view.chart.span()
        assert low <= (AT + 60 * DAY_MS) / 1000 <= high

    def test_notes_of_a_file_put_in_place_are_drawn(self, place, view):
        add(place, "New tablets", AT - 3 * DAY_MS)
        with place.app.db.transaction("beside") as tx:  # as a restore does, nobody says so
            tx.execute("UPDATE health_annotation SET text='Old tablets'")
        place.app.bus.publish(DatabaseOpened())
        place.settle()
        assert "Old tablets" in view.chart.accessibleDescription()


class TestByMouse:
    def test_double_click_writes_one_at_that_time(self, place, view):
        QTest.mouseDClick(view.chart, Qt.MouseButton.LeftButton, pos=spot(view, AT - 5 * DAY_MS))
        made = dialog(AnnotationDialog)
        made.text.setPlainText("New tablets")
        made.save()
        place.settle()
        (one,) = place.app.annotations.listed(OWNER, AnnotationQuery())
        assert abs(one.at - (AT - 5 * DAY_MS)) < 2 * HOUR_MS
        assert one.at % (5 * 60_000) == 0

    def test_double_click_on_a_mark_changes_it(self, place, view):
        add(place, "New tablets", AT - 5 * DAY_MS)
        QTest.mouseDClick(view.chart, Qt.MouseButton.LeftButton, pos=spot(view, AT - 5 * DAY_MS))
        made = dialog(AnnotationDialog)
        assert made.text.toPlainText() == "New tablets"
        made.delete()
        place.settle()
        assert notes(place) == []

    def test_hover_shows_the_whole_note(self, place, view):
        add(place, "New tablets, half the dose\nfor a week, then the whole", AT - 5 * DAY_MS)
        lane = view.chart.lane_plane("Notes")
        here = QPointF(lane.x((AT - 5 * DAY_MS) / 1000) + 10, lane.area.center().y()).toPoint()
        event = QHelpEvent(QEvent.Type.ToolTip, here, view.chart.mapToGlobal(here))
        QCoreApplication.sendEvent(view.chart, event)
        assert "for a week, then the whole" in QToolTip.text()
        QToolTip.hideText()

    def test_menu_offers_what_fits(self, place, view):
        add(place, "New tablets", AT - 5 * DAY_MS)
        on = view.notes.menu(QPointF(spot(view, AT - 5 * DAY_MS)))
        beside = view.notes.menu(QPointF(spot(view, AT - 2 * DAY_MS)))
        assert [a.text() for a in on.actions() if a.text()] == [
            "Add a note here…", "Edit the note…", "Delete the note", "Chart notes…",
        ]  # fmt: skip
        assert len([a for a in beside.actions() if a.text()]) == 2
        on.actions()[2].trigger()
        place.settle()
        assert notes(place) == []
        assert place.window.context is not None
        place.window.context.undo.undo()
        place.settle()
        assert notes(place) == ["New tablets"]

    def test_right_click_opens_the_menu(self, place, view):
        here = spot(view, AT - 5 * DAY_MS)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, here, view.chart.mapToGlobal(here)
        )
        QCoreApplication.sendEvent(view.chart, event)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()
        place.settle()


class TestByKeys:
    def test_key_writes_one_at_the_cross(self, place, view):
        view.chart.point_near((AT - 4 * DAY_MS) / 1000)
        assert place.window.commands.run("chart.note")
        made = dialog(AnnotationDialog)
        made.text.setPlainText("New tablets")
        made.save()
        place.settle()
        (one,) = place.app.annotations.listed(OWNER, AnnotationQuery())
        assert one.at == AT - 4 * DAY_MS

    def test_without_a_cross_it_is_now(self, place, view):
        assert place.window.commands.run("chart.note")
        made = dialog(AnnotationDialog)
        assert made.begins.wall() == NOON.replace(tzinfo=None)
        made.reject()
        place.settle()

    def test_menu_key_means_the_note_at_the_cross(self, place, view):
        add(place, "New tablets", AT - 4 * DAY_MS)
        view.chart.point_near((AT - 4 * DAY_MS) / 1000)
        menu = view.notes.menu(QPointF(0, 0), keyboard=True)
        assert "Edit the note…" in [action.text() for action in menu.actions()]

    def test_list_marks_the_nearest_and_leads_to_its_time(self, place, view):
        add(place, "long before", AT - 90 * DAY_MS)
        near = add(place, "New tablets", AT - 4 * DAY_MS)
        view.chart.point_near((AT - 4 * DAY_MS) / 1000)
        assert place.window.commands.run("chart.notes")
        place.settle()
        made = dialog(AnnotationList)
        assert [one.id for one in made.chosen()] == [near.id]
        made.table.selectRow(1)
        made.show_button.click()
        place.settle()
        low, high = view.chart.span()
        assert low <= (AT - 90 * DAY_MS) / 1000 <= high


def test_layer_can_be_switched_off(place: Furnished, view: OverTime):
    add(place, "New tablets", AT - 4 * DAY_MS)
    view.open_layers()
    place.settle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    (box,) = [one for one in popup.findChildren(QCheckBox) if one.text() == "Notes"]
    assert box.isChecked()
    box.click()
    place.settle()
    popup.close()
    assert view.chart.lane_plane("Notes") is None
