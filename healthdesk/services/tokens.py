"""Tokens of other programs: made, listed, revoked, recognised; and what they were answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthdesk.domain import tokens as rules
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.checks import clean_note
from healthdesk.domain.errors import Conflict, FieldError, InvalidData, NotFound
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS
from healthdesk.domain.tokens import DAYS_MAX, NAME_MAX, SCOPES, USUAL_SCOPES, Token
from healthdesk.services.bus import Bus
from healthdesk.services.writing import Clock, Write, wall_clock
from healthdesk.storage import tokens as rows
from healthdesk.storage.database import Database
from healthdesk.storage.tokens import Kept

# So long a repeated request is answered as the first time.
KEPT_MS = 24 * HOUR_MS
# A request that was not answered by then never will be: whoever made it is gone.
UNANSWERED_MS = 10 * MINUTE_MS
# The time of the last use is written down no more often than this.
USE_NOTED_MS = 5 * MINUTE_MS


class Tokens:
    """The tokens of one file."""

    def __init__(self, db: Database, bus: Bus, clock: Clock = wall_clock) -> None:
        self._db, self._bus, self._clock = db, bus, clock

    @needs("settings.write")
    def create(
        self,
        actor: Actor,
        name: str = "",
        scopes: Sequence[str] = USUAL_SCOPES,
        days: int | None = None,
    ) -> tuple[Token, str]:
        """A token of the acting account and its text, which nobody can be shown again.
        `days`: how long it holds, None for ever. Raises `InvalidData`."""
        name = clean_note(name)
        wrong = []
        if len(name) > NAME_MAX or not name.isprintable():
            wrong.append(FieldError("name", "token-name", most=NAME_MAX))
        chosen = tuple(scope for scope in SCOPES if scope in scopes)
        if not chosen or set(scopes) - set(SCOPES):
            wrong.append(FieldError("scopes", "token-scope", takes=", ".join(SCOPES)))
        if days is not None and not 1 <= days <= DAYS_MAX:
            wrong.append(FieldError("days", "token-days", most=DAYS_MAX))
        if wrong:
            raise InvalidData(*wrong)
        now = self._clock()
        ends = None if days is None else now + days * DAY_MS
        token = Token(0, actor.name, name, chosen, now, ends, None, None)
        secret = rules.new_secret()
        with self._write("add-token") as tx:
            id_ = rows.insert(tx, token, rules.hashed(secret))
        return self._one(id_), rules.text_of(id_, secret)

    @needs("settings.read")
    def listed(self, actor: Actor) -> tuple[Token, ...]:
        """All tokens, those that hold no more included, by id."""
        with self._db.reading() as connection:
            return tuple(rows.every(connection))

    @needs("settings.write")
    def revoke(self, actor: Actor, token_id: int) -> Token:
        """From now on a token opens nothing. Raises `NotFound`."""
        self._one(token_id)
        with self._write("revoke-token") as tx:
            rows.revoke(tx, token_id, self._clock())
        return self._one(token_id)

    @needs("settings.read")
    def recognise(self, actor: Actor, text: str) -> Token | None:
        """The token with this text, if it holds now."""
        parts = rules.parts_of(text)
        if parts is None:
            return None
        id_, secret = parts
        with self._db.reading() as connection:
            found = rows.find(connection, id_)
        if found is None:
            return None
        token, kept = found
        return token if rules.fits(secret, kept) and token.holds(self._clock()) else None

    @needs("settings.read")
    def is_use_due(self, actor: Actor, token: Token) -> bool:
        """Whether the use of a token was not written down lately."""
        return token.last_used_at is None or self._clock() - token.last_used_at >= USE_NOTED_MS

    @needs("settings.read")
    def note_use(self, actor: Actor, token: Token) -> bool:
        """Write down that a token is used, now and then; whether it was."""
        if not self.is_use_due(actor, token):
            return False
        with self._write("use-token") as tx:
            rows.note_use(tx, token.id, self._clock())
        return True

    # Requests that may be repeated

    @needs("settings.read")
    def claim(self, actor: Actor, token_id: int, key: str, request: bytes) -> Kept | None:
        """The answer a request got when it came before under this key; None: it comes for the
        first time and counts as under way from here on. `request` tells it from others.

        Raises `Conflict` where the key was used for another request, and where the first one
        has no answer yet.
        """
        now = self._clock()
        with self._write("claim-request") as tx:
            found = rows.claim(tx, token_id, key, request, now - KEPT_MS, now - UNANSWERED_MS)
        if found is None:
            return None
        before, kept = found
        if before != request:
            raise Conflict("request-key-used")
        if kept is None:
            raise Conflict("request-under-way")
        return kept

    @needs("settings.read")
    def keep(
        self,
        actor: Actor,
        token_id: int,
        key: str,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
    ) -> None:
        """Remember what a claimed request was answered."""
        with self._write("keep-answer") as tx:
            rows.keep(tx, token_id, key, status, headers, body)

    @needs("settings.read")
    def release(self, actor: Actor, token_id: int, key: str) -> None:
        """A claimed request changed nothing: it may come again."""
        with self._write("release-request") as tx:
            rows.release(tx, token_id, key)

    # Inside

    def _write(self, kind: str) -> Write:
        return Write(self._db, self._bus, kind)

    def _one(self, token_id: int) -> Token:
        with self._db.reading() as connection:
            found = rows.find(connection, token_id)
        if found is None:
            raise NotFound("unknown-token")
        return found[0]
