"""One window for one data folder: a second start brings the first to the front and ends."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from healthdesk.paths import Paths

CALL_MS: Final = 500
WAIT_SECONDS: Final = 5.0
# A socket's path may hold about 104 bytes, less on some systems.
PATH_MAX: Final = 90


def socket_name(paths: Paths) -> str:
    """Inside the data folder, which is closed to others; a hashed name where that is too
    long or the system's names are no paths."""
    path = str(paths.window_socket)
    if os.name == "posix" and len(os.fsencode(path)) <= PATH_MAX:
        return path
    import hashlib

    digest = hashlib.sha256(str(paths.data).encode()).hexdigest()[:24]
    return f"healthdesk-{digest}"


class FirstWindow(QObject):
    """`claim` decides which start is the first; `called` when another one came.

    `listen` may wait until the window is on the screen: another start calls for some seconds.
    """

    called = Signal()

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(paths)
        # The lock decides; the socket only carries the call. A lock of a dead process is
        # taken over, whatever its age.
        self._lock = QLockFile(str(paths.window_socket.with_suffix(".lock")))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True: this start is the first. False: the first was called forward."""
        until = time.monotonic() + WAIT_SECONDS
        while not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                return True  # no folder to write to: opening the database will say so
            if self._call() or time.monotonic() > until:
                return False
        return True

    def listen(self) -> None:
        """Hear other starts from now on, where the claim was good."""
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.isLocked():
            return
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _call(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        reached = socket.waitForConnected(CALL_MS)
        if reached:
            socket.disconnectFromServer()
        else:
            time.sleep(0.05)  # the first one is still starting
        return reached

    def _answer(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
        self.called.emit()
