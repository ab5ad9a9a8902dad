"""A real `healthdesk serve`: how it begins, what it stands, how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from healthdesk.api.protocol import MOST
from healthdesk.domain.events import RecordsChanged
from tests.api.processes import END_S, TOP, Process, serving
from tests.opened import listening, open_folder

pytestmark = pytest.mark.e2e
RECORDS = "/api/health/records"
WEIGHT = json.dumps({"type": "weight", "value": 81.4}).encode()


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("served") / "data"
    with serving(folder, HEALTHDESK_API_RATE_LIMIT="0") as running:
        yield running


def total(process: Process) -> int:
    status, document = process.ask("GET", RECORDS)
    assert status == 200
    return int(document["pagination"]["total"])


def refused(answer: tuple[int, Any], *statuses: int) -> None:
    status, document = answer
    assert status in statuses, document
    assert set(document) == {"error", "code", "details", "request_id"}
    assert "Traceback" not in document["error"]


def received(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def spoken(process: Process, text: bytes) -> tuple[int, Any]:
    """What is answered to bytes that may be no HTTP at all."""
    with contextlib.closing(process.connect()) as connection:
        connection.sendall(text)
        answer = received(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), json.loads(body)


class TestBeginning:
    def run(self, folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "healthdesk", "serve", *words],
            cwd=TOP, capture_output=True, check=False, text=True, timeout=60,
            env={**os.environ, "HEALTHDESK_DATA_DIR": str(folder), **environ},
        )  # fmt: skip

    def test_a_port_that_is_taken(self, process: Process, data_dir: Path):
        done = self.run(data_dir, "--port", str(process.address[1]))
        assert (done.returncode, done.stdout) == (1, "")
        assert str(process.address[1]) in done.stderr

    @pytest.mark.parametrize("secret", ["short", "a" * 40, "0123456789ab" * 3])
    def test_a_weak_secret(self, data_dir: Path, secret: str):
        done = self.run(data_dir, "--port", "0", HEALTH_REMINDER_CRON_SECRET=secret)
        assert (done.returncode, done.stdout) == (2, "")
        assert secret not in done.stderr
        assert not list(data_dir.iterdir())

    @pytest.mark.parametrize("words", [("--host", "192.168.1.1"), ("--host", "example.org"),
                                       ("--port", "70000"), ("--port", "x")])  # fmt: skip
    def test_a_place_that_is_none(self, data_dir: Path, words: tuple[str, ...]):
        assert self.run(data_dir, *words).returncode == 2

    def test_two_on_one_folder(self, process: Process):
        with serving(process.folder, HEALTHDESK_API_RATE_LIMIT="0") as other:
            status, record = other.ask("POST", RECORDS, WEIGHT)
            assert status == 201
            assert process.ask("GET", f"{RECORDS}/{record['id']}") == (200, record)
            assert other.end() == 0

    def test_of_two_changes_with_one_etag_one_comes_through(self, process: Process):
        """Whichever process each of them goes to."""
        path = f"{RECORDS}/{process.ask('POST', RECORDS, WEIGHT)[1]['id']}"

        def change(one: Process, value: float, etag: str, start: threading.Barrier) -> int:
            start.wait(30)
            body = json.dumps({"value": value}).encode()
            return one.ask("PATCH", path, body, **{"If-Match": etag})[0]

        with serving(process.folder, HEALTHDESK_API_RATE_LIMIT="0") as other:
            for value in range(60, 80):
                etag, start = process.etag(path), threading.Barrier(2)
                with ThreadPoolExecutor() as pool:
                    here = pool.submit(change, process, value, etag, start)
                    there = pool.submit(change, other, value + 0.5, etag, start)
                assert sorted([here.result(), there.result()]) == [200, 412]
                kept = process.ask("GET", path)[1]["value"]
                assert kept == (value if here.result() == 200 else value + 0.5)


class TestEnding:
    def test_by_a_signal(self, data_dir: Path):
        with serving(data_dir) as process:
            assert process.ask("POST", RECORDS, WEIGHT)[0] == 201
            with contextlib.closing(process.connect()):  # says nothing, and is not waited for
                assert process.end() == 0

    def test_what_is_under_way_is_finished(self, data_dir: Path):
        with serving(data_dir) as process, contextlib.closing(process.connect()) as connection:
            head = (
                f"POST {RECORDS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                f"Authorization: Bearer {process.token}\r\nContent-Length: {len(WEIGHT)}\r\n\r\n"
            )
            connection.sendall(head.encode() + WEIGHT[:5])
            assert process.ask("GET", "/api/health/status")[0] == 200
            process.running.send_signal(signal.SIGTERM)
            connection.sendall(WEIGHT[5:])
            assert b" 201 " in received(connection).partition(b"\r\n")[0]
            assert process.running.wait(END_S) == 0

    @pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="this system has no such signal")
    def test_settings_are_read_anew_on_sighup(self, data_dir: Path):
        with serving(data_dir) as process:
            (data_dir / "config.toml").write_text("[rollout]\nENABLE_HEALTH_MGMT = false\n")
            process.running.send_signal(signal.SIGHUP)
            until = time.monotonic() + 10
            while process.ask("GET", RECORDS)[0] != 503 and time.monotonic() < until:
                time.sleep(0.05)
            refused(process.ask("GET", RECORDS), 503)
            assert process.ask("GET", "/api/health/status")[0] == 200


class TestHostile:
    @pytest.mark.parametrize(
        "text",
        [
            b"nonsense\r\n\r\n", b"GET\r\n\r\n", b"\x00\x01\x02\x03\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
            b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ],
        ids=range(8),
    )  # fmt: skip
    def test_what_is_no_request(self, process: Process, text: bytes):
        refused(spoken(process, text), 400)

    @pytest.mark.parametrize(
        "path", ["/api/health/../../etc/passwd", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                 "/api/health/records/..%2f..%2f", "/api\\health\\records", "/api/health/types;x",
                 "/api/health/types%00", "http://example.org/api/health/types"],
    )  # fmt: skip
    def test_tricks_with_paths(self, process: Process, path: str):
        text = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        answer = spoken(process, f"{text}Authorization: Bearer {process.token}\r\n\r\n".encode())
        refused(answer, 404)

    @pytest.mark.parametrize(
        "trick",
        [
            "' OR 1=1 --",
            '"; DROP TABLE health_record; --',
            "1; SELECT sql FROM sqlite_master",
            "%_\\",
            "\x00",
        ],
    )
    def test_sql_in_every_parameter(self, process: Process, trick: str):
        before = total(process)
        text = quote(trick)
        for name in ("type", "type_id", "user_id", "start_date", "end_date", "limit", "offset"):
            refused(process.ask("GET", f"{RECORDS}?{name}={text}"), 400, 404)
        status, found = process.ask("GET", f"{RECORDS}?search={text}")
        assert status == 400 or (status == 200 and found["data"] == [])
        for path in (f"{RECORDS}/{text}", f"/api/health/analytics/{text}",
                     f"/api/health/goals/{text}", f"/api/health/persons/{text}",
                     f"/api/health/analytics/weight?unit={text}"):  # fmt: skip
            refused(process.ask("GET", path), 400, 404)
        for field in ("type", "unit", "recorded_at", "comparator"):
            body = json.dumps({"type": "weight", "value": 80, field: trick}).encode()
            refused(process.ask("POST", RECORDS, body), 422)
        body = json.dumps({"type": "weight", "value": 80, "note": trick}).encode()
        status, record = process.ask("POST", RECORDS, body)
        assert (status == 201 and record["note"] == trick) or (status == 422 and "\x00" in trick)
        assert total(process) == before + (status == 201)

    @pytest.mark.slow
    def test_slow_heads_and_bodies_end(self, process: Process):
        """Both at once: each is given up after ten seconds, and others are served meanwhile."""
        before = total(process)
        with (
            contextlib.closing(process.connect()) as head,
            contextlib.closing(process.connect()) as body,
            contextlib.closing(process.connect()) as silent,
        ):
            head.sendall(b"GET / HTTP/1.1\r\nHost: loc")
            body.sendall(
                f"POST {RECORDS} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                f"Content-Type: application/json\r\nAuthorization: Bearer {process.token}\r\n\r\n{{"
                .encode()
            )  # fmt: skip
            assert total(process) == before
            for connection in (head, body, silent):
                answer = received(connection)
                assert answer.startswith(b"HTTP/1.1 400")
                assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "BAD_REQUEST"
        assert total(process) == before

    @pytest.mark.slow
    def test_a_thousand_connections(self, process: Process):
        _allow_files()
        request = (
            f"GET {RECORDS}?limit=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Authorization: Bearer {process.token}\r\n\r\n"
        ).encode()
        with contextlib.ExitStack() as stack:
            connections = []
            for _ in range(1000):
                with contextlib.suppress(ConnectionError):
                    connections.append(stack.enter_context(process.connect()))
            statuses = _statuses(connections, request)
        assert set(statuses) <= {b"200", b"429", b""}
        assert statuses.count(b"200") >= MOST // 2
        assert statuses.count(b"429") >= MOST
        assert process.ask("GET", RECORDS)[0] == 200
        assert process.running.poll() is None


def _allow_files() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2000 <= hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (2000, hard))


def _statuses(connections: list[socket.socket], request: bytes) -> list[bytes]:
    """All ask, then all are listened to; empty for one that was cut off."""
    for connection in connections:
        with contextlib.suppress(OSError):
            connection.sendall(request)
    found: dict[socket.socket, bytes] = dict.fromkeys(connections, b"")
    with selectors.DefaultSelector() as waiting:
        for connection in connections:
            waiting.register(connection, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select(60):
                ready: Any = key.fileobj
                with contextlib.suppress(OSError):
                    if part := ready.recv(65536):
                        found[ready] += part
                        continue
                waiting.unregister(ready)
    return [answer.split(b" ", 2)[1] if answer else b"" for answer in found.values()]


def test_a_reading_posted_to_another_process_is_heard_of(process: Process):
    """As an open window hears of it."""
    app = open_folder(process.folder)
    try:
        with listening(app) as heard:
            app.watch.start()
            assert process.ask("POST", RECORDS, WEIGHT)[0] == 201
            until = time.monotonic() + 20
            while not heard and time.monotonic() < until:
                time.sleep(0.05)
        assert any(
            isinstance(event, RecordsChanged) and event.types == {"weight"} for event in heard
        )
    finally:
        app.close()
