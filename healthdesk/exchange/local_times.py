"""Dates, times and numbers as files of any language write them, none of them guessed.

A date order is proven by all dates of a file together, a decimal sign by all its numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import isnan, nan
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from healthdesk.domain.times import EPOCH, from_datetime
from healthdesk.domain.transfers import DateOrder
from healthdesk.domain.typed_text import fold, read_number
from healthdesk.exchange.batches import number
from healthdesk.exchange.month_names import SURE, Months, months_for
from healthdesk.exchange.weekday_names import without_weekday

ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy", "ymd")
# Thailand counts from the Buddha.
BUDDHIST_FROM, BUDDHIST_YEARS = 2400, 543
# A year of two digits above this is of the last century.
LAST_SHORT_YEAR = 69
DAY_MINUTES = 24 * 60
# Characters; no date is longer, and the words of one are looked at one by one.
DATE_MAX = 100

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_NUMERIC = re.compile(r"(\d{1,4})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?\Z")
# 08 10 2026; the second group is as above.
_SPACED = re.compile(r"(\d{1,4})( )(\d{1,2}) (\d{1,4})\Z")
# 20260204, of which only one of the orders has a month in its middle.
_CLOSE = re.compile(r"(?:(?P<ymd>(?:19|20)\d\d(?:0[1-9]|1[0-2])\d\d)|\d{4}(?:19|20)\d\d)\Z")
_YEAR, _MONTH, _DAY = (f"(?:{cjk}|{fold(hangul).low})" for cjk, hangul in ("年년", "月월", "日일"))
_EAST_ASIAN = re.compile(rf"(\d{{4}})\s?{_YEAR}\s?(\d{{1,2}})\s?{_MONTH}\s?(\d{{1,2}})\s?{_DAY}?\Z")
_VIETNAMESE = re.compile(r"(\d{1,2})\s(?:thang|thg)\s(\d{1,2}),?\s(\d{4})\Z")
_PIECE = re.compile(r"\d+|[^\s\d.,،/\-'׳॰]+")
# Words around the day, the month and the year: "4 de feb de 2026", "2026 m. vasario 4 d.".
_BESIDE = frozenset(
    {"de", "del", "d", "of", "the", "le", "den", "m", "g", "gada", "roku", "rok", "г", "р"}
    | {"st", "nd", "rd", "th", "er", "a", "o"}
)
_THAI = re.compile(r"(?<=[\u0e00-\u0e7f])\.(?=[\u0e00-\u0e7f])")

_MORNING = (
    "am", "a", "vm", "fm", "dop", "ap", "de", "oo", "πμ", "ص", "sa", "上午", "午前", "오전",
    "прпд", "дп", "пр.об", "ق.ظ", "pd", "fh", "pg", "早上", "凌晨",
)  # fmt: skip
_EVENING = (
    "pm", "p", "nm", "em", "odp", "ip", "du", "os", "μμ", "م", "ch", "下午", "午後", "오후",
    "попл", "пп", "сл.об", "ب.ظ", "md", "eh", "ptg", "pop",
)  # fmt: skip
# Around noon eleven is still the morning's; late in the evening some hours may be the next day's.
_AROUND_NOON, _LATE = ("中午",), ("晚上",)
LATE_HOURS: Final = frozenset({0, 1, 2, 3, 4, 12})


def _bare(word: str) -> str:
    return re.sub(r"[\s.]", "", fold(word).low)


_HALVES: Final = {
    **{_bare(word): "am" for word in _MORNING},
    **{_bare(word): "pm" for word in _EVENING},
    **{_bare(word): "noon" for word in _AROUND_NOON},
    **{_bare(word): "night" for word in _LATE},
}


def _either(halves: Iterable[str]) -> str:
    longest_first = sorted(halves, key=len, reverse=True)
    return "|".join(r"[\s.]*".join(map(re.escape, half)) for half in longest_first)


_HALF: Final = _either(_HALVES)
# Before the clock a letter by itself is a word: "à 12:05".
_HALF_BEFORE: Final = _either(half for half in _HALVES if not (half.isascii() and len(half) == 1))
_CLOCK = re.compile(
    rf"(?P<before>(?<!\w)(?:{_HALF_BEFORE})\.?\s?)?"
    r"(?<![\d:.])(?P<h>\d{1,2})(?P<sep>[:.h])(?P<m>\d\d)"
    r"(?:(?:(?P=sep)|:)(?P<s>\d\d)(?:[.,](?P<part>\d{1,9}))?)?(?![\d:])"
    rf"(?P<after>\s?(?:{_HALF})(?!\w)\.?)?(?:\s?(?:uhr|ч\.?|h)(?!\w))?"
)
# Offsets (minutes) that zones are known by; what stands for several (CST, IST, BST) is not here.
_ZONES: Final = MappingProxyType(
    {
        "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 60, "cet": 60, "mez": 60,
        "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540,
        "est": -300, "edt": -240, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    }
)  # fmt: skip
# Z, +0100, UTC+01:00, CET, Europe/Berlin; what stands in brackets behind it says it again.
_OFFSET = re.compile(
    rf"\s?\(?(?:(?P<zone>{'|'.join(_ZONES)})(?![a-z])|(?=[+-]))"
    r"(?:(?P<sign>[+-])(?P<h>\d{1,2})(?::?(?P<m>\d\d))?)?\)?(?:\s?[\[(][^\])]{1,60}[\])])?\Z"
)
_NO_OFFSET = re.compile(r"[+-]\d\d:?[6-9]\d\Z")
_PLACE = re.compile(r"\s?[\[(]?([a-z]{2,20}/[a-z_\-]{2,30}(?:/[a-z_\-]{2,30})?)[\])]?\Z")
# Wed Feb 04 07:30:00 CET 2026, as some programs write a moment.
_YEAR_LAST = re.compile(r"(?:\s([a-z]{1,4}))?\s(\d{4})\Z")
# 20260204073000
_CLOSE_MOMENT = re.compile(r"(\d{8})(\d\d)(\d\d)(\d\d)?\Z")
_DAYS_END = re.compile(r"24[:.]00(?:[:.]00)?\Z")
_JOINED = re.compile(r"(?<=\d)t(?=\d)")
_AROUND = " ,،;-"
_LEADS = re.compile(
    r"(?:(?<=\d)t|\s(?:at|um|kl\.?|klo\.?|om|a las?|a|alle|las|as|o|ore|saat|v|в|о|στισ))\Z"
)


class WallClock:
    """Turns wall-clock times of one zone into instants."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def instant(self, wall: dt.datetime, fold: int = 0) -> tuple[int, int]:
        """(ms, offset in minutes). A time that comes twice is the first one unless `fold`
        is 1; one that the clock skipped is as far behind the gap as it was in it."""
        return from_datetime(wall.replace(tzinfo=self._zone, fold=fold))

    def offset(self, at_ms: int) -> int:
        """The offset in minutes that was in force at an instant. Raises OverflowError or
        ValueError for one that no calendar holds."""
        moment = EPOCH + dt.timedelta(milliseconds=at_ms)
        return from_datetime(moment.astimezone(self._zone))[1]


# -- dates -----------------------------------------------------------------------------------


def orders_of(
    texts: Iterable[str], latest: dt.date | None = None, months: Months = SURE
) -> tuple[DateOrder, ...]:
    """The date orders that explain every date of a file, from texts that begin with a date.

    More than one: the user has to say. None: no date is readable, or they contradict each
    other. Texts no order reads are passed over, since their rows will be rejected; dates
    that are certain by themselves (year of four digits first, month in words) allow every
    order, and alone they give `ymd`. No date after `latest` explains anything. Of dates with
    points between the numbers the day comes before the month, as far as that explains them.
    """
    left = ORDERS
    certain, seen, dotted = False, False, True
    for text in texts:
        readings = _readings(text, months)
        if "" in readings:
            certain = True
            continue
        fitting = {
            order
            for order in ORDERS
            if order in readings and (latest is None or readings[order] <= latest)
        }
        if fitting:
            left = tuple(order for order in left if order in fitting)
            seen, dotted = True, dotted and "." in text
    if not seen:
        return ("ymd",) if certain else ()
    if dotted and "dmy" in left:
        # Nowhere does the month come first with points behind it.
        return tuple(order for order in left if order != "mdy")
    return left


def parse_date(text: str, order: DateOrder, months: Months = SURE) -> dt.date | None:
    """The date a text is in that order; None where it is none.

    Dates that are certain by themselves are read whatever the order says. `months` are the
    names that count; `month_names_of` finds them for a file.
    """
    if _ISO.match(text):
        return _date(text[:4], text[5:7], text[8:])
    readings = _readings(text, months)
    return readings.get("") or readings.get(order)


def month_names_of(texts: Iterable[str]) -> Months:
    """The month names that a file with these dates goes by (Croatian ones clash with others)."""
    return months_for(word for text in texts for word in _PIECE.findall(fold(text).low))


def _readings(text: str, months: Months) -> dict[str, dt.date]:
    """What a text may be by order; under "" what it is for certain."""
    low = fold(text).low.strip()
    if len(low) > DATE_MAX:
        return {}
    found = _readings_of(low, months)
    if found or (low.isascii() and not any(map(str.isalpha, low))):
        return found
    # "Mar" is a month and, in three languages, a Tuesday: as a day it counts last.
    plain = without_weekday(low)
    return _readings_of(plain, months) if plain != low else {}


def _readings_of(low: str, months: Months) -> dict[str, dt.date]:
    numeric = _NUMERIC.match(low) or _SPACED.match(low)
    if numeric:
        return _by_order(numeric[1], numeric[3], numeric[4])
    close = _CLOSE.match(low)
    if close:
        parts = (low[:4], low[4:6], low[6:]) if close["ymd"] else (low[:2], low[2:4], low[4:])
        return _by_order(*parts)
    found = _east_asian(low) or _worded(_THAI.sub("", low), months)
    return {"": found} if found else {}


def _by_order(first: str, second: str, third: str) -> dict[str, dt.date]:
    if len(first) > 2:
        return {} if len(first) == 3 else _kept({"": _date(first, second, third)})
    if len(third) not in (2, 4):
        return {}
    readings = {"dmy": _date(third, second, first), "mdy": _date(third, first, second)}
    if len(third) == len(first) == 2:
        readings["ymd"] = _date(first, second, third)
    return _kept(readings)


def _kept(readings: dict[str, dt.date | None]) -> dict[str, dt.date]:
    return {order: date for order, date in readings.items() if date is not None}


def _east_asian(low: str) -> dt.date | None:
    found = _EAST_ASIAN.match(low)
    if found:
        return _date(found[1], found[2], found[3])
    found = _VIETNAMESE.match(low)
    return _date(found[3], found[2], found[1]) if found else None


def _worded(low: str, months: Months) -> dt.date | None:
    """A date whose month is a word: year first, day first, or month first."""
    month = 0
    numbers: list[str] = []
    for piece in _PIECE.findall(low):
        if piece.isdecimal():
            numbers.append(piece)
        elif piece in months and not month:
            month = months[piece]
        elif piece not in _BESIDE:
            return None
    if not month or len(numbers) != 2:
        return None
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return _date(year, str(month), day) if len(day) <= 2 else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    if len(year) not in (2, 4) or len(day) > 2:
        return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= LAST_SHORT_YEAR else 1900
    elif number > BUDDHIST_FROM:
        number -= BUDDHIST_YEARS
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:
        return None


# -- clock times -----------------------------------------------------------------------------


def parse_clock(text: str) -> dt.time | None:
    """The time of day a text is: of 24 hours, or of 12 with its half in many languages."""
    low = fold(text).low.strip()
    found = _CLOCK.match(low)
    return _time(found) if found and found.end() == len(low) else None


def on_day(date: dt.date | None, text: str) -> dt.datetime | None:
    """The wall-clock time that a date and the text of a time of day make: 24:00 is the midnight
    that ends the day. None where either is none."""
    if date is None:
        return None
    clock = parse_clock(text)
    if clock is not None:
        return dt.datetime.combine(date, clock)
    if _DAYS_END.match(text.strip()) and date < dt.date.max:
        return dt.datetime.combine(date + dt.timedelta(days=1), dt.time())
    return None


def parse_moment(text: str, order: DateOrder, months: Months = SURE) -> dt.datetime | None:
    """Date and time of day in one text; aware where the text tells its offset. None where
    it is no such text; a date by itself is none."""
    if len(text) > 10 and not text.isdecimal():
        try:
            found = dt.datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            # Minutes of an offset above 59 are taken for more than an hour there.
            return None if found.tzinfo and _NO_OFFSET.search(text) else found
    parts = split_moment(text)
    if parts is None:
        return None
    wall = on_day(parse_date(parts[0], order, months), parts[1])
    if wall is None or not parts[2]:
        return wall
    zone = _zone(parts[2])
    return None if zone is None else wall.replace(tzinfo=zone)


def split_moment(text: str) -> tuple[str, str, str] | None:
    """The date, the time of day and the offset ("" for none) of one text, unread."""
    low = _JOINED.sub(" ", fold(text).low.strip())
    close = _CLOSE_MOMENT.match(low)
    if close:
        return close[1], ":".join(filter(None, close.groups()[1:])), ""
    clock = next((found for found in _CLOCK.finditer(low) if found["sep"] != "."), None)
    if clock is None:
        # 04.02.2026 08.35
        begin = low.rfind(" ") + 1
        clock = _CLOCK.match(low, begin) if begin else None
        if clock is None or clock.end() != len(low):
            return None
    before, rest = low[: clock.start()], low[clock.end() :]
    offset = _OFFSET.match(rest) or _PLACE.match(rest)
    year = _YEAR_LAST.match(rest) if before.strip() and offset is None else None
    told = offset[0] if offset else ""
    if year:
        before, told = f"{before.rstrip(_AROUND)} {year[2]}", year[1] or ""
    if offset or year:
        rest = ""
    date = _LEADS.sub("", (before or rest).strip(_AROUND))
    if before.strip() and rest.strip():
        return None
    return date, clock[0].strip(), told.strip()


def _zone(text: str) -> dt.tzinfo | None:
    """The offset, or the zone of a place, that stands behind a time; None for no known one."""
    found = _OFFSET.match(text)
    if found is None:
        place = _PLACE.match(text)
        return None if place is None else _zone_of(place[1])
    minutes = int(found["m"] or 0)
    if minutes > 59:
        return None
    minutes += int(found["h"] or 0) * 60
    minutes = _ZONES.get(found["zone"] or "z", 0) + (-minutes if found["sign"] == "-" else minutes)
    return dt.timezone(dt.timedelta(minutes=minutes)) if abs(minutes) < DAY_MINUTES else None


def _zone_of(place: str) -> dt.tzinfo | None:
    """The zone of a place whose name has lost its capitals."""
    name = _places().get(place)
    return None if name is None else ZoneInfo(name)


@cache
def _places() -> Mapping[str, str]:
    """The names of all zones by what is left of them without capitals."""
    return MappingProxyType({name.lower(): name for name in available_timezones()})


def _time(found: re.Match[str]) -> dt.time | None:
    hour, minute, second = int(found["h"]), int(found["m"]), int(found["s"] or 0)
    half = _HALVES.get(_bare(found["before"] or found["after"] or ""))
    if (half == "am" and hour > 12) or (half == "night" and hour in LATE_HOURS):
        # Twelve at night may be the midnight that begins the day, or that ends it; so the hours
        # after it.
        return None
    morning = half == "am" or (half == "noon" and hour in (10, 11))
    if half and hour <= 12:
        # Some write 13:05 pm.
        hour = hour % 12 + (0 if morning else 12)
    if hour > 23 or minute > 59 or second > 59:
        return None
    part = (found["part"] or "0")[:6].ljust(6, "0")
    return dt.time(hour, minute, second, int(part))


# -- numbers ---------------------------------------------------------------------------------


_POINTED = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?\Z", re.ASCII)
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}\Z", re.ASCII)


def parse_number(text: str, decimal: str = "") -> float:
    """A number with a comma or a point as its decimal sign and groups of thousands; NaN for
    anything else.

    `decimal` is the sign the column is known to use; without it `1.234` is NaN, being
    either of two numbers: `decimal_of` decides from the whole column.
    """
    bare = text.strip()
    either = _EITHER.match(bare)
    if either and not decimal:
        return nan
    if decimal != "," and _POINTED.match(bare):
        return number(bare)
    if not either and _POINTED.match(bare.replace(",", ".", 1)):
        return number(bare.replace(",", ".", 1))
    found = read_number(fold(bare).low.replace(" ", "'"), decimal)
    return nan if found is None else found + 0.0


def parse_unparted(text: str) -> float:
    """A number of a program that never parts thousands, having none to tell: its one comma or
    point is the decimal sign. NaN for anything else."""
    return parse_number(text, "," if "," in text else ".")


def is_either_number(text: str) -> bool:
    """Whether a text is a number whose only sign may be a decimal sign or part thousands."""
    return _EITHER.match(text.strip()) is not None


def decimal_of(texts: Iterable[str]) -> str:
    """The decimal sign that a column's numbers prove: "." or ",", "" where none does."""
    return next(_proofs(texts), "")


def _proofs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        bare = text.strip()
        last = max(bare.rfind("."), bare.rfind(","))
        if last < 0 or _EITHER.match(bare):
            continue
        sign = bare[last]
        if bare.count(sign) > 1:
            sign = "." if sign == "," else ","
        if not isnan(parse_number(bare, sign)):
            yield sign
