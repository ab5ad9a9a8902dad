"""The line below the chart of blood pressure: the class of what is in sight, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from healthdesk.domain.blood_pressure import SLUG
from healthdesk.domain.pressure_guidelines import Standing
from healthdesk.texts import Format, tr, tr_n
from healthdesk.texts.pressure import by_rule, class_of, mean_words, range_words, setting_name
from healthdesk.ui import widgets
from healthdesk.ui.context import Context


class PressureCaption(widgets.Text):
    """Hidden for other types and where there is no reading in sight."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "caption", tone="muted", wrap=True, parent=parent)
        self._context = context
        self.hide()

    def follow(self, slug: str, day_from: int, day_to: int) -> None:
        """Tell of these local days, both included."""
        person = self._context.current.person
        if slug != SLUG or person is None:
            self.hide()
            return
        pressures, actor = self._context.app.pressures, self._context.actor
        self._context.tasks.run(
            lambda: pressures.standings(actor, person.id, day_from, day_to),
            self._show,
            key=("pressure-caption", id(self)),
            owner=self,
        )

    def _show(self, standings: Sequence[Standing]) -> None:
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
