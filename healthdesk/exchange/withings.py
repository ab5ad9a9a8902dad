"""The files of Withings' export: measurements, daily totals, nights, and what trackers notice.

Measured values (`weight.csv`, `bp.csv`, `height.csv`) have local times without a zone and a
header in the account's language and unit; nights and workouts tell their offset. Trackers'
minutes (`raw_*`) are instants on the clock of Withings' servers, wherever the person was. Where
minutes are there, the totals of the same days (`aggregates_*`) are left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import isnan
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from healthdesk.domain import units
from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import Draft
from healthdesk.domain.times import local_day
from healthdesk.domain.typed_text import fold
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import parse_moment, parse_unparted, split_moment
from healthdesk.exchange.members import read_members
from healthdesk.exchange.workouts import workout

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

NAME = "withings"
SOURCE = "Withings"
MAT_SOURCE = "Withings Sleep"
# What Withings had from another app and gives back.
IMPORT_SOURCE = "Withings import"
SOURCES: Final[Mapping[str, str]] = {
    "bed": MAT_SOURCE, "sleep-monitor": MAT_SOURCE, "import": IMPORT_SOURCE,
}  # fmt: skip
RAW = ("start", "duration", "value")
AGGREGATE = ("date", "value")
OTHER = ("type", "date", "value")


def _beginning(words: str) -> re.Pattern[str]:
    """Finds one of the words, folded as the header is, where it begins."""
    return re.compile("|".join(re.escape(fold(word).low) for word in words.split("|")))


# Words of the account's language, by how they begin.
_HEART = _beginning(
    "heart|herz|freq|frec|rythme|rithme|ritmo|hart|hjert|hjart|puls|polso|batti|tetno|syke|tep"
    "|nabiz|kalp|част|пульс|чсс|心|脈|심박|맥박|نبض|معدل"
)
_SYSTOLIC = _beginning("sys|sis|skurcz|сист|収縮|收缩|收縮|最高|수축|انقباض")
_DIASTOLIC = _beginning("dia|rozkurcz|диаст|拡張|舒张|舒張|最低|이완|انبساط")
_HEIGHT = _beginning(
    "height|taille|größe|altura|estatura|altezza|lengte|langd|hojde|høyde|pituus|wzrost|boy|рост|身"
    "|키|신장|الطول"
)
_LEAN = _beginning(
    "fat free|fat-free|fatfree|lean|fettfrei|fettfri|fedtfri|masse maigre|masa magra|massa magra"
    "|vetvrij|rasvaton|yağs|去脂|除脂肪|제지방"
)
_FAT = _beginning(
    "fat mass|fettmass|fedtmass|masse grasse|masa gras|massa gras|massa gor|massa de gord|vetmassa"
    "|masa tł|tłuszcz|tukova|rasva|yağ|жир|脂|体脂|體脂|체지방|지방|كتلة الدهون"
)
_MUSCLE = _beginning(
    "mus|spier|masse mus|masa mus|massa mus|masa mię|mięś|svalova|lihas|kas|мыш|筋|肌|근육"
    "|كتلة العض"
)
_BONE = _beginning(
    "bone|knoch|knogl|os|bein|masse oss|masa ose|massa os|masa kost|kost|luu|kemik|кост|bot|ben|骨"
    "|골|뼈|كتلة العظ"
)
_WATER = _beginning(
    "hydr|idra|hidra|wasser|water|eau|agua|acqua|vatten|vatsk|vann|vand|væske|nawodn|woda|voda"
    "|neste|vesi|гидр|гідр|вод|水|体水|體水|身体水|身體水|체수분|수분|سوائل|ماء"
)
_WAVE = re.compile(r"(pwv|pulse.?wave|pulswelle|.*onde de pouls|.*onda (del|di) p|.*\(m/s\)\Z)")
_AWAKE = re.compile(r"(awake|wach|eveil|despiert|acordad|svegl|wakker|vak|vagen)")
_IN_BRACKETS = re.compile(r".*\(([^()]{1,20})\)\Z")
MASSES, LENGTHS = ("kg", "lb", "st"), ("m", "cm", "ft", "in")
# The second of them is Cyrillic.
_SECONDS = re.compile(r".*\([s\u0441]\)\Z")
_TEMPERATURE = re.compile(r"value \(°([cf])\)\Z")
_SATURATION = re.compile(r"(spo|oxy|sauerstoff|satur|zuurstof|syre|saett|happi|酸素|血氧).*\(%\)\Z")
# What the body is made of. Lean mass first: some call it that without fat.
FAT_MASS = "fat-mass"
PARTS: Final = (
    (_LEAN, "lean-mass"), (_FAT, FAT_MASS), (_MUSCLE, "muscle-mass"), (_BONE, "bone-mass"),
    (_WATER, "body-water-mass"),
)  # fmt: skip
# Five feet three inches, as `height.csv` of an account in inches has them.
_FEET = re.compile(r"(\d)'\s?(\d{1,2}(?:\.\d+)?)(?:''|\"|″)?\Z", re.ASCII)

# Files that tell by their name alone what is in them.
AGGREGATES: Final[Mapping[str, tuple[str, str]]] = {
    "aggregates_steps": ("steps", "steps"),
    "aggregates_distance": ("distance", "m"),
    "aggregates_calories_earned": ("active-energy", "kcal"),
    "aggregates_calories_passive": ("basal-energy", "kcal"),
}
SINGLE: Final[Mapping[str, tuple[str, str]]] = {
    "manual_spo2": ("oxygen-saturation", "%"),
    "pwv": ("pulse-wave-velocity", "m/s"),
}
# Sums and means of a day that are no amount of it.
AGGREGATED = "aggregates_"
# By the word in each row of `other.csv`. Shares of the body are there only in whole per cent, and
# told better by the masses of `weight.csv`.
OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "visceral fat": ("visceral-fat", "rating"),
    "vo2max": ("vo2-max", "mL/kg/min"),
}
# What follows the device in the name of a raw file.
MEASURES: Final[Mapping[str, tuple[str, str]]] = {
    "hr": ("heart-rate", "bpm"),
    "steps": ("steps", "steps"),
    "distance": ("distance", "m"),
    "calories-earned": ("active-energy", "kcal"),
    "auto_spo2": ("oxygen-saturation", "%"),
    "respiratory-rate": ("respiratory-rate", "/min"),
    "respiratory rate": ("respiratory-rate", "/min"),
    "hr sd nn": ("heart-rate-variability", "ms"),
}
# Where a workout says what it was.
ACTIVITY = 5
# Kinds whose rows begin with two instants.
SPANS = frozenset({"night", "workout"})
AMOUNTS = frozenset({"steps", "distance", "active-energy", "basal-energy"})
SLEEP_STATES: Final[Mapping[float, int]] = {0: 5, 1: 2, 2: 3, 3: 4}
# The old sleep monitor only told waking (0) from sleeping (1).
MONITOR_STATES: Final[Mapping[float, int]] = {0: 5, 1: 1}

# (line, cells of a row) → what comes of it, for one file.
_Row = Callable[[int, list[str]], None]


def recognises(head: Head) -> bool:
    cells = tuple(fold(cell).low for cell in header_cells(head.first_line))
    if not 2 <= len(cells) <= 40:
        return False
    kind = kind_of(cells, _stem(head.name))
    if kind in SPANS and len(head.lines) > 1:
        return None not in [_aware(cell) for cell in header_cells(head.lines[1], ",")[:2]]
    return kind != ""


def kind_of(cells: tuple[str, ...], stem: str) -> str:
    """Which file of the export begins with this folded header and has this name; "" for
    none."""
    kind = _named_kind(cells, stem) or _worded_kind(cells)
    # Any list of saturations looks so.
    return "" if kind == "saturation" and not stem.startswith("oxy") else kind


def _named_kind(cells: tuple[str, ...], stem: str) -> str:
    """Of a file whose columns are called the same in every language."""
    if cells == RAW:
        return "raw"
    if cells[:3] == OTHER and len(cells) <= 5:
        return "other"
    if cells == AGGREGATE and stem.startswith(AGGREGATED):
        return "aggregate"
    return "single" if cells == AGGREGATE and stem in SINGLE else ""


def _worded_kind(cells: tuple[str, ...]) -> str:
    """Of a file that the words of its header tell."""
    if len(cells) == 2 and cells[0] == "date" and _TEMPERATURE.match(cells[1]):
        return "temperature"
    if len(cells) >= 3 and _unit(cells[1], MASSES) and any(map(_FAT.match, cells[2:])):
        return "weight"
    if len(cells) >= 4 and _HEART.match(cells[1]):
        return "pressure" if _SYSTOLIC.match(cells[2]) and _DIASTOLIC.match(cells[3]) else ""
    if len(cells) in (2, 3):
        return _single_kind(cells)
    if sum(1 for cell in cells if _SECONDS.match(cell)) >= 4:
        return "night"
    return "workout" if len(cells) >= 6 and "gps" in cells else ""


def _single_kind(cells: tuple[str, ...]) -> str:
    """Of a file of one value a row, and perhaps a comment."""
    if _WAVE.match(cells[1]):
        return "pulse wave"
    if len(cells) == 3 and _SATURATION.match(cells[1]):
        return "saturation"
    length = len(cells) == 3 and _HEIGHT.match(cells[1]) and _unit(cells[1], LENGTHS)
    return "height" if length else ""


def parser(files: Files, options: Options) -> Parser:
    return Withings(files, options)


class Withings:
    """All files of an export, raw ones before the totals of the same days."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally
        # Days for which the trackers' own minutes are known, by type.
        self._days: dict[str, set[int]] = {}
        self._index = 0

    def batches(self) -> Iterator[Batch]:
        members = self._files.members
        raw_first = sorted(
            range(len(members)), key=lambda i: not _stem(members[i]).startswith("raw_")
        )
        yield from read_members(self._gathering, self._files, self._read, raw_first)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        self._index = index
        take: _Row | None = None
        header: tuple[str, ...] = ()
        for line, cells in rows(self._files, member):
            if not header:
                header = tuple(fold(cell.strip()).low for cell in cells)
                continue
            if take is None:
                take = self._reader(header, member)
            take(line, [cell.strip() for cell in cells])
            yield

    def _reader(self, header: tuple[str, ...], member: str) -> _Row:
        """How the rows of this file are read."""
        stem = _stem(member or self._files.name)
        kind = kind_of(header, stem)
        if kind == "raw":
            return self._raw(stem)
        if kind == "aggregate":
            return self._aggregate(*AGGREGATES[stem]) if stem in AGGREGATES else self._left(stem)
        if kind == "night":
            return self._nights(header)
        if kind == "workout":
            return self._workout
        if not kind:
            return self._left(header[1][:80] if len(header) > 1 and header[1] else "?")
        measured: dict[str, Callable[[list[str]], Iterator[Draft]]] = {
            "weight": _weights(header), "pressure": _pressures, "height": _heights(header),
            "pulse wave": _single("pulse-wave-velocity", "m/s"),
            "temperature": _single("body-temperature", f"°{header[-1][-2:-1].upper()}"),
            "saturation": _single("oxygen-saturation", "%"),
            "single": _single(*SINGLE.get(stem, ("", ""))), "other": self._others,
        }  # fmt: skip
        return self._measured(measured[kind], member, column=1 if kind == "other" else 0)

    def _left(self, name: str) -> _Row:
        """Rows that are not kept, counted by a name."""
        return lambda _line, _cells: self.tally.ignore(name)

    # -- measured values ---------------------------------------------------------------------

    def _measured(
        self, drafts: Callable[[list[str]], Iterator[Draft]], member: str, column: int = 0
    ) -> _Row:
        """Rows with a local time in one column."""
        order = self._gathering.date_order(
            parts[0]
            for _, cells in rows(self._files, member)
            if len(cells) > column and (parts := split_moment(cells[column]))
        )

        def take(line: int, cells: list[str]) -> None:
            found = list(drafts(cells))
            wall = parse_moment(cells[column], order) if len(cells) > column else None
            if wall is None:
                if found:
                    self._reject(line, "time-unreadable")
                return
            at, offset = self._gathering.instant(wall)
            for draft in found:
                if draft.type in NOT_KEPT:
                    self.tally.ignore(draft.type)
                else:
                    self._take(line, replace(draft, recorded_at=at, offset=offset))

        return take

    def _others(self, cells: list[str]) -> Iterator[Draft]:
        """A value under a word, perhaps of one part of the body."""
        word = fold(cells[0]).low
        known = OTHERS.get(word)
        if known is None or len(cells) < len(OTHER):
            self.tally.ignore(word or "?")
        elif cells[2]:
            yield _draft(known[0], cells[2], known[1])

    # -- totals, minutes, nights -------------------------------------------------------------

    def _aggregate(self, slug: str, unit: str) -> _Row:
        """One total a day, from midnight to midnight."""

        def take(line: int, cells: list[str]) -> None:
            value = parse_unparted(cells[1]) if len(cells) > 1 and cells[1] else 0.0
            if value == 0:
                return
            try:
                day = dt.datetime.fromisoformat(cells[0][:10])
            except ValueError:
                self._reject(line, "time-unreadable")
                return
            at, offset = self._gathering.instant(day)
            if local_day(at, offset) in self._days.get(slug, ()):
                self.tally.ignore(f"{slug} of a day")
                return
            ended = self._gathering.instant(day + dt.timedelta(days=1))[0]
            self._take(line, Draft(slug, value, unit, at, offset, ended_at=ended, source=SOURCE))

        return take

    def _raw(self, stem: str) -> _Row:
        """Rows of a start and two lists: seconds and values, one after the other."""
        device, measure = _device_and_measure(stem)
        source = SOURCES.get(device, SOURCE)
        if measure == "sleep-state":
            return self._stages(
                MONITOR_STATES if device == "sleep-monitor" else SLEEP_STATES, source
            )
        if measure not in MEASURES:
            return self._left(stem.removeprefix("raw_") or "?")
        slug, unit = MEASURES[measure]
        amount, judge = slug in AMOUNTS, self._gathering.judge

        def take(line: int, cells: list[str]) -> None:
            for at, offset, ended, value in self._listed(line, cells):
                if value == 0:
                    continue
                if amount and judge.earliest <= at <= judge.latest:
                    self._days.setdefault(slug, set()).add(local_day(at, offset))
                end = ended if amount else None
                self._take(line, Draft(slug, value, unit, at, offset, ended_at=end, source=source))

        return take

    def _stages(self, states: Mapping[float, int], source: str) -> _Row:
        def take(line: int, cells: list[str]) -> None:
            for at, offset, ended, value in self._listed(line, cells):
                code = states.get(value)
                if code is None:
                    self._reject(line, "sleep-stage-unknown")
                    continue
                draft = Draft(
                    "sleep-stage", code, "stage", at, offset, ended_at=ended, source=source
                )
                self._take(line, draft)

        return take

    def _listed(self, line: int, cells: list[str]) -> Iterator[tuple[int, int, int, float]]:
        """(start, offset, end, value) of each entry of a raw row; the offset is that of the
        zone asked for, since the file's is that of the servers."""
        begun = _aware(cells[0])
        if begun is None:
            self._reject(line, "time-unreadable")
            return
        seconds, values = (_list(cells[i] if i < len(cells) else "") for i in (1, 2))
        at, _ = self._gathering.instant(begun)
        for index, value in enumerate(values):
            lasted = seconds[index] if index < len(seconds) else 0.0
            if not 0 <= lasted < 1e6:
                self._reject(line, "not-a-number")
                return
            ended = at + round(lasted * 1000)
            try:
                offset = self._gathering.offset(at)
            except (OverflowError, ValueError):
                self._reject(line, "time-unreadable")
                return
            yield at, offset, ended, value
            at = ended

    def _nights(self, header: tuple[str, ...]) -> _Row:
        """Seconds of light, deep and REM sleep, which are the time asleep, among others."""
        spent = [i for i, name in enumerate(header) if _SECONDS.match(name)]
        asleep = [i for i in spent if not _AWAKE.match(header[i])][:3]

        def take(line: int, cells: list[str]) -> None:
            span = self._span(line, cells)
            if span is None:
                return
            at, offset, ended = span
            told = [parse_unparted(cells[i]) for i in asleep if i < len(cells) and cells[i]]
            if any(map(isnan, told)):
                self._reject(line, "not-a-number")
                return
            spans = (("sleep-duration", sum(told) / 60), ("time-in-bed", (ended - at) / 60_000))
            for slug, minutes in spans:
                if minutes:
                    value = round(minutes, 2)
                    draft = Draft(slug, value, "min", at, offset, ended_at=ended, source=SOURCE)
                    self._take(line, draft)

        return take

    def _workout(self, line: int, cells: list[str]) -> None:
        span = self._span(line, cells)
        if span is not None:
            at, offset, ended = span
            kind = cells[ACTIVITY] if len(cells) > ACTIVITY else ""
            self._take(line, workout((at, offset), ended, kind=kind, source=SOURCE))

    def _span(self, line: int, cells: list[str]) -> tuple[int, int, int] | None:
        begun, ended = (_aware(cells[i] if i < len(cells) else "") for i in (0, 1))
        if begun is None or ended is None:
            self._reject(line, "time-unreadable")
            return None
        if ended < begun:
            self._reject(line, "ended-before-begun")
            return None
        return *self._gathering.instant(begun), self._gathering.instant(ended)[0]

    def _take(self, line: int, draft: Draft) -> None:
        self._gathering.take(draft, line, member=self._index)

    def _reject(self, line: int, code: str) -> None:
        self._gathering.reject(line, code, self._index)


# -- rows of measured values; not placed in time yet -----------------------------------------

NOT_KEPT = frozenset({FAT_MASS})
_Drafts = Callable[[list[str]], Iterator[Draft]]


def _draft(slug: str, text: str, unit: str, note: str = "") -> Draft:
    return Draft(slug, parse_unparted(text), unit, 0, 0, note=note, source=SOURCE)


def _unit(name: str, among: tuple[str, ...]) -> str:
    """The unit in brackets at the end of a column's name; "" for none of those."""
    found = _IN_BRACKETS.match(name)
    return units.find(found[1], among) or "" if found else ""


def _weights(header: tuple[str, ...]) -> _Drafts:
    """Weight and what it is made of, all in the unit of the header."""
    told = [_unit(name, MASSES) for name in header]
    beside = next(
        (i for i, name in enumerate(header) if i and "(" not in name and name != "bmi"), 0
    )

    def drafts(cells: list[str]) -> Iterator[Draft]:
        note = clean_note(cells[beside]) if 0 < beside < len(cells) else ""
        weight = parse_unparted(cells[1]) if len(cells) > 1 else 0.0
        for name, text, unit in list(zip(header, cells, told, strict=False))[1:]:
            if not text or not _IN_BRACKETS.match(name):
                continue
            if name.endswith("(%)") and _FAT.match(name):
                yield _draft("body-fat", text, "%")
                continue
            if name == header[1]:
                yield _draft("weight", text, unit, note)
                continue
            # A column of another name is counted by it.
            known = unit and next((kind for words, kind in PARTS if words.match(name)), "")
            kind = known or name[:80]
            if kind == FAT_MASS and weight > 0:
                # The catalogue has the share, which the app shows as well.
                fat = _draft("body-fat", text, "%")
                yield replace(fat, value=round(fat.value / weight * 100, 2))
            else:
                yield _draft(kind, text, unit)

    return drafts


def _pressures(cells: list[str]) -> Iterator[Draft]:
    """A cuff's pressure and pulse; a scale writes its pulse here too, without a pressure."""
    pulse, high, low, note = (*cells[1:5], "", "", "", "")[:4]
    note = clean_note(note)
    if high or low:
        second = parse_unparted(low) if low else None
        yield replace(_draft("blood-pressure", high, "mmHg", note), value2=second)
        note = ""
    if pulse:
        yield _draft("heart-rate", pulse, "bpm", note)


def _heights(header: tuple[str, ...]) -> _Drafts:
    unit = _unit(header[1], LENGTHS)

    def drafts(cells: list[str]) -> Iterator[Draft]:
        if len(cells) > 1 and cells[1]:
            feet = _FEET.match(cells[1])
            inches = 12 * int(feet[1]) + float(feet[2]) if feet else 0.0
            draft = _draft("height", cells[1], unit, clean_note("".join(cells[2:3])))
            yield replace(draft, value=inches, unit="in") if feet else draft

    return drafts


def _single(slug: str, unit: str) -> _Drafts:
    def drafts(cells: list[str]) -> Iterator[Draft]:
        if len(cells) > 1 and cells[1]:
            yield _draft(slug, cells[1], unit, clean_note("".join(cells[2:3])))

    return drafts


def _stem(name: str) -> str:
    return PurePosixPath(name).name.lower().removesuffix(".csv")


def _device_and_measure(stem: str) -> tuple[str, str]:
    """raw_tracker_sleep-state → tracker, sleep-state."""
    rest = stem.removeprefix("raw_")
    device, _, measure = rest.partition("_")
    if rest.startswith("heart_rate_variability"):
        return "hr", rest.removeprefix("heart_rate_variability_")
    return device, measure


def _aware(text: str) -> dt.datetime | None:
    """An instant with its offset; None for anything else."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _list(text: str) -> list[float]:
    """[60,60] as numbers; a bare number is a list of one."""
    inner = text.removeprefix("[").removesuffix("]")
    return [parse_unparted(part) for part in inner.split(",")] if inner.strip() else []
