"""What a visit report is about and what is on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.errors import FieldError, InvalidData

Section = Literal[
    "summary", "blood-pressure", "glucose", "charts", "goals", "reminders", "annotations",
    "readings", "notes", "data",
]  # fmt: skip
Paper = Literal["a4", "us-letter"]
SECTIONS: Final[tuple[Section, ...]] = (
    "summary", "blood-pressure", "glucose", "charts", "goals", "reminders", "annotations",
    "readings", "notes", "data",
)  # fmt: skip
PAPERS: Final[tuple[Paper, ...]] = ("a4", "us-letter")
# Without a period: as long before today as most visits lie apart.
USUAL_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """`types` by slug, in the order of the report (none: all with readings). Days are local
    ordinals, both included; without them the last `USUAL_DAYS`. `paper` and `language` None:
    as usual in the region and language of the program."""

    types: tuple[str, ...] = ()
    day_from: int | None = None
    day_to: int | None = None
    sections: tuple[Section, ...] = SECTIONS
    paper: Paper | None = None
    language: str | None = None

    def period(self, today: int) -> tuple[int, int]:
        """First and last day. Raises `InvalidData` where the period ends before it begins."""
        last = today if self.day_to is None else self.day_to
        first = last - USUAL_DAYS + 1 if self.day_from is None else self.day_from
        if last < first:
            raise InvalidData(FieldError("end_date", "period-backwards"))
        return first, last


@dataclass(frozen=True, slots=True)
class Reportable:
    """What there is to tell about somebody: types by slug in the order of the catalogue, and
    the first and last day with a reading (None: there is no reading)."""

    types: tuple[str, ...]
    days: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ReportMade:
    """What came out: how many readings the report is about, and whether they travel along."""

    readings: int
    attached: bool
