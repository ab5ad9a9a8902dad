"""The description of the interface, and the page made from it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from healthdesk.api import shapes
from tests.api.conftest import TOP, Served
from tests.cli.test_people import PERSON_KEYS, TYPE_KEYS
from tests.cli.test_readings import RECORD_KEYS

RATE = {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}
# What others rely on: addresses and their methods.
PROMISED = {
    "/api/health/status": {"get"},
    "/api/health/types": {"get"},
    "/api/health/persons": {"get", "post"},
    "/api/health/persons/{id}": {"get", "patch"},
    "/api/health/records": {"get", "post"},
    "/api/health/records/{id}": {"get", "put", "patch", "delete"},
    "/api/health/analytics/{type}": {"get"},
    "/api/health/analytics/debug": {"get"},
    "/api/health/goals": {"get", "post"},
    "/api/health/goals/{id}": {"get", "patch", "delete"},
    "/api/health/reminders": {"get", "post"},
    "/api/health/reminders/{id}": {"get", "patch", "delete"},
    "/api/health/reminders/trigger": {"post"},
    "/api/health/reminders/status": {"get"},
    "/api/feature-flags/health": {"get"},
    "/api/metrics": {"get"},
    "/api/openapi.json": {"get"},
}


@pytest.fixture
def document(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = served.client.get("/api/openapi.json").json()
    return found


def test_holds_every_address_promised(document: dict[str, Any]):
    assert document["openapi"].startswith("3.1")
    found = {path: set(operations) for path, operations in document["paths"].items()}
    assert {path: found.get(path) for path in PROMISED} == PROMISED


def test_every_answer_tells_of_its_headers(document: dict[str, Any]):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                assert set(answer.get("headers", {})) >= RATE, (path, method, status)
            assert operation["responses"].keys() >= {"401", "403", "405", "429", "500", "503"}


def test_errors_have_one_shape(document: dict[str, Any]):
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if status >= "400" and (path, status) != ("/api/health/status", "503"):
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Error"}


@pytest.mark.parametrize(
    ("shape", "keys"),
    [
        (shapes.HealthRecord, RECORD_KEYS),
        (shapes.Person, PERSON_KEYS),
        (shapes.HealthType, TYPE_KEYS),
    ],
)
def test_shapes_are_those_of_the_command_line(shape: Any, keys: list[str]):
    assert list(shape.model_fields) == list(keys)


def test_reference_is_the_one_made_from_it():
    made = subprocess.run(
        [sys.executable, "tools/api_reference.py", "--print"],
        cwd=TOP, capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert made.stdout == (TOP / "docs/reference/api.md").read_text("utf-8")
