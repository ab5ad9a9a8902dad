"""What changed, said once after the commit; each listener decides whether it cares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordsChanged:
    """Readings of `types` (slugs) between two local days (ordinals since 1970-01-01, both
    included) changed. `person_id` is None where several persons are concerned. `origin`
    names the writer: this process's install of the bus, or "other" for another process.
    """

    person_id: int | None
    types: frozenset[str]
    day_from: int
    day_to: int
    kind: str  # add, edit, delete, restore, purge, move, import, undo, reorder
    origin: str

    def touches(self, person_id: int, slug: str, day_from: int, day_to: int) -> bool:
        """Whether a view of one person, type and span of days has to ask again."""
        return (
            self.person_id in (None, person_id)
            and (not self.types or slug in self.types)
            and self.day_from <= day_to
            and self.day_to >= day_from
        )


@dataclass(frozen=True, slots=True)
class PersonsChanged:
    origin: str


@dataclass(frozen=True, slots=True)
class TypesChanged:
    origin: str


@dataclass(frozen=True, slots=True)
class AnnotationsChanged:
    """Notes at a time changed; `person_id` is None where those of several people may have."""

    person_id: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class GoalsChanged:
    """Goals changed, or one was reached; `person_id` None: perhaps those of several people."""

    person_id: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class RemindersChanged:
    """Reminders were set or changed; `person_id` None: perhaps those of several people."""

    person_id: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class OccurrencesChanged:
    """Something became due, was told or answered; `person_id` None: perhaps of several."""

    person_id: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    keys: frozenset[str]
    origin: str


@dataclass(frozen=True, slots=True)
class ClockChanged:
    """The computer's clock was set, it slept, or it is in another time zone now."""


@dataclass(frozen=True, slots=True)
class DatabaseClosed:
    """The file was let go: for "maintenance" by `holder`, or because the user is let in no
    more ("off"); views show a page that says so."""

    reason: str
    holder: str


@dataclass(frozen=True, slots=True)
class DatabaseOpened:
    """The file is back (or was replaced): every view asks again."""


Event = (
    RecordsChanged
    | PersonsChanged
    | TypesChanged
    | AnnotationsChanged
    | GoalsChanged
    | RemindersChanged
    | OccurrencesChanged
    | SettingsChanged
    | ClockChanged
    | DatabaseClosed
    | DatabaseOpened
)
