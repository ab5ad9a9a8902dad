"""From readings to the finished document of a visit report."""

from __future__ import annotations

import datetime as dt
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import Record, RecordQuery
from healthdesk.domain.reports import ReportOptions
from healthdesk.domain.times import date_of, day_of
from healthdesk.exchange import csv_file, fhir_out
from healthdesk.exchange.report_in import CSV_NAME, FHIR_NAME
from healthdesk.exchange.report_pdf import Attachment, Block, Document, Paragraph, Section
from healthdesk.services import (
    report_figures,
    report_guidelines,
    report_lists,
    report_notes,
    report_plots,
    report_reminders,
    report_summary,
    report_words,
)
from healthdesk.services.report_figures import Scope, TypeFigures
from healthdesk.services.report_notes import Numbered
from healthdesk.services.under_way import UnderWay
from healthdesk.storage import record_queries, records
from healthdesk.storage.database import Connection
from healthdesk.storage.rollups import DERIVED_FROM_SLEEP
from healthdesk.texts import Format, tr, type_name, usual_paper

PRESSURE, GLUCOSE, STAGES = "blood-pressure", "blood-glucose", "sleep-stage"
RECORDS_A_LOOK: Final = 5_000
# As much as is read back; half a million readings are less.
ATTACHED_MAX: Final = 70_000_000
# With a table up to here a bundle travels too, which takes seven times the room and then is
# more than other programs read.
BUNDLED_MAX: Final = 10_000_000


@dataclass(slots=True)
class Gathered:
    """What one walk over the readings brings: the newest of each type, the newest with a
    note, how many there are, the very last one, and the files that travel along."""

    lists: dict[str, deque[Record]] = field(default_factory=dict)
    notes: deque[Record] = field(default_factory=lambda: deque(maxlen=report_lists.NOTES_MAX))
    total: int = 0
    with_notes: int = 0
    last: Record | None = None
    files: tuple[Attachment, ...] = ()

    def take(self, record: Record) -> None:
        """Count a reading in; they come oldest first, and what is kept is newest first."""
        self.total += 1
        self.last = record
        newest = self.lists.setdefault(record.type, deque(maxlen=report_lists.READINGS_MAX))
        newest.appendleft(record)
        if record.note or record.tags:
            self.with_notes += 1
            self.notes.appendleft(record)


class Composer:
    """One report under way. `goals` makes the section about those of some types."""

    def __init__(
        self,
        connection: Connection,
        types: TypeBook,
        scope: Scope,
        options: ReportOptions,
        shape: Format,
        under_way: UnderWay,
        goals: Callable[[Sequence[str]], Section | None],
        *,
        attach: bool = True,
    ) -> None:
        self._connection, self._types, self._scope = connection, types, scope
        self._options, self._shape = options, shape
        self._under_way = under_way
        self._goals = goals
        self._attach = attach

    def document(self, kinds: Sequence[tuple[HealthType, str]]) -> tuple[Document, int]:
        """The report of these types, each in its unit, and how many readings it is about."""
        every = [one for kind, unit in kinds if (one := self._figures(kind, unit)) is not None]
        gathered = self._gathered(_told_by([one.kind.slug for one in every]))
        document = Document(
            language=self._shape.language,
            paper=self._options.paper or usual_paper(),
            title=tr("Health report"),
            subject=self._about(),
            facts=self._facts(gathered.last),
            sections=self._sections(every, gathered),
            footer=self._about(),
            page=tr("Page"),
            attachments=gathered.files,
        )
        return document, gathered.total

    def _figures(self, kind: HealthType, unit: str) -> TypeFigures | None:
        self._under_way.look(0, 1)
        one = report_figures.of_type(self._connection, self._scope, kind, unit)
        return one if one.readings or one.parts else None

    # The head

    def _about(self) -> str:
        return f"{self._scope.person.name} · {self._period()}"

    def _period(self) -> str:
        first, last = (self._shape.date(day) for day in self._scope.days)
        return f"{first} – {last}"

    def _facts(self, last: Record | None) -> tuple[tuple[str, str], ...]:
        person, shape = self._scope.person, self._shape
        facts = [(tr("Person"), person.name)]
        if person.birth_date:
            born = dt.date.fromisoformat(person.birth_date)
            said = tr(
                "{date} ({years} years old)",
                date=shape.date(day_of(born)), years=_years(born, self._scope.days[1]),
            )  # fmt: skip
            facts.append((tr("Born"), said))
        facts.append((tr("Period"), self._period()))
        # Instead of the hour of making, so that the same readings give the same file.
        newest = tr("no reading") if last is None else report_words.moment(last, shape)
        facts.append((tr("Readings up to"), newest))
        facts.append((tr("Times"), tr("local, {zone}", zone=self._scope.zone)))
        return tuple(facts)

    # The sections

    def _sections(self, every: Sequence[TypeFigures], gathered: Gathered) -> tuple[Section, ...]:
        if not every:
            said = Paragraph(tr("There is no reading of the chosen types in this period."))
            kept = self._reminders() if "reminders" in self._options.sections else None
            overview = Section(tr("Overview"), (said,))
            return (overview,) if kept is None else (overview, kept)
        made: tuple[tuple[str, Callable[[], Section | None]], ...] = (
            ("summary", lambda: report_summary.summary(every, self._scope.before, self._shape)),
            ("blood-pressure", lambda: self._pressure(every)),
            ("glucose", lambda: self._glucose(every)),
            ("charts", lambda: self._charts(every)),
            ("goals", lambda: self._goals([one.kind.slug for one in every])),
            ("reminders", self._reminders),
            ("annotations", lambda: self._annotations(every)),
            ("readings", lambda: report_lists.readings(gathered.lists, every, self._shape)),
            ("notes", lambda: self._notes(gathered)),
            ("data", lambda: self._data(gathered)),
        )
        wanted = (make() for name, make in made if name in self._options.sections)
        return tuple(section for section in wanted if section is not None and section.blocks)

    def _pressure(self, every: Sequence[TypeFigures]) -> Section | None:
        one = next((one for one in every if one.kind.slug == PRESSURE), None)
        if one is None:
            return None
        found = report_figures.pressures(self._connection, self._scope, one.kind)
        if found is None:
            return None
        return report_guidelines.pressure(found, one.kind, one.unit, self._shape)

    def _glucose(self, every: Sequence[TypeFigures]) -> Section | None:
        one = next((one for one in every if one.kind.slug == GLUCOSE), None)
        if one is None:
            return None
        found = report_figures.sugars(self._connection, self._scope, one.kind)
        if found is None:
            return None
        return report_guidelines.sugar(found, one.kind, one.unit, self._shape)

    def _charts(self, every: Sequence[TypeFigures]) -> Section:
        pictures: list[Block] = []
        noted = self._noted(every)[0] if "annotations" in self._options.sections else ()
        for one in every:
            series = report_figures.series(
                self._connection, self._scope, one.kind, one.unit, self._shape.week_begins
            )
            picture = report_plots.chart(one, series, self._scope.days, self._shape, noted)
            if picture is not None:
                pictures.append(picture)
        return Section(tr("Trends"), tuple(pictures))

    def _reminders(self) -> Section | None:
        found = report_reminders.of_period(
            self._connection, self._types, self._scope, self._options.types,
            self._shape.week_start,
        )  # fmt: skip
        return report_reminders.section(found, self._shape)

    def _annotations(self, every: Sequence[TypeFigures]) -> Section | None:
        noted, total = self._noted(every)
        return report_notes.section(noted, total, self._types, self._shape) if noted else None

    def _noted(self, every: Sequence[TypeFigures]) -> tuple[tuple[Numbered, ...], int]:
        slugs = [one.kind.slug for one in every]
        scope = self._scope
        return report_notes.of_period(self._connection, scope.person.id, scope.days, slugs)

    def _notes(self, gathered: Gathered) -> Section | None:
        if not gathered.notes:
            return None
        kinds = {kind.slug: kind for kind in self._types}
        return report_lists.notes(gathered.notes, gathered.with_notes, kinds, self._shape)

    def _data(self, gathered: Gathered) -> Section:
        names = [(file.name, file.description) for file in gathered.files]
        return report_lists.attached(names, gathered.total, self._shape)

    # The walk over the readings

    def _gathered(self, slugs: Sequence[str]) -> Gathered:
        """Read the readings once: into the lists, the notes and what travels along."""
        gathered = Gathered()
        kept: list[Record] = []
        wanted = "data" in self._options.sections
        for record in self._records(slugs) if slugs else ():
            gathered.take(record)
            if wanted and self._attach:
                kept.append(record)
        if wanted:
            # Where only pictures are made the files are named, but empty.
            gathered.files = self._files(kept)
        return gathered

    def _files(self, found: Sequence[Record]) -> tuple[Attachment, ...]:
        person = self._scope.person
        table = io.BytesIO()
        csv_file.write_records(table, found, person.name, self._types)
        if table.tell() > ATTACHED_MAX:
            return ()
        readings = Attachment(
            CSV_NAME, "text/csv", tr("The readings as a table (CSV)"), table.getvalue().decode()
        )
        if table.tell() > BUNDLED_MAX:
            return (readings,)
        bundle = io.BytesIO()
        fhir_out.write(bundle, found, {person.id: person}, self._types, type_name)
        described = tr("The readings as a FHIR bundle")
        told = bundle.getvalue().decode()
        return readings, Attachment(FHIR_NAME, "application/fhir+json", described, told)

    def _records(self, slugs: Sequence[str]) -> Iterator[Record]:
        """The readings of these types, oldest first."""
        first, last = self._scope.days
        query = RecordQuery(
            person_ids=(self._scope.person.id,), types=tuple(slugs), day_from=first, day_to=last,
            newest_first=False,
        )  # fmt: skip
        total = record_queries.count(self._connection, self._types, query)
        for record, number in records.each(self._connection, self._types, query):
            if number % RECORDS_A_LOOK == 0:
                self._under_way.look(number, total, number)
            yield record


def _told_by(slugs: Sequence[str]) -> tuple[str, ...]:
    """The types whose readings a report is made of: nights are worked out from stages."""
    nights = any(slug in DERIVED_FROM_SLEEP for slug in slugs)
    return (*slugs, *((STAGES,) if nights and STAGES not in slugs else ()))


def _years(born: dt.date, day: int) -> int:
    """Age in whole years on a day."""
    date = date_of(day)
    return date.year - born.year - ((date.month, date.day) < (born.month, born.day))
