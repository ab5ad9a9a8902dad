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
        return self._ranks.setdefault(_day(slug, at_ms, offset), rank) < rank

    def told_by(self, slug: str, at_ms: int, offset: int) -> int | None:
        """The rank of the family that told this day; None where none did yet."""
        return self._ranks.get(_day(slug, at_ms, offset))


def _day(slug: str, at_ms: int, offset: int) -> tuple[str, int]:
    night = slug == "sleep-stage"
    return slug, night_of(at_ms, offset) if night else local_day(at_ms, offset)
