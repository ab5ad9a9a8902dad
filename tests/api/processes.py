"""A real `healthdesk serve` over a data folder, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from healthdesk.domain.accounts import OWNER
from tests.opened import open_folder

TOP = Path(__file__).resolve().parent.parent.parent
# What ends orderly has done so by then.
END_S = 5.0


@dataclass
class Process:
    """The running program: its address, and a token that may read and write."""

    running: subprocess.Popen[str]
    url: str
    token: str
    folder: Path

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return str(parts.hostname), int(parts.port or 0)

    def connect(self) -> socket.socket:
        return socket.create_connection(self.address, timeout=30)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, Any]:
        """Status and JSON of one request, on a connection of its own."""
        import http.client

        told = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body, {**told, **headers})
            answer = connection.getresponse()
            text = answer.read()
        return answer.status, json.loads(text) if text else None

    def etag(self, path: str) -> str:
        """By which the state of what is there is known."""
        request = urllib.request.Request(  # noqa: S310 - of this computer
            self.url + path, headers={"Authorization": f"Bearer {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return str(answer.headers["ETag"])

    def end(self) -> int:
        """The exit status after SIGTERM."""
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(END_S)


@contextlib.contextmanager
def serving(folder: Path, *words: str, **environ: str) -> Iterator[Process]:
    """`healthdesk serve` on a port of its own, ended at the end."""
    token = new_token(folder)
    running = subprocess.Popen(
        [sys.executable, "-m", "healthdesk", "serve", "--port", "0", "--json", *words],
        cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "HEALTHDESK_DATA_DIR": str(folder), **environ},
    )  # fmt: skip
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        assert line, running.communicate()[1]
        yield Process(running, json.loads(line)["url"], token, folder)
    finally:
        if running.poll() is None:
            running.terminate()
            try:
                running.wait(2 * END_S)
            except subprocess.TimeoutExpired:
                running.kill()
        running.communicate()


def new_token(folder: Path) -> str:
    app = open_folder(folder)
    try:
        return app.tokens.create(OWNER, "test")[1]
    finally:
        app.close()
