"""Whether this user is let in."""

from __future__ import annotations

import getpass
import os
from itertools import pairwise
from typing import Any

from healthdesk.domain import rollout
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import NotAllowed
from healthdesk.domain.rollout import Decision, Rollout
from healthdesk.settings import Settings

# Known buckets: a change of the rule would put people out.
KNOWN = (("ada", 8557), ("ben@example.org", 816))
# Users that do not exist, by whom shares are tried.
TRIED = 100_000
TOLERANCE = 0.01
SHARES = (0.0, 1.0, 5.0, 25.0, 50.0, 75.0, 99.0, 100.0)


def log_in_name() -> str:
    """The name this process's user has on the computer; "unknown" where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}" if hasattr(os, "getuid") else "unknown"


class Flags:
    """The rollout of one installation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @needs("settings.read")
    def decide(self, actor: Actor, user: str = "") -> Decision:
        """Whether a user is let in; nobody named: the setting `user`, else the log-in."""
        chosen = user or self._settings.text("user") or log_in_name()
        return rollout.decide(chosen, self._settings.rollout())

    @needs("settings.read")
    def require(self, actor: Actor, user: str = "") -> None:
        """Raises `NotAllowed` for who is not let in."""
        if not self.decide(actor, user).enabled:
            raise NotAllowed("feature-off")

    @needs("settings.read")
    def verify(self, actor: Actor) -> dict[str, Any]:
        """Try the rule: known buckets, shares over many users, nobody put out by a larger one."""
        users = [f"user-{number}" for number in range(TRIED)]
        buckets = [rollout.bucket(user) for user in users]
        found = {name: rollout.bucket(name) for name, _ in KNOWN}
        let_in = [_let_in(buckets, share) for share in SHARES]
        off = [
            f"{share:g} %"
            for share, those in zip(SHARES, let_in, strict=True)
            if abs(len(those) / TRIED - share / 100) > TOLERANCE
        ]
        put_out = [
            f"{share:g} %"
            for share, (fewer, more) in zip(SHARES[1:], pairwise(let_in), strict=True)
            if not fewer <= more
        ]
        checks = [
            ("buckets", found == dict(KNOWN), ", ".join(f"{n}={b}" for n, b in found.items())),
            ("shares", not off, ", ".join(off)),
            ("monotone", not put_out, ", ".join(put_out)),
            ("none", not any(_one(user, Rollout(False)) for user in users[:100]), ""),
            ("all", all(_one(user, Rollout(False, share=100)) for user in users[:100]), ""),
        ]
        return {
            "ok": all(ok for _, ok, _ in checks),
            "checks": [{"name": name, "ok": ok, "detail": said} for name, ok, said in checks],
        }


def _let_in(buckets: list[int], share: float) -> set[int]:
    """Which of the users a share lets in, by their places in the list."""
    return {place for place, number in enumerate(buckets) if rollout.within(number, share)}


def _one(user: str, switches: Rollout) -> bool:
    return rollout.decide(user, switches).enabled
