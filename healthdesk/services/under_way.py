"""Long work: how far it is, and whether it is still wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from healthdesk.domain.errors import Cancelled

# What is done and the whole of it, in any unit; and how many readings that were.
Progress: TypeAlias = Callable[[int, int, int], None]
Cancel: TypeAlias = Callable[[], bool]
# How finely a part tells its share of the whole.
PARTS: Final = 100_000


def silent(_done: int, _total: int, _rows: int) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody stops it."""
    return False


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Who is told how far work is, and who may stop it."""

    progress: Progress = silent
    cancelled: Cancel = never

    def look(self, done: int, total: int, rows: int = 0) -> None:
        """Tell how far it is; raises `Cancelled` where it is wanted no more."""
        self.progress(done, max(total, done, 1), rows)
        if self.cancelled():
            raise Cancelled

    def part(self, begin: float, end: float) -> UnderWay:
        """A step of the work, which goes from one share of the whole (0 to 1) to another."""

        def progress(done: int, total: int, rows: int) -> None:
            share = begin + (end - begin) * min(done / max(total, 1), 1)
            self.progress(round(share * PARTS), PARTS, rows)

        return UnderWay(progress, self.cancelled)
