"""When the rows of a mapped table were: the columns that say so, read together.

The order of dates is proven by all rows, or asked. Of a row without a time, amounts are of the
whole day and the rest is at noon.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from healthdesk.domain.header_words import TOTALS, plain
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.table_mapping import Role, TableMapping
from healthdesk.domain.times import EPOCH, NOON, from_datetime
from healthdesk.domain.transfers import DateOrder
from healthdesk.exchange import workbook
from healthdesk.exchange.batches import Refused
from healthdesk.exchange.cell_shapes import days_of, instant_of, is_shortened
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import (
    month_names_of,
    on_day,
    orders_of,
    parse_clock,
    parse_date,
    parse_moment,
    split_moment,
)
from healthdesk.exchange.table_cells import is_empty

MIDNIGHT = dt.time()
_MIDNIGHT = re.compile(r"(?:00?[:.]00(?:[:.]00(?:[.,]0+)?)?|12:00(?::00)?\s?am)\Z")
_UTC = re.compile(r"(?:z|utc|gmt|ut|[+-]00:?00)\Z")
# 730 and 073012, of a column of times.
_CLOSE_CLOCK = re.compile(r"(\d{1,2})(\d\d)(?:\.0)?\Z|(\d{1,2})(\d\d)(\d\d)(?:\.0)?\Z", re.ASCII)
# 0.3125, as spreadsheets count a time of day.
_PART_OF_DAY = re.compile(r"0(?:[.,]\d{1,17})?\Z", re.ASCII)
_DAYS: Final[tuple[Role, ...]] = ("date", "moment")
_WHENS: Final[tuple[Role, ...]] = (*_DAYS, "time", "end")


def cell_at(cells: Sequence[workbook.Cell], place: int | None) -> workbook.Cell:
    """The cell at a place; None where a row has none, or the table no such column."""
    return cells[place] if place is not None and place < len(cells) else None


class TableTimes:
    """The times of one table. `place` tells where its columns are, `first_day` from when its
    workbook counts days."""

    def __init__(
        self,
        gathering: Gathering,
        mapping: TableMapping,
        place: Mapping[str, int],
        first_day: dt.datetime,
    ) -> None:
        self._gathering, self._first_day = gathering, first_day
        self._told_order = mapping.date_order
        named = {role: mapping.of(role) for role in _WHENS}
        self._at = {role: place.get(name) for role, name in named.items() if name is not None}
        self._order: DateOrder = "ymd"
        self._months = month_names_of(())
        # Whether every moment of the table is a midnight, and so a day without a time.
        self._days_alone = True
        # Whether no moment tells an offset but UTC, which programs write wherever one is.
        self._utc_alone = True

    def _cell(self, cells: Sequence[workbook.Cell], role: Role) -> workbook.Cell:
        return cell_at(cells, self._at.get(role))

    # -- all rows at once --------------------------------------------------------------------

    def look_at(self, cells: Sequence[workbook.Cell]) -> Iterator[str]:
        """The texts of a row that tell of the order of dates."""
        for role in _DAYS:
            cell = self._cell(cells, role)
            if isinstance(cell, str) and cell:
                moment = split_moment(cell) if role == "moment" else None
                if moment:
                    self._look_at_moment(*moment[1:])
                elif self._days_alone and role == "moment":
                    self._days_alone = instant_of(cell) is None
                yield moment[0] if moment else cell
            elif isinstance(cell, dt.datetime | int | float):
                # What is no text is an instant, or a midnight that is known for a day as it is.
                self._days_alone = False
                self._utc_alone = self._utc_alone and not (
                    isinstance(cell, dt.datetime) and cell.utcoffset()
                )

    def _look_at_moment(self, clock: str, offset: str) -> None:
        """See what the clock and the offset ("" for none) of a moment say of all of them."""
        if self._days_alone:
            self._days_alone = _MIDNIGHT.match(clock) is not None
        if offset and self._utc_alone:
            self._utc_alone = _UTC.match(offset) is not None

    def settle(self, dates: set[str], given: DateOrder | None) -> bool:
        """Fix the order of dates by what `look_at` told of all rows; False: it is asked."""
        self._months = month_names_of(dates)
        order = self._told_order
        if order is None:
            orders = orders_of(dates, months=self._months)
            if given is not None and (given in orders or not orders):
                orders = (given,)
            if len(orders) > 1:
                example = min(dates, default="")
                self._gathering.ask("date-order", "", orders, example=example)
                return False
            order = orders[0] if orders else "ymd"
        self._order = order
        return True

    # -- one row -----------------------------------------------------------------------------

    def names_when(self, cells: Sequence[workbook.Cell]) -> bool:
        """Whether a word stands where a row has its day, as in a header."""
        when = self._cell(cells, "moment") or self._cell(cells, "date")
        return isinstance(when, str) and bool(when) and not any(map(str.isdecimal, when))

    def is_total(self, cells: Sequence[workbook.Cell]) -> bool:
        """Whether a row sums others up: it has no day, and says so in its first words."""
        day = self._cell(cells, "moment") or self._cell(cells, "date")
        if not is_empty(day) and not self.names_when(cells):
            return False
        texts = (plain(cell) for cell in cells if isinstance(cell, str) and cell.strip())
        first = next(texts, "").strip(" .:()")
        return first in TOTALS or first.partition(" ")[0].strip(".:") in TOTALS

    def span(
        self, kind: HealthType, cells: Sequence[workbook.Cell]
    ) -> tuple[tuple[int, int], int | None]:
        """When a reading begins, and when it ends where the table or the type says so."""
        wall, sure = self._wall(cells)
        end = self._cell(cells, "end")
        if not sure and kind.combine == "union":
            begun = self._instant(wall.replace(hour=0, minute=0))
            after = wall.replace(hour=0, minute=0) + dt.timedelta(days=1)
            return begun, self._instant(after)[0]
        if not sure:
            self._gathering.tally.warn("times-at-noon")
        begun = self._instant(wall)
        if is_empty(end) or not sure:
            return begun, None
        moment = self._moment(end)
        if moment is None:
            clock = self._clock_on(wall.date(), end)
            if clock is None:
                raise Refused("time-unreadable")
            moment = clock.replace(tzinfo=wall.tzinfo)
            if moment < wall:
                moment += dt.timedelta(days=1)
        return begun, self._instant(moment)[0]

    def _wall(self, cells: Sequence[workbook.Cell]) -> tuple[dt.datetime, bool]:
        """Date and time as the table has them, and whether it has a time at all."""
        cell = self._cell(cells, "moment")
        if not is_empty(cell):
            moment = self._moment(cell)
            if moment is not None and not (self._days_alone and moment.time() == MIDNIGHT):
                return moment, True
            date = self._date(cell) if moment is None else moment.date()
        else:
            date = self._date(self._cell(cells, "date"))
        if date is None:
            raise Refused("time-unreadable")
        time = self._cell(cells, "time")
        if is_empty(time):
            return dt.datetime.combine(date, NOON), False
        wall = self._clock_on(date, time)
        if wall is None:
            raise Refused("time-unreadable")
        return wall, True

    def _moment(self, cell: workbook.Cell) -> dt.datetime | None:
        """Raises `Refused` where a cell was one before its last digits were left out."""
        if is_shortened(cell):
            raise Refused("time-shortened")
        if isinstance(cell, dt.datetime):
            # Of a workbook, midnight is a date without a time.
            return cell if cell.tzinfo or cell.time() != MIDNIGHT else None
        instant = instant_of(cell)
        if instant is not None:
            minutes = self._gathering.offset(instant)
            zone = dt.timezone(dt.timedelta(minutes=minutes))
            return (EPOCH + dt.timedelta(milliseconds=instant)).astimezone(zone)
        days = days_of(cell)
        if days is not None:
            return None if days.is_integer() else self._counted(days)
        return parse_moment(cell, self._order, self._months) if isinstance(cell, str) else None

    def _date(self, cell: workbook.Cell) -> dt.date | None:
        if isinstance(cell, dt.datetime):
            return cell.date()
        days = days_of(cell)
        if days is not None:
            return self._counted(days).date()
        if isinstance(cell, int) and not isinstance(cell, bool):
            cell = str(cell)
        return parse_date(cell, self._order, self._months) if isinstance(cell, str) else None

    def _counted(self, days: float) -> dt.datetime:
        """The moment so many days after the first, to the second."""
        self._gathering.tally.warn("days-counted", first=self._first_day.date().isoformat())
        return self._first_day + dt.timedelta(seconds=round(days * 86_400))

    def _clock_on(self, date: dt.date, cell: workbook.Cell) -> dt.datetime | None:
        if isinstance(cell, dt.datetime):
            return dt.datetime.combine(date, cell.time())
        if isinstance(cell, dt.time):
            return dt.datetime.combine(date, cell)
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            return None
        text = str(cell).strip()
        if _PART_OF_DAY.match(text):
            seconds = round(float(text.replace(",", ".")) * 86_400)
            return dt.datetime.combine(date, MIDNIGHT) + dt.timedelta(seconds=seconds)
        close = _CLOSE_CLOCK.match(text)
        if close:
            text = ":".join(filter(None, close.groups()))
        elif parse_clock(text) is None and instant_of(text) is None:
            # A column of times may have the day in it as well.
            moment = parse_moment(text, self._order, self._months)
            return moment if moment is not None and moment.date() == date else on_day(date, text)
        return on_day(date, text)

    def _instant(self, moment: dt.datetime) -> tuple[int, int]:
        """Raises `Refused` where a calendar ends."""
        try:
            if not moment.tzinfo:
                return self._gathering.instant(moment)
            at, offset = from_datetime(moment)
            return (at, self._gathering.offset(at) if self._utc_alone else offset)
        except (OverflowError, ValueError):
            raise Refused("time-unreadable") from None
