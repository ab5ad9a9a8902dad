"""The visit report: a PDF for the doctor's desk, with its data inside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import IO, TYPE_CHECKING

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import FieldError, InvalidData, NotFound
from healthdesk.domain.records import Person
from healthdesk.domain.reports import Reportable, ReportMade, ReportOptions
from healthdesk.domain.times import day_of
from healthdesk.services.under_way import UnderWay, never, silent
from healthdesk.services.written_files import beside, refuse_own_file
from healthdesk.settings import Settings, local_zone
from healthdesk.storage import figures, persons, records
from healthdesk.storage.database import Connection, Database
from healthdesk.texts import Format, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from healthdesk.domain.health_types import HealthType
    from healthdesk.exchange.report_pdf import Document, Section
    from healthdesk.services.under_way import Cancel, Progress


class Reports:
    """Makes reports; call from a worker. Nothing is stored but the file asked for."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    @needs("data.export")
    def make(
        self,
        actor: Actor,
        person_id: int,
        options: ReportOptions,
        out: Path,
        progress: Progress,
        cancelled: Cancel,
    ) -> ReportMade:
        """Write the report as PDF, beside `out` and then renamed.

        The same readings, options and region give the same bytes. Raises `InvalidData` for
        an unknown type or a period that ends before it begins, `NotFound` for an unknown
        person, `Cancelled`.
        """
        refuse_own_file(out, self._db.path)
        with beside(out) as file:
            return self.stream(actor, person_id, options, file, progress, cancelled)

    @needs("data.export")
    def stream(
        self,
        actor: Actor,
        person_id: int,
        options: ReportOptions,
        out: IO[bytes],
        progress: Progress = silent,
        cancelled: Cancel = never,
    ) -> ReportMade:
        """Write the report as PDF to an open binary stream."""
        from healthdesk.exchange.report_pdf import pdf

        under_way = UnderWay(progress, cancelled)
        document, total = self._document(person_id, options, under_way.part(0, 0.5))
        made = pdf(document)
        under_way.look(1, 1, total)
        out.write(made)
        return ReportMade(total, attached=bool(document.attachments))

    @needs("records.read")
    def preview(
        self,
        actor: Actor,
        person_id: int,
        options: ReportOptions,
        cancelled: Cancel,
    ) -> list[bytes]:
        """The pages as PNG."""
        from healthdesk.exchange.report_pdf import pictures

        under_way = UnderWay(cancelled=cancelled)
        document, _ = self._document(person_id, options, under_way, attach=False)
        return pictures(document)

    @needs("records.read")
    def reportable(self, actor: Actor, person_id: int) -> Reportable:
        """What a report about somebody can be about."""
        with self._db.reading() as connection:
            kinds = self._kinds_of(connection, person_id)
            spans = [figures.span(connection, person_id, kind) for kind in kinds]
        days = [day for span in spans if span is not None for day in span]
        return Reportable(tuple(k.slug for k in kinds), (min(days), max(days)) if days else None)

    # Inside

    def _kinds_of(self, connection: Connection, person_id: int) -> list[HealthType]:
        used = {
            *records.types_used(connection, person_id),
            *figures.derived_types(connection, person_id),
        }
        return [kind for kind in self._db.types if kind.id in used and not kind.codes]

    def _document(
        self,
        person_id: int,
        options: ReportOptions,
        under_way: UnderWay,
        *,
        attach: bool = True,
    ) -> tuple[Document, int]:
        """The report in words, and how many readings it is about."""
        from healthdesk.services import report_goals
        from healthdesk.services.glucose_report import ranges_of
        from healthdesk.services.pressure_report import choice_of
        from healthdesk.services.report_document import Composer
        from healthdesk.services.report_figures import Scope

        shape = Format.of(self._settings, language=options.language or "")
        with speaking(shape.language), self._db.reading() as connection:
            person = _person(connection, person_id)
            zone = local_zone(self._settings, person.time_zone)
            today = day_of(dt.datetime.now(zone).date())
            days = options.period(today)
            kinds = self._kinds(connection, person_id, options.types)
            scope = Scope(person, days, zone, choice_of(self._settings), ranges_of(self._settings))
            types = self._db.types

            def goals(slugs: Sequence[str]) -> Section | None:
                found = report_goals.of_period(
                    connection, types, self._settings, scope, today, slugs
                )
                return report_goals.section(found, types, shape, min(days[1], today))

            composer = Composer(
                connection, types, scope, options, shape, under_way, goals, attach=attach
            )
            return composer.document([(kind, self._settings.unit_for(kind)) for kind in kinds])

    def _kinds(
        self, connection: Connection, person_id: int, slugs: tuple[str, ...]
    ) -> list[HealthType]:
        types = self._db.types
        for slug in slugs:
            if slug not in types:
                raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        if slugs:
            return [types[slug] for slug in dict.fromkeys(slugs) if not types[slug].codes]
        return self._kinds_of(connection, person_id)


def _person(connection: Connection, person_id: int) -> Person:
    for person in persons.every(connection, archived=True):
        if person.id == person_id:
            return person
    raise NotFound("unknown-person")
