"""Maintenance mode while `serve` runs: it says so, and goes on afterwards."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import TOP
from tests.monitoring.conftest import Served, ask, healthdesk, until

READING = {"type": "weight", "value": 80}


def maintenance(folder: Path, verb: str) -> None:
    done = subprocess.run(
        healthdesk(folder, "maintenance", verb), cwd=TOP, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.e2e
def test_the_interface_says_so_and_nothing_is_lost(served: Served):
    assert served.post("/api/health/records", READING) == 201
    maintenance(served.folder, "on")
    headers = {"Authorization": f"Bearer {served.token}", "Content-Type": "application/json"}
    status, said = ask(served.url, "POST", "/api/health/records", json.dumps(READING), headers)
    assert (status, json.loads(said)["code"]) == (503, "MAINTENANCE")
    for path in ("/api/metrics", "/api/feature-flags/health"):
        assert ask(served.url, "GET", path)[0] == 200, path
    status, said = ask(served.url, "GET", "/api/health/status")
    assert (status, json.loads(said)["database"]) == (503, "unavailable")
    maintenance(served.folder, "off")
    until(lambda: served.post("/api/health/records", READING) == 201, "it goes on")
    _, said = ask(served.url, "GET", "/api/health/records", headers=headers)
    assert json.loads(said)["pagination"]["total"] == 2
