"""Whether this installation does well: its own counts, held against the targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import FieldError, InvalidData, StorageError
from healthdesk.domain.meters import (
    BEAT_BYTES,
    BEATS,
    QUERY_SECONDS,
    REQUEST_ERRORS,
    REQUEST_SECONDS,
    REQUESTS,
)
from healthdesk.domain.success import Evidence, GoalEnd, Report, User, judge
from healthdesk.domain.times import date_of, day_of
from healthdesk.services.metrics import KEPT_DAYS, Metrics, Totals
from healthdesk.storage import usage
from healthdesk.storage.database import SCHEMA, Database


class Success:
    """Works on the metrics log and on the data file; nothing leaves the computer."""

    def __init__(
        self,
        db: Database,
        metrics: Metrics,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._db, self._metrics, self._now = db, metrics, now

    @needs("data.maintain")
    def report(self, actor: Actor, days: int) -> Report:
        """The figures of so many UTC days, today the last of them.

        While there is no data file, nobody is there to be judged. Raises `InvalidData` for a
        number of days that the log does not keep, `StorageError` for a file of an older schema.
        """
        if not 1 <= days <= KEPT_DAYS:
            raise InvalidData(FieldError("days", "days-kept", most=KEPT_DAYS))
        there = self._db.path.exists()
        if there and self._db.revision() < SCHEMA:
            raise StorageError("older-database", revision=self._db.revision(), known=SCHEMA)
        now = self._now()
        last = day_of(now.date())
        first = last - days + 1
        totals = self._metrics.totals(actor)
        counted = totals.within(date_of(first).isoformat(), date_of(last).isoformat())
        users: Sequence[User] = ()
        goals: Sequence[GoalEnd] = ()
        if there:
            with self._db.reading() as connection:
                users = usage.users(connection, first, last)
                goals = usage.goal_ends(connection)
        return judge(
            Evidence(
                first=first,
                last=last,
                now=int(now.timestamp()) // 60,
                requests=int(counted.total(REQUESTS)),
                request_errors=int(counted.total(REQUEST_ERRORS)),
                request_seconds=counted.timing(REQUEST_SECONDS),
                query_seconds=counted.timing(QUERY_SECONDS),
                served=totals.served,
                memory=_memory(totals),
                users=users,
                goals=goals,
            )
        )


def _memory(totals: Totals) -> dict[int, tuple[float, int]]:
    """Day → (mean bytes held, beats) of the serving processes."""
    found = {}
    for day, counts in totals.days.items():
        beats = counts.total(BEATS)
        held = counts.total(BEAT_BYTES)
        if beats and held:
            found[day_of(dt.date.fromisoformat(day))] = held / beats, int(beats)
    return found
