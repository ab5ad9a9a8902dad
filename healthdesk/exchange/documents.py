"""Records, persons, types and imports as the JSON documents that programs read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.identity import uid_text
from healthdesk.domain.records import Person, Record
from healthdesk.domain.times import isoformat
from healthdesk.domain.transfers import FileReport, ImportBatch, ImportReport, Question, Rejected

if TYPE_CHECKING:  # most commands know of none
    from healthdesk.domain.annotations import Annotation


@lru_cache(maxsize=1024)
def utc(at_ms: int | None) -> str | None:
    # What was imported together bears one stamp.
    return None if at_ms is None else isoformat(at_ms, 0)


def number(value: float | None) -> float | int | None:
    """Whole numbers without a point, as they were given."""
    if value is None:
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def record(row: Record, types: TypeBook) -> dict[str, Any]:
    """A record: values as given, times at the reading's own offset."""
    kind = types[row.type]
    components = []
    if kind.parts:
        values = (row.value, row.value2)
        components = [
            {"type": part.slug, "value": number(value), "unit": row.unit}
            for part, value in zip(kind.parts, values, strict=True)
        ]
    return {
        "id": row.id,
        "uid": uid_text(row.uid),
        "user_id": row.person_id,
        "type_id": row.type_id,
        "type": row.type,
        "value": number(row.value),
        "value2": number(row.value2),
        "unit": row.unit,
        "components": components,
        "comparator": row.comparator or None,
        "recorded_at": isoformat(row.recorded_at, row.offset),
        "ended_at": None if row.ended_at is None else isoformat(row.ended_at, row.offset),
        "note": row.note,
        "tags": list(row.tags),
        "source": row.source,
        "import_id": row.import_id,
        "created_at": utc(row.created_at),
        "updated_at": utc(row.updated_at),
        "deleted_at": utc(row.deleted_at),
    }


def annotation(row: Annotation) -> dict[str, Any]:
    """A note at a time, times at its own offset."""
    return {
        "id": row.id,
        "uid": uid_text(row.uid),
        "user_id": row.person_id,
        "at": isoformat(row.at, row.offset),
        "ended_at": None if row.ended_at is None else isoformat(row.ended_at, row.offset),
        "kind": row.kind,
        "text": row.text,
        "types": list(row.types),
        "import_id": row.import_id,
        "created_at": utc(row.created_at),
        "updated_at": utc(row.updated_at),
        "deleted_at": utc(row.deleted_at),
    }


def person(row: Person) -> dict[str, Any]:
    return {
        "id": row.id,
        "uid": uid_text(row.uid),
        "name": row.name,
        "color": row.color,
        "birth_date": row.birth_date,
        "sex": row.sex,
        "height_cm": number(row.height_cm),
        "time_zone": row.time_zone,
        "archived_at": utc(row.archived_at),
    }


def health_type(kind: HealthType, name: str, stamps: tuple[int, int]) -> dict[str, Any]:
    """A type; `stamps` are when its row was made and changed, in ms."""
    typical = kind.parts[0].typical if kind.parts else kind.typical
    return {
        "id": kind.id,
        "slug": kind.slug,
        "display_name": name,
        "unit": kind.units[0],
        "units": list(kind.units),
        "loinc": kind.loinc or None,
        "aggregate": kind.aggregate,
        "typical_range_low": typical.low,
        "typical_range_high": typical.high,
        "created_at": utc(stamps[0]),
        "updated_at": utc(stamps[1]),
    }


def import_report(
    report: ImportReport, zone: str, reason: Callable[[Rejected], str]
) -> dict[str, Any]:
    """What came of an import; `reason` puts a rejection into words."""
    return {
        "batch": report.batch,
        "files": [_file(file, zone, reason) for file in report.files],
    }


def _file(file: FileReport, zone: str, reason: Callable[[Rejected], str]) -> dict[str, Any]:
    told = file.warnings if file.refused is None else (file.refused, *file.warnings)
    return {
        "path": file.path,
        "format": file.format or None,
        "read": file.read,
        "added": file.added,
        "duplicate": file.duplicate,
        "rejected": file.rejected,
        "ignored": dict(file.ignored),
        "types": dict(file.types),
        "from": None if file.first is None else isoformat(*file.first),
        "to": None if file.last is None else isoformat(*file.last),
        "time_zone": file.time_zone or zone,
        "warnings": [reason(one) for one in told],
        "questions": [_question(one) for one in file.questions],
        "rejections": [_rejection(one, reason) for one in file.rejections],
        "units": {slug: list(units) for slug, units in file.units.items()},
        "annotations": file.annotations,
        "goals": file.goals,
        "reminders": file.reminders,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "subject": question.subject,
        "choices": list(question.choices),
        "flag": question.flag,
        "details": dict(question.details),
    }


def _rejection(rejected: Rejected, reason: Callable[[Rejected], str]) -> dict[str, Any]:
    found: dict[str, Any] = {"line": rejected.line, "reason": reason(rejected)}
    return {**found, "file": rejected.member} if rejected.member else found


def import_batch(batch: ImportBatch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "at": utc(batch.created_at),
        "user_id": batch.person_id,
        "files": list(batch.files),
        "added": batch.added,
        "status": batch.status,
    }
