"""How many requests each caller may make in a minute."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

# Callers beyond this are forgotten, those whose minute ended first.
MOST_CALLERS: Final = 10_000


class _Counts(Storage):
    """Counts of one event loop. The library's own store starts a thread every ten
    milliseconds to clean up after itself; here what has ended goes when room is needed."""

    STORAGE_SCHEME = None

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._kept: dict[str, tuple[int, float]] = {}

    @property
    def base_exceptions(self) -> type[Exception]:
        return KeyError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = self._clock()
        count, ends = self._kept.get(key, (0, 0.0))
        if ends <= now:
            count, ends = 0, now + expiry
            self._make_room(now)
        self._kept[key] = (count + amount, ends)
        return count + amount

    def get(self, key: str) -> int:
        count, ends = self._kept.get(key, (0, 0.0))
        return count if ends > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        now = self._clock()
        return max(self._kept.get(key, (0, now))[1], now)

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        gone = len(self._kept)
        self._kept.clear()
        return gone

    def clear(self, key: str) -> None:
        self._kept.pop(key, None)

    def _make_room(self, now: float) -> None:
        if len(self._kept) >= MOST_CALLERS:
            self._kept = {key: one for key, one in self._kept.items() if one[1] > now}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands: `reset` in seconds until the minute ends."""

    allowed: bool
    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"ratelimit-limit", b"%d" % self.limit),
            (b"ratelimit-remaining", b"%d" % self.remaining),
            (b"ratelimit-reset", b"%d" % self.reset),
        ]


class Rates:
    """Asked on the server's thread alone."""

    def __init__(
        self, limit: Callable[[], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`limit`: requests a minute at the moment, 0 for as many as one likes."""
        self._limit, self._clock = limit, clock
        self._counts = _Counts(clock)
        self._limiter = FixedWindowRateLimiter(self._counts)
        self._item = RateLimitItemPerMinute(1)

    def hit(self, caller: str, cost: int = 1) -> Standing | None:
        """Count a request of a caller; with a cost of 0 only look. None: there is no limit."""
        limit = self._limit()
        if limit <= 0:
            return None
        if limit != self._item.amount:
            self._item = RateLimitItemPerMinute(limit)
        item = self._item
        allowed = self._limiter.hit(item, caller, cost=cost) if cost else True
        stats = self._limiter.get_window_stats(item, caller)
        reset = max(1, math.ceil(stats.reset_time - self._clock())) if stats.reset_time else 0
        return Standing(allowed, limit, stats.remaining, min(reset, 60))
