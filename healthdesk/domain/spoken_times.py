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
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from healthdesk.domain.records import Remark
from healthdesk.domain.times import OFFSET_MAX, OFFSET_MIN, from_datetime
from healthdesk.domain.typed_text import fold

FUTURE_ALLOWED: Final = dt.timedelta(minutes=5)
OLDEST_YEAR: Final = 1900
NOON: Final = dt.time(12)
_DAY: Final = dt.timedelta(days=1)
_MONTHS_LISTED: Final = (
    "january jan januar janner",
    "february feb februar",
    "march mar marz maerz mrz",
    "april apr",
    "may mai",
    "june jun juni",
    "july jul juli",
    "august aug",
    "september sep sept",
    "october oct oktober okt",
    "november nov",
    "december dec dezember dez",
)
_MONTHS: Final = {
    word: number for number, words in enumerate(_MONTHS_LISTED, 1) for word in words.split()
}
_WEEKDAYS_LISTED: Final = (
    "monday montag",
    "tuesday dienstag",
    "wednesday mittwoch",
    "thursday donnerstag",
    "friday freitag",
    "saturday samstag sonnabend",
    "sunday sonntag",
)
_SHORT_WEEKDAYS_LISTED: Final = (
    "mon mo", "tue tues di", "wed mi", "thu thur thurs do", "fri fr", "sat sa", "sun so",
)  # fmt: skip
_WEEKDAYS: Final = {
    word: number for number, words in enumerate(_WEEKDAYS_LISTED) for word in words.split()
}
# Also everyday words ("sat", "so", "do"), so they count only before a clock time.
_SHORT_WEEKDAYS: Final = {
    word: number for number, words in enumerate(_SHORT_WEEKDAYS_LISTED) for word in words.split()
}


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_END: Final = r"(?![^\W_])"
_MONTH: Final = f"(?P<month>{_any(_MONTHS)})\\.?"
_LEAD: Final = re.compile(r"(?:(?:at|um|on|am|den|gegen)(?=[\s\d])|@)\s*")
_CLOCK_LEAD: Final = re.compile(r"(?:(?:at|um|gegen)(?=[\s\d])|@)")
_JOIN: Final = re.compile(r"\s*,?\s*(?:(?:at|um|on|am|den)(?=[\s\d])\s*|@\s*|t(?=\d))?")
_CLOCK: Final = re.compile(
    r"(?P<h>[0-9]{1,2})(?:(?P<sep>[:.])(?P<m>[0-9]{2})"
    r"(?::(?P<s>[0-9]{2})(?:[.,](?P<ms>[0-9]{1,9}))?)?)?(?![0-9]|[:.,/][0-9])"
)
_HALF: Final = re.compile(r" ?(?P<half>am|pm|a\.m\.|p\.m\.)" + _END)
_OCLOCK: Final = re.compile(r" ?(?:uhr|o'?clock)(?: ?(?P<m>[0-9]{2})(?![0-9]))?" + _END)
_OFFSET: Final = re.compile(
    r" ?(?:(?P<z>z)|(?P<sign>[+-])(?P<h>[0-9]{2}):?(?P<m>[0-9]{2}))(?![^\W_]|:)"
)
_ELAPSED: Final = re.compile(
    r"(?:-\s?(?P<n>[0-9]{1,6}(?:[.,][0-9]{1,3})?)\s?(?P<u>[a-z]+)(?P<more>[0-9]{1,2})?m?"
    r"|(?P<n2>[0-9]{1,6}(?:[.,][0-9]{1,3})?|an?|half an)\s?(?P<u2>[a-z]+) ago"
    r"|vor (?P<n3>[0-9]{1,6}(?:[.,][0-9]{1,3})?|einer|einem)\s?(?P<u3>[a-z]+))" + _END
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
_ISO_DATE: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_DOTTED: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.(?:\s?([0-9]{4}|[0-9]{2}))?(?![0-9:])")
_DOTTED_BEFORE_CLOCK: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})()(?=\s[0-9]{1,2}:[0-9]{2})")
_SLASHED: Final = re.compile(
    r"([0-9]{1,2})(?:/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?|-([0-9]{1,2})-([0-9]{4}))(?![0-9/]|[.,][0-9])"
)
_DAY_MONTH: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?[\s-]?(?:of )?" + _MONTH + _END
    + r"(?:[,\s-]{1,2}(?P<year>[0-9]{4})(?![0-9]))?"
)  # fmt: skip
_MONTH_DAY: Final = re.compile(
    _MONTH + r"\s(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:]|[.,/][0-9])"
    r"(?:,?\s(?P<year>[0-9]{4})(?![0-9:]))?"
)
_DAY_WORD: Final = re.compile(
    r"(?P<word>(?:the )?day before yesterday|vorgestern|yesterday|gestern|today|heute|now|jetzt"
    r"|tomorrow|morgen)" + _END
)
_DAYS_BACK: Final = {
    "now": 0, "jetzt": 0, "today": 0, "heute": 0, "yesterday": 1, "gestern": 1,
}  # fmt: skip
_WEEKDAY: Final = re.compile(
    rf"(?P<last>(?:last|letzte[nrs]?)\s)?(?P<word>{_any(_WEEKDAYS)})" + _END
)
_SHORT_WEEKDAY: Final = re.compile(rf"(?P<word>{_any(_SHORT_WEEKDAYS)})\b\.?")
_PART_OF_DAY: Final = re.compile(
    r"(?P<word>(?P<today>this|heute)\s(?P<part>morning|afternoon|evening|night|morgen|fruh"
    r"|vormittag|mittag|nachmittag|abend|nacht)"
    r"|(?P<yesterday>yesterday|gestern)\s(?P<part2>morning|afternoon|evening|night|morgen|fruh"
    r"|vormittag|mittag|nachmittag|abend|nacht)"
    r"|(?P<night>last night|letzte nacht)|(?P<tonight>tonight))" + _END
)
_MORNINGS: Final = frozenset({"morning", "morgen", "fruh", "vormittag"})
_NOON_WORD: Final = re.compile(r"noon" + _END)
_HINT: Final = re.compile(
    r"(?<![\w:/.])(?:[0-9]{1,2}:[0-9]{2}(?![\d:])|(?:yesterday|gestern|vorgestern|"
    rf"{_any(_WEEKDAYS)})(?!\w)|[0-9]{{1,2}}\s?(?:am|pm)(?!\w)"
    r"|(?:at|um|@)\s?[0-9]{1,2}(?![\w.,]))"
)


@dataclass(frozen=True, slots=True)
class TimeProblem:
    """Why a time cannot be taken, where it stands, and the edits `(start, end, text)` of the
    line that would each answer it."""

    code: str
    params: dict[str, object]
    start: int
    end: int
    fixes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A stretch of text that says when. `date`, `clock`: wall time; `offset`: minutes from
    UTC where one was typed; `elapsed`: time before now. `led`: begins with "at", "um", "@".
    """

    start: int
    end: int
    text: str = ""
    date: dt.date | None = None
    clock: dt.time | None = None
    clock_end: int = 0
    offset: int | None = None
    elapsed: dt.timedelta | None = None
    led: bool = False
    weekday: bool = False
    part_of_day: str = ""
    problem: TimeProblem | None = None

    @property
    def definite(self) -> bool:
        """Whether it would be odd as plain words of a note."""
        return (
            (self.led and self.clock is not None)
            or (self.date is not None and self.clock is not None)
            or (self.elapsed is not None and self.text.startswith("-"))
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in ms with its offset in minutes. `noon`: only a past day was given."""

    at: int
    offset: int
    noon: bool = False
    remarks: tuple[Remark, ...] = field(default=())


class _Unreal(Exception):
    """Digits that look like a date or clock but name none."""

    def __init__(self, code: str, start: int, end: int) -> None:
        super().__init__(code)
        self.code, self.start, self.end = code, start, end


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

    __slots__ = ("_now", "_order", "_sure", "_today", "_zone")

    def __init__(self, now: dt.datetime, date_order: str, order_sure: bool = True) -> None:
        self._now = now.replace(microsecond=0)
        self._today = now.date()
        self._zone = now.tzinfo
        self._order, self._sure = date_order, order_sure

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
        except _Unreal as unreal:
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
            found = self._date(text, start, slashes) or self._clock(text, start, led)
        if found is None:
            return None
        join = _JOIN.match(text, found.end)
        after = join.end() if join else found.end
        if found.clock is None:
            joined_led = join is not None and _CLOCK_LEAD.search(join.group()) is not None
            clock = self._clock(text, after, joined_led) if after > found.end else None
            return self._with_clock(found, clock, text)
        date = self._date(text, after, slashes) if after > found.end else None
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

    def _clock(self, text: str, pos: int, led: bool) -> TimePhrase | None:
        noon = _NOON_WORD.match(text, pos)
        if noon:
            return TimePhrase(pos, noon.end(), clock=NOON, clock_end=noon.end())
        found = _CLOCK.match(text, pos)
        if found is None:
            return None
        end = found.end()
        half, oclock = _HALF.match(text, end), _OCLOCK.match(text, end)
        suffix = half or oclock
        end = suffix.end() if suffix else end
        hour, minute = int(found["h"]), int(found["m"] or 0)
        if oclock and oclock["m"] and found["m"] is None:
            minute = int(oclock["m"])
        if found["sep"] != ":" and suffix is None:
            if not led or (found["sep"] is None and not _stops(text, end)):
                return None
            if found["sep"] is None and 1 <= hour <= 12:
                return self._which_half(text, pos, end, hour)
        if half:
            if not 1 <= hour <= 12:
                raise _Unreal("clock-unreal", pos, end)
            hour = hour % 12 + (12 if half["half"][0] == "p" else 0)
        micro = int((found["ms"] or "0").ljust(6, "0")[:6]) // 1000 * 1000
        try:
            clock = dt.time(hour, minute, int(found["s"] or 0), micro)
        except ValueError:
            raise _Unreal("clock-unreal", pos, end) from None
        return self._with_offset(text, TimePhrase(pos, end, clock=clock, clock_end=end))

    def _which_half(self, text: str, pos: int, end: int, hour: int) -> TimePhrase:
        early, late = f"{hour % 12}:00", f"{hour % 12 + 12}:00"
        problem = TimeProblem(
            "clock-vague", {"text": text[pos:end], "early": early, "late": late}, pos, end,
            ((pos, end, early), (pos, end, late)),
        )  # fmt: skip
        return TimePhrase(pos, end, clock=dt.time(hour % 12), clock_end=end, problem=problem)

    def _with_offset(self, text: str, phrase: TimePhrase) -> TimePhrase:
        found = _OFFSET.match(text, phrase.end)
        if found is None:
            return phrase
        if found["z"]:
            return replace(phrase, end=found.end(), offset=0)
        minutes = int(found["h"]) * 60 + int(found["m"])
        minutes = -minutes if found["sign"] == "-" else minutes
        if not OFFSET_MIN <= minutes <= OFFSET_MAX or int(found["m"]) > 59:
            raise _Unreal("offset-unreal", found.start(), found.end())
        return replace(phrase, end=found.end(), offset=minutes)

    def _date(self, text: str, pos: int, slashes: bool) -> TimePhrase | None:
        if pos < len(text) and "0" <= text[pos] <= "9":
            return self._numeric_date(text, pos, slashes) or self._month_date(text, pos)
        return (
            self._part_of_day(text, pos)
            or self._day_word(text, pos)
            or (self._month_date(text, pos) or self._weekday(text, pos))
        )

    def _numeric_date(self, text: str, pos: int, slashes: bool) -> TimePhrase | None:
        found = _ISO_DATE.match(text, pos)
        if found:
            year, month, day = int(found[1]), int(found[3]), int(found[4])
            return self._dated(pos, found.end(), day, month, year)
        found = _DOTTED.match(text, pos) or _DOTTED_BEFORE_CLOCK.match(text, pos)
        if found:
            return self._dated(pos, found.end(), int(found[1]), int(found[2]), _year(found[3]))
        found = _SLASHED.match(text, pos) if slashes else None
        if found is None:
            return None
        first, second = int(found[1]), int(found[2] or found[4])
        year_typed = _year(found[3] or found[5])
        if self._order == "dmy":
            first, second = second, first
        dated = self._dated(pos, found.end(), second, first, year_typed)
        if self._sure or first == second or max(first, second) > 12:
            return dated
        other = self._dated(pos, found.end(), first, second, year_typed)
        # A date that is still to come is none that was meant.
        past = [one for one in (dated, other) if one.date is None or one.date <= self._today]
        if len(past) == 1:
            return past[0]
        return replace(dated, problem=_order_open(text, dated, other))

    def _month_date(self, text: str, pos: int) -> TimePhrase | None:
        found = _DAY_MONTH.match(text, pos) or _MONTH_DAY.match(text, pos)
        if found is None:
            return None
        month = _MONTHS[found["month"]]
        return self._dated(pos, found.end(), int(found["day"]), month, _year(found["year"]))

    def _dated(self, pos: int, end: int, day: int, month: int, year: int | None) -> TimePhrase:
        try:
            date = dt.date(year, month, day) if year else self._last_such(day, month)
        except ValueError:
            raise _Unreal("date-unreal", pos, end) from None
        return TimePhrase(pos, end, date=date)

    def _last_such(self, day: int, month: int) -> dt.date:
        for year in range(self._today.year, self._today.year - 9, -1):  # 29 February
            try:
                date = dt.date(year, month, day)
            except ValueError:
                continue
            if date <= self._today:
                return date
        raise ValueError("no such date")

    def _day_word(self, text: str, pos: int) -> TimePhrase | None:
        found = _DAY_WORD.match(text, pos)
        if found is None:
            return None
        word, end = found["word"], found.end()
        if word in ("tomorrow", "morgen"):
            if not _stops(text, end) and not _clock_follows(text, end):
                return None
            return TimePhrase(pos, end, date=self._today + _DAY)
        back = _DAYS_BACK.get(word, 2)
        return TimePhrase(pos, end, date=self._today - back * _DAY)

    def _weekday(self, text: str, pos: int) -> TimePhrase | None:
        found = _WEEKDAY.match(text, pos)
        if found:
            back = (self._today.weekday() - _WEEKDAYS[found["word"]]) % 7
            back = 7 if found["last"] and back == 0 else back
            date = self._today - back * _DAY
            return TimePhrase(pos, found.end(), date=date, weekday=True)
        found = _SHORT_WEEKDAY.match(text, pos)
        if found is None:
            return None
        back = (self._today.weekday() - _SHORT_WEEKDAYS[found["word"]]) % 7
        date = self._today - back * _DAY
        return TimePhrase(pos, found.end(), date=date, weekday=True, part_of_day="short")

    def _part_of_day(self, text: str, pos: int) -> TimePhrase | None:
        found = _PART_OF_DAY.match(text, pos)
        if found is None:
            return None
        part = found["part"] or found["part2"] or ""
        kind = "morning" if part in _MORNINGS else "night" if found["night"] else "late"
        date = self._today - _DAY if found["yesterday"] else self._today
        return TimePhrase(pos, found.end(), date=date, part_of_day=kind)

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


def _order_open(text: str, dated: TimePhrase, other: TimePhrase) -> TimeProblem:
    """Digits that are a day and a month, whichever comes first."""
    dates = sorted(str(one.date) for one in (dated, other))
    params: dict[str, object] = {
        "text": text[dated.start : dated.end], "date": dates[1], "other_date": dates[0],
    }  # fmt: skip
    fixes = tuple((dated.start, dated.end, date) for date in reversed(dates))
    return TimeProblem("date-order-open", params, dated.start, dated.end, fixes)


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


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _stops(text: str, pos: int) -> bool:
    """Whether nothing but a tag or punctuation comes next."""
    rest = text[pos : pos + 3].lstrip()
    return not rest or rest[0] in "#,;!?" or rest == "."


def _clock_follows(text: str, pos: int) -> bool:
    join = _JOIN.match(text, pos)
    found = _CLOCK.match(text, join.end() if join else pos)
    return found is not None and found["sep"] == ":"


def _instants(wall: dt.datetime, zone: dt.tzinfo | None) -> list[dt.datetime]:
    return [wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]


def _wall(instant: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _year_of(moment: Moment) -> int:
    return 1970 + moment.at // 31_557_600_000


def _offset_text(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
