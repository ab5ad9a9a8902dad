"""Notes at a time ("new medication"): what a chart marks and a report tells beside readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from healthdesk.domain.checks import FIRST_DAY, clean_note
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.records import UndoEntry
from healthdesk.domain.times import DAY_MS, OFFSET_MAX, OFFSET_MIN, day_of, local_day

Kind = Literal["note", "medication", "illness", "event", "travel", "device"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
TEXT_MAX: Final = 500
TYPES_MAX: Final = 50
# A plan ("operation") may lie ahead, but not so far that it must be a slip.
AHEAD_MS: Final = 2 * 366 * DAY_MS


@dataclass(frozen=True, slots=True)
class AnnotationDraft:
    """A note not stored yet. `at` and `ended_at` (None: a moment) are instants in ms, `offset`
    minutes; `types` are the slugs it concerns, none for all."""

    at: int
    offset: int
    text: str
    kind: str = "note"
    ended_at: int | None = None
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stored note. Times in ms, `offset` in minutes."""

    id: int
    uid: bytes
    person_id: int
    at: int
    offset: int
    ended_at: int | None
    kind: Kind
    text: str
    types: tuple[str, ...]
    import_id: int | None
    created_at: int
    updated_at: int
    deleted_at: int | None

    def concerns(self, slug: str) -> bool:
        return not self.types or slug in self.types

    @property
    def until(self) -> int:
        """The last instant it is about (ms)."""
        return self.at if self.ended_at is None else self.ended_at


@dataclass(frozen=True, slots=True)
class AnnotationQuery:
    """Which notes: nothing named means any. Local days as ordinals, both included, of which a
    note has to touch one; `slug` finds those that concern a type, those about all included.
    `search`: every word in the text."""

    person_ids: tuple[int, ...] = ()
    day_from: int | None = None
    day_to: int | None = None
    slug: str = ""
    search: str = ""
    # The deleted ones instead of the others; or both.
    deleted: bool = False
    with_deleted: bool = False

    def takes(self, one: Annotation) -> bool:
        """Whether a note is meant, as far as its content tells (not whose it is)."""
        begun, ended = (local_day(at, one.offset) for at in (one.at, one.until))
        words = clean_note(self.search).casefold().split()
        return (
            (self.day_from is None or ended >= self.day_from)
            and (self.day_to is None or begun <= self.day_to)
            and (not self.slug or one.concerns(self.slug))
            and all(word in one.text.casefold() for word in words)
        )


@dataclass(frozen=True, slots=True)
class AnnotationOutcome:
    """The notes as they stand after a change, and the way back."""

    annotations: tuple[Annotation, ...]
    undo: UndoEntry


def checked(
    draft: AnnotationDraft,
    types: Collection[str],
    *,
    now_ms: int,
    birth_date: str | None = None,
) -> AnnotationDraft:
    """The draft as it is stored: text composed and trimmed, no type twice.

    `types` are the slugs there are. Raises `InvalidData` with a `FieldError` for every field
    that cannot be taken: at, ended_at, text, kind, types.
    """
    text = clean_note(draft.text)
    slugs = tuple(dict.fromkeys(draft.types))
    errors = (
        *_text_errors(draft.text, text),
        *_kind_errors(draft.kind),
        *_time_errors(draft, now_ms, birth_date),
        *_type_errors(slugs, types),
    )
    if errors:
        raise InvalidData(*errors)
    ended_at = None if draft.ended_at == draft.at else draft.ended_at
    return replace(draft, text=text, types=slugs, ended_at=ended_at)


def _text_errors(given: str, text: str) -> Iterator[FieldError]:
    if not text:
        yield FieldError("text", "annotation-empty")
    elif len(text) > TEXT_MAX:
        yield FieldError("text", "annotation-too-long", length=len(text), high=TEXT_MAX)
    if "\0" in given:
        yield FieldError("text", "not-text")


def _kind_errors(kind: str) -> Iterator[FieldError]:
    if kind not in KINDS:
        yield FieldError("kind", "annotation-kind", kind=kind[:40], kinds=list(KINDS))


def _time_errors(
    draft: AnnotationDraft, now_ms: int, birth_date: str | None
) -> Iterator[FieldError]:
    if not OFFSET_MIN <= draft.offset <= OFFSET_MAX:
        yield FieldError("at", "offset-impossible", offset=draft.offset)
        return
    day = local_day(draft.at, draft.offset)
    if day < FIRST_DAY:
        yield FieldError("at", "before-1900")
    elif birth_date and day < day_of(dt.date.fromisoformat(birth_date)):
        yield FieldError("at", "before-birth", birth_date=birth_date)
    for field, moment in (("at", draft.at), ("ended_at", draft.ended_at)):
        if moment is not None and moment > now_ms + AHEAD_MS:
            yield FieldError(field, "annotation-far-ahead")
    if draft.ended_at is not None and draft.ended_at < draft.at:
        yield FieldError("ended_at", "ended-before-begun")


def _type_errors(slugs: tuple[str, ...], types: Collection[str]) -> Iterator[FieldError]:
    if len(slugs) > TYPES_MAX:
        yield FieldError("types", "annotation-types", high=TYPES_MAX)
        return
    for slug in slugs:
        if slug not in types:
            yield FieldError("types", "unknown-type", slug=slug[:80])


def headline(text: str, most: int) -> str:
    """The first line of a note, at most so many characters, cut between words where it can."""
    line = text.split("\n", 1)[0].rstrip()
    whole = line == text
    if len(line) <= most and (whole or len(line) < most):
        return line if whole else f"{line}…"
    cut = line[: most - 1]
    word = cut.rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{word if len(word) > most // 2 else cut.rstrip()}…"
