"""What the window is looking at: the person, the types, how this person writes and reads.

    context.current.person          Person | None (None until the first answer came)
    context.current.persons         all not archived, by id
    context.current.types           TypeBook
    context.current.unit("weight")  the unit chosen for a type
    context.current.zone()          the zone of "today" and of times typed
    context.current.now()           this moment there
    context.current.format          texts.Format: numbers, values, dates as this person reads
    context.current.habits()        for quick entry

Signals: `personChanged(Person)` (another one, or the same with other details),
`personsChanged`, `typesChanged`, `styleChanged` (units, formats, zone, first day of week).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from healthdesk.domain.accounts import Actor
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import Person
from healthdesk.settings import local_zone
from healthdesk.texts import Format, type_name

if TYPE_CHECKING:
    from healthdesk.domain.quick_entry import Habits
    from healthdesk.services.journal import Journal
    from healthdesk.settings import Settings
    from healthdesk.ui.events import Events
    from healthdesk.ui.tasks import Tasks

# The time in a zone; a clock of their own is for pictures that must not change by the day.
Now = Callable[[dt.tzinfo], dt.datetime]

STYLE_KEYS = (
    "units.", "blood_pressure.", "time_zone", "week_start", "language", "number_format",
    "date_order",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    types: TypeBook
    persons: tuple[Person, ...]


class Current(QObject):
    """Kept on the main thread; asks the journal again when an event says so."""

    personChanged = Signal(object)  # noqa: N815
    personsChanged = Signal()  # noqa: N815
    typesChanged = Signal()  # noqa: N815
    styleChanged = Signal()  # noqa: N815
    loaded = Signal()

    def __init__(
        self,
        journal: Journal,
        settings: Settings,
        tasks: Tasks,
        actor: Actor,
        parent: QObject | None = None,
        now: Now = dt.datetime.now,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._journal = journal
        self._settings = settings
        self._tasks = tasks
        self._actor = actor
        self._wanted: int | None = None
        self.person: Person | None = None
        self.persons: tuple[Person, ...] = ()
        self.types = TypeBook(())
        self._loaded = False
        self.format = Format.of(settings)

    def follow(self, events: Events) -> None:
        events.personsChanged.connect(self.load)
        events.typesChanged.connect(self.load)
        events.databaseOpened.connect(self.load)
        events.settingsChanged.connect(self._settings_changed)

    def load(self) -> None:
        """Ask for persons and types; signals tell what is other than before."""

        def work() -> _Known:
            return _Known(self._journal.types(self._actor), self._journal.persons(self._actor))

        self._tasks.run(work, self._take, key=("current", id(self)), owner=self)

    def choose(self, person_id: int) -> None:
        """Look at another person (one that is new takes effect once it is known)."""
        self._wanted = person_id
        self._pick()

    def choose_next(self) -> None:
        ids = [person.id for person in self.persons]
        if len(ids) > 1 and self.person is not None:
            self.choose(ids[(ids.index(self.person.id) + 1) % len(ids)])

    def unit(self, slug: str) -> str:
        """The unit values of this type are shown in and meant without one."""
        return self._settings.unit_for(self.types[slug])

    def zone(self) -> dt.tzinfo:
        return local_zone(self._settings, self.person.time_zone if self.person else None)

    def now(self) -> dt.datetime:
        return self._now(self.zone())

    def habits(self) -> Habits:
        """How this person writes, for `domain.quick_entry.parse`."""
        from healthdesk.domain.quick_entry import Habits

        units = {kind.slug: self._settings.unit_for(kind) for kind in self.types}
        names = {type_name(kind): kind.slug for kind in self.types}
        shape = self.format
        return Habits(shape.decimal, shape.order, units, names, shape.order_sure)

    def _take(self, known: _Known) -> None:
        types_changed = list(known.types) != list(self.types)
        persons_changed = known.persons != self.persons
        self.types = known.types
        self.persons = known.persons
        if types_changed:
            self.typesChanged.emit()
        if persons_changed:
            self.personsChanged.emit()
        self._pick()
        if not known.persons:
            self._make_first()
        elif not self._loaded:
            self._loaded = True
            self.loaded.emit()

    def _make_first(self) -> None:
        """The first start: nobody is there yet, and the journal makes "Me"."""
        self._tasks.run(
            lambda: self._journal.default_person(self._actor),
            lambda _: self.load(), lane="write", owner=self,
        )  # fmt: skip

    def _pick(self) -> None:
        by_id = {person.id: person for person in self.persons}
        wanted = by_id.get(self._wanted) if self._wanted is not None else None
        if wanted is None and self.person is not None:
            wanted = by_id.get(self.person.id)
        if wanted is None and self.persons:
            wanted = self.persons[0]
        if wanted != self.person:
            self.person = wanted
            self.personChanged.emit(wanted)

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if any(key.startswith(STYLE_KEYS) for key in keys):
            self.format = Format.of(self._settings)
            self.styleChanged.emit()
