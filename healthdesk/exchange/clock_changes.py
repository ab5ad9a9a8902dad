"""Local times of loggers: their date order, and the hour that comes twice in autumn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from healthdesk.domain.times import from_datetime
from healthdesk.domain.transfers import DateOrder
from healthdesk.exchange.batches import Options
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import orders_of, parse_moment, split_moment

KEYS_MAX = 10_000


def order_of(gathering: Gathering, options: Options, dates: Iterable[str]) -> DateOrder:
    """The date order of a file: what all its dates prove, else what the user said.

    Where it is open the user is asked, and the file will not be kept.
    """
    # A day of slack: the file may come from a zone ahead.
    latest = dt.datetime.fromtimestamp(options.now / 1000, dt.UTC).date() + dt.timedelta(days=1)
    orders = orders_of(_changed(dates), latest)
    if len(orders) == 1:
        return orders[0]
    answer = options.answers.date_order
    if answer is not None and (answer in orders or not orders):
        return answer
    if orders:
        gathering.ask("date-order", "", orders)
    return orders[0] if orders else "ymd"


def _changed(texts: Iterable[str]) -> Iterator[str]:
    """Each text that is not the one before it again."""
    before = None
    for text in texts:
        if text != before:
            before = text
            yield text


class LoggerClock:
    """Reads the local times of one file that a logger wrote, row after row."""

    def __init__(
        self,
        gathering: Gathering,
        options: Options,
        times: Iterable[str],
        newest_first: bool = False,
    ) -> None:
        self._gathering = gathering
        dates = (parts[0] for text in times if (parts := split_moment(text)))
        self._order = order_of(gathering, options, dates)
        self._hour = RepeatedHour(options.zone, newest_first)
        self._ticks = Ticks(self._hour, options.zone)

    def instant(
        self, text: str, logger: Hashable, seconds: float | None = None
    ) -> tuple[int, int] | None:
        """Instant and offset of a local date and time; None where it is none.

        `seconds` is the device's own counter, where the row has it.
        """
        moment = parse_moment(text.strip(), self._order)
        if moment is None:
            return None
        if moment.tzinfo is not None:
            return from_datetime(moment)
        fold = self._hour.fold(logger, moment)
        if seconds is not None:
            told = self._ticks.fold(logger, moment, seconds)
            fold = fold if told is None else told
        return self._gathering.instant(moment, fold)


@dataclass(slots=True)
class _Last:
    wall: dt.datetime
    fold: int


class RepeatedHour:
    """Tells the two passes of the hour that comes twice, for a logger that wrote in order.

    The second pass begins where time goes back; in files with the newest first it ends
    where time goes forward. `fold` is asked once for each row, `key` being the logger.
    """

    def __init__(self, zone: str, newest_first: bool = False) -> None:
        self._zone = ZoneInfo(zone)
        self._newest_first = newest_first
        self._last: dict[Hashable, _Last] = {}
        # Whether the clock is put back on a day.
        self._put_back: dict[dt.date, bool] = {}

    def twice(self, wall: dt.datetime) -> bool:
        """Whether the clock showed this time twice."""
        day = wall.date()
        known = self._put_back.get(day)
        if known is None:
            if len(self._put_back) >= KEYS_MAX:
                self._put_back.clear()
            begin = dt.datetime.combine(day, dt.time())
            end = dt.datetime.combine(day, dt.time(23, 59, 59))
            known = self._put_back[day] = self._offset(begin, 0) > self._offset(end, 1)
        return known and self._offset(wall, 0) > self._offset(wall, 1)

    def _offset(self, wall: dt.datetime, fold: int) -> dt.timedelta:
        return wall.replace(tzinfo=self._zone, fold=fold).utcoffset() or dt.timedelta()

    def fold(self, key: Hashable, wall: dt.datetime) -> int:
        """0 for the first pass (and every other time), 1 for the second."""
        before = self._last.get(key)
        fold = self._pass(wall, before) if self.twice(wall) else 0
        if len(self._last) >= KEYS_MAX:
            self._last.clear()
        self._last[key] = _Last(wall, fold)
        return fold

    def _pass(self, wall: dt.datetime, before: _Last | None) -> int:
        if before is None or before.wall.date() != wall.date() or not self.twice(before.wall):
            return 1 if self._newest_first else 0
        if self._newest_first:
            return 0 if wall > before.wall else before.fold
        return 1 if wall < before.wall else before.fold


class Ticks:
    """Tells the two passes by a counter of seconds that runs on in the device."""

    def __init__(self, hour: RepeatedHour, zone: str) -> None:
        self._hour, self._zone = hour, ZoneInfo(zone)
        # Of each device: instant (ms) and count of a reading that was at no doubtful time.
        self._sure: dict[Hashable, tuple[int, float]] = {}

    def fold(self, key: Hashable, wall: dt.datetime, seconds: float) -> int | None:
        """None where the counter cannot tell."""
        if not self._hour.twice(wall):
            if len(self._sure) >= KEYS_MAX:
                self._sure.clear()
            self._sure[key] = self._instant(wall, 0), seconds
            return 0
        known = self._sure.get(key)
        if known is None:
            return None
        expected = known[0] + (seconds - known[1]) * 1000
        first, second = (abs(self._instant(wall, fold) - expected) for fold in (0, 1))
        return 0 if first <= second else 1

    def _instant(self, wall: dt.datetime, fold: int) -> int:
        return from_datetime(wall.replace(tzinfo=self._zone, fold=fold))[0]
