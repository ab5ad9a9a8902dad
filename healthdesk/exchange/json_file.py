"""HealthDesk's own JSON: all of a record, for other programs and for years to come.

One object: `format` and `version` first, then `persons`, `types` (those of the user's own),
`annotations` (notes at a time), `goals`, `reminders` and `records`, each entry on a line of
its own.
`docs/reference/json.md` says what is in it, `docs/reference/healthdesk-1.schema.json` is its
schema.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any, BinaryIO

from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.errors import BadFile, InvalidData
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.identity import uid_bytes, uid_text
from healthdesk.domain.records import Comparator, Draft, Person, Record
from healthdesk.domain.times import DAY_MS, date_of, from_datetime, isoformat
from healthdesk.exchange.batches import (
    Batch,
    FoundGoal,
    FoundReminder,
    Noted,
    Options,
    Parser,
    Refused,
)
from healthdesk.exchange.documents import number
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.json_items import amount, sections

if TYPE_CHECKING:
    # Nearly every file is shown to this module; goals, reminders and notes at a time hold few.
    from healthdesk.domain.annotations import Annotation
    from healthdesk.domain.goals import Goal
    from healthdesk.domain.reminders import Reminder, Settled
    from healthdesk.exchange.recognise import Head

FORMAT, VERSION = "healthdesk", 1
# Where the mark of the format has to stand; it is written first.
HEADER = re.compile(r'\s*\{.{0,1000}?"format"\s*:\s*"healthdesk"', re.DOTALL)
# Notes at a time are held together; nobody writes so many by hand.
NOTES_MAX = 100_000
GOALS_MAX = 10_000
REMINDERS_MAX = 20_000
COMPARATORS: dict[str | None, Comparator] = {None: "", "": "", "<": "<", ">": ">"}


# Writing


def write(
    out: BinaryIO,
    records: Iterable[Record],
    persons: Mapping[int, Person],
    types: Iterable[HealthType],
    annotations: Iterable[Annotation] = (),
    goals: Iterable[Goal] = (),
    reminders: Iterable[tuple[Reminder, Sequence[Settled]]] = (),
) -> int:
    """Write a whole document; returns how many records.

    `persons` by id and `types` are those that are told of; records and annotations come
    ascending by time, then `uid`, and records are never held together.
    """
    from healthdesk.exchange import goal_documents, reminder_documents

    begin = f'{{"format":"{FORMAT}","version":{VERSION},\n"persons":['
    out.write(begin.encode())
    _entries(out, map(person, persons.values()))
    out.write(b'],\n"types":[')
    _entries(out, (own_type(kind) for kind in types if kind.own))
    out.write(b'],\n"annotations":[')
    _entries(out, (annotation(row, persons) for row in annotations))
    out.write(b'],\n"goals":[')
    _entries(out, (goal_documents.kept(row, persons[row.person_id].uid) for row in goals))
    out.write(b'],\n"reminders":[')
    _entries(
        out,
        (
            reminder_documents.kept(one, persons[one.person_id].uid, settled)
            for one, settled in reminders
        ),
    )
    out.write(b'],\n"records":[')
    count = _entries(out, (record(row, persons) for row in records))
    out.write(b"]}\n")
    return count


def _entries(out: BinaryIO, entries: Iterable[dict[str, Any]]) -> int:
    count = 0
    for count, entry in enumerate(entries, 1):
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        out.write((",\n" if count > 1 else "\n").encode() + text.encode())
    if count:
        out.write(b"\n")
    return count


def person(row: Person) -> dict[str, Any]:
    return {
        "uid": uid_text(row.uid),
        "name": row.name,
        "color": row.color,
        "birth_date": row.birth_date,
        "sex": row.sex,
        "height_cm": number(row.height_cm),
        "time_zone": row.time_zone,
        "archived_at": None if row.archived_at is None else isoformat(row.archived_at, 0),
    }


def own_type(kind: HealthType) -> dict[str, Any]:
    return {
        "slug": kind.slug,
        "name": kind.name,
        "unit": kind.unit,
        "units": list(kind.units),
        "decimals": kind.decimals,
        "aggregate": kind.aggregate,
        "whole": kind.whole,
        "hard": _range(kind.hard),
        "typical": _range(kind.typical),
    }


def _range(limits: Range) -> list[float | int | None]:
    return [number(limits.low), number(limits.high)]


def record(row: Record, persons: Mapping[int, Person]) -> dict[str, Any]:
    """A reading, values as given, times at its own offset. What it has not got is left out."""
    told: dict[str, Any] = {
        "uid": uid_text(row.uid),
        "person": uid_text(persons[row.person_id].uid),
        "type": row.type,
        "recorded_at": isoformat(row.recorded_at, row.offset),
    }
    if row.ended_at is not None:
        told["ended_at"] = isoformat(row.ended_at, row.offset)
    told["value"] = number(row.value)
    if row.value2 is not None:
        told["value2"] = number(row.value2)
    told["unit"] = row.unit
    if row.comparator:
        told["comparator"] = row.comparator
    if row.note:
        told["note"] = row.note
    if row.tags:
        told["tags"] = list(row.tags)
    told["source"] = row.source
    if row.deleted_at is not None:
        told["deleted_at"] = isoformat(row.deleted_at, 0)
    return told


def annotation(row: Annotation, persons: Mapping[int, Person]) -> dict[str, Any]:
    """A note at a time. What it has not got is left out."""
    told: dict[str, Any] = {
        "uid": uid_text(row.uid),
        "person": uid_text(persons[row.person_id].uid),
        "at": isoformat(row.at, row.offset),
    }
    if row.ended_at is not None:
        told["ended_at"] = isoformat(row.ended_at, row.offset)
    told["kind"] = row.kind
    told["text"] = row.text
    if row.types:
        told["types"] = list(row.types)
    if row.deleted_at is not None:
        told["deleted_at"] = isoformat(row.deleted_at, 0)
    return told


# Reading


def recognises(head: Head) -> bool:
    return HEADER.match(head.text) is not None


def parser(files: Files, options: Options) -> Parser:
    return JsonFile(files, options)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands before the records: persons (with id 0) and types of the user's own."""

    persons: tuple[Person, ...]
    types: tuple[HealthType, ...]


def heading(files: Files) -> Heading:
    """The persons and types of a file, without reading its records. Raises `BadFile`."""
    persons: list[Person] = []
    types: list[HealthType] = []
    for key, items in sections(files, files.members[0]):
        if key == "version":
            _refuse_newer(items, files)
        elif key == "persons":
            persons = [_person(value, files) for _, value in items]
        elif key == "types":
            types = [_own_type(value, files) for _, value in items]
        elif key == "records":
            break
        else:
            _pass_over(items)
    return Heading(tuple(persons), tuple(types))


def _refuse_newer(items: Iterator[tuple[int, Any]], files: Files) -> None:
    for _, version in items:
        if version != VERSION:
            raise BadFile("json-newer", name=files.name, version=str(version)[:20], known=VERSION)


def _pass_over(items: Iterator[tuple[int, Any]]) -> None:
    for _ in items:
        pass


def _person(told: Any, files: Files) -> Person:
    try:
        archived = told.get("archived_at")
        return Person(
            id=0,
            uid=uid_bytes(told["uid"]),
            name=str(told["name"]),
            color=str(told.get("color") or ""),
            birth_date=told.get("birth_date"),
            sex=told.get("sex"),
            height_cm=None if told.get("height_cm") is None else float(told["height_cm"]),
            time_zone=told.get("time_zone"),
            archived_at=None if archived is None else _instant(archived)[0],
        )
    except (AttributeError, KeyError, TypeError, ValueError, Refused) as error:
        raise BadFile("json-person-broken", name=files.name) from error


def _own_type(told: Any, files: Files) -> HealthType:
    try:
        return HealthType(
            slug=str(told["slug"]),
            group="own",
            unit=str(told["unit"]),
            units=tuple(map(str, told["units"])),
            decimals=int(told["decimals"]),
            aggregate=told["aggregate"],
            hard=Range(*told["hard"]),
            typical=Range(*told["typical"]),
            whole=bool(told["whole"]),
            name=str(told["name"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadFile("json-type-broken", name=files.name) from error


class JsonFile:
    """Parser of our own JSON: one file, or several of a folder."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("json", files, options)
        self.tally = self._gathering.tally
        self._names: dict[str, str] = {}
        self._now = options.now
        self._left_out = 0

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where it is no JSON, cut off, or of a newer version."""
        beside = {
            "annotations": self._take_notes,
            "goals": self._take_goals,
            "reminders": self._take_reminders,
        }
        for index, member in enumerate(self._files.members):
            self._names = {}
            for key, items in sections(self._files, member):
                if key == "version":
                    _refuse_newer(items, self._files)
                elif key == "persons":
                    for _, told in items:
                        person = _person(told, self._files)
                        self._names[uid_text(person.uid)] = person.name
                        self.tally.people.append(person)
                elif key in beside:
                    beside[key](items)
                elif key == "records":
                    yield from self._records(items, index)
                else:
                    _pass_over(items)
        if self._left_out:
            self.tally.warn("annotations-left-out", n=self._left_out)
        yield from self._gathering.rest()

    def _take_notes(self, items: Iterator[tuple[int, Any]]) -> None:
        """Notes at a time; how many can't be read is told once, at the end."""
        for _, told in items:
            try:
                if len(self.tally.notes) >= NOTES_MAX:
                    raise Refused("json-no-reading")
                noted = self._noted(told)
            except (Refused, InvalidData):
                self._left_out += 1
                continue
            self.tally.notes.append(noted)
            if noted.person:
                self.tally.persons.setdefault(noted.person, 0)

    def _take_goals(self, items: Iterator[tuple[int, Any]]) -> None:
        from healthdesk.exchange import goal_documents

        types, today = self._gathering.judge.types, self._now // DAY_MS

        def take(told: Any, whose: str) -> None:
            self.tally.goals.append(FoundGoal(whose, goal_documents.read(told, types, today)))

        self._take_each(items, take, GOALS_MAX, "goals-left-out")

    def _take_reminders(self, items: Iterator[tuple[int, Any]]) -> None:
        from healthdesk.exchange import reminder_documents

        types, today = self._gathering.judge.types, date_of(self._now // DAY_MS)

        def take(told: Any, whose: str) -> None:
            found = FoundReminder(whose, *reminder_documents.read(told, types, today))
            self.tally.reminders.append(found)

        self._take_each(items, take, REMINDERS_MAX, "reminders-left-out")

    def _take_each(
        self, items: Iterator[tuple[int, Any]], take: Callable[[Any, str], None], most: int,
        code: str,
    ) -> None:  # fmt: skip
        """Entries that are no readings; how many can't be read is told once."""
        left_out = taken = 0
        for _, told in items:
            try:
                if taken >= most or not isinstance(told, dict):
                    raise ValueError("entry")
                whose = self._names.get(str(told.get("person")), "")
                take(told, whose)
            except (
                AttributeError, KeyError, TypeError, ValueError, OverflowError, InvalidData,
            ):  # fmt: skip
                left_out += 1
                continue
            taken += 1
            if whose:
                self.tally.persons.setdefault(whose, 0)
        if left_out:
            self.tally.warn(code, n=left_out)

    def _noted(self, told: Any) -> Noted:
        """Raises `Refused` or `InvalidData`."""
        from healthdesk.domain.annotations import AnnotationDraft, checked

        if not isinstance(told, dict):
            raise Refused("json-no-reading")
        at, offset = _instant(told.get("at"))
        draft = AnnotationDraft(
            at,
            offset,
            _text(told, "text"),
            _text(told, "kind", "note"),
            None if told.get("ended_at") is None else _instant(told["ended_at"])[0],
            _words(told, "types"),
        )
        deleted, whose = told.get("deleted_at"), told.get("person")
        return Noted(
            _uid(told),
            self._names.get(whose, "") if isinstance(whose, str) else "",
            checked(draft, self._gathering.judge.types, now_ms=self._now),
            None if deleted is None else _instant(deleted)[0],
        )

    def _records(self, items: Iterator[tuple[int, Any]], index: int) -> Iterator[Batch]:
        for line, told in items:
            try:
                self._take(told, line, index)
            except Refused as refused:
                self._gathering.reject(line, refused.code, index, **refused.params)
            yield from self._gathering.full()

    def _take(self, told: Any, line: int, index: int) -> None:
        if not isinstance(told, dict):
            raise Refused("json-no-reading")
        draft = self._draft(told)
        deleted = told.get("deleted_at")
        whose = told.get("person")
        self._gathering.take(
            draft,
            line,
            member=index,
            uid=_uid(told),
            person=self._names.get(whose, "") if isinstance(whose, str) else "",
            deleted_at=None if deleted is None else _instant(deleted)[0],
        )

    def _draft(self, told: Mapping[str, Any]) -> Draft:
        """Raises `Refused` with the first thing that is wrong."""
        slug = _text(told, "type")
        if slug not in self._gathering.judge.types:
            raise Refused("csv-type-unknown", type=slug[:80])
        if told.get("recorded_at") is None:
            raise Refused("time-missing")
        at, offset = _instant(told["recorded_at"])
        ended = told.get("ended_at")
        ended_at = None if ended is None else _instant(ended)[0]
        return Draft(
            slug,
            _number(told.get("value")),
            _text(told, "unit"),
            at,
            offset,
            value2=None if told.get("value2") is None else _number(told["value2"]),
            ended_at=None if ended_at == at else ended_at,
            comparator=_comparator(told.get("comparator")),
            note=clean_note(_text(told, "note", "")),
            tags=normal_tags(_words(told, "tags")),
            source=_text(told, "source", ""),
        )


def _text(told: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = told.get(key)
    if value is None:
        value = default
    if value is None:
        raise Refused("json-no-reading")
    if not isinstance(value, str):
        raise Refused("not-text")
    return value


def _words(told: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = told.get(key) or []
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise Refused("not-text")
    return tuple(words)


def _number(value: Any) -> float:
    found = amount(value)
    if isnan(found) or isinstance(value, str):
        raise Refused("not-a-number")
    return found + 0.0


def _comparator(value: Any) -> Comparator:
    try:
        return COMPARATORS[value]
    except (KeyError, TypeError):
        raise Refused("comparator-unknown", comparator=str(value)[:40]) from None


def _uid(told: Mapping[str, Any]) -> bytes | None:
    text = told.get("uid")
    try:
        return None if text in (None, "") else uid_bytes(text)
    except (AttributeError, TypeError, ValueError):
        raise Refused("uid-unreadable") from None


def _instant(text: Any) -> tuple[int, int]:
    try:
        return from_datetime(dt.datetime.fromisoformat(text))
    except (TypeError, ValueError, OverflowError):
        raise Refused("time-unreadable") from None
