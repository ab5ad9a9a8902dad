"""A real `healthdesk serve` and a real Prometheus that fetches from it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.cli.conftest import TOP
from tests.monitoring.promtool import MONITORING, tool

# Windows and waits are that much shorter than in the rules; what is counted is not.
FASTER = 30
PATIENCE_S = 90.0
NONE: Mapping[str, str] = MappingProxyType({})
_SECONDS = {"s": 1, "m": 60, "h": 3600}


def faster(text: str) -> str:
    """Rules or configuration with every time divided by `FASTER`."""

    def divided(found: re.Match[str]) -> str:
        seconds = int(found["n"]) * _SECONDS[found["unit"]] / FASTER
        return f"{found['before']}{max(1, round(seconds))}s"

    times = r"(?P<before>\[|for: |interval: )(?P<n>\d+)(?P<unit>[smh])\b"
    return re.sub(times, divided, text)


def until(holds: Callable[[], Any], what: str) -> Any:
    """Ask again and again until there is an answer; it is given back."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.2)
    raise AssertionError(f"not within {PATIENCE_S:.0f} s: {what}")


@contextmanager
def running(words: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process with all it says in a file; ended afterwards, and dead at the latest."""
    with log.open("wb") as file:
        process = subprocess.Popen(words, stdout=file, stderr=file, cwd=TOP)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def ask(
    url: str, method: str, path: str, body: str | None = None, headers: Mapping[str, str] = NONE
) -> tuple[int, bytes]:
    """Status and body of an answer."""
    with closing(HTTPConnection(url.removeprefix("http://"), timeout=60)) as connection:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read()


@dataclass(frozen=True, slots=True)
class Served:
    """The API of a data folder, with a token that may write."""

    folder: Path
    url: str
    token: str

    def post(self, path: str, document: object) -> int:
        """The status of the answer."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return ask(self.url, "POST", path, json.dumps(document), headers)[0]


@dataclass(frozen=True, slots=True)
class Prometheus:
    url: str

    def ask(self, path: str, **parameters: str) -> Any:
        query = urllib.parse.urlencode(parameters)
        _, said = ask(self.url, "GET", f"/api/v1/{path}?{query}")
        document = json.loads(said)
        assert document["status"] == "success", document
        return document["data"]

    def query(self, expression: str) -> list[Any]:
        return list(self.ask("query", query=expression)["result"])

    def firing(self) -> set[str]:
        alerts = self.ask("alerts")["alerts"]
        return {one["labels"]["alertname"] for one in alerts if one["state"] == "firing"}


def healthdesk(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "healthdesk", "--data-dir", str(folder), *words]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "data"
    made = subprocess.run(
        healthdesk(folder, "--json", "api", "token", "create", "--scope", "read",
                   "--scope", "write"),
        capture_output=True, check=True, cwd=TOP, timeout=60,
    )  # fmt: skip
    token = json.loads(made.stdout)["token"]
    said = tmp_path / "serve.txt"
    with running(healthdesk(folder, "--json", "serve", "--port", "0"), said):
        line = until(lambda: said.read_text("utf-8").strip(), "serve says where it listens")
        yield Served(folder, json.loads(line)["url"], token)


@pytest.fixture
def prometheus(served: Served, tmp_path: Path) -> Iterator[Prometheus]:
    """Fetches from `served` by our own configuration and rules, all times shorter."""
    target = served.url.removeprefix("http://")
    config = faster((MONITORING / "prometheus.yml").read_text("utf-8"))
    assert "127.0.0.1:8765" in config
    (tmp_path / "prometheus.yml").write_text(config.replace("127.0.0.1:8765", target), "utf-8")
    rules = faster((MONITORING / "alerts.yml").read_text("utf-8"))
    (tmp_path / "alerts.yml").write_text(rules, "utf-8")
    log = tmp_path / "prometheus.txt"
    words = [
        tool("prometheus"), f"--config.file={tmp_path / 'prometheus.yml'}",
        f"--storage.tsdb.path={tmp_path / 'series'}", "--web.listen-address=127.0.0.1:0",
    ]  # fmt: skip
    with running(words, log):
        listening = re.compile(r'msg="Listening on" address=(127\.0\.0\.1:\d+)')
        found = until(lambda: listening.search(log.read_text("utf-8")), "Prometheus listens")
        started = Prometheus(f"http://{found[1]}")
        until(lambda: started.query('up{job="health-management"} == 1'), "Prometheus fetches")
        yield started
