"""In which minutes a process of this installation answered: what up time is told by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# First and last minute since 1970-01-01T00:00Z, both included.
Run = tuple[int, int]
# A beat comes each minute, some of them late: one minute without a beat is no interruption.
LATE = 1


def joined(runs: Iterable[Run]) -> list[Run]:
    """Runs of minutes in order, those that touch (or lie `LATE` apart) as one."""
    found: list[Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1 + LATE:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def within(runs: Sequence[Run], first: int, last: int) -> int:
    """How many minutes of the runs lie between two minutes, both included."""
    return sum(max(0, min(end, last) - max(start, first) + 1) for start, end in runs)
