"""A notification service of the tests' own on a session bus of their own.

Run as a program it is the service: it tells each thing that happens as a line of JSON and does
as it is told, a line at a time (`press NUMBER KEY`, `dismiss NUMBER`, `end`).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
# With one folder of services at most, so that nothing else that is installed is started: a real
# notification service would take the place of the tests' own.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal></interface></node>"""
PATIENCE_S = 30.0


@contextlib.contextmanager
def session_bus(
    folder: Path, startable: Sequence[Path] = (), env: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address of a session bus that is there inside the block.

    It starts the services of the files `startable` when they are asked for, with the variables
    `env` (those of this process where it is None).
    """
    services = folder / "services"
    services.mkdir()
    for file in startable:
        shutil.copy(file, services)
    config = folder / "bus.conf"
    config.write_text(BUS.format(folder=folder, services=services))
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as the service was given it."""

    number: int
    title: str
    body: str
    actions: dict[str, str]


class Service:
    """A notification service in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @classmethod
    @contextlib.contextmanager
    def on(cls, address: str, *abilities: str, mode: str = "well") -> Iterator[Service]:
        """A service with these abilities, up and running; a "silent" one takes notices and never
        answers, a "dead" one answers nothing at all. What is pressed it tells who sent the notice,
        a "loud" one all on the bus."""
        with subprocess.Popen(
            [sys.executable, __file__, address, mode, *abilities],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as process:
            service = cls(process)
            try:
                assert service.next() == {"ready": True}
                yield service
            finally:
                process.kill()
                process.wait()
                service._reader.join()

    def next(self) -> dict[str, Any]:
        """What happens next; AssertionError where nothing does."""
        try:
            return self._lines.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise AssertionError("nothing came") from None

    def shown(self) -> Shown:
        told = self.next()["shown"]
        actions = dict(zip(told["actions"][::2], told["actions"][1::2], strict=True))
        return Shown(told["number"], told["title"], told["body"], actions)

    def closed(self) -> int:
        return int(self.next()["closed"])

    def press(self, number: int, key: str) -> None:
        self._order(f"press {number} {key}")

    def dismiss(self, number: int) -> None:
        """Somebody takes a notice off the screen without an answer."""
        self._order(f"dismiss {number}")

    def _order(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    @property
    def nothing_came(self) -> bool:
        return self._lines.empty()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))


def _tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


class _Answers:
    """What the service says to a message."""

    def __init__(self, mode: str, abilities: list[str]) -> None:
        self._mode, self._abilities = mode, abilities
        self._numbers = iter(range(1, 1_000_000))
        self._senders: dict[int, str] = {}

    def __call__(self, message: Any) -> Any:
        """An answer, True for none, None where somebody else answers."""
        from dbus_fast import Message, MessageType

        if message.message_type is not MessageType.METHOD_CALL:
            return None
        given = self._given(message)
        if given is None or given is True:
            return given
        signature, body = given
        return Message.new_method_return(message, signature, body)

    def hearer(self, number: int) -> str | None:
        """Who is told what happens to a notice; None: everybody."""
        return None if self._mode == "loud" else self._senders.get(number)

    def _given(self, message: Any) -> Any:
        match message.member:
            case "Introspect" if message.path == PATH:
                return "s", [INTERFACE]
            case "GetCapabilities" if self._mode == "dead":
                _tell(asked=True)
                return True
            case "GetCapabilities":
                return "as", [self._abilities]
            case "Notify":
                return self._notified(message.body, str(message.sender))
            case "CloseNotification":
                _tell(closed=message.body[0])
                return "", []
            case "GetServerInformation":
                return "ssss", ["test", "test", "1", "1.2"]
        return None

    def _notified(self, body: list[Any], sender: str) -> Any:
        title, text, actions = body[3:6]
        number = body[1] or next(self._numbers)
        self._senders[number] = sender
        _tell(shown={"number": number, "title": title, "body": text, "actions": actions})
        return True if self._mode == "silent" else ("u", [number])


async def _serve(address: str, mode: str, abilities: list[str]) -> None:
    from dbus_fast import Message, MessageType
    from dbus_fast.aio import MessageBus

    bus = await MessageBus(bus_address=address).connect()
    answers = _Answers(mode, abilities)
    bus.add_message_handler(answers)
    await bus.request_name(NAME)
    _tell(ready=True)
    loop = asyncio.get_running_loop()

    async def tell(what: str, signature: str, number: int, more: Any) -> None:
        await bus.send(
            Message(
                message_type=MessageType.SIGNAL, destination=answers.hearer(number), path=PATH,
                interface=NAME, member=what, signature=signature, body=[number, more],
            )
        )  # fmt: skip

    while line := await loop.run_in_executor(None, sys.stdin.readline):
        match line.split():
            case ["press", number, key]:
                await tell("ActionInvoked", "us", int(number), key)
            case ["dismiss", number]:
                await tell("NotificationClosed", "uu", int(number), 2)
            case ["end"]:
                break
    bus.disconnect()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2], sys.argv[3:]))
