"""The CSV report of Omron Connect, in whatever language the app was.

Columns are told by their units and by the words of many languages; dates carry the month in
the app's language. An older shape begins with `Measurement Date, Timezone, SYS(mmHg)`. Some
reports hold further tables below the first, each under a header of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import Draft
from healthdesk.domain.transfers import DateOrder
from healthdesk.domain.typed_text import fold
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import (
    month_names_of,
    on_day,
    parse_date,
    parse_moment,
    parse_unparted,
    split_moment,
)
from healthdesk.exchange.members import read_members
from healthdesk.exchange.month_names import Months
from healthdesk.exchange.noticed import FIBRILLATION, IRREGULAR, is_noticed, says_no

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

NAME = "omron"
SOURCE = "Omron"
Kind = Literal[
    "systolic", "diastolic", "pulse", "weight", "body-fat", "visceral", "zone", "device", "note",
    "told", "irregular-heart-rate", "possible-afib", "body-movement", "truread", "steps",
    "distance", "derived", "when", "other",
]  # fmt: skip
FLAGS: Final[tuple[Kind, ...]] = (
    "irregular-heart-rate", "possible-afib", "body-movement", "truread",
)  # fmt: skip


def _words(*parts: str) -> re.Pattern[str]:
    """A pattern for folded text: the parts are written with their accents."""
    return re.compile(fold("|".join(parts)).low)


# What a column is, by what its folded name holds; the first that fits counts. Pressures are
# told by their units.
_COLUMNS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("truread", _words("truread")),
    ("possible-afib", _words(*FIBRILLATION)),
    ("irregular-heart-rate", _words(*IRREGULAR)),
    ("body-movement", _words(
        "movement", "movimi?ent", "moviment", "mouvement", "bewegung", "beweging", "rörelse",
        "bevæg", "beveg", "liike", "ruch", "pohyb", "mozgás", "hareket", "движен", "体動", "体动",
        "움직임",
    )),
    ("device", _words(
        "device", "dispositiv", "appareil", "gerät", "apparaat", "enhet", "enhed", "laite",
        "urządz", "zařízen", "eszköz", "cihaz", "aparelho", "устройств", "συσκευ", "機器", "機種",
        "设备", "裝置", "기기", "الجهاز", "thiết bị", "อุปกรณ์", "uređaj", "zariad",
    )),
    ("note", _words(
        "note", r"notas?\b", "notiz", "notit", "remarque", "anmerk", "bemerk", "opmerk",
        "anteckn", "bemærk", "merknad", "notat", "muistiin", "uwag", "poznám", "megjegyz",
        "заметк", "примечан", "σημειώσ", "メモ", "备注", "備考", "備註", "메모", "observa",
        "osserva", "ملاحظ", "ghi chú", "หมายเหตุ",
    )),
    ("told", _words(
        "sympt", "síntom", "sintom", "consum", "konsum", "eingenom", "ingenom", "genomen", "intag",
        "indtag", "objaw", "příznak", "przyj", "принят", "симптом", "症状", "증상", "服用", "복용",
    )),
    ("zone", _words(
        "time ?zone", "zeitzone", "huso", "fuseau", "fuso", "tijdzone", "tidszon", "タイムゾーン",
        "时区",
    )),
    ("visceral", _words("vis[cz]er", "висцер", "内臓脂肪", "内脏脂肪", "內臟脂肪", "내장지방")),
    ("body-fat", _words("(fat|fett|gras|gord|vet|tłuszcz|жир|脂肪|체지방).*%")),
    ("steps", _words(
        r"\bsteps\b(?!.*aerobic)", "schritte", r"\bpasos\b", r"nombre de pas\b", r"\bpassos\b",
        "passi", "stappen", "skridt", r"\bsteg\b", r"\bkroki\b", "шагов", "歩数", "步数", "걸음",
    )),
    ("distance", _words("distan[cz]", r"dystans", "afstand", "расстоян", "距離", "距离", "거리")),
    ("derived", _words(r"\bbmi\b", r"\bimc\b", r"\bvki\b")),
    ("pulse", _words("pul[sz]", "pols", "syke", "nabız", "tepy", "пульс", "脈拍", "脉搏", "맥박")),
)  # fmt: skip
_PRESSURE = _words(r"mm ?hg|kpa|мм ?рт|кпа|毫米汞柱|مم ?زئبق")
_KPA = re.compile("kpa|кпа")
_DIASTOLIC = _words(r"\bdia", "διαστ", "диа", "rozkurcz", "alapn", "最低", "拡張", "舒张", "이완")
_RATE = _words(r"\([^)]*(bpm|ppm|lpm|/ ?min|min-1|slag|hartsl|уд|拍|次|回|회|atım|tepů|ütés)")
_MASS = re.compile(r"\((kg|lbs?|st)\)")
_LENGTH = re.compile(r"\((km|mi|m)\)")
_MUSCLE = _words("mus[ck]", "spier", "筋", "肌", "근육")
# In the header of every report of recent years, in any language, or only in these.
_MARKS = re.compile(r"truread|ihb detection|cuff wrap guide|positioning indicator")
_MODEL = re.compile(r"\b(hem|hbf|bp|m|x|rs|hn)-?\d{2,4}[a-z]|omron|evolv", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "--", "—"})
# What is told of whole days.
_OF_DAYS: Final = frozenset({"steps", "distance"})
ZONE_NAME_MAX = 60
NAME_MAX = 40
# Columns of a table of readings, and of the lesser ones below another.
COLUMNS_MIN, COLUMNS_BELOW_MIN = 4, 2


@dataclass(frozen=True)
class _Table:
    """One table's columns. `unit` is that of its pressures."""

    header: tuple[str, ...]
    kinds: tuple[Kind, ...]
    unit: str
    mass: str
    length: str = "km"

    @cached_property
    def _places(self) -> dict[Kind, tuple[int, ...]]:
        """Where the columns of each kind are; asked for in every row."""
        found: dict[Kind, tuple[int, ...]] = {}
        for place, kind in enumerate(self.kinds):
            found[kind] = (*found.get(kind, ()), place)
        return found

    def texts(self, cells: list[str], kind: Kind) -> list[tuple[str, str]]:
        """(name of the column, its cell) of every column of a kind that tells something."""
        found = []
        for place in self._places.get(kind, ()):
            text = cells[place].strip() if place < len(cells) else ""
            if text not in _NOTHING:
                found.append((self.header[place], text))
        return found

    def text(self, cells: list[str], kind: Kind) -> str:
        return next((text for _, text in self.texts(cells, kind)), "")


@dataclass(frozen=True, slots=True)
class _When:
    """When the readings of a row are: those of a moment, and those of its whole day, from
    midnight on. None for what cannot be read."""

    moment: dt.datetime | None
    day: dt.datetime | None


def recognises(head: Head) -> bool:
    table = _table(header_cells(head.first_line))
    if table is None:
        return False
    told = fold(head.first_line).low
    if "systolic" in table.kinds and "diastolic" in table.kinds:
        return bool(_MARKS.search(told)) or _looks_like_omron(head)
    return "weight" in table.kinds and _looks_like_omron(head)


def _looks_like_omron(head: Head) -> bool:
    """Where the header is one that others use too: the model in a row, or the report's name."""
    return "omron" in head.name.lower() or any(map(_MODEL.search, head.lines[1:5]))


def _table(cells: Sequence[str], least: int = COLUMNS_MIN) -> _Table | None:
    """The columns below a header; None for what is no header of a table of readings."""
    header = tuple(cell.strip() for cell in cells)
    # Asked of every row, of which most hold numbers.
    if len(header) < least or any(cell[:1].isdigit() for cell in header):
        return None
    names = tuple(fold(cell).low for cell in header)
    pressures = [i for i, name in enumerate(names) if _PRESSURE.search(name)]
    if not pressures and any(_kind(name) == "zone" for name in names):
        # The reports with a zone in each row have them without a unit too.
        pressures = [i for i, name in enumerate(names) if name in ("sys", "dia")]
    walked = least < COLUMNS_MIN and any(_kind(name) == "steps" for name in names)
    if len(pressures) != 2 and not walked and not any(map(_MASS.search, names)):
        return None
    if 0 in pressures:
        return None
    kinds = [_kind(name) for name in names]
    for index in range(2):
        # The day, and mostly the time behind it.
        kinds[index] = "when" if kinds[index] == "other" else kinds[index]
    if len(pressures) == 2:
        low = next((i for i in pressures if _DIASTOLIC.search(names[i])), pressures[1])
        for index in pressures:
            kinds[index] = "diastolic" if index == low else "systolic"
    unit = "kPa" if pressures and _KPA.search(names[pressures[0]]) else "mmHg"
    masses = [found for name in names if (found := _MASS.search(name))]
    lengths = [found[1] for name in names if (found := _LENGTH.search(name))]
    return _Table(
        header, tuple(kinds), unit, masses[0][1].rstrip("s") if masses else "kg",
        lengths[0] if lengths else "",
    )  # fmt: skip


def _kind(name: str) -> Kind:
    if _RATE.search(name):
        return "pulse"
    if _MASS.search(name):
        return "other" if _MUSCLE.search(name) else "weight"
    return next((kind for kind, words in _COLUMNS if words.search(name)), "other")


def parser(files: Files, options: Options) -> Parser:
    return Omron(files, options)


class Omron:
    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        months = month_names_of(self._dates(member))
        order = self._gathering.date_order(self._dates(member), months)
        for line, cells, table in self._rows(member):
            if table is None:
                self.tally.ignore("other table")
            else:
                self._row(line, cells, table, _when(cells, table, order, months), index)
            yield

    def _rows(self, member: str) -> Iterator[tuple[int, list[str], _Table | None]]:
        """Rows below a header, with their table; None for tables of other kinds."""
        table: _Table | None = None
        name = ""
        for line, cells in rows(self._files, member):
            found = _table(cells, COLUMNS_BELOW_MIN if name else COLUMNS_MIN)
            first = fold(cells[0]).low.strip()
            if found is not None:
                table, name = found, first
            elif name and first == name:
                # The date's column again: another table's header.
                table = None
            elif name and any(cell.strip() for cell in cells):
                yield line, cells, table

    def _dates(self, member: str) -> Iterator[str]:
        before = ""
        for _, cells, table in self._rows(member):
            if table is not None and cells[0] != before:
                before = cells[0]
                parts = split_moment(cells[0])
                yield parts[0] if parts and parts[0] else cells[0]

    def _row(self, line: int, cells: list[str], table: _Table, when: _When, member: int) -> None:
        drafts = list(_drafts(cells, table))
        for name, text in table.texts(cells, "other"):
            if not says_no(text):
                self.tally.ignore(name[:NAME_MAX] or "?")
        if not drafts:
            self.tally.ignore("row without a reading")
            return
        note, tags = _note(cells, table), self._tags(cells, table)
        source = table.text(cells, "device") or SOURCE
        timeless = False
        for slug, value, value2, unit in drafts:
            begun, ended = self._span(slug, when)
            if begun is None:
                timeless = True
                continue
            draft = Draft(
                slug, value, unit, *begun, value2=value2, note=note, tags=tags, source=source,
                ended_at=ended,
            )  # fmt: skip
            self._gathering.take(draft, line, member=member)
            note, tags = "", ()
        if timeless:
            self._gathering.reject(line, "time-unreadable", member)

    def _tags(self, cells: list[str], table: _Table) -> tuple[str, ...]:
        """What the monitor surely noticed; a word that is not known is counted."""
        found: list[str] = []
        for flag in FLAGS:
            told = {name: is_noticed(text) for name, text in table.texts(cells, flag)}
            if True in told.values():
                found.append(flag)
            for name, noticed in told.items():
                if noticed is None:
                    self.tally.ignore(name[:NAME_MAX])
        return tuple(found)

    def _span(self, slug: str, when: _When) -> tuple[tuple[int, int] | None, int | None]:
        """When a reading begins, None where the row does not say; and when it ends."""
        if slug not in _OF_DAYS:
            return (None if when.moment is None else self._gathering.instant(when.moment)), None
        if when.day is None or when.day.date() == dt.date.max:
            return None, None
        ended, _ = self._gathering.instant(when.day + dt.timedelta(days=1))
        return self._gathering.instant(when.day), ended


def _drafts(cells: list[str], table: _Table) -> Iterator[tuple[str, float, float | None, str]]:
    """(type, value, second value, unit) of each reading of a row."""
    high, low = table.text(cells, "systolic"), table.text(cells, "diastolic")
    if high or low:
        second = parse_unparted(low) if low else None
        yield "blood-pressure", parse_unparted(high), second, table.unit
    others: tuple[tuple[Kind, str, str], ...] = (
        ("pulse", "heart-rate", "bpm"), ("weight", "weight", table.mass),
        ("body-fat", "body-fat", "%"), ("visceral", "visceral-fat", "rating"),
        ("steps", "steps", "steps"), ("distance", "distance", table.length or "km"),
    )  # fmt: skip
    for kind, slug, unit in others:
        text = table.text(cells, kind)
        if text:
            yield slug, parse_unparted(text), None, unit


def _when(cells: list[str], table: _Table, order: DateOrder, months: Months) -> _When:
    """Date and time in the first two cells, or both in the first; in the row's own zone where
    it tells one."""
    first = cells[0].strip()
    date = parse_date(first, order, months)
    wall = on_day(date, cells[1]) if len(cells) > 1 else None
    wall = wall or parse_moment(first, order, months)
    day = on_day(date or (wall.date() if wall else None), "00:00")
    zone = _zone(table.text(cells, "zone")) or (wall.tzinfo if wall else None)
    return _When(_within(wall, zone), _within(day, zone))


def _within(wall: dt.datetime | None, zone: dt.tzinfo | None) -> dt.datetime | None:
    """A wall-clock time in a zone, unless it tells its own."""
    if wall is None or wall.tzinfo is not None or zone is None:
        return wall
    return wall.replace(tzinfo=zone)


def _zone(name: str) -> dt.tzinfo | None:
    """The zone of an IANA name; None for none and for what is no such name."""
    try:
        return ZoneInfo(name) if name and len(name) <= ZONE_NAME_MAX else None
    except (KeyError, ValueError, OSError):
        return None


def _note(cells: list[str], table: _Table) -> str:
    """The user's note, then what was ticked, each behind the name of its column."""
    lines = [text for _, text in table.texts(cells, "note")]
    lines += [f"{name}: {text}" for name, text in table.texts(cells, "told")]
    return clean_note("\n".join(lines))
