"""Tokens by which other programs are known, and what each scope lets them do."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final, Literal, get_args

from healthdesk.domain.accounts import PERMISSIONS, Actor

# `read` sees all, `write` changes too; `metrics` asks for nothing personal, where
# `api.protect_all` wants a token even there.
Scope = Literal["read", "write", "metrics"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
USUAL_SCOPES: Final[tuple[Scope, ...]] = ("read", "write")
NAME_MAX: Final = 80
DAYS_MAX: Final = 3650
# The environment variable with the trigger's secret.
CRON_SECRET: Final = "HEALTH_REMINDER_CRON_SECRET"  # noqa: S105 - its name
SECRET_BYTES: Final = 32  # 256 bits: guessing is no way in, so a plain hash is enough

_READ = frozenset(name for name in PERMISSIONS if name.endswith(".read") or name == "data.export")
_WRITE = frozenset(
    name for name in PERMISSIONS if name.endswith(".write") and name != "settings.write"
)
_SHAPE = re.compile(r"hd_([1-9][0-9]{0,17})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; its secret is not. Times in ms."""

    id: int
    account: str
    name: str
    scopes: tuple[str, ...]
    created_at: int
    expires_at: int | None
    revoked_at: int | None
    last_used_at: int | None

    def holds(self, now: int) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @property
    def actor(self) -> Actor:
        """Who acts with this token."""
        rights: frozenset[str] = frozenset()
        if "read" in self.scopes or "write" in self.scopes:
            rights |= _READ
        if "write" in self.scopes:
            rights |= _WRITE
        return Actor(self.account, rights)


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def text_of(id_: int, secret: str) -> str:
    """A token as its holder keeps it."""
    return f"hd_{id_}_{secret}"


def parts_of(text: str) -> tuple[int, str] | None:
    """Id and secret of a token; None for what can be none."""
    found = _SHAPE.fullmatch(text)
    return None if found is None else (int(found[1]), found[2])


def fits(secret: str, kept: bytes) -> bool:
    """Whether a secret is the one kept as a hash; takes as long either way."""
    return hmac.compare_digest(hashed(secret), kept)


def weak(secret: str) -> bool:
    """Whether the secret of the trigger could be guessed: under 32 characters, under 10
    different ones, or one block repeated."""
    if len(secret) < 32 or len(set(secret)) < 10:
        return True
    # Of a repeated block, the whole is found again inside itself doubled.
    return (secret + secret).find(secret, 1) < len(secret)
