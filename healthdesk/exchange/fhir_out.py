"""A record as a FHIR R4 bundle: Patients and Observations, for other systems.

Only elements that R4, R4B and R5 have in common are used. Every Observation carries our own
code of its type beside LOINC's, so that what has no LOINC code is told as well and comes back
as it was. One entry a line; entries are never held together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from healthdesk.domain import units
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.identity import uid_text
from healthdesk.domain.records import MANUAL, Person, Record
from healthdesk.domain.times import isoformat
from healthdesk.exchange import fhir_codes as codes
from healthdesk.exchange.documents import number

Resource = dict[str, Any]
GENDERS = {"female": "female", "male": "male", "other": "other"}


def write(
    out: BinaryIO,
    records: Iterable[Record],
    persons: Mapping[int, Person],
    types: TypeBook,
    name: Callable[[HealthType], str],
    look: Callable[[Resource], None] = lambda _resource: None,
) -> int:
    """Write a bundle; returns how many Observations.

    `name` gives a type's shown name. Each resource is handed to `look` before it is written.
    """
    count = 0
    begin = b'{"resourceType":"Bundle","type":"collection"'
    for resource in _resources(records, persons, types, name):
        look(resource)
        count += resource["resourceType"] == "Observation"
        entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        out.write(begin + (b',"entry":[\n' if begin != b",\n" else b"") + text.encode())
        begin = b",\n"
    # An empty list is not allowed in FHIR.
    out.write(b"\n]}\n" if begin == b",\n" else begin + b"}\n")
    return count


def _resources(
    records: Iterable[Record],
    persons: Mapping[int, Person],
    types: TypeBook,
    name: Callable[[HealthType], str],
) -> Iterator[Resource]:
    yield from map(patient, persons.values())
    for row in records:
        kind = types[row.type]
        yield observation(row, kind, persons[row.person_id], name(kind))


def patient(person: Person) -> Resource:
    told: Resource = {
        "resourceType": "Patient",
        "id": uid_text(person.uid),
        "identifier": [_identifier(person.uid)],
        "name": [{"text": person.name}],
    }
    if person.sex is not None:
        told["gender"] = GENDERS[person.sex]
    if person.birth_date is not None:
        told["birthDate"] = person.birth_date
    return told


def observation(row: Record, kind: HealthType, person: Person, name: str) -> Resource:
    """A reading; one in the bin is marked as entered in error, and when it was put there."""
    subject = {"reference": f"urn:uuid:{uid_text(person.uid)}"}
    told: Resource = {"resourceType": "Observation", "id": uid_text(row.uid)}
    if row.tags:
        told["meta"] = {"tag": [{"system": codes.TAG, "code": tag} for tag in row.tags]}
    if row.deleted_at is not None:
        deleted = isoformat(row.deleted_at, 0)
        told["extension"] = [{"url": codes.DELETED_AT, "valueInstant": deleted}]
    told |= {
        "identifier": [_identifier(row.uid)],
        "status": "final" if row.deleted_at is None else "entered-in-error",
        "category": [{"coding": [{"system": codes.CATEGORY, "code": codes.category(kind)}]}],
        "code": _code(kind, row.unit, name),
        "subject": subject,
        **_effective(row),
    }
    if row.source == MANUAL:
        told["performer"] = [subject]
    told |= _value(row, kind)
    if row.note:
        told["note"] = [{"text": row.note}]
    if row.source not in ("", MANUAL):
        told["device"] = {"display": row.source}
    if kind.parts:
        told["component"] = _components(row, kind)
    return told


def _identifier(uid: bytes) -> dict[str, str]:
    return {"system": codes.URIS, "value": f"urn:uuid:{uid_text(uid)}"}


def _code(kind: HealthType, unit: str, name: str) -> dict[str, Any]:
    loinc = [{"system": codes.LOINC, "code": code} for code in codes.loinc_codes(kind, unit)]
    own = {"system": codes.TYPE, "code": kind.slug, "display": name}
    return {"coding": [*loinc, own], "text": name}


def _effective(row: Record) -> dict[str, Any]:
    start = isoformat(row.recorded_at, row.offset)
    if row.ended_at is None:
        return {"effectiveDateTime": start}
    return {"effectivePeriod": {"start": start, "end": isoformat(row.ended_at, row.offset)}}


def _value(row: Record, kind: HealthType) -> dict[str, Any]:
    if kind.parts:
        return {}
    stage = int(row.value)
    if kind.codes and stage == row.value and 0 <= stage < len(kind.codes) and not row.comparator:
        coding = {"system": codes.STAGE, "code": kind.codes[stage]}
        return {"valueCodeableConcept": {"coding": [coding], "text": kind.codes[stage]}}
    return {"valueQuantity": _quantity(row.value, row)}


def _components(row: Record, kind: HealthType) -> list[dict[str, Any]]:
    values = (row.value, 0.0 if row.value2 is None else row.value2)
    return [
        {
            "code": {"coding": [{"system": codes.LOINC, "code": part.loinc}], "text": part.slug},
            "valueQuantity": _quantity(value, row),
        }
        for part, value in zip(kind.parts, values, strict=True)
    ]


def _quantity(value: float, row: Record) -> dict[str, Any]:
    quantity: dict[str, Any] = {"value": number(value)}
    if row.comparator:
        quantity["comparator"] = row.comparator
    quantity["unit"] = row.unit
    if units.known(row.unit):
        quantity |= {"system": codes.UCUM, "code": units.ucum(row.unit)}
    return quantity
