"""Asks the suppliers of a chart and keeps what they have drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from healthdesk.ui.chart.suppliers import Drawing, LayerQuery, Question, Scene, Supplier
from healthdesk.ui.context import Context

NOTHING = Drawing()


@dataclass(slots=True)
class _State:
    """Of one supplier: what was asked last, what it found, and what that was asked for."""

    asked: Hashable = None
    found: Any = None
    query: LayerQuery | None = None  # None: nothing found yet


class LayerStack(QObject):
    """`changed` tells that there is something else to draw; `drawings` is all of it, in the
    order of the suppliers."""

    changed = Signal()

    def __init__(
        self, context: Context, suppliers: Iterable[Supplier[Any]],
        scene: Callable[[LayerQuery], Scene], parent: QObject,
    ) -> None:  # fmt: skip
        """`scene` gives what drawings are made for."""
        super().__init__(parent)
        self._context, self._scene = context, scene
        self.suppliers: tuple[Supplier[Any], ...] = tuple(suppliers)
        self._states = {supplier.key: _State() for supplier in self.suppliers}
        self._on: frozenset[str] = frozenset()
        self._query: LayerQuery | None = None
        self._drawings: dict[str, Drawing] = {}

    # What is wanted -----------------------------------------------------------------------

    def choose(self, keys: Iterable[str]) -> None:
        """Which layers are on; others forget what they had."""
        self._on = frozenset(keys)
        dropped = [
            self._drop(supplier.key) for supplier in self.suppliers if supplier.key not in self._on
        ]
        if any(dropped):
            self.changed.emit()
        if self._query is not None:
            self.ask(self._query)

    def ask(self, query: LayerQuery) -> None:
        """The layers of what is in sight now; those of another type or person go at once."""
        before = self._query
        self._query = query
        if before is None or (before.person_id, before.kind, before.unit) != (
            query.person_id, query.kind, query.unit
        ):  # fmt: skip
            self.clear()
            self._query = query
        for supplier in self.suppliers:
            if supplier.key in self._on and supplier.suits(query.kind):
                self._ask(supplier, query)

    def renew(self, *keys: str) -> None:
        """What was stored has changed: ask again (all, where no key is given)."""
        for key in keys or tuple(self._states):
            self._states[key].asked = None
        if self._query is not None:
            self.ask(self._query)

    def clear(self) -> None:
        """Nothing is drawn until the next question is answered."""
        self._query = None
        for key in self._states:
            self._drop(key)

    # What there is ------------------------------------------------------------------------

    def drawings(self) -> tuple[Drawing, ...]:
        return tuple(
            self._drawings[supplier.key]
            for supplier in self.suppliers
            if supplier.key in self._drawings
        )

    def draw_again(self) -> None:
        """In other colours or words, or beside other readings, from what was found."""
        for supplier in self.suppliers:
            self._draw(supplier)
        self.changed.emit()

    def until(self) -> float | None:
        """How far one may move to see all that goes beyond the readings."""
        return max((d.until for d in self.drawings() if d.until is not None), default=None)

    def latest(self) -> float | None:
        """How far the way to the newest readings leads."""
        return max((d.latest for d in self.drawings() if d.latest is not None), default=None)

    # Inside -------------------------------------------------------------------------------

    def _ask(self, supplier: Supplier[Any], query: LayerQuery) -> None:
        state, question = self._states[supplier.key], supplier.question(query)
        if question is None:
            if self._drop(supplier.key):
                self.changed.emit()
            return
        if state.asked is not None and state.asked == question.of:
            return
        state.asked = question.of
        self._run(supplier, question, query)

    def _run(self, supplier: Supplier[Any], question: Question[Any], query: LayerQuery) -> None:
        self._context.tasks.run(
            question.ask,
            lambda found: self._take(supplier, question.of, query, found),
            key=("chart.layer", supplier.key, id(self)),
            owner=self,
        )

    def _take(self, supplier: Supplier[Any], of: Hashable, query: LayerQuery, found: Any) -> None:
        state = self._states[supplier.key]
        if state.asked != of:  # switched off, or another type is shown meanwhile
            return
        state.found, state.query = found, query
        self._draw(supplier)
        self.changed.emit()

    def _draw(self, supplier: Supplier[Any]) -> None:
        state = self._states[supplier.key]
        if state.query is not None:
            drawn = supplier.drawn(state.found, self._scene(state.query))
            self._drawings[supplier.key] = drawn

    def _drop(self, key: str) -> bool:
        self._states[key] = _State()
        return self._drawings.pop(key, None) is not None


def said(drawings: Sequence[Drawing], *, spoken: bool = False) -> list[str]:
    """The sentences of all layers; `spoken` with those for screen readers alone."""
    told = [(drawing.said, drawing.spoken if spoken else "") for drawing in drawings]
    return [sentence for pair in told for sentence in pair if sentence]
