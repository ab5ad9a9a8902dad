"""The server: its own socket, its own thread, its own event loop."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import socket
import threading
from collections.abc import Callable
from typing import Final

import anyio.to_thread
import uvicorn

from healthdesk.api.context import Context
from healthdesk.api.program import make
from healthdesk.api.protocol import HEAD_BYTES, Connection
from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError, UsageError

_LOG = logging.getLogger("healthdesk.api")
# What is under way may take so long to end; all of it together ends within five seconds.
GRACE_S: Final = 3
JOIN_S: Final = 4.5
KEEP_ALIVE_S: Final = 15
BACKLOG: Final = 1024
# More threads would only wait for one another: one writes, two read.
WORKERS: Final = 4


def loopback(host: str) -> str:
    """An address of this computer alone. Raises `UsageError` for any other."""
    if host.strip().lower() == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host.strip().strip("[]"))
    except ValueError:
        raise UsageError("host-not-loopback") from None
    if not address.is_loopback:
        raise UsageError("host-not-loopback")
    return str(address)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises `StorageError` where the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio lets small answers wait for an acknowledgement (40 ms each).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A port that was just let go; not one that another program listens on.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno in (errno.EACCES, errno.EPERM):
            raise StorageError("port-not-allowed", port=port) from None
        raise StorageError("port-taken", port=port) from None
    return listening


class ApiServer:
    """The interface of one open data folder."""

    def __init__(
        self,
        app: App,
        host: str = "127.0.0.1",
        port: int = 0,
        scheduling: Callable[[], bool] = lambda: False,
        user: str = "",
    ) -> None:
        """Listens from here on, and answers after `start`. `user`: by whom a staged rollout
        knows who runs it; empty: as the settings say. Raises `UsageError`, `StorageError`."""
        self._app = app
        self._host = loopback(host)
        self._socket = listen(self._host, port)
        self._context = Context(app, scheduling, user)
        self._thread: threading.Thread | None = None
        self._server: _Server | None = None
        self._ready = threading.Event()

    @property
    def url(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def start(self) -> None:
        """Answer requests; returns when the first one can be."""
        self._app.journal.default_person(OWNER)
        config = uvicorn.Config(
            make(self._context), http=Connection, ws="none", loop="asyncio", lifespan="off",
            access_log=False, log_config=None, log_level="error", server_header=False,
            date_header=True, proxy_headers=False, backlog=BACKLOG,
            timeout_keep_alive=KEEP_ALIVE_S, timeout_graceful_shutdown=GRACE_S,
            h11_max_incomplete_event_size=HEAD_BYTES,
        )  # fmt: skip
        self._server = _Server(config, self._ready.set)
        self._thread = threading.Thread(target=self._run, name="api", daemon=True)
        self._thread.start()
        self._ready.wait()

    def stop(self) -> bool:
        """Finish what is under way, for a while, and let go of the port. False where something
        would not end."""
        if self._server is not None:
            self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(JOIN_S)
            if self._thread.is_alive():
                return False
            self._thread = None
        self._socket.close()
        return True

    def _run(self) -> None:
        assert self._server is not None
        try:
            asyncio.run(self._serve(self._server))
        except Exception:  # noqa: BLE001 - the end of a thread has to be told
            _LOG.exception("the interface ended")
        finally:
            self._ready.set()

    async def _serve(self, server: _Server) -> None:
        anyio.to_thread.current_default_thread_limiter().total_tokens = WORKERS
        await server.serve(sockets=[self._socket])


class _Server(uvicorn.Server):
    """uvicorn's, which says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
