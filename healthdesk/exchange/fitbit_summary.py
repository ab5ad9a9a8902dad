"""The table that Fitbit's web page gave for up to a month: a section for each kind of thing, a
row for each day, in the units and the order of dates of the account.

Other programs write it too, because Garmin's web page reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from types import MappingProxyType
from typing import Any

from healthdesk.domain.records import Draft
from healthdesk.domain.transfers import DateOrder
from healthdesk.domain.typed_text import fold
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import parse_date, parse_moment, parse_unparted

# Another source than the minutes of the same days, so that only one of the two counts.
SOURCE = "Fitbit summary"
BODY, ACTIVITIES, SLEEP = "Body", "Activities", "Sleep"
# Not kept.
FOODS, FOOD_LOG = "Foods", "Food Log"
DAY, BEGIN, END = "Date", "Start Time", "End Time"
# What the header of a section has in it.
HEADERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        BODY: frozenset({DAY, "Weight"}), FOODS: frozenset({DAY, "Calories In"}),
        ACTIVITIES: frozenset({DAY, "Calories Burned"}), SLEEP: frozenset({BEGIN, END}),
    }
)  # fmt: skip
# The titles in the account's language, folded. Its columns come in the same order in each.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        fold(word).low: title
        for title, words in (
            (BODY, "Körper|Corps|Cuerpo|Corpo|Lichaam|Kropp|Krop|Ciało|体|身体|身體|신체"),
            (ACTIVITIES, "Aktivitäten|Activités|Actividades|Attività|Atividades|Activiteiten"),
            (ACTIVITIES, "Aktiviteter|Aktywności|アクティビティ|活动|活動|활동"),
            (SLEEP, "Schlaf|Sommeil|Sueño|Sonno|Sono|Slaap|Sömn|Søvn|Sen|睡眠|수면"),
            (FOODS, "Lebensmittel|Aliments|Alimentos|Alimenti|Voeding|食べ物|食物|음식"),
        )
        for word in words.split("|")
    }
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        BODY: (DAY, "Weight", "BMI", "Fat"), FOODS: (DAY, "Calories In"),
        ACTIVITIES: (
            DAY, "Calories Burned", "Steps", "Distance", "Floors", "Minutes Sedentary",
            "Minutes Lightly Active", "Minutes Fairly Active", "Minutes Very Active",
            "Activity Calories",
        ),
        SLEEP: (
            BEGIN, END, "Minutes Asleep", "Minutes Awake", "Number of Awakenings", "Time in Bed",
            "Minutes REM Sleep", "Minutes Light Sleep", "Minutes Deep Sleep",
        ),
    }
)  # fmt: skip
# Before nights were told in stages.
SLEEP_ONCE = 6
# Minutes of what Fitbit calls active.
ACTIVE = ("Minutes Fairly Active", "Minutes Very Active")

Entry = tuple[int, Mapping[str, str]]


def is_summary(text: str) -> bool:
    """Whether a file begins with one of the sections and its header."""
    lines = [line for line in text.splitlines()[:10] if line.strip(" ,;\ufeff")][:2]
    above, header = (header_cells(line) for line in (*lines, "", "")[:2])
    title = _title(above)
    needed = HEADERS.get(title)
    return needed is not None and needed.issubset(_columns(above, title, header))


def _columns(above: Sequence[str], title: str, header: Sequence[str]) -> tuple[str, ...]:
    """The columns of a section, by the English names; as they are where they are not those."""
    named = tuple(cell.strip() for cell in header)
    if title not in COLUMNS or above[0].strip() == title:
        return named
    known = COLUMNS[title]
    whole = len(named) == len(known) or (title == SLEEP and len(named) == SLEEP_ONCE)
    return known[: len(named)] if whole else named


def _title(cells: Sequence[str]) -> str:
    """The section that begins with these cells; "" where none does."""
    if not cells or any(cell.strip() for cell in cells[1:]):
        return ""
    told = cells[0].strip()
    if told.startswith(FOOD_LOG):
        return FOOD_LOG
    return told if told in HEADERS else TITLES.get(fold(told).low, "")


class FitbitSummary:
    """Readings of such tables."""

    def __init__(self, gathering: Gathering, files: Files) -> None:
        self._gathering, self._files = gathering, files

    def read(self, member: str, index: int) -> Iterator[None]:
        sections = self._sections(member)
        dates = [
            row.get(name, "")
            for entries in sections.values()
            for _, row in entries
            for name in (DAY, BEGIN)
        ]
        order = self._gathering.date_order(filter(None, dates))
        takes = {BODY: self._body, ACTIVITIES: self._activities, SLEEP: self._sleep}
        for title, entries in sections.items():
            carried: dict[str, float] = {}
            for line, row in entries:
                if title in takes:
                    takes[title](row, line, index, order, carried)
                else:
                    self._gathering.tally.ignore(title)
                yield

    def _sections(self, member: str) -> dict[str, list[Entry]]:
        """The rows of each section. A month of days is little."""
        sections: dict[str, list[Entry]] = {}
        title, foreign = "", False
        names: tuple[str, ...] = ()
        above: Sequence[str] = ("",)
        for line, cells in rows(self._files, member, ","):
            if begun := _title(cells):
                title, names, above = begun, (), cells
                foreign = cells[0].strip() not in (title, FOOD_LOG)
            elif not any(cell.strip() for cell in cells):
                continue
            elif foreign and names and len(cells) == 1:
                # A section whose title is not known in this language, such as the food log.
                title, names = cells[0].strip()[:40], (DAY,)
            elif not names:
                names = _columns(above, title, cells)
            else:
                row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
                sections.setdefault(title, []).append((line, row))
        return sections

    def _body(
        self, row: Mapping[str, str], line: int, index: int, order: DateOrder,
        carried: dict[str, float],
    ) -> None:  # fmt: skip
        """A day without a weighing repeats the last one."""
        day = parse_date(row.get(DAY, ""), order)
        at = None if day is None else self._gathering.at_noon(day)
        for name, slug, unit in (("Weight", "weight", ""), ("Fat", "body-fat", "%")):
            value = parse_unparted(row.get(name) or "0")
            if value and carried.get(name) == value:
                self._gathering.tally.ignore(f"{slug} of an earlier day")
            elif value:
                carried[name] = value
                self._take(slug, value, unit, at, line, index)

    def _activities(
        self, row: Mapping[str, str], line: int, index: int, order: DateOrder, _: object
    ) -> None:
        day = parse_date(row.get(DAY, ""), order)
        begin = end = None
        if day is not None:
            midnight = dt.datetime.combine(day, dt.time())
            begin = self._gathering.instant(midnight)
            end = self._gathering.instant(midnight + dt.timedelta(days=1))[0]
        moved = sum(_whole(row.get(name, "")) for name in ACTIVE)
        for slug, value, unit in (
            ("steps", _whole(row.get("Steps", "")), "steps"),
            ("distance", parse_unparted(row.get("Distance") or "0"), ""),
            ("flights-climbed", _whole(row.get("Floors", "")), "count"),
            ("exercise-minutes", moved, "min"),
        ):
            self._take(slug, value, unit, begin, line, index, ended_at=end)

    def _sleep(
        self, row: Mapping[str, str], line: int, index: int, order: DateOrder, _: object
    ) -> None:
        walls = [parse_moment(row.get(name, ""), order) for name in (BEGIN, END)]
        begin, end = (None if wall is None else self._gathering.instant(wall) for wall in walls)
        for slug, name in (("sleep-duration", "Minutes Asleep"), ("time-in-bed", "Time in Bed")):
            at = None if end is None else begin
            ended = None if end is None else end[0]
            self._take(slug, _whole(row.get(name, "")), "min", at, line, index, ended_at=ended)

    def _take(
        self, slug: str, value: float, unit: str, at: tuple[int, int] | None, line: int,
        index: int, **more: Any,
    ) -> None:  # fmt: skip
        """Keep a value; 0 is none."""
        if value == 0:
            return
        if at is None or isnan(value):
            code = "time-unreadable" if at is None else "not-a-number"
            self._gathering.reject(line, code, index)
            return
        known = unit or self._gathering.unit(slug, example=f"{value:g}")
        if known is not None:
            draft = Draft(slug, value, known, *at, source=SOURCE, **more)
            self._gathering.take(draft, line, member=index)


def _whole(text: str) -> float:
    """A count, its thousands parted as the account has it; 0 where there is none."""
    return parse_unparted("".join(sign for sign in text if sign not in ".,' \u00a0\u202f") or "0")
