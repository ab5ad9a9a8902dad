"""`serve`: the interface for programs, and reminders, without a window."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, Final

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session, print_json
from healthdesk.domain.errors import HealthdeskError, UsageError
from healthdesk.domain.events import SettingsChanged
from healthdesk.domain.tokens import CRON_SECRET, weak
from healthdesk.services.flags import Flags
from healthdesk.texts import tr

_LOG = logging.getLogger("healthdesk.serve")
HOST: Final = "127.0.0.1"
PORT_MAX: Final = 65535
# How often is looked whether there is something counted to write down, and how often is
# noted that this process serves (s).
TICK_S: Final = 5.0
BEAT_S: Final = 60.0
# Connections need files; many systems allow few unless asked.
FILES: Final = 4096


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = Parser(prog=f"healthdesk {name}")
    parser.add_argument("--host", default=HOST, metavar="ADDRESS", help=tr("of this computer"))
    parser.add_argument("--port", type=int, metavar="N", help=tr("0 takes any that is free"))
    parser.add_argument("--no-scheduler", action="store_true", help=tr("leave reminders alone"))
    options = parser.parse_args(arguments)
    refuse_weak_secret(session)
    port = session.settings.get("api.port") if options.port is None else options.port
    if not isinstance(port, int) or not 0 <= port <= PORT_MAX:
        raise UsageError("port-range")
    from healthdesk.api.server import loopback

    return _serve(session, loopback(options.host), port, scheduling=not options.no_scheduler)


def refuse_weak_secret(session: Session) -> None:
    """Raises `UsageError` where the trigger's secret could be guessed."""
    secret = session.settings.variable(CRON_SECRET)
    if isinstance(secret, str) and weak(secret):
        raise UsageError("weak-cron-secret")


def _serve(session: Session, host: str, port: int, *, scheduling: bool) -> int:
    from healthdesk.api.server import ApiServer

    _allow_files()
    session.start_log("serve")
    app = session.app
    user = session.options.account or ""
    server = ApiServer(app, host, port, lambda: scheduling, user)
    ended = threading.Event()
    with _signals(ended.set, lambda: _read_settings(session)):
        app.watch.start()
        server.start()
        # What is there by now never goes; to look through it again and again for what does
        # would hold up requests.
        gc.freeze()
        # How often all is looked through goes by how much there was the last time.
        gc.collect()
        if scheduling:
            flags = Flags(session.settings)
            app.scheduler.start(
                session.actor, let_in=lambda: flags.decide(session.actor, user).enabled
            )
        if session.as_json:
            # On one line, for whoever reads up to its end.
            print_json({"url": server.url})
        session.say(tr("Listening at {url}", url=server.url))
        _flush_output()
        _wait(session, ended)
        if not server.stop():
            _LOG.warning("a request did not end in time")
            # Its thread would hold the process; the file is safe without it.
            app.metrics.flush()
            os._exit(0)
    return 0


def _wait(session: Session, ended: threading.Event) -> None:
    metrics, beaten = session.app.metrics, float("-inf")
    while True:
        if time.monotonic() - beaten >= BEAT_S:
            beaten = time.monotonic()
            metrics.beat(session.actor)
        metrics.flush_if_due()
        if ended.wait(TICK_S):
            return


def _flush_output() -> None:
    """Whoever started this waits for the line, through a pipe perhaps."""
    sys.stdout.flush()


def _read_settings(session: Session) -> None:
    try:
        keys = session.settings.reload()
    except HealthdeskError as error:
        _LOG.warning("settings not read", extra={"code": error.code})
        return
    if keys:
        session.app.bus.publish(SettingsChanged(keys, "other"))


def _allow_files() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _signals:  # noqa: N801 - stands after `with`
    """SIGTERM and SIGINT end; SIGHUP, where there is one, reads the settings anew."""

    def __init__(self, end: Callable[[], object], read: Callable[[], object]) -> None:
        self._calls: dict[int, Callable[[], object]] = {signal.SIGTERM: end, signal.SIGINT: end}
        if hasattr(signal, "SIGHUP"):
            self._calls[signal.SIGHUP] = read
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        for number in self._calls:
            self._before[number] = signal.signal(number, self._came)

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _came(self, number: int, _frame: FrameType | None) -> None:
        call = self._calls[number]
        if number in (signal.SIGTERM, signal.SIGINT):
            call()
        else:
            # Reading a file has no place between two steps of whatever runs.
            threading.Thread(target=call, name="settings", daemon=True).start()
