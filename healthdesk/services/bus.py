"""Who wants to know that something changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from healthdesk.domain.events import Event

Listener = Callable[[Event], None]
_LOG = logging.getLogger("healthdesk.bus")


class Bus:
    """Hands events to listeners, on the thread that publishes.

    Services publish after the commit and outside any lock. A listener that fails is
    logged as a bug and keeps no other from hearing.
    """

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Returns the way to stop listening."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event | None) -> None:
        if event is None:
            return
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - a bug of one must not silence the others
                _LOG.exception("a listener failed", extra={"event": type(event).__name__})
