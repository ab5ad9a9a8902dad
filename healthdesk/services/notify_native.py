"""Notices on Windows and macOS, through desktop-notifier; plyer where that can do nothing."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from functools import cached_property, partial
from typing import Any, TypeVar

from healthdesk.services.notify import IN_WINDOW, REPLIES, Notice, NotTold, Replies, Reply
from healthdesk.services.notify_plyer import send_by_plyer

_LOG = logging.getLogger("healthdesk.notify")
_ANSWER_S = 10.0

T = TypeVar("T")


class NativeDesktop:
    """The notification centre of the system. What is answered is heard while this process
    runs."""

    channel = "desktop"
    slow = False

    def __init__(self) -> None:
        # It writes what a notice says into its log.
        logging.getLogger("desktop_notifier").setLevel(logging.CRITICAL + 1)
        self._replies: Replies | None = None
        self._ids: dict[str, tuple[int, ...]] = {}
        self._answering: ThreadPoolExecutor | None = None
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None

    def listen(self, replies: Replies) -> None:
        """Take answers to the notices this process sends."""
        if self._answering is None:
            self._answering = ThreadPoolExecutor(1, "notice-answers")
        self._replies = replies

    def trouble(self) -> str | None:
        return None

    def heard(self) -> Collection[Reply]:
        if self._replies is None or not self._has_buttons:
            return ()
        return REPLIES if self._replies.enter is not None else REPLIES - IN_WINDOW

    def send(self, notice: Notice) -> None:
        if not self._has_buttons:
            send_by_plyer(notice.title, notice.body)
            return
        arrived = threading.Event()
        try:
            identifier = self._run(self._send(notice, arrived.set))
        except TookTooLong:
            raise NotTold("notification-service-gone", unsure=True) from None
        if not arrived.is_set():
            raise NotTold("notification-service-gone")
        if notice.occurrences:
            self._ids[identifier] = notice.ids

    def withdraw(self, closed: Callable[[Collection[int]], bool]) -> None:
        for identifier in [one for one, ids in self._ids.items() if closed(ids)]:
            del self._ids[identifier]
            self._run(self._center.clear(identifier))

    def close(self) -> None:
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_ANSWER_S)
        self._loop.close()
        if self._answering is not None:
            self._answering.shutdown()

    @cached_property
    def _center(self) -> Any:
        from desktop_notifier import DesktopNotifier, Icon

        from healthdesk.paths import resource

        return DesktopNotifier("HealthDesk", Icon(path=resource("icons/healthdesk.svg")))

    @cached_property
    def _has_buttons(self) -> bool:
        from desktop_notifier import Capability

        return Capability.BUTTONS in self._run(self._center.get_capabilities())

    async def _send(self, notice: Notice, arrived: Callable[[], object]) -> str:
        from desktop_notifier import Button

        buttons = tuple(
            Button(said, on_pressed=partial(self._heard, reply, notice), identifier=reply)
            for reply, said in notice.replies
            if reply != "show"
        )
        sent = await self._center.send(
            notice.title, notice.body, buttons=buttons, on_dispatched=arrived,
            on_clicked=lambda: self._heard("show", notice),
        )  # fmt: skip
        return str(sent)

    def _heard(self, reply: str, notice: Notice) -> None:
        if self._answering is not None:
            self._answering.submit(self._answer, reply, notice)

    def _answer(self, reply: str, notice: Notice) -> None:
        try:
            if self._replies is not None:
                self._replies.take(reply, notice.ids)
        except Exception:  # noqa: BLE001 - nobody waits for what this thread does
            _LOG.exception("an answer was not taken")

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._loop.run_forever, name="notifications", daemon=True
            )
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_ANSWER_S)
