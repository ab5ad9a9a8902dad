"""The time of a typed line: beside its value, or in the last words of its note."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from healthdesk.domain.entry_line import Stop, TypedLine
from healthdesk.domain.entry_tags import TAG
from healthdesk.domain.records import Remark
from healthdesk.domain.spoken_phrases import TimePhrase, TimeProblem
from healthdesk.domain.spoken_times import Moment, TimeReader, hint

_NOTE_WORD: Final = re.compile(r"\S+")
# A time in a note has no more letters.
_LONGEST: Final = 48
# After these a day word at the end belongs to the sentence: "better than yesterday".
_CLINGING_LISTED: Final = (
    "than since from like until of as for als seit von wie bis the in to and und was what"
)
_CLINGING: Final = frozenset(_CLINGING_LISTED.split())
_DAYS_BACK: Final = frozenset({"yesterday", "gestern", "vorgestern", "day before yesterday"})


class TimeTaker:
    """Takes the time off one line; `phrase` is what was said of it so far, `remarks` what is to
    be said of times in the note."""

    __slots__ = ("_line", "_low", "_reader", "phrase", "remarks")

    def __init__(self, line: TypedLine, reader: TimeReader) -> None:
        self._line, self._low = line, line.low
        self._reader = reader
        self.phrase: TimePhrase | None = None
        self.remarks: list[Remark] = []

    def take_at(self, pos: int) -> int | None:
        """Take the time at `pos`; where it ends, None where there is none. Raises `Stop`."""
        phrase = self._reader.match(self._low, pos)
        if phrase is None:
            return None
        self.take(phrase)
        return phrase.end

    def take(self, phrase: TimePhrase) -> None:
        """Keep a time that was found, together with what is known. Raises `Stop`."""
        if phrase.problem is not None:
            self.stop(phrase.problem)
        both = phrase if self.phrase is None else self._reader.merge(self.phrase, phrase)
        if both is None:
            assert self.phrase is not None
            raise self.two((self.phrase.start, self.phrase.end), phrase)
        self.phrase = both

    def take_from_end(self, start: int) -> int:
        """Take a time in the last words of the note that begins at `start`, where none is known
        yet; returns where the note ends then. Raises `Stop`."""
        end = self._end_of_words(start)
        if self.phrase is not None or end <= start:
            return len(self._low)
        for found in _NOTE_WORD.finditer(self._low, max(start, end - _LONGEST), end):
            phrase = self._reader.match(self._low, found.start())
            if phrase is not None and phrase.end == end and self._meant(phrase, start):
                self.take(phrase)
                self._remark("time-from-end", phrase.start, phrase.end)
                return phrase.start
        near = hint(self._low, start, len(self._low))
        if near is not None:
            self._remark("time-in-note", *near)
        return len(self._low)

    def _end_of_words(self, start: int) -> int:
        """Where the note ends but for tags and full stops."""
        end = len(self._low)
        while True:
            end = start + len(self._low[start:end].rstrip(" .!,;"))
            last = self._low.rfind(" ", start, end) + 1
            if last <= start or TAG.fullmatch(self._low, last, end) is None:
                return end
            end = last

    def _meant(self, phrase: TimePhrase, start: int) -> bool:
        before = self._low[start : phrase.start].split()[-1:]
        if phrase.start > 0 and not self._low[phrase.start - 1].isspace():
            return False
        if before and before[0] in _CLINGING:
            return False
        return phrase.definite or phrase.text in _DAYS_BACK

    def _remark(self, code: str, start: int, end: int) -> None:
        self.remarks.append(Remark(code, {"text": self._line.typed(start, end)}))

    def moment(self) -> Moment:
        """The instant that was said, or now. Raises `Stop`."""
        if self.phrase is None:
            return self._reader.present()
        moment = self._reader.resolve(self.phrase)
        if isinstance(moment, TimeProblem):
            self.stop(moment)
        return moment

    def two(self, first: tuple[int, int], second: TimePhrase) -> Stop:
        """The trouble with two times in one line, the first given by its stretch."""
        params: dict[str, object] = {
            "first": self._line.typed(*first),
            "second": self._line.typed(second.start, second.end),
        }
        return self._line.trouble("two-times", params, second.start, second.end)

    def stop(self, problem: TimeProblem) -> NoReturn:
        """Raises `Stop`, with the lines that would mend it."""
        choices = tuple(self._line.edited(fix) for fix in problem.fixes)
        params = problem.params
        if "text" in params:
            params = {**params, "text": self._line.typed(problem.start, problem.end)}
        raise self._line.trouble(problem.code, params, problem.start, problem.end, choices)
