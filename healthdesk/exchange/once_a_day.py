"""Several files of an export tell the same days: one of them counts."""

from __future__ import annotations

from healthdesk.domain.rollup import night_of
from healthdesk.domain.times import local_day


class OnceADay:
    """Which file family was first to tell readings of a type on a day (a night for sleep).

    Families are read in the order of their rank; what a better one told of a day is not
    taken again from a worse one.
    """

    def __init__(self) -> None:
        self._ranks: dict[tuple[str, int], int] = {}

    def told_better(self, slug: str, at_ms: int, offset: int, rank: int) -> bool:
        """Whether a better ranked family told this day already; else it is told now."""
        day = night_of(at_ms, offset) if slug == "sleep-stage" else local_day(at_ms, offset)
        return self._ranks.setdefault((slug, day), rank) < rank
