"""A stretch of a typed line that says when, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Nothing of the same word follows.
END: Final = r"(?![^\W_])"


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class TimeProblem:
    """Why a time cannot be taken, where it stands, and the edits `(start, end, text)` of the
    line that would each answer it."""

    code: str
    params: dict[str, object]
    start: int
    end: int
    fixes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A stretch of text that says when. `date`, `clock`: wall time; `offset`: minutes from
    UTC where one was typed; `elapsed`: time before now. `led`: begins with "at", "um", "@".
    """

    start: int
    end: int
    text: str = ""
    date: dt.date | None = None
    clock: dt.time | None = None
    clock_end: int = 0
    offset: int | None = None
    elapsed: dt.timedelta | None = None
    led: bool = False
    weekday: bool = False
    part_of_day: str = ""
    problem: TimeProblem | None = None

    @property
    def definite(self) -> bool:
        """Whether it would be odd as plain words of a note."""
        return (
            (self.led and self.clock is not None)
            or (self.date is not None and self.clock is not None)
            or (self.elapsed is not None and self.text.startswith("-"))
        )


class Unreal(Exception):
    """Digits that look like a date or clock but name none."""

    def __init__(self, code: str, start: int, end: int) -> None:
        super().__init__(code)
        self.code, self.start, self.end = code, start, end


def stops(text: str, pos: int) -> bool:
    """Whether nothing but a tag or punctuation comes next."""
    rest = text[pos : pos + 3].lstrip()
    return not rest or rest[0] in "#,;!?" or rest == "."
