"""Readings of a file as they are met, judged by the rules and gathered into batches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isnan

from healthdesk.domain import units
from healthdesk.domain.records import Draft
from healthdesk.domain.times import DAY_MS, EPOCH, NOON, from_datetime, isoformat
from healthdesk.domain.transfers import DateOrder, Question, QuestionKind
from healthdesk.exchange.batches import PLAIN, Batch, Extra, Judge, Options, Refused, Row, Tally
from healthdesk.exchange.files import Files
from healthdesk.exchange.local_times import WallClock, orders_of
from healthdesk.exchange.month_names import SURE, Months


class Gathering:
    """What parsers of small formats share: judge a draft, count it, hand on full batches.

    `by_clock`: a device stamped the readings; one of the day computers count from has no date.
    """

    def __init__(
        self, format_: str, files: Files, options: Options, *, by_clock: bool = False
    ) -> None:
        self._by_clock = by_clock
        self.tally = Tally(format=format_)
        self.judge = Judge(options)
        self._files, self._options = files, options
        self._clock = WallClock(options.zone)
        self._rows: list[Row] = []
        self._extras: list[Extra] = []
        self._members: list[int] = []
        self._several = len(files.members) > 1

    def take(
        self,
        draft: Draft,
        line: int,
        *,
        member: int = 0,
        user: str = "",
        uid: bytes | None = None,
        person: str = "",
        deleted_at: int | None = None,
    ) -> None:
        """Keep a reading, or count it as rejected; NaN stands for a cell that is no number.

        `line` is the line or element of the file, `member` the index of the file among
        several. `user` is the file's own word for whose it is, `person` a name.
        """
        if user and self._options.answers.file_users.get(user, 0) is None:
            self.tally.ignore(f"user {user}")
            return
        if draft.type not in self.judge.types:
            self.tally.ignore(draft.type)
            return
        if isnan(draft.value) or (draft.value2 is not None and isnan(draft.value2)):
            self.reject(line, "not-a-number", member)
            return
        if self._by_clock and abs(draft.recorded_at) < DAY_MS:
            self.reject(line, "clock-not-set", member)
            return
        try:
            row, ahead = self.judge.row(draft, line)
        except Refused as refused:
            self.reject(line, refused.code, member, **refused.params)
            return
        tally = self.tally
        tally.accept(row[0], row[10], row[6])
        tally.ahead += ahead
        tally.spread(row[1], row[2])
        if user:
            tally.file_users[user] = tally.file_users.get(user, 0) + 1
            if user not in tally.samples:
                tally.samples[user] = _sample(row, self._files.members[member], self._several)
        if person:
            tally.persons[person] = tally.persons.get(person, 0) + 1
        self._rows.append(row)
        self._extras.append((uid, user or person, draft.tags, deleted_at))
        self._members.append(member)

    def reject(self, line: int, code: str, member: int = 0, /, **params: object) -> None:
        name = self._files.members[member] if self._several else ""
        self.tally.reject(line, code, name, **params)

    def instant(self, wall: dt.datetime, fold: int = 0) -> tuple[int, int]:
        """(ms, offset in minutes) of a local time without an offset, read in the zone asked
        for; the report then names that zone. `fold` 1: the second of two equal times. A time
        that tells its own offset keeps it."""
        if wall.tzinfo is not None:
            return from_datetime(wall)
        self.tally.time_zone = self._options.zone
        return self._clock.instant(wall, fold)

    def at_noon(self, day: dt.date) -> tuple[int, int]:
        """The instant of a reading of which only the day is told; the report then says so."""
        self.tally.warn("times-at-noon")
        return self.instant(dt.datetime.combine(day, NOON))

    def offset(self, at_ms: int) -> int:
        """Offset in minutes of an instant the file tells without one: that of the zone asked
        for, which the report then names. Raises OverflowError for no date at all."""
        self.tally.time_zone = self._options.zone
        return self._clock.offset(at_ms)

    def date_order(self, texts: Iterable[str], months: Months = SURE) -> DateOrder:
        """The order in which to read the dates of a file: the one that all of them prove.

        Where several explain every date it is the user's answer, and without one it is
        asked: the order given is then only good for counting.
        """
        latest = EPOCH.date() + dt.timedelta(days=self._options.now // DAY_MS + 1)
        orders = orders_of(texts, latest, months)
        if not orders:
            # Contradictory: only dates that are certain by themselves can be read.
            return "ymd"
        given = self._options.answers.date_order
        if given in orders:
            return given
        if len(orders) > 1:
            self.ask("date-order", "", orders)
        return orders[0]

    def unit(self, slug: str, **details: object) -> str | None:
        """The unit the user gave for a type whose unit the file does not tell.

        None asks for it: the question goes into the report, and the rows will not be kept.
        """
        kind = self.judge.types.get(slug)
        if kind is None:
            return None
        told = self._options.answers.units
        for given in (told.get(slug), told.get("")):
            if given in kind.units:
                return given
        if units.alike(kind.units, slug):
            return kind.units[0]
        self.ask("unit", slug, kind.units, **details)
        return None

    def ask(
        self, kind: QuestionKind, subject: str, choices: tuple[str, ...], **details: object
    ) -> None:
        """Leave a question to the user, once."""
        known = {(question.kind, question.subject) for question in self.tally.questions}
        if (kind, subject) not in known:
            self.tally.questions.append(Question(kind, subject, choices, details))

    def full(self) -> Iterator[Batch]:
        """A batch, if there is enough for one; to be asked after every few readings."""
        if len(self._rows) >= self._options.batch_rows:
            yield self._cut()

    def rest(self) -> Iterator[Batch]:
        """The last batch; asks whose the readings are where the file has several users."""
        users = self.tally.file_users
        unknown = sorted(users.keys() - self._options.answers.file_users.keys())
        if len(users) > 1 and unknown:
            for user in unknown:
                self.ask("file-user", user, (), n=users[user], sample=self.tally.samples[user])
        yield self._cut()

    def _cut(self) -> Batch:
        plain = all(extra == PLAIN for extra in self._extras)
        batch = Batch(
            self._rows,
            self._files.done,
            self._files.total,
            [] if plain else self._extras,
            self._members if self._several else [],
        )
        self._rows, self._extras, self._members = [], [], []
        return batch


def _sample(row: Row, member: str, several: bool) -> dict[str, object]:
    """A reading by which people may know whose it is, and of several files the one it is in."""
    return {
        "type": row[0], "value": row[4], "value2": row[5], "unit": row[6],
        "recorded_at": isoformat(row[1], row[2]),
        **({"file": member} if several else {}),
    }  # fmt: skip


def rounded(draft: Draft, digits: int) -> Draft:
    """A draft without the noise of binary fractions in its value (49.2147331…)."""
    second = None if draft.value2 is None else round(draft.value2, digits)
    return replace(draft, value=round(draft.value, digits), value2=second)
