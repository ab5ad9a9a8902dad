"""The CSV of Beurer's HealthManager and of HealthForYou, which is its twin.

A preamble about the person, then a block for each kind: a title, a header, the rows. Columns
are named in the app's language, weights and sugar by their bare unit.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import Draft
from healthdesk.domain.times import NOON
from healthdesk.domain.transfers import DateOrder
from healthdesk.domain.typed_text import fold
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering, rounded
from healthdesk.exchange.local_times import decimal_of, on_day, parse_date, parse_number
from healthdesk.exchange.members import read_members
from healthdesk.exchange.noticed import is_noticed, says_no

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

NAME = "beurer"
SOURCE = "Beurer"
DELIMITER = ";"
# The preamble is short; what has no block within these lines is another file.
NAME_MAX = 100
OTHER_MAX = 40
LEAD_LINES = 80

# With or without what it is the date of: WeightDate, BloodPressureDate.
_DATE = re.compile(r"[a-z]{0,24} ?(date|datum|fecha|data|dato|paivamaara|tarih|дата)\Z")
_TIME = re.compile(
    r"(time|uhrzeit|zeit|heure|hora|ora|orario|tijd|tid|klokkeslaet|aika|godzina|czas|cas|saat|время)\Z"
)
# What a column is, by how its folded name begins; the first that fits counts.
_COLUMNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("time", _TIME),
    ("weight", re.compile(r"(kg|lbs?|st|(weight|gewicht|poids|peso|waga).*\((kg|lbs?|st)\))\Z")),
    ("systolic", re.compile(r"(sys|sis|сис)")),
    ("diastolic", re.compile(r"(dia|диа)")),
    (
        "pulse",
        re.compile(r"(pul\Z|puls|bpm\Z|pols|pouls|hartslag|herzfrequ|heart rate|пульс|nabiz|tep)"),
    ),
    ("body-fat", re.compile(r"(body ?fat|korperfett|graisse|grasa|massa gras|grasso|lichaamsvet)")),
    ("water", re.compile(r"(body ?)?(water|wasser|eau|agua|acqua|vocht)")),
    ("bones", re.compile(r"(bone|knochen|os\Z|hueso|ossa|massa ossea|botten)")),
    ("visceral", re.compile(r"vis[cz]eral")),
    ("glucose", re.compile(r"(.*\b)?(mg/dl|mmol/l)\b")),
    ("oxygen", re.compile(r"spo ?[2₂]")),
    ("temperature", re.compile(r"(.*\()?°\s?[cf]\)?\Z")),
    ("note", re.compile(r"(com+ent|kommentar|bemerkung|notiz|note|opmerking|uwag)")),
    ("medication", re.compile(r"(medi[ck]a|farmac|lek)")),
    (
        "arrhythmia",
        re.compile(r"(arr?h?[iy]t?h?m|herzrhythm|irr?eg|unregelm|onregelm|ihb|a-?fib|vorhoff)"),
    ),
    ("user", re.compile(r"(user|benutzer|nutzer|utilisateur|usuario|utente|gebruiker|bruger)\Z")),
    ("steps", re.compile(r"(steps|schritte|pas|pasos|passi|stappen|skridt|steg|kroki)\Z")),
)  # fmt: skip
_NOT_KEPT: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("muscles", re.compile(r"(muscle|muskel|musculo|muscol|spieren)")),
    ("mean arterial pressure", re.compile(r"(map|mad)\Z")),
)
# Whether somebody typed a reading in, which changes nothing in it.
_BY_HAND = re.compile(r"(manuell|added manually|manual|ajoute|anadido|aggiunto|toegevoegd)")
# What only a scale tells.
_OF_SCALES: Final = frozenset({"body-fat", "water", "bones", "visceral"})
# Worked out here.
DERIVED: Final = frozenset({"bmi", "imc", "vki"})
# Bones weigh less than this share of a body; scales that show more show no mass, or not only the
# minerals, and the file does not say which.
BONES_MAX: Final = 0.08
SHARE: Final = "%"
IRREGULAR: Final = ("irregular-heart-rate",)
# Of a header; the lines about the person have fewer.
COLUMNS_MIN: Final = 3
# The app writes binary fractions whole (59.84999847412109).
DIGITS: Final = 2
# Columns that are no reading.
BESIDE = frozenset({"date", "time", "note", "medication", "arrhythmia", "user"})
MASSES: Final = ("kg", "lb", "st")
WEIGHED: Final = ("weight", "bones")
# Column → type and unit, where no header tells another.
_PLAIN: Final = (
    ("body-fat", "body-fat", "%"),
    ("water", "body-water", "%"),
    ("visceral", "visceral-fat", "rating"),
    ("pulse", "heart-rate", "bpm"),
    ("oxygen", "oxygen-saturation", "%"),
    ("steps", "steps", "steps"),
)


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of the block that is being read: what they are, and where. `header` holds
    their folded names; `others` are the columns that nothing is known of."""

    header: tuple[str, ...]
    at: Mapping[str, int]
    not_kept: Mapping[str, int]
    others: Mapping[str, int]

    def name(self, column: str) -> str:
        return self.header[self.at[column]] if column in self.at else ""

    def told(self, cells: list[str]) -> dict[str, str]:
        """What a row tells, by column; without what is empty."""
        found = {name: cells[at].strip() for name, at in self.at.items() if at < len(cells)}
        return {name: text for name, text in found.items() if text not in ("", "-", "--")}


def recognises(head: Head) -> bool:
    titled = False
    for line in head.lines[:LEAD_LINES]:
        cells = header_cells(line, DELIMITER)
        block = _block(cells)
        # Where one block is surely the program's, the others of the file are.
        if block is not None and "time" in block.at and _is_own(block, titled=titled):
            return True
        if any(cells):
            titled = sum(map(bool, cells)) == 1
    return False


def _is_own(block: _Block, *, titled: bool) -> bool:
    """Whether these are the program's kinds: a weight under its bare unit beside the body's
    parts, or a pressure that is only called Sys and Dia, with a title above or what the program
    tells beside, since many a diary has such columns."""
    scale = "(" not in block.name("weight") and (
        bool(_OF_SCALES & block.at.keys()) or "bmi" in block.header or bool(block.not_kept)
    )
    pressure = {"systolic", "diastolic"} <= block.at.keys()
    beside = titled or block.not_kept or {"note", "medication"} <= block.at.keys()
    return ("weight" in block.at and scale) or (
        pressure
        and (bool(beside) or block.name("pulse") == "bpm")
        and len(block.name("systolic")) <= len("syst.")
    )


def _name(cell: str) -> str:
    """The name of a column, to compare; what is longer is none and not looked at whole."""
    return fold(cell[:NAME_MAX]).low.strip()


def _block(cells: Sequence[str]) -> _Block | None:
    """The block that a header begins; None for any other row."""
    if len(cells) < COLUMNS_MIN or not _DATE.match(_name(cells[0])):
        return None
    header = tuple(map(_name, cells))
    at = {"date": 0}
    not_kept: dict[str, int] = {}
    others: dict[str, int] = {}
    for index, name in enumerate(header[1:], 1):
        known = next((column for column, words in _COLUMNS if words.match(name)), None)
        other = next((kind for kind, words in _NOT_KEPT if words.match(name)), None)
        if known is not None:
            at.setdefault(known, index)
        elif other is not None:
            not_kept.setdefault(other, index)
        elif name and name not in DERIVED and not _BY_HAND.match(name):
            others.setdefault(name[:OTHER_MAX], index)
    return _Block(header, at, not_kept, others)


def parser(files: Files, options: Options) -> Parser:
    return Beurer(files, options)


class Beurer:
    """Every block of every file; a block of a kind unknown here gives nothing."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._answers = files, options.answers
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        order = self._gathering.date_order(cells[0] for _, cells, _ in self._rows(member))
        decimal = decimal_of(
            block.told(cells).get("weight", "") for _, cells, block in self._rows(member)
        )
        bones = self._unit_of_bones(member, decimal or ".")
        for line, cells, block in self._rows(member):
            for kind, column in block.not_kept.items():
                if column < len(cells) and cells[column].strip():
                    self.tally.ignore(kind)
            for name, column in block.others.items():
                if column < len(cells) and not says_no(cells[column]):
                    self.tally.ignore(name)
            told = block.told(cells)
            drafts = list(_drafts(told, block, decimal or ".", bones))
            wall = _wall(told, order)
            if not (drafts or block.at.keys() - BESIDE or block.not_kept or block.others):
                self.tally.ignore(next(iter(block.header[2:]), "?")[:OTHER_MAX])
            if drafts and wall is None:
                self._gathering.reject(line, "time-unreadable", index)
            elif wall is not None:
                self._take(line, drafts, wall, told, block, index)
            yield

    def _unit_of_bones(self, member: str, decimal: str) -> str:
        """The unit of bones where it is not that of the weight, else ""; asked where a mass in
        that unit could not be one."""
        given = self._answers.units.get("bone-mass", "")
        if given:
            return given
        for _, cells, block in self._rows(member):
            told = block.told(cells)
            weight, bones = (parse_number(told.get(name, ""), decimal) for name in WEIGHED)
            if bones > BONES_MAX * weight:
                unit = _unit_of(block.name("weight"), *MASSES)
                choices = (SHARE, unit, *(other for other in MASSES if other != unit))
                self._gathering.ask("unit", "bone-mass", choices, example=told["bones"])
                break
        return ""

    def _rows(self, member: str) -> Iterator[tuple[int, list[str], _Block]]:
        """Rows below a header, with their block; a title ends a block. What has words alone
        is the header of a block that is not known here."""
        block: _Block | None = None
        for line, cells in rows(self._files, member, DELIMITER):
            found = _block(cells)
            if found is not None:
                block = found
            elif sum(1 for cell in cells if cell.strip()) < 2:
                block = None
            elif _is_header_of_words(cells):
                block = _Block(tuple(map(_name, cells)), {"date": 0}, {}, {})
            elif block is not None:
                yield line, cells, block

    def _take(
        self,
        line: int,
        drafts: list[Draft],
        wall: dt.datetime,
        told: dict[str, str],
        block: _Block,
        member: int,
    ) -> None:
        """The note stands with the first of the readings."""
        if "time" not in told and any(draft.type != "steps" for draft in drafts):
            self.tally.warn("times-at-noon")
        at, offset = self._gathering.instant(wall)
        note = _note(told, block)
        noticed = is_noticed(told.get("arrhythmia", ""))
        if noticed is None:
            self.tally.ignore(block.name("arrhythmia")[:OTHER_MAX])
        for draft in drafts:
            if draft.value or draft.value2 or draft.type == "steps":
                placed = replace(rounded(draft, DIGITS), recorded_at=at, offset=offset, note=note)
                if draft.type == "blood-pressure" and noticed:
                    placed = replace(placed, tags=IRREGULAR)
                if draft.type == "steps" and "time" not in told:
                    placed = self._of_day(placed, wall)
                self._gathering.take(placed, line, member=member, user=told.get("user", ""))
                note = ""

    def _of_day(self, draft: Draft, wall: dt.datetime) -> Draft:
        """A reading that is of a whole day."""
        day = dt.datetime.combine(wall.date(), dt.time())
        (begun, offset), (ended, _) = (
            self._gathering.instant(day + dt.timedelta(days=n)) for n in range(2)
        )
        return replace(draft, recorded_at=begun, offset=offset, ended_at=ended)


def _is_header_of_words(cells: Sequence[str]) -> bool:
    """Whether a row is the header of a block that is not known here."""
    told = [cell for cell in cells if cell.strip()]
    return len(told) >= COLUMNS_MIN and not any(any(map(str.isdecimal, cell)) for cell in told)


def _drafts(told: dict[str, str], block: _Block, decimal: str, bones: str) -> Iterator[Draft]:
    """The readings of a row, not placed in time yet; `bones` is their unit, "" for that of the
    weight."""
    mass = _unit_of(block.name("weight"), *MASSES)

    def draft(slug: str, text: str, unit: str, second: str | None = None) -> Draft:
        value2 = None if second is None else parse_number(second, decimal)
        return Draft(slug, parse_number(text, decimal), unit, 0, 0, value2=value2, source=SOURCE)

    if "weight" in told:
        yield draft("weight", told["weight"], mass)
    if "bones" in told:
        found = draft("bone-mass", told["bones"], mass if bones in ("", SHARE) else bones)
        weight = parse_number(told.get("weight", ""), decimal)
        yield replace(found, value=found.value * weight / 100) if bones == SHARE else found
    if "systolic" in told or "diastolic" in told:
        unit = "kPa" if "kpa" in block.name("systolic") else "mmHg"
        second = told.get("diastolic")
        yield draft("blood-pressure", told.get("systolic", ""), unit, second)
    if "glucose" in told:
        name = block.name("glucose")
        yield draft("blood-glucose", told["glucose"], "mmol/L" if "mmol" in name else "mg/dL")
    if "temperature" in told:
        unit = "°F" if block.name("temperature").rstrip(")").endswith("f") else "°C"
        yield draft("body-temperature", told["temperature"], unit)
    for column, slug, unit in _PLAIN:
        if column in told:
            yield draft(slug, told[column], unit)


def _unit_of(name: str, *units: str) -> str:
    """The unit that a column's name is or ends with."""
    bare = name.rstrip("s)")
    return next((unit for unit in units if bare.endswith(unit.rstrip("s"))), units[0])


def _wall(told: dict[str, str], order: DateOrder) -> dt.datetime | None:
    """Date and time of a row; noon where it has no time."""
    day = parse_date(told.get("date", ""), order)
    if "time" not in told:
        return None if day is None else dt.datetime.combine(day, NOON)
    return on_day(day, told["time"])


def _note(told: dict[str, str], block: _Block) -> str:
    parts = [told.get("note", "")]
    if "medication" in told:
        parts.append(f"{block.name('medication').capitalize()}: {told['medication']}")
    return clean_note("\n".join(parts))
