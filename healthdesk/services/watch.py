"""Turns what other processes write into events of this one."""

from __future__ import annotations

import logging
import threading

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import DatabaseClosed, SettingsChanged
from healthdesk.services.bus import Bus
from healthdesk.settings import Settings
from healthdesk.storage.database import ChangeFeed, Database

_LOG = logging.getLogger("healthdesk.watch")
POLL_S = 1.0


class Watch:
    """One thread that looks once a second whether the file, the folder's notice or the
    settings changed.

    When another process asks for the file (maintenance), it lets go and opens it again
    afterwards, saying both.
    """

    def __init__(
        self, db: Database, bus: Bus, poll_s: float = POLL_S, settings: Settings | None = None
    ) -> None:
        self._db = db
        self._bus = bus
        self._settings = settings
        self._poll_s = poll_s
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._let_go = False

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
