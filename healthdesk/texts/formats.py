"""How numbers, values, dates and times are written in a language and a region."""

from __future__ import annotations

import datetime as dt
import math
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from healthdesk.domain.times import DAY_MS, MINUTE_MS, date_of, day_of, local_day, to_datetime
from healthdesk.texts.catalogue import ENGLISH, shipped_languages, tr, tr_n
from healthdesk.texts.names import code_name, type_name, unit_label

if TYPE_CHECKING:
    from healthdesk.domain.health_types import HealthType, TypeBook
    from healthdesk.domain.records import Draft, Record
    from healthdesk.domain.reports import Paper
    from healthdesk.settings import Settings

Order = Literal["dmy", "mdy", "ymd"]

MONTHS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        "de": ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni",
               "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    }
)  # fmt: skip
# Date with the month as a word, by language and order; the year first is always ISO 8601.
DATES: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("en", "dmy"): "{day} {month} {year}",
        ("en", "mdy"): "{month} {day}, {year}",
        ("de", "dmy"): "{day}. {month} {year}",
        ("de", "mdy"): "{month} {day}, {year}",
    }
)
# Languages that write 3,5 (CLDR); Swiss, Mexican and a few other regions do not.
COMMA: Final = frozenset(
    {
        "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi",
        "fr", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb",
        "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
        "vi",
    }
)  # fmt: skip
POINT_REGIONS: Final = frozenset(
    {"CH", "LI", "MX", "US", "GT", "HN", "NI", "PA", "PE", "PR", "SV", "DO", "CU"}
)
POINT_GROUPS: Final = frozenset({"da", "de", "es", "id", "it", "nl", "pt", "tr"})
THIN_BLANK: Final = "\u202f"
MONTH_FIRST: Final = frozenset({"US", "PH", "PR"})
YEAR_FIRST: Final = frozenset({"CA", "CN", "HU", "JP", "KR", "LT", "SE", "TW", "ZA"})
TWELVE_HOURS: Final = frozenset({"US", "CA", "AU", "NZ", "IN", "PH", "PK", "EG", "SA", "MX"})
SUNDAY_FIRST: Final = frozenset({"US", "CA", "MX", "BR", "JP", "KR", "TW", "IN", "IL", "PH", "ZA"})
SATURDAY_FIRST: Final = frozenset({"EG", "AE", "QA", "KW", "IR", "AF", "DZ", "SY", "JO"})
WEEK_DAYS: Final[Mapping[str, int]] = MappingProxyType({"monday": 0, "saturday": 5, "sunday": 6})
# What Windows calls languages and regions in the C library's locale names.
WINDOWS_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"english": "en", "german": "de", "united states": "US", "united kingdom": "GB",
     "germany": "DE", "austria": "AT", "switzerland": "CH", "canada": "CA", "australia": "AU"}
)  # fmt: skip
# Where paper is cut to US Letter (CLDR); anywhere else it is A4.
LETTER_REGIONS: Final = frozenset(
    {"US", "CA", "MX", "PH", "PR", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "SV", "VE", "BZ"}
)
POUNDS_PER_STONE: Final = 14
RACE: Final = "5k-time"
# Said by the type's own name already.
SILENT_UNITS: Final = frozenset({"steps", "count", "stage"})


def system_locale(environ: Mapping[str, str], category: str = "LC_NUMERIC") -> str:
    """Language and region this computer is set to, as `de_AT`; empty for none ("C").

    Read from the environment; on Windows and macOS, where that is silent, from the C library.
    """
    for name in ("LC_ALL", category, "LANG"):
        if environ.get(name):
            return _plain_locale(environ[name])
    if sys.platform in ("win32", "darwin"):
        import locale

        return _plain_locale(locale.getlocale()[0] or "")
    return ""


def _plain_locale(name: str) -> str:
    language, _, region = name.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")
    if language in ("C", "POSIX", ""):
        return ""
    language = WINDOWS_NAMES.get(language.lower(), language.lower())
    region = WINDOWS_NAMES.get(region.lower(), region)
    return f"{language}_{region}" if region else language


def language_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """Code of the language to speak: the chosen one, else the computer's, else English."""
    chosen = settings.text("language")
    if chosen != "system":
        return chosen
    wanted = system_locale(environ, "LC_MESSAGES").partition("_")[0]
    return wanted if wanted in shipped_languages() else ENGLISH


def usual_paper(environ: Mapping[str, str] = os.environ) -> Paper:
    """The paper of the region this computer is set to."""
    region = system_locale(environ, "LC_PAPER").partition("_")[2]
    return "us-letter" if region in LETTER_REGIONS else "a4"


@dataclass(frozen=True, slots=True)
class Format:
    """Signs and patterns of one language and region.

    `decimal` and `group` are the signs in numbers, `order` the one of dates, `week_start`
    the first day of a week (0 is Monday). `language` names the months. `order_sure`: whether
    the order was chosen or follows from the country; English alone tells none.
    """

    language: str = ENGLISH
    decimal: str = "."
    group: str = ","
    order: Order = "dmy"
    clock24: bool = True
    week_start: int = 0
    order_sure: bool = True

    @classmethod
    def of(
        cls,
        settings: Settings,
        environ: Mapping[str, str] = os.environ,
        language: str = "",
    ) -> Format:
        """As chosen in the settings, where they say `system` as on this computer; in
        `language`, where one is given, instead of theirs.

        A language chosen against the computer's brings its own decimal sign and date order.
        """
        spoken = language or language_of(settings, environ)
        numeric, timely = (system_locale(environ, name) for name in ("LC_NUMERIC", "LC_TIME"))
        if language or settings.text("language") != "system":
            numeric, timely = (_in_language(one, spoken) for one in (numeric, timely))
        decimal = _decimal(settings.text("number_format"), numeric)
        region = timely.partition("_")[2]
        chosen_week = settings.text("week_start")
        return cls(
            language=spoken if spoken in MONTHS else ENGLISH,
            decimal=decimal,
            group=_group(decimal, numeric),
            order=_order(settings.text("date_order"), region),
            clock24=region not in TWELVE_HOURS,
            week_start=WEEK_DAYS.get(chosen_week, _week_start(region)),
            order_sure=bool(region) or settings.text("date_order") != "system" or spoken != ENGLISH,
        )

    @property
    def week_begins(self) -> str:
        """The name of the day weeks begin on, as `domain.periods` takes it."""
        return next(name for name, day in WEEK_DAYS.items() if day == self.week_start)

    def number(self, value: float, decimals: int | None = None) -> str:
        """With this many decimals, half rounded up; without, with as many as it has."""
        if not math.isfinite(value):
            return "–"
        digits = _digits(value, decimals)
        negative = digits.startswith("-") and digits.strip("-0.") != ""
        whole, _, rest = digits.lstrip("-").partition(".")
        grouped = f"{int(whole):,}".replace(",", self.group)
        return ("−" if negative else "") + grouped + (self.decimal + rest if rest else "")

    def value(
        self,
        kind: HealthType,
        value: float,
        value2: float | None = None,
        unit: str = "",
        comparator: str = "",
        *,
        exact: bool = False,
    ) -> str:
        """A reading's value with its unit: `128/82 mmHg`, `7 h 20 min`, `<40 mg/dL`, `Deep`.

        `exact` keeps every digit that was given instead of the unit's usual ones.
        """
        unit = unit or kind.unit
        if kind.codes:
            return code_name(kind, value)
        decimals = None if exact else kind.decimals_in(unit)
        if value2 is not None and kind.parts:
            text = f"{self.number(value, decimals)}/{self.number(value2, decimals)}"
        elif unit == "st":
            return comparator + self._stones(value)
        elif kind.slug == RACE and unit in ("min", "s"):
            return comparator + _race_time(_converted(value, unit, "s"))
        elif unit in ("min", "h"):
            return comparator + self.duration(_converted(value, unit, "min"))
        elif unit == "points" and kind.hard.high == 10:
            return f"{comparator}{self.number(value, decimals)}/10"
        elif unit == "units":  # a zero behind the point of a dose has been read as ten times it
            text = self.number(value if decimals is None else round(value, decimals))
        else:
            text = self.number(value, decimals)
        label = unit_label(unit, text)
        return f"{comparator}{text} {label}" if label else comparator + text

    def _stones(self, value: float) -> str:
        tenths = round(value * POUNDS_PER_STONE * 10)
        stones, rest = divmod(tenths, POUNDS_PER_STONE * 10)
        return f"{self.number(stones, 0)} st {self.number(rest / 10)} lb"

    def duration(self, minutes: float) -> str:
        """Hours and minutes of a length in minutes; below an hour minutes alone."""
        total = round(abs(minutes))
        sign = "−" if minutes < 0 and total else ""
        hours, rest = divmod(total, 60)
        if not hours:
            return tr("{minutes} min", minutes=f"{sign}{rest}")
        if not rest:
            return tr("{hours} h", hours=f"{sign}{hours}")
        return tr("{hours} h {minutes} min", hours=f"{sign}{hours}", minutes=rest)

    def date(self, day: int) -> str:
        """A local day, given as its ordinal, with the month as a word: `12 Nov 2026`."""
        date = date_of(day)
        if self.order == "ymd":
            return date.isoformat()
        pattern = DATES[self.language, self.order]
        month = self.month(date.month)
        return pattern.format(day=date.day, month=month, year=date.year)

    def day_and_month(self, day: int) -> str:
        """A local day without its year: `12 Nov`, `11-12`."""
        date = date_of(day)
        if self.order == "ymd":
            return f"{date:%m-%d}"
        pattern = DATES[self.language, self.order]
        return pattern.format(day=date.day, month=self.month(date.month), year="").rstrip(" ,")

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""
        return MONTHS[self.language][number - 1]

    def time(self, at_ms: int, offset: int) -> str:
        """Clock time of an instant at its own offset."""
        return self.clock(to_datetime(at_ms, offset))

    def clock(self, moment: dt.datetime) -> str:
        """The clock time of a date-time as it stands."""
        if self.clock24:
            return f"{moment:%H:%M}"
        return f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"

    def lasting(
        self,
        at_ms: int,
        ended_at: int | None,
        offset: int,
        now: dt.datetime,
        *,
        brief: bool = False,
    ) -> str:
        """As `moment`, with when it ended: `yesterday 23:00–06:30`.

        An end a day later or more has its date; one in the same minute is not said. `brief`
        is for cells of a table: the offset alone, `12 Nov 2026 23:00–06:30 +01:00`.
        """
        return self._seen(at_ms, offset, now, self._end(at_ms, ended_at, offset), brief=brief)

    def moment(self, at_ms: int, offset: int, now: dt.datetime) -> str:
        """Day and time seen from `now` (aware, in the person's zone): `yesterday 21:00`.

        The offset is added where the clock was another one than at `now`'s place.
        """
        return self._seen(at_ms, offset, now, "")

    def _end(self, at_ms: int, ended_at: int | None, offset: int) -> str:
        """What follows the time of a beginning, with its dash."""
        if ended_at is None or ended_at // MINUTE_MS == at_ms // MINUTE_MS:
            return ""
        time = self.time(ended_at, offset)
        if ended_at - at_ms < DAY_MS:
            return f"–{time}"
        return f" – {self.date(local_day(ended_at, offset))} {time}"

    def _seen(
        self, at_ms: int, offset: int, now: dt.datetime, end: str, *, brief: bool = False
    ) -> str:
        day = local_day(at_ms, offset)
        time = self.time(at_ms, offset) + end
        here = to_datetime(at_ms, 0).astimezone(now.tzinfo).utcoffset() or dt.timedelta(0)
        if round(here.total_seconds() / 60) != offset:
            time += f" {_offset(offset)}" if brief else f" (UTC{_offset(offset)})"
        match day - day_of(now.date()):
            case 0:
                return tr("today {time}", time=time)
            case -1:
                return tr("yesterday {time}", time=time)
        return f"{self.date(day)} {time}"

    def relative(self, at_ms: int, now_ms: int) -> str:
        """How long ago an instant is: `5 min ago`, `3 days ago`."""
        minutes = (now_ms - at_ms) // 60_000
        if minutes < 1:
            return tr("just now")
        if minutes < 60:
            return tr("{minutes} min ago", minutes=minutes)
        if minutes < 24 * 60:
            return tr("{hours} h ago", hours=minutes // 60)
        days = minutes // (24 * 60)
        return tr_n("{n} day ago", "{n} days ago", days)


def _in_language(locale: str, language: str) -> str:
    """The computer's locale where it speaks this language; else the language's usual one."""
    if locale.partition("_")[0] == language:
        return locale
    return "" if language == ENGLISH else f"{language}_{language.upper()}"


def _decimal(chosen: str, locale: str) -> str:
    if chosen != "system":
        return "," if chosen == "comma" else "."
    language, _, region = locale.partition("_")
    return "," if language in COMMA and region not in POINT_REGIONS else "."


def _group(decimal: str, locale: str) -> str:
    language, _, region = locale.partition("_")
    if region in ("CH", "LI"):
        return "’"
    if decimal == ".":
        return ","
    return "." if language in POINT_GROUPS or not language else THIN_BLANK


def _order(chosen: str, region: str) -> Order:
    match chosen:
        case "dmy" | "mdy" | "ymd":
            return chosen
    if region in MONTH_FIRST:
        return "mdy"
    return "ymd" if region in YEAR_FIRST else "dmy"


def _week_start(region: str) -> int:
    if region in SUNDAY_FIRST:
        return WEEK_DAYS["sunday"]
    return WEEK_DAYS["saturday"] if region in SATURDAY_FIRST else WEEK_DAYS["monday"]


def _digits(value: float, decimals: int | None) -> str:
    """Plain digits with a point; half rounds away from zero, as on paper."""
    import decimal

    exact = decimal.Decimal(repr(float(value)))
    if decimals is None:
        text = f"{decimal.Context(prec=9).plus(exact):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    step = decimal.Decimal(1).scaleb(-decimals)
    wide = decimal.Context(prec=400, rounding=decimal.ROUND_HALF_UP)
    return f"{exact.quantize(step, context=wide):f}"


def _converted(value: float, unit: str, to: str) -> float:
    from healthdesk.domain import units  # only here: a window begins without a number

    return units.convert(value, unit, to)


def _race_time(seconds: float) -> str:
    """Minutes and seconds, with hours from one on."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02} min"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02} h"


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def preview(drafts: Sequence[Draft], types: TypeBook, shape: Format, now: dt.datetime) -> str:
    """What a line of quick entry was understood as: `Blood pressure 128/82 mmHg, today 08:00`.

    Readings of the line that share a time, tags and note are named one after the other.
    """
    if not drafts:
        return ""
    named = [in_words(draft, types[draft.type], shape) for draft in drafts]
    first = drafts[0]
    parts = [" · ".join(named), shape.lasting(first.recorded_at, first.ended_at, first.offset, now)]
    parts += [" ".join(f"#{tag}" for tag in first.tags)] if first.tags else []
    parts += [tr("“{note}”", note=first.note)] if first.note else []
    return ", ".join(parts)


def in_words(draft: Draft | Record, kind: HealthType, shape: Format) -> str:
    """A reading's type and value: `Steps 8,400`, a unit that is the type itself said once."""
    if draft.unit in SILENT_UNITS and not kind.codes:
        value = draft.comparator + shape.number(draft.value)
    else:
        value = shape.value(
            kind, draft.value, draft.value2, draft.unit, draft.comparator, exact=True
        )
    return f"{type_name(kind)} {value}"


def capital(words: str) -> str:
    """Words that begin a line of their own, such as a cell of a table."""
    return words[:1].upper() + words[1:]
