"""One line of text into readings: `bp 128/82 71 yesterday 8:30 #tired after stairs`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import Draft, Remark


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a line (or a part of it) cannot be taken: a code, its blanks, where it stands.

    `choices` are whole lines that would answer an open question ("glucose 20 mg/dL").
    """

    code: str
    params: dict[str, object] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """`drafts` is empty exactly when `trouble` is set (or the line is blank)."""

    drafts: tuple[Draft, ...] = ()
    trouble: Trouble | None = None
    # Shown beside the preview, e.g. a clock time ahead of now taken as yesterday's.
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How this person writes: decimal sign ("," or "."), order of a numeric date ("dmy",
    "mdy", "ymd") and, by type, the unit meant when none is typed."""

    decimal: str = "."
    date_order: str = "dmy"
    units: dict[str, str] = field(default_factory=dict)


def parse(text: str, *, now: dt.datetime, types: TypeBook, habits: Habits) -> Parsed:
    """Read one line. `now` is aware, in the person's zone. Never raises for any text."""
    raise NotImplementedError
