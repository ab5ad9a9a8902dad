"""Who is let in while the program is rolled out in stages: one rule, the same for everybody.

A user's bucket is a number from 0 to 9999 that any other program can work out:

    int.from_bytes(sha256(b"healthdesk:" + user).digest()[:8], "big") % 10000

with `user` the name or e-mail address, trimmed and in lower case, as UTF-8. A share of p per
cent lets in the buckets below 100 × p, so that raising it puts nobody out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BUCKETS = 10_000
SALT = b"healthdesk:"

Reason = Literal["unmanaged", "on", "internal", "beta", "rollout", "off"]


@dataclass(frozen=True, slots=True)
class Rollout:
    """The switches. `switch`: on or off for everybody, None where it is not set; `managed`:
    whether any of the others is set. `internal` are names as `plain` makes them, shares in per
    cent from 0 to 100."""

    switch: bool | None = None
    internal: frozenset[str] = frozenset()
    beta: float = 0.0
    share: float = 0.0
    managed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    user: str
    enabled: bool
    reason: Reason
    bucket: int


def plain(user: str) -> str:
    """A user's name or address as it is compared: trimmed, in lower case."""
    return user.strip().lower()


def names(listed: str) -> frozenset[str]:
    """The users of a list with commas."""
    return frozenset(name for part in listed.split(",") if (name := plain(part)))


def bucket(user: str) -> int:
    """The bucket of a user, 0 to 9999."""
    import hashlib  # only where users are told apart: it loads a library of ciphers

    digest = hashlib.sha256(SALT + plain(user).encode()).digest()
    return int.from_bytes(digest[:8], "big") % BUCKETS


def within(number: int, share: float) -> bool:
    """Whether a share (per cent) lets a bucket in."""
    return number < share * BUCKETS / 100


def decide(user: str, rollout: Rollout) -> Decision:
    """Whether a user is let in, and why: the first of the reasons that holds."""
    number = bucket(user)
    return Decision(plain(user), *_judged(plain(user), number, rollout), number)


def _judged(user: str, number: int, rollout: Rollout) -> tuple[bool, Reason]:
    if rollout.switch is None and not rollout.managed:
        return True, "unmanaged"
    if rollout.switch:
        return True, "on"
    if user in rollout.internal:
        return True, "internal"
    if within(number, rollout.beta):
        return True, "beta"
    if within(number, rollout.share):
        return True, "rollout"
    return False, "off"
