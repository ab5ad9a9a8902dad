"""Requests made up from the description alone: each is answered as the description says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.processes import Process, serving
from tests.opened import open_folder

SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - of the tests
# What keeps to the description is taken; but it can not say all. Of a body: that a reading may
# not lie ahead, what a unit belongs to (422). Of a state: what is there, and what contradicts
# it (404, 409, 412). Of a period: that it ends before it begins, or lies before all readings
# (400). And the tool makes up an If-Match that its pattern does not allow (400).
CONFIG = """
[[operations]]
include-path = "/api/health/reminders/trigger"
headers = {{ Authorization = "Bearer {secret}" }}

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "404", "409", "422"]

[[operations]]
include-name = [
  "GET /api/health/records", "GET /api/health/analytics/{{type}}",
  "GET /api/health/export/{{format}}", "GET /api/health/export/pdf",
]
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "400", "404"]

[[operations]]
include-method = ["PUT", "PATCH", "DELETE"]
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "404", "409", "412", "422"]
"""
# Looked at before a test puts the variables of this name away.
SOAKED = bool(os.environ.get("HEALTHDESK_SOAK"))
WANTED = 5000 if SOAKED else 500
CASES = re.compile(r"^  (\d+) generated", re.MULTILINE)


def try_out(process: Process, folder: Path, examples: int, seed: int = 1) -> int:
    """How many requests were made. Fails where one was answered otherwise than described."""
    config = folder / "schemathesis.toml"
    config.write_text(CONFIG.format(secret=SECRET), "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run",
            f"{process.url}/api/openapi.json", "-H", f"Authorization: Bearer {process.token}",
            "--max-examples", str(examples), "--seed", str(seed),
            "--generation-database", "none", "--no-color",
        ],
        cwd=folder, capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    cases = CASES.search(done.stdout)
    assert cases is not None, done.stdout[-2000:]
    return int(cases[1])


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(3600 if SOAKED else 400)
def test_requests_made_up_from_the_description_are_answered_as_it_says(
    data_dir: Path, tmp_path: Path
):
    open_folder(data_dir).close()
    made = seed = 0
    with serving(
        data_dir, HEALTHDESK_API_RATE_LIMIT="0", HEALTH_REMINDER_CRON_SECRET=SECRET
    ) as process:
        while made < WANTED:
            seed += 1
            made += try_out(process, tmp_path, WANTED // 100, seed)
        assert process.ask("GET", "/api/health/status")[0] == 200
