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
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from healthdesk.domain import entry_spans, units
from healthdesk.domain.checks import check_draft, normal_tags
from healthdesk.domain.entry_kinds import KindReader
from healthdesk.domain.entry_line import SEPARATORS, Stop, Trouble, TypedLine
from healthdesk.domain.entry_names import WORD, Habits, TypeNames
from healthdesk.domain.entry_spans import TimeSpan
from healthdesk.domain.entry_tags import TAG, TagReader
from healthdesk.domain.entry_times import TimeTaker
from healthdesk.domain.entry_units import PULSE, unit_among
from healthdesk.domain.entry_values import NUMBER, UNIT_WORD, Value, ValueReader, is_duration
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import TAGS_MAX, Draft, Remark
from healthdesk.domain.spoken_phrases import TimePhrase, TimeProblem
from healthdesk.domain.spoken_times import Moment, TimeReader
from healthdesk.domain.times import from_datetime
from healthdesk.domain.typed_text import Folded, control_at, fold, read_number

__all__ = ["LINE_MAX", "Grammar", "Habits", "Parsed", "Trouble", "parse"]

LINE_MAX: Final = 2000


@dataclass(frozen=True, slots=True)
class Parsed:
    """`drafts` is empty exactly when `trouble` is set (or the line is blank)."""

    drafts: tuple[Draft, ...] = ()
    trouble: Trouble | None = None
    # Shown beside the preview, e.g. a clock time ahead of now taken as yesterday's.
    remarks: tuple[Remark, ...] = ()
    # Whole lines that say what a remark supposes ("weight 300 lb"), one for each such remark.
    choices: tuple[str, ...] = ()


def parse(text: str, *, now: dt.datetime, types: TypeBook, habits: Habits) -> Parsed:
    """Read one line. `now` is aware, in the person's zone. Never raises for any text.

    Who reads many lines with the same types and habits keeps a `Grammar` instead.
    """
    return Grammar(types, habits).parse(text, now)


_PULSE_LEAD: Final = re.compile(
    r"\s*,?\s*(?:/\s*(?=[0-9])|(?:(?P<word>p|hr|hf|pulse|puls|bpm|heart rate)\s*[:=]?\s*))?"
    r"(?=[0-9])"
)
_SECOND_PART: Final = re.compile(r"\s?/\s?[0-9]")
_NUMBER_ALONE: Final = re.compile(r"([+-]?[0-9][0-9.,']*)\s*(?=\Z|#)")
_AFTER_VALUE: Final = re.compile(r"\Z|[\s,;!?#()]|\.(?=\s|\Z)")
_FILLER: Final = re.compile(r"(?:[\s:=,;]|(?:is|was|ist|war)(?=\s))+")


class Grammar:
    """The words of a set of types and one person's habits, ready to read lines."""

    def __init__(self, types: TypeBook, habits: Habits) -> None:
        self.names = TypeNames(types, habits)

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
            return _Line(self.names, folded, now).read()
        except Stop as stop:
            trouble = stop.trouble
            shifted = replace(trouble, start=trouble.start + start, end=trouble.end + start)
            return Parsed(trouble=shifted)


class _Line:
    """The reading of one line: what has been understood so far."""

    def __init__(self, names: TypeNames, folded: Folded, now: dt.datetime) -> None:
        habits = names.habits
        self.names = names
        self.line = TypedLine(folded)
        self.low = folded.low
        self.now = now
        self.reader = TimeReader(now, habits.date_order, habits.order_sure)
        self.kinds = KindReader(self.line, names, self.reader)
        self.values = ValueReader(self.line, habits.decimal)
        self.times = TimeTaker(self.line, self.reader)
        self.tagging = TagReader(self.line)
        self.span: TimeSpan | None = None
        self.remarks: list[Remark] = []
        # Where the value's number begins and ends, and where its unit does, if one was typed.
        self.number_at = (0, 0)
        self.unit_end = 0

    def read(self) -> Parsed:
        start = self._head()
        if self.span is not None:
            return self._span_drafts(self.span)
        value, pos = self.values.read(start, self.kinds.kind)
        self.number_at = value.start, value.end
        kind, value, pos = self.kinds.settle(value, pos)
        self.unit_end = pos
        self._all_parts(kind, value)
        pulse = None
        if kind.parts:
            pulse, pos = self._pulse(pos)
        self._ends_here(kind, value, pos)
        self._ends_cleanly(kind, value.start, pos)
        note = self._tail(pos)
        value = self.kinds.with_unit(kind, value)
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
            kind = self.kinds.kind
            if kind is not None and entry_spans.lasts(kind):
                self.span = entry_spans.match(self.reader, self.low, pos)
                if self.span is not None:
                    return pos
            step = self.tagging.take_at(pos) or self.kinds.take_at(pos) or self._head_time(pos)
            if step is None:
                if self.values.begins(pos, kind):
                    return pos
                step = self.kinds.take_beginning(pos)
            pos = step

    def _nothing_said(self) -> NoReturn:
        end, kind = len(self.low), self.kinds.kind
        if kind is None:
            raise self.line.trouble("value-missing", {}, 0, end)
        raise self.line.trouble("value-missing-of-type", {"type": kind.slug}, 0, end)

    def _head_time(self, pos: int) -> int | None:
        digit = "0" <= self.low[pos] <= "9"
        kind = self.kinds.kind
        if digit and kind is not None and is_duration(kind):
            return None  # `slept 7:20` is how long, `slept at 7:20 6h` is when
        phrase = self.reader.match(self.low, pos, slashes=digit)
        if phrase is None:
            return None
        if digit and not self._time_before_value(phrase, kind):
            return None
        self.times.take(phrase)
        return phrase.end

    def _time_before_value(self, phrase: TimePhrase, kind: HealthType | None) -> bool:
        """Digits at the head are a time only if there is still a value after them."""
        if phrase.problem is not None and phrase.problem.code == "date-unreal":
            return False
        slashed = "/" in phrase.text
        filler = _FILLER.match(self.low, phrase.end)
        after = filler.end() if filler else phrase.end
        if kind is None:
            return not slashed or self.names.named(self.low, after) is not None
        if slashed and (kind.parts or kind.unit == "points"):
            return False
        return self.values.begins(after, kind)

    def _all_parts(self, kind: HealthType, value: Value) -> None:
        """Two numbers of a type of two parts, else one."""
        if kind.parts and value.value2 is None:
            first, second = (part.slug for part in kind.parts)
            params: dict[str, object] = {"first": first, "second": second}
            raise self.line.trouble("second-part-missing", params, value.start, value.end)
        if value.value2 is not None and not kind.parts:
            raise self._needless(kind, value.start, value.end)

    def _needless(self, kind: HealthType, start: int, end: int) -> Stop:
        return self.line.trouble("second-part-needless", {"type": kind.slug}, start, end)

    def _pulse(self, pos: int) -> tuple[Value | None, int]:
        """The heart rate beside a pressure: `71`, `p71`, `/71`, `71 bpm`."""
        kind = self.names.types.get(PULSE)
        lead = _PULSE_LEAD.match(self.low, pos)
        if kind is None or lead is None:
            return None, pos
        start = lead.end()
        if lead["word"] is None and self.reader.match(self.low, start) is not None:
            return None, pos
        found = NUMBER.match(self.low, start)
        value = read_number(found.group(), self.names.habits.decimal) if found else None
        if found is None or value is None:
            return None, pos
        end, unit = found.end(), None
        for first, last, _glued in self.kinds.unit_words(end):
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

    def _ends_cleanly(self, kind: HealthType, start: int, pos: int) -> None:
        """Nothing may cling to the value: `5:6`, `81½`, `7x3` are not what was read."""
        if _AFTER_VALUE.match(self.low, pos) and not _SECOND_PART.match(self.low, pos):
            return
        second = _SECOND_PART.match(self.low, pos)
        if second is not None and not kind.parts:
            word = UNIT_WORD.match(self.low, second.end() - 1)
            raise self._needless(kind, start, word.end() if word else second.end())
        self.values.unreadable(start, pos + 1, kind)

    # -- tags, times, note --------------------------------------------------------------

    def _tail(self, pos: int) -> str:
        """Tags, context and time right after the value; the rest is the note."""
        while True:
            blank = SEPARATORS.match(self.low, pos)
            pos = blank.end() if blank else pos
            step = self.tagging.take_at(pos) or self.times.take_at(pos)
            if step is None:
                break
            pos = step
        lost = _NUMBER_ALONE.match(self.low, pos)
        if lost is not None:  # `weight 81 4` is no weight of 81
            start, end = lost.span(1)
            params = self.values.text_params(start, end, self.kinds.kind)
            raise self.line.trouble("number-left-over", params, start, end)
        end = self.times.take_from_end(pos)
        for tag in TAG.finditer(self.low, end):  # behind that time
            self.tagging.take_tag(tag)
        self.remarks += self.times.remarks
        self._another_reading(pos, end)
        return self.tagging.note(pos, end)

    def _another_reading(self, start: int, end: int) -> None:
        """Say that what reads like a reading of its own stays words: `and weight 80`."""
        for word in WORD.finditer(self.low, start, end):
            named = self.names.named(self.low, word.start())
            if named is None or named[0].derived or named[0].codes or named[1] >= end:
                continue
            filler = _FILLER.match(self.low, named[1], end)
            number = NUMBER.match(self.low, filler.end() if filler else named[1], end)
            if number is not None:
                text = self.line.typed(word.start(), number.end())
                self.remarks.append(Remark("reading-in-note", {"text": text}))
                return

    # -- drafts -------------------------------------------------------------------------

    def _drafts(self, kind: HealthType, value: Value, pulse: Value | None, note: str) -> Parsed:
        moment = self.times.moment()
        tags = self._tags()
        if moment.noon and kind.aggregate != "sum":
            day = dt.datetime.fromtimestamp(
                moment.at / 1000, dt.timezone(dt.timedelta(minutes=moment.offset))
            ).date()
            self.remarks.append(Remark("time-noon", {"date": day.isoformat()}))
        self.remarks.extend(moment.remarks)
        drafts = [self._draft(kind, value, moment, note, tags)]
        rate = self.names.types.get(PULSE)
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
        kind = self.kinds.kind
        assert kind is not None
        note = self._tail(span.end)
        day = self.times.phrase
        if day is not None and (day.clock is not None or day.elapsed is not None):
            raise self.times.two((span.start, span.end), day)
        found = entry_spans.placed(self.reader, span, day.date if day else None)
        if isinstance(found, TimeProblem):
            self.times.stop(found)
        begin, end = found
        self.remarks.extend(end.remarks)
        minutes = round((end.at - begin.at) / 60_000, 6)
        value = Value(minutes, None, "min", span.start, span.end)
        draft = self._draft(kind, value, begin, note, self._tags(), end.at)
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
        elif error.field == "recorded_at" and self.times.phrase is not None:
            start, end = self.times.phrase.start, self.times.phrase.end
        likely = [error.params["likely"]] if "likely" in error.params else []
        choices = self._in_other_units(likely)
        raise self.line.trouble(error.code, dict(error.params), start, end, choices)


def _troubled(code: str, params: dict[str, object], start: int, end: int) -> Parsed:
    return Parsed(trouble=Trouble(code, params, start, end))
