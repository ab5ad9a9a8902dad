"""One connection: how long it may say nothing, how many there may be, and what is answered to
what is no HTTP."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from healthdesk.api import refusals
from healthdesk.api.refusals import Refusal
from healthdesk.domain.identity import new_uid

# Beyond so many connections at once a new one is told to come later; beyond the second number
# it is cut off without a word.
MOST: Final = 256
MOST_TOLD: Final = 768
# How long the head of a request may take to arrive, from its first byte or from the
# connection's beginning.
HEAD_S: Final = 10.0
HEAD_BYTES: Final = 32 * 1024
# How long what comes after a refusal is passed over.
LINGER_S: Final = 2.0


class Connection(H11Protocol):
    """uvicorn's, with limits of time and number, and with our words."""

    _waiting: asyncio.TimerHandle | None = None
    _refused = False
    _told = False  # refused for good: what still comes is passed over

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        here = len(self.connections)
        if here > MOST_TOLD:
            transport.abort()
            return
        self._refused = here > MOST
        self._waiting = self.loop.call_later(HEAD_S, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._told:
            return
        if self._refused:
            self._say(Refusal("RATE_LIMITED", "api-connections", headers={"Retry-After": "5"}))
            return
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            # The beginning of another head.
            self._wait_for_head()
        elif self.conn.their_state is not h11.IDLE:
            self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        self._say(Refusal("BAD_REQUEST", "api-not-http"))

    def _should_upgrade(self) -> bool:
        return False  # an unknown protocol is passed over, as the standard has it

    def _wait_for_head(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_S, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _too_slow(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self._say(Refusal("BAD_REQUEST", "api-slow"))

    def _say(self, refusal: Refusal) -> None:
        """Answer and close, whatever state the exchange is in."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        cycle: Any = self.cycle  # None before the first request
        if cycle is not None and not cycle.response_complete:
            self.transport.close()
            return
        request_id = new_uid().hex()
        status, headers, body = refusals.answer(refusal, request_id)
        reason = {400: "Bad Request", 429: "Too Many Requests"}[status]
        lines = [
            f"HTTP/1.1 {status} {reason}",
            "content-type: application/json",
            f"content-length: {len(body)}",
            "connection: close",
            "cache-control: no-store",
            f"x-request-id: {request_id}",
            *(f"{name.lower()}: {value}" for name, value in headers.items()),
            *(f"{name.decode()}: {value.decode()}" for name, value in self._standing()),
        ]
        self.transport.write("\r\n".join([*lines, "", ""]).encode("ascii") + body)
        self._told = True
        # Closed at once with something unread, the answer could be lost on its way.
        self.transport.write_eof()
        self.loop.call_later(LINGER_S, self.transport.close)

    def shutdown(self) -> None:
        if self._told:
            self.transport.close()
        else:
            super().shutdown()

    def _standing(self) -> list[tuple[bytes, bytes]]:
        guard: Any = self.app
        found: list[tuple[bytes, bytes]] = guard.standing_headers()
        return found
