"""Goals: set, changed, paused, reached, and how each of them stands.

Whether a target is reached follows from the readings. It is looked at after every write of
this process or another once somebody follows (`follow`), and else with the next look at the
goals; whoever is first writes it down, so that it happens once. When the reading that did it
is taken back and no other does, the goal is under way again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from healthdesk.domain import goals as rules
from healthdesk.domain import units
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import Conflict, FieldError, HealthdeskError, InvalidData, NotFound
from healthdesk.domain.events import Event, GoalsChanged, RecordsChanged
from healthdesk.domain.goal_drafts import EDITABLE, as_goal, changed, edited
from healthdesk.domain.goal_views import (
    GoalView,
    HabitLine,
    Preview,
    TargetLine,
    habit_line,
    is_fast_loss,
    target_line,
)
from healthdesk.domain.goals import Goal, GoalDraft
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.identity import new_uid, uid_bytes
from healthdesk.domain.meters import GOALS_COMPLETED
from healthdesk.domain.records import FieldChange, UndoEntry, by_row, still_held
from healthdesk.services import goal_states
from healthdesk.services.bus import Bus
from healthdesk.services.goal_looks import GoalLooks
from healthdesk.services.writing import Clock, Write, wall_clock, writer_code
from healthdesk.settings import Settings
from healthdesk.storage import goals as rows
from healthdesk.storage import persons
from healthdesk.storage.changes import row_writer
from healthdesk.storage.database import Connection, Database, Tx

_LOG = logging.getLogger("healthdesk.goals")
# The kind of a write that notes what the readings made of goals.
SETTLE: Final = "settle-goals"


@dataclass(frozen=True, slots=True)
class GoalOutcome:
    """The goal as it stands after a change, and the way back."""

    view: GoalView
    undo: UndoEntry


class Goals:
    """The goals of everybody in one file."""

    def __init__(
        self, db: Database, bus: Bus, settings: Settings, clock: Clock = wall_clock
    ) -> None:
        self._db = db
        self._bus = bus
        self._settings = settings
        self._clock = clock

    # Looking

    @needs("goals.read")
    def listed(
        self,
        actor: Actor,
        person_ids: Sequence[int] = (),
        *,
        archived: bool = False,
        slug: str = "",
        status: str = "",
    ) -> tuple[GoalView, ...]:
        """Goals by id, of everybody where nobody is named. What was reached meanwhile is
        written down first. Raises `NotFound` for an unknown type."""
        if slug and slug not in self._db.types:
            raise NotFound("unknown-type", slug=slug[:80])
        self._settle(person_ids[0] if len(person_ids) == 1 else None, ())
        with self._db.reading() as connection:
            found = rows.every(connection, self._db.types, person_ids, archived=archived, slug=slug)
            looks = self._looks(connection)
            return tuple(looks.view(goal) for goal in found if status in ("", goal.status))

    @needs("goals.read")
    def get(self, actor: Actor, wanted: int | str, *, settle: bool = True) -> GoalView:
        """A goal by id or uid, archived ones included; without `settle` it is only looked at.
        Raises `NotFound`."""
        if settle:
            with self._db.reading() as connection:
                person_id = self._one(connection, wanted).person_id
            self._settle(person_id, ())
        with self._db.reading() as connection:
            return self._looks(connection).view(self._one(connection, wanted))

    @needs("goals.read")
    def active_target(
        self, actor: Actor, person_id: int, slug: str, unit: str = ""
    ) -> TargetLine | None:
        """The target a chart of a type draws, in one of the type's units (default: the
        canonical one)."""
        kind = self._kind(slug)
        with self._db.reading() as connection:
            goals = rows.every(connection, self._db.types, [person_id], slug=slug)
            under_way = (g for g in goals if g.kind == "target" and g.status == "active")
            goal = next(under_way, None)
            if goal is None:
                return None
            return target_line(self._looks(connection).view(goal), kind, unit or kind.unit)

    @needs("goals.read")
    def habit_lines(
        self, actor: Actor, person_id: int, slug: str, unit: str = ""
    ) -> tuple[HabitLine, ...]:
        """The active habits a chart of a type draws or tells of, in one of the type's units
        (default: the canonical one)."""
        kind = self._kind(slug)
        with self._db.reading() as connection:
            goals = rows.every(connection, self._db.types, [person_id], slug=slug)
        return tuple(
            habit_line(goal, kind, unit or kind.unit)
            for goal in goals
            if goal.kind == "habit" and goal.status == "active"
        )

    @needs("goals.read")
    def at_stake(self, actor: Actor, person_id: int) -> tuple[GoalView, ...]:
        """What asks for something today: habits not done yet, targets whose date is near."""
        self._settle(person_id, ())
        with self._db.reading() as connection:
            looks = self._looks(connection)
            goals = rows.every(connection, self._db.types, [person_id])
            views = [looks.view(goal) for goal in goals if goal.status == "active"]
        return tuple(view for view in views if view.at_stake)

    @needs("goals.read")
    def preview(
        self, actor: Actor, person_id: int, draft: GoalDraft, goal_id: int | None = None
    ) -> Preview:
        """What a goal would mean, before it is stored; `goal_id` is the one it changes.
        Raises `InvalidData` naming every wrong field."""
        now = self._clock()
        with self._db.reading() as connection:
            looks = self._looks(connection)
            known = None if goal_id is None else self._one(connection, goal_id)
            good = self._checked(looks, person_id, draft, known)
            kind = self._kind(draft.type)
            goal = as_goal(good, person_id, kind, now) if known is None else changed(known, good)
            taken = goal.kind == "target" and (
                rows.other_active_target(connection, person_id, kind.id, goal.id) is not None
            )
            view = looks.view(goal)
        return Preview(view, taken, is_fast_loss(view, kind))

    # Changing

    @needs("goals.write")
    def add(self, actor: Actor, person_id: int, draft: GoalDraft) -> GoalOutcome:
        """Set a goal. Raises `InvalidData` naming every wrong field, `Conflict` where the
        person has an active target for the type, and `NotFound` for an unknown person."""
        now = self._clock()
        with self._write("add-goal") as tx:
            persons.born(tx.raw, person_id)
            kind = self._kind(draft.type)
            good = self._checked(self._looks(tx.raw), person_id, draft, None)
            if good.kind == "target":
                goal_states.refuse_second(tx, person_id, kind, 0)
            id_ = rows.insert(tx, new_uid(now), person_id, kind, good, {"created_at": now})
            goal = self._one(tx.raw, id_)
            tx.announce = GoalsChanged(person_id, tx.origin)
        change = FieldChange.added("goal", goal.uid)
        return self._outcome(goal.id, "add-goal", (change,))

    @needs("goals.write")
    def edit(self, actor: Actor, /, goal_id: int, **fields: Any) -> GoalOutcome:
        """Change fields of a goal that is not completed; what is not given stays. Raises
        `InvalidData`, `Conflict`, `NotFound`."""
        wrong = sorted(fields.keys() - EDITABLE)
        if wrong:
            raise InvalidData(*(FieldError(name, "unknown-field") for name in wrong))
        self._settle_that(goal_id)
        with self._write("edit-goal") as tx:
            goal = self._one(tx.raw, goal_id)
            if goal.status == "completed":
                raise Conflict("goal-completed")
            draft = edited(goal, fields, self._kind(goal.type))
            looks = self._looks(tx.raw)
            good = self._checked(looks, goal.person_id, draft, goal)
            changes = rows.update(tx, goal, rows.columns_of(good))
            tx.announce = GoalsChanged(goal.person_id, tx.origin)
        self._settle(goal.person_id, (goal.type,))
        return self._outcome(goal.id, "edit-goal", changes)

    @needs("goals.write")
    def pause(self, actor: Actor, goal_id: int) -> GoalOutcome:
        """Let a goal rest: its days do not count, and no row of hits ends by them."""
        return self._move(goal_id, "pause-goal", goal_states.paused)

    @needs("goals.write")
    def resume(self, actor: Actor, goal_id: int) -> GoalOutcome:
        """Go on with a goal that rests, or that was completed by hand. Raises `Conflict` where
        the person has another active target for the type, or it is reached."""
        return self._move(goal_id, "resume-goal", goal_states.resumed)

    @needs("goals.write")
    def complete(self, actor: Actor, goal_id: int) -> GoalOutcome:
        """Call a goal done, whatever the readings say."""
        return self._move(goal_id, "complete-goal", goal_states.completed)

    @needs("goals.write")
    def archive(self, actor: Actor, goal_id: int) -> GoalOutcome:
        """Out of the lists; its history stays."""
        return self._move(goal_id, "archive-goal", goal_states.archived)

    @needs("goals.write")
    def unarchive(self, actor: Actor, goal_id: int) -> GoalOutcome:
        """Into the lists again, at rest until it is resumed."""
        return self._move(goal_id, "unarchive-goal", lambda *_: {"archived_at": None})

    @needs("goals.write")
    def remove(self, actor: Actor, goal_id: int) -> UndoEntry:
        """Take a goal out for good, its history with it (which undo brings back)."""
        with self._write("remove-goal") as tx:
            goal = self._one(tx.raw, goal_id)
            changes = rows.update(tx, goal, {"deleted_at": tx.now})
            tx.announce = GoalsChanged(goal.person_id, tx.origin)
        return UndoEntry("remove-goal", {}, changes)

    # Noticing

    @needs("goals.write")
    def celebrate(self, actor: Actor, person_id: int) -> tuple[GoalView, ...]:
        """Goals a reading completed that nobody was told of yet; from now on they are told. One
        that only a questionable reading completed waits until another bears it out."""
        self._settle(person_id, ())
        with self._db.reading() as connection:
            goals = rows.every(connection, self._db.types, [person_id])
            new = [g for g in goals if g.completed_by == "reading" and g.celebrated_at is None]
            looks = self._looks(connection)
            views = [looks.view(goal) for goal in new if not looks.is_in_question(goal)]
        if not views:
            return ()
        with self._write("celebrate-goal") as tx:
            return tuple(v for v in views if rows.set_celebrated(tx, v.goal.id, self._clock()))

    @needs("goals.write")
    def reached_now(self, actor: Actor, person_id: int) -> tuple[GoalView, ...]:
        """Goals that are completed by what was recorded since anybody looked at them last,
        beyond question as in `celebrate`. A window tells of them once more: who recorded it may
        have been a program."""
        moved = self._settle(person_id, ())
        if not moved:
            return ()
        with self._db.reading() as connection:
            looks = self._looks(connection)
            goals = [self._one(connection, goal_id) for goal_id in moved]
            return tuple(
                looks.view(goal)
                for goal in goals
                if goal.completed_by == "reading" and not looks.is_in_question(goal)
            )

    @needs("goals.write")
    def follow(self, actor: Actor) -> Callable[[], None]:
        """From here on look after each write whether a goal is reached by it; returns the way
        to stop."""
        return self._bus.subscribe(self._heard)

    def _heard(self, event: Event) -> None:
        if not isinstance(event, RecordsChanged):
            return
        try:
            self._settle(event.person_id, event.types)
        except HealthdeskError as error:
            # The file is away; the next look at the goals finds the same.
            _LOG.info("goals not looked at", extra={"code": error.code})

    def _settle(self, person_id: int | None, slugs: Iterable[str]) -> list[int]:
        """Write down which goals the readings complete, or no longer do; returns their ids."""
        with self._db.reading() as connection:
            looks = self._looks(connection)
            goals = rows.to_settle(connection, self._db.types, person_id, slugs)
            moved = [goal.id for goal in goals if looks.move(goal) is not None]
        if not moved:
            return moved
        with self._write(SETTLE) as tx:
            people = {self._settle_one(tx, id_) for id_ in moved} - {None}
            if people:
                whose = people.pop() if len(people) == 1 else None
                tx.announce = GoalsChanged(whose, tx.origin)
        return moved

    def _settle_that(self, goal_id: int) -> None:
        """Raises `NotFound`."""
        with self._db.reading() as connection:
            goal = self._one(connection, goal_id)
        self._settle(goal.person_id, (goal.type,))

    def _settle_one(self, tx: Tx, goal_id: int) -> int | None:
        """The person, where it was not done by somebody else meanwhile."""
        goal = rows.with_id(tx.raw, tx.types, goal_id)
        values = None if goal is None else self._looks(tx.raw).move(goal)
        if goal is None or values is None:
            return None
        rows.update(tx, goal, values)
        if values["status"] == "active":
            rows.set_celebrated(tx, goal.id, None)  # it may be reached once more
        else:
            tx.tally(GOALS_COMPLETED, goal.type)
        return goal.person_id

    # Inside

    def _write(self, kind: str) -> Write:
        """One transaction; the event goes out only after its commit."""
        return Write(self._db, self._bus, kind)

    def _outcome(self, goal_id: int, code: str, changes: tuple[FieldChange, ...]) -> GoalOutcome:
        with self._db.reading() as connection:
            view = self._looks(connection).view(self._one(connection, goal_id))
        return GoalOutcome(view, UndoEntry(code, {}, changes))

    def _move(
        self, goal_id: int, code: str, values_of: Callable[[Tx, GoalView, int, int], dict[str, Any]]
    ) -> GoalOutcome:
        """Another state; `values_of` has the transaction, the goal, today and now. What was
        reached meanwhile comes first."""
        self._settle_that(goal_id)
        with self._write(code) as tx:
            goal = self._one(tx.raw, goal_id)
            looks = self._looks(tx.raw)
            today = looks.today(goal.person_id)
            values = values_of(tx, looks.view(goal), today, self._clock())
            changes = rows.update(tx, goal, values)
            if values.get("status") == "completed":
                tx.tally(GOALS_COMPLETED, goal.type)
            tx.announce = GoalsChanged(goal.person_id, tx.origin)
        return self._outcome(goal_id, code, changes)

    def _looks(self, connection: Connection) -> GoalLooks:
        return GoalLooks(connection, self._db.types, self._settings, self._clock())

    def _kind(self, slug: str) -> HealthType:
        kind = self._db.types.get(slug)
        if kind is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        return kind

    def _one(self, connection: Connection, wanted: int | str) -> Goal:
        """Raises `NotFound`."""
        types = self._db.types
        found: Goal | None
        if isinstance(wanted, str) and not (wanted.strip().isdigit() and len(wanted) < 19):
            try:
                found = rows.with_uid(connection, types, uid_bytes(wanted.strip()))
            except ValueError as error:
                raise NotFound("unknown-goal") from error
            wanted = 0 if found is None else found.id
        found = rows.with_id(connection, types, int(wanted))
        if found is None:
            raise NotFound("unknown-goal")
        return found

    def _checked(
        self, looks: GoalLooks, person_id: int, draft: GoalDraft, known: Goal | None
    ) -> GoalDraft:
        """Raises `InvalidData`."""
        kind = self._kind(draft.type)
        if not draft.unit:
            draft = replace(draft, unit=self._settings.unit_for(kind))
        elif draft.unit not in kind.units:
            draft = replace(draft, unit=units.find(draft.unit, kind.units) or draft.unit)
        start = None
        if draft.kind == "target" and draft.unit in kind.units:
            goal = as_goal(draft, person_id, kind, self._clock())
            if known is not None:
                goal = replace(goal, created_at=known.created_at, start_day=known.start_day)
            elif draft.start_day is None:
                goal = replace(goal, start_day=looks.today(person_id))
            point = looks.start(goal)
            start = None if point is None else point.values
        # A date that passed may stay; a new one has to lie ahead.
        moved = known is None or draft.target_day != known.target_day
        return rules.check(draft, kind, looks.today(person_id), start, new=moved)


def revert(tx: Tx, changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Take changes of goals back, for `Journal.revert`. Raises `Conflict` where a field no
    longer holds what the change set, or two targets of a type would be active."""
    inverse: list[FieldChange] = []
    for uid, own in by_row(changes).items():
        goal = rows.with_uid(tx.raw, tx.types, uid)
        if goal is None:
            raise Conflict("goal-gone-since")
        stored = rows.stored_fields(tx.raw, goal.id)
        if not still_held(own, stored):
            writer = row_writer(tx.raw, goal.updated_at, GoalsChanged.__name__)
            raise Conflict("goal-changed-since", type=goal.type, writer=writer_code(tx, writer))
        values = {change.field: change.put_back(tx.now) for change in own}
        goal_states.refuse_second_after(tx, goal, {**stored, **values})
        inverse += rows.update(tx, goal, values)
        tx.announce = GoalsChanged(goal.person_id, tx.origin)
    return tuple(inverse)
