"""Dates and times as people type them: `yesterday 21:00`, `-2h`, `12 Nov 8:00`, `um 7:30 Uhr`.

English and German words. The text comes folded (lower case, no accents, ASCII digits);
positions are positions in that folded text. What is vague ("this morning", "at 7") is asked
back, never placed. The rules where nothing is said:

- a clock time alone that is still ahead today is yesterday's, and a remark says so;
- a date without a year is the last such date, a weekday the last such day;
- a past date without a clock time is noon of that day; today without one is now;
- dates with points are day first (`12.11.`), with slashes in the person's order, and asked back
  where that is not known and both orders make a date;
- a wall time that a change of the clocks skips or repeats is asked back, each answer being
  the same time with its offset from UTC.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Final

from healthdesk.domain.records import Remark
from healthdesk.domain.spoken_clocks import JOIN, clock_at
from healthdesk.domain.spoken_dates import WEEKDAYS, DateReader
from healthdesk.domain.spoken_phrases import END, TimePhrase, TimeProblem, Unreal, any_of
from healthdesk.domain.times import NOON, from_datetime
from healthdesk.domain.typed_text import fold

FUTURE_ALLOWED: Final = dt.timedelta(minutes=5)
OLDEST_YEAR: Final = 1900
_DAY: Final = dt.timedelta(days=1)
_LEAD: Final = re.compile(r"(?:(?:at|um|on|am|den|gegen)(?=[\s\d])|@)\s*")
_CLOCK_LEAD: Final = re.compile(r"(?:(?:at|um|gegen)(?=[\s\d])|@)")
_ELAPSED: Final = re.compile(
    r"(?:-\s?(?P<n>[0-9]{1,6}(?:[.,][0-9]{1,3})?)\s?(?P<u>[a-z]+)(?P<more>[0-9]{1,2})?m?"
    r"|(?P<n2>[0-9]{1,6}(?:[.,][0-9]{1,3})?|an?|half an)\s?(?P<u2>[a-z]+) ago"
    r"|vor (?P<n3>[0-9]{1,6}(?:[.,][0-9]{1,3})?|einer|einem)\s?(?P<u3>[a-z]+))" + END
)
_ELAPSED_UNITS: Final = {
    word: seconds
    for seconds, words in (
        (60, "m min mins minute minutes minuten"),
        (3600, "h hr hrs hour hours std stunde stunden"),
        (86400, "d day days tag tage tagen"),
        (604800, "w week weeks woche wochen"),
    )
    for word in words.split()
}
_HINT: Final = re.compile(
    r"(?<![\w:/.])(?:[0-9]{1,2}:[0-9]{2}(?![\d:])|(?:yesterday|gestern|vorgestern|"
    rf"{any_of(WEEKDAYS)})(?!\w)|[0-9]{{1,2}}\s?(?:am|pm)(?!\w)"
    r"|(?:at|um|@)\s?[0-9]{1,2}(?![\w.,]))"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in ms with its offset in minutes. `noon`: only a past day was given."""

    at: int
    offset: int
    noon: bool = False
    remarks: tuple[Remark, ...] = field(default=())


def read_day(text: str, now: dt.datetime, date_order: str) -> dt.date | None:
    """The date that a text is, however it is written (`2026-11-08`, `8 Nov 2026`, `8.11.2026`,
    `yesterday`); None for anything else, also with a clock time. `now` is aware."""
    folded = fold(text.strip()).low
    phrase = TimeReader(now, date_order).match(folded, 0) if folded else None
    if phrase is None or phrase.problem is not None or phrase.clock is not None:
        return None
    return phrase.date if phrase.end == len(folded) else None


class TimeReader:
    """Reads and resolves times as seen from one `now` (aware, in the person's zone)."""

    __slots__ = ("_dates", "_now", "_order", "_today", "_zone")

    def __init__(self, now: dt.datetime, date_order: str, order_sure: bool = True) -> None:
        self._now = now.replace(microsecond=0)
        self._today = now.date()
        self._zone = now.tzinfo
        self._order = date_order
        self._dates = DateReader(self._today, date_order, order_sure)

    @property
    def today(self) -> dt.date:
        """The local date of now."""
        return self._today

    def present(self) -> Moment:
        return Moment(*from_datetime(self._now))

    # -- reading ------------------------------------------------------------------------

    def match(self, text: str, pos: int, *, slashes: bool = True) -> TimePhrase | None:
        """The longest time that begins at `pos`, or None. `slashes` allows `11/12` as a date."""
        elapsed = self._elapsed(text, pos)
        if elapsed is not None and elapsed.date is None:
            return elapsed
        lead = _LEAD.match(text, pos)
        start = lead.end() if lead else pos
        clock_led = _CLOCK_LEAD.match(text, pos) is not None
        try:
            phrase = self._components(text, start, clock_led, slashes, elapsed)
        except Unreal as unreal:
            phrase = TimePhrase(pos, unreal.end)
            bad = text[unreal.start : unreal.end]
            params: dict[str, object] = {"text": bad}
            if unreal.code == "date-unreal":
                params["order"] = self._order
            problem = TimeProblem(unreal.code, params, unreal.start, unreal.end)
            phrase = replace(phrase, problem=problem)
        if phrase is None:
            return None
        return replace(phrase, start=pos, text=text[pos : phrase.end], led=clock_led)

    def _components(
        self, text: str, start: int, led: bool, slashes: bool, found: TimePhrase | None
    ) -> TimePhrase | None:
        if found is None:
            found = self._dates.match(text, start, slashes) or clock_at(text, start, led)
        if found is None:
            return None
        join = JOIN.match(text, found.end)
        after = join.end() if join else found.end
        if found.clock is None:
            joined_led = join is not None and _CLOCK_LEAD.search(join.group()) is not None
            clock = clock_at(text, after, joined_led) if after > found.end else None
            return self._with_clock(found, clock, text)
        date = self._dates.match(text, after, slashes) if after > found.end else None
        if date is None:
            return found
        both = replace(
            date, clock=found.clock, clock_end=found.clock_end, offset=found.offset,
            problem=date.problem or found.problem,
        )  # fmt: skip
        return self._part_checked(both, text)

    def _with_clock(
        self, found: TimePhrase, clock: TimePhrase | None, text: str
    ) -> TimePhrase | None:
        if clock is None:
            if found.part_of_day == "short":
                return None
            return self._part_checked(found, text)
        both = replace(
            found, end=clock.end, clock=clock.clock, clock_end=clock.clock_end,
            offset=clock.offset, problem=found.problem or clock.problem,
        )  # fmt: skip
        return self._part_checked(both, text)

    def _part_checked(self, phrase: TimePhrase, text: str) -> TimePhrase:
        """A part of the day says too little alone, and must not contradict the clock."""
        part, clock = phrase.part_of_day, phrase.clock
        if part in ("", "short"):
            return phrase
        if clock is not None:
            if part == "night" and clock.hour >= 18:
                return replace(phrase, date=self._today - _DAY)
            if part == "night" and clock.hour < 6:
                return replace(phrase, date=self._today)
            if part == "morning" and clock.hour < 13:
                return phrase
            if part == "late" and clock.hour >= 12:
                return phrase
        words = text[phrase.start : phrase.end]
        problem = TimeProblem("time-vague", {"text": words}, phrase.start, phrase.end)
        return replace(phrase, problem=problem)

    def _elapsed(self, text: str, pos: int) -> TimePhrase | None:
        found = _ELAPSED.match(text, pos)
        if found is None:
            return None
        unit = _ELAPSED_UNITS.get(found["u"] or found["u2"] or found["u3"])
        if unit is None:
            return None
        amount = _amount(found["n"] or found["n2"] or found["n3"])
        span = TimePhrase(pos, found.end(), text=found.group())
        if unit >= 86400:
            days = round(amount * unit / 86400)
            try:
                return replace(span, date=self._today - days * _DAY)
            except OverflowError:
                problem = TimeProblem("time-too-old", {"year": OLDEST_YEAR}, pos, found.end())
                return replace(span, elapsed=dt.timedelta(0), problem=problem)
        seconds = amount * unit + 60 * int(found["more"] or 0)
        return replace(span, elapsed=dt.timedelta(seconds=round(seconds)))

    # -- placing ------------------------------------------------------------------------

    def merge(self, first: TimePhrase, second: TimePhrase) -> TimePhrase | None:
        """One time out of a date and a clock that stand apart, or None where they clash."""
        for day, clock in ((first, second), (second, first)):
            if day.elapsed or clock.elapsed or day.problem or clock.problem:
                continue
            if day.clock is None and clock.date is None and clock.clock is not None:
                return replace(clock, date=day.date, weekday=day.weekday)
        return None

    def resolve(self, phrase: TimePhrase) -> Moment | TimeProblem:
        """The instant a phrase names, or why it names none that can be stored."""
        if phrase.problem is not None:
            return phrase.problem
        try:
            answer = self._resolve(phrase)
        except (OverflowError, ValueError):
            return self._too_old(phrase)
        if isinstance(answer, Moment) and _year_of(answer) < OLDEST_YEAR:
            return self._too_old(phrase)
        return answer

    def _too_old(self, phrase: TimePhrase) -> TimeProblem:
        params: dict[str, object] = {"text": phrase.text, "year": OLDEST_YEAR}
        return TimeProblem("time-too-old", params, phrase.start, phrase.end)

    def _resolve(self, phrase: TimePhrase) -> Moment | TimeProblem:
        if phrase.elapsed is not None:
            then = self._now.astimezone(dt.UTC) - phrase.elapsed
            return Moment(*from_datetime(then.astimezone(self._zone)))
        if phrase.clock is None:
            return self._day_alone(phrase)
        if phrase.offset is not None:
            zone: dt.tzinfo | None = dt.timezone(dt.timedelta(minutes=phrase.offset))
            today = self._now.astimezone(zone).date()
        else:
            zone, today = self._zone, self._today
        date = phrase.date or today
        wall = dt.datetime.combine(date, phrase.clock)
        minute = self._now.replace(second=59)
        ahead = min(_instants(wall, zone)) > minute.astimezone(dt.UTC)
        remarks = self._year_remark(phrase, date)
        if ahead and phrase.date is None:
            wall -= _DAY
            params: dict[str, object] = {
                "time": phrase.clock.strftime("%H:%M"), "date": wall.date().isoformat(),
            }  # fmt: skip
            remarks = (Remark("clock-yesterday", params),)
        elif ahead and phrase.weekday:
            wall -= 7 * _DAY
        return self._placed(phrase, wall, zone, remarks)

    def _day_alone(self, phrase: TimePhrase) -> Moment | TimeProblem:
        date = phrase.date
        if date is None or date == self._today:
            return self.present()
        placed = self._placed(phrase, dt.datetime.combine(date, NOON), self._zone, ())
        if isinstance(placed, TimeProblem):
            return placed
        return replace(placed, noon=True, remarks=self._year_remark(phrase, date))

    def _year_remark(self, phrase: TimePhrase, date: dt.date) -> tuple[Remark, ...]:
        typed = str(date.year) in phrase.text or phrase.date is None
        if typed or date.year == self._today.year or (self._today - date).days < 32:
            return ()
        return (Remark("date-other-year", {"date": date.isoformat()}),)

    def _placed(
        self, phrase: TimePhrase, wall: dt.datetime, zone: dt.tzinfo | None,
        remarks: tuple[Remark, ...],
    ) -> Moment | TimeProblem:  # fmt: skip
        limit = self._now.astimezone(dt.UTC) + FUTURE_ALLOWED
        instants = _instants(wall, zone)
        if min(instants) > limit:
            params: dict[str, object] = {"time": wall.isoformat(" ", "minutes")}
            return TimeProblem("time-in-future", params, phrase.start, phrase.end)
        both = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
        if instants[0] == instants[1]:
            return Moment(*from_datetime(both[0]), remarks=remarks)
        skipped = _wall(instants[0], zone) != wall
        past = [m for m, at in zip(both, instants, strict=True) if at <= limit]
        if not skipped and len(past) == 1:
            return Moment(*from_datetime(past[0]), remarks=remarks)
        fixes = tuple(
            (phrase.clock_end, phrase.clock_end, _offset_text(from_datetime(m)[1])) for m in past
        )
        code = "time-skipped" if skipped else "time-repeated"
        params = {"time": wall.strftime("%H:%M"), "date": wall.date().isoformat()}
        return TimeProblem(code, params, phrase.start, phrase.end, fixes)


def hint(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where, between two positions, something reads like a time."""
    found = _HINT.search(text, start, end)
    return found.span() if found else None


def _amount(text: str) -> float:
    if text == "half an":
        return 0.5
    if text[0] in "0123456789":
        return float(text.replace(",", "."))
    return 1.0


def _instants(wall: dt.datetime, zone: dt.tzinfo | None) -> list[dt.datetime]:
    return [wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]


def _wall(instant: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _year_of(moment: Moment) -> int:
    return 1970 + moment.at // 31_557_600_000


def _offset_text(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
