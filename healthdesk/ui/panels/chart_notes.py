"""What one can do with notes at a time on the chart: by mouse, by menu and by keys."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from healthdesk.domain.annotations import Annotation
from healthdesk.domain.events import AnnotationsChanged
from healthdesk.texts import Format, tr
from healthdesk.ui import widgets
from healthdesk.ui.chart.annotation_marks import mark_at
from healthdesk.ui.chart.chart import Chart
from healthdesk.ui.chart.stack import LayerStack
from healthdesk.ui.chart_layers.notes import Notes, full_words, wall
from healthdesk.ui.context import Context

EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - wall time, as positions of the chart are
# Times chosen by mouse are as exact as the mouse: rounded to so many minutes.
MINUTES = 5


class ChartNotes(QObject):
    """Notes on `chart`, which `stack` draws from what `notes` supplies."""

    def __init__(self, context: Context, chart: Chart, stack: LayerStack, notes: Notes) -> None:
        super().__init__(chart)
        self._context, self._chart, self._stack, self._notes = context, chart, stack, notes
        self.slug = ""
        self._cross: float | None = None
        chart.installEventFilter(self)
        chart.pointed.connect(self._point)
        context.events.annotationsChanged.connect(self._changed)
        context.events.databaseOpened.connect(self._renew)

    # What the user does ---------------------------------------------------------------

    def write(self, at: float | None = None) -> None:
        """A new note: at a position, else where the cross is, else now or in the middle of
        what is in sight."""
        from healthdesk.ui.dialogs.annotation import AnnotationDialog

        begins = self._wall(self._place() if at is None else at)
        AnnotationDialog(self._context, self.slug, begins, None, self._chart).open()

    def edit(self, one: Annotation) -> None:
        from healthdesk.ui.dialogs.annotation import AnnotationDialog

        begins = self._wall(wall(one.at, one.offset))
        AnnotationDialog(self._context, self.slug, begins, one, self._chart.window()).open()

    def delete(self, one: Annotation) -> None:
        """Take it off the charts, with the way back in the toast."""
        notes, actor = self._context.app.annotations, self._context.actor
        self._context.tasks.run(
            lambda: notes.delete(actor, [one.id]),
            lambda outcome: self._context.undo.did(outcome.undo, tr("Chart note deleted.")),
            self._context.messages.trouble,
            lane="write",
            owner=self,
        )

    def list(self) -> None:
        """All notes of the person; the one nearest to the cross is marked."""
        from healthdesk.ui.dialogs.annotation_list import AnnotationList

        near = self._nearest()
        AnnotationList(
            self._context, self.edit, self.go_to, self.write, near.id if near else 0, self._chart
        ).open()

    def go_to(self, one: Annotation) -> None:
        """Have its time in the middle of the chart."""
        self._chart.go_to(wall(one.at, one.offset))
        self._chart.setFocus()

    # By mouse -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            left = event.button() == Qt.MouseButton.LeftButton
            if event.type() == QEvent.Type.MouseButtonDblClick and left:
                return self._double_click(event.position())
        elif isinstance(event, QHelpEvent):
            return self._tell(event)
        elif isinstance(event, QContextMenuEvent):
            return self._offer(event)
        return False

    def _double_click(self, place: QPointF) -> bool:
        one = self.under(place)
        if one is not None:
            self.edit(one)
        elif self._chart.plane().area.contains(place):
            self.write(self._chart.plane().at(place.x()))
        else:
            return False
        return True

    def _tell(self, event: QHelpEvent) -> bool:
        one = self.under(QPointF(event.pos()))
        if one is None:
            return False
        QToolTip.showText(event.globalPos(), full_words(one, self._shape()), self._chart)
        return True

    def _offer(self, event: QContextMenuEvent) -> bool:
        menu = self.menu(QPointF(event.pos()), keyboard=_is_keyboard(event))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
        return True

    def menu(self, place: QPointF, *, keyboard: bool = False) -> widgets.Menu:
        """What can be done at a place; with the keyboard, at the cross."""
        menu = widgets.Menu(self._chart)
        one = self._nearest(self._reach()) if keyboard else self.under(place)
        at = None if keyboard else self._chart.plane().at(place.x())
        menu.addAction(tr("Add a note here…"), lambda: self.write(at))
        if one is not None:
            menu.addAction(tr("Edit the note…"), lambda: self.edit(one))
            menu.addAction(tr("Delete the note"), lambda: self.delete(one))
        menu.addSeparator()
        menu.addAction(self._context.commands.action("chart.notes"))
        return menu

    def under(self, place: QPointF) -> Annotation | None:
        """The note whose flag or line is at a place of the chart."""
        chart = self._chart
        lane = chart.lane_plane(self._notes.name())
        mark = mark_at(self._notes.marks, chart.plane(), lane, chart.look, place.x(), place.y())
        if mark is None:
            return None
        return next(one for one in self._notes.annotations if one.id == mark.id)

    # Inside ---------------------------------------------------------------------------

    def _changed(self, event: AnnotationsChanged) -> None:
        person = self._context.current.person
        if person is not None and event.person_id in (None, person.id):
            self._renew()

    def _renew(self) -> None:
        self._stack.renew(self._notes.key)

    def _point(self, point: object) -> None:
        self._cross = getattr(point, "at", None)

    def _place(self) -> float:
        if self._cross is not None:
            return self._cross
        low, high = self._chart.span()
        now = (self._context.current.now().replace(tzinfo=None) - EPOCH).total_seconds()
        return now if low <= now <= high else (low + high) / 2

    def _wall(self, at: float) -> dt.datetime:
        step = MINUTES * 60
        return EPOCH + dt.timedelta(seconds=at // step * step)

    def _reach(self) -> float:
        low, high = self._chart.span()
        return (high - low) * 0.02

    def _nearest(self, reach: float = float("inf")) -> Annotation | None:
        place = self._place()
        away = {
            one.id: max(wall(one.at, one.offset) - place, place - wall(one.until, one.offset), 0.0)
            for one in self._notes.annotations
        }
        near = [one for one in self._notes.annotations if away[one.id] <= reach]
        return min(near, key=lambda one: away[one.id], default=None)

    def _shape(self) -> Format:
        return self._context.current.format


def _is_keyboard(event: QContextMenuEvent) -> bool:
    return event.reason() == QContextMenuEvent.Reason.Keyboard
