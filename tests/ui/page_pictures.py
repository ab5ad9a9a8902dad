"""How the pages are drawn for comparison; the pictures lie in a folder beside this."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import AnnotationDraft
from healthdesk.domain.overlays import Wanted
from healthdesk.domain.times import DAY_MS
from healthdesk.ui.chart_layers.choice import LayerChoice, remember
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.settings import SettingsPanel
from healthdesk.ui.panels.today_arrangement import Arrangement, Tile, keep_arranged
from tests.ui.furnished import NOON, Furnished, require_font, still
from tests.ui.with_goals import set_goals
from tests.ui.with_reminders import set_reminders
from tests.ui.with_switch import switch_off

PICTURES: Final = Path(__file__).parent / "pictures"
PAGES: Final = ("today", "today-arranged", "records", "charts", "charts-notes", "charts-layers",
                "goals", "reminders", "settings", "off")  # fmt: skip
# Of these the view alone: what is around it is in the pictures of pages.
WAYS: Final = {
    "way-pressures": ("blood-pressure", "pressures"),
    "way-nights": ("sleep-duration", "nights"),
    "way-profile": ("steps", "profile"),
    "way-calendar": ("blood-pressure", "calendar"),
    "way-distribution": ("blood-pressure", "distribution"),
    "way-years": ("weight", "years"),
    "way-scatter": ("weight", "scatter"),
}
LOOKS: Final = ("light", "dark")
# What is there before a page is drawn.
FILLED: Final[dict[str, Callable[[Furnished], object]]] = {
    "goals": set_goals,
    "reminders": set_reminders,
    "off": switch_off,
}
# The page of the window where it has another name.
BEHIND: Final = {"off": "records"}
# A step of brightness nobody sees is no difference.
STEP: Final = 8


def draw(place: Furnished, page: str) -> QImage:
    """The window with a page in front, or a way to look at a type, at rest and without a
    cursor."""
    require_font()
    if page in WAYS:
        return _draw_way(place, *WAYS[page])
    if page == "charts-layers":
        _lay(place)
    if page in FILLED:
        FILLED[page](place)
    shown = place.window.show_page(BEHIND.get(page) or page.partition("-")[0])
    if page == "today-arranged":
        _arrange(place)
    if isinstance(shown, ChartsPanel):
        shown.show_type("weight" if page == "charts-layers" else "blood-pressure")
    if page == "charts-notes":
        _note(place)
    if isinstance(shown, SettingsPanel):
        for label in shown.findChildren(QLabel):
            if label.text() == str(place.app.paths.data):
                label.setText("/home/demo/HealthDesk")
    place.settle()
    still(place.window)
    place.settle()
    return place.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _draw_way(place: Furnished, slug: str, way: str) -> QImage:
    shown = place.window.show_page("charts")
    assert isinstance(shown, ChartsPanel)
    shown.show_type(slug)
    place.settle()
    shown.show_way(way)
    place.settle()
    still(place.window)
    place.settle()
    return shown.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _arrange(place: Furnished) -> None:
    """Small charts, one of them wide, with what stands out above them, as if kept before."""
    assert place.window.context is not None
    current = place.window.context.current
    assert current.person is not None
    tiles = (
        Tile("weight", "quarter", "wide"), Tile("blood-pressure", "month"),
        Tile("steps", "month"), Tile("sleep-duration", "quarter"), Tile("mood"),
    )  # fmt: skip
    arranged = Arrangement(tiles, frozenset({"heart-rate", "time-in-bed"}), "above")
    keep_arranged(place.app.paths, current.person, arranged)
    current.personChanged.emit(current.person)


def _lay(place: Furnished) -> None:
    """Trend, forecast, a second type and nights with the weight, as if chosen before."""
    types = place.app.db.types
    choice = LayerChoice(
        on=frozenset({"trend", "forecast"}), other="steps",
        beneath=(Wanted("type", "sleep-stage"), Wanted("type", "mood")),
    )  # fmt: skip
    remember(place.app.paths, types["weight"], types, choice)


def _note(place: Furnished) -> None:
    """A moment, a span, and one whose words have no room."""
    at = round(NOON.timestamp() * 1000)
    drafts = [
        AnnotationDraft(at - days * DAY_MS, 120, text, kind, until)
        for days, text, kind, until in (
            (21, "New tablets, half the dose in the morning", "medication", None),
            (12, "Flu", "illness", at - 6 * DAY_MS),
            (11, "Travel", "travel", None),
        )
    ]
    person = place.app.journal.default_person(OWNER)
    place.app.annotations.add(OWNER, drafts, person.id)


def share_of_difference(one: QImage, other: QImage) -> float:
    """The share of pixels that are others, 0 to 1; 1 for pictures of different sizes."""
    if one.size() != other.size() or one.isNull():
        return 1.0
    distance = np.abs(_pixels(one).astype(np.int16) - _pixels(other).astype(np.int16))
    return float((distance.max(axis=2) > STEP).mean())


def _pixels(image: QImage) -> NDArray[np.uint8]:
    drawn = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(drawn.constBits(), dtype=np.uint8)
    return flat.reshape(drawn.height(), drawn.bytesPerLine() // 4, 4)[:, : drawn.width(), :3].copy()
