"""One line of text into readings: `bp 128/82 71 yesterday 8:30 #tired after stairs`.

A line is `[time] [type] [time] value [unit] [time, tags, meal words] [note]`, and only the
value must be there: a unit alone can tell the type (kg, lb, st, °C, °F, mmHg, bpm), and what
is not said is the person's habit or now. `#word` anywhere is a tag, `before breakfast` or
`fasting` one too. A time counts before the value, right after it, or, with a remark, as the
last words of the line; elsewhere in the note it stays words. Nothing is guessed that would
change the meaning: then there is a question with whole lines as answers.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NoReturn

from healthdesk.domain import entry_spans, units
from healthdesk.domain.checks import check_draft, normal_tags
from healthdesk.domain.entry_line import Stop, Trouble, TypedLine
from healthdesk.domain.entry_spans import TimeSpan
from healthdesk.domain.entry_tags import CONTEXT, TAG, TagReader
from healthdesk.domain.entry_units import (
    CHOICES_MAX,
    COMMON,
    PRESSURE,
    PULSE,
    TYPE_OF_UNIT,
    asked_units,
    glucose_unit,
    likeliest,
    may_be,
    possible,
    unit_among,
    usual,
)
from healthdesk.domain.entry_values import (
    GLUCOSE,
    NUMBER,
    UNIT_WORD,
    Value,
    ValueReader,
    is_duration,
)
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import TAGS_MAX, Draft, Remark
from healthdesk.domain.spoken_times import Moment, TimePhrase, TimeProblem, TimeReader, hint
from healthdesk.domain.times import from_datetime
from healthdesk.domain.typed_text import Folded, control_at, fold, read_number

__all__ = ["LINE_MAX", "Grammar", "Habits", "Parsed", "Trouble", "parse"]

LINE_MAX: Final = 2000
PREFIX_MIN: Final = 3
# A name is meant by a word that shares so much of its letters with it, in their order.
NEAR_SHARE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Parsed:
    """`drafts` is empty exactly when `trouble` is set (or the line is blank)."""

    drafts: tuple[Draft, ...] = ()
    trouble: Trouble | None = None
    # Shown beside the preview, e.g. a clock time ahead of now taken as yesterday's.
    remarks: tuple[Remark, ...] = ()
    # Whole lines that say what a remark supposes ("weight 300 lb"), one for each such remark.
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How this person writes: decimal sign ("," or "."), order of a numeric date ("dmy",
    "mdy", "ymd") and, by type, the unit meant when none is typed. `names` are further words
    for types, such as the names shown in the person's language: name to slug. `order_sure`:
    whether the order of dates was chosen, or follows from a country."""

    decimal: str = "."
    date_order: str = "dmy"
    units: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    order_sure: bool = True


def parse(text: str, *, now: dt.datetime, types: TypeBook, habits: Habits) -> Parsed:
    """Read one line. `now` is aware, in the person's zone. Never raises for any text.

    Who reads many lines with the same types and habits keeps a `Grammar` instead.
    """
    return Grammar(types, habits).parse(text, now)


# -- words -----------------------------------------------------------------------------------

# Words that are a unit only beside a number of their type; after any other they begin a note.
_EVERYDAY_LISTED: Final = (
    "in m x mal times count counts score point points pts pt punkt punkte cup cups drink drinks"
    " foot feet stone stones second seconds pound pounds mile miles"
)
_EVERYDAY: Final = frozenset(_EVERYDAY_LISTED.split())
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN_WORDS: Final = re.compile(r"[\s\-_./&+]*")
_PULSE_LEAD: Final = re.compile(
    r"\s*,?\s*(?:/\s*(?=[0-9])|(?:(?P<word>p|hr|hf|pulse|puls|bpm|heart rate)\s*[:=]?\s*))?"
    r"(?=[0-9])"
)
_SECOND_PART: Final = re.compile(r"\s?/\s?[0-9]")
_NUMBER_ALONE: Final = re.compile(r"([+-]?[0-9][0-9.,']*)\s*(?=\Z|#)")
_NOTE_WORD: Final = re.compile(r"\S+")
_AFTER_VALUE: Final = re.compile(r"\Z|[\s,;!?#()]|\.(?=\s|\Z)")
_FILLER: Final = re.compile(r"(?:[\s:=,;]|(?:is|was|ist|war)(?=\s))+")
_SEPARATORS: Final = re.compile(r"[\s,;]+")
# After these a day word at the end belongs to the sentence: "better than yesterday".
_CLINGING_LISTED: Final = (
    "than since from like until of as for als seit von wie bis the in to and und was what"
)
_CLINGING: Final = frozenset(_CLINGING_LISTED.split())
_DAYS_BACK: Final = frozenset({"yesterday", "gestern", "vorgestern", "day before yesterday"})


class Grammar:
    """The words of a set of types and one person's habits, ready to read lines."""

    def __init__(self, types: TypeBook, habits: Habits) -> None:
        self.types = types
        self.habits = habits
        self._named: dict[str, HealthType] = {}
        for name, kind in self._names():
            words = _WORD.findall(fold(name).low)
            if words:
                self._named.setdefault(" ".join(words), kind)
                self._named.setdefault("".join(words), kind)
        self._sorted = sorted(self._named)
        self._shown = {slug: name for name, slug in habits.names.items()}
        self._longest = max((name.count(" ") + 1 for name in self._named), default=0)

    def _names(self) -> Iterator[tuple[str, HealthType]]:
        """Every name with its type; where two types share one, the first has it."""
        for kind in self.types:
            yield kind.slug, kind
        for kind in self.types:
            if kind.name:
                yield kind.name, kind
        for name, slug in self.habits.names.items():
            named = self.types.get(slug)
            if named is not None:
                yield name, named
        for kind in self.types:
            for alias in kind.aliases:
                yield alias, kind

    def parse(self, text: str, now: dt.datetime) -> Parsed:
        """Read one line as `parse` does."""
        if len(text) > LINE_MAX:
            return _troubled("line-too-long", {"max": LINE_MAX}, LINE_MAX, len(text))
        start = len(text) - len(text.lstrip())
        line = text.strip()
        control = control_at(line)
        if control is not None:
            at = start + control
            return _troubled("control-character", {"position": at + 1}, at, at + 1)
        folded = fold(line)
        if not folded.low.strip():
            return Parsed()
        try:
            return _Line(self, folded, now).read()
        except Stop as stop:
            trouble = stop.trouble
            shifted = replace(trouble, start=trouble.start + start, end=trouble.end + start)
            return Parsed(trouble=shifted)

    # -- types --------------------------------------------------------------------------

    def named(self, low: str, pos: int) -> tuple[HealthType, int] | None:
        """The type whose name begins at `pos`, the longest one, and where it ends."""
        ends: list[int] = []
        words: list[str] = []
        at = pos
        while len(words) < self._longest:
            found = _WORD.match(low, at)
            if found is None:
                break
            words.append(found.group())
            ends.append(found.end())
            between = _BETWEEN_WORDS.match(low, found.end())
            at = between.end() if between else found.end()
        for count in range(len(words), 0, -1):
            kind = self._named.get(" ".join(words[:count]))
            if kind is not None:
                return kind, ends[count - 1]
        return self._glued(words[0], pos) if words else None

    def _glued(self, word: str, pos: int) -> tuple[HealthType, int] | None:
        """`bp128`: a name and digits without a blank."""
        letters = word.rstrip("0123456789")
        kind = self._named.get(letters) if letters != word else None
        return (kind, pos + len(letters)) if kind else None

    def begun(self, word: str) -> tuple[HealthType, ...]:
        """The types one of whose names begins with `word` (at least three letters)."""
        if len(word) < PREFIX_MIN or not word.isalpha():
            return ()
        found: dict[str, HealthType] = {}
        at = bisect_left(self._sorted, word)
        while at < len(self._sorted) and self._sorted[at].startswith(word):
            kind = self._named[self._sorted[at]]
            found[kind.slug] = kind
            at += 1
        return tuple(found.values())

    def near(self, word: str) -> tuple[HealthType, ...]:
        """The types that can be typed and one of whose names is `word` but for a slip of the
        fingers, the nearest first."""
        # Loaded where a word is not known: no line that is understood waits for it.
        from difflib import get_close_matches

        if len(word) <= PREFIX_MIN:
            return ()
        kinds = {
            name: kind
            for name, kind in self._named.items()
            if not (kind.derived or kind.codes or kind.interval)
        }
        names = get_close_matches(word, kinds, n=CHOICES_MAX, cutoff=NEAR_SHARE)
        return tuple({kinds[name].slug: kinds[name] for name in names}.values())

    def word_for(self, kind: HealthType) -> str:
        """What this person would type for a type: its name in their language, where that is
        read as this type; a name with a number in it would be read as the value, and one with
        brackets not to its end."""
        name = self._shown.get(kind.slug, "").lower()
        low = fold(name).low
        known = self._named.get(" ".join(_WORD.findall(low)))
        plain = not any(sign.isdigit() for sign in name)
        whole = all(map(_BETWEEN_WORDS.fullmatch, _WORD.split(low)))
        return name if known is kind and plain and whole else kind.slug

    def usual_unit(self, kind: HealthType) -> str:
        """The unit meant for a type when none is typed."""
        habit = self.habits.units.get(kind.slug)
        return habit if habit in kind.units else kind.units[0]


class _Line:
    """The reading of one line: what has been understood so far."""

    def __init__(self, grammar: Grammar, folded: Folded, now: dt.datetime) -> None:
        self.grammar = grammar
        self.line = TypedLine(folded)
        self.low = folded.low
        self.now = now
        self.values = ValueReader(self.line, grammar.habits.decimal)
        self.reader = TimeReader(now, grammar.habits.date_order, grammar.habits.order_sure)
        self.kind: HealthType | None = None
        self.time: TimePhrase | None = None
        self.span: TimeSpan | None = None
        self.tagging = TagReader(self.line)
        self.remarks: list[Remark] = []
        # Where the value's number begins and ends, and where its unit does, if one was typed.
        self.number_at = (0, 0)
        self.unit_end = 0

    def read(self) -> Parsed:
        start = self._head()
        if self.span is not None:
            return self._span_drafts(self.span)
        value, pos = self.values.read(start, self.kind)
        self.number_at = value.start, value.end
        kind, value, pos = self._settle_kind(value, pos)
        self.kind = kind
        self.unit_end = pos
        pulse = None
        if kind.parts:
            if value.value2 is None:
                first, second = (part.slug for part in kind.parts)
                params: dict[str, object] = {"first": first, "second": second}
                raise self.line.trouble("second-part-missing", params, value.start, value.end)
            pulse, pos = self._pulse(pos)
        elif value.value2 is not None:
            raise self.line.trouble(
                "second-part-needless", {"type": kind.slug}, value.start, value.end
            )
        self._ends_here(kind, value, pos)
        self._ends_cleanly(value.start, pos)
        note = self._tail(pos)
        value = self._with_unit(kind, value)
        return self._drafts(kind, value, pulse, note)

    # -- the parts of a line ------------------------------------------------------------

    def _head(self) -> int:
        """Everything before the value; returns where that begins."""
        pos = 0
        while True:
            filler = _FILLER.match(self.low, pos)
            pos = filler.end() if filler else pos
            if pos >= len(self.low):
                self._nothing_said()
            if self.kind is not None and entry_spans.lasts(self.kind):
                self.span = entry_spans.match(self.reader, self.low, pos)
                if self.span is not None:
                    return pos
            step = self.tagging.take_at(pos) or self._head_type(pos) or self._head_time(pos)
            if step is None:
                if self.values.begins(pos, self.kind):
                    return pos
                step = self._head_beginning(pos)
            pos = step

    def _nothing_said(self) -> NoReturn:
        end = len(self.low)
        if self.kind is None:
            raise self.line.trouble("value-missing", {}, 0, end)
        raise self.line.trouble("value-missing-of-type", {"type": self.kind.slug}, 0, end)

    def _head_type(self, pos: int) -> int | None:
        if self.kind is not None:
            return None
        found = self.grammar.named(self.low, pos)
        if found is None:
            return None
        self._take_kind(found[0], pos, found[1])
        return found[1]

    def _take_kind(self, kind: HealthType, start: int, end: int) -> None:
        if kind.derived:
            raise self.line.trouble("type-is-derived", {"type": kind.slug}, start, end)
        if kind.interval or kind.codes:
            raise self.line.trouble("type-needs-form", {"type": kind.slug}, start, end)
        self.kind = kind

    def _head_time(self, pos: int) -> int | None:
        digit = "0" <= self.low[pos] <= "9"
        if digit and self.kind is not None and is_duration(self.kind):
            return None  # `slept 7:20` is how long, `slept at 7:20 6h` is when
        phrase = self.reader.match(self.low, pos, slashes=digit)
        if phrase is None:
            return None
        if digit and not self._time_before_value(phrase):
            return None
        self._take_time(phrase)
        return phrase.end

    def _time_before_value(self, phrase: TimePhrase) -> bool:
        """Digits at the head are a time only if there is still a value after them."""
        if phrase.problem is not None and phrase.problem.code == "date-unreal":
            return False
        slashed = "/" in phrase.text
        filler = _FILLER.match(self.low, phrase.end)
        after = filler.end() if filler else phrase.end
        if self.kind is None:
            return not slashed or self.grammar.named(self.low, after) is not None
        if slashed and (self.kind.parts or self.kind.unit == "points"):
            return False
        return self.values.begins(after, self.kind)

    def _head_beginning(self, pos: int) -> int:
        """A type by the beginning of its name, else the trouble with this word."""
        found = UNIT_WORD.match(self.low, pos)
        end = found.end() if found else pos + 1
        typed = self.line.typed(pos, end)
        if self.kind is not None:
            params: dict[str, object] = {"text": typed, "type": self.kind.slug}
            raise self.line.trouble("number-unreadable", params, pos, end)
        word = _WORD.match(self.low, pos)
        meant = self.grammar.begun(word.group()) if word else ()
        meant = tuple(kind for kind in meant if not (kind.derived or kind.codes or kind.interval))
        if len(meant) == 1 and word:
            self.kind = meant[0]
            return word.end()
        if meant and word:
            choices = tuple(
                self.line.edited((pos, word.end(), self.grammar.word_for(kind)))
                for kind in meant[:CHOICES_MAX]
            )
            raise self.line.trouble("type-ambiguous", {"text": typed}, pos, word.end(), choices)
        near = self.grammar.near(word.group()) if word else ()
        lines = tuple(
            self.line.edited((pos, word.end() if word else end, self.grammar.word_for(kind)))
            for kind in near
        )
        raise self.line.trouble("type-unknown", {"text": typed}, pos, end, lines)

    # -- units and types ----------------------------------------------------------------

    def _settle_kind(self, value: Value, pos: int) -> tuple[HealthType, Value, int]:
        """The type of the value and its unit if one was typed; both may stand after it."""
        if value.unit is not None and self.kind is not None:
            return self.kind, value, pos
        if self.kind is not None:
            unit, pos = self._unit_of(self.kind, pos)
            return self.kind, replace(value, unit=unit, end=pos), pos
        word, unit_end = self._any_unit(pos) if value.unit is None else ("", pos)
        after = _SEPARATORS.match(self.low, unit_end)
        named = self.grammar.named(self.low, after.end() if after else unit_end)
        if named is not None:
            fitting = unit_among(word, named[0].units) if word else value.unit
            if not (word or value.unit) or fitting in named[0].units:
                self._take_kind(named[0], unit_end, named[1])
                return named[0], replace(value, unit=fitting, end=unit_end), named[1]
        kind, unit = self._kind_by_unit(value, word, unit_end)
        return kind, replace(value, unit=unit, end=unit_end), unit_end

    def _unit_words(self, pos: int) -> Iterator[tuple[int, int, bool]]:
        """Stretches after a number that may be a unit, the longest first; with whether it
        is glued to the number."""
        blank = pos < len(self.low) and self.low[pos] == " "
        first = UNIT_WORD.match(self.low, pos + blank)
        if first is None:
            return
        ends = [first.end()]
        while len(ends) < 3 and (found := UNIT_WORD.match(self.low, ends[-1] + 1)):
            ends.append(found.end())
        for end in reversed(ends):
            if not self.low[first.start() : end].isdecimal():
                yield first.start(), end, not blank

    def _unit_of(self, kind: HealthType, pos: int) -> tuple[str | None, int]:
        for start, end, glued in self._unit_words(pos):
            typed = self.line.folded.plain(start, end)
            unit = unit_among(typed, kind.units)
            if unit is not None:
                if not glued and self._reads_on(start, end):
                    return None, pos
                return unit, end
            if units.find(typed) is not None and (glued or self.low[start:end] not in _EVERYDAY):
                params: dict[str, object] = {
                    "unit": typed, "units": list(kind.units), "type": kind.slug,
                }  # fmt: skip
                raise self.line.trouble("unit-not-of-type", params, start, end)
        return None, pos

    def _reads_on(self, start: int, end: int) -> bool:
        """`height 180 in the morning`: the word goes on as a sentence."""
        if self.low[start:end] != "in":
            return False
        following = _WORD.match(self.low, end + 1)
        if following is None or not following.group().isalpha():
            return False
        return (
            self.reader.match(self.low, end + 1) is None
            and CONTEXT.match(self.low, end + 1) is None
        )

    def _any_unit(self, pos: int) -> tuple[str, int]:
        for start, end, glued in self._unit_words(pos):
            typed = self.line.folded.plain(start, end)
            if units.find(typed) is not None and (glued or not self._reads_on(start, end)):
                return typed, end
        return "", pos

    def _kind_by_unit(self, value: Value, word: str, end: int) -> tuple[HealthType, str | None]:
        types = self.grammar.types
        if value.value2 is not None:
            kind = types.get(PRESSURE)
            if kind is not None:
                unit = unit_among(word, kind.units) if word else None
                if word and unit is None:
                    params: dict[str, object] = {
                        "unit": word, "units": list(kind.units), "type": kind.slug,
                    }  # fmt: skip
                    raise self.line.trouble("unit-not-of-type", params, value.end, end)
                return kind, unit
        unit = value.unit or (units.find(word) if word else None)
        if unit is None:
            self._ask_type(value)
        kind = types.get(TYPE_OF_UNIT.get(unit or "", ""))
        if kind is not None and unit in kind.units:
            return kind, unit
        sharing = [
            (kind, found)
            for kind in types
            if (found := unit_among(word, kind.units)) and not (kind.derived or kind.codes)
        ]
        if len(sharing) == 1:
            return sharing[0]
        fitting = [kind for kind, found in sharing if may_be(kind, value, found)]
        names = [self.grammar.word_for(kind) for kind in likeliest(fitting)]
        choices = tuple(f"{name} {self.line.whole()}" for name in names)
        params = {"unit": word, "text": self.line.typed(value.start, value.end)}
        code = "unit-of-several-types" if choices else "unit-of-no-type"
        raise self.line.trouble(code, params, value.start, end, choices)

    def _ask_type(self, value: Value) -> NoReturn:
        choices: list[str] = []
        for slug in COMMON:
            kind = self.grammar.types.get(slug)
            if kind is None or len(choices) == CHOICES_MAX:
                continue
            unit = self.grammar.usual_unit(kind)
            plausible = may_be(kind, value, unit) and usual(kind, value, unit)
            if plausible and not self._asked(kind, value):
                choices.append(f"{self.grammar.word_for(kind)} {self.line.whole()}")
        text = self.line.typed(value.start, value.end)
        raise self.line.trouble(
            "type-missing", {"text": text}, value.start, value.end, tuple(choices)
        )

    def _pulse(self, pos: int) -> tuple[Value | None, int]:
        """The heart rate beside a pressure: `71`, `p71`, `/71`, `71 bpm`."""
        kind = self.grammar.types.get(PULSE)
        lead = _PULSE_LEAD.match(self.low, pos)
        if kind is None or lead is None:
            return None, pos
        start = lead.end()
        if lead["word"] is None and self.reader.match(self.low, start) is not None:
            return None, pos
        found = NUMBER.match(self.low, start)
        value = read_number(found.group(), self.grammar.habits.decimal) if found else None
        if found is None or value is None:
            return None, pos
        end, unit = found.end(), None
        for first, last, _glued in self._unit_words(end):
            typed = self.line.folded.plain(first, last)
            unit = unit_among(typed, kind.units)
            if unit is not None:
                end = last
                break
            if lead["word"] is None and units.find(typed) is not None:
                return None, pos  # `30 min after a run` is about the pressure
        if not _AFTER_VALUE.match(self.low, end):
            return None, pos
        unit = unit or ("bpm" if "bpm" in kind.units else kind.units[0])
        return Value(value, None, unit, start, end), end

    def _ends_here(self, kind: HealthType, value: Value, pos: int) -> None:
        """`slept 23:00 to 6` is from when to when, and no 23 hours."""
        if not entry_spans.lasts(kind):
            return
        on = entry_spans.goes_on(self.reader, self.low, pos)
        if on is not None:
            params = self.values.text_params(value.start, on[1], kind)
            raise self.line.trouble("span-unclear", params, value.start, on[1])

    def _ends_cleanly(self, start: int, pos: int) -> None:
        """Nothing may cling to the value: `5:6`, `81½`, `7x3` are not what was read."""
        if _AFTER_VALUE.match(self.low, pos) and not _SECOND_PART.match(self.low, pos):
            return
        second = _SECOND_PART.match(self.low, pos)
        if second is not None and self.kind is not None and not self.kind.parts:
            word = UNIT_WORD.match(self.low, second.end() - 1)
            end = word.end() if word else second.end()
            raise self.line.trouble("second-part-needless", {"type": self.kind.slug}, start, end)
        self.values.unreadable(start, pos + 1, self.kind)

    def _with_unit(self, kind: HealthType, value: Value) -> Value:
        """The value with its unit: typed, safely inferred or the habit; else a question."""
        if value.unit is not None:
            return value
        asked = self._asked(kind, value)
        if kind.group == "metabolic" and kind.slug != GLUCOSE and asked:
            # A number that nobody can have in any other unit leaves nothing to ask.
            only = [unit for unit in kind.units if possible(kind, value, unit)]
            if len(only) == 1:
                return replace(value, unit=only[0])
        if asked:
            self._ask_unit("unit-missing", kind, value, asked)
        if kind.slug == GLUCOSE:
            return replace(value, unit=glucose_unit(value))
        unit = self.grammar.usual_unit(kind)
        if not possible(kind, value, unit):
            others = tuple(u for u in kind.units if u != unit and possible(kind, value, u))
            if others:
                self._ask_unit("unit-missing-here", kind, value, others)
        return replace(value, unit=unit)

    def _asked(self, kind: HealthType, value: Value) -> tuple[str, ...]:
        return asked_units(kind, value, self.grammar.usual_unit(kind))

    def _ask_unit(
        self, code: str, kind: HealthType, value: Value, asked: tuple[str, ...]
    ) -> NoReturn:
        offered = tuple(unit for unit in asked if possible(kind, value, unit)) or asked
        choices = tuple(
            self.line.edited((value.end, value.end, f" {unit}")) for unit in offered[:CHOICES_MAX]
        )
        params: dict[str, object] = {
            "text": self.line.typed(value.start, value.end), "type": kind.slug,
            "units": list(offered),
        }  # fmt: skip
        raise self.line.trouble(code, params, value.start, value.end, choices)

    # -- tags, times, note --------------------------------------------------------------

    def _take_time(self, phrase: TimePhrase) -> None:
        if phrase.problem is not None:
            self._time_trouble(phrase.problem)
        if self.time is None:
            self.time = phrase
            return
        both = self.reader.merge(self.time, phrase)
        if both is None:
            params: dict[str, object] = {
                "first": self.line.typed(self.time.start, self.time.end),
                "second": self.line.typed(phrase.start, phrase.end),
            }
            raise self.line.trouble("two-times", params, phrase.start, phrase.end)
        self.time = both

    def _tail(self, pos: int) -> str:
        """Tags, context and time right after the value; the rest is the note."""
        while True:
            blank = _SEPARATORS.match(self.low, pos)
            pos = blank.end() if blank else pos
            step = self.tagging.take_at(pos)
            if step is None:
                phrase = self.reader.match(self.low, pos)
                if phrase is None:
                    break
                self._take_time(phrase)
                step = phrase.end
            pos = step
        lost = _NUMBER_ALONE.match(self.low, pos)
        if lost is not None:  # `weight 81 4` is no weight of 81
            start, end = lost.span(1)
            params = self.values.text_params(start, end, self.kind)
            raise self.line.trouble("number-left-over", params, start, end)
        end = self._time_at_end(pos)
        self._another_reading(pos, end)
        return self.tagging.note(pos, end)

    def _another_reading(self, start: int, end: int) -> None:
        """Say that what reads like a reading of its own stays words: `and weight 80`."""
        for word in _WORD.finditer(self.low, start, end):
            named = self.grammar.named(self.low, word.start())
            if named is None or named[0].derived or named[0].codes or named[1] >= end:
                continue
            filler = _FILLER.match(self.low, named[1], end)
            number = NUMBER.match(self.low, filler.end() if filler else named[1], end)
            if number is not None:
                text = self.line.typed(word.start(), number.end())
                self.remarks.append(Remark("reading-in-note", {"text": text}))
                return

    def _time_at_end(self, start: int) -> int:
        """Take a time in the last words of the note; returns where the note ends then."""
        end = len(self.low)
        while True:  # tags may follow it
            end -= len(self.low[start:end]) - len(self.low[start:end].rstrip(" .!,;"))
            last = self.low.rfind(" ", start, end) + 1
            tag = TAG.fullmatch(self.low, last, end) if last > start else None
            if tag is None:
                break
            end = last
        if self.time is not None or end <= start:
            return len(self.low)
        for found in _NOTE_WORD.finditer(self.low, max(start, end - 48), end):
            phrase = self.reader.match(self.low, found.start())
            if phrase is not None and phrase.end == end and self._meant(phrase, start):
                return self._cut_time(phrase, end)
        near = hint(self.low, start, len(self.low))
        if near is not None:
            self.remarks.append(Remark("time-in-note", {"text": self.line.typed(*near)}))
        return len(self.low)

    def _meant(self, phrase: TimePhrase, start: int) -> bool:
        before = self.low[start : phrase.start].split()[-1:]
        if phrase.start > 0 and not self.low[phrase.start - 1].isspace():
            return False
        if before and before[0] in _CLINGING:
            return False
        return phrase.definite or phrase.text in _DAYS_BACK

    def _cut_time(self, phrase: TimePhrase, end: int) -> int:
        self._take_time(phrase)
        words = self.line.typed(phrase.start, phrase.end)
        self.remarks.append(Remark("time-from-end", {"text": words}))
        for tag in TAG.finditer(self.low, end):
            self.tagging.take_tag(tag)
        return phrase.start

    # -- drafts -------------------------------------------------------------------------

    def _drafts(self, kind: HealthType, value: Value, pulse: Value | None, note: str) -> Parsed:
        moment = self._moment()
        tags = self._tags()
        if moment.noon and kind.aggregate != "sum":
            day = dt.datetime.fromtimestamp(
                moment.at / 1000, dt.timezone(dt.timedelta(minutes=moment.offset))
            ).date()
            self.remarks.append(Remark("time-noon", {"date": day.isoformat()}))
        self.remarks.extend(moment.remarks)
        drafts = [self._draft(kind, value, moment, note, tags)]
        rate = self.grammar.types.get(PULSE)
        if pulse is not None and rate is not None:
            drafts.append(self._draft(rate, pulse, moment, note, tags))
        likely = [one.params["likely"] for one in self.remarks if "likely" in one.params]
        choices = self._in_other_units(likely)
        return Parsed(drafts=tuple(drafts), remarks=tuple(self.remarks), choices=choices)

    def _tags(self) -> tuple[str, ...]:
        tags = normal_tags(self.tagging.tags)
        if len(tags) > TAGS_MAX:
            raise self.line.trouble("too-many-tags", {"high": TAGS_MAX}, 0, len(self.low))
        return tags

    def _span_drafts(self, span: TimeSpan) -> Parsed:
        """One reading that lasts from one clock time to the other."""
        assert self.kind is not None
        note = self._tail(span.end)
        day = self.time
        if day is not None and (day.clock is not None or day.elapsed is not None):
            params: dict[str, object] = {
                "first": self.line.typed(span.start, span.end),
                "second": self.line.typed(day.start, day.end),
            }
            raise self.line.trouble("two-times", params, day.start, day.end)
        found = entry_spans.placed(self.reader, span, day.date if day else None)
        if isinstance(found, TimeProblem):
            self._time_trouble(found)
        begin, end = found
        self.remarks.extend(end.remarks)
        minutes = round((end.at - begin.at) / 60_000, 6)
        value = Value(minutes, None, "min", span.start, span.end)
        draft = self._draft(self.kind, value, begin, note, self._tags(), end.at)
        return Parsed(drafts=(draft,), remarks=tuple(self.remarks))

    def _in_other_units(self, likely: Iterable[object]) -> tuple[str, ...]:
        """The line with each unit that may be meant, for a value written in plain numbers."""
        start, end = self.number_at
        if any(sign.isalpha() for sign in self.low[start:end]):
            return ()
        return tuple(
            self.line.edited((end, max(end, self.unit_end), f" {unit}"))
            for unit in dict.fromkeys(likely)
        )

    def _moment(self) -> Moment:
        if self.time is None:
            return self.reader.present()
        moment = self.reader.resolve(self.time)
        if isinstance(moment, TimeProblem):
            self._time_trouble(moment)
        return moment

    def _draft(
        self, kind: HealthType, value: Value, moment: Moment, note: str, tags: tuple[str, ...],
        ended_at: int | None = None,
    ) -> Draft:  # fmt: skip
        draft = Draft(
            type=kind.slug, value=value.value, unit=value.unit or kind.units[0],
            recorded_at=moment.at, offset=moment.offset, value2=value.value2,
            ended_at=ended_at, comparator=value.comparator, note=note, tags=tags,
        )  # fmt: skip
        try:
            remarks = check_draft(draft, kind, now_ms=from_datetime(self.now)[0])
        except InvalidData as invalid:
            self._refused(invalid.fields[0], value)
        else:
            self.remarks.extend(remarks)
        return draft

    def _refused(self, error: FieldError, value: Value) -> NoReturn:
        start, end = value.start, value.end
        if error.field in ("note", "tags", "source"):
            start, end = value.end, len(self.low)
        elif error.field == "recorded_at" and self.time is not None:
            start, end = self.time.start, self.time.end
        likely = [error.params["likely"]] if "likely" in error.params else []
        choices = self._in_other_units(likely)
        raise self.line.trouble(error.code, dict(error.params), start, end, choices)

    # -- trouble ------------------------------------------------------------------------

    def _time_trouble(self, problem: TimeProblem) -> NoReturn:
        choices = tuple(self.line.edited(fix) for fix in problem.fixes)
        params = problem.params
        if "text" in params:
            params = {**params, "text": self.line.typed(problem.start, problem.end)}
        raise self.line.trouble(problem.code, params, problem.start, problem.end, choices)


def _troubled(code: str, params: dict[str, object], start: int, end: int) -> Parsed:
    return Parsed(trouble=Trouble(code, params, start, end))
