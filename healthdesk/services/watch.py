"""Turns what other processes write into events of this one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import ClockChanged, DatabaseClosed, SettingsChanged
from healthdesk.services.bus import Bus
from healthdesk.settings import Settings, computer_zone
from healthdesk.storage.database import ChangeFeed, Database

_LOG = logging.getLogger("healthdesk.watch")
POLL_S = 1.0
# A clock that went so much further than time did was set, or the computer slept.
JUMP_S = 2.0


class Watch:
    """One thread that looks once a second whether the file, the folder's notice, the settings
    or the clock changed.

    When another process asks for the file (maintenance), it lets go and opens it again
    afterwards, saying both.
    """

    def __init__(
        self, db: Database, bus: Bus, poll_s: float = POLL_S, settings: Settings | None = None,
        clocks: Callable[[], tuple[float, str]] | None = None,
    ) -> None:  # fmt: skip
        """`clocks` tells how far (s) the clock on the wall is ahead of the time that passed,
        and the zone it shows."""
        self._db = db
        self._bus = bus
        self._settings = settings
        self._poll_s = poll_s
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._let_go = False
        self._clocks = clocks or _clocks
        self._shown = self._clocks()

    def start(self) -> None:
        """From here on no change of another process is missed."""
        feed = self._db.watcher()
        self._thread = threading.Thread(target=self._run, args=(feed,), name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)
            self._thread = None

    def _run(self, feed: ChangeFeed) -> None:
        try:
            while not self._stop.wait(self._poll_s):
                self._look_at_clock()
                try:
                    self._step(feed)
                except HealthdeskError as error:
                    # Away for the moment (locked, being replaced): looked at again soon.
                    _LOG.info("watching paused", extra={"code": error.code})
        except Exception:  # noqa: BLE001 - the end of a thread has to be told
            _LOG.exception("watching failed")
        finally:
            feed.let_go()

    def _step(self, feed: ChangeFeed) -> None:
        notice = self._db.presence.others_notice()
        if notice is not None and self._db.is_open:
            self._db.close()
            self._let_go = True
            self._bus.publish(DatabaseClosed("maintenance", notice.program))
        elif notice is None and self._let_go:
            self._db.open(create=False)
            self._let_go = False
        for event in feed.poll():
            self._bus.publish(event)
        if self._settings is not None and (keys := self._settings.reload()):
            self._bus.publish(SettingsChanged(keys, "other"))

    def _look_at_clock(self) -> None:
        ahead, zone = shown = self._clocks()
        before, known = self._shown
        self._shown = shown
        if abs(ahead - before) > JUMP_S or zone != known:
            self._bus.publish(ClockChanged())


def _clocks() -> tuple[float, str]:
    # What is monotonic stands still while the computer sleeps.
    return time.time() - time.monotonic(), str(computer_zone())
