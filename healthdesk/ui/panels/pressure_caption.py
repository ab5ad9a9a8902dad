"""The line below the chart of blood pressure: the class of what is in sight, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from healthdesk.domain.blood_pressure import SLUG
from healthdesk.domain.pressure_guidelines import Standing
from healthdesk.texts import Format, tr, tr_n
from healthdesk.texts.pressure import by_rule, class_of, mean_words, range_words, setting_name
from healthdesk.ui import widgets
from healthdesk.ui.context import Context

ASK_MS: Final = 200


class PressureCaption(widgets.Text):
    """Hidden for other types and where there is no reading in sight."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "caption", tone="muted", wrap=True, parent=parent)
        self._context = context
        self._days: tuple[int, int] | None = None
        self._timer = QTimer(self)  # while the chart is dragged nothing is asked
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask)
        self.hide()

    def follow(self, slug: str, day_from: int, day_to: int) -> None:
        """Tell of these local days, both included."""
        if slug != SLUG:
            self._days = None
            self._timer.stop()
            self.hide()
            return
        self._days = (day_from, day_to)
        self._timer.start()

    def _ask(self) -> None:
        person = self._context.current.person
        pressures, actor, days = self._context.app.pressures, self._context.actor, self._days
        if person is None or days is None:
            return
        self._context.tasks.run(
            lambda: pressures.standings(actor, person.id, *days),
            self._show,
            key=("pressure-caption", id(self)),
            owner=self,
        )

    def _show(self, standings: Sequence[Standing]) -> None:
        if self._days is None:  # another type is shown meanwhile
            return
        current = self._context.current
        said = caption(standings, current.unit(SLUG), current.format)
        self.setText(said)
        self.setVisible(bool(said))


def caption(standings: Sequence[Standing], unit: str, shape: Format) -> str:
    """One sentence a setting: mean, how many readings, class, range, rule and source."""
    return " ".join(_sentence(one, unit, shape) for one in standings)


def _sentence(one: Standing, unit: str, shape: Format) -> str:
    class_ = class_of(one, shape)
    if one.place is not None:
        limits = range_words(one.rule.bounds(one.place))
        class_ = tr("{class_}, {range} mmHg", class_=class_, range=limits)
    return tr(
        "Mean {place} {mean}, {readings}: {class_}.",
        place=setting_name(one.setting), mean=mean_words(one.summary.mean, unit, shape),
        readings=tr_n("{n} reading", "{n} readings", one.summary.mean.n),
        class_=by_rule(class_, one.rule),
    )  # fmt: skip
