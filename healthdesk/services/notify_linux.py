"""Notices on a Linux desktop.

Where its notification service has buttons, it is spoken to directly: only so do we learn that a
notice was taken and where it stands, which an answer needs after the program was started anew.
Where it has none, plyer shows the notice.
"""

from __future__ import annotations

import html
import logging
import threading
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from typing import Final

from healthdesk.domain.errors import HealthdeskError
from healthdesk.paths import Paths, resource
from healthdesk.services.notification_bus import NoAnswer, NotificationBus, Pressed
from healthdesk.services.notify import IN_WINDOW, REPLIES, Notice, NotTold, Replies, Reply
from healthdesk.services.notify_plyer import send_by_plyer
from healthdesk.services.shown_notices import Place, ShownNotices

_LOG = logging.getLogger("healthdesk.notify")
# What the specification calls a click on the notice itself.
_CLICK: Final = "default"
_BUTTONS: Final = "actions"
# After a restart no more notices than these are sent anew.
_TAKEN_OVER: Final = 5


class LinuxDesktop:
    """The notification service of one session bus; `came` is called when it comes up."""

    channel = "desktop"
    slow = False

    def __init__(
        self, address: str, shown: ShownNotices, paths: Paths, came: Callable[[], object]
    ) -> None:
        self._shown = shown
        self._bus = NotificationBus(address, self._pressed, self._left, came)
        # Who answers notices about this data folder has this name on the bus.
        folder = blake2b(str(paths.data).encode(), digest_size=8).hexdigest()
        self._name, self._window = f"healthdesk.Reminders.d{folder}", f"healthdesk.Window.d{folder}"
        self._replies: Replies | None = None
        # A press may come before it is remembered where its notice stands.
        self._posting = threading.Lock()
        self._answering: ThreadPoolExecutor | None = None

    def listen(self, replies: Replies) -> None:
        """Take answers, also to notices that a process before this one sent."""
        if self._answering is None:
            self._answering = ThreadPoolExecutor(1, "notice-answers")
        self._replies = replies
        try:
            self._bus.hold(self._name)
            if replies.enter is not None:
                self._bus.hold(self._window)
        except NoAnswer:
            # It is told as soon as there is a bus.
            _LOG.info("no session bus to listen on")

    def trouble(self) -> str | None:
        try:
            self._bus.capabilities()
        except NoAnswer:
            return "no-notification-service"
        return None

    def leaves_it(self) -> bool:
        """Whether another program on this bus had better tell: most services tell of a button
        only who sent the notice, so a window sends before a server, and that before a program
        that soon ends."""
        if self._is_window():
            return False
        try:
            other = self._bus.lives(self._window if self._replies is not None else self._name)
            return other and _BUTTONS in self._bus.capabilities()
        except NoAnswer:
            return False

    def heard(self) -> Collection[Reply]:
        try:
            if _BUTTONS not in self._bus.capabilities() or self._replies is None:
                return ()
            return REPLIES if self._is_window() else REPLIES - IN_WINDOW
        except NoAnswer:
            return ()

    def orphans(self) -> tuple[tuple[Place, tuple[int, ...]], ...]:
        """Notices that stand there as far as is known, and whose sender has ended, so that
        nobody would hear their buttons; the latest."""
        try:
            here = self._bus.where()
            found = [
                (place, ids)
                for place, ids in self._shown.open_at(*here)
                if place.poster and not self._bus.lives(place.poster)
            ]
        except NoAnswer:
            return ()
        return tuple(found[-_TAKEN_OVER:])

    def take_over(self, place: Place, notice: Notice) -> None:
        """Send the notice at a place as one of this process. Raises `NotTold`."""
        self._post(notice, self._body(notice), place.number)

    def send(self, notice: Notice) -> None:
        if _BUTTONS in self._abilities():
            self._post(notice, self._body(notice))
        else:
            self._send_plainly(notice.title, self._body(notice))

    def withdraw(self, closed: Callable[[Collection[int]], bool]) -> None:
        self._take_away(lambda _, ids: closed(ids))

    def close(self) -> None:
        self._bus.stop()
        if self._answering is not None:
            self._answering.shutdown()

    def _is_window(self) -> bool:
        return self._replies is not None and self._replies.enter is not None

    def _abilities(self) -> Collection[str]:
        try:
            return self._bus.capabilities()
        except NoAnswer:
            raise NotTold("no-notification-service") from None

    def _body(self, notice: Notice) -> str:
        marked = "body-markup" in self._abilities()
        return html.escape(notice.body, quote=False) if marked else notice.body

    def _post(self, notice: Notice, body: str, replaces: int = 0) -> None:
        buttons = [(_key(reply), said) for reply, said in notice.replies]
        icon = resource("icons/healthdesk.svg").as_uri()
        with self._posting:
            try:
                place = self._bus.notify(notice.title, body, buttons, icon, replaces)
            except NoAnswer as error:
                raise NotTold("notification-service-gone", unsure=error.unsure) from None
            if notice.occurrences:
                mine = set(notice.ids)
                self._take_away(lambda at, ids: set(ids) <= mine and not at.same(place))
                self._shown.add(place, notice.ids)

    def _take_away(self, which: Callable[[Place, Collection[int]], bool]) -> None:
        for place in self._shown.take(which):
            self._bus.close_notice(place)

    def _send_plainly(self, title: str, body: str) -> None:
        send_by_plyer(title, body)
        try:
            # plyer does not say how it went; a service that is still there has taken it.
            self._bus.answers()
        except NoAnswer:
            raise NotTold("notification-service-gone", unsure=True) from None

    # Answers

    def _left(self, place: Place) -> None:
        if self._answering is not None:
            self._answering.submit(self._note_closed, place)

    def _note_closed(self, place: Place) -> None:
        try:
            self._shown.set_closed(place)
        except HealthdeskError as error:
            _LOG.info("a notice left the screen unnoticed", extra={"code": error.code})

    def _pressed(self, pressed: Pressed) -> None:
        if self._answering is not None:
            self._answering.submit(self._answer, pressed)

    def _answer(self, pressed: Pressed) -> None:
        try:
            reply = _reply(pressed.key)
            ids = self._meant(reply, pressed.place)
            if ids and self._replies is not None:
                self._replies.take(reply, ids)
        except Exception:  # noqa: BLE001 - nobody waits for what this thread does
            _LOG.exception("an answer was not taken")

    def _meant(self, reply: str, place: Place) -> tuple[int, ...]:
        """What the notice at a place was about; nothing where it is not one of ours, or
        another process takes the answer: the window what takes a window, whoever sent the
        notice all else, and where that has ended, each that hears of it."""
        with self._posting:
            found = self._shown.find(place)
        if found is None:
            return ()
        posted, ids = found
        if reply in IN_WINDOW or posted.poster == self._bus.own_name:
            return ids
        try:
            return () if self._bus.lives(posted.poster) else ids
        except NoAnswer:
            return ()


def _key(reply: str) -> str:
    return _CLICK if reply == "show" else reply


def _reply(key: str) -> str:
    return "show" if key == _CLICK else key
