"""What watches count up over a day, told as amounts of intervals.

A monitoring message tells how much there was since local midnight, for each kind of
activity by itself; the messages of a day may be spread over several files.
"""

from __future__ import annotations

from dataclasses import dataclass

from healthdesk.domain.times import DAY_MS, MINUTE_MS, local_day


@dataclass(frozen=True, slots=True)
class _Count:
    """The last that was told: local day, instant in ms, amount since midnight."""

    day: int
    at: int
    amount: float


@dataclass(frozen=True, slots=True)
class Gain:
    """An amount that came to be between two instants (ms)."""

    start: int
    end: int
    amount: float


class Counters:
    """Running counts by counter and kind of activity. They go on over files of one device,
    when those come in the order of their times."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, int], _Count] = {}

    def gain(
        self, device: str, counter: str, activity: int, at: int, offset: int, amount: float
    ) -> Gain | None:
        """What is new since the last message; None for nothing.

        A count at midnight is the whole of the day that ends. A smaller count than before
        is a fresh start: the device was switched off.
        """
        key = (device, counter, activity)
        day = local_day(at - 1, offset)
        last = self._last.get(key)
        midnight = day * DAY_MS - offset * MINUTE_MS
        if last is not None and last.day == day and at < last.at:
            return None  # Told late; what it counts is in the later one.
        self._last[key] = _Count(day, at, amount)
        if last is None or last.day != day:
            start, new = midnight, amount
        elif amount < last.amount:
            start, new = last.at, amount
        else:
            start, new = last.at, amount - last.amount
        return Gain(start, at, new) if new > 0 else None
