"""Whether a draft may be stored: every wrong field at once, and what is unusual.

One set of rules for what is typed, posted and imported. What no reading can be is refused;
what is rare is stored and remarked on.
"""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from healthdesk.domain import units
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, Part, Range
from healthdesk.domain.records import NOTE_MAX, TAG_MAX, TAGS_MAX, Draft, Remark
from healthdesk.domain.times import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    OFFSET_MAX,
    OFFSET_MIN,
    day_of,
    local_day,
)

SOURCE_MAX = 200
# A clock may be a little fast; a file may come from a zone ahead of ours.
AHEAD_TYPED_MS = 5 * MINUTE_MS
AHEAD_IMPORTED_MS = 24 * HOUR_MS
INTERVAL_MAX_MS = DAY_MS
# An amount over more than two days says nothing of any of them, and day figures look back so far.
AMOUNT_MAX_MS = 2 * DAY_MS
FIRST_DAY = day_of(dt.date(1900, 1, 1))
# Far beyond any quantity; keeps sums and charts finite for types without limits of their own.
LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class _Confusion:
    """Values of a type that, though given in `unit`, look like `likely`.

    Only asked for values outside the type's hard or soft range.
    """

    slug: str
    unit: str
    low: float
    high: float
    likely: str


_CONFUSIONS = (
    _Confusion("blood-glucose", "mg/dL", 1.5, 33, "mmol/L"),
    _Confusion("blood-glucose", "mmol/L", 36, 700, "mg/dL"),
    _Confusion("hba1c", "%", 20, 200, "mmol/mol"),
    _Confusion("hba1c", "mmol/mol", 4, 15, "%"),
    _Confusion("total-cholesterol", "mg/dL", 2, 15, "mmol/L"),
    _Confusion("total-cholesterol", "mmol/L", 52, 400, "mg/dL"),
    _Confusion("ldl-cholesterol", "mg/dL", 0.5, 10, "mmol/L"),
    _Confusion("ldl-cholesterol", "mmol/L", 39, 300, "mg/dL"),
    _Confusion("hdl-cholesterol", "mg/dL", 0.4, 4, "mmol/L"),
    _Confusion("hdl-cholesterol", "mmol/L", 10.5, 130, "mg/dL"),
    _Confusion("triglycerides", "mg/dL", 0.3, 10, "mmol/L"),
    _Confusion("body-temperature", "°C", 70, 113, "°F"),
    _Confusion("body-temperature", "°F", 34, 43, "°C"),
    _Confusion("blood-pressure", "mmHg", 7, 29.9, "kPa"),
    _Confusion("blood-pressure", "kPa", 60, 250, "mmHg"),
    _Confusion("height", "cm", 0.4, 2.5, "m"),
    _Confusion("height", "m", 30, 250, "cm"),
    _Confusion("weight", "kg", 2_000, 300_000, "g"),
    _Confusion("weight", "kg", 250, 650, "lb"),
    _Confusion("sleep-duration", "min", 1, 16, "h"),
    _Confusion("time-in-bed", "min", 1, 16, "h"),
)
# Types in % whose devices and files also write a share of 1.
_SHARES = frozenset({"oxygen-saturation", "body-fat", "body-water"})


def check_draft(
    draft: Draft,
    kind: HealthType,
    *,
    now_ms: int,
    imported: bool = False,
    birth_date: str | None = None,
) -> tuple[Remark, ...]:
    """What there is to say about a draft that may be stored.

    `kind` is the draft's type, `now_ms` the present instant, `birth_date` the person's
    (ISO date). `imported` grants what files get wrong without harm: a clock up to a day
    ahead, parts of a step. Raises `InvalidData` with a `FieldError` for every field that
    cannot be taken: value, value2, unit, recorded_at, ended_at, note, tags, source,
    comparator, type.
    """
    errors = [
        *_type_errors(draft, kind),
        *_value_errors(draft, kind, imported),
        *_time_errors(draft, kind, now_ms, imported, birth_date),
        *_text_errors(draft),
    ]
    if errors:
        raise InvalidData(*errors)
    remarks = tuple(_unusual(draft, kind))
    # Only imported readings can still be this far ahead here.
    latest = draft.recorded_at if draft.ended_at is None else draft.ended_at
    if latest > now_ms + AHEAD_TYPED_MS:
        ahead = Remark("ahead-of-clock", {"minutes": (latest - now_ms) // MINUTE_MS})
        return (*remarks, ahead)
    return remarks


def to_canonical(draft: Draft, kind: HealthType) -> tuple[float, float]:
    """The draft's value(s) in the canonical unit, as stored and compared; the second is
    0.0 for types of one part.

    Raises KeyError or ValueError for a unit that does not belong to the type: ask
    `check_draft` first.
    """
    first = units.canonical(units.convert(draft.value, draft.unit, kind.unit, kind.slug))
    if draft.value2 is None:
        return first, 0.0
    return first, units.canonical(units.convert(draft.value2, draft.unit, kind.unit, kind.slug))


def clean_note(text: str) -> str:
    """A note as it is stored: composed (NFC), line ends as \\n, no blanks around it.

    Control characters but newline and tab go, as do lone surrogates, which no file can
    hold. The marks that Arabic, Hebrew and emoji need stay (direction marks, joiners);
    embeddings, overrides and isolates go: unclosed, they would turn round the text that
    follows the note in a table or a report.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(ch for ch in lines if ch in "\n\t" or not _is_control(ch))
    return unicodedata.normalize("NFC", kept).strip()


def normal_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are stored: without `#`, blanks inside as hyphens, none twice.

    The first spelling is kept; `Sport` and `sport` are one tag.
    """
    kept: dict[str, str] = {}
    for tag in tags:
        word = "-".join(clean_note(tag).removeprefix("#").split())
        if word:
            kept.setdefault(word.casefold(), word)
    return tuple(kept.values())


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _TURNING


# LRE RLE PDF LRO RLO and LRI RLI FSI PDI.
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


# -- type, value, unit -----------------------------------------------------------------------


def _type_errors(draft: Draft, kind: HealthType) -> Iterator[FieldError]:
    if draft.type != kind.slug:
        yield FieldError("type", "type-differs", type=draft.type, expected=kind.slug)
    if kind.derived:
        yield FieldError("type", "type-is-derived", type=kind.slug)
    if draft.comparator not in ("", "<", ">"):
        yield FieldError("comparator", "comparator-unknown", comparator=draft.comparator)


def _value_errors(draft: Draft, kind: HealthType, imported: bool) -> Iterator[FieldError]:
    unit_fits = draft.unit in kind.units
    if not unit_fits:
        yield FieldError(
            "unit", "unit-not-of-type", unit=draft.unit, units=list(kind.units), type=kind.slug
        )
    if bool(kind.parts) != (draft.value2 is not None):
        yield _wrong_parts(kind)
    if kind.parts and draft.value == 0 and draft.value2 == 0:
        # Monitors write this when a measurement failed.
        yield FieldError("value", "both-parts-zero", type=kind.slug)
        return
    for field, value, limits in _parts(draft, kind):
        wrong = _wrong_number(field, value, limits, draft.unit if unit_fits else "", kind)
        if wrong is not None:
            yield wrong
        if kind.whole and not imported and math.isfinite(value) and value % 1:
            yield FieldError(field, "not-whole", type=kind.slug)
    if _upside_down(draft, kind):
        first, second = (part.slug for part in kind.parts)
        yield FieldError("value2", "second-not-below-first", first=first, second=second)


def _wrong_parts(kind: HealthType) -> FieldError:
    if not kind.parts:
        return FieldError("value2", "second-part-needless", type=kind.slug)
    first, second = (part.slug for part in kind.parts)
    return FieldError("value2", "second-part-missing", first=first, second=second)


def _upside_down(draft: Draft, kind: HealthType) -> bool:
    return (
        kind.slug == "blood-pressure"
        and draft.value2 is not None
        and math.isfinite(draft.value)
        and math.isfinite(draft.value2)
        and draft.value <= draft.value2
    )


def _parts(draft: Draft, kind: HealthType) -> tuple[tuple[str, float, HealthType | Part], ...]:
    """(field, value as given, what holds its limits) of each part there is."""
    if not kind.parts:
        return (("value", draft.value, kind),)
    first, second = kind.parts
    if draft.value2 is None:
        return (("value", draft.value, first),)
    return ("value", draft.value, first), ("value2", draft.value2, second)


def _wrong_number(
    field: str, value: float, limits: HealthType | Part, unit: str, kind: HealthType
) -> FieldError | None:
    """`unit` is empty when it is wrong itself: then only the bare number can be judged."""
    if not math.isfinite(value):
        return FieldError(field, "not-finite")
    if not unit:
        return None
    if not limits.hard.holds(units.convert(value, unit, kind.unit, kind.slug)):
        return _out_of_range(field, value, limits, unit, kind)
    if abs(value) > LARGEST:
        return FieldError(field, "number-too-large", high=LARGEST)
    return None


def _out_of_range(
    field: str, value: float, limits: HealthType | Part, unit: str, kind: HealthType
) -> FieldError:
    low, high = bounds_in(limits.hard, unit, kind)
    shown = {"part": limits.slug, "low": low, "high": high, "unit": unit}
    if kind.slug in _SHARES and 0 < value <= 1:
        return FieldError(field, "looks-like-share", **shown, percent=round(value * 100, 1))
    likely = _likely_unit(value, unit, kind)
    if likely is not None:
        return FieldError(field, "looks-like-unit", **shown, likely=likely)
    if low is None:
        return FieldError(field, "above-possible", part=limits.slug, high=high, unit=unit)
    if high is None:
        return FieldError(field, "below-possible", part=limits.slug, low=low, unit=unit)
    return FieldError(field, "out-of-range", **shown)


def bounds_in(limits: Range, unit: str, kind: HealthType) -> tuple[float | None, float | None]:
    """The ends of a range of the type in one of its units, rounded inwards to the digits
    shown, so that the very numbers named are allowed."""
    if unit == kind.unit:
        return limits.low, limits.high
    step = 10.0 ** kind.decimals_in(unit)

    def shown(end: float | None, inwards: int) -> float | None:
        if end is None:
            return None
        exact = round(units.convert(end, kind.unit, unit, kind.slug) * step, 6)
        return (math.ceil(exact) if inwards > 0 else math.floor(exact)) / step

    return shown(limits.low, +1), shown(limits.high, -1)


def _likely_unit(value: float, unit: str, kind: HealthType) -> str | None:
    return next(
        (
            confusion.likely
            for confusion in _CONFUSIONS
            if (confusion.slug, confusion.unit) == (kind.slug, unit)
            and confusion.low <= value <= confusion.high
        ),
        None,
    )


# -- times -----------------------------------------------------------------------------------


def _time_errors(
    draft: Draft, kind: HealthType, now_ms: int, imported: bool, birth_date: str | None
) -> Iterator[FieldError]:
    if not OFFSET_MIN <= draft.offset <= OFFSET_MAX:
        yield FieldError("recorded_at", "offset-impossible", offset=draft.offset)
        return
    day = local_day(draft.recorded_at, draft.offset)
    if day < FIRST_DAY:
        yield FieldError("recorded_at", "before-1900")
    elif birth_date and day < day_of(dt.date.fromisoformat(birth_date)):
        yield FieldError("recorded_at", "before-birth", birth_date=birth_date)
    allowed = AHEAD_IMPORTED_MS if imported else AHEAD_TYPED_MS
    for field, moment in (("recorded_at", draft.recorded_at), ("ended_at", draft.ended_at)):
        if moment is not None and moment > now_ms + allowed:
            yield FieldError(field, "in-the-future", minutes=allowed // MINUTE_MS)
    if draft.ended_at is None:
        if kind.interval:
            yield FieldError("ended_at", "end-missing", type=kind.slug)
    elif draft.ended_at < draft.recorded_at:
        yield FieldError("ended_at", "ended-before-begun")
    else:
        most = longest(kind)
        if most is not None and draft.ended_at - draft.recorded_at > most:
            yield FieldError("ended_at", "interval-too-long", type=kind.slug, hours=most // HOUR_MS)


def longest(kind: HealthType) -> int | None:
    """The longest interval of a type in ms; None where its length counts for nothing."""
    if kind.interval:
        return INTERVAL_MAX_MS
    return AMOUNT_MAX_MS if kind.combine == "union" else None


# -- texts -----------------------------------------------------------------------------------


def _text_errors(draft: Draft) -> Iterator[FieldError]:
    if len(draft.note) > NOTE_MAX:
        yield FieldError("note", "note-too-long", length=len(draft.note), high=NOTE_MAX)
    if _no_text(draft.note):
        yield FieldError("note", "not-text")
    if len(draft.source) > SOURCE_MAX:
        yield FieldError("source", "source-too-long", high=SOURCE_MAX)
    if _no_text(draft.source):
        yield FieldError("source", "not-text")
    if draft.tags:
        yield from _tag_errors(draft.tags)


def _tag_errors(tags: tuple[str, ...]) -> Iterator[FieldError]:
    if len(tags) > TAGS_MAX:
        yield FieldError("tags", "too-many-tags", high=TAGS_MAX)
    if any(len(tag) > TAG_MAX for tag in tags):
        yield FieldError("tags", "tag-too-long", high=TAG_MAX)
    if any(_no_text(tag) for tag in tags):
        yield FieldError("tags", "not-text")
    elif any(not tag or tag.split() != [tag] or any(map(_is_control, tag)) for tag in tags):
        # Tags are joined by a space in files.
        yield FieldError("tags", "tag-not-one-word")


def _no_text(text: str) -> bool:
    """Whether there is a NUL or half a character in it: no database and no file holds one."""
    if text.isascii():
        return "\0" in text
    return any(ch == "\0" or "\ud800" <= ch <= "\udfff" for ch in text)


# -- remarks ---------------------------------------------------------------------------------


def _unusual(draft: Draft, kind: HealthType) -> Iterator[Remark]:
    for _field, value, limits in _parts(draft, kind):
        amount = units.convert(value, draft.unit, kind.unit, kind.slug)
        if limits.soft.holds(amount):
            continue
        likely = _likely_unit(value, draft.unit, kind)
        low, high = bounds_in(limits.soft, draft.unit, kind)
        if likely is not None:
            yield Remark(
                "perhaps-other-unit", {"part": limits.slug, "unit": draft.unit, "likely": likely}
            )
        elif limits.soft.is_below(amount):
            yield Remark("unusually-low", {"part": limits.slug, "low": low, "unit": draft.unit})
        else:
            yield Remark("unusually-high", {"part": limits.slug, "high": high, "unit": draft.unit})
