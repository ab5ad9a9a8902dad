"""Turns what other processes write into events of this one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import ClockChanged, DatabaseClosed, DatabaseOpened, SettingsChanged
from healthdesk.services.bus import Bus
from healthdesk.settings import Settings, computer_zone
from healthdesk.storage.database import ChangeFeed, Database

_LOG = logging.getLogger("healthdesk.watch")
POLL_S = 1.0
# Why the file was let go, as `DatabaseClosed` says it.
MAINTENANCE, OFF = "maintenance", "off"
# A clock that went so much further than time did was set, or the computer slept.
JUMP_S = 2.0


class Watch:
    """One thread that looks once a second whether the file, the folder's notice, the settings
    or the clock changed.

    When another process asks for the file (maintenance), or the user is let in no more, it
    lets go and opens it again afterwards, saying both.
    """

    def __init__(
        self, db: Database, bus: Bus, poll_s: float = POLL_S, settings: Settings | None = None,
        clocks: Callable[[], tuple[float, str]] | None = None,
        each: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        """`clocks` tells how far (s) the clock on the wall is ahead of the time that passed,
        and the zone it shows; `each` is called at every look, on the thread that looks."""
        self._db = db
        self._bus = bus
        self._settings = settings
        self._poll_s = poll_s
        self._wake = threading.Event()
        self._ending = False
        self._thread: threading.Thread | None = None
        # What was said when the file was let go; None while it is not.
        self._said: DatabaseClosed | None = None
        self._let_in: Callable[[], bool] | None = None
        self._clocks = clocks or _clocks
        self._each = each
        self._shown = self._clocks()

    def start(self, let_in: Callable[[], bool] | None = None) -> None:
        """From here on no change of another process is missed. `let_in` tells, at every look,
        whether the user may use the file; without it, always."""
        self._let_in = let_in
        feed = self._db.watcher()
        self._thread = threading.Thread(target=self._run, args=(feed,), name="watch", daemon=True)
        self._thread.start()

    def look_now(self) -> None:
        """Look at once instead of within the second."""
        self._wake.set()

    def stop(self) -> None:
        self._ending = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(5)
            self._thread = None

    def _run(self, feed: ChangeFeed) -> None:
        try:
            while not self._wait():
                self._look_at_clock()
                if self._each is not None:
                    self._each()
                try:
                    self._step(feed)
                except HealthdeskError as error:
                    # Away for the moment (locked, being replaced): looked at again soon.
                    _LOG.info("watching paused", extra={"code": error.code})
        except Exception:  # noqa: BLE001 - the end of a thread has to be told
            _LOG.exception("watching failed")
        finally:
            feed.let_go()

    def _wait(self) -> bool:
        """Until the next look; whether there is to be none."""
        self._wake.wait(self._poll_s)
        self._wake.clear()
        return self._ending

    def _step(self, feed: ChangeFeed) -> None:
        if self._settings is not None and (keys := self._settings.reload()):
            self._bus.publish(SettingsChanged(keys, "other"))
        away, reopened = self._away(), False
        if away is not None:
            self._let_go(away)
        elif self._said is not None:
            self._db.open(create=False)
            self._said, reopened = None, True
        events = feed.poll()
        # On a network share there is no feed to say so.
        if reopened and DatabaseOpened() not in events:
            events.insert(0, DatabaseOpened())
        for event in events:
            self._bus.publish(event)

    def _away(self) -> DatabaseClosed | None:
        """Why the file is not to be held now; None: it is."""
        if self._let_in is not None and not self._let_in():
            return DatabaseClosed(OFF, "")
        notice = self._db.presence.others_notice()
        return None if notice is None else DatabaseClosed(MAINTENANCE, notice.program)

    def _let_go(self, why: DatabaseClosed) -> None:
        if self._db.is_open:
            self._db.close()
        elif self._said is None:
            return  # this process has it closed for reasons of its own, and opens it again
        if why != self._said:
            self._said = why
            self._bus.publish(why)

    def _look_at_clock(self) -> None:
        ahead, zone = shown = self._clocks()
        before, known = self._shown
        self._shown = shown
        if abs(ahead - before) > JUMP_S or zone != known:
            self._bus.publish(ClockChanged())


def _clocks() -> tuple[float, str]:
    # What is monotonic stands still while the computer sleeps.
    return time.time() - time.monotonic(), str(computer_zone())
