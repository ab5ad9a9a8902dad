"""One look at what is due: raised, told by every way this process has, recorded.

The command line, the window's scheduler and the interface for programs all come through here.
Of the ways that end on a screen only the first that works is used; the next one where that
fails. Web services are told on a thread of their own, so that nobody waits for a network.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.reminders import SCREENS
from healthdesk.paths import Paths
from healthdesk.services.notify import Messenger, Notice, Notifier, NotTold, Replies
from healthdesk.services.notify_service import VARIABLE, services
from healthdesk.services.occurrences import Claim, Look, Occurrences
from healthdesk.services.reminders import TRIGGERED
from healthdesk.services.shown_notices import Place, ShownNotices
from healthdesk.services.writing import Clock, wall_clock
from healthdesk.settings import Settings
from healthdesk.storage import persons
from healthdesk.storage.database import Database, Priority
from healthdesk.storage.state import remember
from healthdesk.texts import tr

_LOG = logging.getLogger("healthdesk.notify")
# A program that is to end waits no longer for a network.
_CLOSING_S = 3.0
_PLACES = {screen: place for place, screen in enumerate(SCREENS)}


@dataclass(frozen=True, slots=True)
class Tried:
    """How a way to tell did when it was tried: `code` says why it did not work, None where it
    did; `replies` whether what is answered there is heard."""

    channel: str
    code: str | None
    replies: bool


class ReminderTrigger:
    """The ways of one process to tell what is due, and the look that uses them."""

    def __init__(
        self,
        db: Database,
        occurrences: Occurrences,
        ways: Sequence[Notifier],
        *,
        clock: Clock = wall_clock,
        locked: Callable[[], bool] = lambda: False,
    ) -> None:
        self._db, self._occurrences, self._clock = db, occurrences, clock
        self._ways = list(ways)
        self._messenger = Messenger(occurrences, self._names, locked)
        # Called where a way that was not there came up.
        self.way_came: Callable[[], object] = lambda: None
        self._looking = threading.Lock()
        self._sending: list[threading.Thread] = []

    def use(self, way: Notifier) -> Callable[[], None]:
        """Tell by one more way; returns the way to stop that."""
        self._ways.append(way)
        self.way_came()

        def leave() -> None:
            if way in self._ways:
                self._ways.remove(way)
                way.close()

        return leave

    @property
    def ways(self) -> tuple[Notifier, ...]:
        """Those on a screen first, in the order in which they are tried."""
        return tuple(sorted(self._ways, key=lambda way: _PLACES.get(way.channel, len(_PLACES))))

    def listen(self, replies: Replies) -> None:
        """Take what is answered in notices, for as long as this process runs."""
        for way in self._ways:
            listen = getattr(way, "listen", None)
            if listen is not None:
                listen(replies)

    @needs("reminders.read")
    def take_over(self, actor: Actor) -> None:
        """Send those notices anew that still ask and whose sender has ended: nobody would hear
        their buttons."""
        for way in self._ways:
            orphans = getattr(way, "orphans", None)
            for place, ids in () if orphans is None else orphans():
                self._take_over(actor, way, place, ids)

    def _take_over(self, actor: Actor, way: Any, place: Place, ids: Sequence[int]) -> None:
        found = [one for one in self._occurrences.several(actor, ids) if one.state == "sent"]
        if not found:
            return
        try:
            way.take_over(place, self._messenger.notice(found, way))
        except NotTold as error:
            # It was told before, and waits in the inbox.
            _LOG.info("a notice was not taken over", extra={"code": error.code})

    @needs("reminders.read")
    def channels(self, actor: Actor) -> tuple[str, ...]:
        """By what this process can tell something now."""
        return tuple(way.channel for way in self._working())

    @needs("reminders.write")
    def run(self, actor: Actor, *, wait: bool = True) -> Look:
        """Raise what is due and tell it. With `wait` the services on the network have been
        told, or have failed, when it returns."""
        with self._looking:
            look = self._look(actor)
        if wait:
            self._finish()
        return look

    @needs("reminders.write")
    def try_out(self, actor: Actor) -> tuple[Tried, ...]:
        """Send a notice by each way there is; how each did."""
        notice = Notice(tr("A notice to try it out"), tr("HealthDesk can remind you in this way."))
        return tuple(_tried(way, notice) for way in self.ways)

    @needs("reminders.write")
    def take_back(self, actor: Actor) -> None:
        """Take notices off the screen that need no answer any more."""
        for way in self.ways:
            way.withdraw(partial(self._closed, actor))

    def close(self) -> None:
        """Let go of all. What is being sent has a moment to end; what takes longer becomes
        uncertain."""
        deadline = time.monotonic() + _CLOSING_S
        for thread in self._sending:
            thread.join(max(0.0, deadline - time.monotonic()))
        for way in self._ways:
            way.close()

    # Inside

    def _names(self) -> Mapping[int, str]:
        """Whose a reminder is, where there are several people."""
        with self._db.reading() as connection:
            people = persons.every(connection, archived=False)
        return {one.id: one.name for one in people} if len(people) > 1 else {}

    def _working(self) -> Iterator[Notifier]:
        on_screen = False
        for way in self.ways:
            if way.channel in SCREENS:
                if on_screen or way.trouble() is not None:
                    continue
                on_screen = True
                if _is_left(way):
                    continue
            yield way

    def _look(self, actor: Actor) -> Look:
        ways = {way.channel: way for way in self._working()}
        look = self._occurrences.look(actor, list(ways))
        with self._db.transaction("triggered", Priority.REMINDER) as tx:
            remember(tx, TRIGGERED, self._clock())
        # What waits for a network goes off first, and what is on a screen does not wait for it.
        claims = sorted(look.claims, key=lambda claim: not ways[claim.channel].slow)
        for claim in claims:
            way = ways[claim.channel]
            if way.slow:
                self._send_later(actor, claim, way)
            else:
                self._tell_on_screen(actor, claim, way)
        return look

    def _tell_on_screen(self, actor: Actor, claim: Claim, way: Notifier) -> None:
        others = [
            one for one in self.ways
            if one is not way and one.channel in SCREENS and one.trouble() is None
        ]  # fmt: skip
        if self._messenger.tell(actor, claim, way, again=not others):
            return
        for other in others:
            look = self._occurrences.look(actor, [other.channel])
            if all(self._messenger.tell(actor, each, other) for each in look.claims):
                return

    def _send_later(self, actor: Actor, claim: Claim, way: Notifier) -> None:
        thread = threading.Thread(
            target=self._send, args=(actor, claim, way), name="notice", daemon=True
        )
        self._sending = [one for one in self._sending if one.is_alive()]
        self._sending.append(thread)
        thread.start()

    def _send(self, actor: Actor, claim: Claim, way: Notifier) -> None:
        try:
            self._messenger.tell(actor, claim, way)
        except HealthdeskError as error:
            # The file is away; the claim becomes uncertain by itself.
            _LOG.info("a notice was sent and not recorded", extra={"code": error.code})
        except Exception:  # noqa: BLE001 - nobody waits for what this thread does
            _LOG.exception("a notice was not sent")

    def _finish(self) -> None:
        for thread in tuple(self._sending):
            thread.join()

    def _closed(self, actor: Actor, ids: Collection[int]) -> bool:
        found = self._occurrences.several(actor, ids)
        return not any(one.is_open and one.state != "snoozed" for one in found)


def _is_left(way: Notifier) -> bool:
    """Whether another program tells by this way."""
    leaves_it = getattr(way, "leaves_it", None)
    return leaves_it is not None and bool(leaves_it())


def _tried(way: Notifier, notice: Notice) -> Tried:
    code = way.trouble()
    if code is None:
        try:
            way.send(notice)
        except NotTold as error:
            code = error.code
    return Tried(way.channel, code, code is None and bool(way.heard()))


def trigger_here(
    db: Database,
    occurrences: Occurrences,
    settings: Settings,
    paths: Paths,
    environ: Mapping[str, str],
) -> ReminderTrigger:
    """The trigger with the ways that this process has: the desktop where there is one, and
    the services whose addresses are set."""
    ways: list[Notifier] = []
    trigger = ReminderTrigger(db, occurrences, ())
    if sys.platform in ("win32", "darwin"):
        from healthdesk.services.notify_native import NativeDesktop

        ways.append(NativeDesktop())
    else:
        from healthdesk.services.notification_bus import session_bus

        address = session_bus(environ)
        if address is not None:
            from healthdesk.services.notify_linux import LinuxDesktop

            came = lambda: trigger.way_came()  # noqa: E731 - asked when it happens
            ways.append(LinuxDesktop(address, ShownNotices(db), paths, came))
    ways += services(str(settings.variable(VARIABLE) or ""))
    for way in ways:
        trigger.use(way)
    return trigger
