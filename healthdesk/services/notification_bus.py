"""The notification service of a Linux desktop, spoken to over the session bus.

The protocol is the Desktop Notifications Specification 1.2/1.3 of freedesktop.org. One thread
holds the connection; every call has a time limit. Some services tell all on the bus that a button
was pressed, others (dunst, GNOME's) the connection alone that sent the notice.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import CancelledError as FutureCancelled
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from healthdesk.services.shown_notices import Place

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

_LOG = logging.getLogger("healthdesk.notify")
_NAME: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"
_BUS, _BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
# A service that takes longer is not there for us.
ANSWER_S = 3.0
# One that did not answer is not waited for again so soon.
SILENT_S = 30.0
CONNECT_S = 2.0

T = TypeVar("T")


class NoAnswer(Exception):
    """The service is not there or did not do it; `unsure`: it may have."""

    def __init__(self, *, unsure: bool = False) -> None:
        super().__init__()
        self.unsure = unsure


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button somebody pressed: where the notice stands, and the button's key."""

    place: Place
    key: str


def session_bus(environ: Mapping[str, str]) -> str | None:
    """The address of the session bus; None where there is none (a job of cron, a server)."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS", "").strip()
    if named:
        return named
    runtime = environ.get("XDG_RUNTIME_DIR", "").strip()
    if runtime and os.name == "posix" and (Path(runtime) / "bus").is_socket():
        return f"unix:path={runtime}/bus"
    return None


class NotificationBus:
    """Asks the notification service of one session bus, from any thread but its own.

    `pressed`, `closed` (a notice left the screen) and `came` (the service came up) are called on
    the bus's thread and must not call back into it.
    """

    def __init__(
        self,
        address: str,
        pressed: Callable[[Pressed], object],
        closed: Callable[[Place], object],
        came: Callable[[], object],
    ) -> None:
        self._address = address
        self._pressed = pressed
        self._closed = closed
        self._came = came
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._bus: MessageBus | None = None
        self._bus_id = ""
        self._known: frozenset[str] | None = None
        self._names: set[str] = set()
        self._silent_until = 0.0
        self._watching: asyncio.Future[None] | None = None

    # Asking

    def capabilities(self) -> frozenset[str]:
        """What the service can do, asked once as long as it stays. Raises `NoAnswer`."""
        known = self._known
        if known is not None:
            return known
        if time.monotonic() < self._silent_until:
            raise NoAnswer
        try:
            return self._run(self._ask_capabilities())
        except NoAnswer as error:
            if error.unsure:
                self._silent_until = time.monotonic() + SILENT_S
            raise

    def answers(self) -> None:
        """Ask anew whether the service answers. Raises `NoAnswer`."""
        self._run(self._ask_capabilities())

    def notify(
        self, title: str, body: str, actions: Sequence[tuple[str, str]], icon: str,
        replaces: int = 0,
    ) -> Place:  # fmt: skip
        """Show a notice, in the place of the one with the number `replaces`; where it stands.
        Raises `NoAnswer`."""
        return self._run(self._notify(title, body, actions, icon, replaces))

    def close_notice(self, place: Place) -> None:
        """Take a notice off the screen, if it still stands there."""
        self._run(self._close_notice(place))

    def where(self) -> tuple[str, str]:
        """The bus and the service there is now. Raises `NoAnswer`."""
        return self._run(self._where())

    def lives(self, name: str) -> bool:
        """Whether somebody holds a name on the bus. Raises `NoAnswer`."""
        return self._run(self._lives(name))

    @property
    def own_name(self) -> str:
        bus = self._bus
        return "" if bus is None else str(bus.unique_name)

    def hold(self, name: str) -> None:
        """Tell everybody on the bus that this process is one of those with this name. Raises
        `NoAnswer`."""
        self._names.add(name)
        self._run(self._request(name))

    def stop(self) -> None:
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._disconnect(), loop).result(CONNECT_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(CONNECT_S)

    # On the bus's thread

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        loop = self._running_loop()
        try:
            return asyncio.run_coroutine_threadsafe(work, loop).result()
        except FutureCancelled:
            raise NoAnswer(unsure=True) from None

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=_spin, args=(loop,), name="notification-bus", daemon=True
                )
                self._thread.start()
            return self._loop

    async def _connected(self) -> MessageBus:
        from dbus_fast.aio import MessageBus
        from dbus_fast.errors import DBusFastError

        if self._bus is not None and self._bus.connected:
            return self._bus
        self._known = None
        try:
            bus = MessageBus(bus_address=self._address)
            await asyncio.wait_for(bus.connect(), CONNECT_S)
        except (OSError, EOFError, TimeoutError, DBusFastError) as error:
            _LOG.info("no session bus", extra={"code": type(error).__name__})
            raise NoAnswer from None
        self._bus = bus
        self._watching = asyncio.ensure_future(_until_gone(bus))
        bus.add_message_handler(self._heard)
        self._bus_id = (await self._call(bus, _BUS, _BUS_PATH, _BUS, "GetId"))[0]
        for rule in (
            f"type='signal',interface='{_NAME}',member='ActionInvoked',path='{_PATH}'",
            f"type='signal',interface='{_NAME}',member='NotificationClosed',path='{_PATH}'",
            f"type='signal',sender='{_BUS}',member='NameOwnerChanged',arg0='{_NAME}'",
        ):
            await self._call(bus, _BUS, _BUS_PATH, _BUS, "AddMatch", "s", [rule])
        for name in self._names:
            await self._request(name)
        return bus

    async def _call(
        self, bus: MessageBus, to: str, path: str, interface: str, member: str,
        signature: str = "", body: Sequence[Any] = (),
    ) -> list[Any]:  # fmt: skip
        """The body of the answer. Raises `NoAnswer`; unsure where the limit of time passed."""
        from dbus_fast import Message, MessageType
        from dbus_fast.errors import DBusFastError

        message = Message(
            destination=to, path=path, interface=interface, member=member,
            signature=signature, body=list(body),
        )  # fmt: skip
        try:
            reply = await asyncio.wait_for(bus.call(message), ANSWER_S)
        except (OSError, EOFError, TimeoutError, DBusFastError):
            # It was asked; whether it was done nobody knows.
            raise NoAnswer(unsure=True) from None
        if reply.message_type is not MessageType.METHOD_RETURN:
            raise NoAnswer
        return list(reply.body)

    async def _service(self, member: str, signature: str = "", body: Sequence[Any] = ()) -> Any:
        bus = await self._connected()
        return await self._call(bus, _NAME, _PATH, _NAME, member, signature, body)

    async def _ask_capabilities(self) -> frozenset[str]:
        self._known = None
        self._known = known = frozenset((await self._service("GetCapabilities"))[0])
        return known

    async def _notify(
        self, title: str, body: str, actions: Sequence[tuple[str, str]], icon: str, replaces: int
    ) -> Place:
        from dbus_fast import Variant

        hints = {
            "urgency": Variant("y", 1),
            "desktop-entry": Variant("s", "healthdesk"),
        }
        flat = [text for pair in actions for text in pair]
        # -1: as long as the service finds right.
        given = ["HealthDesk", replaces, icon, title, body, flat, hints, -1]
        (number,) = await self._service("Notify", "susssasa{sv}i", given)
        bus, server = await self._where()
        return Place(bus, server, number, self.own_name)

    async def _close_notice(self, place: Place) -> None:
        try:
            if await self._where() == (place.bus, place.server):
                await self._service("CloseNotification", "u", [place.number])
        except NoAnswer:
            # It went with its service, or somebody closed it before.
            _LOG.info("a notice was gone before it was taken back")

    async def _where(self) -> tuple[str, str]:
        bus = await self._connected()
        owner = await self._call(bus, _BUS, _BUS_PATH, _BUS, "GetNameOwner", "s", [_NAME])
        return self._bus_id, owner[0]

    async def _lives(self, name: str) -> bool:
        bus = await self._connected()
        return bool((await self._call(bus, _BUS, _BUS_PATH, _BUS, "NameHasOwner", "s", [name]))[0])

    async def _request(self, name: str) -> None:
        if self._bus is None or not self._bus.connected:
            await self._connected()
            return
        await self._call(self._bus, _BUS, _BUS_PATH, _BUS, "RequestName", "su", [name, 0])

    async def _disconnect(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None and bus.connected:
            bus.disconnect()
        if self._watching is not None:
            await asyncio.wait_for(self._watching, CONNECT_S)

    def _heard(self, message: Message) -> None:
        from dbus_fast import MessageType

        if message.message_type is not MessageType.SIGNAL:
            return
        if message.member == "NameOwnerChanged" and message.body[:1] == [_NAME]:
            self._known = None
            self._silent_until = 0.0
            if message.body[2]:
                self._came()
        elif message.member == "ActionInvoked" and message.interface == _NAME:
            number, key = message.body[:2]
            self._pressed(Pressed(Place(self._bus_id, str(message.sender), number), key))
        elif message.member == "NotificationClosed" and message.interface == _NAME:
            self._closed(Place(self._bus_id, str(message.sender), message.body[0]))


async def _until_gone(bus: MessageBus) -> None:
    from dbus_fast.errors import DBusFastError

    try:
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
    except (OSError, EOFError, DBusFastError) as error:
        _LOG.info("the session bus is gone", extra={"code": type(error).__name__})


def _spin(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
