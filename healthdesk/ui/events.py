"""What the services publish, on the main thread and not more often than one can look.

    context.events.recordsChanged.connect(self.on_records)   # RecordsChanged
    def on_records(self, event):
        if event.touches(person_id, slug, day_from, day_to): self.ask_again()

Events that come within `GATHER_MS` are gathered: `RecordsChanged` of the same person, kind
and writer become one with all their types and the whole span of days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from healthdesk.domain.events import (
    AnnotationsChanged,
    ClockChanged,
    DatabaseClosed,
    DatabaseOpened,
    Event,
    GoalsChanged,
    OccurrencesChanged,
    PersonsChanged,
    RecordsChanged,
    RemindersChanged,
    SettingsChanged,
    TypesChanged,
)

GATHER_MS: Final = 30


class Publisher(Protocol):
    """The service bus, as much of it as is needed here."""

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]: ...


def merged(first: RecordsChanged, second: RecordsChanged) -> RecordsChanged:
    """Both as one; no types means all types, and stays so."""
    every = not first.types or not second.types
    return replace(
        first,
        types=frozenset() if every else first.types | second.types,
        day_from=min(first.day_from, second.day_from),
        day_to=max(first.day_to, second.day_to),
    )


class Events(QObject):
    """The bus's events as Qt signals of the main thread."""

    recordsChanged = Signal(object)  # noqa: N815 - RecordsChanged
    personsChanged = Signal()  # noqa: N815
    typesChanged = Signal()  # noqa: N815
    annotationsChanged = Signal(object)  # noqa: N815 - AnnotationsChanged
    goalsChanged = Signal(object)  # noqa: N815 - GoalsChanged
    remindersChanged = Signal(object)  # noqa: N815 - RemindersChanged
    occurrencesChanged = Signal(object)  # noqa: N815 - OccurrencesChanged
    settingsChanged = Signal(object)  # noqa: N815 - frozenset of keys
    clockChanged = Signal()  # noqa: N815
    databaseClosed = Signal(object)  # noqa: N815 - DatabaseClosed
    databaseOpened = Signal()  # noqa: N815
    _arrived = Signal(object)

    def __init__(self, bus: Publisher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Event] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self._say)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # A writer's thread calls this: the queued signal is the way to ours.
        self._unsubscribe = bus.subscribe(self._arrived.emit)

    def close(self) -> None:
        self._unsubscribe()
        self._timer.stop()
        self._waiting.clear()

    def _take(self, event: Event) -> None:
        self._waiting.append(event)
        if not self._timer.isActive():
            self._timer.start()

    def _say(self) -> None:
        waiting, self._waiting = self._waiting, []
        for event in gathered(waiting):
            self._emit(event)

    def _emit(self, event: Event) -> None:
        told: dict[type[Event], SignalInstance] = {
            RecordsChanged: self.recordsChanged,
            AnnotationsChanged: self.annotationsChanged,
            GoalsChanged: self.goalsChanged,
            RemindersChanged: self.remindersChanged,
            OccurrencesChanged: self.occurrencesChanged,
            DatabaseClosed: self.databaseClosed,
        }
        if isinstance(event, SettingsChanged):
            self.settingsChanged.emit(event.keys)
        elif isinstance(event, PersonsChanged):
            self.personsChanged.emit()
        elif isinstance(event, TypesChanged):
            self.typesChanged.emit()
        elif isinstance(event, ClockChanged):
            self.clockChanged.emit()
        elif isinstance(event, DatabaseOpened):
            self.databaseOpened.emit()
        else:
            told[type(event)].emit(event)


def gathered(events: Sequence[Event]) -> list[Event]:
    """The same news in fewer events, in the order in which they came first."""
    result: list[Event] = []
    places: dict[object, int] = {}
    for event in events:
        key = _likeness(event)
        place = places.get(key)
        if place is None:
            places[key] = len(result)
            result.append(event)
            continue
        known = result[place]
        if isinstance(event, RecordsChanged) and isinstance(known, RecordsChanged):
            result[place] = merged(known, event)
        elif isinstance(event, SettingsChanged) and isinstance(known, SettingsChanged):
            result[place] = replace(known, keys=known.keys | event.keys)
        elif isinstance(event, DatabaseClosed | DatabaseOpened):
            # Closed and opened alternate; their order matters, so none is folded away.
            places[key] = len(result)
            result.append(event)
    return result


def _likeness(event: Event) -> object:
    if isinstance(event, RecordsChanged):
        return (RecordsChanged, event.person_id, event.kind, event.origin)
    if isinstance(event, AnnotationsChanged | GoalsChanged | RemindersChanged | OccurrencesChanged):
        return (type(event), event.person_id)
    return type(event)
