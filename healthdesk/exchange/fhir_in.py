"""Observations of FHIR R4, R4B and R5: in a bundle, one a line (NDJSON), or alone.

A reading is an Observation with a code we know and a value, or such a component of one.
Everything else is counted by its code. Patients and devices may stand anywhere in the file,
so it is read twice.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING, Any

from healthdesk.domain import units
from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.identity import uid_bytes
from healthdesk.domain.records import NOTE_MAX, Comparator, Draft
from healthdesk.domain.table_guess import WORD_MAX, part_meant, type_meant, words_of
from healthdesk.domain.times import NOON, from_datetime
from healthdesk.exchange import fhir_codes as codes
from healthdesk.exchange.batches import Batch, Options, Parser, Refused
from healthdesk.exchange.fhir_elements import mapping, mappings, text
from healthdesk.exchange.fhir_layout import Placed, resources
from healthdesk.exchange.fhir_names import Names
from healthdesk.exchange.fhir_values import (
    PAIR,
    PLAIN_SHARES,
    coded,
    plain_unit,
    quantity_of,
)
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.json_items import amount

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

RESOURCE = re.compile(
    r'"resourceType"\s*:\s*"'
    r'(Bundle|Observation|Parameters|Patient|Device|DiagnosticReport|Practitioner)"'
)
COMPARATORS: Mapping[Any, Comparator] = {None: "", "<": "<", "<=": "<", ">": ">", ">=": ">"}
# The codes of the parts that words may name.
HALF_CODES: Mapping[str, str] = {"first": codes.SYSTOLIC, "second": codes.DIASTOLIC}
# Half a blood pressure waits for the other half among so many.
HALVES = 10_000
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
LABORATORY = "laboratory"


def recognises(head: Head) -> bool:
    return head.text.lstrip()[:1] in ("{", "[") and RESOURCE.search(head.text) is not None


def parser(files: Files, options: Options) -> Parser:
    return FhirFile(files, options)


@dataclass(frozen=True, slots=True)
class _When:
    """Instant (ms) and offset (min) of a reading, and its end where it is over a time."""

    at: int
    offset: int
    ended_at: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A code with its value: an Observation itself or one of its components."""

    told: Mapping[str, Any]
    slug: str
    loinc: str

    @property
    def half(self) -> int | None:
        """0 for a systolic, 1 for a diastolic pressure."""
        return codes.HALVES.get(self.loinc, (None, ""))[0]

    @property
    def is_whole_pressure(self) -> bool:
        return self.slug == "blood-pressure" and self.half is None

    @property
    def posture(self) -> str:
        """How the person was when a pressure was taken, where the code says so."""
        return codes.HALVES.get(self.loinc, (None, ""))[1]


@dataclass(frozen=True, slots=True)
class _About:
    """What a reading has beside its value, whichever part of the Observation it is."""

    when: _When
    person: str
    source: str
    note: str
    tags: tuple[str, ...]
    line: int
    member: int
    uid: bytes | None = None
    deleted_at: int | None = None


class FhirFile:
    """Parser of one file or of several of a zip or folder."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("fhir", files, options)
        self.tally = self._gathering.tally
        self._types = self._gathering.judge.types
        self._by_loinc = codes.types_by_loinc()
        self._words = words_of(TypeBook(options.types))
        self._names = Names()
        self._halves: OrderedDict[tuple[Any, ...], tuple[int, float, str, Comparator, _About]] = (
            OrderedDict()
        )

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where it is no JSON or cut off."""
        for member in self._files.members:
            for placed in resources(self._files, member):
                self._names.note(placed)
        self._names.settle()
        for index, member in enumerate(self._files.members):
            for placed in resources(self._files, member):
                self._resource(placed, index)
                yield from self._gathering.full()
        while self._halves:
            self._drop_half()
        yield from self._gathering.rest()

    # Observations

    def _resource(self, placed: Placed, member: int) -> None:
        resource = placed.resource
        kind = text(resource, "resourceType")
        if kind != "Observation":
            if kind not in ("Patient", "Device"):
                self.tally.ignore(kind[:80] or "?")
            return
        deleted_at = _deleted_at(resource)
        if text(resource, "status") == "entered-in-error" and deleted_at is None:
            self.tally.ignore("entered-in-error")
        elif text(resource, "status") == "cancelled":
            self.tally.ignore("cancelled")
        elif resource.get("modifierExtension"):
            # It may turn the meaning round, and we do not know how.
            self.tally.ignore("modifierExtension")
        else:
            self._observation(placed, member, deleted_at)

    def _observation(self, placed: Placed, member: int, deleted_at: int | None) -> None:
        resource = placed.resource
        parts = [part for part in map(self._part, _parts(resource)) if part is not None]
        if not parts or (parts[0].told is resource and not parts[1:] and _is_panel(resource)):
            # Also a panel of which no component is known.
            self.tally.ignore(_kind_of(resource))
            return
        known = [id(part.told) for part in parts]
        for told in mappings(resource, "component"):
            if id(told) not in known:
                self.tally.ignore(_kind_of(told))
        readable = [part for part in parts if self._has_value(part)]
        if not readable:
            return
        try:
            about = self._about(placed, member, deleted_at)
        except Refused as refused:
            for _ in range(_readings(readable)):
                self._gathering.reject(placed.line, refused.code, member, **refused.params)
            return
        self._take_parts(readable, about)

    def _part(self, told: Mapping[str, Any]) -> _Part | None:
        loinc = ""
        code_of = mapping(told, "code")
        if not mappings(code_of, "coding"):
            return self._worded(told, text(code_of, "text"))
        for coding in mappings(code_of, "coding"):
            system, code = text(coding, "system"), text(coding, "code")
            if system == codes.TYPE and code in self._types:
                return _Part(told, code, loinc)
            if not self._slug(loinc):
                loinc = codes.loinc_of(system, code)
        if loinc in codes.BODY_FLUID and LABORATORY in _categories(told):
            return None
        slug = self._slug(loinc)
        return _Part(told, slug, loinc) if slug else None

    def _worded(self, told: Mapping[str, Any], word: str) -> _Part | None:
        """What is named by words alone, where they are the very name of a type."""
        half = HALF_CODES.get(part_meant(word[:WORD_MAX]), "")
        slug = "blood-pressure" if half else type_meant(word, self._words)
        return _Part(told, slug, half) if slug else None

    def _slug(self, loinc: str) -> str:
        return "blood-pressure" if loinc in codes.HALVES else self._by_loinc.get(loinc, "")

    def _has_value(self, part: _Part) -> bool:
        """Counts what has none as ignored; a panel's own code may well have none."""
        if "modifierExtension" in part.told:
            # As of the whole: this component may be said to be wrong.
            self.tally.ignore("modifierExtension")
            return False
        if "valueQuantity" in part.told or "valueInteger" in part.told:
            return True
        written = text(part.told, "valueString")
        if PAIR.match(written) if part.is_whole_pressure else quantity_of(written):
            return True
        if self._types[part.slug].codes and "valueCodeableConcept" in part.told:
            return True
        value = next((key for key in part.told if key.startswith("value")), "")
        if value or "component" not in part.told:
            self.tally.ignore(value or "dataAbsentReason")
        return False

    def _about(self, placed: Placed, member: int, deleted_at: int | None) -> _About:
        resource = placed.resource
        own = any(
            text(coding, "system") == codes.TYPE
            for coding in mappings(mapping(resource, "code"), "coding")
        )
        notes = "\n".join(text(note, "text") for note in mappings(resource, "note"))
        tags = [
            text(tag, "code")
            for tag in mappings(mapping(resource, "meta"), "tag")
            if text(tag, "system") == codes.TAG
        ]
        return _About(
            self._when(resource),
            self._names.person_of(placed),
            self._names.source_of(resource, own=own),
            clean_note(notes)[:NOTE_MAX],
            normal_tags(tags),
            placed.line,
            member,
            _own_uid(resource) if own else None,
            deleted_at,
        )

    def _take_parts(self, parts: Sequence[_Part], about: _About) -> None:
        single = len(parts) == 1
        pressures: dict[str, list[dict[int, _Part]]] = {}
        for part in parts:
            written = PAIR.match(text(part.told, "valueString"))
            if written and part.is_whole_pressure:
                unit = (written[3] or "mm[Hg]").strip()
                both = [{"valueString": f"{written[half]} {unit}"} for half in (1, 2)]
                self._take_pressure(both[0], both[1], about)
                continue
            if part.half is None:
                self._take(part.slug, part.told, about, single=single)
                continue
            # One taken again comes after the whole of the one before.
            taken = pressures.setdefault(part.posture, [])
            waiting = next((pair for pair in taken if part.half not in pair), None)
            if waiting is None:
                taken.append({part.half: part})
            else:
                waiting[part.half] = part
        for pair in (pair for taken in pressures.values() for pair in taken):
            if len(pair) == 2:
                self._take_pressure(pair[0].told, pair[1].told, about)
            for half, part in pair.items() if len(pair) == 1 else ():
                self._keep_half(half, part, about)

    def _take(self, slug: str, told: Mapping[str, Any], about: _About, *, single: bool) -> None:
        kind = self._types[slug]
        if kind.derived:
            self.tally.ignore(slug)
            return
        try:
            value, unit, comparator = self._value(told, kind)
        except Refused as refused:
            self._gathering.reject(about.line, refused.code, about.member, **refused.params)
            return
        if unit is not None:
            # Only one of the readings of an Observation can have its identifier.
            uid = about.uid if single else None
            self._take_draft(_draft(kind, value, unit, comparator, about), replace(about, uid=uid))

    def _take_pressure(
        self, systolic: Mapping[str, Any], diastolic: Mapping[str, Any], about: _About
    ) -> None:
        kind = self._types["blood-pressure"]
        try:
            first, unit, comparator = self._value(systolic, kind)
            second, other, _ = self._value(diastolic, kind)
            if unit is None or other is None:
                return
            second = units.convert(second, other, unit)
        except Refused as refused:
            self._gathering.reject(about.line, refused.code, about.member, **refused.params)
            return
        draft = _draft(kind, first, unit, comparator, about)
        self._take_draft(replace(draft, value2=second), about)

    def _keep_half(self, half: int, part: _Part, about: _About) -> None:
        """Systems that write two Observations give them one time."""
        kind = self._types["blood-pressure"]
        try:
            value, unit, comparator = self._value(part.told, kind)
        except Refused as refused:
            self._gathering.reject(about.line, refused.code, about.member, **refused.params)
            return
        if unit is None:
            return
        key = (about.person, about.when, about.source, part.posture)
        waiting = self._halves.get(key)
        if waiting is None or waiting[0] == half:
            if waiting is not None:
                self._drop_half(key)
            self._halves[key] = (half, value, unit, comparator, about)
            if len(self._halves) > HALVES:
                self._drop_half()
            return
        del self._halves[key]
        _, other, other_unit, other_comparator, first_about = waiting
        other = units.convert(other, other_unit, unit)
        pair = (value, other) if half == 0 else (other, value)
        about = replace(about, note="\n".join(filter(None, (first_about.note, about.note))))
        draft = _draft(kind, pair[0], unit, comparator or other_comparator, about)
        self._take_draft(replace(draft, value2=pair[1]), replace(about, uid=None))

    def _drop_half(self, key: tuple[Any, ...] | None = None) -> None:
        dropped = self._halves.pop(key) if key else self._halves.popitem(last=False)[1]
        about = dropped[-1]
        self._gathering.reject(about.line, "half-a-pressure", about.member)

    def _take_draft(self, draft: Draft, about: _About) -> None:
        self._gathering.take(
            draft,
            about.line,
            member=about.member,
            uid=about.uid,
            person=about.person,
            deleted_at=about.deleted_at,
        )

    # Values

    def _value(
        self, told: Mapping[str, Any], kind: HealthType
    ) -> tuple[float, str | None, Comparator]:
        """Value, unit and comparator; no unit where it has to be asked for."""
        if kind.codes and "valueCodeableConcept" in told:
            return coded(told["valueCodeableConcept"], kind), kind.unit, ""
        if "valueInteger" in told:
            quantity: Mapping[str, Any] = {"value": told["valueInteger"]}
        elif "valueString" in told:
            quantity = quantity_of(text(told, "valueString")) or {}
        else:
            quantity = mapping(told, "valueQuantity")
        value = amount(quantity.get("value"))
        if isnan(value) or isinstance(quantity.get("value"), str):
            raise Refused("not-a-number")
        comparator = quantity.get("comparator")
        if not isinstance(comparator, str | None) or comparator not in COMPARATORS:
            raise Refused("comparator-unknown", comparator=str(comparator)[:40])
        if "%" in kind.units and text(quantity, "code") in PLAIN_SHARES:
            return round(value * 100, 6), "%", COMPARATORS[comparator]
        unit = self._unit(quantity, kind)
        if unit is not None and unit not in kind.units:
            # Another unit of the same quantity, such as the ounces and grams of the newborn.
            value, unit = units.canonical(units.convert(value, unit, kind.unit)), kind.unit
        return value + 0.0, unit, COMPARATORS[comparator]

    def _unit(self, quantity: Mapping[str, Any], kind: HealthType) -> str | None:
        """The unit by its code, told apart by its text where two share one (`/min`). It may be
        one that the type has not, but that measures the same."""
        shown, code = text(quantity, "unit"), text(quantity, "code")
        coded = code if text(quantity, "system") in (codes.UCUM, "") else ""
        agree = not coded or not units.known(shown) or units.ucum(shown) == coded
        if shown in kind.units and agree:
            return shown
        named = coded or shown
        if not named:
            # A number of steps needs no word behind it.
            if len(kind.units) == 1:
                return kind.unit
            return self._gathering.unit(kind.slug, example=quantity.get("value"))
        # What it is a share of changes nothing: "% of total Hgb".
        for told in (named, plain_unit(named), shown, shown[:1] if shown[:1] == "%" else ""):
            found = units.find(told, kind.units) if told else None
            if found is not None:
                return found
        other = units.find(coded) if coded else None
        try:
            units.convert(1.0, other or "", kind.unit, kind.slug)
        except (KeyError, ValueError):
            raise Refused("unit-unknown", unit=named[:40], type=kind.slug) from None
        return other

    # Times

    def _when(self, resource: Mapping[str, Any]) -> _When:
        """Raises `Refused` where there is none or it is no day."""
        for key in ("effectiveDateTime", "effectiveInstant"):
            if key in resource:
                return _When(*self._instant(resource[key]))
        if "effectivePeriod" in resource:
            return self._period(mapping(resource, "effectivePeriod"))
        times = mapping(resource, "effectiveTiming").get("event")
        if isinstance(times, list) and len(times) == 1:
            return _When(*self._instant(times[0]))
        raise Refused("time-missing" if not times else "time-unreadable")

    def _period(self, period: Mapping[str, Any]) -> _When:
        start, end = period.get("start"), period.get("end")
        if start is None or end is None:
            if start is None and end is None:
                raise Refused("time-missing")
            return _When(*self._instant(end if start is None else start))
        at, offset = self._instant(start, dt.time())
        if isinstance(end, str) and _DATE.fullmatch(end):
            # The last day is part of a period.
            try:
                after = dt.date.fromisoformat(end) + dt.timedelta(days=1)
            except (ValueError, OverflowError):
                raise Refused("time-unreadable") from None
            ended, _ = self._instant(after.isoformat(), dt.time())
        else:
            ended, _ = self._instant(end)
        return _When(at, offset, None if ended == at else ended)

    def _instant(self, told: Any, of_day: dt.time = NOON) -> tuple[int, int]:
        """A date alone is the middle of that day where the user lives."""
        try:
            if _DATE.fullmatch(told):
                self.tally.warn("fhir-date-only")
                day = dt.date.fromisoformat(told)
                return self._gathering.instant(dt.datetime.combine(day, of_day))
            if "T" not in told:
                raise Refused("time-unreadable")
            moment = dt.datetime.fromisoformat(told)
            if moment.tzinfo is None:
                return self._gathering.instant(moment)
            return from_datetime(moment)
        except (TypeError, ValueError, OverflowError):
            raise Refused("time-unreadable") from None


def _draft(
    kind: HealthType, value: float, unit: str, comparator: Comparator, about: _About
) -> Draft:
    when = about.when
    return Draft(
        kind.slug,
        value,
        unit,
        when.at,
        when.offset,
        ended_at=when.ended_at,
        comparator=comparator,
        note=about.note,
        tags=about.tags,
        source=about.source,
    )


def _categories(told: Mapping[str, Any]) -> set[str]:
    return {
        text(coding, "code")
        for category in mappings(told, "category")
        for coding in mappings(category, "coding")
    }


def _is_panel(resource: Mapping[str, Any]) -> bool:
    told = any(key.startswith("value") for key in resource)
    return not told and bool(mappings(resource, "component"))


def _parts(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield resource
    yield from mappings(resource, "component")


def _readings(parts: Sequence[_Part]) -> int:
    """How many readings parts could become: both pressures are one."""
    halves = sum(part.half is not None for part in parts)
    return len(parts) - halves + (halves > 0)


def _kind_of(resource: Mapping[str, Any]) -> str:
    """`system|code` of what an Observation is about, to count it by."""
    for coding in mappings(mapping(resource, "code"), "coding"):
        if code := text(coding, "code"):
            return f"{text(coding, 'system')}|{code}"[:120]
    return text(mapping(resource, "code"), "text")[:120] or "Observation"


def _deleted_at(resource: Mapping[str, Any]) -> int | None:
    for extension in mappings(resource, "extension"):
        if text(extension, "url") == codes.DELETED_AT:
            try:
                moment = dt.datetime.fromisoformat(text(extension, "valueInstant"))
                return from_datetime(moment)[0]
            except (ValueError, OverflowError):
                return None
    return None


def _own_uid(resource: Mapping[str, Any]) -> bytes | None:
    for identifier in mappings(resource, "identifier"):
        value = text(identifier, "value")
        if text(identifier, "system") == codes.URIS and value.startswith("urn:uuid:"):
            try:
                return uid_bytes(value.removeprefix("urn:uuid:"))
            except ValueError:
                return None
    return None
