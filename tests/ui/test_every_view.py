"""Every page and dialog in every language and at both ends of the text scale: nothing is cut
off, nothing is said by Qt, and what was closed is gone."""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from tests.ui.every_view import DIALOGS, VIEWS
from tests.ui.furnished import Furnished, copied, furnish, opened

EVERY = {**VIEWS, **DIALOGS}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished") / "data"
    furnish(folder)
    return folder


def _lacking(widget: QWidget) -> str:
    """What of a widget's words does not fit into it, or nothing."""
    if isinstance(widget, QLabel) and widget.text():
        return _label_lacking(widget)
    if isinstance(widget, QPushButton | QCheckBox):
        short = widget.sizeHint().width() - widget.width()
        low = widget.sizeHint().height() - widget.height()
        if widget.text() and (short > 0 or low > 0):
            return f"{widget.text()!r} lacks {short} x {low}"
    if isinstance(widget, QComboBox):
        return _choice_lacking(widget)
    if isinstance(widget, QTabBar):
        needed = sum(widget.tabSizeHint(at).width() for at in range(widget.count()))
        if needed > widget.width():
            return f"tabs lack {needed - widget.width()}"
    return ""


def _label_lacking(label: QLabel) -> str:
    if label.wordWrap():
        low = label.heightForWidth(label.width()) - label.height()
        return f"{label.text()!r} lacks {low} in height" if low > 1 else ""
    short = label.sizeHint().width() - label.width()
    low = label.sizeHint().height() - label.height()
    return f"{label.text()!r} lacks {short} x {low}" if short > 1 or low > 1 else ""


def _choice_lacking(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(control, option, part, box).width()
    short = box.fontMetrics().horizontalAdvance(box.currentText()) - room
    return f"choice {box.currentText()!r} lacks {short}" if short > 0 else ""


def _scrolls(widget: QWidget, up_to: QWidget) -> bool:
    """Whether something around the widget can be scrolled to it."""
    around = widget.parentWidget()
    while around is not None and around is not up_to.parentWidget():
        if isinstance(around, QAbstractScrollArea):
            return True
        around = around.parentWidget()
    return False


def _outside(widget: QWidget, view: QWidget) -> str:
    """Whether a widget stands beyond the edge of the view it belongs to."""
    corner = widget.mapTo(view, QPoint(widget.width(), widget.height()))
    start = widget.mapTo(view, QPoint(0, 0))
    words = widget.property("text") or widget.accessibleName()
    if start.x() < 0 or corner.x() > view.width():
        return f"{type(widget).__name__} {words!r} stands beyond the side: {corner.x()}"
    if not _scrolls(widget, view) and (start.y() < 0 or corner.y() > view.height()):
        return f"{type(widget).__name__} {words!r} stands beyond the end: {corner.y()}"
    return ""


def _covered(words: list[QWidget]) -> list[str]:
    """Neighbours that stand on each other."""
    return [
        f"{type(one).__name__} {one.property('text')!r} stands on {other.property('text')!r}"
        for one, other in itertools.combinations(words, 2)
        if one.parentWidget() is other.parentWidget()
        and one.geometry().intersects(other.geometry())
    ]


def clipped(view: QWidget) -> list[str]:
    found = []
    words: list[QWidget] = []
    for widget in view.findChildren(QWidget):
        if not widget.isVisibleTo(view) or widget.window() is not view.window():
            continue
        if isinstance(widget, QLabel | QAbstractButton | QComboBox | QTabBar):
            found += [said for said in (_lacking(widget), _outside(widget, view)) if said]
            words.append(widget)
    return found + _covered(words)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["de", "xx"])
@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_cut_off(
    qapp: QApplication, furnished: Path, tmp_path: Path, name: str, language: str, scale: float
) -> None:
    """In German and in stretched English, at 100 % and 200 %."""
    folder = copied(furnished, tmp_path / "data")
    with opened(qapp, folder, scale=scale, language=language) as place:
        view = EVERY[name](place, folder)
        place.settle()
        found = clipped(view)
        if view is not place.window:
            view.close()
    assert found == []


@pytest.fixture
def place(qapp: QApplication, furnished: Path, tmp_path: Path) -> Iterator[Furnished]:
    with opened(qapp, copied(furnished, tmp_path / "data")) as made:
        yield made


@pytest.mark.parametrize("name", DIALOGS)
def test_a_closed_dialog_is_freed(name: str, place: Furnished, tmp_path: Path) -> None:
    dialog = DIALOGS[name](place, tmp_path)
    assert isinstance(dialog, QDialog)
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    kept = weakref.ref(dialog)
    place.settle()
    dialog.close()
    place.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(dialog)
    del dialog
    gc.collect()
    assert kept() is None
