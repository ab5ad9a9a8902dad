"""Sources that tell the same time: which of them counts, and why a total is what it is."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from healthdesk.domain import sources as explaining
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import Conflict, FieldError, InvalidData, NotFound
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import FieldChange, UndoEntry
from healthdesk.domain.sources import Explanation, SourceUse, Stretch, Told
from healthdesk.services.bus import Bus
from healthdesk.storage import reordering
from healthdesk.storage import sources as rows
from healthdesk.storage.database import Connection, Database, Priority, Tx
from healthdesk.storage.rollups import DERIVED_FROM_SLEEP

Report = Callable[[float], object]
UNDO = "reorder-sources"
# By how the readings of a day make its total.
EXPLAINED: Mapping[str, Callable[[Sequence[Told], int], list[Stretch]]] = {
    "add": explaining.explain_sum,
    "once": explaining.explain_once,
    "union": explaining.explain_union,
}
# Between two transactions: another process looks now and then whether it may write.
BREATH_S = 0.02


def _nobody_listens(_: float) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reordered:
    """The sources as they were in order before, and the way back."""

    former: tuple[str, ...]
    undo: UndoEntry


class Sources:
    """Steps, distance, energy, sleep and workouts count once, by the order of their sources."""

    def __init__(self, db: Database, bus: Bus) -> None:
        self._db = db
        self._bus = bus

    @needs("records.read")
    def listed(self, actor: Actor, person_id: int, slug: str = "") -> tuple[SourceUse, ...]:
        """Sources of what can overlap (of one type), the best first."""
        types = self._db.types
        wanted = {kind.slug for kind in reordering.concerned(types)}
        if slug:
            nightly = self._kind(slug).slug in DERIVED_FROM_SLEEP
            wanted &= {slug, reordering.STAGES} if nightly else {slug}
        with self._db.reading() as connection:
            order = [name for name, _ in rows.in_order(connection)]
            found = rows.uses(connection, types, person_id)
        own = defaultdict(list)
        for name, *use in found:
            if types.with_id(use[0]).slug in wanted:
                own[name].append(use)
        return tuple(
            SourceUse(
                name,
                place,
                tuple(types.with_id(use[0]).slug for use in sorted(own[name], key=_most_first)),
                sum(use[1] for use in own[name]),
                min(use[2] for use in own[name]),
                max(use[3] for use in own[name]),
            )
            for place, name in enumerate((name for name in order if name in own), start=1)
        )

    @needs("records.write")
    def reorder(self, actor: Actor, names: Sequence[str]) -> Reordered:
        """Put these sources first, in this order; the others keep theirs behind them.

        From then on all that is written is summed up in the new order; `carry_on` makes the
        totals that are there. Raises `NotFound` for a name that is no source's.
        """
        with self._db.transaction(reordering.KIND) as tx:
            former = tuple(name for name, _ in rows.in_order(tx.raw))
            for name in names:
                if name not in former:
                    raise NotFound("unknown-source", name=name[:80])
            changes = rows.put_in_order(tx, names)
        self._bus.publish(tx.event)
        return Reordered(former, UndoEntry(UNDO, {}, changes))

    @needs("records.read")
    def is_under_way(self, actor: Actor) -> bool:
        """Whether totals are still to be made anew after a change of the order."""
        with self._db.reading() as connection:
            return reordering.is_under_way(connection)

    @needs("data.maintain")
    def carry_on(
        self,
        actor: Actor,
        progress: Report = _nobody_listens,
        cancelled: Callable[[], bool] = _never,
    ) -> bool:
        """Make totals anew after a change of the order, the newest days first, in short
        transactions that let everybody else go before. False where it was cancelled; then,
        as after the end of the process, it goes on with the next call.

        `progress` is told the share done, 0 to 1.
        """
        while self.is_under_way(actor):
            if cancelled():
                return False
            with self._db.transaction(reordering.KIND, Priority.MAINTENANCE) as tx:
                done = reordering.take_next(tx)
            self._bus.publish(tx.event)
            if done is not None:
                progress(done.share)
            time.sleep(BREATH_S)
        return True

    @needs("records.read")
    def why(self, actor: Actor, person_id: int, slug: str, day: int) -> Explanation:
        """What made up the total of a day: what each source told, what counted, what was left
        out and why. `day` is the ordinal of a local date; of sleep, the one a night ends on.

        Raises `InvalidData` for a type without totals of days.
        """
        kind = self._kind(slug)
        with self._db.reading() as connection:
            told: list[Told] = []
            if slug in DERIVED_FROM_SLEEP:
                both = self._night(connection, person_id, day, told)
                stretches = both[DERIVED_FROM_SLEEP.index(slug)]
                night = (_total(both[0]), _total(both[1]))
            else:
                night = None
                told += rows.told_of_day(connection, person_id, kind, day)
                stretches = EXPLAINED[kind.combine](told, day)
        shares = explaining.shares_of(stretches, {one.source: one.priority for one in told})
        return Explanation(
            type=slug,
            person_id=person_id,
            day=day,
            unit=kind.unit,
            total=_total(stretches),
            left_out=sum(share.left_out for share in shares),
            typed=kind.combine == "union" and explaining.is_typed(stretches),
            shares=shares,
            stretches=tuple(sorted(stretches, key=_as_time_goes)),
            night=night,
        )

    def _night(
        self, connection: Connection, person_id: int, day: int, told: list[Told]
    ) -> tuple[list[Stretch], list[Stretch]]:
        stages, slept, lain = (
            rows.told_of_day(connection, person_id, self._db.types[slug], day, nightly=True)
            for slug in (reordering.STAGES, *DERIVED_FROM_SLEEP)
        )
        told += [*stages, *slept, *lain]
        return explaining.explain_night(stages, slept, lain, day)

    def _kind(self, slug: str) -> HealthType:
        """A type that has totals of days (or makes them, as sleep stages do)."""
        kind = self._db.types.get(slug)
        if kind is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        if not kind.has_totals:
            raise InvalidData(FieldError("type", "no-day-total", type=slug))
        return kind


def revert(tx: Tx, changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Take an order back, for `Journal.revert`; the totals that hang on it are then made anew by
    `Sources.carry_on`. Raises `Conflict` where the order became another one since."""
    wanted: dict[str, Any] = {}
    for change in changes:
        name = change.uid.decode()
        if rows.priority_of(tx.raw, name) != change.after:
            raise Conflict("order-changed-since")
        wanted[name] = change.before
    return rows.set_priorities(tx, wanted) if wanted else ()


def _most_first(use: Sequence[int]) -> int:
    return -use[1]


def _as_time_goes(one: Stretch) -> tuple[int, int, str]:
    return one.start, one.end, one.source


def _total(stretches: Sequence[Stretch]) -> float | None:
    """None where nothing was told that could count."""
    if all(explaining.is_censored(one) or (one.stage and not one.amount) for one in stretches):
        return None
    return explaining.total_of(stretches)
