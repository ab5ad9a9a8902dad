"""Medtronic CareLink: the CSV of pumps and sensors.

Sections follow one another, each behind a line of hyphens that names its device, each with
a header of its own; the index runs over all of them. The newest row is the first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final

from healthdesk.domain.records import Comparator, Draft
from healthdesk.domain.times import EPOCH
from healthdesk.domain.typed_text import fold
from healthdesk.exchange import glucose_values as values
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.clock_changes import LoggerClock
from healthdesk.exchange.csv_rows import delimiter_of, header_cells, rows
from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.glucose_values import FINGERSTICK, GLUCOSE
from healthdesk.exchange.local_times import parse_unparted
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

VENDOR: Final = "Medtronic"
# The preamble is shorter.
LEAD: Final = 60
HEAD: Final = 128 * 1024
INDEX, DATE, TIME = range(3)
RULE: Final = "-------"
NOWHERE = 1 << 20
SENSOR: Final = values.limits(40, 400, 2.2, 22.2)
METER: Final = values.limits(20, 600, 1.1, 33.3)

# Folded beginnings of the columns that count, in English, German and Dutch exports, and how they
# are called in others, where they have their unit.
_SENSOR = re.compile(
    r"(sensor ?gl[uy][ck]|sg \(|gl[uy][ckz]\w* (del? )?(sensor|capteur|sensore|senzor)"
    r"|(sensor|anturi)n? ?gl|glukoza z (sensora|czujnika)|glykemie (ze )?senzoru|глюкоза сенсора)"
)
_METER = re.compile(
    r"(bg reading|bz-messwert|bz-wert \(|bg-messwert|lectura de (gs|glucosa|bg)"
    r"|lecture (de )?(la )?gly|lettura (glicemia|bg|gm)|valore glicemia|leitura de (gs|glicemia|bg)"
    r"|bg-meting|bloedglucosemeting|bs-\w+ \(|odczyt (bg|gk)|hodnota gk|показание гк)"
)
_CARBS = re.compile(
    r"(bwz carb input|bolusexpert.*(kohlenhydrat|kh-)|.*carb input|kh-eingabe"
    r"|boluswizard kh-invoer|(entrada|ingreso|introduccion|apport|saisie|immissione|inserimento)\b"
    r".*(hidrat|carboh|carboid|glucid|\bhc\b|\bch\b)).*\(g"
)
# Grams in an exchange differ from country to country.
_EXCHANGES = re.compile(r"(.*carb input|bolusexpert.*(kohlenhydrat|kh-)|kh-eingabe).*\((ex|be|ke)")
_BOLUS = re.compile(
    r"(bolus volume delivered|abgegebene bolusmenge|abgegebenes bolusvolumen|afgegeven bolus"
    r"|volumen? (de|del|du )?\s?bolus (suministrad|administrad|entregad|delivre|administre)"
    r"|(bolus|volume bolo) (delivre|erogato|administrado)"
    r"|volume (de )?bol(o|us) (erogat|administrad))"
)
_BOLUS_SOURCE = re.compile(r"(bolus source|bolusquelle|bolus-quelle)")
# A pump that steers itself gives the steady flow in little boluses.
_AUTOMATIC: Final = frozenset({"CLOSED_LOOP_MICRO_BOLUS", "CLOSED_LOOP_AUTO_BASAL"})
# All that of a day in one row, in a section of its own, where they are not told one by one.
_OF_A_DAY: Final = "CLOSED_LOOP_AUTO_INSULIN"
_METER_SOURCE = re.compile(r"(bg source|bz-quelle)")
_MARKER = re.compile(r"(event marker|ereignis)")
_MEAL = re.compile(r"(?:meal|mahlzeit)\s*:\s*([0-9]+(?:[.,][0-9]+)?)\s*g", re.IGNORECASE)
# A dose of a pen or a syringe, as the log book has it.
_INJECTED = re.compile(r"insulin\w?\s*:\s*([0-9]+(?:[.,][0-9]+)?)\s*\w{0,8}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a section are."""

    sensor: int
    sensor_unit: str
    meter: int
    meter_unit: str
    meter_source: int
    carbs: int
    exchanges: int
    marker: int
    bolus: int
    bolus_source: int


def layout_of(cells: Sequence[str]) -> Layout | None:
    """The layout a header tells; None where the row is no header of this format."""
    names = [fold(cell).low.strip() for cell in cells]
    if len(names) < 5 or not names[INDEX].startswith("ind"):
        return None

    def find(pattern: re.Pattern[str]) -> int:
        return next((i for i, name in enumerate(names) if pattern.match(name)), NOWHERE)

    sensor, meter = find(_SENSOR), find(_METER)
    units = [values.unit_in(cells[i]) if i < len(cells) else "" for i in (sensor, meter)]
    if not any(units):
        return None
    others = (_METER_SOURCE, _CARBS, _EXCHANGES, _MARKER, _BOLUS, _BOLUS_SOURCE)
    return Layout(sensor, units[0], meter, units[1], *map(find, others))


def recognises(head: Head) -> bool:
    marked = any(RULE in line or "CareLink" in line for line in head.lines[:LEAD])
    return marked and any(layout_of(header_cells(line)) for line in head.lines[:LEAD])


def parser(files: Files, options: Options) -> Parser:
    return CareLink(files, options)


class CareLink:
    """Exports, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self._gathering = Gathering("carelink", files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        times = (_time(row.cells) for row in self._rows(member))
        clock = LoggerClock(self._gathering, self._options, times, self._newest_first(member))
        section = _Section(self._gathering, clock, index)
        for row in self._rows(member):
            section.row(row)
            yield

    def _newest_first(self, member: str) -> bool:
        """Whether, within a day, time goes back more often than forth."""
        back = forth = 0
        before = ("", "")
        for row in self._rows(member):
            day, time = row.cells[DATE], row.cells[TIME].strip().rjust(8, "0")
            if day == before[0]:
                back += time < before[1]
                forth += time > before[1]
            before = day, time
        return back >= forth

    def _delimiter(self, member: str) -> str | None:
        """That of the first header: the preamble may use another."""
        data = self._files.peek(member, HEAD)
        lines = data.decode(encoding_of(data), "replace").splitlines()[:LEAD]
        return next((delimiter_of(line) for line in lines if layout_of(header_cells(line))), None)

    def _rows(self, member: str) -> Iterator[_Row]:
        layout, device = None, ""
        for line, cells in rows(self._files, member, self._delimiter(member)):
            if cells[0].startswith(RULE):
                layout, device = None, cells[1] if len(cells) > 1 else ""
            elif found := layout_of(cells):
                layout = found
            elif layout is not None and len(cells) > TIME and cells[DATE].strip():
                yield _Row(line, cells, layout, device)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]
    layout: Layout
    device: str

    def cell(self, at: int) -> str:
        return self.cells[at] if at < len(self.cells) else ""


def _time(cells: Sequence[str]) -> str:
    return f"{cells[DATE].strip()} {cells[TIME].strip()}"


class _Section:
    """Rows of one file as readings."""

    def __init__(self, gathering: Gathering, clock: LoggerClock, member: int) -> None:
        self._gathering, self._clock, self._member = gathering, clock, member
        # A drop of blood that went on to calibrate the sensor is told again.
        self._drop = ("", "")
        # Days of which the pump's own doses are told one by one.
        self._told: set[str] = set()

    def row(self, row: _Row) -> None:
        layout = row.layout
        sensor, meter = row.cell(layout.sensor), row.cell(layout.meter)
        grams = _grams(row)
        nothing = True
        if layout.sensor_unit and not _none(sensor):
            self._glucose(row, sensor, layout.sensor_unit, SENSOR, ())
            nothing = False
        if layout.meter_unit and not _none(meter):
            self._meter(row, meter)
            nothing = False
        if grams != 0:
            self._take(row, "carbohydrates", grams, "g")
            nothing = False
        if not _none(row.cell(layout.exchanges)):
            self._gathering.tally.ignore("carbohydrates in exchanges")
            nothing = False
        if not _none(row.cell(layout.bolus)):
            self._bolus(row)
            nothing = False
        injected = _INJECTED.match(row.cell(layout.marker).strip())
        if injected:
            self._take(row, values.INSULIN, parse_unparted(injected[1]), "units")
            nothing = False
        if nothing:
            self._gathering.tally.ignore("pump event")

    def _meter(self, row: _Row, text: str) -> None:
        drop = (row.cells[DATE], text.strip())
        again = drop == self._drop and "CALIB" in row.cell(row.layout.meter_source).upper()
        self._drop = drop
        if again:
            self._gathering.tally.ignore("calibration")
        else:
            self._glucose(row, text, row.layout.meter_unit, METER, FINGERSTICK)

    def _bolus(self, row: _Row) -> None:
        source = row.cell(row.layout.bolus_source).strip().upper()
        dose, day = parse_unparted(row.cell(row.layout.bolus)), row.cells[DATE]
        if source == _OF_A_DAY:
            if day in self._told:
                self._gathering.tally.ignore("insulin of a day")
            else:
                self._take(row, values.INSULIN, dose, "units", tags=values.BASAL, of_day=True)
            return
        automatic = source in _AUTOMATIC
        if automatic:
            self._told.add(day)
        kind = values.BASAL if automatic else values.RAPID
        self._take(row, values.INSULIN, dose, "units", tags=kind)

    def _glucose(
        self, row: _Row, text: str, unit: str, limits: values.Limits, tags: tuple[str, ...]
    ) -> None:
        value, comparator = values.glucose(text, unit, limits)
        self._take(row, GLUCOSE, value, unit, comparator, tags)

    def _take(
        self,
        row: _Row,
        slug: str,
        value: float,
        unit: str,
        comparator: Comparator = "",
        tags: tuple[str, ...] = (),
        *,
        of_day: bool = False,
    ) -> None:
        if isnan(value):
            self._gathering.reject(row.line, "not-a-number", self._member)
            return
        instant = self._clock.instant(_time(row.cells), (row.device, slug, tags, of_day))
        if instant is None:
            self._gathering.reject(row.line, "time-unreadable", self._member)
            return
        draft = Draft(
            slug,
            value,
            unit,
            *instant,
            ended_at=self._midnight_after(*instant) if of_day else None,
            comparator=comparator,
            tags=tags,
            source=values.source(row.device, VENDOR),
        )
        self._gathering.take(draft, row.line, member=self._member)

    def _midnight_after(self, at: int, offset: int) -> int:
        """The end of the local day that an instant is in; the instant where no calendar has
        it."""
        day = (EPOCH + dt.timedelta(milliseconds=at, minutes=offset)).replace(tzinfo=None)
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            return self._gathering.instant(midnight + dt.timedelta(days=1))[0]
        except OverflowError:
            return at


def _none(text: str) -> bool:
    return values.is_none(text) or text.startswith(RULE) or parse_unparted(text) == 0


def _grams(row: _Row) -> float:
    """Carbohydrates of a meal, as the bolus calculator or the log book has them; 0 for none."""
    text = row.cell(row.layout.carbs)
    if not values.is_none(text):
        return parse_unparted(text)
    meal = _MEAL.match(row.cell(row.layout.marker).strip())
    return parse_unparted(meal[1]) if meal else 0.0
