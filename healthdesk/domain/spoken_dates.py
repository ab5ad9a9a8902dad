"""Dates as people type them: `12 Nov`, `11/12/2026`, `2026-11-08`, `yesterday`, `last monday`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from healthdesk.domain.spoken_clocks import clock_follows
from healthdesk.domain.spoken_phrases import END, TimePhrase, TimeProblem, Unreal, any_of, stops

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
WEEKDAYS: Final = {
    word: number for number, words in enumerate(_WEEKDAYS_LISTED) for word in words.split()
}
# Also everyday words ("sat", "so", "do"), so they count only before a clock time.
_SHORT_WEEKDAYS: Final = {
    word: number for number, words in enumerate(_SHORT_WEEKDAYS_LISTED) for word in words.split()
}
_MONTH: Final = f"(?P<month>{any_of(_MONTHS)})\\.?"
_ISO_DATE: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_DOTTED: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.(?:\s?([0-9]{4}|[0-9]{2}))?(?![0-9:])")
_DOTTED_BEFORE_CLOCK: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})()(?=\s[0-9]{1,2}:[0-9]{2})")
_SLASHED: Final = re.compile(
    r"([0-9]{1,2})(?:/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?|-([0-9]{1,2})-([0-9]{4}))(?![0-9/]|[.,][0-9])"
)
_DAY_MONTH: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?[\s-]?(?:of )?" + _MONTH + END
    + r"(?:[,\s-]{1,2}(?P<year>[0-9]{4})(?![0-9]))?"
)  # fmt: skip
_MONTH_DAY: Final = re.compile(
    _MONTH + r"\s(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:]|[.,/][0-9])"
    r"(?:,?\s(?P<year>[0-9]{4})(?![0-9:]))?"
)
_DAY_WORD: Final = re.compile(
    r"(?P<word>(?:the )?day before yesterday|vorgestern|yesterday|gestern|today|heute|now|jetzt"
    r"|tomorrow|morgen)" + END
)
_DAYS_BACK: Final = {
    "now": 0, "jetzt": 0, "today": 0, "heute": 0, "yesterday": 1, "gestern": 1,
}  # fmt: skip
_WEEKDAY: Final = re.compile(
    rf"(?P<last>(?:last|letzte[nrs]?)\s)?(?P<word>{any_of(WEEKDAYS)})" + END
)
_SHORT_WEEKDAY: Final = re.compile(rf"(?P<word>{any_of(_SHORT_WEEKDAYS)})\b\.?")
_PART_OF_DAY: Final = re.compile(
    r"(?P<word>(?P<today>this|heute)\s(?P<part>morning|afternoon|evening|night|morgen|fruh"
    r"|vormittag|mittag|nachmittag|abend|nacht)"
    r"|(?P<yesterday>yesterday|gestern)\s(?P<part2>morning|afternoon|evening|night|morgen|fruh"
    r"|vormittag|mittag|nachmittag|abend|nacht)"
    r"|(?P<night>last night|letzte nacht)|(?P<tonight>tonight))" + END
)
_MORNINGS: Final = frozenset({"morning", "morgen", "fruh", "vormittag"})


class DateReader:
    """Reads dates as seen from one day."""

    __slots__ = ("_order", "_sure", "_today")

    def __init__(self, today: dt.date, order: str, sure: bool) -> None:
        self._today, self._order, self._sure = today, order, sure

    def match(self, text: str, pos: int, slashes: bool) -> TimePhrase | None:
        """The date at `pos`, or None; `slashes` allows `11/12`. Raises `Unreal`."""
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
            raise Unreal("date-unreal", pos, end) from None
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
            if not stops(text, end) and not clock_follows(text, end):
                return None
            return TimePhrase(pos, end, date=self._today + _DAY)
        back = _DAYS_BACK.get(word, 2)
        return TimePhrase(pos, end, date=self._today - back * _DAY)

    def _weekday(self, text: str, pos: int) -> TimePhrase | None:
        found = _WEEKDAY.match(text, pos)
        if found:
            back = (self._today.weekday() - WEEKDAYS[found["word"]]) % 7
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


def _order_open(text: str, dated: TimePhrase, other: TimePhrase) -> TimeProblem:
    """Digits that are a day and a month, whichever comes first."""
    dates = sorted(str(one.date) for one in (dated, other))
    params: dict[str, object] = {
        "text": text[dated.start : dated.end], "date": dates[1], "other_date": dates[0],
    }  # fmt: skip
    fixes = tuple((dated.start, dated.end, date) for date in reversed(dates))
    return TimeProblem("date-order-open", params, dated.start, dated.end, fixes)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)
