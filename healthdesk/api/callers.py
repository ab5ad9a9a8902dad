"""Who calls: tokens recognised, and for a moment remembered."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.tokens import Token

_LOG = logging.getLogger("healthdesk.api")
# A token that was good is not looked up again for so long; by then any other process that
# revoked it has not even ended.
FRESH_S: Final = 0.2
REMEMBERED: Final = 256


class Callers:
    """Asked on the server's thread alone; looks into the file on others."""

    def __init__(self, app: App, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._clock = app, clock
        self._good: OrderedDict[bytes, tuple[Token, float]] = OrderedDict()

    async def recognise(self, text: str) -> Token | None:
        """The token with this text, if it holds."""
        key = hashlib.sha256(text.encode()).digest()
        known = self._good.get(key)
        if known is not None and self._clock() - known[1] < FRESH_S:
            return known[0]
        with self._app.db.at_once() as free:
            token = self._app.tokens.recognise(OWNER, text) if free else None
        if not free:
            token = await asyncio.to_thread(self._app.tokens.recognise, OWNER, text)
        if token is None:
            self._good.pop(key, None)
            return None
        if self._app.tokens.is_use_due(OWNER, token):
            await asyncio.to_thread(self._note_use, token)
        self._good[key] = (token, self._clock())
        while len(self._good) > REMEMBERED:
            self._good.popitem(last=False)
        return token

    def _note_use(self, token: Token) -> None:
        try:
            self._app.tokens.note_use(OWNER, token)
        except HealthdeskError as error:
            # The disk is full: that a token was used is no reason to refuse it.
            _LOG.info("use of a token not noted", extra={"code": error.code})
